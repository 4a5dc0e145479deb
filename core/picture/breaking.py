"""Where a long network is broken into lines, as text is: where few volumes are handed on, and blocks stay whole."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from core.picture.geometry import GAP, LINE_GAP, TRACK, Size
from core.records import dataclass, field

_MOST_OPEN = 4
_PENALTY_OPEN, _PENALTY_BLOCK, _PENALTY_SHORT, _PENALTY_LONG = 120.0, 160.0, 24.0, 600.0
"""What a break costs, in units of height: for each further volume that is handed on, within a block, for a line that
is empty but for its beginning, and for one that is twice as long as it should be."""

_LONGEST = 1.12


@dataclass(frozen=True, slots=True)
class Span:
    """The boxes of a line, and those whose volumes are handed on to it."""

    members: tuple[int, ...]
    entries: tuple[int, ...]


@dataclass(slots=True)
class _Unit:
    """Columns between which no line may end."""

    width: float = 0.0
    height: float = 0.0
    boxes: list[int] = field(default_factory=list)
    open_boxes: tuple[int, ...] = ()
    cost: float = 0.0


def ranks_of(sources: Sequence[Sequence[int]]) -> list[int]:
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


class Breaker:
    """Breaks the columns of a network into lines of some width, so that they take the least height."""

    def __init__(
        self,
        sources: Sequence[Sequence[int]],
        sizes: Sequence[Size],
        ranks: Sequence[int],
        framed: Mapping[int, str],
    ) -> None:
        self._units = _units(sources, sizes, ranks, framed)
        self.area = sum(unit.width * unit.height for unit in self._units)
        """The least room that all lines can take."""

    def lines(self, line_width: float) -> tuple[list[Span], float]:
        """Give the lines, and about how high all of them are."""
        units = self._units
        costs, begins = [0.0], [0]
        for end in range(1, len(units) + 1):
            best, begin_of_best = float("inf"), end - 1
            width = height = 0.0
            for begin in range(end - 1, -1, -1):
                width += units[begin].width
                if width > line_width * _LONGEST and begin < end - 1:
                    break
                height = max(height, units[begin].height)
                slack = 1 - width / line_width
                cost = costs[begin] + height + LINE_GAP + units[begin].cost
                if slack < 0:
                    cost -= _PENALTY_LONG * slack
                elif end < len(units):
                    cost += _PENALTY_SHORT * slack * slack
                if cost < best:
                    best, begin_of_best = cost, begin
            costs.append(best)
            begins.append(begin_of_best)
        spans: list[Span] = []
        end, height = len(units), 0.0
        while end:
            begin = begins[end]
            within = units[begin:end]
            height += max(unit.height for unit in within) + LINE_GAP
            boxes = tuple(box for unit in within for box in unit.boxes)
            spans.append(Span(boxes, within[0].open_boxes))
            end = begin
        return spans[::-1], height


def _units(
    sources: Sequence[Sequence[int]], sizes: Sequence[Size], ranks: Sequence[int], framed: Mapping[int, str]
) -> list[_Unit]:
    columns: dict[int, list[int]] = defaultdict(list)
    for box, rank in enumerate(ranks):
        columns[rank].append(box)
    open_before = _open_boxes(sources, ranks)
    units: list[_Unit] = []
    for rank in sorted(columns):
        handed = open_before.get(rank)
        if not units or handed is not None:
            units.append(_Unit(open_boxes=handed or ()))
            if len(units) > 1:
                units[-1].cost = _break_cost(columns[rank], columns.get(rank - 1, []), units[-1].open_boxes, framed)
        unit = units[-1]
        unit.boxes += columns[rank]
        unit.width += max(sizes[box].width for box in columns[rank]) + GAP
        unit.height = max(unit.height, sum(sizes[box].above + sizes[box].below + TRACK for box in columns[rank]))
    return units


def _break_cost(
    column: Sequence[int], before: Sequence[int], handed: Sequence[int], framed: Mapping[int, str]
) -> float:
    cost = _PENALTY_OPEN * max(0, len(handed) - 1)
    around = {framed[box] for box in before if box in framed}
    return cost + (_PENALTY_BLOCK if any(framed.get(box) in around for box in column) else 0.0)


def _open_boxes(sources: Sequence[Sequence[int]], ranks: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Find the columns before which a line may end: the few boxes that are read from there on."""
    last_read: dict[int, int] = {}
    for box, read in enumerate(sources):
        for source in read:
            last_read[source] = max(last_read.get(source, 0), ranks[box])
    opened: dict[int, list[int]] = defaultdict(list)
    closed: dict[int, list[int]] = defaultdict(list)
    for source, last in last_read.items():
        opened[ranks[source] + 1].append(source)
        closed[last + 1].append(source)
    found: dict[int, tuple[int, ...]] = {}
    now: set[int] = set()
    for rank in range(1, max(ranks, default=0) + 1):
        now.update(opened[rank])
        now.difference_update(closed[rank])
        if len(now) <= _MOST_OPEN:
            found[rank] = tuple(sorted(now))
    return found
