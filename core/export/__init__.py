"""The targets that a table can be exported to: one module each."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.export.csv_table import write_csv
from core.export.html import write_html
from core.export.latex import write_latex
from core.export.markdown import write_markdown
from core.table import Table

TEXT_EXPORTS: Mapping[str, Callable[[Table], str]] = MappingProxyType(
    {"csv": write_csv, "markdown": write_markdown, "latex": write_latex, "html": write_html}
)
"""The formats that are text, by the name that the command line gives them."""
