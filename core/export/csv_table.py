"""The table as CSV (RFC 4180)."""

import csv
import io

from core.progress import UNWATCHED, Progress
from core.table import FILE_COLUMNS, Table, for_file, total_row

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(table: Table, progress: Progress = UNWATCHED) -> str:
    """Write the table as CSV; lines end with CR LF, and what a spreadsheet would run as a formula is text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    with for_file(table) as english:
        writer.writerow(column.key for column in FILE_COLUMNS)
        for row in progress.track(range(len(table.network))):
            writer.writerow([guarded(column.plain(english, row)) for column in FILE_COLUMNS])
        writer.writerow(total_row(FILE_COLUMNS, english))
    return text.getvalue()


def guarded(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
