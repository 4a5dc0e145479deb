"""Sizes, places and routes: what the layout of a picture is given, and what it makes of that."""

from core.records import dataclass

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom."""

GAP = 28.0
"""The least room between two columns, for an arrow."""

SLOT, TRACK = 8.0, 10.0
"""How far lines stand apart that run side by side: upright, and along a lane."""

TURN = 20.0
"""The room beside a line's boxes in which what is handed on turns round."""

LINE_GAP = 32.0

FRAME_ABOVE, FRAME_BELOW, FRAME_SIDE = 22.0, 8.0, 6.0
"""The room that the frame of a block takes around its boxes; its name stands above them."""


@dataclass(frozen=True, slots=True)
class Size:
    """The room that a box takes: its width, and how far it reaches above and below the line that leads through it."""

    width: float
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands: its left edge, the height of the line that leads through it, and its room."""

    x: float
    axis: float
    size: Size
    line: int = 0
    """Which line of the picture it stands in."""

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.size.width

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.axis - self.size.above

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.axis + self.size.below

    @property
    def room(self) -> Rectangle:
        """The rectangle that it takes."""
        return self.x, self.top, self.right, self.bottom


@dataclass(frozen=True, slots=True)
class Route:
    """A line from one box to another, by its corners; `is_skip` where it goes past other boxes."""

    source: int
    target: int
    points: tuple[Point, ...]
    is_skip: bool = False
    is_branch: bool = False
    """It begins on another line from the same source, not at the source."""
    turn: tuple[Point, Point] | None = None
    """Where it goes back from one line of the picture to the next: between which two of its corners."""


@dataclass(frozen=True, slots=True)
class BlockFrame:
    """The frame around those boxes of a block that stand in one line."""

    path: str
    line: int
    room: Rectangle


@dataclass(frozen=True, slots=True)
class Placement:
    """A place for each box, a route for each reading, frames around blocks, and the room that all of it takes."""

    places: tuple[Place, ...]
    routes: tuple[Route, ...]
    width: float
    height: float
    frames: tuple[BlockFrame, ...] = ()
