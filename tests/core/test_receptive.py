"""Receptive fields, against published ones and chains counted by hand."""

from typing import Any

import pytest

from core.analysis import analyse
from core.network import Network
from core.receptive import receptive_fields
from core.table import Table
from tests.core.helpers import image, layer, network


def fields(*layers: dict[str, Any]) -> dict[str, tuple[int, ...] | None]:
    read = network(*layers)
    return of(read)


def of(read: Network) -> dict[str, tuple[int, ...] | None]:
    found = receptive_fields(read, analyse(read).reports)
    return {each.name: field for each, field in zip(read.layers, found, strict=True)}


def conv(name: str, kernel: object, **more: object) -> dict[str, Any]:
    return layer("Conv2d", name, out_channels=8, kernel_size=kernel, **more)


def pool(name: str, kernel: object = 2, **more: object) -> dict[str, Any]:
    return layer("MaxPool2d", name, kernel_size=kernel, **more)


def vgg(*convolutions: int) -> list[dict[str, Any]]:
    """Give VGG's blocks of 3×3 convolutions, each with a pooling."""
    layers = []
    for block, count in enumerate(convolutions, 1):
        layers += [conv(f"conv{block}_{number}", 3, padding=1) for number in range(1, count + 1)]
        layers.append(pool(f"pool{block}"))
    return layers


@pytest.mark.parametrize(
    ("blocks", "published"),
    # Araujo, Norris and Sim, Distill 2019: VGG-16 sees 212 units.
    [((2, 2, 3, 3, 3), 212), ((2, 2, 4, 4, 4), 268)],
)
def test_vgg_has_its_published_receptive_field(blocks: tuple[int, ...], published: int) -> None:
    assert fields(image(3, 224, 224), *vgg(*blocks))["pool5"] == (published, published)


def test_alexnet_has_its_published_receptive_field() -> None:
    found = fields(
        image(3, 227, 227),
        conv("conv1", 11, stride=4),
        pool("pool1", 3, stride=2),
        conv("conv2", 5, padding=2, groups=1),
        pool("pool2", 3, stride=2),
        conv("conv3", 3, padding=1),
        conv("conv4", 3, padding=1),
        conv("conv5", 3, padding=1),
        pool("pool5", 3, stride=2),
    )
    sizes = [field[0] for field in found.values() if field]
    assert sizes == [1, 11, 19, 51, 67, 99, 131, 163, 195]


def test_each_axis_has_its_own_field() -> None:
    found = fields(image(1, 32, 32), conv("a", [3, 5], stride=[1, 2]), conv("b", [2, 3], dilation=[4, 1]))
    assert found == {"image": (1, 1), "a": (3, 5), "b": (7, 9)}


def test_a_signal_and_a_block_have_fields_too() -> None:
    assert fields(image(1, 32), layer("Conv1d", "a", out_channels=1, kernel_size=7))["a"] == (7,)
    assert fields(image(1, 8, 8, 8), layer("MaxPool3d", "a", kernel_size=2))["a"] == (2, 2, 2)


@pytest.mark.parametrize(
    "same",
    [
        layer("BatchNorm", "x"),
        layer("LayerNorm", "x"),
        layer("GroupNorm", "x", num_groups=1),
        layer("InstanceNorm", "x"),
        layer("LocalResponseNorm", "x"),
        layer("Activation", "x", function="relu"),
        layer("PReLU", "x"),
        layer("Dropout", "x"),
        layer("ZeroPad", "x", padding=2),
        layer("Crop", "x", cropping=1),
    ],
    ids=lambda fields: str(fields["type"]),
)
def test_a_layer_that_looks_at_single_positions_leaves_the_field(same: dict[str, Any]) -> None:
    assert fields(image(1, 9, 9), conv("a", 3), same)["x"] == (3, 3)


@pytest.mark.parametrize("kind", ["Conv2d", "DepthwiseConv2d", "SeparableConv2d", "MaxPool2d", "AvgPool2d"])
def test_every_window_widens_the_field_alike(kind: str) -> None:
    more = {"out_channels": 1} if kind in ("Conv2d", "SeparableConv2d") else {}
    window = layer(kind, "x", kernel_size=[2, 3], stride=2, padding="same", **more)
    assert fields(image(1, 32, 32), conv("a", 3), window, conv("b", 3))["b"] == (8, 9)


def test_padding_leaves_the_field_and_it_may_exceed_the_input() -> None:
    assert fields(image(1, 4, 4), conv("a", 9, padding=4), conv("b", 9, padding="same"))["b"] == (17, 17)


@pytest.mark.parametrize(
    "end",
    [
        layer("Flatten", "end"),
        layer("Linear", "end", out_features=3),
        layer("Linear", "end", out_features=3, over="last"),
        layer("Linear", "end", out_features=3, over="channel"),
        layer("Reshape", "end", shape=[1, 7, 7]),
        layer("GlobalAvgPool", "end"),
        layer("GlobalMaxPool", "end", keepdim=True),
        layer("AdaptiveAvgPool2d", "end", output_size=7),
        layer("AdaptiveMaxPool2d", "end", output_size=1),
        layer("ConvTranspose2d", "end", out_channels=1, kernel_size=2),
        layer("Upsample", "end"),
        layer("PixelShuffle", "end", upscale_factor=1),
    ],
    ids=lambda fields: f"{fields['type']} {fields.get('over', '')}",
)
def test_the_field_ends_where_all_is_seen_at_once_or_enlarged(end: dict[str, Any]) -> None:
    found = fields(image(1, 9, 9), conv("a", 3), end, layer("Dropout", "after"))
    assert found["a"] == (3, 3)
    assert found["end"] is None
    assert found["after"] is None


def test_a_join_with_a_branch_that_has_no_field_has_none() -> None:
    found = fields(
        image(1, 9, 9),
        layer("Linear", "dense", out_features=9, over="last"),
        layer("Add", "sum", inputs=["dense", "image"]),
    )
    assert found["sum"] is None


def test_a_vector_has_no_field() -> None:
    assert fields(image(9), layer("Dropout", "drop")) == {"image": None, "drop": None}


def test_an_unknown_layer_has_no_field() -> None:
    found = fields(image(1, 4, 4), conv("large", 5), conv("waiting", 1), conv("other", 3, inputs=["image"]))
    assert found == {"image": (1, 1), "large": None, "waiting": None, "other": (3, 3)}


def test_a_join_takes_its_longest_branch() -> None:
    found = fields(
        image(1, 9, 9),
        conv("a", 3, padding=1),
        conv("b", 5, padding=2, inputs=["image"]),
        layer("Concatenate", "join", inputs=["a", "b"]),
        conv("after", 3),
    )
    assert found["join"] == (5, 5)
    assert found["after"] == (7, 7)


def test_a_branch_that_is_shorter_now_may_be_the_longest_later() -> None:
    # One branch sees 7 rows in steps of 1, the other 2 in steps of 8 (its one row is repeated against the others).
    found = fields(
        image(1, 8, 1),
        conv("wide", [7, 1], padding=[3, 0]),
        conv("slow", [2, 1], stride=[8, 1], inputs=["image"]),
        layer("Add", "join", inputs=["wide", "slow"]),
        conv("next", [3, 1], padding=[1, 0]),
    )
    assert found["join"] == (7, 1)
    assert found["next"] == (2 + 2 * 8, 1)


def test_a_layer_without_a_field_is_told_where_it_ended() -> None:
    read = network(
        image(1, 9, 9),
        conv("a", 3),
        layer("GlobalAvgPool", "all", keepdim=True),
        layer("Dropout", "after"),
        layer("Add", "sum", inputs=["a", "after"]),
    )
    table = Table(read, analyse(read))
    notes = [table.field_end_text(row) for row in range(5)]
    assert notes[:2] == ["", ""]
    assert notes[2:] == ["Not counted from all on: it sees all it reads at once, or enlarges it."] * 3


def test_a_vector_is_told_to_have_no_field() -> None:
    read = network(image(9), layer("Dropout", "drop"))
    assert Table(read, analyse(read)).field_end_text(1) == "A vector has no receptive field."
