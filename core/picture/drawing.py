"""What a picture is made of: a few sorts of marks in the inks of a theme, each with the row that it speaks of."""

from collections.abc import Iterator
from enum import Enum

from core.kinds import Family
from core.picture.geometry import Point
from core.records import dataclass


class Ink(Enum):
    """The colours of a picture that are not a family's, by what they are for."""

    TEXT = "text"
    DIM = "dim"
    LINE = "line"
    SKIP = "skip"
    PROBLEM = "problem"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon with a thin edge; `shade` goes from 0 (the ink itself) to 1 (the paper)."""

    points: tuple[Point, ...]
    ink: Ink | Family
    shade: float
    row: int
    corner: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line with rounded corners and a head at its end."""

    points: tuple[Point, ...]
    ink: Ink
    source_row: int
    target_row: int


@dataclass(frozen=True, slots=True)
class Label:
    """A text on one line, centred at `x` or, with `is_left`, beginning there; `y` is its base line."""

    x: float
    y: float
    text: str
    size: float
    ink: Ink
    row: int
    is_bold: bool = False
    is_left: bool = False


Mark = Area | Arrow | Label


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a row's box with all its labels, by which it is found and marked; `rows` are all that it shows."""

    rows: tuple[int, ...]
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn, back to front, and the frames of the boxes."""

    marks: tuple[Mark, ...]
    frames: tuple[Frame, ...]
    width: float
    height: float

    def labels(self) -> Iterator[Label]:
        """List the texts."""
        return (mark for mark in self.marks if isinstance(mark, Label))
