"""The targets that a table can be exported to: one module each, imported when it is asked for."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Protocol, cast

from core.progress import UNWATCHED, Progress
from core.table import Table


class TextExport(Protocol):
    """Writes a table as text."""

    def __call__(self, table: Table, progress: Progress = UNWATCHED) -> str: ...


class _TextExports(Mapping[str, TextExport]):
    """Looks functions up by the names of formats, and imports a module when its function is looked up."""

    def __init__(self, **functions: tuple[str, str]) -> None:
        self._functions = functions

    def __getitem__(self, target: str) -> TextExport:
        module, function = self._functions[target]
        return cast(TextExport, getattr(import_module(module), function))

    def __iter__(self) -> Iterator[str]:
        return iter(self._functions)

    def __len__(self) -> int:
        return len(self._functions)


TEXT_EXPORTS = _TextExports(
    csv=("core.export.csv_table", "write_csv"),
    markdown=("core.export.markdown", "write_markdown"),
    latex=("core.export.latex", "write_latex"),
    html=("core.export.html", "write_html"),
)
"""The formats that are text, by the name that the command line gives them."""
