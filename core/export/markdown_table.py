"""The table alone as Markdown (GitHub's flavour)."""

from core.export.columns import USUAL, TableOptions
from core.export.markdown import escape
from core.export.printed_table import Line, Sort, print_table
from core.progress import UNWATCHED, Progress
from core.table import Table

_MARKS = {Sort.LAYER: "", Sort.SUBTOTAL: "*", Sort.TOTAL: "**"}


def write_markdown_table(table: Table, progress: Progress = UNWATCHED, options: TableOptions = USUAL) -> str:
    """Write the table; subtotals lean, the total is bold."""
    printed = print_table(table, options, progress)
    ends = ("--:" if column.is_number else ":--" for column in printed.columns)
    lines = [_line(tuple(map(escape, printed.titles))), _line(tuple(ends)), *map(_cells, printed.lines)]
    return "\n".join(lines) + "\n"


def _cells(line: Line) -> str:
    mark = _MARKS[line.sort]
    return _line(tuple(f"{mark}{escape(cell)}{mark}" if cell else "" for cell in line.cells))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
