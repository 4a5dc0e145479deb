"""Settings of one value: a count, a switch, a choice, a probability."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.algebra import Term
from core.language import decimal, listed, tr
from core.settings.axes import whole_number
from core.settings.base import MOST_CHANNELS, Setting, is_integer, near
from core.shapes import Shape


class Count(Setting[int]):
    """One positive integer."""

    def __init__(self, label: str, help: str, *, low: int = 1, high: int = MOST_CHANNELS, **more: Any) -> None:
        super().__init__(label, help, **more)
        self.low = low
        self.high = high

    def allowed(self, axes: int) -> str:
        return whole_number(self.low, self.high)

    def take(self, value: object, axes: int) -> int | None:
        return value if isinstance(value, int) and is_integer(value) and self.low <= value <= self.high else None

    def terms(self, value: int, axes: int) -> int:
        # A count without a sign, as the number of an axis, is no part of a formula.
        return Term.leaf(value, self.symbol, source=self.name) if self.symbol else value

    def candidates(self, value: int, shapes: Sequence[Shape]) -> Sequence[object]:
        sizes = {size for shape in shapes for size in shape}
        around = range(max(self.low, 1, value - _FAR), min(value + _FAR, self.high) + 1)
        divisors = [number for number in around if any(size % number == 0 for size in sizes)]
        numbers = {*near(value, self.low, *divisors, *sizes), self.low} - {value}
        return sorted(
            (number for number in numbers if number <= self.high), key=lambda number: (abs(number - value), number)
        )


_FAR = 64
"""Divisors of the sizes at hand are looked for so far around a count."""


class Switch(Setting[bool]):
    """On or off."""

    def allowed(self, axes: int) -> str:
        return tr("true or false")

    def take(self, value: object, axes: int) -> bool | None:
        return value if isinstance(value, bool) else None

    def shown(self, value: bool) -> str:
        return tr(self.on_text if value else self.off_text)

    @property
    def on_text(self) -> str:
        """Say in English that it is on, in a line of settings."""
        return self.label.lower()

    @property
    def off_text(self) -> str:
        """Say in English that it is off."""
        return f"no {self.label.lower()}"


class Choice(Setting[str]):
    """One of several words; `options` maps each word of the document to its label."""

    def __init__(self, label: str, help: str, *, options: Mapping[str, str], **more: Any) -> None:
        super().__init__(label, help, **more)
        self.options = options

    def allowed(self, axes: int) -> str:
        *words, last = (f'"{word}"' for word in self.options)
        return tr("{words} or {last}", words=listed(words), last=last)

    def take(self, value: object, axes: int) -> str | None:
        return value if isinstance(value, str) and value in self.options else None

    def shown(self, value: str) -> str:
        return tr(self.options[value])

    def candidates(self, value: str, shapes: Sequence[Shape]) -> Sequence[object]:
        return [word for word in self.options if word != value]


class Probability(Setting[float]):
    """A number from 0 to 1. It is the one setting that is no integer; no size or count depends on it."""

    def allowed(self, axes: int) -> str:
        return tr("a number from 0 to 1")

    def take(self, value: object, axes: int) -> float | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            return None
        return float(value)

    def shown(self, value: float) -> str:
        return decimal(value)
