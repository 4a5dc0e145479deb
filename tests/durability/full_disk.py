"""Save onto a full disk, and look whether the old document is as it was.

`python -m tests.durability.full_disk`, as root on Linux: it mounts a small disk in memory and takes it away again.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.files import read_network, save_network
from core.network import Network
from core.recovery import RecoveryFolder
from core.writing import FileError
from tests.core.helpers import image, layer, network

_DISK = 256 * 1024


@contextlib.contextmanager
def small_disk() -> Iterator[Path | None]:
    """Mount a small disk; gives its folder, None where that is not allowed here."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", folder]
        try:
            is_there = subprocess.run(command, capture_output=True, check=False).returncode == 0
        except OSError:
            is_there = False
        try:
            yield Path(folder) if is_there else None
        finally:
            if is_there:
                subprocess.run(["umount", folder], check=True)  # noqa: S607


def try_full_disk(folder: Path) -> list[str]:
    """Save, keep a copy and save again once there is room, on a disk that is full; gives what went wrong."""
    file, filler = folder / "mine.strata", folder / "filler"
    small = network(image(3, 8, 8))
    large = network(image(3, 8, 8), *(layer("Dropout", f"drop{number}") for number in range(500)))
    save_network(small, file)
    old = file.read_bytes()
    with contextlib.suppress(OSError), open(filler, "wb", buffering=0) as rest:
        while rest.write(bytes(4096)):
            pass
    wrong = [] if _is_refused(large, file) else ["saved onto a full disk without a word"]
    copies = RecoveryFolder(folder / "recovery")
    with contextlib.suppress(FileError, OSError):
        copies.keep("key", large, file, "", None)
        wrong.append("a copy was kept on a full disk without a word")
    copies.close()
    if file.read_bytes() != old:
        wrong.append("the old document is lost")
    left = sorted(path.name for path in folder.iterdir() if path.name.endswith(".tmp"))
    if left:
        wrong.append(f"left {left}")
    filler.unlink()
    save_network(large, file)
    if len(read_network(file)) != len(large):
        wrong.append("not saved though there is room again")
    return wrong


def _is_refused(saved: Network, file: Path) -> bool:
    try:
        save_network(saved, file)
    except FileError as error:
        return os.strerror(28).lower() in str(error)
    return False


def main() -> None:
    """Run the command."""
    with small_disk() as folder:
        if folder is None:
            print("No disk can be mounted here: only root may, and not in every container.")
            sys.exit(1)
        wrong = try_full_disk(folder)
    print(f"a full disk, {len(wrong)} faults", *wrong, sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
