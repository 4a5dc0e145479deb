"""Where the inputs of a layer come from, and what they would be if a layer above were another."""

from collections import deque
from collections.abc import Sequence
from functools import cached_property

from core.analysis import Report, answer
from core.kinds import Kind, Shapes
from core.network import Layer, Network
from core.records import dataclass
from core.session import State
from core.shapes import Shape

MOST_WALKED = 200
"""Layers that are looked at on the way up from one input."""

_MOST_FOLLOWED = 400
"""Rows over which a change above is followed."""


@dataclass
class Broken:
    """The layer with a problem, and what it reads: rows above it only, with shapes that are known."""

    state: State
    row: int
    sources: tuple[int, ...]
    shapes: Shapes

    @property
    def network(self) -> Network:
        """The network it stands in."""
        return self.state.network

    @property
    def reports(self) -> Sequence[Report]:
        """What is known of each layer."""
        return self.state.analysis.reports

    @property
    def layer(self) -> Layer:
        """The layer itself."""
        return self.network.layers[self.row]

    @cached_property
    def branches(self) -> list[list[int]]:
        """List for each input the layers that it alone hangs on, the nearest first; all where there is one input."""
        chains = [walk_up(self.network, source) for source in self.sources]
        shared = set[int]()
        if len(set(self.sources)) > 1:
            shared = set.intersection(*map(set, chains))
        return [[row for row in chain if row not in shared] for chain in chains]

    @cached_property
    def causes(self) -> list[int]:
        """List for each branch the layer that last changed what is at odds; branches without one are left out."""
        found = []
        for branch, shape in zip(self.branches, self.shapes, strict=True):
            axes = [
                axis for axis in range(len(shape)) if any(other[axis:][:1] != shape[axis:][:1] for other in self.shapes)
            ]
            found += [next((row for row in branch if self._changes(row, axes)), -1)]
        return [row for row in dict.fromkeys(found) if row >= 0]

    def _changes(self, row: int, axes: Sequence[int]) -> bool:
        """Tell whether a layer gives another size than it reads, along some axes; along any where none is said."""
        after, before = self.reports[row].shape, self.read_by(row)
        if after is None or before is None or len(before) != len(after):
            return after is not None and before is not None
        return any(before[axis] != after[axis] for axis in axes or range(len(after)))

    def read_by(self, row: int) -> Shape | None:
        """Give the shape of the only input of a layer; None where it has none or several."""
        sources = sources_of(self.network, row) or ()
        return self.reports[sources[0]].shape if len(sources) == 1 else None


def sources_of(network: Network, row: int) -> list[int] | None:
    """List the rows that a layer reads; None where one of them is not above it."""
    rows = [network.row_of_reference(reference) for reference in network.references(row)]
    above = [source for source in rows if source is not None and source < row]
    return above if len(above) == len(rows) else None


def look_at(state: State, row: int) -> Broken | None:
    """Take a layer with what it reads; None where that is not known."""
    sources = sources_of(state.network, row)
    if not sources:
        return None
    shapes = tuple(shape for source in sources if (shape := state.analysis.reports[source].shape) is not None)
    return Broken(state, row, tuple(sources), shapes) if len(shapes) == len(sources) else None


def walk_up(network: Network, row: int) -> list[int]:
    """List a layer and those that it hangs on, the nearest first, no more than some."""
    found, queue = {row: None}, deque([row])
    while queue and len(found) < MOST_WALKED:
        for source in sources_of(network, queue.popleft()) or ():
            if source not in found:
                found[source] = None
                queue.append(source)
    return list(found)


def inputs_with(broken: Broken, row: int, kind: Kind) -> Shapes | None:
    """Work out what a broken layer would read if another one were set so; None where that breaks a layer between.

    None as well where nothing would be different, or an axis would shrink to 1.
    """
    if broken.row - row > _MOST_FOLLOWED:
        return None
    network, reports, last = broken.network, broken.reports, broken.row
    changed: dict[int, Shape] = {}
    for each in range(row, last):
        sources = sources_of(network, each) or ()
        if each != row and changed.keys().isdisjoint(sources):
            continue
        before = reports[each].shape
        if before is None:
            continue  # broken itself, so nothing that the broken layer reads hangs on it
        own = kind if each == row else network.layers[each].kind
        shapes = tuple(changed.get(source) or reports[source].shape for source in sources)
        known = tuple(shape for shape in shapes if shape is not None)
        after = answer(own, known).shape if len(known) == len(shapes) else None
        if after is None or _shrinks(before, after):
            return None
        if after != before:
            changed[each] = after
        elif each == row:
            return None
    return tuple(changed.get(source, shape) for source, shape in zip(broken.sources, broken.shapes, strict=True))


def _shrinks(before: Shape, after: Shape) -> bool:
    """Tell whether an axis becomes 1: merges repeat those, so they would fit without being meant."""
    return len(before) == len(after) and any(new == 1 < old for old, new in zip(before, after, strict=True))
