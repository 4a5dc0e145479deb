"""Which marks of a picture lie in a room, found by a coarse grid, so that painting costs what is seen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF

from core.picture.drawing import Area, Arrow, Frame, Label, Mark, Picture
from core.picture.lettering import text_width

_CELL = 400.0


class MarkIndex:
    """The marks and frames of a picture by the cells of a grid that they touch."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._marks: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._frames: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, mark in enumerate(picture.marks):
            for room in _rooms(mark):
                for cell in _cells(room):
                    self._marks[cell].append(number)
        self._frame_of = {row: number for number, frame in enumerate(picture.frames) for row in frame.rows}
        for number, frame in enumerate(picture.frames):
            for cell in _cells(frame_room(frame)):
                self._frames[cell].append(number)

    def marks_in(self, room: QRectF) -> list[Mark]:
        """List the marks that may lie in a room, back to front."""
        return [self._picture.marks[number] for number in _found(self._marks, room)]

    def frames_of(self, rows: Iterable[int]) -> list[Frame]:
        """List the frames that show any of some rows."""
        numbers = {self._frame_of[row] for row in rows if row in self._frame_of}
        return [self._picture.frames[number] for number in sorted(numbers)]

    def frames_in(self, room: QRectF) -> list[Frame]:
        """List the frames that meet a room."""
        frames = (self._picture.frames[number] for number in _found(self._frames, room))
        return [frame for frame in frames if frame_room(frame).intersects(room)]


def frame_room(frame: Frame) -> QRectF:
    """Give the rectangle of a frame."""
    return QRectF(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top)


def _rooms(mark: Mark) -> Iterable[QRectF]:
    match mark:
        case Label():
            width = text_width(mark.text, mark.size, bold=mark.is_bold)
            left = mark.x if mark.is_left else mark.x - width / 2
            return (QRectF(left, mark.y - mark.size, width, mark.size * 1.3),)
        case Area():
            return (_room_of(mark.points),)
        case Arrow():  # each leg by itself, as the room of a long line would be most of the picture
            return tuple(map(_room_of, zip(mark.points, mark.points[1:], strict=False)))


def _room_of(points: Sequence[tuple[float, float]]) -> QRectF:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return QRectF(min(xs) - 8, min(ys) - 8, max(xs) - min(xs) + 16, max(ys) - min(ys) + 16)


def _cells(room: QRectF) -> Iterable[tuple[int, int]]:
    left, top = int(room.left() // _CELL), int(room.top() // _CELL)
    right, bottom = int(room.right() // _CELL), int(room.bottom() // _CELL)
    if left == right and top == bottom:
        return ((left, top),)
    return [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]


def _found(index: dict[tuple[int, int], list[int]], room: QRectF) -> list[int]:
    cells = list(_cells(room))
    if len(cells) > len(index):
        return sorted({number for numbers in index.values() for number in numbers})
    return sorted({number for cell in cells for number in index.get(cell, ())})
