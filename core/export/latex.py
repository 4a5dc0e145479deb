"""The worked solution as a LaTeX document that compiles as it is (booktabs, longtable)."""

import re
from collections.abc import Iterator

from core.export.formulas import latex_formula
from core.language import tr
from core.progress import UNWATCHED, Progress
from core.sheet import Equation, Sheet, SheetRow, conventions, make_sheet
from core.table import Table

_ESCAPES = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "⌊": r"$\lfloor$",
    "⌋": r"$\rfloor$",
    "⌈": r"$\lceil$",
    "⌉": r"$\rceil$",
    "×": r"$\times$",
    "≥": r"$\geq$",
    "−": "--",
    "–": "--",
    "…": r"\dots{}",
}

_HEAD = r"""\documentclass[a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{array,booktabs,longtable}
\usepackage[margin=2cm]{geometry}
\newcolumntype{L}[1]{>{\raggedright\arraybackslash}p{#1\linewidth}}
\setlength{\parindent}{0pt}
\raggedbottom
\begin{document}
"""


def write_latex(table: Table, progress: Progress = UNWATCHED) -> str:
    """Write the worked solution of a network as a LaTeX document."""
    sheet = make_sheet(table, progress)
    parts = [rf"\section*{{{escape(sheet.title)}}}", *_table(sheet), "", *_sum(sheet), *_steps(sheet), *_notes()]
    return _HEAD + "\n".join(parts) + "\n\\end{document}\n"


def escape(text: str) -> str:
    """Write a text so that LaTeX prints it; a sign that its usual fonts lack is named by its code point."""
    return "".join(map(_escaped, text))


def _breakable(name: str) -> str:
    """Write a name that may be broken anywhere, as it has to fit a column and has no words."""
    return r"\allowbreak{}".join(map(_escaped, name))


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return sign if sign.isascii() or "\u00a1" <= sign <= "\u017e" else rf"\texttt{{U+{ord(sign):04X}}}"


def _count(text: str) -> str:
    """Write a count within mathematics, where a bare comma would be followed by a space."""
    return re.sub(r"([.,])", r"{\1}", text.replace("≥ ", r"\geq "))


def _table(sheet: Sheet) -> Iterator[str]:
    yield r"\begin{longtable}{@{}rL{.2}L{.4}L{.28}@{}}"
    yield r"\toprule"
    yield rf"\# & {tr('Layer')} & {tr('Size')} & {tr('Parameters')} \\"
    yield r"\midrule\endhead"
    for row in sheet.rows:
        size, parameters = (escape(row.note), "") if row.note else (_size_cell(row), _parameter_cell(row))
        name = _breakable(row.name)
        if row.note:
            yield rf"{row.number} & {name} & \multicolumn{{2}}{{p{{.68\linewidth}}}}{{{size}}} \\"
        else:
            yield rf"{row.number} & {name} & {size} & {parameters} \\"
    yield r"\midrule"
    yield rf" & {tr('Total')} & & ${_count(sheet.total)}$ \\"
    yield r"\bottomrule"
    yield r"\end{longtable}"


def _shape(text: str) -> str:
    return "$" + text.replace("×", r" \times ") + "$"


def _size_cell(row: SheetRow) -> str:
    derived = "; ".join(_worked(equation) for equation in row.sizes)
    return rf"{derived} $\to$ {_shape(row.shape)}" if derived else _shape(row.shape)


def _parameter_cell(row: SheetRow) -> str:
    return "$0$" if row.parameters is None else _worked(row.parameters)


def _worked(equation: Equation) -> str:
    result = _count(equation.result)
    numbers = latex_formula(equation.inline_numbers)
    return f"${result}$" if equation.is_bare else f"${numbers} = {result}$"


def _sum(sheet: Sheet) -> Iterator[str]:
    if len(sheet.addends) > 1:
        yield rf"{tr('Parameters')}: ${' + '.join(map(_count, sheet.addends))} = {_count(sheet.sum)}$\par"
    if sheet.fixed:
        yield escape(tr("Not learnable: {count}", count=sheet.fixed_text)) + r"\par"
    yield escape(tr("Multiply–accumulates: {count}", count=sheet.macs_text)) + r"\par"


def _steps(sheet: Sheet) -> Iterator[str]:
    yield rf"\subsection*{{{escape(tr('Step by step'))}}}"
    for row in sheet.rows:
        about = ", ".join(part for part in (row.kind, row.settings) if part)
        yield rf"\textbf{{{row.number}. {escape(row.name)}}} ({escape(about)})"
        yield r"\begin{itemize}"
        yield from (rf"\item {step}" for step in _row_steps(row))
        yield r"\end{itemize}"


def _row_steps(row: SheetRow) -> Iterator[str]:
    if row.note:
        yield escape(row.note)
        return
    for equation in row.sizes:
        yield rf"{escape(tr('Size'))} ({escape(equation.axes)}): $\displaystyle {_chain(equation)}$"
    yield f"{escape(tr('Output'))}: {_shape(row.shape)}"
    if row.parameters is None:
        yield escape(tr("Parameters: none"))
    else:
        yield rf"{escape(tr('Parameters'))}: $\displaystyle {_chain(row.parameters)}$"


def _chain(equation: Equation) -> str:
    sides = [latex_formula(equation.set_symbols), latex_formula(equation.set_numbers), _count(equation.result)]
    return " = ".join(side for number, side in enumerate(sides) if number != 1 or not equation.is_bare)


def _notes() -> Iterator[str]:
    yield rf"\subsection*{{{escape(tr('Conventions'))}}}"
    yield r"\begin{itemize}"
    yield from (rf"\item {escape(line)}" for line in conventions())
    yield r"\end{itemize}"
