"""The windows in PyTorch: convolutions and poolings, on tensors without data."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from core.shapes import Shape
from tests.oracle.comparing import Unasked
from tests.oracle.draws import Drawn

torch = pytest.importorskip("torch")
nn = torch.nn

Module = Any
Kind = Any
Pairs = list[tuple[int, int]]

AXIS_TOO_FEW = "with an axis too few PyTorch takes the samples for channels; in Strata a shape is always one sample"
WORDS = "PyTorch has no words for the padding of a transposed convolution; the contract keeps output padding to numbers"
UNEQUAL_ENDS = "PyTorch's pooling pads both ends alike; Strata holds each end to the rule of half the kernel"
UNEQUAL_CEIL = "PyTorch's pooling pads both ends alike, and what is padded before is rounded up otherwise"


class Apply(nn.Module):  # type: ignore[misc, name-defined]  # what PyTorch gives is not typed here
    """A function as a module."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__()
        self.function = function

    def forward(self, *tensors: Any) -> Any:  # noqa: ANN401
        return self.function(*tensors)


def pad(pairs: Pairs) -> Module:
    """Pad with zeros, each end by itself, or cut off where negative; PyTorch counts the axes from the last."""
    ends = [end for pair in reversed(pairs) for end in pair]
    return Apply(lambda tensor: nn.functional.pad(tensor, ends))


def same_pairs(shape: Shape, kind: Kind) -> Pairs:
    """Give the padding that TensorFlow and Keras document for "same"; PyTorch has none for strides above 1."""
    pairs = []
    dilation = getattr(kind, "dilation", (1,) * len(kind.kernel_size))
    for size, k, s, d in zip(shape[1:], kind.kernel_size, kind.stride, dilation, strict=True):
        rest = size % s or s
        missing = max(d * (k - 1) + 1 - rest, 0)
        pairs.append((missing // 2, missing - missing // 2))
    return pairs


def are_equal(pairs: Pairs) -> bool:
    return all(before == after for before, after in pairs)


def convolution(kind: Kind, shape: Shape, out_channels: int, groups: int, *, bias: bool) -> Module:
    axes = kind.spatial_axes
    layer = partial(
        getattr(nn, f"Conv{axes}d"), shape[0], out_channels, kind.kernel_size, kind.stride,
        dilation=kind.dilation, groups=groups, bias=bias, device="meta",
    )  # fmt: skip
    if kind.padding == "valid" or (kind.padding == "same" and set(kind.stride) == {1}):
        return layer(padding=kind.padding)
    if len(shape) != axes + 1:
        return layer()
    pairs = same_pairs(shape, kind) if kind.padding == "same" else kind.padding
    if are_equal(pairs):
        return layer(padding=tuple(before for before, _ in pairs))
    return nn.Sequential(pad(pairs), layer())


def conv(drawn: Drawn) -> Module:
    kind = drawn.kind
    return convolution(kind, drawn.shape, kind.out_channels, kind.groups, bias=kind.bias)


def depthwise(drawn: Drawn) -> Module:
    kind, channels = drawn.kind, drawn.shape[0]
    return convolution(kind, drawn.shape, channels * kind.depth_multiplier, channels, bias=kind.bias)


def separable(drawn: Drawn) -> Module:
    kind, channels = drawn.kind, drawn.shape[0]
    between = channels * kind.depth_multiplier
    mixing = nn.Conv2d(between, kind.out_channels, 1, bias=kind.bias, device="meta")
    return nn.Sequential(convolution(kind, drawn.shape, between, channels, bias=False), mixing)


def conv_transpose(drawn: Drawn) -> Module:
    kind, shape, axes = drawn.kind, drawn.shape, drawn.kind.spatial_axes
    check_axes(axes, shape)
    window = {"stride": kind.stride, "dilation": kind.dilation, "output_padding": kind.output_padding}
    module = partial(getattr(nn, f"ConvTranspose{axes}d"), kernel_size=kind.kernel_size, **window)
    if any(kind.output_padding):
        if isinstance(kind.padding, str):
            raise Unasked(WORDS, refused=True)
        # Without data PyTorch forgets to look at the output padding, so it is asked with one value.
        module(1, 1)(torch.zeros(1, 1, *(1,) * axes))
    layer = partial(module, shape[0], kind.out_channels, groups=kind.groups, bias=kind.bias, device="meta")
    if isinstance(kind.padding, str):
        ends = transposed_word_pairs(kind)
    elif are_equal(kind.padding) or len(shape) != axes + 1:
        return layer(padding=tuple(before for before, _ in kind.padding))
    else:
        ends = [(-before, -after) for before, after in kind.padding]
    return nn.Sequential(layer(), pad(ends))


def transposed_word_pairs(kind: Kind) -> Pairs:
    """Give what brings the whole output of a transposed convolution to the size that Keras documents."""
    pairs = []
    for k, s, d in zip(kind.kernel_size, kind.stride, kind.dilation, strict=True):
        missing = s - (d * (k - 1) + 1)
        pairs.append((0, missing if kind.padding == "same" else max(missing, 0)))
    return pairs


def pool(drawn: Drawn, name: str) -> Module:
    kind, shape, axes = drawn.kind, drawn.shape, drawn.kind.spatial_axes
    check_axes(axes, shape)
    if name == "AvgPool" and axes == 3 and any(size < k for size, k in zip(shape[1:], kind.kernel_size, strict=False)):
        # Here alone PyTorch refuses a kernel larger than its input without looking at the padding. Strata is right to
        # keep to the rule that PyTorch has everywhere else, so the one for max pooling is asked.
        name = "MaxPool"
    more = {"dilation": kind.spacing()} if name == "MaxPool" else {}
    layer = partial(getattr(nn, f"{name}{axes}d"), kind.kernel_size, kind.stride, **more)
    if kind.padding == "valid":
        return layer(ceil_mode=kind.ceil_mode)
    if len(shape) != axes + 1:
        return layer()
    if kind.padding == "same":
        return nn.Sequential(pad(same_pairs(shape, kind)), layer())
    if are_equal(kind.padding):
        return layer(padding=tuple(before for before, _ in kind.padding), ceil_mode=kind.ceil_mode)
    if any(2 * max(ends) > k for ends, k in zip(kind.padding, kind.kernel_size, strict=True)):
        raise Unasked(UNEQUAL_ENDS, refused=True)
    if kind.ceil_mode:
        raise Unasked(UNEQUAL_CEIL)
    return nn.Sequential(pad(kind.padding), layer())


def check_axes(axes: int, shape: Shape) -> None:
    if len(shape) == axes:
        raise Unasked(AXIS_TOO_FEW, refused=True)
