"""Networks that go down to small volumes and up again, with skips from each step down to its step up, as a U-Net.

Each pair of steps is one line of the picture, so that its skip runs straight across, and the way goes down on the left
and up on the right.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from core.picture.breaking import ranks_of
from core.picture.geometry import LINE_GAP, TURN, Place, Placement, Point, Route, Size
from core.picture.line import Line
from core.records import dataclass, replace

_LEAST_STEPS = 2
_INSET = 24.0
_AWAY = 11.0
"""How far from a box a line turns that comes from another line of the picture."""

_GAP = LINE_GAP + 8.0


@dataclass(frozen=True, slots=True)
class Step:
    """One line: what goes down, what stands on the skip, and what goes up; the lowest has only what goes down."""

    down: tuple[int, ...]
    across: tuple[int, ...]
    up: tuple[int, ...]

    @property
    def boxes(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.down, *self.across, *self.up)


@dataclass(frozen=True, slots=True)
class _Skip:
    """A way past the main one, from a position on it to another, over boxes of its own."""

    start: int
    end: int
    over: tuple[int, ...]


def find_steps(sources: Sequence[Sequence[int]], extents: Sequence[int]) -> list[Step]:
    """Find the steps of an encoder and decoder, the uppermost first; none where the network is built otherwise.

    `extents` are the boxes' sides, 0 where there is none.
    """
    main = _longest_path(sources)
    skips = _skips(sources, main)
    if skips is None:
        return []
    nest = _nested(skips, main, extents)
    if len(nest) < _LEAST_STEPS or (nest[0].end - nest[0].start) * 2 < len(main):
        return []
    downs, ups = [-1, *(skip.start for skip in nest)], [len(main), *(skip.end for skip in nest)]
    part: dict[int, int] = {}
    for number in range(len(nest) + 1):
        low, high = downs[number] + 1, ups[number]
        middle, after = (downs[number + 1], ups[number + 1]) if number < len(nest) else (high - 1, high)
        part.update(dict.fromkeys(range(low, middle + 1), number))
        part.update(dict.fromkeys(range(after, high), ~number))
    inside: dict[int, list[int]] = {number: [] for number in part.values()}
    for position in range(len(main)):
        inside[part[position]].append(main[position])
    for skip in skips:
        if skip not in nest:
            if part[skip.start] != part[skip.end]:
                return []
            inside[part[skip.start]] += skip.over
    steps = [Step(tuple(inside[n]), skip.over, tuple(inside[~n])) for n, skip in enumerate(nest)]
    return [*steps, Step(tuple(inside[len(nest)]), (), ())]


def _longest_path(sources: Sequence[Sequence[int]]) -> list[int]:
    depth: list[int] = []
    for read in sources:
        depth.append(1 + max((depth[source] for source in read), default=-1))
    if not depth:
        return []
    path = [max(range(len(depth)), key=lambda box: (depth[box], -box))]
    while sources[path[-1]]:
        path.append(max(sources[path[-1]], key=lambda box: (depth[box], -box)))
    return path[::-1]


def _skips(sources: Sequence[Sequence[int]], main: Sequence[int]) -> list[_Skip] | None:
    """List the ways past the main one; None where a box is neither on it nor on a plain way past it."""
    readers = Counter(source for read in sources for source in dict.fromkeys(read))
    position = {box: number for number, box in enumerate(main)}
    skips: list[_Skip] = []
    seen = len(main)
    for end, box in enumerate(main):
        for source in dict.fromkeys(sources[box]):
            over: list[int] = []
            while source not in position:
                if len(set(sources[source])) != 1 or readers[source] != 1:
                    return None
                over.append(source)
                source = sources[source][0]  # noqa: PLW2901  (back along the way)
            if over or position[source] != end - 1:
                skips.append(_Skip(position[source], end, tuple(over[::-1])))
                seen += len(over)
    return skips if seen == len(sources) else None


def _nested(skips: Sequence[_Skip], main: Sequence[int], extents: Sequence[int]) -> list[_Skip]:
    """Choose those within each other, each with a smaller volume than the one around it, and smaller ones within."""
    chosen: list[_Skip] = []
    extent = float("inf")
    for skip in sorted(skips, key=lambda skip: (skip.start - skip.end, skip.start)):
        if chosen and not (chosen[-1].start < skip.start and skip.end < chosen[-1].end):
            continue
        arriving = extents[skip.over[-1] if skip.over else main[skip.start]]
        within = (extents[main[position]] for position in range(skip.start + 1, skip.end))
        if arriving < extent and any(0 < other < arriving for other in within):
            chosen.append(skip)
            extent = arriving
    return chosen


def place_steps(steps: Sequence[Step], sources: Sequence[Sequence[int]], sizes: Sequence[Size]) -> Placement:
    """Place the steps below each other, all but the lowest equally wide but for a small inset."""
    lines = [_line(step, sources, sizes) for step in steps]
    for line in lines:
        line.lay_out(0.0, 0.0)
    needed = [_room_between(step) for step in steps]
    width = max(line.width + room + 2 * _INSET * n for n, (line, room) in enumerate(zip(lines, needed, strict=True)))
    top = 0.0
    channels: list[float] = []
    for number, (step, line) in enumerate(zip(steps, lines, strict=True)):
        inset = _INSET * number
        if step.up:
            free = width - 2 * inset - line.width
            gaps = sorted({_last_rank(line, step.down), line.rank[step.up[0]] - 1})
            line.lay_out(top, TURN + inset, dict.fromkeys(gaps, free / len(gaps)))
        else:
            line.lay_out(top, TURN + (width - line.width) / 2)
        channels.append(line.bottom + _GAP / 2)
        top = line.bottom + _GAP
    places: dict[int, Place] = {}
    routes: list[Route] = []
    for number, (step, line) in enumerate(zip(steps, lines, strict=True)):
        places |= {box: replace(where, line=number) for box, where in line.places.items()}
        for route in line.joined():
            crosses = route.source in step.down and route.target not in step.down
            routes.append(replace(route, is_skip=route.is_skip or crosses or route.source in step.across))
    for number in range(len(steps) - 1):
        routes += _between(steps[number], steps[number + 1], lines[number], lines[number + 1], channels[number])
    return Placement(tuple(places[box] for box in range(len(sizes))), tuple(routes), width + 2 * TURN, top - _GAP)


def _room_between(step: Step) -> float:
    return 24.0 if step.up and not step.across else 0.0


def _line(step: Step, sources: Sequence[Sequence[int]], sizes: Sequence[Size]) -> Line:
    boxes = sorted(step.boxes)
    number_of = {box: number for number, box in enumerate(boxes)}
    read = {box: [source for source in sources[box] if source in number_of] for box in boxes}
    ranks = ranks_of([[number_of[source] for source in read[box]] for box in boxes])
    return Line(boxes, read, sizes, {box: ranks[number_of[box]] for box in boxes})


def _last_rank(line: Line, boxes: Sequence[int]) -> int:
    return max(line.rank[box] for box in boxes)


def _between(upper: Step, lower: Step, above: Line, below: Line, channel: float) -> Iterator[Route]:
    """Lead the way down to the next step, and the way up from it."""
    yield _led(upper.down[-1], lower.down[0], above, below, channel, 0.0)
    last = lower.up[-1] if lower.up else lower.down[-1]
    yield _led(last, upper.up[0], below, above, channel, 6.0)


def _led(source: int, target: int, start: Line, end: Line, channel: float, port: float) -> Route:
    out, into = start.places[source], end.places[target]
    rank = start.rank[source]
    left, width = start.columns[rank]
    x = left + width + _AWAY + start.turns.get(rank, 0) * 8.0
    back = end.columns[end.rank[target]][0] - _AWAY
    corners: tuple[Point, ...] = (
        (out.right, out.axis),
        (x, out.axis),
        (x, channel),
        (back, channel),
        (back, into.axis + port),
        (into.x, into.axis + port),
    )
    return Route(source, target, corners, turn=(corners[2], corners[3]))
