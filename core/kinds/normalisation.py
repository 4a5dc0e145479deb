"""Normalisation."""

from core.kinds.base import Family, Kind, Shapes, Weight, kind
from core.language import group, mark, tr
from core.problems import RuleError
from core.settings import Choice, Count, Switch
from core.shapes import Shape, write_shape


def scale_setting(what: str, *, default: bool = True) -> Switch:
    """Describe the learned factor of a normalisation."""
    return Switch("Scale", f"One learned factor for each {what} (gamma).", default=default, short="{}")


def center_setting(what: str, *, default: bool = True) -> Switch:
    """Describe the learned summand of a normalisation."""
    return Switch("Shift", f"One learned summand for each {what} (beta).", default=default, short="{}")


def scale_and_shift(shape: Shape, *, scale: bool, center: bool) -> tuple[Weight, ...]:
    """List the learned arrays of a normalisation, each of a shape."""
    labels = [label for label, on in ((mark("Scale"), scale), (mark("Shift"), center)) if on]
    return tuple(Weight(label, shape, written_as_shaped=True) for label in labels)


@kind
class BatchNorm(Kind):
    """Batch normalisation (PyTorch's BatchNormNd, Keras' BatchNormalization)."""

    type = "BatchNorm"
    label = "Batch norm"
    family = Family.NORMALISATION
    help = "Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it."
    name_stem = "norm"
    other_names = "batch normalization bn"

    scale = scale_setting("channel")
    center = center_setting("channel")
    track_running_stats = Switch(
        "Running statistics",
        "Keeps the mean and variance of each channel for later use. They are counted, but not learned.",
        default=True,
        short="{}",
    )

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        channels = inputs[0][:1]
        learned = scale_and_shift(channels, scale=self.scale, center=self.center)
        if not self.track_running_stats:
            return learned
        mean = Weight("Running mean", channels, trainable=False)
        return (*learned, mean, Weight("Running variance", channels, trainable=False))


@kind
class LayerNorm(Kind):
    """Layer normalisation (PyTorch's LayerNorm, Keras' LayerNormalization)."""

    type = "LayerNorm"
    label = "Layer norm"
    family = Family.NORMALISATION
    help = "Brings the values of one sample to mean 0 and variance 1, then scales and shifts them."
    name_stem = "norm"
    other_names = "layer normalization ln"

    axes = Choice(
        "Normalised over",
        "Which values are normalised together and have their own factor and summand. Whole volume: all of "
        "a sample. Channels: those at one position, as in ConvNeXt.",
        options={"all": "whole volume", "channel": "channels"},
        default="all",
        short="over {}",
    )
    scale = scale_setting("value")
    center = center_setting("value")

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        together = inputs[0] if self.axes == "all" else inputs[0][:1]
        return scale_and_shift(together, scale=self.scale, center=self.center)


@kind
class GroupNorm(Kind):
    """Group normalisation (PyTorch's GroupNorm)."""

    type = "GroupNorm"
    label = "Group norm"
    family = Family.NORMALISATION
    help = "Splits the channels into groups and brings each group to mean 0 and variance 1."
    name_stem = "norm"
    other_names = "group normalization gn"

    num_groups = Count(
        "Groups",
        "How many groups the channels are split into. It must divide the channels.",
        initial=1,
        symbol="g",
        short="groups {}",
    )
    scale = scale_setting("channel")
    center = center_setting("channel")

    def output(self, inputs: Shapes) -> Shape:
        channels = inputs[0][0]
        if channels % self.num_groups:
            message = tr(
                "{groups} groups do not divide the {channels} channels: {channels} / {groups} leaves {rest}.",
                groups=group(self.num_groups),
                channels=group(channels),
                rest=group(channels % self.num_groups),
            )
            raise RuleError(message, "num_groups")
        return inputs[0]

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        return scale_and_shift(inputs[0][:1], scale=self.scale, center=self.center)


@kind
class InstanceNorm(Kind):
    """Instance normalisation (PyTorch's InstanceNormNd)."""

    type = "InstanceNorm"
    label = "Instance norm"
    family = Family.NORMALISATION
    help = "Brings each channel of each sample to mean 0 and variance 1, as in style transfer."
    name_stem = "norm"
    other_names = "instance normalization"

    scale = scale_setting("channel", default=False)
    center = center_setting("channel", default=False)

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        return scale_and_shift(inputs[0][:1], scale=self.scale, center=self.center)


@kind
class LocalResponseNorm(Kind):
    """Local response normalisation (PyTorch's LocalResponseNorm), as in AlexNet."""

    type = "LocalResponseNorm"
    label = "Local response norm"
    family = Family.NORMALISATION
    help = "Damps a value by its neighbours in the channels next to it, as AlexNet did. Nothing is learned."
    name_stem = "norm"
    other_names = "lrn alexnet local response normalization"

    size = Count("Size", "How many neighbouring channels are looked at.", high=10_000, default=5, short="size {}")

    def output(self, inputs: Shapes) -> Shape:
        (shape,) = inputs
        if len(shape) == 1:
            message = tr(
                "{kind} needs channels with positions, but its input is a vector of {shape}.",
                kind=tr(self.label),
                shape=write_shape(shape),
            )
            raise RuleError(message)
        return shape
