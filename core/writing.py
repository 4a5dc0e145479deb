"""Writing that replaces a file whole or not at all, and marks that tell whether someone else has changed it since."""

import contextlib
import os
import re
import stat
import time
import zlib
from typing import TYPE_CHECKING

from core.language import mark, tr
from core.records import dataclass

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIX = ".tmp"
_TEMPORARY = re.compile(r"\..*\.(?P<pid>\d+)\.[^.]+\.tmp")
_OLD = 10 * 60
"""Seconds after which a temporary file has been left by a writer that is gone, whoever has its number now."""


class FileError(Exception):
    """Raised for a file that cannot be read or written; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class FileMark:
    """What a file was when it was read or written last."""

    size: int
    time: int
    inode: int
    digest: str


_REASONS = (
    mark("no such file or directory"),
    mark("permission denied"),
    mark("no space left on device"),
    mark("is a directory"),
    mark("not a directory"),
    mark("read-only file system"),
    mark("file name too long"),
    mark("input/output error"),
)
"""What systems say most often; what they say otherwise is shown as they say it."""


def reason(error: OSError | ValueError) -> str:
    """Word why the system refused, as the end of a sentence."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else mark("the name is not one of a file")
    return tr(text[:1].lower() + text[1:])


def write_whole(path: "str | Path", data: bytes) -> FileMark | None:
    """Replace a file's content whole or not at all, through a temporary file beside it; gives its mark.

    Follows a link to its target and keeps the file's permissions, and its owner where the system lets us. Raises
    FileError; the old file is then as it was. A device or a pipe is written to as it is, and has no mark.
    """
    import tempfile  # noqa: PLC0415  (what is only read needs neither)
    from pathlib import Path  # noqa: PLC0415

    temporary = None
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise FileError(tr("cannot be written: it is a folder"))
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # as /dev/null: there is nothing to replace
            return None
        prefix = f".{target.name[:40]}.{os.getpid()}."
        descriptor, temporary = tempfile.mkstemp(prefix=prefix, suffix=_SUFFIX, dir=target.parent)
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        _dress(temporary, target)
        made = os.stat(temporary)
        if made.st_size != len(data):
            raise FileError(tr("cannot be written: the disk did not take all of it"))
        os.replace(temporary, target)
    except (OSError, ValueError, FileError) as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        if isinstance(error, FileError):
            raise
        raise FileError(tr("cannot be written: {reason}", reason=reason(error))) from None
    _sync_folder(target.parent)
    return make_mark(made, data)


def _dress(temporary: str, target: "Path") -> None:
    """Give a new file the owner and the permissions of the one whose place it takes."""
    try:
        old = target.stat()
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        return
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # only root may give files away
            os.chown(temporary, old.st_uid, old.st_gid)
    os.chmod(temporary, stat.S_IMODE(old.st_mode))


def _sync_folder(folder: "Path") -> None:
    """Let the new name outlive a power cut, where folders can be synced; the file is in its place either way."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_mark(found: os.stat_result, data: bytes) -> FileMark:
    """Give the mark of a file that was found so before its content was read, or after it was written."""
    # Two check sums tell a chance edit as well as a hash does, for which Python would load all of OpenSSL.
    digest = f"{len(data):x}-{zlib.crc32(data):08x}-{zlib.adler32(data):08x}"
    return FileMark(found.st_size, found.st_mtime_ns, found.st_ino, digest)


def take_mark(path: "Path | None") -> FileMark | None:
    """Give the mark of a file as it is now; None where there is none that can be read."""
    if path is None:
        return None
    try:
        with open(path, "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                return None
            return make_mark(found, file.read())
    except (OSError, ValueError):
        return None


def has_changed(path: "Path", known: FileMark | None) -> bool:
    """Tell whether a file holds something else than when it was marked; one that is gone or has come has changed."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return known is not None
    if known is None:
        return True
    if (found.st_size, found.st_mtime_ns, found.st_ino) == (known.size, known.time, known.inode):
        return False
    now = take_mark(path)
    return now is None or now.digest != known.digest


def sweep(folder: "Path") -> int:
    """Remove temporary files that a killed writer left in a folder; gives how many.

    One that is young, or whose writer may still be alive, stays.
    """
    swept = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.fullmatch(entry.name)
            if found is None:
                continue
            with contextlib.suppress(OSError):
                age = time.time() - entry.stat(follow_symlinks=False).st_mtime
                if age > _OLD and not _is_running(int(found["pid"])) and entry.is_file(follow_symlinks=False):
                    os.unlink(entry.path)
                    swept += 1
    return swept


def _is_running(pid: int) -> bool:
    """Tell whether a process may be there; where nobody can be asked, age alone decides."""
    if os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
