"""Settings of one value: a count, a switch, a choice, a probability."""

from collections.abc import Mapping
from typing import Any

from core.algebra import Term
from core.settings.base import MOST_CHANNELS, Setting, is_integer


class Count(Setting[int]):
    """One positive integer."""

    def __init__(self, label: str, help: str, *, low: int = 1, high: int = MOST_CHANNELS, **more: Any) -> None:
        super().__init__(label, help, **more)
        self.low = low
        self.high = high

    def allowed(self, axes: int) -> str:
        return f"a whole number from {self.low:,} to {self.high:,}"

    def take(self, value: object, axes: int) -> int | None:
        return value if isinstance(value, int) and is_integer(value) and self.low <= value <= self.high else None

    def terms(self, value: int, axes: int) -> int:
        # A count without a sign, as the number of an axis, is no part of a formula.
        return Term.leaf(value, self.symbol, source=self.name) if self.symbol else value


class Switch(Setting[bool]):
    """On or off."""

    def allowed(self, axes: int) -> str:
        return "true or false"

    def take(self, value: object, axes: int) -> bool | None:
        return value if isinstance(value, bool) else None

    def shown(self, value: bool) -> str:
        return self.label.lower() if value else f"no {self.label.lower()}"


class Choice(Setting[str]):
    """One of several words; `options` maps each word of the document to its label."""

    def __init__(self, label: str, help: str, *, options: Mapping[str, str], **more: Any) -> None:
        super().__init__(label, help, **more)
        self.options = options

    def allowed(self, axes: int) -> str:
        *words, last = (f'"{word}"' for word in self.options)
        return f"{', '.join(words)} or {last}"

    def take(self, value: object, axes: int) -> str | None:
        return value if isinstance(value, str) and value in self.options else None

    def shown(self, value: str) -> str:
        return self.options[value]


class Probability(Setting[float]):
    """A number from 0 to 1. It is the one setting that is no integer; no size or count depends on it."""

    def allowed(self, axes: int) -> str:
        return "a number from 0 to 1"

    def take(self, value: object, axes: int) -> float | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            return None
        return float(value)

    def shown(self, value: float) -> str:
        return f"{value:g}"
