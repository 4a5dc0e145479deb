"""Random sequences of edits through session and Qt model; `python -m tests.long_runs.sessions` runs 10,000 of 50.

`python -m tests.long_runs.soak` does 100,000 actions in one window.
"""

import subprocess
import sys

import pytest

from tests.core.helpers import ROOT
from tests.long_runs.sequence import run_sequence

SEED = 0


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("number", range(12))
def test_undo_redo_save_and_load_come_back_to_the_same(number: int) -> None:
    run_sequence(SEED, number)


@pytest.mark.usefixtures("qapp")
def test_the_same_seed_asks_for_the_same() -> None:
    assert run_sequence(5, 1) == run_sequence(5, 1)


def test_a_short_soak_of_a_window_ends_without_a_fault() -> None:
    command = [sys.executable, "-m", "tests.long_runs.soak", "--count", "120", "--every", "120", "--seed", "7"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "120 actions" in run.stdout
    assert "0 faults" in run.stdout
