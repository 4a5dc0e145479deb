"""Sliding windows against a reference that walks from position to position and knows no formula."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.analysis import answer
from core.kinds import Kind
from core.shapes import Shape
from core.working import explain
from tests.core.evaluate import evaluate
from tests.core.helpers import made
from tests.core.walking import walk


def output(kind: Kind, *shape: int) -> Shape | None:
    return answer(kind, (shape,)).shape


SIZES = st.integers(1, 20)
SMALL = st.integers(1, 5)
END = st.integers(0, 4)


@given(SIZES, SMALL, SMALL, END, END, SMALL)
@example(size=1, kernel=2, stride=1, before=0, after=0, dilation=1)
@example(size=3, kernel=2, stride=2, before=0, after=2, dilation=1)
def test_a_convolution_has_an_output_for_each_place_where_its_kernel_fits(
    size: int, kernel: int, stride: int, before: int, after: int, dilation: int
) -> None:
    conv = made(
        "Conv1d", out_channels=2, kernel_size=kernel, stride=stride, padding=[[before, after]], dilation=dilation
    )
    positions = walk(size, kernel, stride, before, after, dilation, ceil_mode=False)
    assert output(conv, 3, size) == ((2, positions) if positions else None)


@pytest.mark.parametrize("type_", ["MaxPool1d", "AvgPool1d"])
@pytest.mark.parametrize("ceil_mode", [False, True])
@given(data=st.data())
def test_a_pooling_has_an_output_for_each_place_of_its_window(type_: str, ceil_mode: bool, data: st.DataObject) -> None:
    size, kernel, stride = data.draw(SIZES), data.draw(SMALL), data.draw(SMALL)
    before, after = data.draw(st.integers(0, kernel // 2)), data.draw(st.integers(0, kernel // 2))
    dilation = data.draw(SMALL) if type_ == "MaxPool1d" else 1
    more = {"dilation": dilation} if type_ == "MaxPool1d" else {}
    pool = made(type_, kernel_size=kernel, stride=stride, padding=[[before, after]], ceil_mode=ceil_mode, **more)
    positions = walk(size, kernel, stride, before, after, dilation, ceil_mode=ceil_mode)
    assert output(pool, 3, size) == ((3, positions) if positions else None)


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "floor", "ceil"),
    [
        (5, 2, 2, 0, 2, 3),
        (6, 2, 2, 0, 3, 3),
        (112, 3, 2, 0, 55, 56),  # SqueezeNet
        (1, 3, 3, 0, None, 1),  # larger than its input, and yet one window when rounded up
        (2, 3, 2, 0, None, 1),
        (1, 3, 2, 0, None, None),
        (1, 4, 2, 0, None, None),
        (2, 2, 2, 1, 2, 2),
        (3, 2, 2, 1, 2, 2),  # a third window would begin in the trailing padding
        (1, 2, 3, 1, 1, 1),
    ],
)
def test_rounding_up_adds_a_window_that_begins_on_the_input(
    size: int, kernel: int, stride: int, padding: int, floor: int | None, ceil: int | None
) -> None:
    for ceil_mode, positions in ((False, floor), (True, ceil)):
        pool = made("MaxPool2d", kernel_size=kernel, stride=stride, padding=padding, ceil_mode=ceil_mode)
        assert output(pool, 1, size, size) == (None if positions is None else (1, positions, positions))


@pytest.mark.parametrize("type_", ["Conv2d", "MaxPool2d", "AvgPool2d"])
@given(SIZES, SMALL, SMALL, st.booleans())
def test_same_gives_a_window_for_every_strides_input_value(
    type_: str, size: int, kernel: int, stride: int, ceil_mode: bool
) -> None:
    more = {"out_channels": 3} if type_ == "Conv2d" else {"ceil_mode": ceil_mode}
    kind = made(type_, kernel_size=kernel, stride=stride, padding="same", **more)
    starts = range(0, size, stride)
    assert output(kind, 3, size, size) == (3, len(starts), len(starts))


@given(SIZES, SMALL, SMALL, SMALL)
def test_same_pads_just_enough_for_the_last_window(size: int, kernel: int, stride: int, dilation: int) -> None:
    conv = made("Conv1d", out_channels=1, kernel_size=kernel, stride=stride, padding="same", dilation=dilation)
    (line,) = (line for line in explain(conv, ((1, size),)) if line.label == "Padding in all")
    padding = int("".join(piece.text for piece in line.result))
    assert evaluate("".join(piece.text for piece in line.numbers)) == padding
    last_window_ends = list(range(0, size, stride))[-1] + len(range(0, kernel * dilation, dilation)[:-1]) * dilation + 1
    assert padding == max(last_window_ends - size, 0)


def test_valid_pads_nothing() -> None:
    for type_, more in (("Conv2d", {"out_channels": 1}), ("MaxPool2d", {}), ("AvgPool2d", {})):
        valid = made(type_, kernel_size=3, stride=2, padding="valid", **more)
        none = made(type_, kernel_size=3, stride=2, padding=0, **more)
        assert output(valid, 1, 9, 10) == output(none, 1, 9, 10) == (1, 4, 4)


@given(
    st.tuples(SIZES, SIZES, SIZES), st.tuples(SMALL, SMALL, SMALL), st.tuples(SMALL, SMALL, SMALL), st.integers(1, 3)
)
def test_every_axis_goes_its_own_way(
    sizes: tuple[int, ...], kernel: tuple[int, ...], stride: tuple[int, ...], axes: int
) -> None:
    conv = made(f"Conv{axes}d", out_channels=2, kernel_size=kernel[:axes], stride=stride[:axes])
    walked = [walk(*axis, 0, 0, 1, ceil_mode=False) for axis in zip(sizes, kernel, stride, strict=True)][:axes]
    assert output(conv, 1, *sizes[:axes]) == ((2, *walked) if all(walked) else None)


def counted_by_hand(conv: dict[str, int], channels: int, size: int) -> tuple[int, int]:
    """Count the weights and the multiplications of a square convolution, each by itself."""
    weights = set()
    multiplications = 0
    positions = walk(size, conv["kernel_size"], conv["stride"], 0, 0, 1, ceil_mode=False)
    inputs_of_group, outputs_of_group = channels // conv["groups"], conv["out_channels"] // conv["groups"]
    for out in range(conv["out_channels"]):
        group = out // outputs_of_group
        read = range(group * inputs_of_group, (group + 1) * inputs_of_group)
        for tap in product(read, range(conv["kernel_size"]), range(conv["kernel_size"])):
            weights.add((out, tap))
            multiplications += positions * positions
    return len(weights), multiplications


@pytest.mark.parametrize("groups", [1, 2, 4])
@pytest.mark.parametrize("bias", [False, True])
def test_each_weight_and_each_multiplication_is_counted_once(groups: int, bias: bool) -> None:
    settings = {"out_channels": 8, "kernel_size": 3, "stride": 2, "groups": groups}
    weights, multiplications = counted_by_hand(settings, 4, 9)
    report = answer(made("Conv2d", bias=bias, **settings), ((4, 9, 9),))
    assert report.parameters == weights + (8 if bias else 0)
    assert report.macs == multiplications


@pytest.mark.parametrize(("kernel", "padding", "is_taken"), [(2, 1, True), (3, 1, True), (3, 2, False), (1, 1, False)])
@pytest.mark.parametrize("side", [0, 1])
def test_a_pooling_pads_at_most_half_its_kernel_on_either_side(
    kernel: int, padding: int, is_taken: bool, side: int
) -> None:
    ends = [padding, 0] if side == 0 else [0, padding]
    report = answer(made("MaxPool1d", kernel_size=kernel, padding=[ends], dilation=3), ((1, 20),))
    assert (report.problem is None) == is_taken
    assert report.problem is None or report.problem.message == (
        f"A padding of {padding} is more than half of the kernel's {kernel} (axis L): "
        "some windows would see nothing but padding."
    )
