"""What follows from a network: shapes, counts, problems, who waits for whom, and the totals."""

import pytest

from core.analysis import Report, Totals, analyse
from core.files import read_network
from tests.core.helpers import LASAGNE, document, image, layer, network, problem, reports


def test_the_lasagne_example_has_its_published_count() -> None:
    totals = analyse(read_network(LASAGNE)).totals
    assert totals == Totals(layers=7, parameters=217_706, non_trainable=0, macs=1_589_760, problems=0, unknown=0)


def test_alexnet_counts_its_groups() -> None:
    found = network(
        image(3, 227, 227),
        layer("Conv2d", "conv1", out_channels=96, kernel_size=11, stride=4),
        layer("MaxPool2d", "pool1", kernel_size=3, stride=2),
        layer("Conv2d", "conv2", out_channels=256, kernel_size=5, padding=2, groups=2),
        layer("MaxPool2d", "pool2", kernel_size=3, stride=2),
        layer("Conv2d", "conv3", out_channels=384, kernel_size=3, padding=1),
        layer("Conv2d", "conv4", out_channels=384, kernel_size=3, padding=1, groups=2),
        layer("Conv2d", "conv5", out_channels=256, kernel_size=3, padding=1, groups=2),
        layer("MaxPool2d", "pool5", kernel_size=3, stride=2),
        layer("Linear", "fc6", out_features=4096),
        layer("Linear", "fc7", out_features=4096),
        layer("Linear", "fc8", out_features=1000),
    )
    assert analyse(found).totals.parameters == 60_965_224


@pytest.mark.parametrize(
    ("settings", "learned", "not_learned"),
    [
        ({}, 64, 64),
        ({"scale": False}, 32, 64),
        ({"center": False}, 32, 64),
        ({"scale": False, "center": False}, 0, 64),
        ({"track_running_stats": False}, 64, 0),
    ],
)
@pytest.mark.parametrize("shape", [(32,), (32, 9), (32, 9, 9), (32, 9, 9, 9)])
def test_batch_norm_learns_two_numbers_a_channel_and_keeps_two_more(
    settings: dict[str, bool], learned: int, not_learned: int, shape: tuple[int, ...]
) -> None:
    report = reports(image(*shape), layer("BatchNorm", "norm", **settings))[1]
    assert report == Report(shape, learned, not_learned, 0)


@pytest.mark.parametrize(
    ("over", "shape", "parameters", "macs"),
    [
        ("all", (10,), (32 * 5 * 7 + 1) * 10, 32 * 5 * 7 * 10),
        ("last", (32, 5, 10), (7 + 1) * 10, 7 * 10 * 32 * 5),
        ("channel", (10, 5, 7), (32 + 1) * 10, 32 * 10 * 5 * 7),
    ],
)
def test_a_dense_layer_works_over_all_the_last_axis_or_the_channels(
    over: str, shape: tuple[int, ...], parameters: int, macs: int
) -> None:
    report = reports(image(32, 5, 7), layer("Linear", "dense", out_features=10, over=over))[1]
    assert report == Report(shape, parameters, 0, macs)


@pytest.mark.parametrize("over", ["all", "last", "channel"])
def test_on_a_vector_every_dense_layer_is_the_same(over: str) -> None:
    report = reports(image(7), layer("Linear", "dense", out_features=3, over=over, bias=False))[1]
    assert report == Report((3,), 21, 0, 21)


@pytest.mark.parametrize(
    ("first", "second", "sum_"),
    [
        ((3, 8, 8), (3, 8, 8), (3, 8, 8)),
        ((3, 8, 8), (1, 8, 8), (3, 8, 8)),
        ((1, 8, 8), (3, 8, 8), (3, 8, 8)),
        ((3, 1, 1), (3, 8, 8), (3, 8, 8)),
        ((3, 1, 8), (1, 8, 1), (3, 8, 8)),
        ((5,), (1,), (5,)),
    ],
)
def test_adding_repeats_an_axis_of_one(first: tuple[int, ...], second: tuple[int, ...], sum_: tuple[int, ...]) -> None:
    found = reports(image(*first, name="a"), image(*second, name="b"), layer("Add", "sum", inputs=["a", "b"]))
    assert found[2] == Report(sum_, 0, 0, 0)


def test_a_layer_may_be_read_twice_by_the_same() -> None:
    found = reports(image(3, 8), layer("Concatenate", "twice", inputs=["image", "image"]))
    assert found[1].shape == (6, 8)


@pytest.mark.parametrize(("axis", "joined"), [(0, (7, 4, 5)), (1, None), (2, None)])
def test_concatenating_adds_up_one_axis(axis: int, joined: tuple[int, ...] | None) -> None:
    found = reports(
        image(3, 4, 5, name="a"),
        image(4, 4, 5, name="b"),
        layer("Concatenate", "join", axis=axis, inputs=["a", "b"]),
    )
    assert found[2].shape == joined


CONV = {"out_channels": 8, "kernel_size": 5}


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        (
            [image(1, 4, 9), layer("Conv2d", "x", **CONV)],
            "The 5×5 kernel is larger than the 4×9 input (height 5 > 4).",
        ),
        (
            [image(1, 4, 4), layer("Conv2d", "x", **CONV, dilation=2, padding=1)],
            "The 5×5 kernel with dilation 2 covers 9×9 and is larger than the 4×4 input, 6×6 with its padding.",
        ),
        (
            [image(1, 1, 1), layer("MaxPool2d", "x", kernel_size=2)],
            "The 2×2 kernel is larger than the 1×1 input.",
        ),
        (
            [image(7), layer("Conv2d", "x", **CONV)],
            "Convolution 2-D needs channels × height × width, but its input is 7 (features).",
        ),
        (
            [image(3, 9), layer("MaxPool2d", "x", kernel_size=2)],
            "Max pooling 2-D needs channels × height × width, but its input is 3×9 (channels × length).",
        ),
        (
            [image(3, 9, 9), layer("Conv2d", "x", **CONV, groups=2)],
            "2 groups do not divide the 3 input channels: 3 / 2 leaves 1.",
        ),
        (
            [image(9, 9, 9), layer("Conv2d", "x", **CONV, groups=3)],
            "3 groups do not divide the 8 output channels: 8 / 3 leaves 2.",
        ),
        (
            [image(3, 8, name="a"), image(3, 9, name="b"), layer("Add", "x", inputs=["a", "b"])],
            "a gives 3×8, b gives 3×9. These do not match: lengths 8 and 9.",
        ),
        (
            [image(3, name="a"), image(4, name="b"), layer("Add", "x", inputs=["a", "b"])],
            "a gives 3, b gives 4. These do not match: features 3 and 4.",
        ),
        (
            [image(3, 8, name="a"), image(3, 8, 1, name="b"), layer("Add", "x", inputs=["a", "b"])],
            (
                "a gives 3×8, b gives 3×8×1. Add needs inputs with the same axes, and these have "
                "channels × length and channels × height × width."
            ),
        ),
        (
            [image(3, 8, 8, name="a"), image(4, 8, 9, name="b"), layer("Concatenate", "x", inputs=["a", "b"])],
            ("a gives 3×8×8, b gives 4×8×9. Along the channels all else must be equal: widths 8 and 9."),
        ),
        (
            [image(3, 8, name="a"), image(4, 8, name="b"), layer("Concatenate", "x", axis=2, inputs=["a", "b"])],
            "a gives 3×8, b gives 4×8. There is no axis 2 in 3×8, whose axes are 0 to 1.",
        ),
        ([layer("Dropout", "x")], "Dropout has nothing to read: there is no layer above it."),
        ([layer("Add", "x")], "Add has nothing to read: there is no layer above it."),
        ([image(3), layer("Dropout", "x", inputs=[])], "Dropout takes one input, but it reads none."),
        (
            [image(3), image(3, name="b"), layer("Dropout", "x", inputs=["image", "b"])],
            "Dropout takes one input, but it reads 2.",
        ),
        ([image(3), layer("Add", "x")], "Add takes 2 inputs or more, but it reads 1."),
        (
            [image(3), layer("Input", "x", shape=[3], inputs=["image"])],
            "Input takes no input, but it reads 1.",
        ),
        ([image(3), layer("Dropout", "x", inputs=["nobody"])], "It reads “nobody”, but no layer has that name."),
        (
            [image(3), layer("Dropout", "x", inputs=["x"])],
            "It reads itself; a layer can read only layers above it.",
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_the_numbers(layers: list[dict[str, object]], message: str) -> None:
    assert problem(*layers) == message


def test_a_join_that_does_not_fit_names_each_layer_once_and_the_first_of_many() -> None:
    many = [image(3, 8 + number, name=f"i{number}") for number in range(5)]
    message = problem(*many, layer("Multiply", "x", inputs=["i0", "i0", "i1", "i2", "i3", "i4"]))
    assert message == (
        "i0 gives 3×8, i1 gives 3×9, i2 gives 3×10, i3 gives 3×11, …. These do not match: lengths 8 and 9."
    )


def test_a_layer_that_reads_one_below_has_the_problem_and_no_other() -> None:
    first, early, late = reports(image(3), layer("Dropout", "early", inputs=["late"]), layer("Dropout", "late"))
    assert first.problem is None
    assert early.problem is not None
    assert early.problem.message == "It reads late, which comes later; a layer can read only layers above it."
    assert late.problem is None


@pytest.mark.parametrize(
    ("fields", "setting"),
    [
        ({"kernel_size": 9}, "kernel_size"),
        ({"kernel_size": 3, "groups": 3}, "groups"),
        ({"kernel_size": 3, "inputs": ["nobody"]}, "inputs"),
    ],
)
def test_a_problem_names_the_setting_at_fault(fields: dict[str, object], setting: str) -> None:
    report = reports(image(8, 4, 4), layer("Conv2d", "conv", out_channels=8, **fields))[1]
    assert report.problem is not None
    assert report.problem.setting == setting


def test_an_axis_of_zero_is_a_problem_and_not_a_shape() -> None:
    report = reports(image(1, 4, 4), layer("Conv2d", "conv", out_channels=8, kernel_size=5))[1]
    assert report == Report(problem=report.problem)
    assert report.problem is not None


def test_what_depends_on_a_problem_waits_for_it_and_has_none_itself() -> None:
    read = network(
        image(1, 4, 4),
        layer("Conv2d", "conv", out_channels=8, kernel_size=5),
        layer("Dropout", "second"),
        layer("Dropout", "third"),
        layer("Add", "sum", inputs=["image", "third"]),
        layer("Dropout", "apart", inputs=["image"]),
    )
    analysis = analyse(read)
    conv = read.layers[1].id
    assert [report.waits_for for report in analysis.reports] == [None, None, conv, conv, conv, None]
    for report in analysis.reports[2:5]:
        assert report == Report(waits_for=conv)
    assert analysis.reports[5].shape == (1, 4, 4)
    assert analysis.totals == Totals(layers=6, problems=1, unknown=4)


def test_totals_count_what_is_known() -> None:
    read = network(
        image(1, 8, 8),
        layer("Conv2d", "conv", out_channels=8, kernel_size=3),
        layer("MaxPool2d", "pool", kernel_size=9),
        layer("Linear", "dense", out_features=10),
    )
    totals = Totals(layers=4, parameters=80, non_trainable=0, macs=9 * 8 * 36, problems=1, unknown=2)
    assert analyse(read).totals == totals


def test_counts_are_exact_beyond_64_bits() -> None:
    million = 1_000_000
    report = reports(
        image(10 * million, million, million, million), layer("Linear", "dense", out_features=10 * million)
    )[1]
    inputs = 10_000_000 * million**3
    assert report.parameters == (inputs + 1) * 10_000_000
    assert report.macs == inputs * 10_000_000 > 2**64


def test_an_empty_network_is_fine() -> None:
    assert analyse(network()).totals == Totals()
    assert analyse(network()).reports == ()


def test_a_name_in_a_reading_is_not_an_index() -> None:
    assert b'"inputs": ["0"]' in document([layer("Dropout", "x", inputs=["0"])])
    assert problem(image(3), layer("Dropout", "x", inputs=["0"])) == "It reads “0”, but no layer has that name."
