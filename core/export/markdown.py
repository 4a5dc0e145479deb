"""The worked solution as Markdown (GitHub's flavour): the table as one writes it by hand, then every step."""

import re
from collections.abc import Iterator

from core.language import tr
from core.progress import UNWATCHED, Progress
from core.sheet import Equation, Sheet, SheetRow, conventions, make_sheet
from core.table import Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def write_markdown(table: Table, progress: Progress = UNWATCHED) -> str:
    """Write the worked solution of a network as Markdown."""
    sheet = make_sheet(table, progress)
    return "\n".join([f"# {escape(sheet.title)}", "", *_table(sheet), "", *_sum(sheet), *_steps(sheet), *_notes(sheet)])


def escape(text: str) -> str:
    """Write a text so that nothing in it is taken for markup."""
    return _SPECIAL.sub(r"\\\1", text)


def _table(sheet: Sheet) -> Iterator[str]:
    yield f"| # | {tr('Layer')} | {tr('Size')} | {tr('Parameters')} |"
    yield "| --: | :-- | :-- | :-- |"
    for row in sheet.rows:
        size, parameters = (escape(row.note), "") if row.note else (_size_cell(row), _parameter_cell(row))
        yield f"| {row.number} | {escape(row.name)} | {size} | {parameters} |"
    yield f"| | **{tr('Total')}** | | **{sheet.total}** |"


def _size_cell(row: SheetRow) -> str:
    derived = "; ".join(f"{equation.numbers} = {equation.result}" for equation in row.sizes)
    return f"{derived} → {row.shape}" if derived else row.shape


def _parameter_cell(row: SheetRow) -> str:
    equation = row.parameters
    return "0" if equation is None else _worked(equation)


def _worked(equation: Equation) -> str:
    return equation.result if equation.is_bare else f"{equation.numbers} = {equation.result}"


def _sum(sheet: Sheet) -> Iterator[str]:
    if len(sheet.addends) > 1:
        yield f"{tr('Parameters')}: {' + '.join(sheet.addends)} = {sheet.sum}"
        yield ""
    if sheet.fixed:
        yield tr("Not learnable: {count}", count=sheet.fixed_text)
        yield ""
    yield tr("Multiply–accumulates: {count}", count=sheet.macs_text)
    yield ""


def _steps(sheet: Sheet) -> Iterator[str]:
    yield f"## {tr('Step by step')}"
    yield ""
    for row in sheet.rows:
        yield f"**{row.number}. {escape(row.name)}** ({escape(row.about)})"
        yield ""
        yield from (f"- {step}" for step in _row_steps(row))
        yield ""


def _row_steps(row: SheetRow) -> Iterator[str]:
    if row.note:
        yield escape(row.note)
        return
    for equation in row.sizes:
        yield f"{tr('Size')} ({equation.axes}): `{equation.chain}`"
    yield f"{tr('Output')}: {row.shape}"
    if row.parameters is None:
        yield tr("Parameters: none")
    else:
        yield f"{tr('Parameters')}: `{row.parameters.chain}`"
    if row.fixed_line:
        yield row.fixed_line


def _notes(sheet: Sheet) -> Iterator[str]:
    yield f"## {tr('Conventions')}"
    yield ""
    yield from (f"- {line}" for line in conventions(sheet))
    yield ""
