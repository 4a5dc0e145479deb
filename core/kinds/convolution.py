"""Convolutions."""

from collections.abc import Iterable
from typing import ClassVar

from core.algebra import ceil_divide, divide, maximum, product
from core.kinds.base import Bridge, Family, Kind, Shapes, Step, Wanted, Weight, kind, kind_for_axes
from core.kinds.windows import (
    Window,
    dilation_setting,
    kernel_setting,
    padding_setting,
    stride_setting,
)
from core.language import group, mark, tr
from core.problems import RuleError
from core.settings import AxisSizes, Count, Padding, Switch
from core.shapes import Shape, axis_words, write_shape


def out_channels_setting() -> Count:
    """Describe how many channels come out."""
    return Count(
        "Output channels",
        "How many filters are learned. Each one gives one channel of the output.",
        initial=32,
        symbol="C_out",
        short="{} channels",
    )


def groups_setting() -> Count:
    """Describe how the channels are split."""
    return Count(
        "Groups",
        "Splits the channels into groups that do not see each other; each filter reads only the input "
        "channels of its group. It must divide the input and the output channels.",
        default=1,
        symbol="g",
        short="groups {}",
    )


def bias_setting() -> Switch:
    """Describe the bias."""
    return Switch(
        "Bias", "One more learned number for each output channel, added to its results.", default=True, short="{}"
    )


def depth_multiplier_setting() -> Count:
    """Describe how many filters each input channel has of its own."""
    return Count(
        "Depth multiplier",
        "How many filters each input channel has of its own; so many channels come from each.",
        default=1,
        symbol="m",
        short="multiplier {}",
    )


def check_groups(groups: int, channels: int, out_channels: int) -> None:
    """Refuse groups that do not divide the channels; raises RuleError."""
    if channels % groups:
        sentence = mark("{groups} groups do not divide the {channels} input channels: {division}.")
        raise RuleError(tr(sentence, **division(channels, groups)), "groups")
    if out_channels % groups:
        sentence = mark("{groups} groups do not divide the {channels} output channels: {division}.")
        raise RuleError(tr(sentence, **division(out_channels, groups)), "groups")


def division(channels: int, groups: int) -> dict[str, str]:
    """Give what a sentence on groups that do not divide the channels puts in."""
    numbers = {"channels": group(channels), "groups": group(groups)}
    remainder = tr("{channels} / {groups} leaves {rest}", rest=group(channels % groups), **numbers)
    return {**numbers, "division": remainder}


def with_bias(weights: tuple[Weight, ...], channels: int, *, bias: bool) -> tuple[Weight, ...]:
    """Add the biases, one an output channel, where there are some."""
    return (*weights, Weight("Biases", (channels,))) if bias else weights


def per_group(channels: int, groups: int) -> int:
    """Give the channels of one group."""
    return channels if groups == 1 else divide(channels, groups)


class SlidingFilter(Window):
    """What the convolutions that slide a window forward share."""

    family = Family.CONVOLUTION
    dilation: ClassVar[AxisSizes]

    def spacing(self) -> tuple[int, ...]:
        return self.dilation


@kind_for_axes(2, 1, 3)
class Conv(SlidingFilter):
    """A convolution (PyTorch's ConvNd), with groups and every form of padding."""

    type = "Conv{}d"
    label = "Convolution {}-D"
    help = "Slides small learned filters over the input; each filter gives one output channel."
    name_stem = "conv"
    other_names = "filter kernel cnn"

    out_channels = out_channels_setting()
    kernel_size = kernel_setting("A 5×5 kernel has 25 weights for each input channel.", initial=3)
    stride = stride_setting()
    padding = padding_setting("zeros")
    dilation = dilation_setting()
    groups = groups_setting()
    bias = bias_setting()

    def output(self, inputs: Shapes) -> Shape:
        channels, *spatial = self.volume(inputs)
        check_groups(self.groups, channels, self.out_channels)
        return (self.out_channels, *self.positions(spatial))

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        read = per_group(inputs[0][0], self.groups)
        filters = Weight("Weights", (self.out_channels, read, *self.kernel_size))
        return with_bias((filters,), self.out_channels, bias=self.bias)

    def macs(self, inputs: Shapes, output: Shape) -> int:
        return product((*self.kernel_size, per_group(inputs[0][0], self.groups))) * product(output)

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        if len(given) == len(wanted) == cls.spatial_axes + 1:
            # A projection: it sets the channels, and where the sizes shrink by whole steps, the sizes too.
            stride = [ceil_divide(size, other or size) for size, other in zip(given[1:], wanted[1:], strict=True)]
            yield Bridge(0, {"out_channels": wanted[0] or given[0], "kernel_size": 1, "stride": stride})


@kind
class DepthwiseConv(SlidingFilter):
    """A convolution of each channel alone (Keras' DepthwiseConv2D)."""

    type = "DepthwiseConv2d"
    label = "Depthwise 2-D"
    help = "Slides filters over each channel alone; channels are not mixed. Far fewer weights than a convolution."
    name_stem = "depthwise"
    other_names = "depthwise convolution mobilenet separable filter"
    spatial_axes = 2

    depth_multiplier = depth_multiplier_setting()
    kernel_size = kernel_setting("A 3×3 kernel has 9 weights for each channel.", initial=3)
    stride = stride_setting()
    padding = padding_setting("zeros")
    dilation = dilation_setting()
    bias = bias_setting()

    def output(self, inputs: Shapes) -> Shape:
        channels, *spatial = self.volume(inputs)
        return (multiplied(channels, self.depth_multiplier), *self.positions(spatial))

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        channels = multiplied(inputs[0][0], self.depth_multiplier)
        filters = Weight("Weights", (channels, 1, *self.kernel_size))
        return with_bias((filters,), channels, bias=self.bias)

    def macs(self, inputs: Shapes, output: Shape) -> int:
        return product(self.kernel_size) * product(output)


def multiplied(channels: int, depth_multiplier: int) -> int:
    """Give the channels that come from a depthwise step."""
    return channels if depth_multiplier == 1 else channels * depth_multiplier


@kind
class SeparableConv(SlidingFilter):
    """A depthwise convolution and a 1×1 convolution after it (Keras' SeparableConv2D)."""

    type = "SeparableConv2d"
    label = "Separable 2-D"
    help = (
        "A convolution of each channel alone, then a 1×1 convolution that mixes them: a convolution in two cheap steps."
    )
    name_stem = "separable"
    other_names = "separable convolution xception depthwise pointwise"
    spatial_axes = 2

    out_channels = out_channels_setting()
    depth_multiplier = depth_multiplier_setting()
    kernel_size = kernel_setting("A 3×3 kernel has 9 weights for each input channel.", initial=3)
    stride = stride_setting()
    padding = padding_setting("zeros")
    dilation = dilation_setting()
    bias = bias_setting()

    def output(self, inputs: Shapes) -> Shape:
        _, *spatial = self.volume(inputs)
        return (self.out_channels, *self.positions(spatial))

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        between = multiplied(inputs[0][0], self.depth_multiplier)
        depthwise = Weight("Depthwise weights", (between, 1, *self.kernel_size))
        pointwise = Weight("Pointwise weights", (self.out_channels, between, 1, 1))
        return with_bias((depthwise, pointwise), self.out_channels, bias=self.bias)

    def macs(self, inputs: Shapes, output: Shape) -> int:
        between = multiplied(inputs[0][0], self.depth_multiplier)
        _, *positions = output
        return product((*self.kernel_size, between)) * product(positions) + between * product(output)


@kind_for_axes(2, 1, 3)
class ConvTranspose(Kind):
    """A transposed convolution (PyTorch's ConvTransposeNd, Keras' paddings)."""

    type = "ConvTranspose{}d"
    label = "Transposed {}-D"
    family = Family.CONVOLUTION
    help = "A convolution the other way round: each input value is spread over a window, so that the volume grows."
    name_stem = "upconv"
    other_names = "transposed convolution deconvolution conv2dtranspose upsampling decoder"

    out_channels = out_channels_setting()
    kernel_size = kernel_setting("Each input value is spread over so many places.", initial=2)
    stride = AxisSizes(
        "Stride",
        "How far apart the windows of neighbouring input values are. A stride of 2 doubles the size.",
        default=1,
        initial=2,
        symbol="s",
        short="stride {}",
    )
    padding = Padding(
        "Padding",
        "How many places are cut off at the edges of the output. Same: as many as make the output the input "
        "times the stride. Valid: none.",
        default=0,
        symbol="p",
        short="padding {}",
    )
    dilation = dilation_setting()
    groups = groups_setting()
    bias = bias_setting()
    output_padding = AxisSizes(
        "Output padding",
        "Places added at one end of the output, where several sizes are possible.",
        low=0,
        default=0,
        symbol="o",
        short="output padding {}",
    )

    def output(self, inputs: Shapes) -> Shape:
        channels, *spatial = self.volume(inputs)
        check_groups(self.groups, channels, self.out_channels)
        self._check_output_padding()
        sizes = tuple(self._size(axis, size) for axis, size in enumerate(spatial))
        if min(sizes) < 1:
            message = tr(
                "The padding cuts everything off: the {shape} input with a {kernel} kernel gives no more than "
                "the padding takes away.",
                shape=write_shape(spatial),
                kernel=write_shape(self.kernel_size),
            )
            raise RuleError(message, "padding")
        return (self.out_channels, *sizes)

    def _check_output_padding(self) -> None:
        for name, added, stride, dilation in zip(
            axis_words(self.spatial_axes + 1)[1:], self.output_padding, self.stride, self.dilation, strict=True
        ):
            if added and isinstance(self.padding, str):
                message = tr(
                    'Output padding goes with a padding in numbers, not with "{padding}".', padding=self.padding
                )
                raise RuleError(message, "output_padding")
            if added >= max(stride, dilation):
                message = tr(
                    "The output padding {added} must be below the larger of the stride {stride} and the "
                    "dilation {dilation} ({axis}).",
                    added=added,
                    stride=stride,
                    dilation=dilation,
                    axis=name,
                )
                raise RuleError(message, "output_padding")

    def in_numbers(self, name: str, inputs: Shapes | None) -> object:
        if name != "padding" or not isinstance(self.padding, str):
            return super().in_numbers(name, inputs)
        spans = (d * (k - 1) + 1 for k, d in zip(self.kernel_size, self.dilation, strict=True))
        cut = [max(span - s, 0) if self.padding == "same" else 0 for span, s in zip(spans, self.stride, strict=True)]
        return [[both // 2, both - both // 2] for both in cut]

    def _size(self, axis: int, size: int) -> int:
        """Give one axis of the output (PyTorch's ConvTranspose2d; Keras' conv transpose for the words)."""
        kernel, stride, dilation = self.kernel_size[axis], self.stride[axis], self.dilation[axis]
        span = kernel if dilation == 1 else dilation * (kernel - 1) + 1
        if self.padding == "same":
            return size * stride
        if self.padding == "valid":
            return size * stride + maximum(span - stride, 0)
        before, after = self.padding[axis]
        grown = (size - 1) * stride
        if before and before == after:
            grown = grown - 2 * before
        else:
            for end in (before, after):
                grown = grown - end if end else grown
        grown = grown + span
        return grown + self.output_padding[axis] if self.output_padding[axis] else grown

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        written = per_group(self.out_channels, self.groups)
        filters = Weight("Weights", (inputs[0][0], written, *self.kernel_size))
        return with_bias((filters,), self.out_channels, bias=self.bias)

    def macs(self, inputs: Shapes, output: Shape) -> int:
        return product((*self.kernel_size, per_group(self.out_channels, self.groups))) * product(inputs[0])

    def receptive_step(self) -> Step | None:
        return None
