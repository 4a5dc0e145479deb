"""The rail: who reads whom, as lines beside the list, in the way of a version-control log.

A straight line runs from a layer to the one below that reads it. What is read further down gets a lane of its
own to the right, from the layer that is read to the last one that reads it.
"""

from collections.abc import Sequence
from heapq import heappop, heappush

from core.network import Network
from core.records import dataclass

MOST_LANES = 8
"""Lanes beyond these share the last one: a line is there, though it can no longer be told from others."""


@dataclass(frozen=True, slots=True)
class RailRow:
    """What the rail shows in one row; lanes count from 0, each given with the row that is read through it.

    `passing` run through, `joining` end in this row's dot or, with True, also go on.
    """

    from_above: bool = False
    to_below: bool = False
    leaving: int | None = None
    passing: tuple[tuple[int, int], ...] = ()
    joining: tuple[tuple[int, int, bool], ...] = ()


_STRAIGHT, _END = RailRow(from_above=True, to_below=True), RailRow(from_above=True)
_IN_CHAIN = {
    (True, True): _STRAIGHT,
    (True, False): _END,
    (False, True): RailRow(to_below=True),
    (False, False): RailRow(),
}


def rail_rows(network: Network) -> list[RailRow]:
    """Lay the rail out for every row."""
    above = [layer.inputs is None and layer.kind.most_inputs != 0 for layer in network.layers]
    if not network.wiring.last_reader and not network.wiring.has_names:
        return _rail_of_chain(above)
    sources = [(row - 1,) if row and reads else _sources(network, row) for row, reads in enumerate(above)]
    last_reader = _last_readers(sources)
    lane_of: dict[int, int] = {}
    free: list[int] = []
    used = 0
    active: dict[int, int] = {}
    rows = []
    for row, read in enumerate(sources):
        if not active and read == (row - 1,) and row - 1 not in lane_of and last_reader.get(row, row) <= row + 1:
            rows.append(_STRAIGHT if row in last_reader else _END)  # the common case, kept short
            continue
        joining = tuple(
            (min(lane_of[source], MOST_LANES - 1), source, last_reader[source] > row)
            for source in read
            if source in lane_of and source != row - 1
        )
        for source in read:
            if last_reader.get(source) == row and source in lane_of:
                heappush(free, lane_of[source])
                active.pop(source, None)
        joined = {source for _, source, _ in joining}
        passing = tuple((lane, source) for source, lane in active.items() if source not in joined)
        leaving = None
        if last_reader.get(row, row) > row + 1:
            lane = heappop(free) if free else used
            used = max(used, lane + 1)
            lane_of[row] = lane
            leaving = min(lane, MOST_LANES - 1)
            if lane < MOST_LANES:
                active[row] = lane
        below = row + 1 < len(sources) and row in sources[row + 1]
        rows.append(RailRow(row - 1 in read, below, leaving, passing, joining))
    return rows


def _rail_of_chain(above: Sequence[bool]) -> list[RailRow]:
    """Lay the rail out where no layer names what it reads."""
    if len(above) > 1 and all(above[1:]):  # the common case, kept short
        return [_IN_CHAIN[False, True], *[_STRAIGHT] * (len(above) - 2), _END]
    reads = [False, *above[1:]]
    return [_IN_CHAIN[pair] for pair in zip(reads, (*reads[1:], False), strict=True)] if above else []


def _sources(network: Network, row: int) -> tuple[int, ...]:
    """List the rows above that a layer reads, each once."""
    if row and network.layers[row].reads_above:
        return (row - 1,)
    found = (network.row_of_reference(reference) for reference in network.references(row))
    return tuple(dict.fromkeys(source for source in found if source is not None and source < row))


def _last_readers(sources: Sequence[Sequence[int]]) -> dict[int, int]:
    return {source: row for row, read in enumerate(sources) for source in read}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """One row with the rows that it reads and those that read it."""

    row: int = -1
    sources: frozenset[int] = frozenset()
    readers: frozenset[int] = frozenset()

    def marks(self, source: int, row: int) -> bool:
        """Tell whether the line out of `source` belongs to this row where it comes to `row`."""
        return source == self.row or (source in self.sources and row <= self.row)


def neighbours(network: Network, row: int) -> Neighbours:
    """Find what a layer reads and what reads it."""
    last = max(row + 1, network.wiring.last_reader.get(network.layers[row].id, 0))
    if network.wiring.has_names:
        last = len(network) - 1
    readers = (reader for reader in range(row + 1, min(last + 1, len(network))) if row in _sources(network, reader))
    return Neighbours(row, frozenset(_sources(network, row)), frozenset(readers))


def lanes_used(rows: Sequence[RailRow]) -> int:
    """Count the lanes that a rail needs side by side."""
    return max((row.leaving + 1 for row in rows if row.leaving is not None), default=0)
