"""Let every call of a saving fail in turn, and look whether the old document is as it was.

`python -m tests.durability.failing_calls`
"""

import errno
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from core.writing import FileError, write_whole

FAULTS = (errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EDQUOT)
CALLS: tuple[str, ...] = (
    "tempfile.mkstemp",
    "open",
    "write",
    "short write",
    "flush",
    "close",
    "os.fsync",
    "os.chmod",
    "os.stat",
)
CALLS += ("os.replace",)
OLD, NEW = b"the old document\n", b"the new document\n" * 1000


class _Failing:
    """A file of a disk that fails at one call."""

    def __init__(self, descriptor: int, mode: str, call: str, fail: Callable[..., None]) -> None:
        self._file = os.fdopen(descriptor, mode)
        self._call = call
        self._fail = fail

    def __enter__(self) -> "_Failing":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._at("close")

    def write(self, data: bytes) -> None:
        self._file.write(data[:7] if self._call in ("write", "short write") else data)
        self._at("write")

    def flush(self) -> None:
        self._file.flush()
        self._at("flush")

    def _at(self, call: str) -> None:
        if call == self._call:
            self._fail()


def try_call(call: str, fault: int, folder: Path) -> str:
    """Save while a call fails; gives what was lost or left, empty where nothing was."""
    file = folder / "document.strata"
    file.write_bytes(OLD)

    def fail(*_: object, **__: object) -> None:
        raise OSError(fault, os.strerror(fault))

    def open_failing(descriptor: int, mode: str) -> _Failing:
        if call == "open":
            os.close(descriptor)
            fail()
        return _Failing(descriptor, mode, call, fail)

    is_system = "." in call
    # What makes temporary files is imported only where one is made.
    target = call if call.startswith("tempfile.") else f"core.writing.{call if is_system else 'open'}"
    try:
        with patch(target, fail if is_system else open_failing, create=not is_system):
            write_whole(file, NEW)
    except FileError:
        pass
    else:
        return f"{call}, {os.strerror(fault)}: not told"
    if file.read_bytes() != OLD:
        return f"{call}, {os.strerror(fault)}: the old document is lost"
    left = [path.name for path in folder.iterdir() if path != file]
    return f"{call}, {os.strerror(fault)}: left {left}" if left else ""


def try_all() -> tuple[int, list[str]]:
    """Try every call with every fault; gives how many were tried, and what went wrong."""
    wrong = []
    for call in CALLS:
        for fault in FAULTS:
            with tempfile.TemporaryDirectory() as folder:
                wrong.append(try_call(call, fault, Path(folder)))
    return len(wrong), [one for one in wrong if one]


def main() -> None:
    """Run the command."""
    tried, wrong = try_all()
    print(f"{tried} failing calls, {len(wrong)} with a loss or something left", *wrong, sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
