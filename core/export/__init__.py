"""The targets that a table can be exported to: one module each."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.export.csv_table import write_csv
from core.table import Table

TEXT_EXPORTS: Mapping[str, Callable[[Table], str]] = MappingProxyType({"csv": write_csv})
"""The formats that are text, by the name that the command line gives them."""
