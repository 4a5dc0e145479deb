"""The worked solution as a LaTeX document that compiles as it is (booktabs, longtable)."""

import re
from collections.abc import Iterable, Iterator

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
    "→": r"$\to$",
    "·": r"$\cdot$",
    "\u00a0": "~",
    "\u202f": r"\,",
    **dict(zip("’“”„", ("'", "``", "''", r"\quotedblbase{}"), strict=True)),
}

_HEAD = r"""% pdflatex compiles this as it is; signs beyond Latin come out with xelatex or lualatex.
\documentclass[a4paper]{article}
\usepackage{iftex}
\ifPDFTeX
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\fi
\usepackage{array,booktabs,longtable}
\usepackage[MARGINS]{geometry}
\newcolumntype{L}[1]{>{\raggedright\arraybackslash}p{#1\linewidth}}
\setlength{\parindent}{0pt}
\raggedbottom
"""

_SHORT = 16
"""So many signs fit into any column without being broken."""

_BEYOND_LATIN = r"""% \beyond{code point}{sign} sets a sign in the first font that has it, else its code point.
\ifPDFTeX
\DeclareRobustCommand{\beyond}[2]{\texttt{U+#1}\allowbreak{}}
\else
\usepackage{fontspec}
\newcommand{\firstfont}[2]{\IfFontExistsTF{#1}{\newfontfamily\beyondfont{#1}}{#2}}
\firstfont{Noto Serif CJK SC}{\firstfont{Noto Sans CJK SC}{\firstfont{Source Han Serif SC}{%
\firstfont{Songti SC}{\firstfont{SimSun}{\firstfont{FandolSong-Regular.otf}{%
\firstfont{WenQuanYi Zen Hei}{\newcommand{\beyondfont}{}}}}}}}}
\newcommand{\firstother}[2]{\IfFontExistsTF{#1}{\newfontfamily\otherfont{#1}}{#2}}
\firstother{CMU Serif}{\firstother{DejaVu Serif}{\firstother{Times New Roman}{\newcommand{\otherfont}{}}}}
\DeclareRobustCommand{\beyond}[2]{{\iffontchar\font"#1 #2\else\otherfont\iffontchar\font"#1 #2\else
\beyondfont\iffontchar\font"#1 #2\else\normalfont\texttt{U+#1}\fi\fi\fi}\allowbreak{}}
\fi
"""


def write_latex(table: Table, progress: Progress = UNWATCHED) -> str:
    """Write the worked solution of a network as a LaTeX document."""
    sheet = make_sheet(table, progress)
    return document(sheet.title, [*_table(sheet), "", *_sum(sheet), *_steps(sheet), *_notes(sheet)])


def document(title: str, parts: Iterable[str], margins: str = "margin=2cm") -> str:
    """Write a document of parts below its title; what sets signs beyond Latin comes along where there are any."""
    body = "\n".join([rf"\section*{{{escape(title)}}}", *parts])
    beyond = _BEYOND_LATIN if r"\beyond{" in body else ""
    return f"{_HEAD.replace('MARGINS', margins)}{beyond}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def escape(text: str) -> str:
    """Write a text so that LaTeX prints it; a sign that its usual fonts lack is left to `beyond` of the head."""
    return "".join(map(_escaped, text))


def breakable(text: str) -> str:
    """Write a text that has to fit a column: long words may be broken after signs, without any anywhere."""
    return " ".join(map(_breakable_word, text.split(" ")))


def _breakable_word(word: str) -> str:
    if len(word) <= _SHORT:
        return escape(word)
    parts = [part for part in re.split(r"(?<=[-/_.,;:+*=(×])", word) if part]
    return r"\allowbreak{}".join(
        escape(part) if len(part) <= _SHORT else r"\allowbreak{}".join(map(_escaped, part)) for part in parts
    )


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isascii() or "\u00a1" <= sign <= "\u017e":
        return sign
    return rf"\beyond{{{ord(sign):04X}}}{{{sign}}}"


def _count(text: str) -> str:
    """Write a count within mathematics, where a bare comma would be followed by a space."""
    fixed = re.sub(r"([.,])", r"{\1}", text.replace("≥ ", r"\geq "))
    return re.sub("[\u00a0\u202f]", r"\\,", fixed).replace("’", r"\mbox{’}")


def _table(sheet: Sheet) -> Iterator[str]:
    yield r"\begin{longtable}{@{}rL{.2}L{.4}L{.28}@{}}"
    yield r"\toprule"
    yield rf"\# & {escape(tr('Layer'))} & {escape(tr('Size'))} & {escape(tr('Parameters'))} \\"
    yield r"\midrule\endhead"
    for row in sheet.rows:
        size, parameters = (escape(row.note), "") if row.note else (_size_cell(row), _parameter_cell(row))
        name = breakable(row.name)
        if row.note:
            yield rf"{row.number} & {name} & \multicolumn{{2}}{{p{{.68\linewidth}}}}{{{size}}} \\"
        else:
            yield rf"{row.number} & {name} & {size} & {parameters} \\"
    yield r"\midrule"
    yield rf" & {escape(tr('Total'))} & & ${_count(sheet.total)}$ \\"
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
        yield rf"{escape(tr('Parameters'))}: ${' + '.join(map(_count, sheet.addends))} = {_count(sheet.sum)}$\par"
    if sheet.fixed:
        yield escape(tr("Not learnable: {count}", count=sheet.fixed_text)) + r"\par"
    yield escape(tr("Multiply–accumulates: {count}", count=sheet.macs_text)) + r"\par"


def _steps(sheet: Sheet) -> Iterator[str]:
    yield rf"\subsection*{{{escape(tr('Step by step'))}}}"
    for row in sheet.rows:
        yield rf"\textbf{{{row.number}. {escape(row.name)}}} ({breakable(row.about)})"
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
    if row.fixed_line:
        yield escape(row.fixed_line)


def _chain(equation: Equation) -> str:
    sides = [latex_formula(equation.set_symbols), latex_formula(equation.set_numbers), _count(equation.result)]
    return " = ".join(side for number, side in enumerate(sides) if number != 1 or not equation.is_bare)


def _notes(sheet: Sheet) -> Iterator[str]:
    yield rf"\subsection*{{{escape(tr('Conventions'))}}}"
    yield r"\begin{itemize}"
    yield from (rf"\item {escape(line)}" for line in conventions(sheet))
    yield r"\end{itemize}"
