"""What a picture shows of a network: boxes for volumes, and between them the operations that lead to each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.kinds import Family
from core.network import Network

_ON_THE_ARROW = frozenset((Family.NORMALISATION, Family.ACTIVATION, Family.REGULARISATION))
"""Families that leave the volume as it is; they are named at the volume that they work on."""


@dataclass(slots=True)
class Box:
    """A volume that is drawn: the row that makes it, the rows after it that leave its size, and what it reads."""

    row: int
    rows: list[int]
    sources: list[int] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        """The row whose output the box stands for."""
        return self.rows[-1]


def boxes(network: Network, *, fold: bool = True) -> list[Box]:
    """List the boxes in the order of the rows; a box's sources are positions in this list.

    With `fold`, normalisations, activations and dropouts belong to the box before them, where nothing else reads it.
    """
    sources = [_sources(network, row) for row in range(len(network))]
    readers = [0] * len(network)
    for read in sources:
        for source in read:
            readers[source] += 1
    made: list[Box] = []
    box_of: list[int] = []
    for row in range(len(network)):
        read = sources[row]
        if fold and _folds(network, row, read, readers) and made[box_of[read[0]]].last_row == read[0]:
            box = box_of[read[0]]
            made[box].rows.append(row)
        else:
            box = len(made)
            made.append(Box(row, [row], [box_of[source] for source in read]))
        box_of.append(box)
    return made


def _folds(network: Network, row: int, read: Sequence[int], readers: Sequence[int]) -> bool:
    return len(read) == 1 and readers[read[0]] == 1 and network.layers[row].kind.family in _ON_THE_ARROW


def _sources(network: Network, row: int) -> list[int]:
    rows = (network.row_of_reference(reference) for reference in network.references(row))
    return [source for source in rows if source is not None and source < row]
