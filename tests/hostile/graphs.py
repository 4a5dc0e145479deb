"""Large networks that are easy to write down and costly for whoever walks paths, copies lists or counts from 1."""

from collections.abc import Callable, Mapping

from core.files import MOST_LAYERS
from tests.core.helpers import Fields, image, layer

Layers = list[Fields]


def relu(name: str, **fields: object) -> Fields:
    """Give an activation."""
    return layer("Activation", name, function="relu", **fields)


def ladder(steps: int = 60) -> Layers:
    """Double the paths with each step: there are 2^60 of them."""
    layers = [image(3, 8, 8)]
    for step in range(steps):
        above = layers[-1]["name"]
        layers.append(layer("Conv2d", f"side {step}", out_channels=3, kernel_size=1, inputs=[above]))
        layers.append(layer("Add", f"sum {step}", inputs=[above, f"side {step}"]))
    return layers


def one_read_by_many(readers: int = 10_000) -> Layers:
    """Let one layer be read by all others."""
    return [image(3, 8, 8), *(relu(f"reader {number}", inputs=["image"]) for number in range(readers))]


def many_joined(kind: str, inputs: int = 10_000) -> Layers:
    """Let one layer read many."""
    layers = one_read_by_many(inputs)
    return [*layers, layer(kind, "all", inputs=[each["name"] for each in layers[1:]])]


def broken_with_dependants(dependants: int = 50_000) -> Layers:
    """Let many layers wait for one with a problem."""
    broken = layer("Conv2d", "broken", out_channels=3, kernel_size=9)
    return [image(3, 8, 8), broken, *(relu(f"waiting {number}") for number in range(dependants))]


def upside_down(layers: int = 10_000) -> Layers:
    """Let each layer read the one below."""
    return [relu(f"layer {number}", inputs=[f"layer {number + 1}"]) for number in range(layers)]


def reading_nobody(layers: int = 10_000) -> Layers:
    """Let each layer read a name that no layer has."""
    reading = (layer("Add", f"sum {number}", inputs=["image", "nobody"]) for number in range(layers))
    return [image(3, 8, 8), *reading]


def growing_without_end(layers: int = 5_000) -> Layers:
    """Enlarge layer upon layer, to sizes of 20,000 digits if nobody stops it."""
    enlarging = (layer("Upsample", f"larger {number}", scale_factor=10_000) for number in range(layers))
    return [image(3, 8, 8), *enlarging]


def doubling_without_end(layers: int = 15_000) -> Layers:
    """Put each layer behind itself."""
    result = [image(3, 8, 8)]
    for number in range(layers):
        result.append(layer("Concatenate", f"twice {number}", inputs=[result[-1]["name"]] * 2))
    return result


def seeing_without_end(layers: int = 5_000) -> Layers:
    """Widen the receptive field ten thousandfold with each layer."""
    widest = {"out_channels": 1, "kernel_size": 10_000, "stride": 10_000, "padding": "same"}
    return [image(3, 8, 8), *(layer("Conv2d", f"wider {number}", **widest) for number in range(layers))]


def no_longest_path(paths: int = 3_000, behind: int = 5_000) -> Layers:
    """Join paths of which each sees more and strides less than the next, and let many layers follow."""
    layers = [image(3, 1)]
    for path in range(paths):
        sizes = {"kernel_size": path + 1, "stride": 10_000 - path}
        layers.append(
            layer("Conv1d", f"path {path}", out_channels=3, padding="same", inputs=["image"], **sizes),
        )
    layers.append(layer("Add", "join", inputs=[each["name"] for each in layers[1:]]))
    tail = (layer("Conv1d", f"behind {number}", out_channels=3, kernel_size=1) for number in range(behind))
    return [*layers, *tail]


def as_many_as_fit() -> Layers:
    """Fill a document with layers."""
    return [image(3, 8, 8), *(relu(f"layer {number}") for number in range(MOST_LAYERS - 1))]


GRAPHS: Mapping[str, Callable[[], Layers]] = {
    "2^60 paths": ladder,
    "one layer read by 10,000": one_read_by_many,
    "10,000 layers in one Concatenate": lambda: many_joined("Concatenate"),
    "10,000 layers in one Add": lambda: many_joined("Add"),
    "a broken layer with 50,000 dependants": broken_with_dependants,
    "10,000 layers upside down": upside_down,
    "10,000 layers that read nobody": reading_nobody,
    "5,000 layers that enlarge": growing_without_end,
    "15,000 layers that double": doubling_without_end,
    "5,000 layers that see ever more": seeing_without_end,
    "3,000 paths none of which is the longest": no_longest_path,
}
"""Each is answered within the limits, by every command."""

ALL_GRAPHS: Mapping[str, Callable[[], Layers]] = {**GRAPHS, "100,000 layers": as_many_as_fit}
"""The table of the last takes a little longer to write."""
