"""Activation functions."""

from collections.abc import Sequence

from core.kinds.base import Family, Kind, Preset, Shapes, Weight, kind
from core.settings import Choice, Switch


@kind
class Activation(Kind):
    """A fixed function of each value."""

    type = "Activation"
    label = "Activation"
    family = Family.ACTIVATION
    help = "Applies a fixed function to every value. Nothing is learned and the size stays."
    name_stem = "act"
    other_names = "nonlinearity"

    function = Choice(
        "Function",
        "Which function is applied. ReLU, max(0, x), is the usual one between layers; softmax turns the "
        "last layer into probabilities.",
        options={
            "relu": "ReLU",
            "relu6": "ReLU6",
            "leaky_relu": "Leaky ReLU",
            "elu": "ELU",
            "selu": "SELU",
            "gelu": "GELU",
            "silu": "SiLU",
            "hardswish": "Hard swish",
            "hardsigmoid": "Hard sigmoid",
            "sigmoid": "Sigmoid",
            "tanh": "Tanh",
            "softplus": "Softplus",
            "softmax": "Softmax",
            "log_softmax": "Log softmax",
        },
        initial="relu",
    )

    @property
    def title(self) -> str:
        return type(self).function.shown(self.function)

    @property
    def stem(self) -> str:
        return self.function

    @classmethod
    def presets(cls) -> Sequence[Preset]:
        return tuple(Preset(label, {"function": word}) for word, label in cls.function.options.items())


@kind
class PReLU(Kind):
    """A rectifier whose slope below zero is learned (He et al. 2015, PyTorch's PReLU)."""

    type = "PReLU"
    label = "PReLU"
    family = Family.ACTIVATION
    help = "Like ReLU, but negative values are multiplied by a slope that is learned."
    name_stem = "act"
    other_names = "parametric rectifier"

    per_channel = Switch(
        "One slope a channel", "Learns a slope for each channel instead of one for all.", default=False, short="{}"
    )

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        return (Weight("Slopes", inputs[0][:1]),) if self.per_channel else (Weight("Slope", (1,)),)
