"""Every working that is shown is worth its number, over the draws that are put to PyTorch; no framework."""

import pytest

from core.analysis import answer
from core.kinds import catalogue
from tests.core.workings import check_workings
from tests.oracle.comparing import compare_by_hand
from tests.oracle.draws import DRAWERS, NOT_DRAWN, Drawn


def check(drawn: Drawn) -> None:
    if answer(drawn.kind, drawn.inputs).shape is not None:
        check_workings(drawn.kind, drawn.inputs)


def test_every_kind_is_drawn() -> None:
    assert set(DRAWERS) | NOT_DRAWN == set(catalogue)


@pytest.mark.parametrize("name", DRAWERS)
def test_every_working_that_is_shown_is_worth_its_number(name: str) -> None:
    compare_by_hand("workings", name, len(DRAWERS), check)
