"""Receptive fields: how many input units one output value can see along each axis.

The field grows by `(kernel - 1) * dilation` times the product of the strides before (Araujo, Norris and Sim,
"Computing Receptive Fields of Convolutional Neural Networks", Distill 2019, equation 2), along the longest
single path; shifts between paths are not counted. This is made only for what is looked at or exported.
"""

from collections.abc import Sequence

from core.algebra import Term, as_term
from core.analysis import Report
from core.kinds.base import UNCHANGED_FIELD
from core.network import Layer, Network
from core.records import dataclass
from core.rows import count_alike
from core.shapes import LARGEST_SIZE, Shape

AxisField = tuple[tuple[int, int], ...]
"""Pairs of field size and product of strides; several where paths differ and neither outgrows the other."""

Field = tuple[AxisField, ...]


def receptive_fields(network: Network, reports: Sequence[Report]) -> list[Shape | None]:
    """Give the receptive field of each layer by axis; None where it has none or is not known."""
    fields = _fields(network, reports, len(network))
    return [None if field is None else tuple(max(size for size, _ in axis) for axis in field) for field in fields]


def receptive_terms(network: Network, reports: Sequence[Report], row: int) -> tuple[Term, ...] | None:
    """Give one layer's receptive field by axis as Terms, `r + (k - 1)*j`; None where it has none.

    `r` and `j` are the field and the product of strides of what it reads.
    """
    fields = _fields(network, reports, row + 1)
    field = fields[row]
    if field is None:
        return None
    step = network.layers[row].kind.in_terms().receptive_step()
    incoming = None if step is None else _incoming(network, row, fields)
    if step is None or step is UNCHANGED_FIELD or incoming is None:
        return tuple(as_term(max(size for size, _ in axis)) for axis in field)
    terms = []
    for axis, growth in zip(incoming, step.growth, strict=True):
        size, jump = max(axis, key=lambda pair: pair[0] + int(str(growth)) * pair[1])
        terms.append(as_term(Term.leaf(size, "r") + growth * Term.leaf(jump, "j")))
    return tuple(terms)


def where_field_ends(network: Network, reports: Sequence[Report], row: int) -> int | None:
    """Find the row from which on a layer has no receptive field; None where it has one, or is not known."""
    fields = _fields(network, reports, row + 1)
    if fields[row] is not None or reports[row].shape is None:
        return None
    while True:
        sources = (network.row_of_reference(reference) for reference in network.references(row))
        ended = next((source for source in sources if source is not None and fields[source] is None), None)
        if ended is None:
            return row
        row = ended


@dataclass(frozen=True, slots=True)
class _Known:
    """What was made last: the fields follow from the layers and from how many axes their outputs have."""

    layers: Sequence[Layer] = ()
    reports: Sequence[Report] = ()
    fields: tuple[Field | None, ...] = ()

    def rows_alike(self, layers: Sequence[Layer], reports: Sequence[Report]) -> int:
        """Count the first rows that are the same."""
        known = min(count_alike(self.layers, layers), len(self.fields))
        same = min(count_alike(self.reports, reports), known)
        pairs = zip(self.reports[same:known], reports[same:known], strict=True)
        return next((row for row, (old, new) in enumerate(pairs, same) if _axes(old) != _axes(new)), known)


_last = _Known()


def _fields(network: Network, reports: Sequence[Report], rows: int) -> list[Field | None]:
    """Make the fields of the first rows; those above the first row that is another one than last time are there."""
    global _last  # noqa: PLW0603  (an edit changes a row, and the working of a layer asks for all above it)
    alike = min(_last.rows_alike(network.layers, reports), rows)
    fields = list(_last.fields[:alike])
    for row in range(alike, rows):
        axes = _axes(reports[row])
        fields.append(_field(network, row, axes - 1, fields) if axes else None)
    _last = _Known(network.layers, reports, tuple(fields))
    return fields


def _axes(report: Report) -> int:
    """Count the axes of an output; 0 where it is not known."""
    return 0 if report.shape is None else len(report.shape)


def _field(network: Network, row: int, axes: int, fields: Sequence[Field | None]) -> Field | None:
    if axes == 0:
        return None
    kind = network.layers[row].kind
    if kind.least_inputs == 0:
        return (((1, 1),),) * axes
    step = kind.receptive_step()
    incoming = None if step is None else _incoming(network, row, fields)
    if step is None or step is UNCHANGED_FIELD or incoming is None:
        return incoming
    field = tuple(
        tuple((size + growth * jump, jump * stride) for size, jump in axis)
        for axis, growth, stride in zip(incoming, step.growth, step.stride, strict=True)
    )
    return None if any(max(pair) > LARGEST_SIZE for axis in field for pair in axis) else field


def _incoming(network: Network, row: int, fields: Sequence[Field | None]) -> Field | None:
    """Join the fields of what a layer reads; None where one of them has ended."""
    if network.layers[row].reads_above:
        return fields[row - 1]
    incoming: dict[Field, None] = {}  # a set that keeps its order
    for reference in network.references(row):
        source = network.row_of_reference(reference)
        field = None if source is None else fields[source]
        if field is None:
            return None
        incoming[field] = None
    if len(incoming) == 1:
        return next(iter(incoming))
    return tuple(map(_longest, zip(*incoming, strict=True)))


def _longest(axes: Sequence[AxisField]) -> AxisField:
    """Keep of several paths those that are, or may yet become, the longest.

    Whatever follows makes a path `size + jump*x` long, with the same x for all: those that no x makes the longest go.
    """
    pairs = sorted({pair for axis in axes for pair in axis}, reverse=True)
    kept: list[tuple[int, int]] = []
    for pair in pairs:
        if kept and pair[1] <= kept[-1][1]:
            continue
        while len(kept) > 1 and _is_never_longest(kept[-2], kept[-1], pair):
            kept.pop()
        kept.append(pair)
    return tuple(kept)


def _is_never_longest(first: tuple[int, int], second: tuple[int, int], third: tuple[int, int]) -> bool:
    """Tell whether one of the others is as long as the second wherever it ends; sizes fall and jumps rise."""
    return (first[0] - second[0]) * (third[1] - second[1]) >= (second[0] - third[0]) * (second[1] - first[1])
