"""The picture: nothing lies upon anything else, lines go round boxes, and the order is kept."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis import analyse
from core.commands import read_table
from core.examples import example_groups
from core.network import Network
from core.picture.drawing import Area, Arrow, Frame, Ink, Label, Picture
from core.picture.geometry import Size
from core.picture.graph import boxes
from core.picture.lettering import phrased, text_width
from core.picture.placing import place
from core.picture.styles import STYLES, picture
from core.table import Table
from tests.core.helpers import ROOT, image, layer, table
from tests.core.strategies import networks
from tests.languages import speaking

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


def check(of: Table, style: str, width: float | None = None) -> None:
    """See that a picture can be read."""
    drawn = picture(of, style, width)
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
    check_labels(list(drawn.labels()), drawn)


def check_labels(labels: list[Label], drawn: Picture) -> None:
    """See that no text lies upon another one, and none beyond the paper."""
    ordered = sorted((label_room(label), label.text) for label in labels)
    for number, (one, text) in enumerate(ordered):
        assert one[0] >= 0
        assert one[1] >= 0
        assert one[2] <= drawn.width
        assert one[3] <= drawn.height
        for other, other_text in ordered[number + 1 :]:
            if other[0] >= one[2]:
                break
            assert not overlap(one, other), f"{text} and {other_text}"


@pytest.mark.parametrize("style", STYLES)
@given(of=networks())
def test_any_network_makes_a_picture_that_can_be_read(style: str, of: Network) -> None:
    check(Table(of, analyse(of)), style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_makes_a_picture_that_can_be_read(style: str, path: object) -> None:
    check(read_table(path), style)  # type: ignore[arg-type]


@given(of=networks(), width=st.sampled_from([300.0, 700.0]))
def test_the_order_is_kept(of: Network, width: float) -> None:
    drawn = boxes(of)
    placed = place([box.sources for box in drawn], [Size(80, 30, 40)] * len(drawn), width)
    for box, where in zip(drawn, placed.places, strict=True):
        for source in box.sources:
            before = placed.places[source]
            assert (before.line, before.right) <= (where.line, where.x)
            assert before.line == where.line or before.bottom < where.top


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
    lines = phrased(("Convolution 2-D", "7×7", "64 channels", "stride 2", "padding 3", "no bias"), 128, 128, 10, 3)
    assert ", ".join(line.removesuffix(",") for line in lines).split(", ")[2] == "64 channels"
    assert not any("…" in line for line in lines)


FIGURES = ["lasagne-mnist", "vgg-16", "resnet-50", "googlenet", "u-net"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_fits_the_text_of_a_page(name: str, style: str) -> None:
    drawn = picture(read_table(ROOT / "resources" / "examples" / f"{name}.strata"), style)
    assert drawn.height <= 1.55 * drawn.width
    assert drawn.width <= 2000


def u_net(*, depth: int, crop: bool = False) -> Table:
    """Give an encoder and decoder of so many steps."""
    rows = [image(3, 64, 64, name="in")]
    above = "in"
    for step in range(depth):
        rows.append(layer("Conv2d", f"down{step}", out_channels=8, kernel_size=3, padding="same", inputs=[above]))
        rows.append(layer("MaxPool2d", f"pool{step}", kernel_size=2, stride=2))
        above = f"pool{step}"
    rows.append(layer("Conv2d", "bottom", out_channels=8, kernel_size=3, padding="same"))
    for step in reversed(range(depth)):
        rows.append(layer("Upsample", f"up{step}", scale_factor=2))
        handed = f"down{step}"
        if crop:
            rows.append(layer("Conv2d", f"over{step}", out_channels=8, kernel_size=1, inputs=[handed]))
            handed = f"over{step}"
        rows.append(layer("Concatenate", f"concat{step}", inputs=[f"up{step}", handed]))
    rows.append(layer("Conv2d", "out", out_channels=2, kernel_size=1))
    return table(*rows)


@pytest.mark.parametrize("crop", [False, True])
@pytest.mark.parametrize("depth", [2, 3, 5])
def test_an_encoder_and_decoder_is_drawn_as_a_u(depth: int, crop: bool) -> None:
    of = u_net(depth=depth, crop=crop)
    for style in STYLES:
        check(of, style)
    drawn = picture(of)
    frame = {of.layer(box.rows[0]).name: box for box in drawn.frames}
    arrows = [mark for mark in drawn.marks if isinstance(mark, Arrow)]
    for step in range(depth):
        down, concat = frame[f"down{step}"], frame[f"concat{step}"]
        assert down.right < concat.left
        assert down.top < concat.bottom
        assert concat.top < down.bottom
        below = frame[f"down{step + 1}"] if step + 1 < depth else frame["bottom"]
        assert down.bottom < below.top
        skips = [arrow for arrow in arrows if of.layer(arrow.target_row).name == f"concat{step}"]
        assert Ink.SKIP in [arrow.ink for arrow in skips]
        over = next(arrow for arrow in skips if arrow.ink == Ink.SKIP)
        assert over.points[0][1] == over.points[-1][1]


def test_a_network_of_residual_blocks_is_no_u() -> None:
    drawn = picture(read_table(ROOT / "resources" / "examples" / "small-resnet.strata"), "schematic", 2000)
    tops = {round((frame.top + frame.bottom) / 2) for frame in drawn.frames}
    assert len(tops) <= 2


def test_a_network_with_a_skip_over_all_of_it_is_broken_into_lines_as_well() -> None:
    convolutions = [layer("Conv2d", f"conv{number}", out_channels=3, kernel_size=1) for number in range(40)]
    of = table(
        image(3, 8, 8, name="in"), *convolutions, layer("Add", "sum", inputs=["conv39", "in"]), layer("Flatten", "flat")
    )
    for style in STYLES:
        check(of, style)
        assert picture(of, style).width < 1300


@given(of=networks(), width=st.sampled_from([200, 400, 700]))
def test_any_network_can_be_broken_into_short_lines(of: Network, width: int) -> None:
    for style in STYLES:
        check(Table(of, analyse(of)), style, width)


def test_blocks_are_kept_whole_where_lines_are_broken() -> None:
    of = read_table(ROOT / "resources" / "examples" / "vgg-16.strata")
    captions = [label.text for label in picture(of).labels() if label.text.startswith("block")]
    assert captions == [f"block{number}" for number in range(1, 6)]


def repeated(*, last: int = 4) -> Table:
    rows = [
        layer("Conv2d", f"block{number}/{name}", out_channels=last if number == 3 else 4, kernel_size=1)
        for number in (1, 2, 3)
        for name in ("a", "b")
    ]
    return table(image(4, 8, 8, name="in"), *rows, layer("Flatten", "flat"))


@pytest.mark.parametrize("name", ["resnet-50", "mobilenet-v3-large", "inception-v3"])
def test_a_picture_speaks_the_language_of_now(name: str) -> None:
    of = read_table(ROOT / "resources" / "examples" / f"{name}.strata")
    english = {label.text for label in picture(of).labels()}
    with speaking("de"):
        german = {label.text for label in picture(of).labels()}
        check(of, "schematic")
    assert any(text.startswith("Faltung 2-D") for text in german)
    assert not any(text.startswith("Convolution 2-D") for text in german)
    assert {label.text for label in picture(of).labels()} == english


FOLDED = frozenset({"block1", "block2", "block3"})


def test_equal_folded_blocks_in_a_row_are_one_box_that_says_how_many() -> None:
    drawn = picture(repeated(), folded=FOLDED)
    assert [frame.rows for frame in drawn.frames] == [(0,), (1, 2, 3, 4, 5, 6), (7,)]
    assert {"block1 ×3", "2 layers each", "120 parameters in all"} <= {label.text for label in drawn.labels()}


def test_folded_blocks_that_differ_stand_by_themselves() -> None:
    drawn = picture(repeated(last=5), folded=FOLDED)
    assert [frame.rows for frame in drawn.frames] == [(0,), (1, 2, 3, 4), (5, 6), (7,)]


def test_a_block_that_others_read_is_no_repeat() -> None:
    rows = [layer("Conv2d", f"block{n}/{name}", out_channels=4, kernel_size=1) for n in (1, 2) for name in ("a", "b")]
    of = table(image(4, 8, 8, name="in"), *rows, layer("Add", "sum", inputs=["block1/b", "block2/b"]))
    drawn = picture(of, folded=FOLDED)
    assert [frame.rows for frame in drawn.frames] == [(0,), (1, 2), (3, 4), (5,)]


def test_lengths_grow_with_the_cube_root_as_the_legend_says() -> None:
    of = table(image(8, 64, 64, name="in"), layer("MaxPool2d", "pool", kernel_size=8))
    drawn = picture(of)
    fronts = {}
    for mark in drawn.marks:
        if isinstance(mark, Area) and mark.row >= 0 and mark.points[0][1] == mark.points[1][1]:
            fronts[mark.row] = mark
    heights = {row: area.points[2][1] - area.points[0][1] for row, area in fronts.items()}
    assert heights[0] == pytest.approx(2 * heights[1])
    rulers = [m for m in drawn.marks if isinstance(m, Area) and m.row < 0 and m.points[2][1] - m.points[0][1] < 6]
    lengths = [ruler.points[1][0] - ruler.points[0][0] for ruler in rulers]
    assert lengths[:2] == pytest.approx([heights[1], heights[0]])
    assert "Lengths grow with the cube root of the size:" in [label.text for label in drawn.labels()]


def test_a_long_network_is_drawn_in_lines_of_about_the_width_that_is_asked_for() -> None:
    of = table(
        image(3, 8, 8), *(layer("Conv2d", f"conv{number}", out_channels=3, kernel_size=1) for number in range(100))
    )
    drawn = picture(of, "schematic", 800)
    assert drawn.width < 1000
    assert drawn.frames[-1].top > drawn.frames[0].bottom
