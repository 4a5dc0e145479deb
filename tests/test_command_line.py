"""The command line as a user has it: what it prints, what it writes, and its exit status."""

from pathlib import Path

import pytest

from core import VERSION
from tests.core.helpers import LASAGNE, REFERENCE, document, image
from tests.core.program import (
    FAILED,
    FINE,
    HAS_PROBLEM,
    broken,
    complaint,
    damaged,
    lasagne,
    strata,
)

CSV = (REFERENCE / "lasagne-mnist.csv").read_bytes()

__all__ = ["broken", "damaged", "lasagne"]


# Export


def test_the_table_is_written_to_standard_output_and_to_a_file_alike(lasagne: Path, tmp_path: Path) -> None:
    shown = strata("export", lasagne)
    saved = strata("export", lasagne, "-o", tmp_path / "table.csv")
    assert (shown.returncode, shown.stdout, shown.stderr) == (FINE, CSV, b"")
    assert (saved.returncode, saved.stdout, saved.stderr) == (FINE, b"", b"")
    assert (tmp_path / "table.csv").read_bytes() == CSV
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lasagne.strata", "table.csv"]


def test_csv_can_be_asked_for_by_name_and_options_stand_anywhere(lasagne: Path) -> None:
    assert strata("export", lasagne, "--to", "csv").stdout == CSV
    assert strata("export", "--to=csv", lasagne).stdout == CSV


def test_the_table_of_a_network_with_a_problem_is_written_all_the_same(broken: Path, tmp_path: Path) -> None:
    done = strata("export", broken, "-o", tmp_path / "table.csv")
    assert (done.returncode, done.stderr) == (HAS_PROBLEM, b"")
    assert "The 5×5 kernel is larger than the 4×4 input" in (tmp_path / "table.csv").read_text(encoding="utf-8")


def test_an_old_table_is_replaced(lasagne: Path, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(b"old" * 10_000)
    assert strata("export", lasagne, "-o", tmp_path / "table.csv").returncode == FINE
    assert (tmp_path / "table.csv").read_bytes() == CSV


@pytest.mark.parametrize("how", ["itself", "link", "hard link", "relative"])
def test_the_document_itself_is_not_overwritten(lasagne: Path, tmp_path: Path, how: str) -> None:
    out = tmp_path / "out" if "link" in how else lasagne
    if how == "link":
        out.symlink_to(lasagne)
    elif how == "hard link":
        out.hardlink_to(lasagne)
    done = strata("export", lasagne, "-o", out.name if how == "relative" else out, cwd=tmp_path)
    assert complaint(done).endswith("is the document itself and would be lost; choose another file")
    assert lasagne.read_bytes() == LASAGNE.read_bytes()


def test_a_table_that_cannot_be_written_leaves_no_trace(lasagne: Path, tmp_path: Path) -> None:
    done = strata("export", lasagne, "-o", tmp_path / "missing" / "table.csv")
    assert complaint(done).endswith("table.csv: cannot be written: no such file or directory")
    assert complaint(strata("export", lasagne, "-o", tmp_path)).endswith("cannot be written: it is a folder")
    assert [path.name for path in tmp_path.iterdir()] == ["lasagne.strata"]


def test_a_damaged_document_leaves_the_old_table(damaged: Path, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(b"old")
    done = strata("export", damaged, "-o", tmp_path / "table.csv")
    assert complaint(done).startswith(f"{damaged}: is not valid JSON: ")
    assert (tmp_path / "table.csv").read_bytes() == b"old"


# Check


def test_a_network_without_a_problem_has_one_line(lasagne: Path) -> None:
    done = strata("check", lasagne)
    assert (done.returncode, done.stderr) == (FINE, b"")
    assert done.stdout.decode() == (
        f"{lasagne}: 7 layers, 217,706 parameters, 1,589,760 multiply–accumulates, no problems\n"
    )


def test_each_problem_has_a_line_with_its_layer(broken: Path) -> None:
    done = strata("check", broken)
    assert done.returncode == HAS_PROBLEM
    assert done.stdout.decode().splitlines() == [
        f"{broken}: conv: The 5×5 kernel is larger than the 4×4 input.",
        f"{broken}: Summe é: Add takes 2 inputs or more, but it reads 1.",
        f"{broken}: 5 layers, ≥ 51 parameters, ≥ 48 multiply–accumulates, 3 layers unknown, 2 problems",
    ]


@pytest.mark.parametrize(
    ("files", "status", "lines"),
    [
        (["lasagne"], FINE, 1),
        (["lasagne", "lasagne"], FINE, 2),
        (["lasagne", "broken", "lasagne"], HAS_PROBLEM, 5),
        (["damaged", "lasagne", "broken"], FAILED, 4),
        (["broken", "damaged", "missing"], FAILED, 3),
    ],
)
def test_of_several_files_the_worst_gives_the_status(
    files: list[str], status: int, lines: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    paths = [tmp_path / "none" if file == "missing" else request.getfixturevalue(file) for file in files]
    done = strata("check", *paths)
    assert done.returncode == status
    assert done.stdout.decode().count("\n") == lines
    assert done.stderr.decode().count("\n") == sum(file in ("damaged", "missing") for file in files)


# Calls and files that are wrong


@pytest.mark.parametrize(
    "arguments",
    [
        ["export"],
        ["check"],
        ["export", "a", "b"],
        ["export", "--to", "xls", "a"],
        ["export", "a", "-o"],
        ["check", "--all", "a"],
        ["a.strata", "b.strata"],
        ["--window"],
    ],
)
def test_a_call_that_is_wrong_gets_one_line(arguments: list[str]) -> None:
    assert complaint(strata(*arguments)).startswith("strata: ")


def test_tells_its_version() -> None:
    done = strata("--version")
    assert (done.returncode, done.stdout, done.stderr) == (FINE, f"Strata {VERSION}\n".encode(), b"")


@pytest.mark.parametrize("arguments", [["--help"], ["export", "--help"], ["check", "-h"]])
def test_help_is_no_mistake(arguments: list[str]) -> None:
    done = strata(*arguments)
    assert (done.returncode, done.stderr) == (FINE, b"")
    assert done.stdout.startswith(b"usage: main.py")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not valid JSON: Expecting value, line 1, column 1"),
        (b"\xff", "is not UTF-8 text (byte 0)"),
        (document([image(0)]), "layers[0].shape: must be a list of 1 to 4 whole numbers"),
        (document([image(1, name="a\n" + "b" * 5_000)]), "layers[0].name: must be a text of 1 to 100 characters"),
        (b"[" * 200_000, "is not valid JSON for a document: it is nested too deeply"),
        (document([]).replace(b"1", b"9" * 9_000), "version: must be 1, got a number of 9,000 characters"),
    ],
)
def test_a_file_that_is_no_document_gets_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "file.strata"
    file.write_bytes(data)
    assert complaint(strata("check", file)).startswith(f"{file}: {message}")


@pytest.mark.parametrize("command", ["export", "check"])
def test_a_file_that_is_not_there_gets_one_line(tmp_path: Path, command: str) -> None:
    missing = tmp_path / "missing.strata"
    assert complaint(strata(command, missing)) == f"{missing}: cannot be read: no such file or directory"
    assert complaint(strata(command, tmp_path)) == f"{tmp_path}: cannot be read: is a directory"
