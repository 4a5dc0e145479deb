"""Receptive fields: how many input units one output value can see along each axis.

The field grows by `(kernel - 1) * dilation` times the product of the strides before (Araujo, Norris and Sim,
"Computing Receptive Fields of Convolutional Neural Networks", Distill 2019, equation 2), along the longest
single path; shifts between paths are not counted. This is made only for what is looked at or exported.
"""

from collections.abc import Sequence

from core.analysis import Report
from core.kinds import Kind
from core.kinds.base import UNCHANGED_FIELD
from core.network import Network
from core.shapes import Shape

AxisField = tuple[tuple[int, int], ...]
"""Pairs of field size and product of strides; several where paths differ and neither outgrows the other."""

Field = tuple[AxisField, ...]


def receptive_fields(network: Network, reports: Sequence[Report]) -> list[Shape | None]:
    """Give the receptive field of each layer by axis; None where it has none or is not known."""
    fields: list[Field | None] = []
    for row, (layer, report) in enumerate(zip(network.layers, reports, strict=True)):
        fields.append(None if report.shape is None else _field(network, row, layer.kind, report.shape, fields))
    return [None if field is None else tuple(max(size for size, _ in axis) for axis in field) for field in fields]


def _field(network: Network, row: int, kind: Kind, shape: Shape, fields: Sequence[Field | None]) -> Field | None:
    axes = len(shape) - 1
    if axes == 0:
        return None
    references = network.references(row)
    if not references:
        return (((1, 1),),) * axes
    step = kind.receptive_step()
    if step is None:
        return None
    incoming: dict[Field, None] = {}  # a set that keeps its order
    for reference in references:
        source = network.row_of_reference(reference)
        field = None if source is None else fields[source]
        if field is None:
            return None
        incoming[field] = None
    first, *others = incoming
    merged = tuple(map(_longest, zip(first, *others, strict=True))) if others else first
    if step is UNCHANGED_FIELD:
        return merged
    return tuple(
        tuple((size + growth * jump, jump * stride) for size, jump in axis)
        for axis, growth, stride in zip(merged, step.growth, step.stride, strict=True)
    )


def _longest(axes: Sequence[AxisField]) -> AxisField:
    """Keep of several paths those that are, or may yet become, the longest."""
    pairs = sorted({pair for axis in axes for pair in axis}, reverse=True)
    kept: list[tuple[int, int]] = []
    for size, jump in pairs:
        if not kept or jump > kept[-1][1]:
            kept.append((size, jump))
    return tuple(kept)
