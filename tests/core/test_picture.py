"""The picture: nothing lies upon anything else, lines go round boxes, and the order is kept."""

from itertools import pairwise

import pytest
from hypothesis import given

from core.analysis import analyse
from core.commands import read_table
from core.examples import example_groups
from core.network import Network
from core.picture.drawing import Area, Arrow, Frame, Label
from core.picture.graph import boxes
from core.picture.lettering import phrased, text_width
from core.picture.styles import STYLES, picture
from core.table import Table
from tests.core.helpers import ROOT, image, layer, table
from tests.core.strategies import networks

EXAMPLES = [example.path for _, group in example_groups(ROOT / "resources" / "examples") for example in group]

Rectangle = tuple[float, float, float, float]


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Tell whether two rectangles (left, top, right, bottom) share more than an edge."""
    slack = 0.01
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


def room(frame: Frame) -> Rectangle:
    return frame.left, frame.top, frame.right, frame.bottom


def label_room(label: Label) -> Rectangle:
    width = text_width(label.text, label.size, bold=label.is_bold)
    left = label.x if label.is_left else label.x - width / 2
    return left, label.y - label.size * 0.75, left + width, label.y + label.size * 0.2


def check(of: Table, style: str) -> None:
    """See that a picture can be read."""
    drawn = picture(of, style)
    rooms = [room(frame) for frame in drawn.frames]
    ordered = sorted(enumerate(rooms), key=lambda numbered: numbered[1][0])
    for position, (number, one) in enumerate(ordered):
        for other_number, other in ordered[position + 1 :]:
            if other[0] >= one[2]:
                break
            assert not overlap(one, other), f"{drawn.frames[number]} and {drawn.frames[other_number]}"
    frame_of = {row: number for number, frame in enumerate(drawn.frames) for row in frame.rows}
    for mark in drawn.marks:
        match mark:
            case Arrow():
                ends = {frame_of[mark.source_row], frame_of[mark.target_row]}
                for (x1, y1), (x2, y2) in pairwise(mark.points):
                    leg = (min(x1, x2), min(y1, y2) - 0.05, max(x1, x2), max(y1, y2) + 0.05)
                    crossed = [number for number, one in enumerate(rooms) if overlap(leg, one) and number not in ends]
                    assert not crossed, f"{mark} crosses {drawn.frames[crossed[0]]}"
            case Label() if mark.row >= 0:
                left, top, right, bottom = label_room(mark)
                own = rooms[frame_of[mark.row]]
                assert own[0] - 0.5 <= left
                assert right <= own[2] + 0.5
                assert own[1] - 0.5 <= top
                assert bottom <= own[3] + 2.5
            case Area():
                pass
    labels = [label_room(label) for label in drawn.labels()]
    for number, one in enumerate(labels[:400]):
        assert not any(overlap(one, other) for other in labels[number + 1 : number + 40])


@pytest.mark.parametrize("style", STYLES)
@given(of=networks())
def test_any_network_makes_a_picture_that_can_be_read(style: str, of: Network) -> None:
    check(Table(of, analyse(of)), style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_makes_a_picture_that_can_be_read(style: str, path: object) -> None:
    check(read_table(path), style)  # type: ignore[arg-type]


@given(networks())
def test_the_same_network_makes_the_same_picture(of: Network) -> None:
    read = Table(of, analyse(of))
    assert picture(read) == picture(read)


@given(networks())
def test_every_row_is_in_one_box(of: Network) -> None:
    rows = sorted(row for box in boxes(of) for row in box.rows)
    assert rows == list(range(len(of)))


def test_a_layer_stands_to_the_right_of_what_it_reads() -> None:
    drawn = picture(
        table(
            image(3, 8, 8, name="in"),
            layer("Conv2d", "a", out_channels=3, kernel_size=1),
            layer("Conv2d", "b", out_channels=3, kernel_size=1, inputs=["in"]),
            layer("Add", "sum", inputs=["a", "b"]),
        )
    )
    first, a, b, joined = drawn.frames
    assert first.right < a.left
    assert a.left == b.left
    assert a.bottom < b.top
    assert a.right < joined.left


def test_what_leaves_the_volume_as_it_is_is_named_at_the_box_before_it() -> None:
    of = table(
        image(3, 8, 8, name="in"),
        layer("Conv2d", "conv", out_channels=3, kernel_size=1),
        layer("BatchNorm", "norm"),
        layer("Activation", "relu", function="relu"),
        layer("Add", "sum", inputs=["relu", "in"]),
    )
    drawn = picture(of)
    assert [frame.rows for frame in drawn.frames] == [(0,), (1, 2, 3), (4,)]
    assert {"+ Batch norm", "→ ReLU"} <= {label.text for label in drawn.labels()}


def test_what_is_read_in_between_has_a_box_of_its_own() -> None:
    of = table(
        image(3, 8, 8, name="in"),
        layer("Activation", "relu", function="relu"),
        layer("Conv2d", "conv", out_channels=3, kernel_size=1),
        layer("Add", "sum", inputs=["conv", "in"]),
    )
    assert [frame.rows for frame in picture(of).frames] == [(0,), (1,), (2,), (3,)]


def test_the_boxes_of_a_block_stand_in_a_frame_with_its_name() -> None:
    convolutions = [layer("Conv2d", f"stage/conv{number}", out_channels=3, kernel_size=1) for number in range(3)]
    texts = [label.text for label in picture(table(image(3, 8, 8, name="in"), *convolutions)).labels()]
    assert "stage" in texts
    assert {"conv0", "conv1", "conv2"} <= set(texts)


def test_where_a_frame_would_hold_a_box_of_others_names_stay_whole() -> None:
    of = table(
        image(3, 8, 8, name="in"),
        layer("Conv2d", "a/x", out_channels=3, kernel_size=1),
        layer("Conv2d", "a/y", out_channels=3, kernel_size=1),
        layer("Conv2d", "a/z", out_channels=3, kernel_size=1),
        layer("Conv2d", "b", out_channels=3, kernel_size=1, inputs=["in"]),
        layer("Conv2d", "c", out_channels=3, kernel_size=1, inputs=["in"]),
        layer("Add", "sum", inputs=["b", "c", "a/z"]),
    )
    drawn = picture(of)
    texts = [label.text for label in drawn.labels()]
    assert ("a" in texts) == ("x" in texts)
    assert ("a/x" in texts) == ("a" not in texts)


def test_a_folded_block_is_one_box_with_its_subtotal() -> None:
    of = table(
        image(3, 8, 8, name="in"),
        layer("Conv2d", "stage/conv", out_channels=4, kernel_size=1),
        layer("Activation", "stage/relu", function="relu"),
        layer("Conv2d", "stage/last", out_channels=5, kernel_size=1),
        layer("Flatten", "flat"),
    )
    drawn = picture(of, folded=frozenset({"stage"}))
    assert [frame.rows for frame in drawn.frames] == [(0,), (1, 2, 3), (4,)]
    texts = [label.text for label in drawn.labels()]
    assert {"stage", "3 layers", "41 parameters", "5×8×8"} <= set(texts)


def test_what_reads_into_a_folded_block_is_led_to_its_box() -> None:
    of = table(
        image(3, 8, 8, name="in"),
        layer("Conv2d", "stage/conv", out_channels=3, kernel_size=1),
        layer("Add", "stage/add", inputs=["stage/conv", "in"]),
        layer("Add", "sum", inputs=["stage/conv", "stage/add"]),
    )
    drawn = boxes(of.network, folded=frozenset({"stage"}))
    assert [box.rows for box in drawn] == [[0], [1, 2], [3]]
    assert {*drawn[1].sources} == {0}
    assert {*drawn[2].sources} == {1}


def test_settings_are_broken_between_them_not_cut() -> None:
    lines = phrased(("Convolution 2-D", "7×7", "64 channels", "stride 2", "padding 3", "no bias"), 128, 10, 3)
    assert ", ".join(line.removesuffix(",") for line in lines).split(", ")[2] == "64 channels"
    assert not any("…" in line for line in lines)


def test_a_long_network_is_drawn_in_lines_of_about_the_width_that_is_asked_for() -> None:
    of = table(
        image(3, 8, 8), *(layer("Conv2d", f"conv{number}", out_channels=3, kernel_size=1) for number in range(100))
    )
    drawn = picture(of, "schematic", 800)
    assert drawn.width < 1000
    assert drawn.frames[-1].top > drawn.frames[0].bottom
