"""The two styles of a picture: volumes in perspective, and a schematic of boxes with text."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from math import log2
from types import MappingProxyType

from core.blocks import SEPARATOR, subtotal
from core.kinds import Family
from core.language import tr, tr_count
from core.picture.drawing import Area, Arrow, Frame, Ink, Label, Mark, Picture
from core.picture.frames import FRAME_ABOVE, FRAME_BELOW, caption_marks, framed_blocks, frames_that_fit
from core.picture.graph import Box, boxes
from core.picture.lettering import phrased, shortened, text_width, wrapped
from core.picture.placing import Place, Placement, Point, Size, place
from core.shapes import Shape, write_shape
from core.table import Table

NAME, SMALL = 12.0, 10.0
_LEADING = 14.0
_ROOM = 128.0
"""The widest label of a box."""

_MARGIN = 24.0
_SLANT = 0.4
"""How far an axis that goes back is drawn to the right and up, against its length."""

LINE_WIDTH = 1600.0


@dataclass(frozen=True, slots=True)
class _Words:
    """The texts of a box."""

    name: str
    shape: str
    lines: tuple[str, ...]
    is_problem: bool


def picture(
    table: Table, style: str = "volumes", line_width: float = LINE_WIDTH, folded: AbstractSet[str] = frozenset()
) -> Picture:
    """Draw a network in a style, in lines of about a width; blocks whose paths are in `folded` are one box each."""
    drawn = boxes(table.network, folded=folded)
    measure, draw = _STYLES[style]
    shapes = [table.report(box.last_row).shape for box in drawn]
    inside = framed_blocks(table.network, drawn)
    while True:
        words = [_words(table, box, inside.get(number, "")) for number, box in enumerate(drawn)]
        sizes = [measure(shape, word) for shape, word in zip(shapes, words, strict=True)]
        roomy = [_with_frame(size) if number in inside else size for number, size in enumerate(sizes)]
        placed = place([box.sources for box in drawn], roomy, line_width)
        fitting = frames_that_fit(inside, placed)
        if len(fitting) == len(inside):
            break
        inside = fitting  # a frame that would hold other boxes is left out, and the names are whole there
    placed = replace(placed, places=tuple(map(_without_frame, placed.places, sizes)))
    marks: list[Mark] = [*caption_marks(inside, placed)]
    frames: list[Frame] = []
    edges: list[tuple[float, float]] = []
    areas: list[Mark] = []
    for box, where, shape, word in zip(drawn, placed.places, shapes, words, strict=True):
        edges.append(draw(table, box, where, shape, word, areas))
        frames.append(Frame(tuple(box.rows), where.x, where.top, where.right, where.bottom))
    marks += _arrows(drawn, placed, edges)
    marks += areas
    return _framed(marks, frames, placed, style, _families(table, drawn))


def _with_frame(size: Size) -> Size:
    return Size(size.width, size.above + FRAME_ABOVE, size.below + FRAME_BELOW)


def _without_frame(where: Place, size: Size) -> Place:
    return replace(where, size=size)


def _families(table: Table, drawn: list[Box]) -> list[Family]:
    """List the families whose colours are drawn."""
    used = {table.layer(box.row).kind.family for box in drawn if table.report(box.row).shape is not None}
    return [family for family in Family if family in used]


def _words(table: Table, box: Box, within: str) -> _Words:
    layer, report = table.layer(box.row), table.report(box.row)
    if box.block is not None:
        return _block_words(table, box)
    name = shortened(layer.name.removeprefix(within + SEPARATOR) if within else layer.name, _ROOM, NAME, bold=True)
    if report.shape is None:
        note = table.problem_text(box.row) or table.waiting_text(box.row)
        return _Words(name, "?", tuple(wrapped(note, _ROOM, SMALL, 3)), report.problem is not None)
    about = ", ".join(part for part in (layer.kind.title, layer.kind.summary()) if part)
    lines = phrased(about.split(", "), _ROOM, SMALL, 3)
    folded = " → ".join(table.layer(row).kind.title for row in box.rows[1:])
    if folded:
        lines += wrapped(f"+ {folded}", _ROOM, SMALL, 2)
    return _Words(name, write_shape(report.shape), tuple(lines), is_problem=False)


def _block_words(table: Table, box: Box) -> _Words:
    path = box.block.path if box.block is not None else ""
    sums = subtotal(table.analysis.reports, range(box.rows[0], box.rows[-1] + 1))
    lines = [tr_count("{count} layer", "{count} layers", len(box.rows))]
    lines.append(tr_count("{count} parameter", "{count} parameters", sums.parameters))
    shape = table.report(box.last_row).shape
    has_problem = any(table.report(row).problem is not None for row in box.rows)
    name = shortened(path, _ROOM, NAME, bold=True)
    return _Words(name, write_shape(shape) if shape else "?", tuple(lines), has_problem)


def _arrows(drawn: list[Box], placed: Placement, edges: list[tuple[float, float]]) -> list[Mark]:
    """Draw the readings from edge to edge of what the boxes show, which may be narrower than their labels."""
    arrows: list[Mark] = []
    for route in placed.routes:
        first, *middle, last = route.points
        start: Point = first if route.is_branch else (edges[route.source][1], first[1])
        end: Point = (edges[route.target][0], last[1])
        ink = Ink.SKIP if route.is_skip else Ink.DIM
        arrows.append(Arrow((start, *middle, end), ink, drawn[route.source].last_row, drawn[route.target].row))
    return arrows


def _legend(families: list[Family], y: float) -> tuple[list[Mark], float]:
    """Name the colours of the families in one line; gives its marks and its width."""
    marks: list[Mark] = []
    x = 0.0
    for family in families:
        corners = ((x, y - 9), (x + 10, y - 9), (x + 10, y + 1), (x, y + 1))
        marks.append(Area(corners, family, 0.55, -1, corner=2.0))
        name = tr(family.value)
        marks.append(Label(x + 15, y, name, SMALL, Ink.DIM, -1, is_left=True))
        x += 15 + text_width(name, SMALL) + 16
    return marks, x


def _framed(marks: list[Mark], frames: list[Frame], placed: Placement, style: str, families: list[Family]) -> Picture:
    """Put a margin round the marks; the legend and, for volumes, the note on the scale stand below them."""
    below = placed.height + _LEADING * 2
    legend, width = _legend(families, below)
    marks = [*marks, *legend]
    if style == "volumes" and families:
        note = tr("Sides grow with the logarithm of a size: each doubling adds the same length.")
        below += _LEADING + 4
        marks.append(Label(0.0, below, note, SMALL, Ink.DIM, -1, is_left=True))
        width = max(width, text_width(note, SMALL))
    width = max(placed.width, width)
    moved = tuple(_moved(mark, _MARGIN) for mark in marks)
    rooms = tuple(
        Frame(frame.rows, frame.left + _MARGIN, frame.top + _MARGIN, frame.right + _MARGIN, frame.bottom + _MARGIN)
        for frame in frames
    )
    height = below if families else placed.height
    return Picture(moved, rooms, width + 2 * _MARGIN, height + 2 * _MARGIN)


def _moved(mark: Mark, by: float) -> Mark:
    match mark:
        case Label():
            x, y = mark.x + by, mark.y + by
            return Label(x, y, mark.text, mark.size, mark.ink, mark.row, mark.is_bold, mark.is_left)
        case Area():
            points = tuple((x + by, y + by) for x, y in mark.points)
            return Area(points, mark.ink, mark.shade, mark.row, mark.corner)
        case Arrow():
            points = tuple((x + by, y + by) for x, y in mark.points)
            return Arrow(points, mark.ink, mark.source_row, mark.target_row)


# Volumes


def _side(size: int) -> float:
    return 10.0 + 9.0 * log2(size)


def _solid(shape: Shape | None) -> tuple[float, float, float]:
    """Give the width (channels), height and depth of a volume's drawing."""
    if shape is None:
        return 28.0, 40.0, 10.0
    if len(shape) == 1:
        return 12.0, _side(shape[0]), 0.0
    depth = _side(shape[-1]) * _SLANT if len(shape) > 2 else 4.0
    return 4.0 + 4.5 * log2(shape[0] + 1), _side(shape[-2] if len(shape) > 2 else shape[-1]), depth


def _measure_volume(shape: Shape | None, words: _Words) -> Size:
    width, height, depth = _solid(shape)
    label = max(text_width(words.name, NAME, bold=True), text_width(words.shape, SMALL, bold=True))
    widest = max(label, width + depth, *(text_width(line, SMALL) for line in words.lines))
    below = height / 2 + _LEADING * (1 + len(words.lines)) + 6
    return Size(widest + 4, height / 2 + depth + _LEADING + 6, below)


def _draw_volume(
    table: Table, box: Box, where: Place, shape: Shape | None, words: _Words, marks: list[Mark]
) -> tuple[float, float]:
    width, height, depth = _solid(shape)
    middle = where.x + where.size.width / 2
    left = middle - (width + depth) / 2
    right, top, bottom = left + width, where.axis - height / 2, where.axis + height / 2
    family = table.layer(box.row).kind.family
    ink = Ink.PROBLEM if words.is_problem else Ink.LINE if shape is None else family
    if depth:
        lid = ((left, top), (left + depth, top - depth), (right + depth, top - depth), (right, top))
        side = ((right, top), (right + depth, top - depth), (right + depth, bottom - depth), (right, bottom))
        marks.append(Area(lid, ink, 0.75, box.row))
        marks.append(Area(side, ink, 0.35, box.row))
    marks.append(Area(((left, top), (right, top), (right, bottom), (left, bottom)), ink, 0.55, box.row))
    _put_labels(box, middle, top - depth - 6, bottom, words, marks)
    return left, right + depth / 2


def _put_labels(box: Box, middle: float, above: float, bottom: float, words: _Words, marks: list[Mark]) -> None:
    marks.append(Label(middle, above, words.name, NAME, Ink.TEXT, box.row, is_bold=True))
    y = bottom + _LEADING
    marks.append(Label(middle, y, words.shape, SMALL, Ink.TEXT, box.row, is_bold=True))
    for line in words.lines:
        y += _LEADING
        marks.append(Label(middle, y, line, SMALL, Ink.PROBLEM if words.is_problem else Ink.DIM, box.row))


# Schematic


def _measure_schematic(_: Shape | None, words: _Words) -> Size:
    label = max(text_width(words.name, NAME, bold=True), text_width(words.shape, SMALL, bold=True))
    widest = max(label, *(text_width(line, SMALL) for line in words.lines))
    half = (_LEADING * (2 + len(words.lines)) + 14) / 2
    return Size(widest + 24, half, half)


def _draw_schematic(
    table: Table, box: Box, where: Place, shape: Shape | None, words: _Words, marks: list[Mark]
) -> tuple[float, float]:
    family = table.layer(box.row).kind.family
    ink = Ink.PROBLEM if words.is_problem else Ink.LINE if shape is None else family
    corners = ((where.x, where.top), (where.right, where.top), (where.right, where.bottom), (where.x, where.bottom))
    marks.append(Area(corners, ink, 0.85, box.row, corner=6.0))
    middle, y = where.x + where.size.width / 2, where.top + 6
    texts = [(words.name, NAME, Ink.TEXT, True)]
    texts += [(line, SMALL, Ink.PROBLEM if words.is_problem else Ink.DIM, False) for line in words.lines]
    texts.append((words.shape, SMALL, Ink.TEXT, True))
    for text, size, text_ink, is_bold in texts:
        y += _LEADING
        marks.append(Label(middle, y, text, size, text_ink, box.row, is_bold))
    return where.x, where.right


_Measure = Callable[[Shape | None, _Words], Size]
_Draw = Callable[[Table, Box, Place, Shape | None, _Words, list[Mark]], tuple[float, float]]
_STYLES: Mapping[str, tuple[_Measure, _Draw]] = MappingProxyType(
    {"volumes": (_measure_volume, _draw_volume), "schematic": (_measure_schematic, _draw_schematic)}
)
STYLES = tuple(_STYLES)
"""The names of the styles, as the command line has them."""
