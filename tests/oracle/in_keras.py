"""Each kind in Keras 3, as one layer or as a few behind each other.

Where Keras has no such layer or setting, or differs from the contract, Unasked says so.
"""

import os
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from core.shapes import Shape
from tests.oracle.comparing import Unasked
from tests.oracle.draws import Drawn, without_axes

torch = pytest.importorskip("torch")
# Not the user's settings, nor a folder of Keras' own in the user's home.
os.environ.update(KERAS_BACKEND="torch", KERAS_HOME=os.environ["STRATA_HOME"])
keras = pytest.importorskip("keras")

Kind = Any
Layers = list[Any]
Pairs = list[tuple[int, int]]

STRIDE_AND_DILATION = "Keras takes no stride above 1 together with a dilation above 1; PyTorch does, and the contract"
GROUPS = "Keras' transposed convolution has no groups"
WORDS = 'beside "same" or "valid" Keras takes output padding for something else; the contract keeps it to numbers'
SMALL_STRIDE = (
    "Keras wants output padding below the stride even where the dilation is larger; the contract is PyTorch's"
)
POOL = "Keras' pooling has no padding in numbers, no dilation and no rounding up"
BILINEAR = "Keras enlarges other than images in one way only"
LAST_AXIS = "Keras' Dense works on the channels; over the last axis alone is PyTorch's"
RUNNING = "Keras' batch norm always keeps its statistics"
RANKS = "Keras adds axes to the shorter of two shapes; Strata wants equally many axes"

LAYERS = keras.layers


def channels_last(shape: Shape) -> Shape:
    """Turn a shape round for Keras, which has channels last here as it has by default."""
    return (*shape[1:], shape[0])


def channels_first(shape: Shape) -> Shape:
    """Turn a shape of Keras' back."""
    return (shape[-1], *shape[:-1])


def axis_in_keras(axis: int, axes: int) -> int:
    """Give the place of an axis where the samples come first and the channels last."""
    if axis == 0:
        return axes
    return axis if axis < axes else axis + 1


def named(name: str, axes: int) -> Callable[..., Any]:
    """Give a layer's class by its name and the number of its axes, which are at least 1 in Keras."""
    layer: Callable[..., Any] = getattr(LAYERS, f"{name}{max(axes, 1)}D")
    return layer


def for_axes(name: str, axes: int, values: Any) -> Any:  # noqa: ANN401
    """Give a layer with a value for each axis; in 1-D Keras wants it by itself."""
    alone = axes == 1 and isinstance(values, tuple) and len(values) == 1
    return named(name, axes)(values[0] if alone else values)


def is_padded(kind: Kind) -> bool:
    """Tell whether a padding in numbers adds anything."""
    return any(end for pair in kind.padding for end in pair)


def padded(kind: Kind, layer: Callable[..., Any]) -> Layers:
    """Give a layer with a padding, which Keras has beside the layer where it is in numbers."""
    if isinstance(kind.padding, str):
        return [layer(padding=kind.padding)]
    if not is_padded(kind):
        return [layer(padding="valid")]
    return [for_axes("ZeroPadding", kind.spatial_axes, kind.padding), layer(padding="valid")]


def window(kind: Kind) -> dict[str, Any]:
    if max(kind.stride) > 1 and max(kind.dilation) > 1:
        raise Unasked(STRIDE_AND_DILATION)
    return {
        "kernel_size": kind.kernel_size,
        "strides": kind.stride,
        "dilation_rate": kind.dilation,
        "use_bias": kind.bias,
    }


def conv(drawn: Drawn) -> Layers:
    kind = drawn.kind
    more = {**window(kind), "filters": kind.out_channels, "groups": kind.groups}
    return padded(kind, partial(named("Conv", kind.spatial_axes), **more))


def depthwise(drawn: Drawn) -> Layers:
    kind = drawn.kind
    return padded(kind, partial(LAYERS.DepthwiseConv2D, depth_multiplier=kind.depth_multiplier, **window(kind)))


def separable(drawn: Drawn) -> Layers:
    kind = drawn.kind
    more = {**window(kind), "filters": kind.out_channels, "depth_multiplier": kind.depth_multiplier}
    return padded(kind, partial(LAYERS.SeparableConv2D, **more))


def conv_transpose(drawn: Drawn) -> Layers:
    kind, axes = drawn.kind, drawn.kind.spatial_axes
    if kind.groups != 1:
        raise Unasked(GROUPS)
    layer = partial(getattr(LAYERS, f"Conv{axes}DTranspose"), filters=kind.out_channels, **window(kind))
    if isinstance(kind.padding, str):
        if any(kind.output_padding):
            raise Unasked(WORDS, refused=True)
        return [layer(padding=kind.padding)]
    for added, stride, dilation in zip(kind.output_padding, kind.stride, kind.dilation, strict=True):
        if stride <= added < dilation:
            raise Unasked(SMALL_STRIDE)
    # What PyTorch's padding takes off the output is cropping by another name.
    whole = layer(padding="valid", output_padding=kind.output_padding)
    return [whole, for_axes("Cropping", axes, kind.padding)]


def pool(drawn: Drawn, name: str) -> Layers:
    kind = drawn.kind
    in_numbers = not isinstance(kind.padding, str)
    rounds_up = kind.ceil_mode and kind.padding != "same"
    if rounds_up or max(kind.spacing()) > 1 or (in_numbers and is_padded(kind)):
        raise Unasked(POOL)
    padding = "valid" if in_numbers else kind.padding
    return [named(name, kind.spatial_axes)(kind.kernel_size, kind.stride, padding)]


def adaptive_pool(drawn: Drawn, name: str) -> Layers:
    return [for_axes(name, drawn.kind.spatial_axes, drawn.kind.output_size)]


def global_pool(drawn: Drawn, name: str) -> Layers:
    return [named(name, len(drawn.shape) - 1)(keepdims=drawn.kind.keepdim)]


def upsample(drawn: Drawn) -> Layers:
    axes = len(drawn.shape) - 1
    factor = drawn.kind.scale_factor
    if axes == 2:
        return [LAYERS.UpSampling2D(factor, interpolation=drawn.kind.mode)]
    if drawn.kind.mode != "nearest":
        raise Unasked(BILINEAR, refused=True)
    return [for_axes("UpSampling", axes, factor)]


def linear(drawn: Drawn) -> Layers:
    if drawn.kind.over == "last" and len(drawn.shape) > 1:
        raise Unasked(LAST_AXIS)
    flat = [LAYERS.Flatten()] if drawn.kind.over == "all" else []
    return [*flat, LAYERS.Dense(drawn.kind.out_features, use_bias=drawn.kind.bias)]


def batch_norm(drawn: Drawn) -> Layers:
    if not drawn.kind.track_running_stats:
        raise Unasked(RUNNING)
    return [LAYERS.BatchNormalization(scale=drawn.kind.scale, center=drawn.kind.center)]


def layer_norm(drawn: Drawn) -> Layers:
    axis = list(range(1, len(drawn.shape) + 1)) if drawn.kind.axes == "all" else -1
    return [LAYERS.LayerNormalization(axis=axis, scale=drawn.kind.scale, center=drawn.kind.center)]


def group_norm(drawn: Drawn) -> Layers:
    # A group for each channel is how Keras writes instance normalisation.
    groups = getattr(drawn.kind, "num_groups", -1)
    return [LAYERS.GroupNormalization(groups, scale=drawn.kind.scale, center=drawn.kind.center)]


def prelu(drawn: Drawn) -> Layers:
    # Unless told to share, Keras learns a slope for every value.
    return [LAYERS.PReLU(shared_axes=list(range(1, len(drawn.shape) + (not drawn.kind.per_channel))) or None)]


ACTIVATIONS = {"hardswish": "hard_swish", "hardsigmoid": "hard_sigmoid"}
"""The functions that Keras calls otherwise."""


def join(layer: Callable[[], Any]) -> Callable[..., Layers]:
    """Join inputs value by value."""

    def build(drawn: Drawn) -> Layers:
        if len({len(shape) for shape in drawn.inputs}) > 1:
            raise Unasked(RANKS, refused=True)
        return [layer()]

    return build


def concatenate(drawn: Drawn) -> Layers:
    return [LAYERS.Concatenate(axis=axis_in_keras(drawn.kind.axis, max(map(len, drawn.inputs))))]


BUILDERS: dict[str, Callable[..., Layers]] = {
    "Conv": conv,
    "ConvTranspose": conv_transpose,
    "DepthwiseConv": depthwise,
    "SeparableConv": separable,
    "MaxPool": partial(pool, name="MaxPooling"),
    "AvgPool": partial(pool, name="AveragePooling"),
    "AdaptiveAvgPool": partial(adaptive_pool, name="AdaptiveAveragePooling"),
    "AdaptiveMaxPool": partial(adaptive_pool, name="AdaptiveMaxPooling"),
    "GlobalAvgPool": partial(global_pool, name="GlobalAveragePooling"),
    "GlobalMaxPool": partial(global_pool, name="GlobalMaxPooling"),
    "Upsample": upsample,
    "ZeroPad": lambda drawn: [for_axes("ZeroPadding", len(drawn.shape) - 1, drawn.kind.padding)],
    "Crop": lambda drawn: [for_axes("Cropping", len(drawn.shape) - 1, drawn.kind.cropping)],
    "Flatten": lambda drawn: [LAYERS.Flatten()],
    "Reshape": lambda drawn: [LAYERS.Reshape(channels_last(drawn.kind.shape))],
    "Linear": linear,
    "BatchNorm": batch_norm,
    "LayerNorm": layer_norm,
    "GroupNorm": group_norm,
    "InstanceNorm": group_norm,
    "Activation": lambda drawn: [LAYERS.Activation(ACTIVATIONS.get(drawn.kind.function, drawn.kind.function))],
    "PReLU": prelu,
    "Dropout": lambda drawn: [LAYERS.Dropout(drawn.kind.p)],
    "Add": join(LAYERS.Add),
    "Multiply": join(LAYERS.Multiply),
    "Average": join(LAYERS.Average),
    "Maximum": join(LAYERS.Maximum),
    "Concatenate": concatenate,
}
"""How each kind is built that Keras has, by its name without the number of its axes."""

NOT_IN_KERAS = {"PixelShuffle", "LocalResponseNorm"}


def runs_without_data(drawn: Drawn) -> bool:
    """Tell whether a layer can be run on tensors without data, and not on symbols alone."""
    kind = drawn.kind
    if kind.type == "Upsample":
        return False  # Keras enlarges with NumPy
    if kind.type != "AvgPool3d":
        return True
    # Here PyTorch, on which Keras runs, looks at the kernel without the padding; see torch_windows.py.
    return not any(size < k for size, k in zip(drawn.shape[1:], kind.kernel_size, strict=False))


def build(drawn: Drawn) -> Layers:
    """Build a layer in Keras; raises what Keras raises, and Unasked."""
    return BUILDERS[without_axes(drawn.kind.type)](drawn)
