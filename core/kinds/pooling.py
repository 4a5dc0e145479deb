"""Pooling."""

from core.kinds.base import Family, Kind, Shapes, Step, kind_for_axes
from core.kinds.windows import (
    ceil_mode_setting,
    dilation_setting,
    kernel_setting,
    padding_setting,
    same_padding,
    slide,
    stride_setting,
    window_step,
)
from core.problems import RuleError
from core.settings import PaddingValue
from core.shapes import Shape, axis_letters


def check_pool_padding(kernel_size: tuple[int, ...], padding: PaddingValue) -> None:
    """Refuse a padding of more than half the kernel, dilation not counted (PyTorch 2.13); raises RuleError."""
    if isinstance(padding, str):
        return
    letters = axis_letters(len(kernel_size) + 1)[1:]
    for letter, size, ends in zip(letters, kernel_size, padding, strict=True):
        if 2 * max(ends) > size:
            raise RuleError(
                f"A padding of {max(ends)} is more than half of the kernel's {size} (axis {letter}): "
                "some windows would see nothing but padding.",
                "padding",
            )


class Pool(Kind):
    """What max and average pooling share: a window over each channel, with nothing to learn."""

    family = Family.POOLING
    side_label = "Padding in all"

    kernel_size = kernel_setting("A 2×2 pooling halves height and width.", initial=2)
    stride = stride_setting(follows="kernel_size")
    padding = padding_setting("places")
    ceil_mode = ceil_mode_setting()

    def output(self, inputs: Shapes) -> Shape:
        channels, *spatial = self.volume(inputs)
        check_pool_padding(self.kernel_size, self.padding)
        sizes = slide(spatial, self.kernel_size, self.stride, self.padding, self.spacing(), ceil_mode=self.ceil_mode)
        return (channels, *sizes)

    def receptive_step(self) -> Step:
        return window_step(self.kernel_size, self.stride, self.spacing())

    def side_steps(self, inputs: Shapes) -> Shape:
        if self.padding != "same":
            return ()
        return same_padding(inputs[0][1:], self.kernel_size, self.stride, self.spacing())

    def spacing(self) -> tuple[int, ...]:
        """Give the distance between the values that a window reads: neighbours, where it is no setting."""
        return (1,) * self.spatial_axes


@kind_for_axes(2, 1, 3)
class MaxPool(Pool):
    """Max pooling (PyTorch's MaxPoolNd)."""

    type = "MaxPool{}d"
    label = "Max pooling {}-D"
    help = "Keeps the largest value of each window and drops the rest. Nothing is learned."
    name_stem = "maxpool"
    other_names = "subsampling downsampling"

    dilation = dilation_setting()

    def spacing(self) -> tuple[int, ...]:
        return self.dilation


@kind_for_axes(2, 1, 3)
class AvgPool(Pool):
    """Average pooling (PyTorch's AvgPoolNd)."""

    type = "AvgPool{}d"
    label = "Average pooling {}-D"
    help = "Replaces each window by its mean. Nothing is learned."
    name_stem = "avgpool"
    other_names = "mean subsampling downsampling"
