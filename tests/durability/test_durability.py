"""Short forms of the programs in this folder."""

import os
from pathlib import Path

import pytest

from core.recovery import RecoveryFolder
from core.session import Session
from core.writing import has_changed, sweep, take_mark, write_whole
from tests.core.helpers import image, layer, names, network
from tests.durability.failing_calls import try_all
from tests.durability.kill_while_saving import kill_often


def test_a_failing_call_loses_nothing() -> None:
    tried, wrong = try_all()
    assert tried == 50
    assert wrong == []


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_a_killed_saving_leaves_a_whole_document(tmp_path: Path) -> None:
    assert kill_often(5, tmp_path)[0] == 0


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
