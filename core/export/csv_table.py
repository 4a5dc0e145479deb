"""The table with separators: CSV (RFC 4180), TSV, and CSV as spreadsheets open it with a double click."""

import csv
import io

from core.export.columns import CHOICE, USUAL, TableOptions
from core.language import tr
from core.progress import UNWATCHED, Progress
from core.table import FILE_COLUMNS, NAME, Column, Table, for_file, total_row

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"


def write_csv(table: Table, progress: Progress = UNWATCHED, options: TableOptions = USUAL) -> str:
    """Write the table as CSV; lines end with CR LF, and what a spreadsheet would run as a formula is text."""
    with for_file(table) as english:
        columns = options.columns or FILE_COLUMNS
        titles = [column.key for column in columns]
        return _write(english, columns, titles, options.separator or ",", progress)


def write_tsv(table: Table, progress: Progress = UNWATCHED, options: TableOptions = USUAL) -> str:
    """Write the table with tabs between its cells, else as the CSV."""
    return write_csv(table, progress, TableOptions(options.columns, options.separator or "\t"))


def write_spreadsheet(table: Table, progress: Progress = UNWATCHED, options: TableOptions = USUAL) -> str:
    """Write the table with the titles that people read, and the mark by which a spreadsheet knows UTF-8.

    Counts are plain digits, as a spreadsheet of another country would read a separator as a fraction's.
    """
    columns = options.columns or CHOICE
    titles = [tr(column.title) for column in columns]
    return _BYTE_ORDER_MARK + _write(table, columns, titles, options.separator or ",", progress, tr("Total"))


def _write(
    table: Table,
    columns: tuple[Column, ...],
    titles: list[str],
    separator: str,
    progress: Progress,
    total: str = "Total",
) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\n" if separator == "\t" else "\r\n")
    writer.writerow(titles)
    for row in progress.track(range(len(table.network))):
        writer.writerow([guarded(column.plain(table, row)) for column in columns])
    closing = total_row(columns, table)
    writer.writerow([total if column is NAME else cell for column, cell in zip(columns, closing, strict=True)])
    return text.getvalue()


def guarded(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
