"""The picture as SVG: light, with texts as text that keep their width in whatever font another program takes."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from html import escape

from core.kinds import Family
from core.picture.drawing import Area, Arrow, Ink, Label, Mark, Picture
from core.picture.geometry import Point
from core.picture.inks import FAMILY_INKS, INKS
from core.picture.lettering import text_width
from core.picture.paper import Paper
from core.picture.styles import picture
from core.table import Table

_FONTS = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"
_OWN_SIZE = Paper()


def write_svg(
    table: Table, style: str = "volumes", paper: Paper = _OWN_SIZE, folded: AbstractSet[str] = frozenset()
) -> str:
    """Draw a network as SVG on white; blocks whose paths are in `folded` are one box each."""
    drawn = picture(table, style, folded=folded)
    size = f'width="{_number(drawn.width)}" height="{_number(drawn.height)}"'
    view = f"0 0 {_number(drawn.width)} {_number(drawn.height)}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {_paper_size(drawn, paper)} viewBox="{view}" font-family="{_FONTS}">',
        f"<title>{escape(table.network.name or 'Network')}</title>",
        *_heads(),
        f'<rect {size} fill="{INKS[Ink.PAPER]}"/>',
        *(_mark(mark) for mark in drawn.marks),
        "</svg>",
        "",
    ]
    return "\n".join(lines)


def _paper_size(drawn: Picture, paper: Paper) -> str:
    if paper.width is None:
        return f'width="{_number(drawn.width)}" height="{_number(drawn.height)}"'
    height = paper.width * drawn.height / max(drawn.width, 1.0)
    return f'width="{paper.width:.4g}cm" height="{height:.4g}cm"'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _heads() -> Iterator[str]:
    """Give the arrow heads, one for each ink that lines have."""
    yield "<defs>"
    for ink in (Ink.DIM, Ink.SKIP):
        yield (
            f'<marker id="head-{ink.value}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7"'
            f' orient="auto"><path d="M0 0.5 L8 4 L0 7.5 Z" fill="{INKS[ink]}"/></marker>'
        )
    yield "</defs>"


def _mark(mark: Mark) -> str:
    match mark:
        case Area():
            return _area(mark)
        case Arrow():
            head = f' marker-end="url(#head-{mark.ink.value})"'
            return f'<path d="{rounded(mark.points)}" fill="none" stroke="{INKS[mark.ink]}" stroke-width="1.2"{head}/>'
        case Label():
            anchor = "" if mark.is_left else ' text-anchor="middle"'
            weight = ' font-weight="600"' if mark.is_bold else ""
            length = f' textLength="{_number(_drawn_width(mark))}" lengthAdjust="spacingAndGlyphs"'
            place = f'x="{_number(mark.x)}" y="{_number(mark.y)}" font-size="{_number(mark.size)}"'
            return f'<text {place}{anchor}{weight}{length} fill="{INKS[mark.ink]}">{escape(mark.text)}</text>'


def _drawn_width(label: Label) -> float:
    return text_width(label.text, label.size, bold=label.is_bold)


def _area(area: Area) -> str:
    ink = FAMILY_INKS[area.ink] if isinstance(area.ink, Family) else INKS[area.ink]
    style = f'fill="{mixed(ink, INKS[Ink.PAPER], area.shade)}" stroke="{ink}" stroke-width="1"'
    if area.corner:
        (left, top), _, (right, bottom), _ = area.points
        where = f'x="{_number(left)}" y="{_number(top)}"'
        size = f'width="{_number(right - left)}" height="{_number(bottom - top)}"'
        return f'<rect {where} {size} rx="{_number(area.corner)}" {style}/>'
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in area.points)
    return f'<polygon points="{points}" stroke-linejoin="round" {style}/>'


def mixed(ink: str, paper: str, shade: float) -> str:
    """Mix two colours, `#RRGGBB`; a shade of 1 is the paper."""
    parts = (round(int(ink[at : at + 2], 16) * (1 - shade) + int(paper[at : at + 2], 16) * shade) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in parts)


def rounded(points: tuple[Point, ...], radius: float = 5.0) -> str:
    """Write a line through points as a path with rounded corners."""
    path = [f"M{_number(points[0][0])} {_number(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        path.append(f"L{_number(start[0])} {_number(start[1])}")
        path.append(f"Q{_number(corner[0])} {_number(corner[1])} {_number(end[0])} {_number(end[1])}")
    path.append(f"L{_number(points[-1][0])} {_number(points[-1][1])}")
    return " ".join(path)


def _towards(corner: Point, other: Point, radius: float) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(dx), abs(dy), 1e-9)
    step = min(radius, length / 2) / length
    return corner[0] + dx * step, corner[1] + dy * step
