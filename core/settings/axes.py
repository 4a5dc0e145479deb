"""Settings with a number for each spatial axis."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.algebra import Term
from core.settings.base import MOST_WINDOW, Setting, is_integer
from core.shapes import MOST_AXES, axis_letters


class AxisSizes(Setting[tuple[int, ...]]):
    """One integer for each spatial axis; a single integer stands for all of them.

    With `follows`, the value None means: the same as that other setting.
    """

    def __init__(
        self, label: str, help: str, *, low: int = 1, high: int = MOST_WINDOW, follows: str = "", **more: Any
    ) -> None:
        super().__init__(label, help, **more)
        self.low = low
        self.high = high
        self.follows = follows

    def allowed(self, axes: int) -> str:
        return f"a whole number from {self.low:,} to {self.high:,}" + or_list(axes, "such number", "such numbers")

    def take(self, value: object, axes: int) -> tuple[int, ...] | None:
        sizes = [value] * axes if is_integer(value) else value
        if not isinstance(sizes, list | tuple) or len(sizes) != axes:
            return None
        if not all(is_integer(size) and self.low <= size <= self.high for size in sizes):
            return None
        return tuple(sizes)

    def culprit(self, value: object) -> object:
        parts = value if isinstance(value, list | tuple) else (value,)
        return next((part for part in parts if self.take(part, 1) is None), value)

    def resolve(self, values: Mapping[str, Any]) -> tuple[int, ...]:
        value: tuple[int, ...] | None = values[self.name]
        return values[self.follows] if value is None else value

    def write(self, value: tuple[int, ...]) -> object:
        return list(value)

    def shown(self, value: tuple[int, ...]) -> str:
        # A kernel is called 3×3, a stride 2.
        return write_equal_axes(value, single=not self.short_first)

    def terms(self, value: tuple[int, ...], axes: int) -> tuple[int, ...]:
        letters = axis_letters(axes + 1)[1:]
        return tuple(
            Term.leaf(size, f"{self.symbol}_{letter.lower()}", self.symbol, self.name)
            for size, letter in zip(value, letters, strict=True)
        )


class AnyAxisSizes(Setting[int | tuple[int, ...]]):
    """One integer for all spatial axes, or a list of them where the kind works for any number of axes."""

    def __init__(self, label: str, help: str, *, low: int = 1, high: int = MOST_WINDOW, **more: Any) -> None:
        super().__init__(label, help, **more)
        self.low = low
        self.high = high

    def allowed(self, axes: int) -> str:
        return f"a whole number from {self.low:,} to {self.high:,}, or a list with one for each spatial axis"

    def allowed_part(self) -> str:
        return f"a whole number from {self.low:,} to {self.high:,}"

    def take(self, value: object, axes: int) -> int | tuple[int, ...] | None:
        if isinstance(value, list | tuple):
            fits = 1 <= len(value) < MOST_AXES and all(map(self._fits, value))
            return tuple(value) if fits else None
        return value if isinstance(value, int) and self._fits(value) else None

    def _fits(self, size: object) -> bool:
        return isinstance(size, int) and is_integer(size) and self.low <= size <= self.high

    def culprit(self, value: object) -> object:
        parts = value if isinstance(value, list | tuple) else (value,)
        return next((part for part in parts if not self._fits(part)), value)

    def write(self, value: int | tuple[int, ...]) -> object:
        return list(value) if isinstance(value, tuple) else value

    def shown(self, value: int | tuple[int, ...]) -> str:
        return write_equal_axes(value, single=True) if isinstance(value, tuple) else str(value)

    def terms(self, value: int | tuple[int, ...], axes: int) -> int | tuple[int, ...]:
        if not isinstance(value, tuple):
            return Term.leaf(value, self.symbol, source=self.name)
        letters = axis_letters(len(value) + 1)[1:]
        return tuple(
            Term.leaf(size, f"{self.symbol}_{letter.lower()}", self.symbol, self.name)
            for size, letter in zip(value, letters, strict=True)
        )


def write_equal_axes(values: Sequence[object], *, single: bool = False) -> str:
    """Write one value an axis as `3×3`; with `single`, equal ones only once."""
    if single and len(set(values)) == 1:
        return str(values[0])
    return "×".join(map(str, values))


def or_list(axes: int, one: str, several: str) -> str:
    """Continue what is allowed with a list that has one `what` for each axis; nothing where there are no axes."""
    if axes == 0:
        return ""
    return f", or a list with {axes} {one if axes == 1 else several}"
