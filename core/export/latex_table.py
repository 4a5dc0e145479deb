"""The table alone as a LaTeX document that compiles as it is (booktabs, longtable)."""

from collections.abc import Sequence

from core.export.columns import USUAL, TableOptions
from core.export.latex import breakable, document, escape
from core.export.printed_table import Line, PrintedTable, Sort, print_table
from core.progress import UNWATCHED, Progress
from core.table import Column, Table

_SIZES = (
    (90, "", "margin=2cm"),
    (112, r"\footnotesize", "margin=1.5cm"),
    (190, r"\scriptsize", "landscape,margin=1cm"),
)
"""So many signs of average width fit on a line in a size of type, with such margins."""

_WIDEST_TEXT = 40
_NARROWEST_TEXT = 12
_SLACK = 2
"""Signs for letters that are wider than the average."""
_GAP = 2
"""Signs that the space between two columns takes."""
_MARKS = {Sort.LAYER: "{cell}", Sort.SUBTOTAL: r"\textit{{{cell}}}", Sort.TOTAL: r"\textbf{{{cell}}}"}


def write_latex_table(table: Table, progress: Progress = UNWATCHED, options: TableOptions = USUAL) -> str:
    """Write the table; its head is said again on each page, and wide tables lie across the page."""
    printed = print_table(table, options, progress)
    natural = _natural_widths(printed)
    wanted = sum(natural) + _GAP * len(natural)
    room, size, margins = next((each for each in _SIZES if wanted <= each[0]), _SIZES[-1])
    rules = [_line(printed, line, before=_rule(printed.lines, place)) for place, line in enumerate(printed.lines)]
    parts = [
        f"{{{size}\\setlength{{\\tabcolsep}}{{4pt}}",
        rf"\begin{{longtable}}{{@{{}}{_columns(printed, natural, room)}@{{}}}}",
        r"\toprule",
        " & ".join(map(_title, printed.titles, printed.columns)) + r" \\",
        r"\midrule\endhead",
        *rules,
        r"\bottomrule",
        r"\end{longtable}}",
    ]
    return document(printed.title, parts, margins)


def _natural_widths(printed: PrintedTable) -> list[int]:
    titles = [max(_title_lines(title), key=len) + " " for title in printed.titles]
    cells = [titles, *(line.cells for line in printed.lines)]
    longest = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        width if column.is_number else min(width, _WIDEST_TEXT) + _SLACK
        for width, column in zip(longest, printed.columns, strict=True)
    ]


def _title_lines(title: str) -> list[str]:
    return title.replace("–", "– ").split(" ")


def _title(title: str, column: Column) -> str:
    lines = [rf"\textbf{{{escape(line)}}}" for line in _title_lines(title)]
    if len(lines) == 1:
        return lines[0]
    end, stacked = "r" if column.is_number else "l", r" \\ ".join(lines)
    return rf"\begin{{tabular}}[b]{{@{{}}{end}@{{}}}}{stacked}\end{{tabular}}"


def _columns(printed: PrintedTable, natural: Sequence[int], room: int) -> str:
    """Give numbers the width that they need, and texts a share of what is left."""
    texts = [width for width, column in zip(natural, printed.columns, strict=True) if not column.is_number]
    left = room - sum(natural) + sum(texts) - _GAP * len(natural)
    shrink = min(1.0, max(left, _NARROWEST_TEXT * len(texts)) / max(sum(texts), 1))
    least = [max(map(len, _title_lines(title))) + _SLACK for title in printed.titles]
    return "".join(
        "r" if column.is_number else f"L{{{max(width * shrink, head) / room:.3f}}}"
        for width, head, column in zip(natural, least, printed.columns, strict=True)
    )


def _rule(lines: Sequence[Line], place: int) -> str:
    return "\\midrule\n" if lines[place].sort is Sort.TOTAL else ""


def _line(printed: PrintedTable, line: Line, before: str) -> str:
    cells = (
        _MARKS[line.sort].format(cell=escape(cell) if column.is_number else breakable(cell)) if cell else ""
        for cell, column in zip(line.cells, printed.columns, strict=True)
    )
    return f"{before}{' & '.join(cells)} \\\\"
