"""One line of a picture: columns by the longest path, lanes for branches, tracks for what goes past.

A line runs through the gaps between columns, along a lane that is free there, or along a track above a lane; so it
meets no box but its two ends. What comes from the line before enters at the left, what goes on leaves at the right.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from core.picture.geometry import (
    FRAME_ABOVE,
    FRAME_BELOW,
    FRAME_SIDE,
    GAP,
    LINE_GAP,
    SLOT,
    TRACK,
    TURN,
    Place,
    Point,
    Rectangle,
    Route,
    Size,
)
from core.records import dataclass

_LANE_GAP = 18.0
_FIRST_SLOT = 12.0
_PORT = 6.0


@dataclass(slots=True)
class Leg:
    """How one reading is led: along a lane or a track, with a turn after its source, before its target, or both."""

    source: int
    target: int
    level: int
    along: str = "straight"
    track: int = 0
    out_slot: int = -1
    in_slot: int = -1
    port: float = 0.0


@dataclass(frozen=True, slots=True)
class Handed:
    """What one line hands on to the next: the box it comes from, and the way up to there."""

    source: int
    points: tuple[Point, ...]
    is_branch: bool = False
    is_skip: bool = False


class Line:
    """Lays one line out. Within it, what enters and what leaves are boxes without size, numbered below zero."""

    def __init__(
        self,
        members: Sequence[int],
        sources: Mapping[int, Sequence[int]],
        sizes: Sequence[Size],
        ranks: Mapping[int, int],
        entries: Sequence[int] = (),
        exits: Sequence[int] = (),
        framed: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Take the boxes, what each reads, and the boxes whose volumes come in (from above down) and go out."""
        self._members = sorted(members, key=lambda box: (ranks[box], box))
        self._entry = {box: -1 - 2 * number for number, box in enumerate(entries)}
        self._exit = {box: -2 - 2 * number for number, box in enumerate(exits)}
        self._sizes, self._framed = sizes, framed
        self.rank = {box: ranks[box] for box in members}
        self.first, self.last = min(self.rank.values()), max(self.rank.values())
        self._sources = {box: [self._local(source) for source in sources[box]] for box in members}
        self.rank |= dict.fromkeys(self._entry.values(), self.first - 1)
        # What was made last goes on where it stands; what passes by makes room for it.
        for box in sorted(exits, key=lambda box: -self.rank[self._local(box)]):
            self.rank[self._exit[box]] = self.last + 1
            self._sources[self._exit[box]] = [self._local(box)]
        self._lane: dict[int, int] = {}
        self._owner: dict[tuple[int, int], tuple[int, bool]] = {}
        self.places: dict[int, Place] = {}
        self.columns: dict[int, tuple[float, float]] = {}
        self.turns: dict[int, int] = {}
        self.width = self.bottom = 0.0
        self.leaving: list[Handed] = []

    def _local(self, box: int) -> int:
        return self._entry.get(box, box)

    # Lanes and ways, by number

    def _give_lanes(self) -> None:
        for number, entry in enumerate(self._entry.values()):
            self._take(entry, number)
        for box, read in self._sources.items():
            lane = min((self._lane[source] for source in read), default=0)
            while (lane, self.rank[box]) in self._owner:
                lane += 1
            self._take(box, lane)

    def _take(self, box: int, lane: int) -> None:
        self._lane[box] = lane
        self._owner[lane, self.rank[box]] = box, True

    def _plan(self) -> list[Leg]:
        legs = [self._leg(source, box) for box, read in self._sources.items() for source in dict.fromkeys(read)]
        self._give_tracks([leg for leg in legs if leg.along == "track"])
        return legs

    def _leg(self, source: int, target: int) -> Leg:
        start, end = self._lane[source], self._lane[target]
        between = range(self.rank[source] + 1, self.rank[target])
        if self._is_free(start, between, source):
            along = "straight" if start == end else "source lane"
            self._keep(start, between, source)
            return Leg(source, target, 2 * start + 1, along)
        if self._is_free(end, between, source):
            self._keep(end, between, source)
            return Leg(source, target, 2 * end + 1, "target lane")
        return Leg(source, target, 2 * min(start, end), "track")

    def _is_free(self, lane: int, ranks: range, source: int) -> bool:
        own = source, False  # a line of this source, not a box
        return all(self._owner.get((lane, rank), own) == own for rank in ranks)

    def _keep(self, lane: int, ranks: range, source: int) -> None:
        for rank in ranks:
            self._owner[lane, rank] = source, False

    def _give_tracks(self, legs: list[Leg]) -> None:
        """Give lines above the same lane a track each, from the lane upwards; lines of one source share theirs."""
        taken: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        shared: dict[tuple[int, int], int] = {}
        reach: dict[tuple[int, int], int] = {}
        for leg in legs:
            key = (leg.level, leg.source)
            reach[key] = max(reach.get(key, self.first), self.rank[leg.target])
        for leg in sorted(legs, key=lambda leg: (reach[leg.level, leg.source] - self.rank[leg.source], leg.source)):
            key = (leg.level, leg.source)
            if key not in shared:
                start, end = self.rank[leg.source], reach[key]
                used = {track for low, high, track in taken[leg.level] if low < end and start < high}
                shared[key] = next(track for track in range(len(used) + 1) if track not in used)
                taken[leg.level].append((start, end, shared[key]))
            leg.track = shared[key]

    def _give_slots(self, legs: list[Leg]) -> dict[int, int]:
        """Give every turn its own place in its gap, where turns would lie upon each other; gives the turns a gap."""
        taken: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for leg in legs:
            start, end = 2 * self._lane[leg.source] + 1, 2 * self._lane[leg.target] + 1
            if leg.along in ("target lane", "track"):
                leg.out_slot = _slot(taken[self.rank[leg.source]], leg.source, start, leg.level)
            if leg.along in ("source lane", "track"):
                leg.in_slot = _slot(taken[self.rank[leg.target] - 1], leg.source, leg.level, end)
        return {gap: 1 + max(slot for *_, slot in turns) for gap, turns in taken.items()}

    # Places

    def lay_out(self, top: float, left: float, wider: Mapping[int, float] | None = None) -> None:
        """Give every box its place and every reading its way, to the right of `left` and below `top`.

        `wider` says how much wider gaps shall be, by the column before each.
        """
        if not self._lane:
            self._give_lanes()
            self._legs = self._plan()
            self.turns = self._give_slots(self._legs)
        self._place_columns(left, wider or {})
        axes = self._axes(top)
        for box in self._members:
            x, width = self.columns[self.rank[box]]
            x += (width - self._sizes[box].width) / 2
            self.places[box] = Place(x, axes[2 * self._lane[box] + 1], self._sizes[box])
        self._give_ports()
        self._ways = {(leg.source, leg.target): self._way(leg, axes) for leg in self._legs}

    def _place_columns(self, left: float, wider: Mapping[int, float]) -> None:
        x = left
        self.columns[self.first - 1] = (left - TURN, 0.0)
        if self._entry:
            x += self.turns.get(self.first - 1, 0) * SLOT
        widths: dict[int, float] = defaultdict(float)
        for box in self._members:
            widths[self.rank[box]] = max(widths[self.rank[box]], self._sizes[box].width)
        for rank in range(self.first, self.last + 1):
            self.columns[rank] = (x, widths[rank])
            x += widths[rank]
            if rank < self.last:
                x += GAP + self.turns.get(rank, 0) * SLOT + wider.get(rank, 0.0)
        if self._exit:
            x += TURN + self.turns.get(self.last, 0) * SLOT
        self.columns[self.last + 1] = (x, 0.0)
        self.width = x + (len(self._exit) - 1) * SLOT if self._exit else x

    def _axes(self, top: float) -> dict[int, float]:
        """Give the heights of lanes (odd levels) and of the lowest track above each (even levels)."""
        tracks: dict[int, int] = defaultdict(int)
        for leg in self._legs:
            if leg.along == "track":
                tracks[leg.level] = max(tracks[leg.level], leg.track + 1)
        in_lane: dict[int, list[int]] = defaultdict(list)
        for box in self._members:
            in_lane[self._lane[box]].append(box)
        ends = self._frame_lanes()
        begins, stops = {low for low, _ in ends.values()}, {high for _, high in ends.values()}
        self._lane_top: dict[int, float] = {}
        axes: dict[int, float] = {}
        y = top
        for lane in range(max(self._lane.values()) + 1):
            y += _LANE_GAP if lane else 0.0
            self._lane_top[lane] = y
            y += tracks[2 * lane] * TRACK + (FRAME_ABOVE if lane in begins else 0.0)
            axes[2 * lane] = y - TRACK / 2
            y += max((self._sizes[box].above for box in in_lane[lane]), default=0.0)
            axes[2 * lane + 1] = y
            y += max((self._sizes[box].below for box in in_lane[lane]), default=0.0)
            y += FRAME_BELOW if lane in stops else 0.0
        self.bottom = y
        return axes

    def _frame_lanes(self) -> dict[str, tuple[int, int]]:
        """Give the uppermost and the lowest lane of each frame."""
        ends: dict[str, tuple[int, int]] = {}
        for box in self._members:
            path, lane = self._framed.get(box), self._lane[box]
            if path:
                low, high = ends.get(path, (lane, lane))
                ends[path] = min(low, lane), max(high, lane)
        return ends

    def frames(self) -> dict[str, Rectangle]:
        """Give the frames of this line's blocks; those that begin in one lane are equally high up."""
        rooms: dict[str, Rectangle] = {}
        ends = self._frame_lanes()
        for box, where in self.places.items():
            path = self._framed.get(box)
            if path:
                top = self._lane_top[ends[path][0]]
                left, right, bottom = where.x - FRAME_SIDE, where.right + FRAME_SIDE, where.bottom + FRAME_BELOW
                room = rooms.get(path, (left, top, right, bottom))
                rooms[path] = min(room[0], left), top, max(room[2], right), max(room[3], bottom)
        return rooms

    def _give_ports(self) -> None:
        """Let lines that come from above and below meet their target apart from the one that comes straight."""
        above: dict[int, int] = defaultdict(int)
        below: dict[int, int] = defaultdict(int)
        for leg in self._legs:
            if leg.in_slot >= 0:
                comes_from_above = leg.level < 2 * self._lane[leg.target] + 1
                side = above if comes_from_above else below
                side[leg.target] += 1
                leg.port = side[leg.target] * (-_PORT if comes_from_above else _PORT)

    def _way(self, leg: Leg, axes: dict[int, float]) -> tuple[Point, ...]:
        start_rank, end_rank = self.rank[leg.source], self.rank[leg.target]
        start = self.places[leg.source].right if leg.source in self.places else self._entry_x(leg.source)
        end = self.places[leg.target].x if leg.target in self.places else self.columns[end_rank][0]
        start_y, end_y = axes[2 * self._lane[leg.source] + 1], axes[2 * self._lane[leg.target] + 1] + leg.port
        run_y = axes[leg.level] - (leg.track * TRACK if leg.along == "track" else 0.0)
        points = [(start, start_y)]
        if leg.out_slot >= 0:
            left, width = self.columns[start_rank]
            x = left + width + _FIRST_SLOT + leg.out_slot * SLOT
            points += [(x, start_y), (x, run_y)]
        if leg.in_slot >= 0:
            left, width = self.columns[end_rank - 1]
            x = left + width + _FIRST_SLOT + leg.in_slot * SLOT
            points += [(x, run_y), (x, end_y)]
        points.append((end, end_y))
        return tuple(dict.fromkeys(points))

    def _entry_x(self, entry: int) -> float:
        # What enters further down comes round further out, so that the lines do not cross.
        return self.columns[self.first - 1][0] - (self._lane[entry]) * SLOT

    # Routes

    def joined(self, arriving: Sequence[Handed] = ()) -> list[Route]:
        """List the routes; those from the line before are led round to this one's beginning."""
        handed = dict(zip(self._entry.values(), arriving, strict=True))
        has_arrived: set[int] = set()
        routes: list[Route] = []
        leaving: list[tuple[int, Handed]] = []
        for leg in sorted(self._legs, key=lambda leg: leg.along == "track"):  # what comes round is no skip
            way, source, is_branch, is_skip = self._ways[leg.source, leg.target], leg.source, False, False
            turn: tuple[Point, Point] | None = None
            if leg.source in handed:
                before = handed[leg.source]
                source, is_branch = before.source, leg.source in has_arrived or before.is_branch
                is_skip = before.is_skip
                if leg.source not in has_arrived:
                    turn = before.points[-1], (way[0][0], before.points[-1][1])
                    way = (*before.points, turn[1], *way)
                has_arrived.add(leg.source)
            if leg.target < 0:
                is_skip = is_skip or leg.along != "straight"
                leaving.append((self._lane[leg.target], Handed(source, way, is_branch, is_skip)))
            else:
                is_skip = is_skip or (leg.along == "track" and (leg.source not in handed or is_branch))
                routes.append(Route(source, leg.target, way, is_skip, is_branch, turn))
        leaving.sort(key=lambda one: one[0])
        self.leaving = [self._turned(one, len(leaving) - 1 - number) for number, (_, one) in enumerate(leaving)]
        return routes

    def _turned(self, one: Handed, outwards: int) -> Handed:
        """Lead a way out at the right and down below the line; the uppermost goes round furthest out."""
        x, y = self.columns[self.last + 1][0] + outwards * SLOT, one.points[-1][1]
        below = self.bottom + LINE_GAP / 2 + outwards * TRACK
        return Handed(one.source, (*one.points[:-1], (x, y), (x, below)), one.is_branch, one.is_skip)


def _slot(taken: list[tuple[int, int, int, int]], source: int, first: int, second: int) -> int:
    """Find the first place in a gap where a turn between two levels meets no turn of another source."""
    low, high = min(first, second), max(first, second)
    used = {slot for start, end, owner, slot in taken if owner != source and start <= high and low <= end}
    slot = next(slot for slot in range(len(used) + 1) if slot not in used)
    taken.append((low, high, source, slot))
    return slot
