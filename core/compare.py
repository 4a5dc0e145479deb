"""Two networks side by side: which rows belong together, and what differs."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from core.blocks import blocks
from core.language import group, tr, tr_count
from core.network import Network
from core.records import dataclass, replace
from core.table import NAME, OUTPUT, PARAMETERS, SETTINGS, TYPE, Column, Table

COMPARED: tuple[Column, ...] = (NAME, TYPE, SETTINGS, OUTPUT, PARAMETERS)
"""The columns in which rows are compared, in their order."""

_LONGEST_GAP = 2_000
"""Between rows that are known to belong together; beyond it, rows are not matched by their kinds."""


@dataclass(frozen=True)
class Pair:
    """Two rows that belong together, or one that the other network lacks; `differs` names the columns' keys."""

    left: int | None
    right: int | None
    differs: frozenset[str] = frozenset()

    @property
    def is_same(self) -> bool:
        """Tell whether nothing differs."""
        return self.left is not None and self.right is not None and not self.differs


@dataclass(frozen=True)
class BlockPair(Pair):
    """The rows of a block on both sides, summed up; `left` and `right` are the first of them."""

    path: str = ""
    pairs: tuple[Pair, ...] = ()

    @property
    def differing(self) -> int:
        """How many of its rows differ."""
        return sum(not pair.is_same for pair in self.pairs)

    @property
    def is_same(self) -> bool:
        """Tell whether nothing in it differs."""
        return not self.differing


@dataclass(frozen=True, slots=True)
class TotalPair:
    """A total of both networks, with its difference and its ratio; partial where layers are not known."""

    label: str
    left: int
    right: int
    left_is_partial: bool = False
    right_is_partial: bool = False

    @property
    def left_text(self) -> str:
        """The left one, or that it is more."""
        return ("≥ " if self.left_is_partial else "") + group(self.left)

    @property
    def right_text(self) -> str:
        """The right one, or that it is more."""
        return ("≥ " if self.right_is_partial else "") + group(self.right)

    @property
    def difference(self) -> str:
        """The right one less the left one, with its sign; a question mark where one of them is partial."""
        if self.left_is_partial or self.right_is_partial:
            return "?"
        by = self.right - self.left
        return f"{'+' if by > 0 else '−' if by < 0 else '±'}{group(abs(by))}"

    @property
    def ratio(self) -> str:
        """The right one as a multiple of the left one, rounded to a hundredth; empty where that is not to be told."""
        if not self.left or self.left_is_partial or self.right_is_partial:
            return ""
        hundredths = (200 * self.right + self.left) // (2 * self.left)
        return f"× {group(hundredths // 100)}.{hundredths % 100:02}"


def compare(left: Table, right: Table) -> list[Pair]:
    """Match the rows of two networks in the order of both: by their names, and between those by their kinds."""
    pairs: list[Pair] = []
    before_left = before_right = 0
    ends = (len(left.network), len(right.network))
    for one, other in [*_same_names(left, right), ends]:
        pairs += _gap(left, right, range(before_left, one), range(before_right, other))
        if (one, other) != ends:
            pairs.append(_pair(left, right, one, other))
        before_left, before_right = one + 1, other + 1
    return pairs


def sum_up_blocks(left: Table, right: Table, pairs: Sequence[Pair]) -> list[Pair]:
    """Put the pairs of each outermost block together, where more than one follow each other."""
    of_left, of_right = _outermost(left.network), _outermost(right.network)

    def path(pair: Pair) -> str:
        one = None if pair.left is None else of_left.get(pair.left, "")
        other = None if pair.right is None else of_right.get(pair.right, "")
        if one is None or other is None:
            return one or other or ""
        return one if one == other else ""

    summed: list[Pair] = []
    for where, run in groupby(pairs, path):
        inside = tuple(run)
        summed += inside if not where or len(inside) == 1 else [_block_pair(left, right, where, inside)]
    return summed


def _outermost(network: Network) -> dict[int, str]:
    return {row: block.path for block in blocks(network) if block.depth == 0 for row in block.rows}


def _block_pair(left: Table, right: Table, path: str, pairs: tuple[Pair, ...]) -> BlockPair:
    one = next((pair.left for pair in pairs if pair.left is not None), None)
    other = next((pair.right for pair in pairs if pair.right is not None), None)
    pair = BlockPair(one, other, path=path, pairs=pairs)
    columns = COMPARED if one is not None and other is not None else ()
    differs = {
        column.key
        for column in columns
        if pair_cell(left, pair, column, is_left=True) != pair_cell(right, pair, column, is_left=False)
    }
    return replace(pair, differs=frozenset(differs | ({SETTINGS.key} if columns and pair.differing else set())))


def pair_cell(table: Table, pair: Pair, column: Column, *, is_left: bool, plain: bool = False) -> str:
    """Write a cell of one side, a block's with its subtotals; empty where the side lacks the row."""
    row = pair.left if is_left else pair.right
    if row is None:
        return ""
    if isinstance(pair, BlockPair):
        return _block_cell(table, pair, column, is_left=is_left, plain=plain)
    return (column.plain if plain else column.shown)(table, row)


def _block_cell(table: Table, pair: BlockPair, column: Column, *, is_left: bool, plain: bool) -> str:
    sides = (each.left if is_left else each.right for each in pair.pairs)
    rows = [each for each in sides if each is not None]
    if column is NAME:
        return pair.path
    if column is TYPE:
        return tr_count("{count} layer", "{count} layers", len(rows))
    if column is SETTINGS:
        return tr_count("{count} row differs", "{count} rows differ", pair.differing) if pair.differing else ""
    if column is PARAMETERS:
        known = [table.report(each).parameters for each in rows]
        total = sum(each or 0 for each in known)
        return str(total) if plain else ("≥ " if None in known else "") + group(total)
    return column.shown(table, rows[-1])


def totals(left: Table, right: Table) -> list[TotalPair]:
    """Give the totals of both."""
    one, other = left.analysis.totals, right.analysis.totals
    partial = one.unknown > 0, other.unknown > 0
    return [
        TotalPair(tr("Layers"), one.layers, other.layers),
        TotalPair(tr("Parameters"), one.parameters, other.parameters, *partial),
        TotalPair(tr("Not learnable"), one.non_trainable, other.non_trainable, *partial),
        TotalPair(tr("Multiply–accumulates"), one.macs, other.macs, *partial),
    ]


def _same_names(left: Table, right: Table) -> list[tuple[int, int]]:
    """Find the most rows of the same name and kind that stand in the same order in both (Fredman 1975)."""
    rows = right.network.row_of_name
    both = [
        (row, rows[layer.name])
        for row, layer in enumerate(left.network.layers)
        if layer.name in rows and right.layer(rows[layer.name]).kind.type == layer.kind.type
    ]
    tails: list[int] = []
    tail_of: list[int] = []
    before: list[int] = []
    for number, (_, position) in enumerate(both):
        length = bisect_left(tails, position)
        before.append(tail_of[length - 1] if length else -1)
        tails[length : length + 1] = [position]
        tail_of[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = tail_of[-1] if tail_of else -1
    while number >= 0:
        chain.append(both[number])
        number = before[number]
    return chain[::-1]


def _gap(left: Table, right: Table, lefts: range, rights: range) -> Iterator[Pair]:
    """Match the rows between two that belong together: runs of the same kinds, and what is left side by side."""
    if not lefts or not rights or max(len(lefts), len(rights)) > _LONGEST_GAP:
        yield from (Pair(row, None) for row in lefts)
        yield from (Pair(None, row) for row in rights)
        return
    one_side = [left.layer(row).kind.type for row in lefts]
    other_side = [right.layer(row).kind.type for row in rights]
    matcher = SequenceMatcher(None, one_side, other_side, autojunk=False)
    for what, start, stop, other_start, other_stop in matcher.get_opcodes():
        ones, others = lefts[start:stop], rights[other_start:other_stop]
        if what == "equal":
            yield from (_pair(left, right, one, other) for one, other in zip(ones, others, strict=True))
        else:
            yield from (Pair(one, None) for one in ones)
            yield from (Pair(None, other) for other in others)


def _pair(left: Table, right: Table, one: int, other: int) -> Pair:
    return Pair(one, other, frozenset(_differences(left, right, one, other)))


def _differences(left: Table, right: Table, one: int, other: int) -> Iterator[str]:
    first, second = left.layer(one), right.layer(other)
    report, twin = left.report(one), right.report(other)
    if (
        first.kind is second.kind  # equal kinds are one object
        and first.name == second.name
        and first.inputs is None
        and second.inputs is None
        and report.shape == twin.shape
        and report.parameters == twin.parameters
    ):
        return  # most rows, for which nothing need be written to be told the same
    for column in COMPARED:
        if column.shown(left, one) != column.shown(right, other):
            yield column.key


def sign(pair: Pair) -> str:
    """Give the sign of a pair: + and − where one side lacks the row, ≠ where both differ, nothing where they agree."""
    if pair.left is None:
        return "+"
    if pair.right is None:
        return "−"
    return "" if pair.is_same else "≠"
