"""Layers, settings and inputs drawn at random, wrong ones included: one drawer for each kind, no framework.

The same draws are put to PyTorch, to Keras, to the walking reference and to the workings.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.kinds import Shapes, catalogue
from core.settings import Choice
from core.shapes import Shape
from tests.core.helpers import made

CHANNELS = (1, 2, 3, 4, 6, 8, 12)

Sizes = int | list[int]


@dataclass(frozen=True)
class Drawn:
    """A layer with what it reads."""

    kind: Any  # a Kind, whose settings the type checker cannot know here
    inputs: Shapes

    @property
    def shape(self) -> Shape:
        """Give the only input, or the first."""
        return self.inputs[0]


class Draw(random.Random):
    """Random settings and shapes."""

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def channels(self) -> int:
        return self.choice(CHANNELS)

    def shape(self, axes: int, most: int = 24) -> Shape:
        return (self.channels(), *(self.randint(1, most) for _ in range(axes - 1)))

    def any_shape(self, most: int = 24) -> Shape:
        return self.shape(self.randint(1, 4), most)

    def sizes(self, axes: int, low: int, most: int) -> Sizes:
        """Draw one number for all axes or one for each; small ones are more likely."""
        numbers = [min(self.randint(low, most), self.randint(low, most)) for _ in range(axes)]
        return numbers if self.chance(0.6) else numbers[0]

    def pairs(self, axes: int, most: int) -> list[list[int]]:
        return [[self.randint(0, most), self.randint(0, most)] for _ in range(axes)]

    def padding(self, axes: int, most: int) -> object:
        """Draw a padding in any of its forms."""
        form = self.choice(("number", "number", "pairs", "same", "valid"))
        if form == "number":
            return self.sizes(axes, 0, most)
        return self.pairs(axes, most) if form == "pairs" else form

    def volume(self, spatial_axes: int, most: int = 24) -> Shape:
        """Draw an input of a kind, now and then with an axis too few or too many."""
        axes = spatial_axes + 1
        if self.chance(0.06):
            axes = self.choice([other for other in range(1, 5) if other != axes])
        return self.shape(axes, most)

    def window(self, axes: int) -> dict[str, object]:
        """Draw the settings that all windows have."""
        return {
            "kernel_size": self.sizes(axes, 1, 7),
            "stride": self.sizes(axes, 1, 4),
            "padding": self.padding(axes, 4),
            "dilation": self.sizes(axes, 1, 3),
        }


def conv(draw: Draw, axes: int) -> Drawn:
    groups, bias = draw.choice((1, 1, 1, 2, 3, 4, 6)), draw.chance(0.5)
    settings = {"out_channels": draw.channels(), "groups": groups, "bias": bias, **draw.window(axes)}
    return Drawn(made(f"Conv{axes}d", **settings), (draw.volume(axes),))


def conv_transpose(draw: Draw, axes: int) -> Drawn:
    drawn = draw.window(axes)
    if draw.chance(0.5):
        drawn["output_padding"] = draw.sizes(axes, 0, 3)
    groups, bias = draw.choice((1, 1, 1, 2, 3, 4)), draw.chance(0.5)
    settings = {"out_channels": draw.channels(), "groups": groups, "bias": bias, **drawn}
    return Drawn(made(f"ConvTranspose{axes}d", **settings), (draw.volume(axes, 12),))


def depthwise_conv(draw: Draw) -> Drawn:
    settings = {"depth_multiplier": draw.randint(1, 4), "bias": draw.chance(0.5), **draw.window(2)}
    return Drawn(made("DepthwiseConv2d", **settings), (draw.volume(2),))


def separable_conv(draw: Draw) -> Drawn:
    channels = {"out_channels": draw.channels(), "depth_multiplier": draw.randint(1, 4)}
    settings = {**channels, "bias": draw.chance(0.5), **draw.window(2)}
    return Drawn(made("SeparableConv2d", **settings), (draw.volume(2),))


def pool(draw: Draw, axes: int, name: str) -> Drawn:
    kernel = draw.sizes(axes, 1, 6)
    settings: dict[str, object] = {"kernel_size": kernel, "ceil_mode": draw.chance(0.5)}
    if draw.chance(0.6):
        settings["stride"] = draw.sizes(axes, 1, 5)
    if name == "MaxPool":
        settings["dilation"] = draw.sizes(axes, 1, 3)
    settings["padding"] = _pool_padding(draw, kernel if isinstance(kernel, list) else [kernel] * axes)
    return Drawn(made(f"{name}{axes}d", **settings), (draw.volume(axes),))


def _pool_padding(draw: Draw, kernels: list[int]) -> object:
    """Draw a padding that mostly keeps to half the kernel."""
    if draw.chance(0.2):
        return draw.padding(len(kernels), 3)
    halves = [draw.randint(0, size // 2) for size in kernels]
    pairs = [[draw.randint(0, size // 2), draw.randint(0, size // 2)] for size in kernels]
    return draw.choice((halves, halves, pairs, "same", "valid", 0))


def adaptive_pool(draw: Draw, axes: int, name: str) -> Drawn:
    return Drawn(made(f"{name}{axes}d", output_size=draw.sizes(axes, 1, 30)), (draw.volume(axes),))


def global_pool(draw: Draw, name: str) -> Drawn:
    return Drawn(made(name, keepdim=draw.chance(0.5)), (draw.any_shape(),))


def for_spatial_axes(draw: Draw, shape: Shape, one: Callable[[], object], each: Callable[[], object]) -> object:
    """Draw one value for all spatial axes or one for each, now and then for the wrong number of axes."""
    if draw.chance(0.4):
        return one()
    axes = len(shape) - 1 if draw.chance(0.9) else draw.randint(1, 3)
    return [each() for _ in range(max(axes, 1))]


def upsample(draw: Draw) -> Drawn:
    shape = draw.shape(draw.choice((1, 2, 3, 3, 3, 4)), 16)

    def factor() -> int:
        return draw.randint(1, 4)

    mode = draw.choice(("nearest", "nearest", "bilinear"))
    return Drawn(made("Upsample", scale_factor=for_spatial_axes(draw, shape, factor, factor), mode=mode), (shape,))


def margins(draw: Draw, name: str, setting: str) -> Drawn:
    shape = draw.any_shape()
    given = for_spatial_axes(draw, shape, lambda: draw.randint(0, 6), lambda: draw.pairs(1, 6)[0])
    return Drawn(made(name, **{setting: given}), (shape,))


def pixel_shuffle(draw: Draw) -> Drawn:
    factor = draw.choice((1, 2, 2, 3, 4))
    channels, *spatial = draw.volume(2)
    if draw.chance(0.7):
        channels *= factor * factor
    return Drawn(made("PixelShuffle", upscale_factor=factor), ((channels, *spatial),))


def reshape(draw: Draw) -> Drawn:
    shape = draw.any_shape(12)
    target = list(shape)
    draw.shuffle(target)
    if len(target) == 4 or draw.chance(0.5):
        target = [target[0] * target[-1], *target[1:-1]] if len(target) > 1 else target
    elif draw.chance(0.5):
        target.insert(draw.randint(0, len(target)), 1)
    if draw.chance(0.5):
        target[draw.randrange(len(target))] = -1
    if draw.chance(0.2):
        target[draw.randrange(len(target))] = draw.randint(1, 12)
    return Drawn(made("Reshape", shape=target), (shape,))


def linear(draw: Draw) -> Drawn:
    over = draw.choice(("all", "last", "channel"))
    return Drawn(
        made("Linear", out_features=draw.randint(1, 40), bias=draw.chance(0.5), over=over), (draw.any_shape(),)
    )


def norm(draw: Draw, name: str, **more: object) -> Drawn:
    return Drawn(made(name, scale=draw.chance(0.6), center=draw.chance(0.6), **more), (draw.any_shape(),))


def plain(draw: Draw, name: str, **settings: object) -> Drawn:
    return Drawn(made(name, **settings), (draw.any_shape(),))


def activation(draw: Draw) -> Drawn:
    function = catalogue["Activation"].setting("function")
    assert isinstance(function, Choice)
    return plain(draw, "Activation", function=draw.choice(list(function.options)))


def dropout(draw: Draw) -> Drawn:
    return plain(draw, "Dropout", p=draw.choice((0.0, 0.5, 1.0, draw.random())))


def alike(draw: Draw, differences: tuple[int, ...]) -> Shapes:
    """Draw the inputs of a join: much the same, with an axis here and there of another size."""
    first = draw.any_shape(6)
    inputs = [first]
    for _ in range(draw.randint(1, 3)):
        shape = [size if draw.chance(0.85) else draw.choice(differences) for size in first]
        if draw.chance(0.05):
            shape = shape[:-1] or [*shape, 1]
        inputs.append(tuple(shape))
    draw.shuffle(inputs)
    return tuple(inputs)


def elementwise(draw: Draw, name: str) -> Drawn:
    return Drawn(made(name), alike(draw, (1, 1, 1, 2, 5)))


def concatenate(draw: Draw) -> Drawn:
    axis = draw.choice((0, 0, 0, 1, 2, 3))
    first, *others = alike(draw, (1, 2, 5))
    if axis < len(first) and draw.chance(0.6):
        others = [(*first[:axis], draw.randint(1, 9), *first[axis + 1 :]) for _ in others]
    return Drawn(made("Concatenate", axis=axis), (first, *others))


Drawer = Callable[[Draw], Drawn]


def for_axes(name: str, drawer: Callable[..., Drawn]) -> dict[str, Drawer]:
    """Give the drawers of the three kinds that differ in their spatial axes."""
    return {f"{name}{axes}d": partial(drawer, axes=axes) for axes in (1, 2, 3)}


DRAWERS: dict[str, Drawer] = {
    **for_axes("Conv", conv),
    **for_axes("ConvTranspose", conv_transpose),
    "DepthwiseConv2d": depthwise_conv,
    "SeparableConv2d": separable_conv,
    **for_axes("MaxPool", partial(pool, name="MaxPool")),
    **for_axes("AvgPool", partial(pool, name="AvgPool")),
    **for_axes("AdaptiveAvgPool", partial(adaptive_pool, name="AdaptiveAvgPool")),
    **for_axes("AdaptiveMaxPool", partial(adaptive_pool, name="AdaptiveMaxPool")),
    "GlobalAvgPool": partial(global_pool, name="GlobalAvgPool"),
    "GlobalMaxPool": partial(global_pool, name="GlobalMaxPool"),
    "Upsample": upsample,
    "ZeroPad": partial(margins, name="ZeroPad", setting="padding"),
    "Crop": partial(margins, name="Crop", setting="cropping"),
    "PixelShuffle": pixel_shuffle,
    "Flatten": partial(plain, name="Flatten"),
    "Reshape": reshape,
    "Linear": linear,
    "BatchNorm": lambda draw: norm(draw, "BatchNorm", track_running_stats=draw.chance(0.5)),
    "LayerNorm": lambda draw: norm(draw, "LayerNorm", axes=draw.choice(("all", "channel"))),
    "GroupNorm": lambda draw: norm(draw, "GroupNorm", num_groups=draw.choice((1, 2, 3, 4))),
    "InstanceNorm": partial(norm, name="InstanceNorm"),
    "LocalResponseNorm": lambda draw: plain(draw, "LocalResponseNorm", size=draw.randint(1, 9)),
    "Activation": activation,
    "PReLU": lambda draw: plain(draw, "PReLU", per_channel=draw.chance(0.5)),
    "Dropout": dropout,
    "Add": partial(elementwise, name="Add"),
    "Multiply": partial(elementwise, name="Multiply"),
    "Average": partial(elementwise, name="Average"),
    "Maximum": partial(elementwise, name="Maximum"),
    "Concatenate": concatenate,
}
"""How each kind is drawn; a new kind needs one more."""

NOT_DRAWN = {"Input"}
"""What is given, and so has no rule that could be compared."""

NEVER_WRONG = {"Flatten", "Linear", "BatchNorm", "LayerNorm", "InstanceNorm", "Activation", "PReLU", "Dropout"}
"""The kinds that take every input; of each other one mistakes are drawn too."""


def without_axes(type_: str) -> str:
    """Give a kind's name without the number of its axes."""
    return re.sub(r"[123]d$", "", type_)


def draw_layer(seed: str, type_: str, number: int) -> Drawn:
    """Draw a layer of a kind; the same numbers give the same layer."""
    return DRAWERS[type_](Draw(f"{seed} {type_} {number}"))
