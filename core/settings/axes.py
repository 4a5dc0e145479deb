"""Settings with a number for each spatial axis."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.algebra import Term
from core.language import group, tr, tr_count
from core.settings.base import MOST_WINDOW, Setting, is_integer, near, spatial_sizes
from core.shapes import MOST_AXES, Shape, axis_letters

_USUAL = (1, 2, 3, 5, 7)
"""Sizes of kernels and strides that most networks have, and that are worth a look for any other."""


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
        number = whole_number(self.low, self.high)
        if not axes:
            return number
        return number + tr_count(", or a list with {count} such number", ", or a list with {count} such numbers", axes)

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
            Term.leaf(size, f"{self.symbol}_{letter.lower()}", self.symbol, self.name, axis=axis)
            for axis, (size, letter) in enumerate(zip(value, letters, strict=True))
        )

    def candidates(self, value: tuple[int, ...], shapes: Sequence[Shape]) -> Sequence[object]:
        fitting = [shape[1:] for shape in shapes if len(shape) == len(value) + 1]
        within = [tuple(map(min, value, sizes)) for sizes in fitting]
        smallest = min((min(sizes) for sizes in fitting), default=self.low)
        numbers = near(max(value), self.low, smallest, smallest - 1, *_USUAL)
        return [*numbers, *(sizes for sizes in within if sizes != value)]


class AnyAxisSizes(Setting[int | tuple[int, ...]]):
    """One integer for all spatial axes, or a list of them where the kind works for any number of axes."""

    def __init__(self, label: str, help: str, *, low: int = 1, high: int = MOST_WINDOW, **more: Any) -> None:
        super().__init__(label, help, **more)
        self.low = low
        self.high = high

    def allowed(self, axes: int) -> str:
        return tr("{number}, or a list with one for each spatial axis", number=self.allowed_part())

    def allowed_part(self) -> str:
        return whole_number(self.low, self.high)

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
            Term.leaf(size, f"{self.symbol}_{letter.lower()}", self.symbol, self.name, axis=axis)
            for axis, (size, letter) in enumerate(zip(value, letters, strict=True))
        )

    def candidates(self, value: int | tuple[int, ...], shapes: Sequence[Shape]) -> Sequence[object]:
        sizes = value if isinstance(value, tuple) else (value,)
        fitted = [(*sizes, *sizes[-1:] * MOST_AXES)[: len(shape) - 1] for shape in shapes if len(shape) > 1]
        return [*fitted, sizes[0], *near(sizes[0], self.low, *spatial_sizes(shapes))]


def write_equal_axes(values: Sequence[object], *, single: bool = False) -> str:
    """Write one value an axis as `3×3`; with `single`, equal ones only once."""
    if single and len(set(values)) == 1:
        return str(values[0])
    return "×".join(map(str, values))


def whole_number(low: int, high: int) -> str:
    """Say what is allowed where one integer is, to follow `must be`."""
    return tr("a whole number from {low} to {high}", low=group(low), high=group(high))
