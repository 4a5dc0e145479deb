"""Layers, settings and inputs drawn at random, each with the same in PyTorch: one drawer for each kind."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from core.kinds import Kind, Shapes, catalogue
from core.shapes import Shape
from tests.core.helpers import made

torch = pytest.importorskip("torch")
nn = torch.nn

Values = dict[str, Any]
Sizes = int | list[int]
Module = Any


@dataclass(frozen=True)
class Case:
    """A kind with inputs, and how PyTorch builds the same.

    `judge` is False where Strata alone refuses, because PyTorch takes the inputs for something else.
    """

    kind: Kind
    inputs: Shapes
    build: Callable[[], Module]
    judge: bool = True


class Apply(nn.Module):  # type: ignore[misc, name-defined]  # what PyTorch gives is not typed here
    """A function as a module."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__()
        self.function = function

    def forward(self, *tensors: Any) -> Any:  # noqa: ANN401
        return self.function(*tensors)


class Draw(random.Random):
    """Random settings and shapes."""

    def shape(self, axes: int, most: int = 24) -> Shape:
        return (self.choice((1, 2, 3, 4, 6, 8, 12)), *(self.randint(1, most) for _ in range(axes - 1)))

    def sizes(self, axes: int, low: int, most: int) -> Sizes:
        """Draw one number for all axes or one for each; small ones are more likely."""
        numbers = [min(self.randint(low, most), self.randint(low, most)) for _ in range(axes)]
        return numbers if self.random() < 0.6 else numbers[0]

    def volume(self, spatial_axes: int) -> Shape:
        """Draw an input of a kind, now and then with an axis too few or too many."""
        axes = spatial_axes + 1
        if self.random() < 0.06:
            axes = self.choice([other for other in range(1, 5) if other != axes])
        return self.shape(axes)


def pairs_of(padding: object, axes: int) -> list[tuple[int, int]]:
    """Give the two ends of each axis, from any of the forms with numbers."""
    sides = padding if isinstance(padding, list) else [padding] * axes
    return [tuple(side) if isinstance(side, list) else (side, side) for side in sides]


def pad(pairs: list[tuple[int, int]]) -> Module:
    """Pad with zeros, each end by itself; PyTorch counts the axes from the last."""
    return nn.ZeroPad1d(pairs[0]) if len(pairs) == 1 else Apply(
        lambda tensor: nn.functional.pad(tensor, [end for pair in reversed(pairs) for end in pair])
    )  # fmt: skip


def same_pairs(shape: Shape, kind: Any) -> list[tuple[int, int]]:  # noqa: ANN401
    """Give the padding that TensorFlow and Keras document for "same"; PyTorch has none for strides above 1."""
    pairs = []
    dilation = getattr(kind, "dilation", (1,) * len(kind.kernel_size))
    for size, k, s, d in zip(shape[1:], kind.kernel_size, kind.stride, dilation, strict=True):
        rest = size % s or s
        missing = max(d * (k - 1) + 1 - rest, 0)
        pairs.append((missing // 2, missing - missing // 2))
    return pairs


def conv(draw: Draw, axes: int) -> Case:
    shape = draw.volume(axes)
    values: Values = {
        "out_channels": draw.choice((1, 2, 3, 4, 6, 8, 12)),
        "kernel_size": draw.sizes(axes, 1, 7),
        "stride": draw.sizes(axes, 1, 4),
        "padding": draw_padding(draw, axes, 4),
        "dilation": draw.sizes(axes, 1, 3),
        "groups": draw.choice((1, 1, 1, 2, 3, 4, 6)),
        "bias": draw.random() < 0.5,
    }
    kind = made(f"Conv{axes}d", **values)
    return Case(kind, (shape,), lambda: _conv_module(kind, values, shape, axes))


def _conv_module(kind: Any, values: Values, shape: Shape, axes: int) -> Module:  # noqa: ANN401
    padding = values["padding"]
    more = {name: values[name] for name in ("kernel_size", "stride", "dilation", "groups", "bias")}
    more = {name: tuple(value) if isinstance(value, list) else value for name, value in more.items()}

    def module(padding: object) -> Module:
        return getattr(nn, f"Conv{axes}d")(shape[0], values["out_channels"], padding=padding, device="meta", **more)

    if padding == "valid" or (padding == "same" and set(kind.stride) == {1}):
        return module(padding)
    if padding == "same":
        return nn.Sequential(pad(same_pairs(shape, kind)), module(0)) if len(shape) == axes + 1 else module(0)
    pairs = pairs_of(padding, axes)
    if all(before == after for before, after in pairs):
        return module(tuple(before for before, _ in pairs))
    return nn.Sequential(pad(pairs), module(0)) if len(shape) == axes + 1 else module(0)


def draw_padding(draw: Draw, axes: int, most: int) -> object:
    form = draw.choice(("number", "number", "pairs", "same", "valid"))
    if form == "number":
        return draw.sizes(axes, 0, most)
    return [[draw.randint(0, most), draw.randint(0, most)] for _ in range(axes)] if form == "pairs" else form


def pool(draw: Draw, axes: int, name: str) -> Case:
    shape = draw.volume(axes)
    kernel = draw.sizes(axes, 1, 6)
    values: Values = {"kernel_size": kernel, "ceil_mode": draw.random() < 0.5}
    if draw.random() < 0.6:
        values["stride"] = draw.sizes(axes, 1, 5)
    if name == "MaxPool":
        values["dilation"] = draw.sizes(axes, 1, 3)
    values["padding"] = _pool_padding(draw, axes, kernel, values)
    kind = made(f"{name}{axes}d", **values)
    # PyTorch takes a batch with an axis too few for a sample without a batch. Here a shape is always one sample, so
    # that it has an axis too few is a mistake, and PyTorch has nothing to say on it.
    return Case(kind, (shape,), lambda: _pool_module(kind, values, shape, axes, name), judge=len(shape) != axes)


def _pool_padding(draw: Draw, axes: int, kernel: Sizes, values: Values) -> object:
    form = draw.choice(("number", "number", "number", "pairs", "same", "valid"))
    if form == "number":
        return draw.sizes(axes, 0, 3)
    if form == "pairs":
        # PyTorch pools with equal ends only. Padded before, the two must agree as long as nothing is rounded up, and
        # as long as the padding is one that Strata takes: PyTorch does not see it.
        values["ceil_mode"] = False
        kernels = kernel if isinstance(kernel, list) else [kernel] * axes
        return [[draw.randint(0, size // 2), draw.randint(0, size // 2)] for size in kernels]
    return form


def _pool_module(kind: Any, values: Values, shape: Shape, axes: int, name: str) -> Module:  # noqa: ANN401
    padding = values["padding"]
    more = {"dilation": kind.dilation} if name == "MaxPool" else {}
    if name == "AvgPool" and axes == 3 and any(size < k for size, k in zip(shape[1:], kind.kernel_size, strict=False)):
        # Here alone PyTorch refuses a kernel larger than its input without looking at the padding. Strata is right to
        # keep to the rule that PyTorch has everywhere else, so the one for max pooling is asked.
        name = "MaxPool"

    def module(padding: object, *, ceil_mode: bool) -> Module:
        return getattr(nn, f"{name}{axes}d")(
            kind.kernel_size, kind.stride, padding=padding, ceil_mode=ceil_mode, **more
        )

    if padding == "same":
        padded = pad(same_pairs(shape, kind)) if len(shape) == axes + 1 else nn.Identity()
        return nn.Sequential(padded, module(0, ceil_mode=False))
    pairs = pairs_of(0 if padding == "valid" else padding, axes)
    if all(before == after for before, after in pairs):
        return module(tuple(before for before, _ in pairs), ceil_mode=values["ceil_mode"])
    padded = pad(pairs) if len(shape) == axes + 1 else nn.Identity()
    return nn.Sequential(padded, module(0, ceil_mode=False))


def linear(draw: Draw) -> Case:
    shape = draw.shape(draw.randint(1, 4))
    over, units, bias = draw.choice(("all", "last", "channel")), draw.randint(1, 40), draw.random() < 0.5
    axis = {"all": None, "last": -1, "channel": 1}[over]

    def build() -> Module:
        if axis is None:
            return nn.Sequential(nn.Flatten(), nn.Linear(torch.Size(shape).numel(), units, bias, device="meta"))
        return nn.Sequential(
            Apply(lambda tensor: tensor.movedim(axis, -1)),
            nn.Linear(shape[axis if axis < 0 else axis - 1], units, bias, device="meta"),
            Apply(lambda tensor: tensor.movedim(-1, axis)),
        )

    return Case(made("Linear", out_features=units, bias=bias, over=over), (shape,), build)


def flatten(draw: Draw) -> Case:
    return Case(made("Flatten"), (draw.shape(draw.randint(1, 4)),), nn.Flatten)


def batch_norm(draw: Draw) -> Case:
    shape = draw.shape(draw.randint(1, 4))
    # PyTorch learns both or neither.
    affine, running = draw.random() < 0.5, draw.random() < 0.5
    kind = made("BatchNorm", scale=affine, center=affine, track_running_stats=running)
    module = getattr(nn, f"BatchNorm{max(len(shape) - 1, 1)}d")
    return Case(kind, (shape,), lambda: module(shape[0], affine=affine, track_running_stats=running, device="meta"))


ACTIVATIONS: dict[str, Callable[[], Module]] = {
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "leaky_relu": nn.LeakyReLU,
    "elu": nn.ELU,
    "selu": nn.SELU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "hardswish": nn.Hardswish,
    "hardsigmoid": nn.Hardsigmoid,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "softplus": nn.Softplus,
    "softmax": lambda: nn.Softmax(1),
    "log_softmax": lambda: nn.LogSoftmax(1),
}


def activation(draw: Draw) -> Case:
    function = draw.choice(list(catalogue["Activation"].setting("function").options))  # type: ignore[attr-defined]
    return Case(made("Activation", function=function), (draw.shape(draw.randint(1, 4)),), ACTIVATIONS[function])


def dropout(draw: Draw) -> Case:
    p = draw.choice((0.0, 0.5, 1.0, draw.random()))
    return Case(made("Dropout", p=p), (draw.shape(draw.randint(1, 4)),), lambda: nn.Dropout(p))


def alike(draw: Draw, differences: tuple[int, ...]) -> Shapes:
    """Draw the inputs of a join: much the same, with an axis here and there of another size."""
    first = draw.shape(draw.randint(1, 4), 6)
    inputs = [first]
    for _ in range(draw.randint(1, 3)):
        shape = [size if draw.random() < 0.8 else draw.choice(differences) for size in first]
        if draw.random() < 0.05:
            shape = shape[:-1] or [*shape, 1]
        inputs.append(tuple(shape))
    draw.shuffle(inputs)
    return tuple(inputs)


def add(draw: Draw) -> Case:
    inputs = alike(draw, (1, 1, 1, 2, 5))
    # PyTorch lines axes up from the last, and so adds the samples of a batch to channels where one input has an axis
    # less. Strata refuses that, as the contract says.
    same_axes = len({len(shape) for shape in inputs}) == 1
    return Case(made("Add"), inputs, lambda: Apply(lambda first, *others: sum(others, first)), judge=same_axes)


def concatenate(draw: Draw) -> Case:
    axis = draw.choice((0, 0, 0, 1, 2, 3))
    first, *others = alike(draw, (1, 2, 5))
    if axis < len(first) and draw.random() < 0.6:
        others = [(*first[:axis], draw.randint(1, 9), *first[axis + 1 :]) for _ in others]

    def join(*tensors: Any) -> Any:  # noqa: ANN401
        return torch.cat(tensors, axis + 1)

    return Case(made("Concatenate", axis=axis), (first, *others), lambda: Apply(join))


def for_axes(name: str, drawer: Callable[..., Case]) -> dict[str, Callable[[Draw], Case]]:
    """Give the drawers of the three kinds that differ in their spatial axes."""
    return {f"{name}{axes}d": partial(drawer, axes=axes) for axes in (1, 2, 3)}


DRAWERS: dict[str, Callable[[Draw], Case]] = {
    **for_axes("Conv", conv),
    **for_axes("MaxPool", partial(pool, name="MaxPool")),
    **for_axes("AvgPool", partial(pool, name="AvgPool")),
    "Linear": linear,
    "Flatten": flatten,
    "BatchNorm": batch_norm,
    "Activation": activation,
    "Dropout": dropout,
    "Add": add,
    "Concatenate": concatenate,
}
"""How each kind is drawn; a new kind needs one more."""

NOT_COMPARED = {"Input"}  # there is nothing in PyTorch that it could be compared with
