"""Documents made to hurt: each is read or refused with one sentence, and never with more time or memory than that.

This is the short form; `python -m tests.hostile` tries 20,000 damaged documents and holds all to the real limits.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.analysis import analyse
from core.export import TEXT_EXPORTS
from core.files import FileError, parse_network
from core.table import Table
from tests.core.program import FAILED, FINE, HAS_PROBLEM
from tests.hostile.documents import REFUSED
from tests.hostile.judging import COMMANDS, answered, faults, measured
from tests.hostile.limits import HANG, stopped_after
from tests.hostile.mutants import examples, mutant

SEED = 0
MUTANTS = range(800)
BY_THE_PROGRAM = range(800, 900)
IN_A_PROCESS = (
    *("utf-16", "half a character after 48 MiB", "a key that steers a terminal", "a key 300,000 times"),
    *("64 MiB of [", '64 MiB of {"":', "10,000 lists in a shape", "5,000 digits in a shape", "a number of 64 MiB"),
    *("100,001 layers", "64 MiB of empty objects", "64 MiB and a byte"),
)


def refusal(data: bytes) -> str:
    """Say why a document is refused, in one printable sentence; empty where it is read and worked out."""
    with stopped_after(HANG):
        try:
            network = parse_network(data)
        except FileError as refused:
            sentence = str(refused)
        else:
            written = TEXT_EXPORTS["csv"](Table(network, analyse(network)))
            sentence = ""
    if sentence:
        assert sentence.isprintable()
    else:
        assert written.count("\r\n") == len(network) + 2
    return sentence


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Give a place for a document, which may be a large one."""
    place = tmp_path / "hostile.strata"
    yield place
    place.unlink(missing_ok=True)


def test_a_damaged_example_is_worked_out_or_refused_with_a_sentence() -> None:
    refused = 0
    for number in MUTANTS:
        tried = mutant(SEED, number)
        try:
            refused += bool(refusal(tried.data))
        except BaseException as error:
            error.add_note(str(tried))
            raise
    # Both ends are tried: damage that is found, and damage that makes another network.
    assert len(MUTANTS) // 2 < refused < len(MUTANTS) * 9 // 10


def test_check_and_export_agree_on_a_damaged_example_and_keep_to_their_exit_statuses(file: Path) -> None:
    for number in BY_THE_PROGRAM:
        tried = mutant(SEED, number)
        file.write_bytes(tried.data)
        found = faults([answered(command, file) for command in COMMANDS])
        assert not found, f"{tried}: {found}"


def test_the_same_seed_makes_the_same_documents_and_another_makes_others() -> None:
    assert [mutant(7, number) for number in range(20)] == [mutant(7, number) for number in range(20)]
    assert all(mutant(7, number).data != mutant(8, number).data for number in range(20))
    assert all(mutant(7, number).data != examples()[mutant(7, number).source] for number in range(20))


@pytest.mark.parametrize("name", ["u-net.strata", "m5-speech.strata"])
def test_an_example_that_was_cut_off_is_refused_wherever_that_was(name: str) -> None:
    data = examples()[name].rstrip()
    for length in range(len(data)):
        assert refusal(data[:length])
    assert not refusal(data)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_document_is_refused_with_a_sentence(name: str, file: Path) -> None:
    file.write_bytes(REFUSED[name]())
    assert faults([answered("check", file)], [FAILED]) == []


@pytest.mark.parametrize("name", IN_A_PROCESS)
def test_a_hostile_document_costs_little(name: str, file: Path) -> None:
    pytest.importorskip("resource", reason="memory is measured where the system counts it")
    file.write_bytes(REFUSED[name]())
    answer = measured("check", file)
    assert faults([answer], [FAILED]) == []
    assert answer.megabytes < 250


@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_example_costs_little(command: str, file: Path) -> None:
    pytest.importorskip("resource", reason="memory is measured where the system counts it")
    for number in range(0, 100, 20):
        file.write_bytes(mutant(SEED, number).data)
        answer = measured(command, file)
        assert faults([answer], [FINE, HAS_PROBLEM, FAILED]) == []
        assert answer.megabytes < 100
