"""The two styles of a picture: volumes in perspective, and a schematic of boxes with text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log2
from types import MappingProxyType

from core.language import tr
from core.picture.drawing import Area, Arrow, Frame, Ink, Label, Mark, Picture
from core.picture.graph import Box, boxes
from core.picture.lettering import shortened, text_width, wrapped
from core.picture.placing import Place, Placement, Point, Size, place
from core.shapes import Shape, write_shape
from core.table import Table

NAME, SMALL = 12.0, 10.0
_LEADING = 14.0
_ROOM = 112.0
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


def picture(table: Table, style: str = "volumes", line_width: float = LINE_WIDTH) -> Picture:
    """Draw a network in a style, in lines of about a width."""
    drawn = boxes(table.network)
    measure, draw = _STYLES[style]
    words = [_words(table, box) for box in drawn]
    shapes = [table.report(box.last_row).shape for box in drawn]
    sizes = [measure(shape, word) for shape, word in zip(shapes, words, strict=True)]
    placed = place([box.sources for box in drawn], sizes, line_width)
    marks: list[Mark] = []
    frames: list[Frame] = []
    edges: list[tuple[float, float]] = []
    areas: list[Mark] = []
    for box, where, shape, word in zip(drawn, placed.places, shapes, words, strict=True):
        edges.append(draw(table, box, where, shape, word, areas))
        frames.append(Frame(tuple(box.rows), where.x, where.top, where.right, where.bottom))
    marks += _arrows(drawn, placed, edges)
    marks += areas
    return _framed(marks, frames, placed, style)


def _words(table: Table, box: Box) -> _Words:
    layer, report = table.layer(box.row), table.report(box.row)
    name = shortened(layer.name, _ROOM, NAME, bold=True)
    if report.shape is None:
        note = table.problem_text(box.row) or table.waiting_text(box.row)
        return _Words(name, "?", tuple(wrapped(note, _ROOM, SMALL, 2)), report.problem is not None)
    about = ", ".join(part for part in (layer.kind.title, layer.kind.summary()) if part)
    lines = wrapped(about, _ROOM, SMALL, 2)
    folded = " → ".join(table.layer(row).kind.title for row in box.rows[1:])
    if folded:
        lines += wrapped(f"+ {folded}", _ROOM, SMALL, 2)
    return _Words(name, write_shape(report.shape), tuple(lines), is_problem=False)


def _arrows(drawn: list[Box], placed: Placement, edges: list[tuple[float, float]]) -> list[Mark]:
    """Draw the readings from edge to edge of what the boxes show, which may be narrower than their labels."""
    arrows: list[Mark] = []
    for route in placed.routes:
        first, *middle, last = route.points
        start: Point = (edges[route.source][1], first[1])
        end: Point = (edges[route.target][0], last[1])
        ink = Ink.SKIP if route.is_skip else Ink.DIM
        arrows.append(Arrow((start, *middle, end), ink, drawn[route.source].last_row, drawn[route.target].row))
    return arrows


def _framed(marks: list[Mark], frames: list[Frame], placed: Placement, style: str) -> Picture:
    """Put a margin round the marks, and the note on the scale below them."""
    note = tr("Sides grow with the logarithm of a size: each doubling adds the same length.")
    below = placed.height + _LEADING * 2
    if style == "volumes":
        marks = [*marks, Label(0.0, below, note, SMALL, Ink.DIM, -1, is_left=True)]
    width = max(placed.width, text_width(note, SMALL) if style == "volumes" else 0.0)
    moved = tuple(_moved(mark, _MARGIN) for mark in marks)
    rooms = tuple(
        Frame(frame.rows, frame.left + _MARGIN, frame.top + _MARGIN, frame.right + _MARGIN, frame.bottom + _MARGIN)
        for frame in frames
    )
    height = below if style == "volumes" else placed.height
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
