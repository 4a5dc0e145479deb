"""What stands below a picture: the colours of the families and, for volumes, how long a size is drawn."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from core.kinds import Family
from core.language import tr
from core.picture.drawing import Area, Ink, Label, Mark
from core.picture.lettering import text_width
from core.picture.scale import Scale, sizes_of
from core.picture.words import SMALL
from core.records import dataclass
from core.shapes import Shape

_ROW = 18.0
_APART, _BETWEEN = 20.0, 12.0


@dataclass(frozen=True, slots=True)
class _Item:
    """A piece of the legend: a bar with a text after it, either of which may be missing."""

    text: str
    bar: float = 0.0
    ink: Ink | Family = Ink.DIM
    high: float = 4.0

    @property
    def width(self) -> float:
        return (self.bar + 5 if self.bar else 0.0) + text_width(self.text, SMALL)


def legend_marks(
    families: Iterable[Family], shapes: Sequence[Shape | None], scale: Scale | None, top: float, room: float
) -> tuple[list[Mark], float, float]:
    """Draw the legend in rows of some width, from a height down; gives its marks, its width and where it ends."""
    rows = [[[_Item(tr(family.value), 10.0, family, 10.0)] for family in families]]
    if scale is not None:
        rows.append(list(_scale_items(shapes, scale)))
    marks: list[Mark] = []
    y, width = top, 0.0
    for row in filter(None, rows):
        x = 0.0
        y += _ROW
        for group in row:
            wide = sum(item.width + _BETWEEN for item in group) - _BETWEEN
            if x and x + wide > room:
                x, y = 0.0, y + _ROW
            for item in group:
                marks += _item_marks(item, x, y)
                x += item.width + _BETWEEN
            width = max(width, x - _BETWEEN)
            x += _APART - _BETWEEN
    return marks, width, y


def _item_marks(item: _Item, x: float, y: float) -> Iterator[Mark]:
    if item.bar:
        low, high = y - 4 + item.high / 2, y - 4 - item.high / 2
        corners = ((x, high), (x + item.bar, high), (x + item.bar, low), (x, low))
        yield Area(corners, item.ink, 0.55, -1, corner=min(2.0, item.high / 4))
    yield Label(x + (item.bar + 5 if item.bar else 0.0), y, item.text, SMALL, Ink.DIM, -1, is_left=True)


def _scale_items(shapes: Sequence[Shape | None], scale: Scale) -> Iterator[list[_Item]]:
    sides, channels, lengths = sizes_of(shapes)
    if not (sides or channels or lengths):
        return
    yield [_Item(tr("Lengths grow with the cube root of the size:"))]
    drawn: tuple[tuple[str, list[int], Callable[[int], float]], ...] = (
        (tr("height and width"), sides, scale.side_of),
        (tr("channels"), channels, scale.thickness_of),
        (tr("vectors"), lengths, scale.length_of),
    )
    for title, sizes, length in drawn:
        if sizes:
            ends = sorted({sizes[0], sizes[-1]})
            yield [_Item(title), *(_Item(str(size), length(size)) for size in ends)]
