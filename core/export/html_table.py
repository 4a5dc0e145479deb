"""The table alone as one HTML file, its style within, nothing fetched from elsewhere."""

from html import escape

from core.export.columns import USUAL, TableOptions
from core.export.html import page
from core.export.printed_table import Line, PrintedTable, Sort, print_table
from core.progress import UNWATCHED, Progress
from core.table import Table


def write_html_table(table: Table, progress: Progress = UNWATCHED, options: TableOptions = USUAL) -> str:
    """Write the table; its head is said again on each page that is printed."""
    printed = print_table(table, options, progress)
    head = "".join(f"<th{_class(printed, place)}>{escape(title)}</th>" for place, title in enumerate(printed.titles))
    body = "\n".join(_row(printed, line) for line in printed.lines)
    return page(printed.title, [f"<table><thead><tr>{head}</tr></thead><tbody>", body, "</tbody></table>"])


def _class(printed: PrintedTable, place: int, note: int = -1) -> str:
    if place == note:
        return ' class="note"'
    return ' class="count"' if printed.columns[place].is_number else ""


def _row(printed: PrintedTable, line: Line) -> str:
    cells = "".join(
        f"<td{_class(printed, place, line.note)}>{escape(cell)}</td>" for place, cell in enumerate(line.cells)
    )
    sort = "" if line.sort is Sort.LAYER else f' class="{line.sort.value}"'
    return f"<tr{sort}>{cells}</tr>"
