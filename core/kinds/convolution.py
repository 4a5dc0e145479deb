"""Convolutions."""

from core.algebra import divide, product
from core.kinds.base import Family, Kind, Shapes, Step, Weight, kind_for_axes
from core.kinds.windows import (
    dilation_setting,
    kernel_setting,
    padding_setting,
    same_padding,
    slide,
    stride_setting,
    window_step,
)
from core.problems import RuleError
from core.settings import Count, Switch
from core.shapes import Shape


@kind_for_axes(2, 1, 3)
class Conv(Kind):
    """A convolution (PyTorch's ConvNd), with groups and every form of padding."""

    type = "Conv{}d"
    label = "Convolution {}-D"
    family = Family.CONVOLUTION
    help = "Slides small learned filters over the input; each filter gives one output channel."
    name_stem = "conv"
    other_names = "filter kernel cnn"

    out_channels = Count(
        "Output channels",
        "How many filters are learned. Each one gives one channel of the output.",
        initial=32,
        symbol="C_out",
        short="{} channels",
    )
    kernel_size = kernel_setting("A 5×5 kernel has 25 weights for each input channel.", initial=3)
    stride = stride_setting()
    padding = padding_setting("zeros")
    dilation = dilation_setting()
    groups = Count(
        "Groups",
        "Splits the channels into groups that do not see each other; each filter reads only the input "
        "channels of its group. It must divide the input and the output channels.",
        default=1,
        symbol="g",
        short="{} groups",
    )
    bias = Switch(
        "Bias", "One more learned number for each output channel, added to its results.", default=True, short="{}"
    )

    def output(self, inputs: Shapes) -> Shape:
        channels, *spatial = self.volume(inputs)
        for what, count in (("input", channels), ("output", self.out_channels)):
            if count % self.groups:
                raise RuleError(
                    f"{self.groups:,} groups do not divide the {count:,} {what} channels: "
                    f"{count:,} / {self.groups:,} leaves {count % self.groups:,}.",
                    "groups",
                )
        return (self.out_channels, *slide(spatial, self.kernel_size, self.stride, self.padding, self.dilation))

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        filters = Weight("Weights", (self.out_channels, self._channels_read(inputs), *self.kernel_size))
        return (filters, Weight("Biases", (self.out_channels,))) if self.bias else (filters,)

    def macs(self, inputs: Shapes, output: Shape) -> int:
        return product((*self.kernel_size, self._channels_read(inputs))) * product(output)

    def receptive_step(self) -> Step:
        return window_step(self.kernel_size, self.stride, self.dilation)

    side_label = "Padding in all"

    def side_steps(self, inputs: Shapes) -> Shape:
        if self.padding != "same":
            return ()
        return same_padding(inputs[0][1:], self.kernel_size, self.stride, self.dilation)

    def _channels_read(self, inputs: Shapes) -> int:
        channels = inputs[0][0]
        return channels if self.groups == 1 else divide(channels, self.groups)
