"""Rows of the table as text that pastes into a spreadsheet (tab-separated) or a word processor (HTML)."""

from collections.abc import Sequence
from html import escape

from core.export.csv_table import guarded
from core.table import Column, Table


def write_tsv(table: Table, rows: Sequence[int], columns: Sequence[Column]) -> str:
    """Write rows with the columns' titles above them; cells are separated by tabs, counts are plain digits."""
    lines = [[column.title for column in columns], *(_cells(table, row, columns) for row in rows)]
    return "".join("\t".join(cell.replace("\t", " ") for cell in line) + "\n" for line in lines)


def write_html(table: Table, rows: Sequence[int], columns: Sequence[Column]) -> str:
    """Write rows as an HTML table; numbers stand at the right, counts are plain digits."""
    head = "".join(f"<th>{escape(column.title)}</th>" for column in columns)
    body = "\n".join(f"<tr>{_html_cells(_cells(table, row, columns), columns)}</tr>" for row in rows)
    return f'<meta charset="utf-8">\n<table>\n<tr>{head}</tr>\n{body}\n</table>\n'


def _html_cells(cells: Sequence[str], columns: Sequence[Column]) -> str:
    ends = (' align="right"' if column.is_number else "" for column in columns)
    return "".join(f"<td{end}>{escape(cell)}</td>" for cell, end in zip(cells, ends, strict=True))


def _cells(table: Table, row: int, columns: Sequence[Column]) -> list[str]:
    # Counts without separators: a spreadsheet of another country would read them as fractions.
    return [guarded(column.plain(table, row) if column.total else column.shown(table, row)) for column in columns]
