"""Copies of unsaved work that outlive a crash, and notes on who has which document open.

All of it is in one folder. A process owns a file there that it keeps locked: the system unlocks it when the process
ends, however that happens, so that nobody has to guess from a number whether a process still lives.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from core.files import FileError, parse_network, write_network
from core.language import tr
from core.network import Network
from core.records import dataclass, values_of
from core.writing import FileMark, reason, sweep, write_whole

_COPY, _ALIVE, _OPEN = ".copy", ".alive", ".open"
_LONGEST_HEAD = 64 * 1024
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a document that nobody has saved."""

    file: Path
    path: Path | None
    """Where the document belongs; None where it was never saved."""
    name: str
    time: float
    layers: int
    mark: FileMark | None
    """What the document's file was when it was opened or saved last."""

    def read(self) -> Network:
        """Read the document; raises FileError."""
        try:
            data = self.file.read_bytes()
        except OSError as error:
            raise FileError(tr("cannot be read: {reason}", reason=reason(error))) from None
        return parse_network(data.partition(b"\n")[2])


def _host_name() -> str:
    import socket  # noqa: PLC0415  (needed when a document is opened from a file, not by every start)

    return socket.gethostname()


class RecoveryFolder:
    """The folder of recovery copies as one process uses it; whatever cannot be written raises FileError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._token = f"{os.getpid()}-{os.urandom(4).hex()}"
        self._lock: int | None = None
        self._opened: dict[str, str] = {}

    def close(self) -> None:
        """Let go of what the process owns here; copies that it leaves are offered at the next start."""
        self._remove(self._own(_OPEN))
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
            self._remove(self._own(_ALIVE))

    def _own(self, suffix: str, key: str = "") -> Path:
        return self.folder / f"{key and key + '.'}{self._token}{suffix}"

    def _enter(self) -> None:
        """Say that this process lives, once."""
        if self._lock is not None:
            return
        file = self._own(_ALIVE)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Another process that sweeps may take the file for one that was left, before it is locked.
            for _ in range(_TRIES):
                descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
                if _try_lock(descriptor) and file.exists():
                    self._lock = descriptor
                    return
                os.close(descriptor)
                time.sleep(0.01)
        except OSError as error:
            raise FileError(tr("cannot be written: {reason}", reason=reason(error))) from None
        raise FileError(tr("cannot be locked"))

    def keep(self, key: str, network: Network, path: Path | None, name: str, mark: FileMark | None) -> None:
        """Write the copy of a document, in the place of the one before; a key is one open document."""
        self._enter()
        head = {
            "path": None if path is None else os.fspath(path),
            "name": name,
            "time": time.time(),
            "layers": len(network),
            "mark": None if mark is None else values_of(mark),
        }
        write_whole(self._own(_COPY, key), json.dumps(head).encode() + b"\n" + write_network(network))

    def discard(self, key: str) -> None:
        """Remove the copy of a document that is saved, or not wanted any more."""
        self._remove(self._own(_COPY, key))

    def abandoned(self) -> list[Copy]:
        """List the copies whose processes have ended, the last one first."""
        copies = []
        alive: dict[str, bool] = {}
        for file in self._files(_COPY):
            token = file.name.split(".")[1] if file.name.count(".") == 2 else ""
            if token not in alive:
                alive[token] = token == self._token or self._is_alive(token)
            copy = None if alive[token] else _read_head(file)
            if copy is not None:
                copies.append(copy)
        return sorted(copies, key=lambda copy: -copy.time)

    def claim(self, copy: Copy, key: str) -> bool:
        """Make an abandoned copy the one of an open document; False where another process was faster."""
        self._enter()
        try:
            os.rename(copy.file, self._own(_COPY, key))
        except OSError:
            return False
        return True

    def remove(self, copy: Copy) -> None:
        """Remove an abandoned copy."""
        self._remove(copy.file)

    def set_open(self, key: str, path: Path | None) -> None:
        """Note which file an open document belongs to; None where it has none, or is closed."""
        before = dict(self._opened)
        self._opened.pop(key, None)
        if path is not None:
            self._opened[key] = os.path.realpath(path)
        if self._opened == before:
            return
        self._enter()
        note = {"pid": os.getpid(), "host": _host_name(), "paths": sorted(self._opened.values())}
        write_whole(self._own(_OPEN), json.dumps(note).encode())

    def others_with(self, path: Path) -> list[int]:
        """List the processes, this one left out, that have a file open."""
        real, found = os.path.realpath(path), []
        for file in self._files(_OPEN):
            token = file.name.removesuffix(_OPEN)
            if token == self._token:
                continue
            try:
                note = json.loads(file.read_bytes()[:_LONGEST_HEAD])
                is_here = real in note["paths"]
                pid = int(note["pid"])
            except (OSError, ValueError, TypeError, KeyError, RecursionError):
                continue
            if is_here and self._is_alive(token):
                found.append(pid)
        return sorted(found)

    def sweep(self) -> None:
        """Remove what ended processes left here and nobody needs; copies stay until someone has decided."""
        sweep(self.folder)
        for suffix in (_OPEN, _ALIVE):
            for file in self._files(suffix):
                token = file.name.removesuffix(suffix)
                if token != self._token and not self._is_alive(token):
                    self._remove(file)

    def _files(self, suffix: str) -> Iterator[Path]:
        try:
            with os.scandir(self.folder) as entries:
                names = [entry.name for entry in entries if entry.name.endswith(suffix) and entry.is_file()]
        except OSError:
            return
        for name in sorted(names):
            yield self.folder / name

    def _is_alive(self, token: str) -> bool:
        try:
            descriptor = os.open(self.folder / f"{token}{_ALIVE}", os.O_RDWR)
        except OSError:
            return False
        try:
            return not _try_lock(descriptor)
        finally:
            os.close(descriptor)

    def _remove(self, file: Path) -> None:
        with contextlib.suppress(OSError):
            os.unlink(file)


def _read_head(file: Path) -> Copy | None:
    """Read what a copy says of itself; None for one that says nothing sensible."""
    try:
        with open(file, "rb") as opened:
            head = json.loads(opened.readline(_LONGEST_HEAD))
        path, mark = head["path"], head["mark"]
        return Copy(
            file,
            None if path is None else Path(str(path)),
            str(head["name"]),
            float(head["time"]),
            int(head["layers"]),
            None if mark is None else FileMark(**mark),
        )
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def _try_lock(descriptor: int) -> bool:
    """Lock a file until it is closed or the process ends; False where someone has locked it."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
