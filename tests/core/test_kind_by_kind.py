"""The rules of single kinds as a student reads them: workings and problems, worked out by hand."""

from typing import Any

import pytest

from core.analysis import answer
from core.working import explain
from tests.core.helpers import made

Shapes = tuple[tuple[int, ...], ...]
Values = dict[str, Any]

IMAGE = ((16, 9, 9),)
UP = {"out_channels": 8, "kernel_size": 4, "stride": 2}


@pytest.mark.parametrize(
    ("kind", "values", "inputs", "expected"),
    [
        (
            "ConvTranspose2d",
            {**UP, "padding": 1},
            ((16, 14, 14),),
            [
                "Output size: (n − 1)·s − 2p + k = (14 − 1)·2 − 2·1 + 4 = 28",
                "Volume: 8 × 28 × 28",
                "Weights: k_h·k_w·C_out·C_in = 4·4·8·16 = 2,048",
                "Biases: C_out = 8",
                "Parameters: (k_h·k_w·C_in + 1)·C_out = (4·4·16 + 1)·8 = 2,056",
                "Multiply–accumulates: k_h·k_w·C_out · C_in·H_in·W_in = 4·4·8 · 16·14·14 = 401,408",
            ],
        ),
        (
            "ConvTranspose2d",
            {**UP, "padding": [[1, 0], [1, 0]], "output_padding": 1, "groups": 2, "dilation": 2, "bias": False},
            ((16, 14, 14),),
            [
                "Output size: (n − 1)·s − p_before + d·(k − 1) + 1 + o = (14 − 1)·2 − 1 + 2·(4 − 1) + 1 + 1 = 33",
                "Volume: 8 × 33 × 33",
                "Weights: k_h·k_w·(C_out/g)·C_in = 4·4·(8/2)·16 = 1,024",
                "Parameters: k_h·k_w·(C_out/g)·C_in = 4·4·(8/2)·16 = 1,024",
                "Multiply–accumulates: k_h·k_w·(C_out/g) · C_in·H_in·W_in = 4·4·(8/2) · 16·14·14 = 200,704",
            ],
        ),
        ("ConvTranspose1d", {**UP, "padding": "same"}, ((16, 14),), ["Output size: n·s = 14·2 = 28"]),
        (
            "ConvTranspose1d",
            {**UP, "padding": "valid"},
            ((16, 14),),
            ["Output size: n·s + max(k − s, 0) = 14·2 + max(4 − 2, 0) = 30"],
        ),
        (
            "DepthwiseConv2d",
            {"kernel_size": 3, "depth_multiplier": 2},
            IMAGE,
            [
                "Output channels: C_in·m = 16·2 = 32",
                "Output height and width: ⌊(n − k)/s⌋ + 1 = (9 − 3)/1 + 1 = 7",
                "Volume: 32 × 7 × 7",
                "Weights: k_h·k_w · C_in·m = 3·3 · 16·2 = 288",
                "Biases: C_in·m = 16·2 = 32",
                "Parameters: (k_h·k_w + 1) · C_in·m = (3·3 + 1) · 16·2 = 320",
                "Multiply–accumulates: k_h·k_w · C_out·H_out·W_out = 3·3 · 32·7·7 = 14,112",
            ],
        ),
        (
            "SeparableConv2d",
            {"kernel_size": 3, "out_channels": 32},
            IMAGE,
            [
                "Output size: ⌊(n − k)/s⌋ + 1 = (9 − 3)/1 + 1 = 7",
                "Volume: 32 × 7 × 7",
                "Depthwise weights: k_h·k_w·C_in = 3·3·16 = 144",
                "Pointwise weights: C_in·C_out = 16·32 = 512",
                "Biases: C_out = 32",
                "Parameters: k_h·k_w·C_in + (C_in + 1)·C_out = 3·3·16 + (16 + 1)·32 = 688",
                (
                    "Multiply–accumulates: k_h·k_w·C_in · H_out·W_out + C_in · C_out·H_out·W_out = "
                    "3·3·16 · 7·7 + 16 · 32·7·7 = 32,144"
                ),
            ],
        ),
        (
            "Upsample",
            {"scale_factor": [2, 3]},
            IMAGE,
            ["Output height: n·r = 9·2 = 18", "Output width: n·r = 9·3 = 27", "Volume: 16 × 18 × 27"],
        ),
        ("ZeroPad", {"padding": 1}, IMAGE, ["Output size: n + 2p = 9 + 2·1 = 11"]),
        (
            "ZeroPad",
            {"padding": [[1, 2], [0, 3]]},
            IMAGE,
            ["Output height: n + p_before + p_after = 9 + 1 + 2 = 12", "Output width: n + p_after = 9 + 3 = 12"],
        ),
        ("Crop", {"cropping": 4}, IMAGE, ["Output size: n − 2c = 9 − 2·4 = 1"]),
        (
            "PixelShuffle",
            {"upscale_factor": 2},
            IMAGE,
            ["Output channels: C_in/(r·r) = 16/(2·2) = 4", "Output height and width: n·r = 9·2 = 18"],
        ),
        ("Reshape", {"shape": [4, -1]}, IMAGE, ["Output size: C_in·H_in·W_in/C = 16·9·9/4 = 324", "Volume: 4 × 324"]),
        ("Reshape", {"shape": [144, 9]}, IMAGE, ["Volume: 144 × 9"]),
        ("AdaptiveAvgPool2d", {"output_size": [7, 5]}, IMAGE, ["Volume: 16 × 7 × 5"]),
        ("GlobalAvgPool", {}, IMAGE, ["Vector: 16", "Parameters: none: Global average has nothing to learn"]),
        ("GlobalMaxPool", {"keepdim": True}, IMAGE, ["Volume: 16 × 1 × 1"]),
        (
            "LayerNorm",
            {},
            IMAGE,
            [
                "Volume: 16 × 9 × 9",
                "Scale: C_in·H_in·W_in = 16·9·9 = 1,296",
                "Shift: C_in·H_in·W_in = 16·9·9 = 1,296",
                "Parameters: 2C_in·H_in·W_in = 2·16·9·9 = 2,592",
            ],
        ),
        (
            "LayerNorm",
            {"axes": "channel", "center": False},
            IMAGE,
            ["Volume: 16 × 9 × 9", "Scale: C_in = 16", "Parameters: C_in = 16"],
        ),
        (
            "GroupNorm",
            {"num_groups": 4},
            IMAGE,
            ["Volume: 16 × 9 × 9", "Scale: C_in = 16", "Shift: C_in = 16", "Parameters: 2C_in = 2·16 = 32"],
        ),
        (
            "InstanceNorm",
            {},
            IMAGE,
            ["Volume: 16 × 9 × 9", "Parameters: none: Instance norm has nothing to learn"],
        ),
        ("PReLU", {}, IMAGE, ["Volume: 16 × 9 × 9", "Slope: 1", "Parameters: 1"]),
        ("PReLU", {"per_channel": True}, IMAGE, ["Volume: 16 × 9 × 9", "Slopes: C_in = 16", "Parameters: C_in = 16"]),
        ("Multiply", {}, ((16, 3), (16, 1)), ["Volume: 16 × 3", "Parameters: none: Multiply has nothing to learn"]),
    ],
)
def test_a_working_is_as_one_does_it_by_hand(kind: str, values: Values, inputs: Shapes, expected: list[str]) -> None:
    written = list(map(str, explain(made(kind, **values), inputs)))
    assert written[: len(expected)] == expected


@pytest.mark.parametrize(
    ("kind", "values", "inputs", "setting", "message"),
    [
        (
            "ConvTranspose2d",
            {**UP, "output_padding": 2},
            ((16, 2, 2),),
            "output_padding",
            "The output padding 2 must be below the larger of the stride 2 and the dilation 1 (height).",
        ),
        (
            "ConvTranspose2d",
            {**UP, "output_padding": [0, 1], "padding": "same"},
            ((16, 2, 2),),
            "output_padding",
            'Output padding goes with a padding in numbers, not with "same".',
        ),
        (
            "ConvTranspose2d",
            {**UP, "groups": 2},
            ((15, 2, 2),),
            "groups",
            "2 groups do not divide the 15 input channels: 15 / 2 leaves 1.",
        ),
        (
            "GlobalAvgPool",
            {},
            ((16,),),
            "",
            "Global average needs a volume with spatial axes, but its input is a vector of 16.",
        ),
        (
            "Upsample",
            {"mode": "bilinear"},
            ((16, 9),),
            "mode",
            "Bilinear enlarging needs channels × height × width, but the input is 16×9 (channels × length).",
        ),
        (
            "Upsample",
            {"scale_factor": [2, 3]},
            ((16, 9),),
            "scale_factor",
            "The scale factor is given for 2 axes, but the input 16×9 has 1 (length).",
        ),
        (
            "ZeroPad",
            {"padding": [[1, 2]]},
            IMAGE,
            "padding",
            "The padding is given for 1 axis, but the input 16×9×9 has 2 (height and width).",
        ),
        ("Crop", {"cropping": 5}, IMAGE, "cropping", "Cutting 5 and 5 off a height of 9 leaves nothing."),
        (
            "PixelShuffle",
            {"upscale_factor": 2},
            ((15, 9, 9),),
            "upscale_factor",
            "The upscale factor 2 needs channels that 2² = 4 divides, but there are 15.",
        ),
        (
            "Reshape",
            {"shape": [5, -1]},
            IMAGE,
            "shape",
            "16×9×9 has 1,296 values, which do not make 5×-1: 5 does not divide them.",
        ),
        ("Reshape", {"shape": [5, 5]}, IMAGE, "shape", "16×9×9 has 1,296 values, which do not make 5×5 (25 values)."),
        (
            "GroupNorm",
            {"num_groups": 3},
            IMAGE,
            "num_groups",
            "3 groups do not divide the 16 channels: 16 / 3 leaves 1.",
        ),
        (
            "LocalResponseNorm",
            {},
            ((16,),),
            "",
            "Local response norm needs channels with positions, but its input is a vector of 16.",
        ),
        ("Average", {}, ((16, 3), (16, 2)), "", "These do not match: lengths 3 and 2."),
    ],
)
def test_a_mistake_is_told_with_its_numbers_and_its_setting(
    kind: str, values: Values, inputs: Shapes, setting: str, message: str
) -> None:
    problem = answer(made(kind, **values), inputs).problem
    assert problem is not None
    assert (problem.message, problem.setting) == (message, setting)


def test_what_is_cut_off_a_transposed_convolution_leaves_at_least_one_value() -> None:
    assert answer(made("ConvTranspose1d", out_channels=1, kernel_size=3, padding=1), ((1, 1),)).shape == (1, 1)
    problem = answer(made("ConvTranspose1d", out_channels=1, kernel_size=2, padding=1), ((1, 1),)).problem
    assert problem is not None
    assert problem.setting == "padding"
