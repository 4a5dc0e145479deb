"""A comparison of two networks as text for a spreadsheet: the sign, the left cells, the right cells."""

import csv
import io
from collections.abc import Iterable, Iterator

from core.compare import COMPARED, Pair, pair_cell, sign
from core.export.csv_table import guarded
from core.language import tr
from core.table import Table


def write_comparison(left: Table, right: Table, pairs: Iterable[Pair], separator: str = "\t") -> str:
    """Write pairs of rows below the columns' titles; counts are plain digits."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n" if separator == "," else "\n")
    titles = [tr(column.title) for column in COMPARED]
    writer.writerow([tr("Difference"), *titles, *titles])
    for pair in pairs:
        cells = (*_cells(left, pair, is_left=True), *_cells(right, pair, is_left=False))
        writer.writerow([guarded(cell) for cell in (sign(pair), *cells)])
    return text.getvalue()


def _cells(table: Table, pair: Pair, *, is_left: bool) -> Iterator[str]:
    for column in COMPARED:
        # Counts without separators: a spreadsheet of another country would read them as fractions.
        yield pair_cell(table, pair, column, is_left=is_left, plain=column.total is not None)
