"""The frames around blocks, with the block's name, so that its boxes need only the rest of theirs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from core.blocks import blocks
from core.network import Network
from core.picture.drawing import Area, Ink, Label, Mark
from core.picture.geometry import Placement, Rectangle
from core.picture.graph import Box
from core.picture.lettering import shortened

_SIZE = 10.0
_LEAST_BOXES = 3


def framed_blocks(network: Network, drawn: Sequence[Box]) -> dict[int, str]:
    """Give the boxes that stand in a frame, each with the path of its block: the innermost of some boxes."""
    box_at = {box.row: number for number, box in enumerate(drawn) if box.block is None}
    inside: dict[int, str] = {}
    for block in reversed(blocks(network)):
        members = [box_at[row] for row in block.rows if row in box_at]
        if len(members) >= _LEAST_BOXES and not any(number in inside for number in members):
            inside.update(dict.fromkeys(members, block.path))
    return inside


def frames_that_fit(inside: Mapping[int, str], placed: Placement) -> dict[int, str]:
    """Leave those out whose frame is not drawn, or would hold or cut another box."""
    line_of: dict[int, list[int]] = defaultdict(list)
    for number, where in enumerate(placed.places):
        line_of[where.line].append(number)
    drawn = {frame.path for frame in placed.frames}
    failed = {
        frame.path
        for frame in placed.frames
        if any(
            inside.get(number) != frame.path and _meet(frame.room, placed.places[number].room)
            for number in line_of[frame.line]
        )
    }
    return {number: path for number, path in inside.items() if path in drawn and path not in failed}


def frame_marks(placed: Placement) -> Iterator[Mark]:
    """Draw the frames, one for each line that a block stands in, with the name at the upper left."""
    for frame in placed.frames:
        left, top, right, bottom = frame.room
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        yield Area(corners, Ink.LINE, 0.93, -1, corner=6.0)
        name = shortened(frame.path, right - left - 12, _SIZE)
        yield Label(left + 6, top + 13, name, _SIZE, Ink.DIM, -1, is_left=True)


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
