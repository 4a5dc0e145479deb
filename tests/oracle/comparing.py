"""Draws by the thousand, put to Strata and to somebody else.

STRATA_ORACLE_DRAWS sets how many layers are compared with each framework; STRATA_ORACLE_SEED, printed at the end of
every run, draws those of an earlier run again.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from core.analysis import Report, answer
from tests.oracle.draws import NEVER_WRONG, Drawn, draw_layer

DRAWS = int(os.environ.get("STRATA_ORACLE_DRAWS", "600"))
SEED = os.environ.get("STRATA_ORACLE_SEED") or str(random.SystemRandom().randrange(2**32))

ENOUGH = 100
"""So many draws of a kind hold layers that are taken and layers that are mistakes."""

MOST_UNASKED = 30
"""So many draws are made for each that is compared; a kind that needs more has a poor drawer."""


class Unasked(Exception):
    """Raised where a framework cannot be asked, and why; `refused` is what Strata must say, where that is known."""

    def __init__(self, why: str, *, refused: bool | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.refused = refused


@dataclass
class Tally:
    """What came of the draws."""

    compared: int = 0
    mistakes: int = 0
    seconds: float = 0.0
    unasked: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return f"{self.compared:,} layers in {self.seconds:.0f} s, {self.mistakes:,} of them mistakes"


TALLIES: dict[str, Tally] = {}
"""The tallies of this run by whom Strata was compared with."""


Ask = Callable[[Drawn], Report | str]
"""Gives what a framework comes to, without the counts that it does not know, or what it says where it refuses."""


def share(kinds: int) -> int:
    """Give how many draws fall to each of so many kinds."""
    return -(-DRAWS // kinds)


def compare(whom: str, name: str, kinds: int, ask: Ask) -> None:
    """Compare the layers of one kind, out of so many kinds, with somebody; the first difference fails."""
    tally, started = TALLIES.setdefault(whom, Tally()), time.perf_counter()
    wanted = share(kinds)
    compared = taken = drawn = 0
    while compared < wanted and drawn < wanted * MOST_UNASKED:
        layer = draw_layer(SEED, name, drawn)
        ours = answer(layer.kind, layer.inputs)
        compared += _is_compared(whom, tally, layer, ours, ask)
        taken += ours.problem is None
        drawn += 1
    tally.seconds += time.perf_counter() - started
    assert compared == wanted, "hardly a layer that was drawn can be asked for"
    if wanted >= ENOUGH:
        assert taken, "every layer that was drawn was a mistake"
        assert (taken < drawn) == (name not in NEVER_WRONG), "mistakes should be drawn of this kind, or should not"


def _is_compared(whom: str, tally: Tally, drawn: Drawn, ours: Report, ask: Ask) -> bool:
    """Compare one layer, unless it cannot be asked for."""
    is_refused = ours.problem is not None
    what = f"STRATA_ORACLE_SEED={SEED}: {drawn.kind} on {drawn.inputs}: {ours}, but {whom}: "
    theirs: Report | str | Unasked
    try:
        theirs = ask(drawn)
    except Unasked as unasked:
        theirs = unasked
    if isinstance(theirs, Unasked):
        tally.unasked[theirs.why] += 1
        assert theirs.refused in (None, is_refused), what + theirs.why
        return False
    tally.compared += 1
    tally.mistakes += is_refused
    assert is_refused == isinstance(theirs, str), what + str(theirs)
    if isinstance(theirs, Report):
        known = [name for name in ("shape", "parameters", "non_trainable", "macs") if getattr(theirs, name) is not None]
        assert [getattr(ours, name) for name in known] == [getattr(theirs, name) for name in known], what + str(theirs)
    return True


def compare_by_hand(whom: str, name: str, kinds: int, check: Callable[[Drawn], None]) -> None:
    """Put the first layers of one kind, those that are put to frameworks too, to a check that can tell of each."""
    tally, started = TALLIES.setdefault(whom, Tally()), time.perf_counter()
    for number in range(share(kinds)):
        drawn = draw_layer(SEED, name, number)
        ours = answer(drawn.kind, drawn.inputs)
        try:
            check(drawn)
        except AssertionError as error:
            error.add_note(f"STRATA_ORACLE_SEED={SEED}: {drawn.kind} on {drawn.inputs}: {ours}")
            raise
        tally.compared += 1
        tally.mistakes += ours.problem is not None
    tally.seconds += time.perf_counter() - started
