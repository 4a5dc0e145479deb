"""The table of a network: one row a layer, its columns, and how each is written.

The window, the CSV and every other table read these columns. `plain` is the cell in a file, without
separators; `shown` is the cell as people read it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property

from core.analysis import Analysis, Report, input_shapes, reworded
from core.language import group, in_english, listed, speaks_english, tr, tr_count
from core.network import Layer, Network
from core.receptive import receptive_fields, where_field_ends
from core.records import dataclass
from core.shapes import Shape, write_shape
from core.working import parameter_derivation, size_derivation


def write_count(number: int | None) -> str:
    """Write a count for people, with separators; empty where it is not known."""
    return "" if number is None else group(number)


@dataclass(frozen=True)
class Table:
    """A network with what follows from it, row by row."""

    network: Network
    analysis: Analysis

    @cached_property
    def receptive_fields(self) -> list[Shape | None]:
        """The receptive fields, made when a column first asks for them."""
        return receptive_fields(self.network, self.analysis.reports)

    def layer(self, row: int) -> Layer:
        """Give the layer of a row."""
        return self.network.layers[row]

    def report(self, row: int) -> Report:
        """Give the report of a row."""
        return self.analysis.reports[row]

    def problem_text(self, row: int) -> str:
        """Say what is wrong in a row; empty where nothing is, or only another layer is waited for."""
        problem = self.report(row).problem
        return "" if problem is None else problem.message

    def waiting_text(self, row: int) -> str:
        """Say which layer a row waits for; empty where it waits for none."""
        waits_for = self.report(row).waits_for
        source = None if waits_for is None else self.network.row(waits_for)
        return "" if source is None else tr("waits for {name}", name=self.network.layers[source].name)

    def field_end_text(self, row: int) -> str:
        """Say why a layer has no receptive field; empty where it has one, or is not known."""
        end = where_field_ends(self.network, self.analysis.reports, row)
        if end is None:
            return ""
        if self.layer(end).kind.least_inputs == 0:
            return tr("A vector has no receptive field.")
        return tr(
            "Not counted from {name} on: it sees all it reads at once, or enlarges it.", name=self.layer(end).name
        )

    def derivation(self, row: int, write: Callable[..., str]) -> str:
        """Write a working of a row; empty where its shape is not known."""
        shapes = input_shapes(self.network, self.analysis.reports, row)
        if shapes is None or self.report(row).shape is None:
            return ""
        return write(self.layer(row).kind, shapes)


@contextmanager
def for_file(table: Table) -> Iterator[Table]:
    """Give a table whose texts are, inside, those of a file: in English, whatever the window speaks."""
    if speaks_english():
        yield table
        return
    with in_english():
        yield Table(table.network, reworded(table.network, table.analysis))


Cell = Callable[[Table, int], str]


@dataclass(frozen=True)
class Column:
    """A column: its key in files, its title for people, and its cells in both."""

    key: str
    title: str
    plain: Cell
    shown: Cell
    is_number: bool = False
    total: Callable[[Table], int] | None = None


def _shape_plain(table: Table, row: int) -> str:
    return write_shape(table.report(row).shape or (), "x")


def _shape_shown(table: Table, row: int) -> str:
    return write_shape(table.report(row).shape or ())


def _count_column(key: str, title: str) -> Column:
    def plain(table: Table, row: int) -> str:
        number = getattr(table.report(row), key)
        return "" if number is None else str(number)

    def shown(table: Table, row: int) -> str:
        return write_count(getattr(table.report(row), key))

    def total(table: Table) -> int:
        number: int = getattr(table.analysis.totals, key)
        return number

    return Column(key, title, plain, shown, is_number=True, total=total)


def _field_plain(table: Table, row: int) -> str:
    return write_shape(table.receptive_fields[row] or (), "x")


def _field_shown(table: Table, row: int) -> str:
    field = table.receptive_fields[row]
    if field is None:
        return "" if table.report(row).shape is None else "—"
    return write_shape(field)


def _same(key: str, title: str, cell: Cell, *, is_number: bool = False) -> Column:
    return Column(key, title, cell, cell, is_number=is_number)


def _settings(table: Table, row: int) -> str:
    """Sum a layer up: what is set, and what it reads where that is not simply the layer above."""
    layer = table.layer(row)
    read = "" if layer.inputs is None else tr("reads {names}", names=listed(table.network.input_names(row)))
    return listed(part for part in (layer.kind.summary(), read) if part)


INDEX = _same("index", "#", lambda table, row: str(row), is_number=True)
NAME = _same("name", "Layer", lambda table, row: table.layer(row).name)
TYPE = Column(
    "type", "Kind", lambda table, row: table.layer(row).kind.type, lambda table, row: table.layer(row).kind.title
)
SETTINGS = _same("settings", "Settings", _settings)
INPUTS = Column(
    "inputs",
    "Inputs",
    lambda table, row: ";".join(table.network.input_names(row)),
    lambda table, row: listed(table.network.input_names(row)),
)
OUTPUT = Column("output_shape", "Output", _shape_plain, _shape_shown, is_number=True)
SIZE_WORKING = _same("size_derivation", "Size working", lambda table, row: table.derivation(row, size_derivation))
PARAMETERS = _count_column("parameters", "Parameters")
NON_TRAINABLE = _count_column("non_trainable", "Not learnable")
PARAMETER_WORKING = _same(
    "parameter_derivation", "Parameter working", lambda table, row: table.derivation(row, parameter_derivation)
)
MACS = _count_column("macs", "Multiply–accumulates")
RECEPTIVE_FIELD = Column("receptive_field", "Receptive field", _field_plain, _field_shown, is_number=True)
PROBLEM = _same("problem", "Problem", Table.problem_text)

FILE_COLUMNS = (
    INDEX,
    NAME,
    TYPE,
    INPUTS,
    OUTPUT,
    SIZE_WORKING,
    PARAMETERS,
    NON_TRAINABLE,
    PARAMETER_WORKING,
    MACS,
    RECEPTIVE_FIELD,
    PROBLEM,
)
"""The columns of exported tables, in their order."""

TEXT_COLUMNS = (INDEX, NAME, TYPE, SETTINGS, OUTPUT, PARAMETERS)
"""The columns of the table for a terminal."""


def total_row(columns: Iterable[Column], table: Table, write: Callable[[int], str] = str) -> list[str]:
    """Give the last row: `Total` under the name, sums of what is known under the counts."""
    return ["Total" if column is NAME else write(column.total(table)) if column.total else "" for column in columns]


def totals_text(table: Table) -> list[str]:
    """Say the totals in a few short phrases: layers, parameters, multiply-accumulates, unknown, problems."""
    totals = table.analysis.totals
    at_least = "≥ " if totals.unknown else ""
    parts = [
        tr_count("{count} layer", "{count} layers", totals.layers),
        at_least + tr_count("{count} parameter", "{count} parameters", totals.parameters),
    ]
    if totals.non_trainable:
        parts.append(tr("and {count} not learnable", count=group(totals.non_trainable)))
    macs = tr_count("{count} multiply–accumulate", "{count} multiply–accumulates", totals.macs)
    parts.append(at_least + macs)
    if totals.unknown:
        parts.append(tr_count("{count} layer unknown", "{count} layers unknown", totals.unknown))
    wrong = tr_count("{count} problem", "{count} problems", totals.problems)
    parts.append(wrong if totals.problems else tr("no problems"))
    return parts
