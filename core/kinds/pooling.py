"""Pooling."""

from collections.abc import Iterable
from operator import ge

from core.kinds.base import Bridge, Family, Kind, Shapes, Step, Wanted, kind, kind_for_axes, spatial_volume
from core.kinds.windows import (
    Window,
    ceil_mode_setting,
    dilation_setting,
    kernel_setting,
    padding_setting,
    stride_setting,
)
from core.language import tr
from core.problems import RuleError
from core.settings import MOST_INPUT_SIZE, AxisSizes, PaddingValue, Switch
from core.shapes import Shape, axis_letters


def check_pool_padding(kernel_size: tuple[int, ...], padding: PaddingValue) -> None:
    """Refuse a padding of more than half the kernel, dilation not counted (PyTorch 2.13); raises RuleError."""
    if isinstance(padding, str):
        return
    letters = axis_letters(len(kernel_size) + 1)[1:]
    for letter, size, ends in zip(letters, kernel_size, padding, strict=True):
        if 2 * max(ends) > size:
            message = tr(
                "A padding of {padding} is more than half of the kernel's {kernel} (axis {axis}): "
                "some windows would see nothing but padding.",
                padding=max(ends),
                kernel=size,
                axis=letter,
            )
            raise RuleError(message, "padding")


class Pool(Window):
    """What max and average pooling share: a window over each channel, with nothing to learn."""

    family = Family.POOLING

    kernel_size = kernel_setting("A 2×2 pooling halves height and width.", initial=2)
    stride = stride_setting(follows="kernel_size")
    padding = padding_setting("places")
    ceil_mode = ceil_mode_setting()

    def output(self, inputs: Shapes) -> Shape:
        channels, *spatial = self.volume(inputs)
        check_pool_padding(self.kernel_size, self.padding)
        return (channels, *self.positions(spatial, ceil_mode=self.ceil_mode))


@kind_for_axes(2, 1, 3)
class MaxPool(Pool):
    """Max pooling (PyTorch's MaxPoolNd)."""

    type = "MaxPool{}d"
    label = "Max pooling {}-D"
    help = "Keeps the largest value of each window and drops the rest. Nothing is learned."
    name_stem = "pool"
    other_names = "subsampling downsampling"

    dilation = dilation_setting()

    def spacing(self) -> tuple[int, ...]:
        return self.dilation

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        if len(given) == len(wanted) == cls.spatial_axes + 1 and wanted[0] == given[0]:
            factors = [size // (other or size) for size, other in zip(given[1:], wanted[1:], strict=True)]
            yield Bridge(2, {"kernel_size": factors})


@kind_for_axes(2, 1, 3)
class AvgPool(Pool):
    """Average pooling (PyTorch's AvgPoolNd)."""

    type = "AvgPool{}d"
    label = "Average pooling {}-D"
    help = "Replaces each window by its mean. Nothing is learned."
    name_stem = "pool"
    other_names = "mean subsampling downsampling"


class AdaptivePool(Kind):
    """What the poolings to a given output size share."""

    family = Family.POOLING

    output_size = AxisSizes(
        "Output size",
        "The size that comes out, whatever goes in: the windows are chosen to fit.",
        high=MOST_INPUT_SIZE,
        initial=1,
        symbol="o",
        short="to {}",
        short_first=True,
    )

    def output(self, inputs: Shapes) -> Shape:
        return (self.volume(inputs)[0], *self.output_size)

    def receptive_step(self) -> Step | None:
        return None


@kind_for_axes(2, 1, 3)
class AdaptiveAvgPool(AdaptivePool):
    """Average pooling to a given size (PyTorch's AdaptiveAvgPoolNd)."""

    type = "AdaptiveAvgPool{}d"
    label = "Adaptive average {}-D"
    help = "Averages over as many windows as make the wanted output size. Nothing is learned."
    name_stem = "pool"
    other_names = "adaptive average pooling mean"

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        sizes = [other or 0 for other in wanted[1:]]
        if len(given) == len(wanted) == cls.spatial_axes + 1 and all(map(ge, given[1:], sizes)):
            yield Bridge(4, {"output_size": sizes})


@kind_for_axes(2, 1, 3)
class AdaptiveMaxPool(AdaptivePool):
    """Max pooling to a given size (PyTorch's AdaptiveMaxPoolNd)."""

    type = "AdaptiveMaxPool{}d"
    label = "Adaptive max {}-D"
    help = "Keeps the largest value of as many windows as make the wanted output size. Nothing is learned."
    name_stem = "pool"
    other_names = "adaptive max pooling"


class GlobalPool(Kind):
    """What the poolings over whole channels share."""

    family = Family.POOLING

    keepdim = Switch(
        "Keep axes",
        "Keeps the spatial axes with size 1 instead of giving a vector.",
        default=False,
        short="{}",
    )

    def output(self, inputs: Shapes) -> Shape:
        channels, *spatial = spatial_volume(self.label, inputs)
        return (channels, *(1 for _ in spatial)) if self.keepdim else (channels,)

    def receptive_step(self) -> Step | None:
        return None


@kind
class GlobalAvgPool(GlobalPool):
    """The mean of each channel (Keras' GlobalAveragePoolingNd)."""

    type = "GlobalAvgPool"
    label = "Global average"
    help = "Replaces each channel by its mean: a vector with one value a channel. Nothing is learned."
    name_stem = "pool"
    other_names = "global average pooling gap mean"

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        if len(given) > 1:
            yield Bridge(1, {"keepdim": len(wanted) > 1})


@kind
class GlobalMaxPool(GlobalPool):
    """The largest value of each channel (Keras' GlobalMaxPoolingNd)."""

    type = "GlobalMaxPool"
    label = "Global max"
    help = "Replaces each channel by its largest value: a vector with one value a channel. Nothing is learned."
    name_stem = "pool"
    other_names = "global max pooling"
