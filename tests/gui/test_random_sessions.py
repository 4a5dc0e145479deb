"""Random sequences of edits through session and Qt model; `python -m tests.long_runs.sessions` runs 10,000 of 50."""

import pytest

from tests.long_runs.sequence import run_sequence

SEED = 0


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("number", range(12))
def test_undo_redo_save_and_load_come_back_to_the_same(number: int) -> None:
    run_sequence(SEED, number)


@pytest.mark.usefixtures("qapp")
def test_the_same_seed_asks_for_the_same() -> None:
    assert run_sequence(5, 1) == run_sequence(5, 1)
