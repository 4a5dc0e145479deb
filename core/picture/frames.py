"""The frames around blocks, with the block's name, so that its boxes need only the rest of theirs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from core.blocks import blocks
from core.network import Network
from core.picture.drawing import Area, Ink, Label, Mark
from core.picture.graph import Box
from core.picture.lettering import shortened
from core.picture.placing import Placement

FRAME_ABOVE, FRAME_BELOW = 24.0, 8.0
"""The room that a frame takes above and below its boxes."""

_SIDE = 6.0
_SIZE = 10.0
_LEAST_BOXES = 3

Rectangle = tuple[float, float, float, float]


def framed_blocks(network: Network, drawn: Sequence[Box]) -> dict[int, str]:
    """Give the boxes that stand in a frame, each with the path of its block: the innermost of some boxes."""
    box_at = {box.row: number for number, box in enumerate(drawn) if box.block is None}
    inside: dict[int, str] = {}
    used: list[range] = []
    for block in reversed(blocks(network)):
        members = [box_at[row] for row in block.rows if row in box_at]
        if len(members) >= _LEAST_BOXES and not any(inside.get(number) for number in members):
            if any(block.start <= rows.start and rows.stop <= block.stop for rows in used):
                continue
            used.append(block.rows)
            inside.update(dict.fromkeys(members, block.path))
    return inside


def frames_that_fit(inside: Mapping[int, str], placed: Placement) -> dict[int, str]:
    """Leave those out whose frame would hold or cut another box."""
    rooms = _rooms(inside, placed)
    line_of: dict[int, list[int]] = defaultdict(list)
    for number, where in enumerate(placed.places):
        line_of[where.line].append(number)
    failed: set[str] = set()
    for (path, line), room in rooms.items():
        for number in line_of[line]:
            where = placed.places[number]
            if inside.get(number) != path and _meet(room, (where.x, where.top, where.right, where.bottom)):
                failed.add(path)
                break
    return {number: path for number, path in inside.items() if path not in failed}


def caption_marks(inside: Mapping[int, str], placed: Placement) -> Iterator[Mark]:
    """Draw the frames, one for each line that a block stands in, with the name at the upper left."""
    for (path, _), (left, top, right, bottom) in _rooms(inside, placed, FRAME_ABOVE, FRAME_BELOW).items():
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        yield Area(corners, Ink.LINE, 0.93, -1, corner=6.0)
        name = shortened(path, right - left - 12, _SIZE)
        yield Label(left + 6, top + 12, name, _SIZE, Ink.DIM, -1, is_left=True)


def _rooms(
    inside: Mapping[int, str], placed: Placement, above: float = 0.0, below: float = 0.0
) -> dict[tuple[str, int], Rectangle]:
    rooms: dict[tuple[str, int], Rectangle] = {}
    for number, path in inside.items():
        where = placed.places[number]
        room = (where.x - _SIDE, where.top - above, where.right + _SIDE, where.bottom + below)
        left, top, right, bottom = rooms.get((path, where.line), room)
        rooms[path, where.line] = (min(left, room[0]), min(top, room[1]), max(right, room[2]), max(bottom, room[3]))
    return rooms


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
