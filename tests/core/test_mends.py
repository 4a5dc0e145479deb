"""What mends a problem: each offer takes it away, breaks nothing that was right, and is one step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis import analyse
from core.kinds import catalogue
from core.mends.causes import cause
from core.mends.mend import mends
from core.network import Network, is_unread
from core.session import Session
from tests.core.helpers import Fields, image, layer, network
from tests.core.strategies import networks


def offered(*layers: Fields) -> list[str]:
    """List what is offered for the first problem of a network; every offer is tried."""
    return offered_for(network(*layers))


def offered_for(of: Network) -> list[str]:
    """List what is offered for the first problem, after trying each."""
    reports = analyse(of).reports
    row = next(row for row, report in enumerate(reports) if report.problem)
    check_mends(of, row)
    return [mend.label for mend in mends(Session(of).state, row)]


def check_mends(of: Network, row: int) -> None:
    """Do each mend of a row as one step, look that it mends and harms nothing, and take it back."""
    before = analyse(of)
    for mend in mends(Session(of).state, row):
        document = Session(of)
        document.do(mend.step)
        after = document.state
        assert after.analysis == analyse(after.network)
        mended = after.network.row(of.layers[row].id)
        assert mended is not None
        assert after.analysis.reports[mended].problem is None, mend.label
        for layer_, report in zip(after.network.layers, after.analysis.reports, strict=True):
            old_row = of.row(layer_.id)
            stood = old_row is None or before.reports[old_row].shape is not None
            assert not (stood and report.problem), f"{mend.label} breaks {layer_.name}"
        document.undo()
        assert document.network == of
        assert document.undo_label is None


@given(st.data())
def test_every_mend_mends_harms_nothing_and_is_one_step(data: st.DataObject) -> None:
    of = data.draw(networks(least=1))
    for row, report in enumerate(analyse(of).reports):
        if report.problem is None:
            assert mends(Session(of).state, row) == ()
        else:
            check_mends(of, row)


def conv(name: str, channels: int = 64, kernel: int = 3, **more: object) -> Fields:
    """Give a convolution as a document has it."""
    return layer("Conv2d", name, out_channels=channels, kernel_size=kernel, **more)


VOLUME = image(64, 56, 56, name="pool")


@pytest.mark.parametrize(
    ("layers", "labels"),
    [
        pytest.param(
            [image(1, 4, 4), conv("c", 8, 5)],
            ["Set Kernel size to 3×3", "Set Padding to 1"],
            id="padding that makes a kernel fit",
        ),
        pytest.param(
            [image(1, 8, 8), layer("MaxPool2d", "p", kernel_size=4), conv("c", 8, 3)],
            ["Set Padding to 1", "Set Kernel size of p to 2×2"],
            id="the kernel above that is wrong",
        ),
        pytest.param(
            [
                VOLUME,
                conv("conv1", stride=2, padding=1),
                layer("Activation", "relu", function="relu"),
                conv("conv2", padding=1),
                layer("Add", "add", inputs=["conv2", "pool"]),
                layer("GlobalAvgPool", "gap"),
            ],
            [
                "Set Stride of conv1 to 1",
                "Add Convolution 2-D (1×1, 64 channels, stride 2) between pool and add",
            ],
            id="the stride that is wrong",
        ),
        pytest.param(
            [
                VOLUME,
                conv("conv1", 128, stride=2, padding=1),
                conv("conv2", 128, padding=1),
                layer("Add", "add", inputs=["conv2", "pool"]),
            ],
            ["Add Convolution 2-D (1×1, 128 channels, stride 2) between pool and add"],
            id="a projection on the skip",
        ),
        pytest.param(
            [VOLUME, conv("conv1"), conv("conv2"), layer("Add", "add", inputs=["conv2", "pool"])],
            ["Set Padding of conv2 to 2", "Add Zero padding (padding 2) between conv2 and add"],
            id="padding that makes two branches fit",
        ),
        pytest.param(
            [VOLUME, layer("Linear", "dense", out_features=64), layer("Add", "add", inputs=["dense", "pool"])],
            ["Add Global average between pool and add"],
            id="global pooling before what needs a vector",
        ),
        pytest.param(
            [image(10, name="v"), VOLUME, layer("Concatenate", "cat", inputs=["v", "pool"])],
            ["Add Flatten between pool and cat", "Add Global average between pool and cat"],
            id="a Flatten before what needs a vector",
        ),
        pytest.param(
            [image(64, 8, 8), conv("c", groups=5)], ["Set Groups to 4", "Set Groups to 2"], id="groups that divide"
        ),
        pytest.param([image(64, 8, 8), conv("c", 30, groups=8)], ["Set Groups to 2", "Set Output channels to 32"]),
        pytest.param([image(30, 8, 8), layer("GroupNorm", "n", num_groups=4)], ["Set Groups to 3", "Set Groups to 5"]),
        pytest.param(
            [image(3, 32, 32, name="a"), image(3, 30, 30, name="b"), layer("Concatenate", "c", inputs=["a", "b"])],
            ["Add Zero padding (padding 1) between b and c", "Set Shape of b to 3×32×32"],
            id="the nearest sizes that a merge accepts",
        ),
        pytest.param(
            [image(64, 4, 4), layer("Flatten", "flat"), conv("c", 8)],
            ["Add Reshape (64×4×4) before it", "Delete flat"],
            id="a volume again after a Flatten",
        ),
        pytest.param(
            [image(64, 4, 4), layer("Conv1d", "c", out_channels=8, kernel_size=3)], ["Make it Convolution 2-D"]
        ),
        pytest.param([image(4, 6, 6), layer("Reshape", "r", shape=[16, 3, 4])], ["Set Shape to 12×3×4"]),
        pytest.param([image(4, 6, 6), layer("Crop", "r", cropping=3)], ["Set Cropping to 1", "Set Cropping to 2"]),
        pytest.param([image(4, 6, 6), layer("MaxPool2d", "r", kernel_size=2, padding=2)], ["Set Padding to 1"]),
        pytest.param([image(4, 6), layer("Upsample", "u", mode="bilinear")], ["Set Mode to nearest"]),
        pytest.param(
            [image(3, 8, 8, name="image1"), conv("conv1", 3, padding=1), layer("Add", "a", inputs=["conv1", "imag1"])],
            ["Read image1 instead of imag1"],
            id="a name that is spelled alike",
        ),
        pytest.param(
            [image(3, 8, 8), conv("a", 8, inputs=["b"]), conv("b", 8, inputs=["image"])],
            ["Read image, the layer above", "Move it below b"],
            id="a layer that comes later",
        ),
        pytest.param(
            [image(3, 8, 8), conv("c", 3, padding=1), layer("Add", "a")], ["Read image as well"], id="one input too few"
        ),
        pytest.param(
            [image(3, 8, 8), conv("c", 3, padding=1), conv("d", 3, inputs=["image", "c"])],
            ["Read only image", "Read only c", "Add Add before it"],
            id="one input too many",
        ),
        pytest.param([conv("c", 3)], ["Add Input above it"], id="nothing to read"),
    ],
)
def test_a_common_mistake_is_offered_its_mend(layers: list[Fields], labels: list[str]) -> None:
    found = offered(*layers)
    assert [label for label in labels if label not in found] == [], found


def test_a_kernel_that_is_too_large_is_offered_sizes_that_leave_room_for_the_layers_below() -> None:
    below = (layer("MaxPool2d", "pool", kernel_size=2), conv("conv2", 32), layer("MaxPool2d", "pool2", kernel_size=2))
    assert offered(image(1, 28, 28), conv("conv1", 32, 40), *below) == [
        "Set Kernel size to 7×7",
        "Set Kernel size to 5×5",
    ]


def test_an_offer_keeps_what_other_layers_read() -> None:
    of = network(
        VOLUME,
        conv("conv1", 32, padding=1),
        layer("Add", "add", inputs=["conv1", "pool"]),
        conv("after", 8),
        layer("Concatenate", "cat", inputs=["conv1", "pool"]),
    )
    labels = offered_for(of)
    assert "Add Convolution 2-D (1×1, 32 channels) between pool and add" in labels
    assert len(labels) <= 4


SPATIAL = [kind.type for kind in catalogue.values() if kind.spatial_axes]


@pytest.mark.parametrize("kind", SPATIAL)
def test_every_kind_that_needs_a_volume_is_offered_one_after_a_flatten(kind: str) -> None:
    made = catalogue[kind].initial()
    volume = (16, 12, 12, 12)[: made.spatial_axes + 1]
    written = "×".join(map(str, volume))
    found = offered(image(*volume), layer("Flatten", "flat"), layer(kind, "x", **made.written()))
    assert {f"Add Reshape ({written}) before it", "Delete flat"} <= set(found)


@pytest.mark.parametrize("kind", SPATIAL)
def test_every_kind_that_reads_the_wrong_number_of_axes_is_offered_something(kind: str) -> None:
    made = catalogue[kind].initial()
    wrong = (16, 12, 12) if made.spatial_axes != 2 else (16, 12, 12, 12)
    assert offered(image(*wrong), layer(kind, "x", **made.written()))


@pytest.mark.parametrize("kind", [kind.type for kind in catalogue.values() if kind.least_inputs > 1])
def test_every_merge_is_offered_a_mend_for_sizes_that_differ_and_for_a_missing_input(kind: str) -> None:
    differ = [image(8, 12, 12, name="a"), image(8, 10, 10, name="b"), layer(kind, "x", inputs=["a", "b"])]
    assert "Add Zero padding (padding 1) between b and x" in offered(*differ)
    assert offered(image(8, 12, 12, name="a"), image(8, 12, 12, name="b"), layer(kind, "x")) == ["Read a as well"]


def test_the_cause_names_the_layer_that_changed_the_size() -> None:
    of = network(
        VOLUME,
        conv("conv1", stride=2, padding=1),
        conv("conv2", padding=1),
        layer("Add", "add", inputs=["conv2", "pool"]),
    )
    assert cause(Session(of).state, 3) == "conv1 turns 64×56×56 into 64×28×28."
    assert cause(Session(of).state, 2) == ""


def test_a_dead_end_is_known_unless_it_is_the_last() -> None:
    of = network(image(3, 8, 8), conv("a"), conv("b", inputs=["image"]), conv("c"))
    assert [is_unread(of, row) for row in range(4)] == [False, True, False, False]
