"""Input, dense layer and dropout."""

from collections.abc import Iterable

from core.algebra import product
from core.kinds.base import Bridge, Family, Kind, Shapes, Step, Wanted, Weight, kind
from core.language import tr
from core.settings import Choice, Count, Probability, ShapeSetting, Switch
from core.shapes import Shape


@kind
class Input(Kind):
    """Where data comes in."""

    type = "Input"
    label = "Input"
    family = Family.INPUT
    help = "The data that the network is given: its shape for one sample, channels first."
    name_stem = "input"
    other_names = "image data source"
    least_inputs = 0
    most_inputs = 0

    shape = ShapeSetting(
        "Shape",
        "The size of one sample, channels first: 1×28×28 is a grey image of 28×28 pixels, 3×224×224 a "
        "colour image. One number alone is a vector.",
        initial=[1, 28, 28],
    )

    def output(self, inputs: Shapes) -> Shape:
        return self.shape

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        usual = (1, *(28 for _ in wanted[1:])) if len(wanted) > 1 else (128,)
        yield Bridge(0, {"shape": [size or other for size, other in zip(wanted, usual, strict=True)]})


@kind
class Linear(Kind):
    """A dense layer (PyTorch's Linear, Keras' Dense)."""

    type = "Linear"
    label = "Dense"
    family = Family.DENSE
    help = "Connects every input value with every output unit, each connection with a weight of its own."
    name_stem = "dense"
    other_names = "linear fully connected fc"

    out_features = Count(
        "Units",
        "How many output units there are; the last layer of a classifier has one for each class.",
        initial=128,
        symbol="F_out",
        short="{} units",
    )
    bias = Switch("Bias", "One more learned number for each unit, added to its result.", default=True, short="{}")
    over = Choice(
        "Applied over",
        "What a unit is connected to. Everything: a volume is flattened first. Last axis: as PyTorch's "
        "Linear does on tensors. Channels: at every position, as Keras' Dense does on its images.",
        options={"all": "everything", "last": "last axis", "channel": "channels"},
        default="all",
        short="over {}",
    )

    def output(self, inputs: Shapes) -> Shape:
        (shape,) = inputs
        match self.over:
            case "all":
                return (self.out_features,)
            case "last":
                return (*shape[:-1], self.out_features)
            case _:
                return (self.out_features, *shape[1:])

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        (shape,) = inputs
        read = {"all": shape, "last": shape[-1:], "channel": shape[:1]}[self.over]
        # The whole volume is one axis of the matrix, written as the product that it is.
        matrix = Weight("Weights", (self.out_features, product(read)))
        return (matrix, Weight("Biases", (self.out_features,))) if self.bias else (matrix,)

    def macs(self, inputs: Shapes, output: Shape) -> int:
        (shape,) = inputs
        positions = {"all": (), "last": shape[:-1], "channel": shape[1:]}[self.over]
        one_position = product(self.weights(inputs)[0].factors)
        return one_position * product(positions) if positions else one_position

    def receptive_step(self) -> Step | None:
        return None

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        if len(wanted) == 1 and wanted[0]:
            yield Bridge(3, {"out_features": wanted[0]})


@kind
class Dropout(Kind):
    """Values left out at random while training."""

    type = "Dropout"
    label = "Dropout"
    family = Family.REGULARISATION
    help = "Sets values to zero at random while training, so that no unit is relied on alone."
    name_stem = "dropout"
    other_names = "regularization"

    p = Probability(
        "Probability", "The chance with which each value is left out.", default=0.5, symbol="p", short="p = {}"
    )

    def summary(self) -> str:
        return tr("p = {}").format(type(self).p.shown(self.p))
