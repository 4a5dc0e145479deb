"""The targets that a table can be exported to: one module each, imported when it is asked for."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from core.progress import UNWATCHED, Progress
from core.table import Table

if TYPE_CHECKING:
    from core.export.columns import TableOptions


class TextExport(Protocol):
    """Writes a table as text."""

    def __call__(self, table: Table, progress: Progress = UNWATCHED) -> str: ...


class TableExport(TextExport, Protocol):
    """Writes a table as text, with the columns that are chosen."""

    def __call__(self, table: Table, progress: Progress = UNWATCHED, options: "TableOptions" = ...) -> str: ...


Export = TypeVar("Export", bound=TextExport)


class _Exports(Mapping[str, Export]):
    """Looks functions up by the names of formats, and imports a module when its function is looked up."""

    def __init__(self, functions: Mapping[str, tuple[str, str]]) -> None:
        self._functions = functions

    def __getitem__(self, target: str) -> Export:
        module, function = self._functions[target]
        return cast(Export, getattr(import_module(module), function))

    def __contains__(self, target: object) -> bool:
        return target in self._functions  # without importing anything

    def __iter__(self) -> Iterator[str]:
        return iter(self._functions)

    def __len__(self) -> int:
        return len(self._functions)


_TABLES = {
    "csv": ("core.export.csv_table", "write_csv"),
    "tsv": ("core.export.csv_table", "write_tsv"),
    "spreadsheet": ("core.export.csv_table", "write_spreadsheet"),
    "text": ("core.export.text_table", "write_text"),
    "markdown-table": ("core.export.markdown_table", "write_markdown_table"),
    "latex-table": ("core.export.latex_table", "write_latex_table"),
    "html-table": ("core.export.html_table", "write_html_table"),
}
_SHEETS = {
    "markdown": ("core.export.markdown", "write_markdown"),
    "latex": ("core.export.latex", "write_latex"),
    "html": ("core.export.html", "write_html"),
}

TABLE_EXPORTS: Mapping[str, TableExport] = _Exports(_TABLES)
"""The formats of the table, by the name that the command line gives them; they take a choice of columns."""

SEPARATED = ("csv", "spreadsheet")
"""Those whose separator can be chosen."""

TEXT_EXPORTS: Mapping[str, TextExport] = _Exports({**_TABLES, **_SHEETS})
"""The formats that are text: the table, and the worked solution."""
