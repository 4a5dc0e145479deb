"""Writing files: whole or not at all, with the old file's permissions, through a link to its target."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from core.files import read_network, save_network
from core.writing import FileError, write_whole
from tests.core.helpers import image, layer, names, network

NEW = b"new content\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one file, which holds `old`."""
    (tmp_path / "file.strata").write_bytes(b"old")
    return tmp_path


def refusal(path: Path, data: bytes = NEW) -> str:
    with pytest.raises(FileError) as refused:
        write_whole(path, data)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_saved_document_can_be_opened(tmp_path: Path) -> None:
    save_network(network(image(3), layer("Dropout", "drop")), tmp_path / "new.strata")
    assert names(read_network(tmp_path / "new.strata")) == ["image", "drop"]


def test_writing_leaves_the_file_and_nothing_beside_it(folder: Path) -> None:
    write_whole(folder / "file.strata", NEW)
    write_whole(folder / "other.strata", b"")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"file.strata": NEW, "other.strata": b""}


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["mkstemp", "fsync", "chmod", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr("tempfile.mkstemp" if step == "mkstemp" else f"core.writing.os.{step}", full)
    message = refusal(folder / "file.strata")
    monkeypatch.undo()
    assert message == "cannot be written: no space left on device"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"file.strata": b"old"}


@pytest.mark.parametrize("step", ["write", "flush", "close"])
def test_a_failing_disk_leaves_the_old_file_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    real_open = open

    class Failing:
        """A file on a disk that fails at one step."""

        def __init__(self, descriptor: int, mode: str) -> None:
            self.file = real_open(descriptor, mode)

        def __enter__(self) -> "Failing":
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()
            self.fail("close")

        def write(self, data: bytes) -> None:
            self.file.write(data[:3])
            self.fail("write")

        def flush(self) -> None:
            self.file.flush()
            self.fail("flush")

        def fail(self, at: str) -> None:
            if at == step:
                full()

    monkeypatch.setattr("core.writing.open", Failing, raising=False)
    assert refusal(folder / "file.strata") == "cannot be written: no space left on device"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"file.strata": b"old"}


def test_a_reader_sees_the_old_file_or_the_new_one_and_never_a_part(folder: Path) -> None:
    file = folder / "file.strata"
    contents = [b"a" * 200_000, b"b" * 200_000]
    write_whole(file, contents[0])
    done = threading.Event()

    def write_often() -> None:
        for turn in range(40):
            write_whole(file, contents[turn % 2])
        done.set()

    writer = threading.Thread(target=write_often)
    writer.start()
    seen = set()
    while not done.is_set():
        seen.add(file.read_bytes())
    writer.join()
    assert seen <= set(contents)
    assert seen


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_the_permissions_of_a_file_are_kept(folder: Path, mode: int) -> None:
    file = folder / "file.strata"
    file.chmod(mode)
    write_whole(file, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert file.read_bytes() == NEW


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_permissions_that_the_user_wants(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "file", NEW)
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == mode


@pytest.mark.parametrize("is_relative", [False, True])
def test_a_link_is_followed_and_stays(folder: Path, is_relative: bool) -> None:
    (folder / "links").mkdir()
    link = folder / "links" / "link"
    link.symlink_to(Path("..") / "file.strata" if is_relative else folder / "file.strata")
    write_whole(link, NEW)
    assert link.is_symlink()
    assert (folder / "file.strata").read_bytes() == NEW
    assert [path.name for path in (folder / "links").iterdir()] == ["link"]


def test_a_link_to_nothing_gets_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    write_whole(link, NEW)
    assert link.is_symlink()
    assert (tmp_path / "target").read_bytes() == NEW


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "cannot be written: it is a folder"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/file", "no such file or directory"),
        ("file.strata/file", "not a directory"),
        ("x" * 300, "file name too long"),
        ("a\0b", "the name is not one of a file"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_the_reason(folder: Path, name: str, reason: str) -> None:
    assert refusal(folder / name) == f"cannot be written: {reason}"
    assert [path.name for path in folder.iterdir()] == ["file.strata"]


def test_a_long_name_of_any_script_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / ("层" * 80)
    write_whole(file, NEW)
    assert file.read_bytes() == NEW


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_whole(Path(os.devnull), NEW)
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(folder: Path) -> None:
    folder.chmod(0o500)
    try:
        assert refusal(folder / "file.strata") == "cannot be written: permission denied"
    finally:
        folder.chmod(0o700)
    assert (folder / "file.strata").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing", "cannot be read: no such file or directory"),
        ("file.strata/x", "cannot be read: not a directory"),
        (".", "cannot be read: is a directory"),
        ("a\0b", "cannot be read: the name is not one of a file"),
        ("x" * 300, "cannot be read: file name too long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(folder: Path, name: str, reason: str) -> None:
    with pytest.raises(FileError) as refused:
        read_network(folder / name)
    assert str(refused.value) == reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match=r"^is not a file$"):
        read_network(tmp_path / "pipe")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not listed here")
def test_refusing_a_folder_leaves_nothing_open(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with pytest.raises(FileError):
            read_network(tmp_path)
    assert len(os.listdir("/proc/self/fd")) == before
