"""Where boxes stand and lines run: as a U where the network is one, otherwise in lines that fit a page."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from core.picture.breaking import Breaker, Span, ranks_of
from core.picture.geometry import LINE_GAP, SLOT, TRACK, TURN, BlockFrame, Place, Placement, Route, Size
from core.picture.hourglass import find_steps, place_steps
from core.picture.line import Handed, Line
from core.records import replace

WIDTHS = (960.0, 1040.0, 1120.0, 1200.0, 1280.0, 1360.0, 1440.0, 1520.0, 1600.0, 1760.0, 1920.0, 2240.0, 2560.0)
"""The widths of lines that are tried, so that a small picture can be read where it is as wide as a page."""

PAGE_RATIO = 1.5
"""The height of a page's text against its width, with room for a caption."""

_WIDEST_STEPS = 2200.0
_WIDER, _MOST_COMPARED = 1.15, 400
"""A picture may be so much wider if it is filled better; with more boxes the first that fits is taken."""


def place(
    sources: Sequence[Sequence[int]],
    sizes: Sequence[Size],
    line_width: float | None = None,
    framed: Mapping[int, str] | None = None,
    extents: Sequence[int] = (),
) -> Placement:
    """Place boxes, each of which reads earlier ones.

    Without a `line_width`, lines are as wide as it takes to fit a page. `framed` gives boxes the paths of their blocks,
    and `extents` the sides of their volumes.
    """
    if not sizes:
        return Placement((), (), 0, 0)
    steps = find_steps(sources, extents) if line_width is None and extents else []
    if steps:
        placed = place_steps(steps, sources, sizes)
        if placed.width <= _WIDEST_STEPS:
            return placed
    ranks = ranks_of(sources)
    breaker = Breaker(sources, sizes, ranks, framed or {})

    def placed_in(spans: Sequence[Span]) -> Placement:
        return _place_lines(spans, sources, sizes, ranks, framed or {})

    if line_width is not None:
        return placed_in(breaker.lines(line_width)[0])
    fitting = list(_fitting(breaker, placed_in, is_small=len(sizes) <= _MOST_COMPARED))
    if fitting:
        return min(fitting, key=lambda placed: placed.width * (1 + _empty_share(placed)))
    return placed_in(breaker.lines(WIDTHS[-1])[0])


def _fitting(
    breaker: Breaker, placed_in: Callable[[Sequence[Span]], Placement], *, is_small: bool
) -> Iterator[Placement]:
    """Try widths until one fits a page; of a small picture, also those a little wider."""
    widest = WIDTHS[-1]
    for width in WIDTHS:
        if width > widest:
            return
        if breaker.area > PAGE_RATIO * width * width:
            continue
        spans, height = breaker.lines(width)
        if height <= PAGE_RATIO * width:
            placed = placed_in(spans)
            if placed.height <= PAGE_RATIO * placed.width:
                yield placed
                widest = min(widest, _WIDER * placed.width if is_small else 0.0)


def _empty_share(placed: Placement) -> float:
    """Give the share of the room to the right of all lines but the last that nothing stands in."""
    ends: dict[int, float] = {}
    for where in placed.places:
        ends[where.line] = max(ends.get(where.line, 0.0), where.right)
    last = max(ends)
    return sum(1 - end / placed.width for line, end in ends.items() if line != last) / len(ends)


def _place_lines(
    spans: Sequence[Span],
    sources: Sequence[Sequence[int]],
    sizes: Sequence[Size],
    ranks: Sequence[int],
    framed: Mapping[int, str],
) -> Placement:
    places: dict[int, Place] = {}
    routes: list[Route] = []
    frames: list[BlockFrame] = []
    most = max(len(span.entries) for span in spans)
    left = TURN + max(0, most - 1) * SLOT if len(spans) > 1 else 0.0
    top = width = 0.0
    arriving: list[Handed] = []
    rank_of = dict(enumerate(ranks))
    read = dict(enumerate(sources))
    for number, span in enumerate(spans):
        leaving = spans[number + 1].entries if number + 1 < len(spans) else ()
        entries = [handed.source for handed in arriving]
        line = Line(span.members, read, sizes, rank_of, entries, leaving, framed)
        line.lay_out(top, left)
        places.update({box: replace(where, line=number) for box, where in line.places.items()})
        frames += (BlockFrame(path, number, room) for path, room in line.frames().items())
        routes += line.joined(arriving)
        arriving = line.leaving
        top = line.bottom + LINE_GAP + max(0, len(leaving) - 1) * TRACK
        width = max(width, line.width)
    ordered = tuple(places[box] for box in range(len(sizes)))
    return Placement(ordered, tuple(routes), width, top - LINE_GAP, tuple(frames))
