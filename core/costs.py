"""Memory that a network takes: parameters, activations, gradients and what an optimiser keeps; each with its working.

Bytes are exact integers. What a framework adds (workspaces, alignment, the input pipeline) is not counted, and said.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from core.language import group, mark, tr
from core.network import Network
from core.records import dataclass
from core.shapes import Shape
from core.table import MACS, PARAMETERS, Column, Table, write_count

NUMBER_BYTES: Mapping[str, int] = MappingProxyType({"float32": 4, "float16": 2, "int8": 1})
"""Bytes of one number."""

OPTIMISER_COPIES: Mapping[str, int] = MappingProxyType({"SGD": 0, "SGD with momentum": 1, "Adam": 2})
"""Numbers that an optimiser keeps for each learnable parameter (Kingma and Ba 2015 for Adam: two moments)."""


@dataclass(frozen=True)
class Figure:
    """One figure of the summary: what it is, its working, its result, and what it takes for granted."""

    label: str
    working: str
    result: int
    convention: str
    is_bytes: bool = True


def values(shape: Shape | None) -> int:
    """Count the numbers of a volume; 0 for one that is not known."""
    if shape is None:
        return 0
    return math.prod(shape)


def most_alive(network: Network, shapes: Sequence[Shape | None]) -> tuple[int, int]:
    """Find the row at which most numbers are alive, and how many, where each volume goes once it is read last.

    A layer's inputs and its output are alive together, as no layer is taken to work in place; what nobody reads is
    an output of the network and stays.
    """
    last_read = [len(network)] * len(network)
    for row in range(len(network)):
        for reference in network.references(row):
            source = network.row_of_reference(reference)
            if source is not None and source < row:
                last_read[source] = row  # the last of them stays
    ends: dict[int, int] = {}
    alive, most, most_row = 0, 0, 0
    for row, shape in enumerate(shapes):
        count = values(shape)
        alive += count
        ends[last_read[row]] = ends.get(last_read[row], 0) + count
        if alive > most:
            most, most_row = alive, row
        alive -= ends.pop(row, 0)
    return most_row, most


@dataclass(frozen=True)
class Measure:
    """What a layer costs in one respect: a whole number a row, and its title for people."""

    key: str
    title: str
    of: Callable[[Table, int], int]

    def amounts(self, table: Table) -> list[int]:
        """List the amounts of all rows; 0 where they are not known."""
        return [self.of(table, row) for row in range(len(table.network))]


LEARNABLE = Measure(PARAMETERS.key, PARAMETERS.title, lambda table, row: table.report(row).parameters or 0)
WORK = Measure(MACS.key, MACS.title, lambda table, row: table.report(row).macs or 0)
ACTIVATIONS = Measure(
    "activation_memory", mark("Activation memory"), lambda table, row: values(table.report(row).shape)
)
STORED = Measure(
    "parameter_memory",
    mark("Parameter memory"),
    lambda table, row: (table.report(row).parameters or 0) + (table.report(row).non_trainable or 0),
)
"""The numbers of a layer that memory holds: those that are learned and those that are not."""


def memory_column(measure: Measure, size: Callable[[], int]) -> Column:
    """Give the column of a measure in bytes; `size` tells how many a number takes now."""

    def plain(table: Table, row: int) -> str:
        return "" if table.report(row).shape is None else str(measure.of(table, row) * size())

    def shown(table: Table, row: int) -> str:
        return "" if table.report(row).shape is None else write_bytes(measure.of(table, row) * size())

    return Column(measure.key, measure.title, plain, shown, is_number=True)


def most_costly(amounts: Sequence[int], count: int = 3) -> list[int]:
    """List the rows that cost most, the first of equal ones first; those that cost nothing are none."""
    rows = sorted(range(len(amounts)), key=lambda row: -amounts[row])[:count]
    return [row for row in rows if amounts[row]]


def bins(count: int, most: int) -> list[range]:
    """Part rows into at most so many runs of nearly equal length, each row in one."""
    number = min(count, max(most, 1))
    return [range(count * place // number, count * (place + 1) // number) for place in range(number)]


def count_figures(table: Table) -> list[Figure]:
    """Give the totals that are counts, with what each of them counts."""
    totals = table.analysis.totals
    learnable, fixed = totals.parameters, totals.non_trainable
    return [
        Figure(
            tr("Parameters"),
            f"{group(learnable)} + {group(fixed)}",
            learnable + fixed,
            tr("Learnable ones and those that are not."),
            is_bytes=False,
        ),
        Figure(tr("Learnable"), "", learnable, tr("What training changes: weights and biases."), is_bytes=False),
        Figure(tr("Not learnable"), "", fixed, tr("Running means and variances of a batch norm."), is_bytes=False),
        Figure(
            tr("Multiply–accumulates"),
            "",
            totals.macs,
            tr("For one input: a multiplication with its addition counts once."),
            is_bytes=False,
        ),
    ]


def write_figure(figure: Figure) -> str:
    """Write a result: a count as it is, bytes in a fitting unit."""
    return write_bytes(figure.result) if figure.is_bytes else write_count(figure.result)


def figures(table: Table, batch: int, number: str, optimiser: str) -> list[Figure]:
    """Work out the memory for inference and for training at a batch size."""
    totals, size = table.analysis.totals, NUMBER_BYTES[number]
    shapes = [report.shape for report in table.analysis.reports]
    kept = sum(map(values, shapes))
    row, most = most_alive(table.network, shapes)
    count, learnable = totals.parameters + totals.non_trainable, totals.parameters
    where = table.layer(row).name if len(table.network) else ""
    parameters = _figure(
        tr("Parameters"), (count,), size, tr("All of them, running statistics of a batch norm included.")
    )
    running = _figure(
        tr("Activations, inference"),
        (batch, most),
        size,
        tr("The most that is alive at once, at {layer}: a volume goes when it was read last.", layer=where),
    )
    gradients = _figure(tr("Gradients"), (learnable,), size, tr("One number for each learnable parameter."))
    copies = OPTIMISER_COPIES[optimiser]
    state = _figure(
        tr("Optimiser state"),
        (copies, learnable),
        size,
        tr("{optimiser} keeps {count} numbers for each learnable parameter.", optimiser=optimiser, count=copies),
    )
    training = _figure(
        tr("Activations, training"),
        (batch, kept),
        size,
        tr("The output of every layer is kept for the way back; none works in place."),
    )
    return [
        parameters,
        running,
        _sum(tr("Inference in all"), (parameters, running)),
        gradients,
        state,
        training,
        _sum(tr("Training in all"), (parameters, gradients, state, training)),
    ]


def _figure(label: str, factors: tuple[int, ...], size: int, convention: str) -> Figure:
    result = size
    for factor in factors:
        result *= factor
    working = " · ".join(map(group, factors)) + tr(" · {size} bytes", size=size)
    return Figure(label, working, result, convention)


def _sum(label: str, parts: Sequence[Figure]) -> Figure:
    working = " + ".join(group(part.result) for part in parts)
    return Figure(label, working, sum(part.result for part in parts), " + ".join(part.label for part in parts))


_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")


def write_bytes(count: int) -> str:
    """Write a number of bytes in the unit in which it has one to four digits, rounded to a tenth."""
    unit = 0
    divisor = 1
    while count >= divisor * 1024 and unit < len(_UNITS) - 1:
        divisor *= 1024
        unit += 1
    if unit == 0:
        return f"{count} B"
    tenths = (count * 10 + divisor // 2) // divisor
    return f"{group(tenths // 10)}.{tenths % 10} {_UNITS[unit]}"
