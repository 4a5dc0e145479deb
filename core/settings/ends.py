"""Settings for what stands before and after the spatial axes: padding and margins."""

from collections.abc import Sequence
from typing import Literal

from core.algebra import Term
from core.language import group, tr, tr_count
from core.settings.axes import whole_number, write_equal_axes
from core.settings.base import MOST_WINDOW, Setting, is_integer, near
from core.shapes import MOST_AXES, Shape

Pairs = tuple[tuple[int, int], ...]
PaddingValue = Pairs | Literal["same", "valid"]


class Padding(Setting[PaddingValue]):
    """What is added around each spatial axis: numbers, pairs of before and after, `"same"` or `"valid"`."""

    words = ("same", "valid")

    def allowed(self, axes: int) -> str:
        number = tr('"same", "valid" or a whole number from 0 to {most}', most=group(MOST_WINDOW))
        return number + tr_count(
            ", or a list with {count} such number or pair [before, after]",
            ", or a list with {count} such numbers or pairs [before, after]",
            axes,
        )

    def allowed_part(self) -> str:
        return whole_number(0, MOST_WINDOW)

    def take(self, value: object, axes: int) -> PaddingValue | None:
        if value == "same" or value == "valid":  # noqa: PLR1714  (mypy narrows by `==`, not by `in`)
            return value
        sides = [value] * axes if is_integer(value) else value
        if not isinstance(sides, list | tuple) or len(sides) != axes:
            return None
        pairs = []
        for side in sides:
            pair = (side, side) if is_integer(side) else side
            if not isinstance(pair, list | tuple) or len(pair) != 2:
                return None
            if not all(is_integer(end) and 0 <= end <= MOST_WINDOW for end in pair):
                return None
            pairs.append((pair[0], pair[1]))
        # All numbers or all pairs: a list that mixes the two is more likely a slip than a wish.
        return tuple(pairs) if len({is_integer(side) for side in sides}) == 1 else None

    def culprit(self, value: object) -> object:
        for side in value if isinstance(value, list | tuple) else (value,):
            for end in side if isinstance(side, list | tuple) else (side,):
                if self.take(end, 1) is None:
                    return end
        return value

    def write(self, value: PaddingValue) -> object:
        if isinstance(value, str):
            return value
        if all(before == after for before, after in value):
            return [before for before, _ in value]
        return [list(pair) for pair in value]

    def shown(self, value: PaddingValue) -> str:
        if isinstance(value, str):
            return value
        return write_equal_axes([str(b) if b == a else f"{b}+{a}" for b, a in value], single=True)

    def terms(self, value: PaddingValue, axes: int) -> PaddingValue:
        if isinstance(value, str):
            return value
        return tuple(pair_terms(*pair, "p", self.name, axis) for axis, pair in enumerate(value))

    def candidates(self, value: PaddingValue, shapes: Sequence[Shape]) -> Sequence[object]:
        present = 0 if isinstance(value, str) else max(max(pair) for pair in value)
        numbers = sorted(range(_MOST_PADDED), key=lambda number: (abs(number - present), number))
        return [*numbers, *(word for word in self.words if word != value)]


_MOST_PADDED = 64
"""A padding beyond this is suggested to nobody."""


class Margins(Setting[int | Pairs]):
    """What is added or cut at the ends of the spatial axes: one integer, or a pair of before and after an axis."""

    def allowed(self, axes: int) -> str:
        number = self.allowed_part()
        return tr("{number}, or a list with a pair [before, after] for each spatial axis", number=number)

    def allowed_part(self) -> str:
        return whole_number(0, MOST_WINDOW)

    def take(self, value: object, axes: int) -> int | Pairs | None:
        if not isinstance(value, list | tuple):
            return value if isinstance(value, int) and _is_margin(value) else None
        if not 1 <= len(value) < MOST_AXES:
            return None
        if not all(isinstance(pair, list | tuple) and len(pair) == 2 and all(map(_is_margin, pair)) for pair in value):
            return None
        return tuple((pair[0], pair[1]) for pair in value)

    def culprit(self, value: object) -> object:
        for pair in value if isinstance(value, list | tuple) else (value,):
            for end in pair if isinstance(pair, list | tuple) else (pair,):
                if not _is_margin(end):
                    return end
        return value

    def write(self, value: int | Pairs) -> object:
        return [list(pair) for pair in value] if isinstance(value, tuple) else value

    def shown(self, value: int | Pairs) -> str:
        if not isinstance(value, tuple):
            return str(value)
        return write_equal_axes([str(b) if b == a else f"{b}+{a}" for b, a in value], single=True)

    def terms(self, value: int | Pairs, axes: int) -> int | Pairs:
        if not isinstance(value, tuple):
            return Term.leaf(value, self.symbol, source=self.name)
        return tuple(pair_terms(*pair, self.symbol, self.name, axis) for axis, pair in enumerate(value))

    def candidates(self, value: int | Pairs, shapes: Sequence[Shape]) -> Sequence[object]:
        pairs = value if isinstance(value, tuple) else ((value, value),)
        fitted = [(*pairs, *pairs[-1:] * MOST_AXES)[: len(shape) - 1] for shape in shapes if len(shape) > 1]
        present = max(map(max, pairs))
        return [*fitted, present, *near(present, 0, *((min(shape[1:], default=1) - 1) // 2 for shape in shapes))]


def _is_margin(value: object) -> bool:
    return isinstance(value, int) and is_integer(value) and 0 <= value <= MOST_WINDOW


def pair_terms(before: int, after: int, symbol: str, source: str, axis: int | None = None) -> tuple[int, int]:
    """Give the two ends of an axis as Terms, with one sign where they are equal."""
    if before == after:
        both = Term.leaf(before, symbol, source=source, axis=axis)
        return both, both
    return (
        Term.leaf(before, f"{symbol}_before", source=source, axis=axis),
        Term.leaf(after, f"{symbol}_after", source=source, axis=axis),
    )
