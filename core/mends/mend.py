"""Which candidates mend a problem: each is tried on the whole network."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import islice

from core.mends.branches import look_at
from core.mends.bridging import bridging_layers, removed_layers
from core.mends.candidate import Candidate, Place
from core.mends.settings import own_settings, settings_above, versions
from core.mends.wiring import wirings
from core.network import apply_edits
from core.reanalysis import reanalyse
from core.records import dataclass
from core.session import State, Step

MOST_SHOWN = 4

_MOST_OF = {Place.OWN: 3, Place.ABOVE: 2, Place.BETWEEN: 2, Place.WIRING: MOST_SHOWN}
"""So many at most of one sort, so that there is a choice."""

_MOST_FOUND = 200
"""Candidates that are looked for."""

_MOST_TRIED = 20
_MOST_LAYERS_TRIED = 40_000
"""Tries cost as much as the network is long; in a very long one there are fewer."""

_LEAST_TRIED = 4


@dataclass(frozen=True, slots=True)
class Mend:
    """A step that takes a layer's problem away, and what it does in a few words."""

    label: str
    step: Step


class _Outcome(Enum):
    WORSE = auto()
    REVEALS = auto()
    """The layer is mended, and one that waited for it shows a problem of its own."""
    MENDS = auto()


def mends(state: State, row: int) -> tuple[Mend, ...]:
    """Find what takes the problem of a layer away, the smallest change first; each breaks nothing that was right."""
    if state.analysis.reports[row].problem is None:
        return ()
    candidates = sorted(islice(_candidates(state, row), _MOST_FOUND), key=lambda candidate: candidate.cost)
    chosen = _choose(state, row, candidates)
    layer = state.network.layers[row]
    return tuple(Mend(each.label, Step(each.label, each.edits, select=(layer.id,))) for each in chosen)


def _choose(state: State, row: int, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Try candidates until enough mend; those that reveal another problem only where no other does."""
    budget = max(_LEAST_TRIED, min(_MOST_TRIED, _MOST_LAYERS_TRIED // len(state.network)))
    found: list[Candidate] = []
    revealing: list[Candidate] = []
    for candidate in candidates:
        if budget == 0 or len(found) == MOST_SHOWN:
            break
        alike = sum(each.place is candidate.place for each in found)
        if alike == _MOST_OF[candidate.place] or _is_like_any(candidate, found):
            continue
        budget -= 1
        outcome = _try(state, row, candidate)
        if outcome is _Outcome.MENDS:
            found.append(candidate)
        elif outcome is _Outcome.REVEALS and not _is_like_any(candidate, revealing):
            revealing.append(candidate)
    return found or revealing[:MOST_SHOWN]


def _is_like_any(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    return any(candidate.part == other.part or candidate.label == other.label for other in others)


def _candidates(state: State, row: int) -> Iterator[Candidate]:
    problem = state.analysis.reports[row].problem
    if problem is not None and problem.setting == "inputs":
        yield from wirings(state, row)
        return
    broken = look_at(state, row)
    if broken is not None:
        own = [*own_settings(broken), *versions(broken)]
        yield from own
        yield from bridging_layers(broken, other_axes=not own)
        yield from removed_layers(broken)
        yield from settings_above(broken)


def _try(state: State, row: int, candidate: Candidate) -> _Outcome:
    network = apply_edits(state.network, candidate.edits)
    analysis, rows = reanalyse(state.analysis, network, candidate.edits)
    mended = network.row(state.network.layers[row].id)
    if mended is None or analysis.reports[mended].problem is not None:
        return _Outcome.WORSE
    outcome = _Outcome.MENDS
    for each in rows:
        if analysis.reports[each].problem is not None:
            before = state.network.row(network.layers[each].id)
            report = None if before is None else state.analysis.reports[before]
            if report is None or report.shape is not None:
                return _Outcome.WORSE
            if report.problem is None:
                outcome = _Outcome.REVEALS
    return outcome
