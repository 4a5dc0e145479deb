"""The table as people print it: cells with separators, a subtotal below each block, and the total."""

from collections.abc import Iterator, Sequence
from enum import Enum

from core.blocks import Block, blocks, subtotal
from core.export.columns import TableOptions
from core.language import group, tr
from core.progress import Progress
from core.records import dataclass
from core.table import NAME, OUTPUT, PARAMETER_WORKING, PROBLEM, SETTINGS, SIZE_WORKING, TEXT_COLUMNS, Column, Table

_NOTE_COLUMNS = (PROBLEM, SETTINGS, SIZE_WORKING, PARAMETER_WORKING, OUTPUT)
"""Where a problem stands, the first of these that there is."""


class Sort(Enum):
    """What a line of the table is."""

    LAYER = "layer"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its cells, and which of them says what is wrong, -1 where nothing is."""

    sort: Sort
    cells: tuple[str, ...]
    note: int = -1


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table that is ready to be written in some format."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return tuple(tr(column.title) for column in self.columns)


def print_table(table: Table, options: TableOptions, progress: Progress) -> PrintedTable:
    """Lay a table out for people, in the language that is spoken."""
    columns = options.columns or TEXT_COLUMNS
    lines = tuple(_lines(table, columns, progress))
    return PrintedTable(table.network.name or tr("Network"), columns, lines)


def _lines(table: Table, columns: Sequence[Column], progress: Progress) -> Iterator[Line]:
    has_sums = any(column.total for column in columns)
    ending: dict[int, list[Block]] = {}
    for block in blocks(table.network) if has_sums else ():
        ending.setdefault(block.stop, []).insert(0, block)  # what is within comes before what is around
    for row in progress.track(range(len(table.network))):
        yield _layer_line(table, columns, row)
        for block in ending.get(row + 1, ()):
            sums = subtotal(table.analysis.reports, block.rows)
            counts = {key: getattr(sums, key) for key in ("parameters", "non_trainable", "macs")}
            label = tr("Subtotal {block}", block=block.path)
            yield Line(Sort.SUBTOTAL, _sum_cells(columns, label, counts, is_partial=bool(sums.unknown)))
    if has_sums:
        totals = {column.key: column.total(table) for column in columns if column.total}
        is_partial = bool(table.analysis.totals.unknown)
        yield Line(Sort.TOTAL, _sum_cells(columns, tr("Total"), totals, is_partial=is_partial))


def _layer_line(table: Table, columns: Sequence[Column], row: int) -> Line:
    cells = [column.shown(table, row) for column in columns]
    note = table.problem_text(row) or table.waiting_text(row)
    places = [columns.index(column) for column in _NOTE_COLUMNS if column in columns]
    if not note or not places:
        return Line(Sort.LAYER, tuple(cells))
    cells[places[0]] = note
    return Line(Sort.LAYER, tuple(cells), places[0])


def _sum_cells(columns: Sequence[Column], label: str, sums: dict[str, int], *, is_partial: bool) -> tuple[str, ...]:
    """Give the cells of a sum, its label in the place of a name or of another text."""
    texts = [column for column in columns if not column.total]
    place = NAME if NAME in columns else next((column for column in texts if not column.is_number), None)
    place = place or (texts[0] if texts else None)
    sign = "≥ " if is_partial else ""
    return tuple(
        label if column is place else sign + group(sums[column.key]) if column.key in sums else "" for column in columns
    )
