"""The table as aligned text, for a terminal."""

from core.table import TEXT_COLUMNS, Column, Table, total_row, write_count

_WIDEST_CELL = 40


def write_text(table: Table) -> str:
    """Write the table in columns of spaces, numbers to the right, and the total below a rule.

    A problem stands where the settings would; long texts are cut with an ellipsis.
    """
    rows = [[column.title for column in TEXT_COLUMNS]]
    for row in range(len(table.network)):
        note = table.problem_text(row) or table.waiting_text(row)
        cells = [note if note and column.key == "settings" else column.shown(table, row) for column in TEXT_COLUMNS]
        rows.append([terminal_text(cell) for cell in cells])
    rows.append(total_row(TEXT_COLUMNS, table, write_count))
    rows = [[_cut(cell, column) for cell, column in zip(row, TEXT_COLUMNS, strict=True)] for row in rows]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1], ""])


def terminal_text(text: str) -> str:
    r"""Make a text safe for a terminal: signs that would steer it are written as `\u202e`."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _cut(cell: str, column: Column) -> str:
    return cell if column.is_number or len(cell) <= _WIDEST_CELL else cell[: _WIDEST_CELL - 1] + "…"


def _line(cells: list[str], widths: list[int]) -> str:
    written = [
        cell.rjust(width) if column.is_number else cell.ljust(width)
        for cell, width, column in zip(cells, widths, TEXT_COLUMNS, strict=True)
    ]
    return "  ".join(written).rstrip()
