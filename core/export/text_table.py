"""The table as aligned text, for a terminal."""

from collections.abc import Sequence

from core.export.columns import USUAL, TableOptions
from core.export.printed_table import Line, PrintedTable, Sort, print_table
from core.export.terminal import terminal_text
from core.progress import UNWATCHED, Progress
from core.table import Column, Table

_WIDEST_CELL = 40


def write_text(table: Table, progress: Progress = UNWATCHED, options: TableOptions = USUAL) -> str:
    """Write the table in columns of spaces, numbers to the right, and the total below a rule.

    A problem stands where the settings would; long texts are cut with an ellipsis.
    """
    printed = print_table(table, options, progress)
    titles = Line(Sort.LAYER, printed.titles)
    rows = [_cells(printed, line) for line in (titles, *printed.lines)]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    lines = [_line(cells, widths, printed.columns) for cells in rows]
    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    lines.insert(1, rule)
    if printed.lines and printed.lines[-1].sort is Sort.TOTAL:
        lines.insert(-1, rule)
    return "\n".join([*lines, ""])


def _cells(printed: PrintedTable, line: Line) -> list[str]:
    return [_cut(terminal_text(cell), column) for cell, column in zip(line.cells, printed.columns, strict=True)]


def _cut(cell: str, column: Column) -> str:
    return cell if column.is_number or len(cell) <= _WIDEST_CELL else cell[: _WIDEST_CELL - 1] + "…"


def _line(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    written = [
        cell.rjust(width) if column.is_number else cell.ljust(width)
        for cell, width, column in zip(cells, widths, columns, strict=True)
    ]
    return "  ".join(written).rstrip()
