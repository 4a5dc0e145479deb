"""Measuring two things in turn, and writing how they compare."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

PAIRS = 11
"""Of each, in turn, so that what else the machine does falls on both; medians are compared."""


@dataclass(frozen=True)
class Row:
    """What was measured against what, with the bound and the aim for the ratio of the two, in seconds or bytes."""

    what: str
    reference: str
    at_most: Fraction
    aim: Fraction
    ours: float
    theirs: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How much of the reference's time or memory Strata takes."""
        return self.ours / self.theirs

    @property
    def verdict(self) -> str:
        """Say whether the bound or even the aim is met."""
        return "aim met" if self.ratio <= self.aim else "bound met" if self.ratio <= self.at_most else "missed"

    def cells(self) -> list[str]:
        """Give the row of the results."""
        ours, theirs = (_written(each, self.unit) for each in (self.ours, self.theirs))
        bounds = [_ratio(float(each)) for each in (self.ratio, self.at_most, self.aim)]
        return [self.what, self.reference, ours, theirs, *bounds, self.verdict]


TITLES = ["what", "against", "Strata", "reference", "ratio", "at most", "aim for", ""]


def _written(number: float, unit: str) -> str:
    return f"{number / 1e6:.1f} MB" if unit == "MB" else f"{number * 1e3:,.3g} ms"


def _ratio(number: float) -> str:
    return f"1/{1 / number:.0f}" if number < 0.1 else f"{number:.2f}"


def seconds(do: Callable[[], object]) -> float:
    """Measure one call."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def in_turn(ours: Callable[[], float], theirs: Callable[[], float], pairs: int = PAIRS) -> tuple[float, float]:
    """Give the medians of two measurements that are taken in turn; the first of each is not counted."""
    ours(), theirs()
    both = [(ours(), theirs()) for _ in range(pairs)]
    return statistics.median(one for one, _ in both), statistics.median(other for _, other in both)
