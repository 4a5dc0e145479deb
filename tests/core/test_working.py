"""The working of a layer, line by line as a student reads it."""

import pytest
from hypothesis import given

from core.analysis import analyse
from core.network import Network
from core.receptive import receptive_fields
from core.working import explain, explain_layer, parameter_derivation, size_derivation
from tests.core.helpers import made
from tests.core.strategies import networks
from tests.core.workings import check_line

Shapes = tuple[tuple[int, ...], ...]


def lines(kind: str, inputs: Shapes, **values: object) -> list[str]:
    return [str(line) for line in explain(made(kind, **values), inputs)]


def test_a_convolution_shows_its_size_its_weights_and_its_operations() -> None:
    assert lines("Conv2d", ((1, 28, 28),), out_channels=32, kernel_size=5) == [
        "Output size: ⌊(n − k)/s⌋ + 1 = (28 − 5)/1 + 1 = 24",
        "Volume: 32 × 24 × 24",
        "Weights: k_h·k_w·C_in·C_out = 5·5·1·32 = 800",
        "Biases: C_out = 32",
        "Parameters: (k_h·k_w·C_in + 1)·C_out = (5·5·1 + 1)·32 = 832",
        "Multiply–accumulates: k_h·k_w·C_in · C_out·H_out·W_out = 5·5·1 · 32·24·24 = 460,800",
    ]


def test_same_padding_is_worked_out_beside_the_size() -> None:
    assert lines("Conv2d", ((4, 28, 28),), out_channels=8, kernel_size=5, padding="same", stride=3)[:2] == [
        "Padding in all: max((⌈n/s⌉ − 1)·s + k − n, 0) = max((⌈28/3⌉ − 1)·3 + 5 − 28, 0) = 4",
        "Output size: ⌈n/s⌉ = ⌈28/3⌉ = 10",
    ]


def test_axes_that_differ_have_a_line_each() -> None:
    pairs = [[1, 2], [0, 2]]
    conv = {"out_channels": 8, "kernel_size": [5, 3], "padding": pairs, "stride": 2, "dilation": 2}
    assert lines("Conv2d", ((4, 28, 30),), **conv)[:2] == [
        "Output height: ⌊(n + p_before + p_after − d·(k − 1) − 1)/s⌋ + 1 = (28 + 1 + 2 − 2·(5 − 1) − 1)/2 + 1 = 12",
        "Output width: ⌊(n + p_after − d·(k − 1) − 1)/s⌋ + 1 = ⌊(30 + 2 − 2·(3 − 1) − 1)/2⌋ + 1 = 14",
    ]


def test_groups_divide_the_channels_that_a_filter_reads() -> None:
    assert "Parameters: k_h·k_w·(C_in/g)·C_out = 3·3·(4/2)·8 = 144" in lines(
        "Conv2d", ((4, 9, 9),), out_channels=8, kernel_size=3, groups=2, bias=False
    )


def test_a_window_that_is_dropped_is_taken_off() -> None:
    assert lines("MaxPool2d", ((4, 3, 3),), kernel_size=2, padding=1, ceil_mode=True) == [
        "Output size: ⌈(n + 2p − k)/s⌉ + 1 − 1 = ⌈(3 + 2·1 − 2)/2⌉ + 1 − 1 = 2",
        "Volume: 4 × 2 × 2",
        "Parameters: none: Max pooling 2-D has nothing to learn",
    ]


@pytest.mark.parametrize(
    ("over", "volume", "parameters", "macs"),
    [
        ("all", "Vector: 256", "(C_in·H_in·W_in + 1)·F_out = (32·5·7 + 1)·256 = 286,976", "32·5·7·256 = 286,720"),
        ("last", "Volume: 32 × 5 × 256", "(W_in + 1)·F_out = (7 + 1)·256 = 2,048", "7·256 · 32·5 = 286,720"),
        ("channel", "Volume: 256 × 5 × 7", "(C_in + 1)·F_out = (32 + 1)·256 = 8,448", "32·256 · 5·7 = 286,720"),
    ],
)
def test_a_dense_layer_shows_what_it_is_applied_over(over: str, volume: str, parameters: str, macs: str) -> None:
    written = lines("Linear", ((32, 5, 7),), out_features=256, over=over)
    assert written[0] == volume
    assert f"Parameters: {parameters}" in written
    assert written[-1].endswith(macs)


def test_batch_norm_keeps_apart_what_is_learned_and_what_is_not() -> None:
    assert lines("BatchNorm", ((32, 5, 5),)) == [
        "Volume: 32 × 5 × 5",
        "Scale: C_in = 32",
        "Shift: C_in = 32",
        "Running mean: C_in = 32  (not learned)",
        "Running variance: C_in = 32  (not learned)",
        "Parameters: 2C_in = 2·32 = 64",
    ]


@pytest.mark.parametrize(
    ("kind", "values", "inputs", "first"),
    [
        ("Flatten", {}, ((32, 5, 7),), "Output size: C_in·H_in·W_in = 32·5·7 = 1,120"),
        ("Concatenate", {}, ((3, 5, 5), (4, 5, 5)), "Output size: C_1 + C_2 = 3 + 4 = 7"),
        ("Concatenate", {"axis": 2}, ((3, 5, 5), (3, 5, 6)), "Output size: W_1 + W_2 = 5 + 6 = 11"),
        ("Add", {}, ((3, 5, 5), (3, 5, 5)), "Volume: 3 × 5 × 5"),
        ("Activation", {"function": "relu"}, ((7,),), "Vector: 7"),
        ("Input", {"shape": [3, 4, 5]}, (), "Volume: 3 × 4 × 5"),
    ],
)
def test_what_has_nothing_to_learn_says_so(kind: str, values: dict[str, object], inputs: Shapes, first: str) -> None:
    title = made(kind, **values).title
    written = lines(kind, inputs, **values)
    assert written[0] == first
    assert written[-1] == f"Parameters: none: {title} has nothing to learn"


@pytest.mark.parametrize(
    ("kind", "values", "inputs", "size", "parameters"),
    [
        ("Conv2d", {"out_channels": 8, "kernel_size": 5}, ((1, 28, 28),), "(28 - 5)/1 + 1 = 24", "(5*5*1 + 1)*8 = 208"),
        (
            "Conv2d",
            {"out_channels": 8, "kernel_size": [5, 3], "stride": 2, "padding": 1},
            ((3, 28, 28),),
            "floor((28 + 2*1 - 5)/2) + 1 = 13; floor((28 + 2*1 - 3)/2) + 1 = 14",
            "(5*3*3 + 1)*8 = 368",
        ),
        ("MaxPool2d", {"kernel_size": 2}, ((1, 27, 27),), "floor((27 - 2)/2) + 1 = 13", ""),
        ("MaxPool1d", {"kernel_size": 2, "ceil_mode": True}, ((1, 27),), "ceil((27 - 2)/2) + 1 = 14", ""),
        ("AvgPool1d", {"kernel_size": 2, "stride": 2, "padding": "same"}, ((1, 27),), "ceil(27/2) = 14", ""),
        ("Linear", {"out_features": 10, "bias": False}, ((256,),), "", "256*10 = 2560"),
        ("Flatten", {}, ((2, 3, 4),), "2*3*4 = 24", ""),
        ("BatchNorm", {"center": False}, ((32, 5, 5),), "", "32 = 32"),
        ("BatchNorm", {"scale": False, "center": False}, ((32, 5, 5),), "", ""),
        ("Dropout", {}, ((32, 5, 5),), "", ""),
    ],
)
def test_a_table_shows_the_working_with_the_numbers_put_in(
    kind: str, values: dict[str, object], inputs: Shapes, size: str, parameters: str
) -> None:
    assert size_derivation(made(kind, **values), inputs) == size
    assert parameter_derivation(made(kind, **values), inputs) == parameters


@given(networks())
def test_every_line_of_every_layer_is_worth_its_result(network: Network) -> None:
    """The receptive field's too, which hangs on the layers above."""
    reports = analyse(network).reports
    fields = receptive_fields(network, reports)
    for row, (layer, field) in enumerate(zip(network.layers, fields, strict=True)):
        lines = explain_layer(network, reports, row)
        assert bool(lines) == (reports[row].shape is not None)
        for line in lines:
            check_line(line)
        told = {str(line).rsplit(" = ")[-1].rsplit(": ")[-1] for line in lines if "Receptive field" in line.label}
        assert told == ({f"{size:,}" for size in field} if field and layer.kind.least_inputs else set())
