"""The targets that a table can be exported to: one module each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from core.export.csv_table import write_csv
from core.export.html import write_html
from core.export.latex import write_latex
from core.export.markdown import write_markdown
from core.progress import UNWATCHED, Progress
from core.table import Table


class TextExport(Protocol):
    """Writes a table as text."""

    def __call__(self, table: Table, progress: Progress = UNWATCHED) -> str: ...


TEXT_EXPORTS: Mapping[str, TextExport] = MappingProxyType(
    {"csv": write_csv, "markdown": write_markdown, "latex": write_latex, "html": write_html}
)
"""The formats that are text, by the name that the command line gives them."""
