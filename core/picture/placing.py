"""Where boxes stand and lines run: columns by the longest path, lanes for branches, tracks for what goes past.

A line runs through the gaps between columns, along a lane that is free there, or along a track above a lane; so it
meets no box but its two ends. A long network is broken into lines, as text is, where a single volume is handed on.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

Point = tuple[float, float]

GAP = 40.0
"""The least room between two columns, for an arrow."""

_SLOT = 8.0
_TRACK = 10.0
_LANE_GAP = 24.0
_LINE_GAP = 32.0
_TURN = 20.0


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


@dataclass(frozen=True, slots=True)
class Route:
    """A line from one box to another, by its corners; `is_skip` where it goes past other boxes."""

    source: int
    target: int
    points: tuple[Point, ...]
    is_skip: bool = False
    is_branch: bool = False
    """It begins on another line from the same source, not at the source."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A place for each box, a route for each reading, and the room that all of it takes."""

    places: tuple[Place, ...]
    routes: tuple[Route, ...]
    width: float
    height: float


def place(sources: Sequence[Sequence[int]], sizes: Sequence[Size], line_width: float | None = None) -> Placement:
    """Place boxes, each of which reads earlier ones; lines are broken so that none is much wider than `line_width`."""
    if not sizes:
        return Placement((), (), 0, 0)
    ranks = _ranks(sources)
    broken = _lines(sources, sizes, ranks, line_width)
    places: dict[int, Place] = {}
    routes: list[Route] = []
    numbered: list[_Line] = []
    top, width = 0.0, 0.0
    exits = [entry for _, entry in broken[1:]] + [None]
    leaving: tuple[int, tuple[Point, ...]] | None = None
    for (members, entry), handed in zip(broken, exits, strict=True):
        line = _Line(members, entry, handed, sources, sizes, ranks)
        line.lay_out(top, _TURN if len(broken) > 1 else 0.0)
        places.update({box: replace(where, line=len(numbered)) for box, where in line.places.items()})
        numbered.append(line)
        routes += line.joined(leaving)
        leaving = line.leaving
        top = line.bottom + _LINE_GAP
        width = max(width, line.width)
    height = top - _LINE_GAP
    return Placement(tuple(places[box] for box in range(len(sizes))), tuple(routes), width, height)


def _ranks(sources: Sequence[Sequence[int]]) -> list[int]:
    """Give each box its column: one past the last that it reads; what reads nothing stands before its reader."""
    ranks: list[int] = []
    for read in sources:
        ranks.append(1 + max((ranks[source] for source in read), default=-1))
    first_reader: dict[int, int] = {}
    for box, read in enumerate(sources):
        for source in read:
            first_reader[source] = min(first_reader.get(source, ranks[box]), ranks[box])
    return [
        max(first_reader.get(box, 1) - 1, 0) if not read and box else ranks[box] for box, read in enumerate(sources)
    ]


def _lines(
    sources: Sequence[Sequence[int]], sizes: Sequence[Size], ranks: Sequence[int], line_width: float | None
) -> list[tuple[list[int], int | None]]:
    """Break the columns into lines; gives the boxes of each, and the box that hands its volume on to it."""
    columns: dict[int, list[int]] = defaultdict(list)
    for box, rank in enumerate(ranks):
        columns[rank].append(box)
    handing = _handing_boxes(sources, ranks)
    lines: list[tuple[list[int], int | None]] = [([], None)]
    room = 0.0
    for rank in sorted(columns):
        wanted = max(sizes[box].width for box in columns[rank]) + GAP
        if line_width is not None and room + wanted > line_width and lines[-1][0] and handing.get(rank) is not None:
            lines.append(([], handing[rank]))
            room = 0.0
        lines[-1][0].extend(columns[rank])
        room += wanted
    return lines


def _handing_boxes(sources: Sequence[Sequence[int]], ranks: Sequence[int]) -> dict[int, int]:
    """Find the columns before which a line may end: one box alone is read from there on, and which that is."""
    last_read: dict[int, int] = {}
    for box, read in enumerate(sources):
        for source in read:
            last_read[source] = max(last_read.get(source, 0), ranks[box])
    open_from: dict[int, list[int]] = defaultdict(list)
    for source, last in last_read.items():
        open_from[ranks[source] + 1].append(source)
        open_from[last + 1].append(~source)
    handing: dict[int, int] = {}
    open_boxes: set[int] = set()
    for rank in range(max(ranks, default=0) + 1):
        for change in open_from[rank]:
            if change >= 0:
                open_boxes.add(change)
            else:
                open_boxes.discard(~change)
        if len(open_boxes) == 1:
            handing[rank] = next(iter(open_boxes))
    return handing


@dataclass(slots=True)
class _Leg:
    """How one reading is led: along a lane or a track, with a turn after its source, before its target, or both."""

    source: int
    target: int
    level: int
    along: str = "straight"
    track: int = 0
    out_slot: int = -1
    in_slot: int = -1
    port: float = 0.0


_ENTRY, _EXIT = -1, -2


class _Line:
    """One line of a picture; what is handed on to it enters at the left, what it hands on leaves at the right."""

    def __init__(
        self,
        members: list[int],
        entry: int | None,
        handed: int | None,
        sources: Sequence[Sequence[int]],
        sizes: Sequence[Size],
        ranks: Sequence[int],
    ) -> None:
        self._members = sorted(members, key=lambda box: (ranks[box], box))
        self._entry, self._handed = entry, handed
        self._sizes = sizes
        self._rank = {box: ranks[box] for box in members}
        first, last = min(self._rank.values()), max(self._rank.values())
        self._rank |= {_ENTRY: first - 1, _EXIT: last + 1}
        self._sources = {box: [self._local(source) for source in sources[box]] for box in members}
        if handed is not None:
            self._sources[_EXIT] = [self._local(handed)]
        self._lane: dict[int, int] = {}
        self._owner: dict[tuple[int, int], int] = {}
        self.places: dict[int, Place] = {}
        self._routes: list[Route] = []
        self.width = self.bottom = 0.0
        self.leaving: tuple[int, tuple[Point, ...]] | None = None

    def _local(self, box: int) -> int:
        return box if box in self._rank else _ENTRY

    # Lanes and ways, by number

    def _give_lanes(self) -> None:
        if self._entry is not None:
            self._take(_ENTRY, 0)
        for box in (*self._members, *((_EXIT,) if self._handed is not None else ())):
            read = self._sources[box]
            wanted = min((self._lane[source] for source in read), default=0)
            lane = wanted
            while (lane, self._rank[box]) in self._owner:
                lane += 1
            self._take(box, lane)

    def _take(self, box: int, lane: int) -> None:
        self._lane[box] = lane
        self._owner[lane, self._rank[box]] = box

    def _plan(self) -> list[_Leg]:
        legs = [self._leg(source, box) for box, read in self._sources.items() for source in dict.fromkeys(read)]
        self._give_tracks([leg for leg in legs if leg.along == "track"])
        return legs

    def _leg(self, source: int, target: int) -> _Leg:
        start, end = self._lane[source], self._lane[target]
        between = range(self._rank[source] + 1, self._rank[target])
        if self._is_free(start, between, source):
            along = "straight" if start == end else "source lane"
            self._keep(start, between, source)
            return _Leg(source, target, 2 * start + 1, along)
        if self._is_free(end, between, source):
            self._keep(end, between, source)
            return _Leg(source, target, 2 * end + 1, "target lane")
        return _Leg(source, target, 2 * min(start, end), "track")

    def _is_free(self, lane: int, ranks: range, source: int) -> bool:
        return all(self._owner.get((lane, rank), ~source) == ~source for rank in ranks)

    def _keep(self, lane: int, ranks: range, source: int) -> None:
        for rank in ranks:
            self._owner[lane, rank] = ~source  # below zero: a line of this source, not a box

    def _give_tracks(self, legs: list[_Leg]) -> None:
        """Give lines above the same lane a track each, from the lane upwards; lines of one source share theirs."""
        taken: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        shared: dict[tuple[int, int], int] = {}
        reach: dict[tuple[int, int], int] = {}
        for leg in legs:
            key = (leg.level, leg.source)
            reach[key] = max(reach.get(key, 0), self._rank[leg.target])
        for leg in sorted(legs, key=lambda leg: (reach[leg.level, leg.source] - self._rank[leg.source], leg.source)):
            key = (leg.level, leg.source)
            if key not in shared:
                start, end = self._rank[leg.source], reach[key]
                used = {track for low, high, track in taken[leg.level] if low < end and start < high}
                shared[key] = next(track for track in range(len(used) + 1) if track not in used)
                taken[leg.level].append((start, end, shared[key]))
            leg.track = shared[key]

    def _give_slots(self, legs: list[_Leg]) -> dict[int, int]:
        """Give every turn its own place in its gap, where turns would lie upon each other; gives the turns a gap."""
        taken: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for leg in legs:
            start, end = 2 * self._lane[leg.source] + 1, 2 * self._lane[leg.target] + 1
            if leg.along in ("target lane", "track"):
                leg.out_slot = _slot(taken[self._rank[leg.source]], leg.source, start, leg.level)
            if leg.along in ("source lane", "track"):
                leg.in_slot = _slot(taken[self._rank[leg.target] - 1], leg.source, leg.level, end)
        return {gap: 1 + max(slot for *_, slot in turns) for gap, turns in taken.items()}

    # Places

    def lay_out(self, top: float, margin: float) -> None:
        """Give every box its place and every reading its route, from a height downwards."""
        self._give_lanes()
        legs = self._plan()
        turns = self._give_slots(legs)
        columns = self._columns(turns, margin)
        axes = self._axes(legs, top)
        for box in self._members:
            left, width = columns[self._rank[box]]
            x = left + (width - self._sizes[box].width) / 2
            self.places[box] = Place(x, axes[2 * self._lane[box] + 1], self._sizes[box])
        self._give_ports(legs)
        self._ways = {(leg.source, leg.target): self._way(leg, columns, axes) for leg in legs}
        self._legs = legs

    def _columns(self, turns: dict[int, int], margin: float) -> dict[int, tuple[float, float]]:
        x = margin
        columns: dict[int, tuple[float, float]] = {}
        ranks = sorted({self._rank[box] for box in self._members})
        first, last = ranks[0], ranks[-1]
        columns[first - 1] = (0.0, 0.0)
        if self._entry is not None:
            x += GAP / 2 + turns.get(first - 1, 0) * _SLOT
        for rank in range(first, last + 1):
            width = max((self._sizes[box].width for box in self._members if self._rank[box] == rank), default=0.0)
            columns[rank] = (x, width)
            x += width + (GAP + turns.get(rank, 0) * _SLOT if rank < last else 0.0)
        if self._handed is not None:
            x += GAP / 2 + turns.get(last, 0) * _SLOT
        columns[last + 1] = (x, 0.0)
        self.width = x + margin
        return columns

    def _axes(self, legs: list[_Leg], top: float) -> dict[int, float]:
        """Give the heights of lanes (odd levels) and of the lowest track above each (even levels)."""
        tracks: dict[int, int] = defaultdict(int)
        for leg in legs:
            if leg.along == "track":
                tracks[leg.level] = max(tracks[leg.level], leg.track + 1)
        axes: dict[int, float] = {}
        y = top
        for lane in range(max(self._lane.values()) + 1):
            room = [self._sizes[box] for box in self._members if self._lane[box] == lane]
            y += tracks[2 * lane] * _TRACK + (_LANE_GAP if lane else 0.0)
            axes[2 * lane] = y - _TRACK / 2
            y += max((size.above for size in room), default=0.0)
            axes[2 * lane + 1] = y
            y += max((size.below for size in room), default=0.0)
        self.bottom = y
        return axes

    def _give_ports(self, legs: list[_Leg]) -> None:
        """Let lines that come from above and below meet their target apart from the one that comes straight."""
        above: dict[int, int] = defaultdict(int)
        below: dict[int, int] = defaultdict(int)
        for leg in legs:
            if leg.in_slot >= 0:
                comes_from_above = leg.level < 2 * self._lane[leg.target] + 1
                side = above if comes_from_above else below
                side[leg.target] += 1
                leg.port = side[leg.target] * (-6.0 if comes_from_above else 6.0)

    def _way(self, leg: _Leg, columns: dict[int, tuple[float, float]], axes: dict[int, float]) -> tuple[Point, ...]:
        start_rank, end_rank = self._rank[leg.source], self._rank[leg.target]
        start = self.places[leg.source].right if leg.source in self.places else columns[start_rank][0]
        end = self.places[leg.target].x if leg.target in self.places else columns[end_rank][0]
        start_y, end_y = axes[2 * self._lane[leg.source] + 1], axes[2 * self._lane[leg.target] + 1] + leg.port
        run_y = axes[leg.level] - (leg.track * _TRACK if leg.along == "track" else 0.0)
        points = [(start, start_y)]
        if leg.out_slot >= 0:
            left, width = columns[start_rank]
            x = left + width + 12 + leg.out_slot * _SLOT
            points += [(x, start_y), (x, run_y)]
        if leg.in_slot >= 0:
            left, width = columns[end_rank - 1]
            x = left + width + 12 + leg.in_slot * _SLOT
            points += [(x, run_y), (x, end_y)]
        points.append((end, end_y))
        return tuple(dict.fromkeys(points))

    def joined(self, arriving: tuple[int, tuple[Point, ...]] | None) -> list[Route]:
        """List the routes, those from the line before led round to this one's beginning."""
        routes = []
        has_arrived = False
        for leg in sorted(self._legs, key=lambda leg: leg.along == "track"):  # what comes round is no skip
            way, source = self._ways[leg.source, leg.target], leg.source
            is_branch = has_arrived and leg.source == _ENTRY
            if leg.source == _ENTRY and arriving is not None:
                source, before = arriving
                if not is_branch:
                    way = (*before, (0.0, before[-1][1]), *((0.0, way[0][1]), *way[1:]))
                has_arrived = True
            if leg.target == _EXIT:
                x, y = self.width, way[-1][1]
                self.leaving = (source, (*way[:-1], (x, y), (x, self.bottom + _LINE_GAP / 2)))
            else:
                is_skip = leg.along == "track" and (leg.source != _ENTRY or is_branch)
                routes.append(Route(source, leg.target, way, is_skip, is_branch))
        return routes


def _slot(taken: list[tuple[int, int, int, int]], source: int, first: int, second: int) -> int:
    """Find the first place in a gap where a turn between two levels meets no turn of another source."""
    low, high = min(first, second), max(first, second)
    used = {slot for start, end, owner, slot in taken if owner != source and start <= high and low <= end}
    slot = next(slot for slot in range(len(used) + 1) if slot not in used)
    taken.append((low, high, source, slot))
    return slot
