"""How the sides of drawn volumes follow their sizes, so that 3 and 512 can both be seen in one picture."""

import math
from collections.abc import Iterable, Sequence

from core.records import dataclass
from core.shapes import Shape

_SIDE, _MOST_SIDE = 22.0, 96.0
_THICKNESS, _MOST_THICKNESS = 9.0, 42.0
_LENGTH, _MOST_LENGTH = 14.0, 96.0
_LEAST = 3.0

SLANT = 0.4
"""How far an axis that goes back is drawn to the right and up, against its length."""


def _root(size: int) -> float:
    return math.cbrt(size)


@dataclass(frozen=True, slots=True)
class Scale:
    """What a cube root of 1 is long, for the sides of volumes, their channels, and vectors."""

    side: float = _SIDE
    thickness: float = _THICKNESS
    length: float = _LENGTH

    def side_of(self, size: int) -> float:
        """Give the length that stands for a height or width."""
        return max(_LEAST, self.side * _root(size))

    def thickness_of(self, channels: int) -> float:
        """Give the length that stands for a number of channels."""
        return max(_LEAST, self.thickness * _root(channels))

    def length_of(self, size: int) -> float:
        """Give the length of a vector's bar."""
        return max(_LEAST, self.length * _root(size))

    def solid(self, shape: Shape | None) -> tuple[float, float, float]:
        """Give the width (channels), height and depth of a volume's drawing."""
        if shape is None:
            return 28.0, 40.0, 10.0
        if len(shape) == 1:
            return 12.0, self.length_of(shape[0]), 0.0
        depth = self.side_of(shape[-1]) * SLANT if len(shape) > 2 else 4.0
        return self.thickness_of(shape[0]), self.side_of(shape[-2] if len(shape) > 2 else shape[-1]), depth


def sizes_of(shapes: Iterable[Shape | None]) -> tuple[list[int], list[int], list[int]]:
    """List the sides, the numbers of channels and the lengths of vectors that shapes have, from small to large."""
    sides: set[int] = set()
    channels: set[int] = set()
    lengths: set[int] = set()
    for shape in set(shapes):
        if shape is not None and len(shape) == 1:
            lengths.add(shape[0])
        elif shape is not None:
            sides.update(shape[-2:] if len(shape) > 2 else shape[-1:])
            channels.add(shape[0])
    return sorted(sides), sorted(channels), sorted(lengths)


def fitted_scale(shapes: Sequence[Shape | None]) -> Scale:
    """Make a scale in which no volume is too large for its line."""
    sides, channels, lengths = sizes_of(shapes)
    return Scale(
        min(_SIDE, _MOST_SIDE / _root(max(sides, default=1))),
        min(_THICKNESS, _MOST_THICKNESS / _root(max(channels, default=1))),
        min(_LENGTH, _MOST_LENGTH / _root(max(lengths, default=1))),
    )
