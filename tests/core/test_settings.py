"""What a setting takes, what it refuses, and how it says so."""

import pytest

from core.kinds import catalogue
from core.settings import SettingError
from tests.core.helpers import made


def read(kind: str, setting: str, value: object) -> object:
    described = catalogue[kind].setting(setting)
    return described.read(value, catalogue[kind].spatial_axes)


def refusal(kind: str, setting: str, value: object) -> str:
    with pytest.raises(SettingError) as refused:
        read(kind, setting, value)
    assert refused.value.setting == setting
    return refused.value.message


@pytest.mark.parametrize(
    ("kind", "setting", "least", "most"),
    [
        ("Conv2d", "out_channels", 1, 10_000_000),
        ("Conv2d", "groups", 1, 10_000_000),
        ("Linear", "out_features", 1, 10_000_000),
        ("Conv2d", "kernel_size", 1, 10_000),
        ("Conv1d", "stride", 1, 10_000),
        ("Conv3d", "dilation", 1, 10_000),
        ("MaxPool2d", "kernel_size", 1, 10_000),
        ("AvgPool2d", "stride", 1, 10_000),
        ("MaxPool2d", "dilation", 1, 10_000),
        ("Conv2d", "padding", 0, 10_000),
        ("ConvTranspose2d", "output_padding", 0, 10_000),
        ("DepthwiseConv2d", "depth_multiplier", 1, 10_000_000),
        ("AdaptiveAvgPool2d", "output_size", 1, 1_000_000),
        ("GroupNorm", "num_groups", 1, 10_000_000),
        ("LocalResponseNorm", "size", 1, 10_000),
        ("PixelShuffle", "upscale_factor", 1, 10_000),
        ("Upsample", "scale_factor", 1, 10_000),
        ("ZeroPad", "padding", 0, 10_000),
        ("Crop", "cropping", 0, 10_000),
        ("Concatenate", "axis", 0, 3),
        ("Dropout", "p", 0, 1),
    ],
)
def test_a_number_is_taken_up_to_its_bounds_and_refused_past_them(
    kind: str, setting: str, least: int, most: int
) -> None:
    for value in (least, most):
        read(kind, setting, value)
    for value in (least - 1, most + 1):
        assert refusal(kind, setting, value).endswith(f", got {value}")


@pytest.mark.parametrize("shape", [[1], [10_000_000], [10_000_000, 1_000_000, 1_000_000, 1_000_000], [3, 224, 224]])
def test_a_shape_has_one_to_four_whole_axes(shape: list[int]) -> None:
    assert read("Input", "shape", shape) == tuple(shape)


@pytest.mark.parametrize(
    "shape",
    [[], [1, 28, 28, 28, 28], 28, "28", None, [10_000_001], [1, 1_000_001], [1, 28, 0], [1, 28.0], [True, 28], [[1]]],
)
def test_any_other_shape_is_refused(shape: object) -> None:
    assert refusal("Input", "shape", shape).startswith(
        "must be a list of 1 to 4 whole numbers, channels first, "
        "the first from 1 to 10,000,000 and the others from 1 to 1,000,000, got "
    )


@pytest.mark.parametrize("value", [True, 3.0, "3", None, [3], {"size": 3}])
def test_a_whole_number_is_nothing_else(value: object) -> None:
    assert refusal("Conv2d", "out_channels", value).startswith("must be a whole number from 1 to 10,000,000, got ")


@pytest.mark.parametrize("value", [True, 3.0, "3", None, [3], [3, 3, 3], [3, True], [3, 3.0], [3, [3]], [], {}])
def test_a_size_for_each_axis_is_one_whole_number_or_one_for_each(value: object) -> None:
    assert refusal("Conv2d", "kernel_size", value).startswith(
        "must be a whole number from 1 to 10,000, or a list with 2 such numbers, got "
    )


def test_one_number_stands_for_all_axes() -> None:
    assert made("Conv3d", out_channels=1, kernel_size=3) is made("Conv3d", out_channels=1, kernel_size=[3, 3, 3])
    assert read("Conv1d", "kernel_size", [3]) == (3,)


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        (0, ((0, 0), (0, 0))),
        (2, ((2, 2), (2, 2))),
        ([1, 2], ((1, 1), (2, 2))),
        ([[1, 2], [3, 4]], ((1, 2), (3, 4))),
        ("same", "same"),
        ("valid", "valid"),
    ],
)
def test_padding_is_a_number_a_list_pairs_or_a_word(value: object, taken: object) -> None:
    assert read("Conv2d", "padding", value) == taken


@pytest.mark.parametrize(
    "value",
    [True, 1.0, -1, "full", "SAME", None, [1], [1, 2, 3], [1, [1, 2]], [[1, 2]], [[1], [2]], [[1, 2], [3, True]]],
)
def test_any_other_padding_is_refused(value: object) -> None:
    assert refusal("Conv2d", "padding", value).startswith(
        'must be "same", "valid" or a whole number from 0 to 10,000, '
        "or a list with 2 such numbers or pairs [before, after], got "
    )


@pytest.mark.parametrize(
    ("setting", "value", "taken"),
    [
        ("scale_factor", 2, 2),
        ("scale_factor", [2], (2,)),
        ("scale_factor", [2, 3, 4], (2, 3, 4)),
        ("padding", 0, 0),
        ("padding", [[1, 2]], ((1, 2),)),
        ("padding", [[1, 2], [0, 0], [3, 3]], ((1, 2), (0, 0), (3, 3))),
        ("shape", [1, 2, 3, -1], (1, 2, 3, -1)),
        ("shape", [-1], (-1,)),
        ("shape", [10_000_000], (10_000_000,)),
    ],
)
def test_what_suits_any_number_of_axes_keeps_its_form(setting: str, value: object, taken: object) -> None:
    assert read(FOR_ANY_AXES[setting], setting, value) == taken


FOR_ANY_AXES = {"scale_factor": "Upsample", "padding": "ZeroPad", "shape": "Reshape"}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        *[("scale_factor", value) for value in (True, 2.0, "2", None, [], [0], [2, True], [2, 2, 2, 2], [[2]])],
        *[("padding", value) for value in (True, 1.0, "same", None, [], [1], [1, 2], [[1]], [[1, 2, 3]], [[1, -1]])],
        *[("padding", value) for value in ([[1, True]], [[1, 1]] * 4, [[1, 1.0]])],
        *[("shape", value) for value in (4, "4", None, [], [-1, -1], [0], [-2], [True], [4.0], [1] * 5, [[1]])],
        ("shape", [10_000_001]),
    ],
)
def test_what_suits_no_number_of_axes_is_refused(setting: str, value: object) -> None:
    assert refusal(FOR_ANY_AXES[setting], setting, value).startswith("must be a ")


@pytest.mark.parametrize("value", [1, 0, "true", None, []])
def test_a_switch_is_true_or_false(value: object) -> None:
    assert refusal("Conv2d", "bias", value).startswith("must be true or false, got ")


@pytest.mark.parametrize("value", ["Same", "", 1, None, ["all"], True])
def test_a_choice_is_one_of_its_words(value: object) -> None:
    assert refusal("Linear", "over", value).startswith('must be "all", "last" or "channel", got ')


@pytest.mark.parametrize("value", [True, -0.1, 1.1, "0.5", None, float("nan"), float("inf")])
def test_a_probability_is_a_number_from_0_to_1(value: object) -> None:
    assert refusal("Dropout", "p", value).startswith("must be a number from 0 to 1, got ")


def test_a_probability_may_be_written_as_a_whole_number() -> None:
    assert made("Dropout", p=1) is made("Dropout", p=1.0)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        (3.0, "3.0"),
        (None, "null"),
        ("3", '"3"'),
        ("a\nb", '"a\\u000ab"'),
        ("x" * 100, '"' + "x" * 60 + '"'),
        ([1, "a", [2.5, None]], '[1, "a", [2.5, null]]'),
        ({"a": 1}, "an object"),
        (list(range(20)), "[0, 1, 2, 3, 4, 5, 6, 7, …]"),
        ([[[[[1]]]]], "[[[[…]]]]"),
    ],
)
def test_a_refusal_ends_with_what_was_given_as_a_file_writes_it(value: object, written: str) -> None:
    assert refusal("Conv2d", "out_channels", value).endswith(f", got {written}")


def test_a_refusal_stays_short_whatever_was_given() -> None:
    assert len(refusal("Conv2d", "out_channels", ["word" * 10] * 1000)) < 200


def test_a_missing_setting_and_an_unknown_one_are_named() -> None:
    with pytest.raises(SettingError, match=r"is missing; it must be a whole number") as refused:
        made("Conv2d", kernel_size=3)
    assert refused.value.setting == "out_channels"
    with pytest.raises(SettingError, match="is not a setting of MaxPool2d, which has kernel_size, stride,") as refused:
        made("MaxPool2d", kernel_size=2, filters=3)
    assert refused.value.setting == "filters"
    with pytest.raises(SettingError, match="is not a setting of Flatten, which has no settings"):
        made("Flatten", axis=0)


def test_the_stride_of_a_pooling_follows_its_kernel_until_it_is_set() -> None:
    pool = made("MaxPool2d", kernel_size=[2, 3])
    assert pool.stride == (2, 3)  # type: ignore[attr-defined]
    assert pool.with_value("kernel_size", 4).stride == (4, 4)  # type: ignore[attr-defined]
    own = pool.with_value("stride", 1).with_value("kernel_size", 4)
    assert own.stride == (1, 1)  # type: ignore[attr-defined]
    assert own.with_value("stride", None).stride == (4, 4)  # type: ignore[attr-defined]


def test_a_setting_with_a_default_of_its_own_cannot_be_left_open() -> None:
    with pytest.raises(SettingError):
        made("Conv2d", out_channels=1, kernel_size=1).with_value("stride", None)


@pytest.mark.parametrize(
    ("kind", "values", "summary"),
    [
        ("Conv2d", {"out_channels": 32, "kernel_size": 5}, "5×5, 32 channels"),
        ("Conv2d", {"out_channels": 1000, "kernel_size": [1, 3], "bias": False}, "1×3, 1000 channels, no bias"),
        (
            "Conv2d",
            {"out_channels": 8, "kernel_size": 3, "stride": 2, "padding": "same", "dilation": [1, 2], "groups": 4},
            "3×3, 8 channels, stride 2, padding same, dilation 1×2, groups 4",
        ),
        ("Conv2d", {"out_channels": 8, "kernel_size": 3, "padding": 1}, "3×3, 8 channels, padding 1"),
        (
            "Conv2d",
            {"out_channels": 8, "kernel_size": 3, "padding": [[0, 1], [2, 2]]},
            "3×3, 8 channels, padding 0+1×2",
        ),
        ("MaxPool2d", {"kernel_size": 2}, "2×2"),
        ("MaxPool2d", {"kernel_size": 2, "stride": 2, "ceil_mode": True}, "2×2, stride 2, round up"),
        ("Linear", {"out_features": 10, "over": "last"}, "10 units, over last axis"),
        ("Dropout", {}, "p = 0.5"),
        ("Dropout", {"p": 0.25}, "p = 0.25"),
        ("Concatenate", {}, ""),
        ("Concatenate", {"axis": 1}, "axis 1"),
        ("BatchNorm", {"track_running_stats": False}, "no running statistics"),
        ("Flatten", {}, ""),
        (
            "ConvTranspose1d",
            {"out_channels": 8, "kernel_size": 4, "stride": 2, "output_padding": 1},
            "4, 8 channels, stride 2, output padding 1",
        ),
        ("DepthwiseConv2d", {"kernel_size": 3, "depth_multiplier": 2}, "3×3, multiplier 2"),
        ("AdaptiveAvgPool2d", {"output_size": 7}, "to 7×7"),
        ("GlobalMaxPool", {"keepdim": True}, "keep axes"),
        ("Upsample", {}, "×2"),
        ("Upsample", {"scale_factor": [2, 3], "mode": "bilinear"}, "×2×3, bilinear"),
        ("ZeroPad", {"padding": [[1, 2], [0, 0]]}, "padding 1+2×0"),
        ("Crop", {"cropping": 4}, "crop 4"),
        ("Reshape", {"shape": [4, -1]}, "4×-1"),
        ("LayerNorm", {"axes": "channel"}, "over channels"),
        ("GroupNorm", {"num_groups": 4, "center": False}, "groups 4, no shift"),
        ("LocalResponseNorm", {"size": 3}, "size 3"),
        ("PReLU", {"per_channel": True}, "one slope a channel"),
    ],
)
def test_a_layer_is_summed_up_in_one_line(kind: str, values: dict[str, object], summary: str) -> None:
    assert made(kind, **values).summary() == summary
