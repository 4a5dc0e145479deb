"""A plot of times against sizes, both on logarithmic axes, as SVG."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from xml.sax.saxutils import escape

_LEFT, _TOP, _WIDTH, _HEIGHT = 88, 24, 512, 320
_COLOURS = ("#2563c9", "#b45309", "#0f766e")


def write_plot(sizes: Sequence[int], times: Mapping[str, Sequence[float]]) -> str:
    """Draw one line for each name; times are in seconds."""
    every = [time for line in times.values() for time in line]
    low, high = floor(log10(min(every))), ceil(log10(max(every)))
    first, last = log10(sizes[0]), log10(sizes[-1])

    def x(size: float) -> float:
        return _LEFT + (log10(size) - first) / (last - first) * _WIDTH

    def y(time: float) -> float:
        return _TOP + (high - log10(time)) / (high - low) * _HEIGHT

    width, height = _LEFT + _WIDTH + 40, _TOP + _HEIGHT + 56 + 20 * len(times)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
        '<g font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{_LEFT} {at:.1f}h{_WIDTH}" stroke="#e1e4ea"/>')
        label = f"{10.0 ** (power + 3):g} ms"
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#5d6675">{label}</text>')
    parts += [
        f'<text x="{x(size):.1f}" y="{_TOP + _HEIGHT + 20}" text-anchor="middle" fill="#5d6675">{size:,}</text>'
        for size in sizes
    ]
    parts.append(f'<text x="{_LEFT + _WIDTH}" y="{_TOP + _HEIGHT + 40}" text-anchor="end" fill="#5d6675">layers</text>')
    for number, (name, line) in enumerate(times.items()):
        ink = _COLOURS[number % len(_COLOURS)]
        points = " ".join(f"{x(size):.1f},{y(time):.1f}" for size, time in zip(sizes, line, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x(size):.1f}" cy="{y(time):.1f}" r="3" fill="{ink}"/>'
            for size, time in zip(sizes, line, strict=True)
        ]
        at = _TOP + _HEIGHT + 60 + 20 * number
        parts.append(f'<path d="M{_LEFT} {at - 4}h24" stroke="{ink}" stroke-width="2"/>')
        parts.append(f'<text x="{_LEFT + 32}" y="{at}" fill="#1b1f27">{escape(name)}</text>')
    return "\n".join([*parts, "</g></svg>", ""])
