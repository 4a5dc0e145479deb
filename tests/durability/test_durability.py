"""Short forms of the programs in this folder."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.files import read_marked
from core.recovery import RecoveryFolder
from core.session import Session
from core.writing import has_changed, sweep, take_mark, write_whole
from gui.screen import missing_part
from tests.core.helpers import document, image, layer, names, network
from tests.durability.damaged_settings import damage, start_program
from tests.durability.failing_calls import try_all
from tests.durability.full_disk import small_disk, try_full_disk
from tests.durability.kill_while_saving import kill_often
from tests.durability.kill_window import live_and_die

needs_window = pytest.mark.skipif(missing_part() is not None, reason=str(missing_part()))


def test_a_failing_call_loses_nothing() -> None:
    tried, wrong = try_all()
    assert tried == 50
    assert wrong == []


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_a_killed_saving_leaves_a_whole_document(tmp_path: Path) -> None:
    assert kill_often(5, tmp_path)[0] == 0


@needs_window
@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_window_leaves_all_but_the_last_seconds(seed: int) -> None:
    assert live_and_die(seed, 4) < 15


@needs_window
def test_the_window_opens_over_damaged_settings(tmp_path: Path) -> None:
    environment = {**os.environ, "STRATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.durability.damaged_settings", "--count", "20", "--programs", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_window
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_program_starts_over_damaged_settings(seed: int, tmp_path: Path) -> None:
    damage(random.Random(seed), tmp_path / "settings.ini")  # noqa: S311
    assert start_program(tmp_path) == ""


@needs_window
@pytest.mark.skipif(os.name != "posix", reason="permissions are another matter there")
@pytest.mark.parametrize("of_folder", [False, True], ids=["file", "folder"])
def test_the_program_starts_over_settings_that_it_may_not_read(of_folder: bool, tmp_path: Path) -> None:
    before: list[str] = []
    if os.geteuid() == 0:
        # Root may read anything: someone else has to start it, where there is a way and Python is for everyone.
        before = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        if shutil.which("setpriv") is None:
            pytest.skip("root may read anything, and there is no setpriv")
        command = [*before, sys.executable, "-c", f"import PySide6, os; os.listdir({str(tmp_path)!r})"]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("root may read anything, and no one else may run this Python here")
    file = tmp_path / "settings.ini"
    file.write_text('[General]\nlanguage="\\"de\\""\n')
    locked = tmp_path if of_folder else file
    if before:
        os.chown(tmp_path, 65534, 65534)
        os.chown(file, 65534, 65534)
    locked.chmod(0)
    try:
        assert start_program(tmp_path, *before) == ""
    finally:
        locked.chmod(0o700)


def test_a_full_disk_loses_nothing() -> None:
    with small_disk() as folder:
        if folder is None:
            pytest.skip("no disk can be mounted here: only root may, and not in every container")
        assert try_full_disk(folder) == []


def test_a_mark_is_that_of_what_was_read(tmp_path: Path) -> None:
    file = tmp_path / "a.strata"
    file.write_bytes(document([image(3)]))
    read, mark = read_marked(file)
    assert names(read) == ["image"]
    assert mark == take_mark(file)
    write_whole(file, document([image(4)]))
    assert has_changed(file, mark)


def test_a_mark_tells_of_other_content_and_not_of_a_touch(tmp_path: Path) -> None:
    file = tmp_path / "file"
    mark = write_whole(file, b"mine")
    assert mark == take_mark(file)
    os.utime(file, (1, 1))
    assert not has_changed(file, mark)
    file.write_bytes(b"else")
    assert has_changed(file, mark)
    file.unlink()
    assert has_changed(file, mark)


def test_only_old_temporary_files_of_writers_that_are_gone_are_swept(tmp_path: Path) -> None:
    old = [tmp_path / f".a.{pid}.x.tmp" for pid in (2**30, os.getpid())]
    young = tmp_path / f".a.{2**30}.y.tmp"
    other = tmp_path / ".other.tmp"
    for file in (*old, young, other):
        file.touch()
    for file in (*old, other):
        os.utime(file, (1, 1))
    assert sweep(tmp_path) == 1
    assert sorted(tmp_path.iterdir()) == sorted([old[1], young, other])


def test_a_copy_is_offered_when_its_process_is_gone_and_claimed_once(tmp_path: Path) -> None:
    writer, first, second = (RecoveryFolder(tmp_path) for _ in range(3))
    writer.keep("key", network(image(3), layer("Dropout", "drop")), tmp_path / "a.strata", "A", None)
    assert first.abandoned() == []
    writer.close()
    (copy,) = first.abandoned()
    assert (copy.path, copy.name, copy.layers) == (tmp_path / "a.strata", "A", 2)
    assert names(copy.read()) == ["image", "drop"]
    assert first.claim(copy, "mine")
    assert not second.claim(copy, "mine")
    assert second.abandoned() == []
    first.discard("mine")
    first.close()
    assert second.abandoned() == []
    second.close()


def test_two_processes_on_one_document_notice_each_other(tmp_path: Path) -> None:
    one, other = RecoveryFolder(tmp_path), RecoveryFolder(tmp_path)
    one.set_open("key", tmp_path / "a.strata")
    assert other.others_with(tmp_path / "a.strata") == [os.getpid()]
    assert one.others_with(tmp_path / "a.strata") == []
    one.close()
    assert other.others_with(tmp_path / "a.strata") == []


def test_a_recovered_document_counts_as_unsaved() -> None:
    session = Session(network(image(3)))
    session.mark_unsaved()
    assert session.is_modified
