"""A window that slides over the spatial axes: what convolution and pooling share."""

from collections.abc import Sequence
from typing import ClassVar

from core.algebra import ceil_divide, maximum
from core.kinds.base import Kind, Shapes, Step
from core.language import group, listed, tr
from core.problems import RuleError
from core.settings import AxisSizes, Padding, PaddingValue, Switch, write_equal_axes
from core.shapes import Shape, axis_words, write_shape


def window_positions(size: int, kernel: int, stride: int, ends: tuple[int, int], dilation: int) -> int:
    """Count the positions of a window along one axis (PyTorch's Conv2d, rounded down).

    What does nothing for these numbers (padding 0, dilation 1) is left out, so that the working is short.
    """
    return (window_room(size, kernel, ends, dilation)) // stride + 1


def window_positions_ceil(size: int, kernel: int, stride: int, ends: tuple[int, int], dilation: int) -> int:
    """Count the positions of a window along one axis, rounded up (PyTorch's `ceil_mode`).

    A last window that would start past the input and its leading padding is dropped.
    """
    positions = ceil_divide(window_room(size, kernel, ends, dilation), stride) + 1
    return positions - 1 if (positions - 1) * stride >= size + ends[0] else positions


def window_room(size: int, kernel: int, ends: tuple[int, int], dilation: int) -> int:
    """Count the places that a window can move along one axis; negative where it does not fit."""
    before, after = ends
    room = size
    if before and before == after:
        room = room + 2 * before
    else:
        for end in (before, after):
            room = room + end if end else room
    return room - kernel if dilation == 1 else room - dilation * (kernel - 1) - 1


def slide(
    spatial: Sequence[int],
    kernel: Sequence[int],
    stride: Sequence[int],
    padding: PaddingValue,
    dilation: Sequence[int],
    *,
    ceil_mode: bool = False,
) -> Shape:
    """Give the spatial axes of the output of a sliding window; raises RuleError where an axis would vanish."""
    if padding == "same":
        return tuple(ceil_divide(size, step) for size, step in zip(spatial, stride, strict=True))
    ends = ((0, 0),) * len(spatial) if isinstance(padding, str) else padding
    positions = window_positions_ceil if ceil_mode else window_positions
    sizes = tuple(positions(*axis) for axis in zip(spatial, kernel, stride, ends, dilation, strict=True))
    if min(sizes) < 1:
        raise RuleError(_does_not_fit(spatial, kernel, ends, dilation), "kernel_size")
    return sizes


def same_padding(
    spatial: Sequence[int], kernel: Sequence[int], stride: Sequence[int], dilation: Sequence[int]
) -> Shape:
    """Count what `"same"` adds along each axis, both ends together; the odd one goes after (TensorFlow's rule)."""
    added = []
    for size, k, s, d in zip(spatial, kernel, stride, dilation, strict=True):
        span = k if d == 1 else d * (k - 1) + 1
        added.append(maximum((ceil_divide(size, s) - 1) * s + span - size, 0))
    return tuple(added)


def window_step(kernel: Sequence[int], stride: Sequence[int], dilation: Sequence[int]) -> Step:
    """Give what a sliding window does to the receptive field."""
    growth = tuple(k - 1 if d == 1 else d * (k - 1) for k, d in zip(kernel, dilation, strict=True))
    return Step(growth, tuple(stride))


class Window(Kind):
    """What convolutions and poolings share: the axes of their output, and what they do to the receptive field."""

    side_label = "Padding in all"

    # Each kind states these settings itself, in the order of its panel.
    kernel_size: ClassVar[AxisSizes]
    stride: ClassVar[AxisSizes]
    padding: ClassVar[Padding]

    def spacing(self) -> tuple[int, ...]:
        """Give the distance between the values that the window reads: neighbours, where it is no setting."""
        return (1,) * self.spatial_axes

    def positions(self, spatial: Sequence[int], *, ceil_mode: bool = False) -> Shape:
        """Give the spatial axes of the output; raises RuleError."""
        return slide(spatial, self.kernel_size, self.stride, self.padding, self.spacing(), ceil_mode=ceil_mode)

    def receptive_step(self) -> Step:
        return window_step(self.kernel_size, self.stride, self.spacing())

    def side_steps(self, inputs: Shapes) -> Shape:
        if self.padding != "same":
            return ()
        return same_padding(inputs[0][1:], self.kernel_size, self.stride, self.spacing())

    def in_numbers(self, name: str, inputs: Shapes | None) -> object:
        if name != "padding" or not isinstance(self.padding, str):
            return super().in_numbers(name, inputs)
        # Without an input of the right axes there is no telling.
        fits = inputs is not None and len(inputs) == 1 and len(inputs[0]) == self.spatial_axes + 1
        added = self.side_steps(inputs) if fits and inputs is not None else ()
        return [[both // 2, both - both // 2] for both in added or (0,) * self.spatial_axes]


def kernel_setting(what: str, initial: int) -> AxisSizes:
    """Describe the size of a window."""
    return AxisSizes(
        "Kernel size",
        f"How many input values the window covers along each axis. {what}",
        initial=initial,
        symbol="k",
        short="{}",
        short_first=True,
    )


def stride_setting(*, follows: str = "") -> AxisSizes:
    """Describe how far a window moves from one position to the next."""
    return AxisSizes(
        "Stride",
        "How far the window moves from one position to the next. A stride of 2 halves the output."
        + (" Left alone, it equals the kernel size, so that the windows do not overlap." if follows else ""),
        default=None if follows else 1,
        follows=follows,
        symbol="s",
        short="stride {}",
    )


def padding_setting(what: str) -> Padding:
    """Describe what is added around the input of a window."""
    return Padding(
        "Padding",
        f"How many {what} are added at the edges of the input. Same: as many as make the output the input "
        "divided by the stride, rounded up. Valid: none.",
        default=0,
        symbol="p",
        short="padding {}",
    )


def dilation_setting() -> AxisSizes:
    """Describe the distance between the input values that a window reads."""
    return AxisSizes(
        "Dilation",
        "The distance between the input values that the window reads: 1 reads neighbours, 2 skips every "
        "other one. The window covers more without more weights.",
        default=1,
        symbol="d",
        short="dilation {}",
    )


def ceil_mode_setting() -> Switch:
    """Describe the rounding of an output size."""
    return Switch(
        "Round up",
        "Round the output size up instead of down, so that a window that hangs over the edge counts too "
        "(PyTorch's ceil_mode).",
        default=False,
        short="{}",
    )


def _does_not_fit(
    spatial: Sequence[int], kernel: Sequence[int], ends: Sequence[tuple[int, int]], dilation: Sequence[int]
) -> str:
    covered = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    padded = tuple(size + before + after for size, (before, after) in zip(spatial, ends, strict=True))
    window = tr("The {kernel} kernel", kernel=write_shape(kernel))
    if covered != tuple(kernel):
        window = tr(
            "The {kernel} kernel with dilation {dilation} covers {covered} and",
            kernel=write_shape(kernel),
            dilation=write_equal_axes(dilation, single=True),
            covered=write_shape(covered),
        )
    room = tr("the {shape} input", shape=write_shape(spatial))
    if padded != tuple(spatial):
        room = tr(
            "the {shape} input, {padded} with its padding", shape=write_shape(spatial), padded=write_shape(padded)
        )
    too_long = [
        f"{name} {group(cover)} > {group(size)}"
        for name, cover, size in zip(axis_words(len(spatial) + 1)[1:], covered, padded, strict=True)
        if cover > size
    ]
    if len(too_long) == len(spatial):
        return tr("{window} is larger than {room}.", window=window, room=room)
    return tr("{window} is larger than {room} ({axes}).", window=window, room=room, axes=listed(too_long))
