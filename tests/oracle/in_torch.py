"""Each kind in PyTorch, on tensors without data.

Where PyTorch and the contract differ, Unasked says so, and what Strata must say there.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.oracle.comparing import Unasked
from tests.oracle.draws import Drawn, without_axes
from tests.oracle.torch_windows import (
    Apply,
    Kind,
    Module,
    Pairs,
    check_axes,
    conv,
    conv_transpose,
    depthwise,
    pad,
    pool,
    separable,
)

torch = pytest.importorskip("torch")
nn = torch.nn

ANY_AXES = "PyTorch pads, crops and shuffles the last axes, whatever stands before them; in Strata the number must fit"
LINED_UP = "PyTorch lines axes up from the last, so that samples meet channels; Strata wants equally many axes"
ONE_POSITION = (
    "PyTorch refuses instance normalisation of a single position, where all becomes 0; nothing is wrong with the "
    "network's sizes, so that the contract (and Keras) takes it"
)
MEAN_OF_ANY = "pooled to 1×1, PyTorch takes the mean of the last axes and forgets to count the others"
NO_POSITIONS = "PyTorch has no pooling over all positions of a vector, which has none"


def adaptive_pool(drawn: Drawn, name: str) -> Module:
    kind, axes = drawn.kind, drawn.kind.spatial_axes
    check_axes(axes, drawn.shape)
    if name == "AdaptiveAvgPool" and set(kind.output_size) == {1} and len(drawn.shape) > axes + 1:
        raise Unasked(MEAN_OF_ANY, refused=True)
    return getattr(nn, f"{name}{axes}d")(kind.output_size)


def global_pool(drawn: Drawn, function: Callable[..., Any]) -> Module:
    if len(drawn.shape) == 1:
        raise Unasked(NO_POSITIONS, refused=True)
    return Apply(lambda tensor: function(tensor, dim=tuple(range(2, tensor.ndim)), keepdim=drawn.kind.keepdim))


def upsample(drawn: Drawn) -> Module:
    return nn.Upsample(scale_factor=drawn.kind.scale_factor, mode=drawn.kind.mode)


def margins(drawn: Drawn, ends: int | Pairs, sign: int) -> Module:
    pairs = [(ends, ends)] * (len(drawn.shape) - 1) if isinstance(ends, int) else ends
    if not len(pairs) == len(drawn.shape) - 1 > 0:
        raise Unasked(ANY_AXES, refused=True)
    return pad([(sign * before, sign * after) for before, after in pairs])


def pixel_shuffle(drawn: Drawn) -> Module:
    if len(drawn.shape) != 3:
        raise Unasked(ANY_AXES, refused=True)
    return nn.PixelShuffle(drawn.kind.upscale_factor)


def linear(drawn: Drawn) -> Module:
    def over(features: int) -> Module:
        return nn.Linear(features, drawn.kind.out_features, drawn.kind.bias, device="meta")

    if drawn.kind.over == "all":
        return nn.Sequential(nn.Flatten(), over(torch.Size(drawn.shape).numel()))
    return over_axis(1, over(drawn.shape[0])) if drawn.kind.over == "channel" else over(drawn.shape[-1])


def over_axis(axis: int, layer: Module) -> Module:
    """Let a layer that works on the last axis work on another."""
    return nn.Sequential(
        Apply(lambda tensor: tensor.movedim(axis, -1)), layer, Apply(lambda tensor: tensor.movedim(-1, axis))
    )


def learning(kind: Kind, layer: Module) -> Module:
    """Let a normalisation learn what is to be learned; PyTorch's own switch is for both."""
    if not kind.scale:
        layer.weight = None
    if not kind.center:
        layer.bias = None
    return layer


def batch_norm(drawn: Drawn) -> Module:
    kind, channels, *spatial = drawn.kind, *drawn.shape
    module = getattr(nn, f"BatchNorm{max(len(spatial), 1)}d")
    return learning(kind, module(channels, track_running_stats=kind.track_running_stats, device="meta"))


def layer_norm(drawn: Drawn) -> Module:
    if drawn.kind.axes == "all":
        return learning(drawn.kind, nn.LayerNorm(drawn.shape, device="meta"))
    return over_axis(1, learning(drawn.kind, nn.LayerNorm(drawn.shape[:1], device="meta")))


def group_norm(drawn: Drawn) -> Module:
    return learning(drawn.kind, nn.GroupNorm(drawn.kind.num_groups, drawn.shape[0], device="meta"))


def instance_norm(drawn: Drawn) -> Module:
    channels, *spatial = drawn.shape
    if torch.Size(spatial).numel() == 1:
        raise Unasked(ONE_POSITION, refused=False)
    return learning(drawn.kind, getattr(nn, f"InstanceNorm{len(spatial)}d")(channels, affine=True, device="meta"))


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


def join(function: Callable[..., Any]) -> Callable[..., Module]:
    """Join inputs value by value."""

    def build(drawn: Drawn) -> Module:
        if len({len(shape) for shape in drawn.inputs}) > 1:
            raise Unasked(LINED_UP, refused=True)
        return Apply(lambda *tensors: function(torch.stack(torch.broadcast_tensors(*tensors))))

    return build


def concatenate(drawn: Drawn) -> Module:
    return Apply(lambda *tensors: torch.cat(tensors, drawn.kind.axis + 1))


BUILDERS: dict[str, Callable[..., Module]] = {
    "Conv": conv,
    "ConvTranspose": conv_transpose,
    "DepthwiseConv": depthwise,
    "SeparableConv": separable,
    **{name: partial(pool, name=name) for name in ("MaxPool", "AvgPool")},
    **{name: partial(adaptive_pool, name=name) for name in ("AdaptiveAvgPool", "AdaptiveMaxPool")},
    "GlobalAvgPool": partial(global_pool, function=torch.mean),
    "GlobalMaxPool": partial(global_pool, function=torch.amax),
    "Upsample": upsample,
    "ZeroPad": lambda drawn: margins(drawn, drawn.kind.padding, 1),
    "Crop": lambda drawn: margins(drawn, drawn.kind.cropping, -1),
    "PixelShuffle": pixel_shuffle,
    "Flatten": lambda drawn: nn.Flatten(),
    "Reshape": lambda drawn: Apply(lambda tensor: tensor.reshape(len(tensor), *drawn.kind.shape)),
    "Linear": linear,
    "BatchNorm": batch_norm,
    "LayerNorm": layer_norm,
    "GroupNorm": group_norm,
    "InstanceNorm": instance_norm,
    "LocalResponseNorm": lambda drawn: nn.LocalResponseNorm(drawn.kind.size),
    "Activation": lambda drawn: ACTIVATIONS[drawn.kind.function](),
    "PReLU": lambda drawn: nn.PReLU(drawn.shape[0] if drawn.kind.per_channel else 1, device="meta"),
    "Dropout": lambda drawn: nn.Dropout(drawn.kind.p),
    "Add": join(lambda stacked: stacked.sum(0)),
    "Multiply": join(lambda stacked: stacked.prod(0)),
    "Average": join(lambda stacked: stacked.mean(0)),
    "Maximum": join(lambda stacked: stacked.amax(0)),
    "Concatenate": concatenate,
}
"""How each kind is built, by its name without the number of its axes."""


def build(drawn: Drawn) -> Module:
    """Build a layer in PyTorch; raises what PyTorch raises, and Unasked."""
    return BUILDERS[without_axes(drawn.kind.type)](drawn)
