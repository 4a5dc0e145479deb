"""The two styles of a picture: volumes in perspective, and a schematic of boxes with text."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from core.kinds import Family
from core.picture.drawing import Area, Arrow, Frame, Ink, Label, Mark, Picture
from core.picture.frames import frame_marks, framed_blocks, frames_that_fit
from core.picture.geometry import Place, Placement, Point, Size
from core.picture.graph import Box, boxes
from core.picture.legend import legend_marks
from core.picture.placing import place
from core.picture.scale import Scale, fitted_scale
from core.picture.words import LEADING, NAME, SMALL, Words, words_of
from core.shapes import Shape
from core.table import Table

_MARGIN = 16.0
_HEAD = 7.0
_LEAST_LEGEND = 480.0


def picture(
    table: Table, style: str = "volumes", line_width: float | None = None, folded: AbstractSet[str] = frozenset()
) -> Picture:
    """Draw a network in a style; blocks whose paths are in `folded` are one box each.

    It is as wide as it takes to fit a page, or in lines of about `line_width`.
    """
    drawn = boxes(table.network, folded=folded)
    measure, draw = _STYLES[style]
    shapes = [table.report(box.last_row).shape for box in drawn]
    scale = fitted_scale(shapes)
    sources, extents = [box.sources for box in drawn], [_extent(shape) for shape in shapes]
    inside = framed_blocks(table.network, drawn)
    while True:
        words = [words_of(table, box, inside.get(number, "")) for number, box in enumerate(drawn)]
        sizes = [measure(scale, shape, word) for shape, word in zip(shapes, words, strict=True)]
        placed = place(sources, sizes, line_width, inside, extents)
        fitting = frames_that_fit(inside, placed)
        if len(fitting) == len(inside):
            break
        inside = fitting  # a frame that would hold other boxes is left out, and the names are whole there
    frames: list[Frame] = []
    edges: list[tuple[float, float]] = []
    areas: list[Mark] = []
    for box, where, shape, word in zip(drawn, placed.places, shapes, words, strict=True):
        ink = Ink.PROBLEM if word.is_problem else Ink.LINE if shape is None else table.layer(box.row).kind.family
        edges.append(draw(scale, box.row, where, shape, word, ink, areas))
        frames.append(Frame(tuple(box.rows), *where.room))
    marks = [*frame_marks(placed), *_arrows(drawn, placed, edges), *_turns(placed), *areas]
    families = _families(table, drawn)
    legend, width, height = legend_marks(
        families, shapes, scale if style == "volumes" else None, placed.height + 6, max(placed.width, _LEAST_LEGEND)
    )
    return _on_paper([*marks, *legend], frames, max(placed.width, width), height if families else placed.height)


def _extent(shape: Shape | None) -> int:
    return max(shape[1:]) if shape is not None and len(shape) > 1 else 0


def _families(table: Table, drawn: list[Box]) -> list[Family]:
    """List the families whose colours are drawn."""
    used = {table.layer(box.row).kind.family for box in drawn if table.report(box.row).shape is not None}
    return [family for family in Family if family in used]


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


def _turns(placed: Placement) -> Iterator[Mark]:
    """Show by a head on its way where a line goes back to the next line of the picture."""
    for route in placed.routes:
        if route.turn is not None:
            (start, y), (end, _) = route.turn
            ink = Ink.SKIP if route.is_skip else Ink.DIM
            x, back = (start + end) / 2, _HEAD if end < start else -_HEAD
            yield Area(((x - back / 2, y), (x + back / 2, y - 3), (x + back / 2, y + 3)), ink, 0.0, -1)


def _on_paper(marks: list[Mark], frames: list[Frame], width: float, height: float) -> Picture:
    """Put a margin round the marks."""
    by = _MARGIN
    rooms = (Frame(one.rows, one.left + by, one.top + by, one.right + by, one.bottom + by) for one in frames)
    return Picture(tuple(_moved(mark, by) for mark in marks), tuple(rooms), width + 2 * by, height + 2 * by)


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


def _measure_volume(scale: Scale, shape: Shape | None, words: Words) -> Size:
    width, height, depth = scale.solid(shape)
    below = height / 2 + LEADING * (1 + len(words.lines)) + 6
    return Size(max(words.width, width + depth) + 4, height / 2 + depth + LEADING * (2 if words.path else 1) + 6, below)


def _draw_volume(
    scale: Scale, row: int, where: Place, shape: Shape | None, words: Words, ink: Ink | Family, marks: list[Mark]
) -> tuple[float, float]:
    width, height, depth = scale.solid(shape)
    middle = where.x + where.size.width / 2
    left = middle - (width + depth) / 2
    right, top, bottom = left + width, where.axis - height / 2, where.axis + height / 2
    if depth:
        lid = ((left, top), (left + depth, top - depth), (right + depth, top - depth), (right, top))
        side = ((right, top), (right + depth, top - depth), (right + depth, bottom - depth), (right, bottom))
        marks.append(Area(lid, ink, 0.75, row))
        marks.append(Area(side, ink, 0.35, row))
    marks.append(Area(((left, top), (right, top), (right, bottom), (left, bottom)), ink, 0.55, row))
    if words.path:
        marks.append(Label(middle, top - depth - 6 - LEADING, words.path, SMALL, Ink.DIM, row))
    marks.append(Label(middle, top - depth - 6, words.name, NAME, Ink.TEXT, row, is_bold=True))
    y = bottom + LEADING
    marks.append(Label(middle, y, words.shape, SMALL, Ink.TEXT, row, is_bold=True))
    for line in words.lines:
        y += LEADING
        marks.append(Label(middle, y, line, SMALL, Ink.PROBLEM if words.is_problem else Ink.DIM, row))
    return left, right + depth / 2 if depth < height else right


# Schematic


def _measure_schematic(_: Scale, __: Shape | None, words: Words) -> Size:
    half = (LEADING * (2 + len(words.lines) + bool(words.path)) + 12) / 2
    return Size(words.width + 20, half, half)


def _draw_schematic(
    _: Scale, row: int, where: Place, __: Shape | None, words: Words, ink: Ink | Family, marks: list[Mark]
) -> tuple[float, float]:
    corners = ((where.x, where.top), (where.right, where.top), (where.right, where.bottom), (where.x, where.bottom))
    marks.append(Area(corners, ink, 0.85, row, corner=6.0))
    middle, y = where.x + where.size.width / 2, where.top + 4
    texts = [(words.path, SMALL, Ink.DIM, False)] if words.path else []
    texts.append((words.name, NAME, Ink.TEXT, True))
    texts += [(line, SMALL, Ink.PROBLEM if words.is_problem else Ink.DIM, False) for line in words.lines]
    texts.append((words.shape, SMALL, Ink.TEXT, True))
    for text, size, text_ink, is_bold in texts:
        y += LEADING
        marks.append(Label(middle, y, text, size, text_ink, row, is_bold))
    return where.x, where.right


_Measure = Callable[[Scale, Shape | None, Words], Size]
_Draw = Callable[[Scale, int, Place, Shape | None, Words, Ink | Family, list[Mark]], tuple[float, float]]
_STYLES: Mapping[str, tuple[_Measure, _Draw]] = MappingProxyType(
    {"volumes": (_measure_volume, _draw_volume), "schematic": (_measure_schematic, _draw_schematic)}
)
STYLES = tuple(_STYLES)
"""The names of the styles, as the command line has them."""
