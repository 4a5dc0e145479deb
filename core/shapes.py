"""Shapes: channels first, without the batch axis, as `(C, H, W)`, `(C, L)`, `(C, D, H, W)` or `(F,)`."""

from collections.abc import Sequence

from core.language import mark, tr

Shape = tuple[int, ...]

_AXES = {
    1: ((mark("features"), "F"),),
    2: ((mark("channels"), "C"), (mark("length"), "L")),
    3: (("channels", "C"), (mark("height"), "H"), (mark("width"), "W")),
    4: (("channels", "C"), (mark("depth"), "D"), ("height", "H"), ("width", "W")),
}

MOST_AXES = max(_AXES)

LARGEST_SIZE = 10**1000
"""No axis or receptive field is larger: layer upon layer a number can grow without end, and Python writes none of
more than 4,300 digits."""


def axis_names(axes: int) -> tuple[str, ...]:
    """Name the axes of a shape in their order, in English; `axes` counts the channels too, 1 to 4."""
    return tuple(name for name, _ in _AXES[axes])


def axis_words(axes: int) -> tuple[str, ...]:
    """Name the axes of a shape for people."""
    return tuple(map(tr, axis_names(axes)))


def axis_letters(axes: int) -> tuple[str, ...]:
    """Give the letters of a shape's axes in their order, as `("C", "H", "W")`."""
    return tuple(letter for _, letter in _AXES[axes])


def write_shape(shape: Sequence[int], times: str = "×") -> str:
    """Write a shape as people do: `32×24×24`."""
    return times.join(map(str, shape))


_TWO_SIZES = {
    "features": mark("features {first} and {second}"),
    "channels": mark("channels {first} and {second}"),
    "length": mark("lengths {first} and {second}"),
    "height": mark("heights {first} and {second}"),
    "width": mark("widths {first} and {second}"),
    "depth": mark("depths {first} and {second}"),
}


def two_sizes(axis: str, first: int, second: int) -> str:
    """Say which sizes of one axis differ: `heights 28 and 56`."""
    return tr(_TWO_SIZES[axis], first=first, second=second)


def describe_axes(axes: int) -> str:
    """Say in words what a shape of so many axes holds, as `channels × height × width`."""
    return " × ".join(axis_words(axes))
