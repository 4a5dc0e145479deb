"""The worked solution as one HTML file: formulas in MathML, its style within, nothing fetched from elsewhere."""

from collections.abc import Iterable, Iterator
from html import escape

from core.export.formulas import mathml_formula
from core.language import tr
from core.progress import UNWATCHED, Progress
from core.sheet import Equation, Sheet, SheetRow, conventions, make_sheet
from core.table import Table

_STYLE = """
body { font: 15px/1.5 Inter, system-ui, sans-serif; color: #1b1f27; background: #fff; margin: 32px auto;
  max-width: 960px; padding: 0 16px; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: #5d6675; border-bottom: 2px solid #1b1f27; }
th, td { padding: 6px 12px 6px 0; vertical-align: baseline; }
td { border-bottom: 1px solid #e1e4ea; }
tr.total td { border-top: 2px solid #1b1f27; border-bottom: none; font-weight: 600; }
tr.subtotal td { font-style: italic; }
td.number { color: #5d6675; text-align: right; font-variant-numeric: tabular-nums; }
th.count, td.count { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.note { color: #b42318; }
.about { color: #5d6675; font-weight: normal; }
h2 { margin-top: 40px; }
h3 { margin: 20px 0 4px; font-size: 1em; }
ul { margin: 0; }
li { margin: 6px 0; }
math { font-size: 1.05em; }
@media print { body { margin: 0; max-width: none; } h3, tr { break-inside: avoid; } }
"""


def write_html(table: Table, progress: Progress = UNWATCHED) -> str:
    """Write the worked solution of a network as an HTML document."""
    sheet = make_sheet(table, progress)
    return page(sheet.title, [*_table(sheet), *_sum(sheet), *_steps(sheet), *_notes(sheet)])


def page(title: str, parts: Iterable[str]) -> str:
    """Write an HTML document of parts of its body, below its title."""
    title = escape(title)
    head = (
        "<!DOCTYPE html>",
        f'<html lang="{escape(tr("en"))}">',
        f'<head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>',
        f"<body><h1>{title}</h1>",
    )
    return "\n".join([*head, *parts, "</body></html>", ""])


def _table(sheet: Sheet) -> Iterator[str]:
    titles = ("#", tr("Layer"), tr("Size"), tr("Parameters"))
    yield f"<table><thead><tr>{''.join(f'<th>{escape(title)}</th>' for title in titles)}</tr></thead><tbody>"
    for row in sheet.rows:
        start = f'<tr><td class="number">{row.number}</td><td>{escape(row.name)}</td>'
        if row.note:
            yield f'{start}<td class="note" colspan="2">{escape(row.note)}</td></tr>'
        else:
            yield f"{start}<td>{_size_cell(row)}</td><td>{_parameter_cell(row)}</td></tr>"
    yield f'<tr class="total"><td></td><td>{escape(tr("Total"))}</td><td></td><td>{sheet.total}</td></tr>'
    yield "</tbody></table>"


def _size_cell(row: SheetRow) -> str:
    derived = "; ".join(_worked(equation) for equation in row.sizes)
    return f"{derived} → {row.shape}" if derived else row.shape


def _parameter_cell(row: SheetRow) -> str:
    return "0" if row.parameters is None else _worked(row.parameters)


def _worked(equation: Equation) -> str:
    if equation.is_bare:
        return equation.result
    return _math(f"{mathml_formula(equation.inline_numbers)}<mo>=</mo><mn>{equation.result}</mn>")


def _math(inner: str, *, display: bool = False) -> str:
    style = ' displaystyle="true"' if display else ""
    return f"<math{style}>{inner}</math>"


def _sum(sheet: Sheet) -> Iterator[str]:
    if len(sheet.addends) > 1:
        yield f"<p>{escape(tr('Parameters'))}: {' + '.join(sheet.addends)} = {sheet.sum}</p>"
    if sheet.fixed:
        yield f"<p>{escape(tr('Not learnable: {count}', count=sheet.fixed_text))}</p>"
    yield f"<p>{escape(tr('Multiply–accumulates: {count}', count=sheet.macs_text))}</p>"


def _steps(sheet: Sheet) -> Iterator[str]:
    yield f"<h2>{escape(tr('Step by step'))}</h2>"
    for row in sheet.rows:
        yield f'<h3>{row.number}. {escape(row.name)} <span class="about">{escape(row.about)}</span></h3>'
        yield f"<ul>{''.join(f'<li>{step}</li>' for step in _row_steps(row))}</ul>"


def _row_steps(row: SheetRow) -> Iterator[str]:
    if row.note:
        yield f'<span class="note">{escape(row.note)}</span>'
        return
    for equation in row.sizes:
        yield f"{escape(tr('Size'))} ({escape(equation.axes)}): {_chain(equation)}"
    yield f"{escape(tr('Output'))}: {row.shape}"
    if row.parameters is None:
        yield escape(tr("Parameters: none"))
    else:
        yield f"{escape(tr('Parameters'))}: {_chain(row.parameters)}"
    if row.fixed_line:
        yield escape(row.fixed_line)


def _chain(equation: Equation) -> str:
    sides = [mathml_formula(equation.set_symbols)]
    if not equation.is_bare:
        sides.append(mathml_formula(equation.set_numbers))
    sides.append(f"<mn>{equation.result}</mn>")
    return _math("<mo>=</mo>".join(sides), display=True)


def _notes(sheet: Sheet) -> Iterator[str]:
    yield f"<h2>{escape(tr('Conventions'))}</h2>"
    yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in conventions(sheet))}</ul>"
