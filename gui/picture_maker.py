"""The picture in step with the document: small networks at once, large ones in a thread after a pause."""

import sys
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

from core.picture.drawing import Picture
from core.picture.styles import picture
from core.progress import collector_paused
from core.records import dataclass, field
from core.table import Table
from gui.mark_index import MarkIndex

AT_ONCE = 300
"""Up to so many layers nobody notices how long a picture takes."""

_PAUSE, _LOOK_EVERY = 250, 20
"""Milliseconds without an edit before a large network is drawn, and between looks whether that is done."""

_USUAL_SWITCH, _SWITCH = sys.getswitchinterval(), 0.0005
"""Seconds after which the thread lets the window go on; with the usual 5 ms, typing would be felt to drag."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drawn."""

    table: Table
    style: str
    folded: AbstractSet[str]

    def make(self) -> tuple[Picture, MarkIndex]:
        """Draw it."""
        drawn = picture(self.table, self.style, folded=self.folded)
        return drawn, MarkIndex(drawn)


@dataclass(slots=True)
class _Job:
    """One drawing in a thread."""

    wish: Wish
    results: list[tuple[Picture, MarkIndex]] = field(default_factory=list)
    error: BaseException | None = None
    is_done: bool = False

    def run(self) -> None:
        try:
            with collector_paused():
                self.results.append(self.wish.make())
        except BaseException as error:  # noqa: BLE001  (raised again in the thread of the window)
            self.error = error
        self.is_done = True


class PictureMaker(QObject):
    """Makes the picture that is wanted; `made` tells when there is a new one."""

    made = Signal()
    outdated = Signal()
    """What was made in the thread is not what is wanted any more."""

    def __init__(self, parent: QObject, wish: Callable[[], Wish]) -> None:
        super().__init__(parent)
        self._wish = wish
        self.picture = Picture((), (), 0, 0)
        self.index = MarkIndex(self.picture)
        self.is_old = True
        self._job: _Job | None = None
        self._pause, self._look = QTimer(self), QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._begin)
        self._look.setInterval(_LOOK_EVERY)
        self._look.timeout.connect(self._take)

    @property
    def is_busy(self) -> bool:
        """Tell whether a picture is on its way."""
        return self._job is not None or self._pause.isActive()

    def forget(self) -> None:
        """Take the picture for old; it stays until there is a new one."""
        self.is_old = True

    def want(self, *, soon: bool = False) -> None:
        """Have an old picture made anew; with `soon`, several edits in one turn of the event loop are drawn once."""
        if not self.is_old:
            return
        is_small = len(self._wish().table.network) <= AT_ONCE
        if is_small and not soon:
            self._pause.stop()
            self.make_now()
        else:
            # A picture that is seen may wait for a pause in the typing; where there is none, that is no time to wait.
            self._pause.start(0 if is_small or not self.picture.frames else _PAUSE)

    def rest(self) -> None:
        """Begin nothing more until a picture is wanted again."""
        self._pause.stop()

    def make_now(self) -> None:
        """Make the picture before anything else."""
        self._put(*self._wish().make())

    def _begin(self) -> None:
        wish = self._wish()
        if len(wish.table.network) <= AT_ONCE:
            self.make_now()
        elif self._job is None:
            self._job = _Job(wish)
            sys.setswitchinterval(_SWITCH)
            Thread(target=self._job.run, name="strata-picture", daemon=True).start()
            self._look.start()

    def _take(self) -> None:
        job = self._job
        if job is None or not job.is_done:
            return
        self._look.stop()
        sys.setswitchinterval(_USUAL_SWITCH)
        self._job = None
        if job.error is not None:
            raise job.error
        now = self._wish()
        is_right = job.wish.table.network is now.table.network and job.wish.style == now.style
        if is_right and job.wish.folded == now.folded:
            self._put(*job.results[0])
        elif self.is_old:
            self.outdated.emit()

    def _put(self, drawn: Picture, index: MarkIndex) -> None:
        self.picture, self.index = drawn, index
        self.is_old = False
        self.made.emit()
