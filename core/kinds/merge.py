"""Layers that join several inputs."""

from core.kinds.base import Family, Kind, Shapes, kind
from core.language import listed, tr
from core.problems import RuleError
from core.settings import Count
from core.shapes import Shape, axis_names, axis_words, describe_axes, two_sizes, write_shape


def check_same_axes(label: str, inputs: Shapes) -> None:
    """Refuse inputs with different numbers of axes; raises RuleError."""
    for shape in inputs[1:]:
        if len(shape) != len(inputs[0]):
            message = tr(
                "{kind} needs inputs with the same axes, and these have {first} and {second}.",
                kind=tr(label),
                first=describe_axes(len(inputs[0])),
                second=describe_axes(len(shape)),
            )
            raise RuleError(message)


def broadcast(inputs: Shapes) -> Shape:
    """Give the shape of values taken position by position; an axis of 1 is repeated. Raises RuleError."""
    whole = inputs[0]
    for shape in inputs[1:]:
        differ = [
            two_sizes(name, size, other)
            for name, size, other in zip(axis_names(len(shape)), whole, shape, strict=True)
            if size != other and 1 not in (size, other)
        ]
        if differ:
            raise RuleError(tr("These do not match: {sizes}.", sizes=listed(differ)))
        whole = tuple(other if size == 1 else size for size, other in zip(whole, shape, strict=True))
    return whole


class Elementwise(Kind):
    """What the merges that work value by value share."""

    family = Family.MERGE
    least_inputs = 2
    most_inputs = None

    def output(self, inputs: Shapes) -> Shape:
        check_same_axes(self.label, inputs)
        return broadcast(inputs)


@kind
class Add(Elementwise):
    """The sum, value by value."""

    type = "Add"
    label = "Add"
    help = "Adds its inputs value by value, as at the end of a residual block. Their sizes must be equal."
    name_stem = "add"
    other_names = "sum residual skip merge"


@kind
class Multiply(Elementwise):
    """The product, value by value."""

    type = "Multiply"
    label = "Multiply"
    help = "Multiplies its inputs value by value, as where a gate weighs the channels (squeeze and excitation)."
    name_stem = "multiply"
    other_names = "product gate attention squeeze excitation merge"


@kind
class Average(Elementwise):
    """The mean, value by value."""

    type = "Average"
    label = "Average"
    help = "Takes the mean of its inputs value by value."
    name_stem = "average"
    other_names = "mean merge"


@kind
class Maximum(Elementwise):
    """The largest, value by value."""

    type = "Maximum"
    label = "Maximum"
    help = "Takes the largest of its inputs value by value."
    name_stem = "maximum"
    other_names = "max merge"


@kind
class Concatenate(Kind):
    """The inputs one behind the other along one axis."""

    type = "Concatenate"
    label = "Concatenate"
    family = Family.MERGE
    help = "Puts its inputs one behind the other, along the channels unless another axis is chosen."
    name_stem = "concat"
    other_names = "cat join stack merge"
    least_inputs = 2
    most_inputs = None

    axis = Count(
        "Axis",
        "The axis along which the sizes add up: 0 is the channels, 1 the first spatial axis.",
        low=0,
        high=3,
        default=0,
        short="axis {}",
    )

    def output(self, inputs: Shapes) -> Shape:
        check_same_axes(self.label, inputs)
        first = inputs[0]
        if self.axis >= len(first):
            message = tr(
                "There is no axis {axis} in {shape}, whose axes are 0 to {last}.",
                axis=self.axis,
                shape=write_shape(first),
                last=len(first) - 1,
            )
            raise RuleError(message, "axis")
        for shape in inputs[1:]:
            differ = [
                two_sizes(name, size, other)
                for axis, (name, size, other) in enumerate(zip(axis_names(len(first)), first, shape, strict=True))
                if axis != self.axis and size != other
            ]
            if differ:
                along = axis_words(len(first))[self.axis]
                message = tr("Along the {axis} all else must be equal: {sizes}.", axis=along, sizes=listed(differ))
                raise RuleError(message)
        total = first[self.axis]
        for shape in inputs[1:]:
            total = total + shape[self.axis]
        return (*first[: self.axis], total, *first[self.axis + 1 :])
