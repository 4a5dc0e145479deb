"""Keeps a copy of unsaved work while someone edits, without holding the typing up."""

import atexit
import contextlib
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.language import tr
from core.recovery import Copy, RecoveryFolder
from core.writing import FileError
from gui.document import Document
from gui.preferences import home

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_QUIET = 1.2
"""Seconds after the last edit; with the writing, less than the 2 s that are promised."""
_LONGEST = 10.0
"""Seconds of a run of edits without a copy; with the writing, less than 15 s."""
_RETRY = 30.0

_folders: dict[Path, RecoveryFolder] = {}


def recovery_folder() -> RecoveryFolder:
    """Give the recovery folder of this process."""
    place = home() / "recovery"
    if place not in _folders:
        _folders[place] = RecoveryFolder(place)
        atexit.register(_folders[place].close)
    return _folders[place]


class RecoveryKeeper(QObject):
    """Keeps the copy of one open document; `failed` tells once that none can be kept.

    Networks never change, so that a thread can write one while the next edit is made.
    """

    failed = Signal(str)
    _written = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._key = os.urandom(16).hex()
        self._folder = recovery_folder()
        self._writing: Future[None] | None = None
        self._is_kept = False
        self._has_failed = False
        self._unkept_since: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)
        self._written.connect(self._after_writing)
        document.changed.connect(lambda _: self._follow())
        document.saved.connect(self._follow)
        document.replaced.connect(self._start_anew)

    @cached_property
    def _worker(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (needed by the first edit, not by the start)

        return ThreadPoolExecutor(1, "recovery")

    def adopt(self, copy: Copy) -> bool:
        """Take over an abandoned copy as the one of this document; False where another process has."""
        with contextlib.suppress(FileError):
            self._is_kept = self._folder.claim(copy, self._key)
            return self._is_kept
        return False

    def _follow(self) -> None:
        if not self._document.session.is_modified:
            self.discard()
            return
        now = monotonic()
        if self._unkept_since is None:
            self._unkept_since = now
        room = self._unkept_since + _LONGEST - now
        self._timer.start(max(0, int(1000 * min(_QUIET, room))))

    def keep(self) -> None:
        """Begin to write the copy of what is unsaved."""
        self._timer.stop()
        if not self._document.session.is_modified:
            return
        if self._writing is not None and not self._writing.done():
            self._timer.start(100)  # the disk is slow: what is newest goes next, and nothing is queued
            return
        self._unkept_since = None
        self._is_kept = True
        session, network = self._document.session, self._document.network
        path, name, mark = session.path, network.name, self._document.file_mark
        self._writing = self._worker.submit(
            self._write, lambda: self._folder.keep(self._key, network, path, name, mark)
        )

    def _write(self, write: Callable[[], None]) -> None:
        fault = ""
        try:
            write()
        except FileError as error:
            fault = str(error)
        with contextlib.suppress(RuntimeError):  # the window has been destroyed meanwhile
            self._written.emit(fault)

    def _after_writing(self, fault: str) -> None:
        if not fault:
            self._has_failed = False
            return
        if self._unkept_since is None:
            self._unkept_since = monotonic()
        if not self._timer.isActive():
            self._timer.start(int(1000 * _RETRY))
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(tr("No recovery copy can be kept: it {fault}. Save often.", fault=fault))

    def keep_now(self) -> None:
        """Write the copy at once and wait for it, as when the program may be about to end."""
        self.finish()
        self.keep()
        self.finish()

    def finish(self) -> None:
        """Wait for what is being written."""
        if self._writing is not None:
            self._writing.result()

    def discard(self) -> None:
        """Remove the copy: there is nothing unsaved, or what there is was given up."""
        self._timer.stop()
        self._unkept_since = None
        if self._is_kept:
            self.finish()
            self._folder.discard(self._key)
            self._is_kept = False

    def _start_anew(self) -> None:
        self.discard()
        if self._document.session.is_modified:
            self._follow()

    def close(self) -> None:
        """End with the document."""
        self.discard()
        self.note_open(None)
        if "_worker" in self.__dict__:
            self._worker.shutdown()

    def note_open(self, path: Path | None) -> list[int]:
        """Tell other processes which file is open here; gives those that have it open too."""
        with contextlib.suppress(FileError):
            self._folder.set_open(self._key, path)
        return [] if path is None else self._folder.others_with(path)
