"""What a picture shows of a network: boxes for volumes, and between them the operations that lead to each."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from core.blocks import Block, blocks
from core.kinds import Family
from core.network import Network
from core.records import dataclass, field, replace

_ON_THE_ARROW = frozenset((Family.NORMALISATION, Family.ACTIVATION, Family.REGULARISATION))
"""Families that leave the volume as it is; they are named at the volume that they work on."""


@dataclass(slots=True)
class Box:
    """A volume that is drawn: the row that makes it, the rows after it that leave its size, and what it reads."""

    row: int
    rows: list[int]
    sources: list[int] = field(default_factory=list)
    block: Block | None = None
    """The folded block that the box stands for."""
    repeats: int = 1
    """How many equal blocks it stands for, one after the other."""

    @property
    def last_row(self) -> int:
        """The row whose output the box stands for."""
        return self.rows[-1]


def boxes(network: Network, *, fold: bool = True, folded: AbstractSet[str] = frozenset()) -> list[Box]:
    """List the boxes in the order of the rows; a box's sources are positions in this list.

    With `fold`, normalisations, activations and dropouts belong to the box before them, where nothing else reads it.
    A block whose path is in `folded` is one box, and so are equal ones that follow each other.
    """
    block_of = _folded_blocks(network, folded)
    sources = [_sources(network, row) for row in range(len(network))]
    readers = [0] * len(network)
    for read in sources:
        for source in read:
            readers[source] += 1
    made: list[Box] = []
    box_of: list[int] = []
    for row in range(len(network)):
        read = sources[row]
        within = block_of.get(row)
        if within is not None and made and made[-1].block is within:
            box = len(made) - 1
            made[box].rows.append(row)
            made[box].sources += [box_of[source] for source in read if box_of[source] != box]
        elif within is None and fold and _folds(network, row, read, readers) and _joins(made[box_of[read[0]]], read[0]):
            box = box_of[read[0]]
            made[box].rows.append(row)
        else:
            box = len(made)
            made.append(Box(row, [row], [box_of[source] for source in read], within))
        box_of.append(box)
    return _repeated(network, made, sources, readers) if block_of else made


def paths_at(network: Network, level: int) -> frozenset[str]:
    """Give the paths of the blocks of a level: 1 for the outermost ones, 2 for those within them, and so on."""
    return frozenset(block.path for block in blocks(network) if block.depth == level - 1)


def _folds(network: Network, row: int, read: Sequence[int], readers: Sequence[int]) -> bool:
    return len(read) == 1 and readers[read[0]] == 1 and network.layers[row].kind.family in _ON_THE_ARROW


def _joins(box: Box, row: int) -> bool:
    return box.block is None and box.last_row == row


def _folded_blocks(network: Network, folded: AbstractSet[str]) -> dict[int, Block]:
    """Give the outermost folded block of each row that is in one."""
    found: dict[int, Block] = {}
    for block in blocks(network) if folded else ():
        if block.path in folded and block.start not in found:
            found.update(dict.fromkeys(block.rows, block))
    return found


def _repeated(network: Network, made: list[Box], sources: Sequence[Sequence[int]], readers: Sequence[int]) -> list[Box]:
    """Join folded blocks that do the same one after the other."""
    joined: list[Box] = []
    box_of: list[int] = []
    form_before: object = None
    for box in made:
        form = _form(network, box.rows, sources, readers) if box.block is not None else None
        if form is not None and form == form_before and _only_reads(box.rows, joined[-1].last_row, sources, readers):
            joined[-1].rows += box.rows
            joined[-1].repeats += 1
        else:
            read = dict.fromkeys(box_of[source] for source in box.sources)
            joined.append(replace(box, sources=list(read)))
        form_before = form
        box_of.append(len(joined) - 1)
    return joined


def _only_reads(rows: Sequence[int], before: int, sources: Sequence[Sequence[int]], readers: Sequence[int]) -> bool:
    """Tell whether some rows read another one, and no others do."""
    times = sum(source == before for row in rows for source in sources[row])
    return 0 < times == readers[before]


def _form(
    network: Network, rows: Sequence[int], sources: Sequence[Sequence[int]], readers: Sequence[int]
) -> object | None:
    """Say what a block does, where it reads one row and its last row alone is read, once; None otherwise."""
    start = rows[0]
    inside = Counter(source for row in rows for source in sources[row])
    outside = [source for source in inside if source < start]
    if len(outside) != 1 or not sources[start] or any(readers[row] != inside[row] for row in rows[:-1]):
        return None
    return tuple(
        (network.layers[row].kind, tuple(source - start if source >= start else None for source in sources[row]))
        for row in rows
    )


def _sources(network: Network, row: int) -> list[int]:
    rows = (network.row_of_reference(reference) for reference in network.references(row))
    return [source for source in rows if source is not None and source < row]
