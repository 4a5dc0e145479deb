"""The examples against keras.applications, with random weights; Keras runs on PyTorch."""

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.examples.comparing import Layers, layers_with_parameters, read

pytest.importorskip("torch")
# Not the user's settings, nor a folder of Keras' own in the user's home.
os.environ.update(KERAS_BACKEND="torch", KERAS_HOME=os.environ["STRATA_HOME"])
keras = pytest.importorskip("keras")
applications = keras.applications

Model = Any

NETWORKS: dict[str, Callable[[], Model]] = {
    "vgg-16": lambda: applications.VGG16(weights=None),
    "vgg-19": lambda: applications.VGG19(weights=None),
    "resnet-50-first": lambda: applications.ResNet50(weights=None),
    "inception-v3": lambda: applications.InceptionV3(weights=None),
    "densenet-121": lambda: applications.DenseNet121(weights=None),
    "mobilenet-v1": lambda: applications.MobileNet(weights=None),
    "mobilenet-v2": lambda: applications.MobileNetV2(weights=None),
    "mobilenet-v3-large": lambda: applications.MobileNetV3Large(weights=None, input_shape=(224, 224, 3)),
    "xception": lambda: applications.Xception(weights=None),
    "efficientnet-b0": lambda: applications.EfficientNetB0(weights=None),
    "convnext-tiny": lambda: applications.ConvNeXtTiny(weights=None),
}


def size(weights: list[Any]) -> int:
    """Count the numbers in some weights."""
    return sum(weight.value.numel() for weight in weights)


def keras_layers(model: Model) -> Layers:
    """Count the layers that have weights; their outputs are turned round to channels first."""
    found: Layers = Counter()
    for block in model.layers:
        for layer in getattr(block, "layers", [block]):
            # What brings pixels to a common range is part of some models there and of no example.
            if layer.weights and not isinstance(layer, keras.layers.Normalization):
                *spatial, channels = layer.output.shape[1:]
                found[size(layer.trainable_weights), size(layer.non_trainable_weights), (channels, *spatial)] += 1
    return found


@pytest.mark.parametrize("name", NETWORKS)
def test_an_example_comes_to_what_keras_comes_to(name: str) -> None:
    example, model = read(name), NETWORKS[name]()
    assert layers_with_parameters(example) == keras_layers(model)
    assert example.reports[-1].shape == model.output_shape[1:]
