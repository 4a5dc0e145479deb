"""What a user can set on a layer: one Setting class for each sort of value.

A Setting is a descriptor: on a kind's class it is the description (label, help, bounds, default), on a
configured kind it is the value, typed. `read` takes what a file or an editor gives and answers the value in
its one canonical form, or raises SettingError with a sentence that says what is allowed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Generic, Literal, Self, TypeVar, overload

from core.algebra import Term
from core.shapes import MOST_AXES, Shape, axis_letters, write_shape

T = TypeVar("T")

Pairs = tuple[tuple[int, int], ...]
PaddingValue = Pairs | Literal["same", "valid"]

MOST_CHANNELS = 10_000_000
MOST_WINDOW = 10_000
MOST_INPUT_SIZE = 1_000_000


class SettingError(Exception):
    """Raised for a value that a setting cannot take; the message says what is allowed and what was given."""

    def __init__(self, message: str, setting: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.setting = setting


class _Required:
    def __repr__(self) -> str:
        return "required"


REQUIRED: Final = _Required()

_DEEPEST_SHOWN = 3
"""Lists within lists are written so far; a document may nest them deeper than Python calls functions."""


def describe_given(value: object, depth: int = 0) -> str:
    """Write a value as a file would, cut short, for the end of a sentence; `depth` counts the lists around it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, str):
        text = '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[:60]) + '"'
    elif isinstance(value, list | tuple):
        items = [describe_given(item, depth + 1) for item in value[:8]] if depth < _DEEPEST_SHOWN else ["…"]
        text = "[" + ", ".join(items) + (", …]" if len(value) > 8 else "]")
    elif isinstance(value, dict):
        text = "an object"
    else:
        text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"


def is_integer(value: object) -> bool:
    """Tell whether a value is an integer; `true` is none."""
    return isinstance(value, int) and not isinstance(value, bool)


class Setting(Generic[T]):
    """A setting of a kind of layer.

    `initial` is the value of a new layer where the document has no default, or a poor one to start with.
    A default of None means that the value follows another setting.
    `short` is how a value reads in one line (`{} channels`); empty leaves it out. `short_first` puts it
    before the others and shows the default too. `symbol` is its sign in formulas.
    """

    name: str = ""

    def __init__(
        self,
        label: str,
        help: str,
        *,
        default: object = REQUIRED,
        initial: object = None,
        symbol: str = "",
        short: str = "",
        short_first: bool = False,
    ) -> None:
        self.label = label
        self.help = help
        self.default = default
        self.initial = initial
        self.symbol = symbol
        self.short = short
        self.short_first = short_first

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> "Self | T":
        # Only a class comes here: a configured kind has the value in its own __dict__, which goes first.
        if instance is None:
            return self
        raise AttributeError(self.name)

    @property
    def is_required(self) -> bool:
        """Tell whether a document must give this setting."""
        return self.default is REQUIRED

    def allowed(self, axes: int) -> str:
        """Say what may be given, to follow `must be`; `axes` are the kind's spatial axes, 0 where it has none."""
        raise NotImplementedError

    def allowed_part(self) -> str:
        """Say what may stand in one field of an editor, to follow `must be`."""
        return self.allowed(0)

    def take(self, value: object, axes: int) -> T | None:
        """Give the canonical form of a value, or None for one that is not allowed."""
        raise NotImplementedError

    def read(self, value: object, axes: int) -> T:
        """Give the canonical form of a value.

        Raises SettingError for a value of the wrong type or out of range.
        """
        taken = self.take(value, axes)
        if taken is None:
            raise SettingError(f"must be {self.allowed(axes)}, got {describe_given(value)}", self.name)
        return taken

    def culprit(self, value: object) -> object:
        """Find the part of a value that is not allowed; the value itself where it has no parts."""
        return value

    def resolve(self, values: Mapping[str, Any]) -> T:
        """Give the value that rules see, of all values of a kind."""
        value: T = values[self.name]
        return value

    def write(self, value: T) -> object:
        """Give the value as JSON has it."""
        return value

    def shown(self, value: T) -> str:
        """Write a value for people."""
        return str(value)

    def terms(self, value: T, axes: int) -> T:
        """Give the value with its numbers as Terms."""
        return value


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
        return f"a whole number from {self.low:,} to {self.high:,}" + _or_list(axes, "such number", "such numbers")

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


class Padding(Setting[PaddingValue]):
    """What is added around each spatial axis: numbers, pairs of before and after, `"same"` or `"valid"`."""

    words = ("same", "valid")

    def allowed(self, axes: int) -> str:
        number = f'"same", "valid" or a whole number from 0 to {MOST_WINDOW:,}'
        return number + _or_list(axes, "such number or pair [before, after]", "such numbers or pairs [before, after]")

    def allowed_part(self) -> str:
        return f"a whole number from 0 to {MOST_WINDOW:,}"

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
        return tuple(pair_terms(before, after, "p", self.name) for before, after in value)


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


class Margins(Setting[int | Pairs]):
    """What is added or cut at the ends of the spatial axes: one integer, or a pair of before and after an axis."""

    def allowed(self, axes: int) -> str:
        return f"a whole number from 0 to {MOST_WINDOW:,}, or a list with a pair [before, after] for each spatial axis"

    def allowed_part(self) -> str:
        return f"a whole number from 0 to {MOST_WINDOW:,}"

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
        return tuple(pair_terms(before, after, self.symbol, self.name) for before, after in value)


def _is_margin(value: object) -> bool:
    return isinstance(value, int) and is_integer(value) and 0 <= value <= MOST_WINDOW


def pair_terms(before: int, after: int, symbol: str, source: str) -> tuple[int, int]:
    """Give the two ends of an axis as Terms, with one sign where they are equal."""
    if before == after:
        both = Term.leaf(before, symbol, source=source)
        return both, both
    return Term.leaf(before, f"{symbol}_before", source=source), Term.leaf(after, f"{symbol}_after", source=source)


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


class ShapeSetting(Setting[Shape]):
    """A whole shape, 1 to 4 axes, channels first."""

    def allowed_part(self) -> str:
        return f"made of whole numbers from 1 to {MOST_INPUT_SIZE:,} (the channels to {MOST_CHANNELS:,})"

    def allowed(self, axes: int) -> str:
        return (
            f"a list of 1 to {MOST_AXES} whole numbers, channels first, "
            f"the first from 1 to {MOST_CHANNELS:,} and the others from 1 to {MOST_INPUT_SIZE:,}"
        )

    def take(self, value: object, axes: int) -> Shape | None:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_AXES:
            return None
        return tuple(value) if self.culprit(value) is value else None

    def culprit(self, value: object) -> object:
        if isinstance(value, list | tuple):
            for axis, size in enumerate(value):
                if not is_integer(size) or not 1 <= size <= (MOST_INPUT_SIZE if axis else MOST_CHANNELS):
                    return size
        return value

    def write(self, value: Shape) -> object:
        return list(value)

    def shown(self, value: Shape) -> str:
        return write_shape(value)

    def terms(self, value: Shape, axes: int) -> Shape:
        letters = axis_letters(len(value))
        return tuple(Term.leaf(size, letter, source=self.name) for size, letter in zip(value, letters, strict=True))


class TargetShape(Setting[Shape]):
    """A shape to be taken, 1 to 4 axes, channels first; one entry may be -1, which stands for what is left over."""

    def allowed_part(self) -> str:
        return f"made of whole numbers from 1 to {MOST_CHANNELS:,}, one of which may be -1"

    def allowed(self, axes: int) -> str:
        return (
            f"a list of 1 to {MOST_AXES} whole numbers from 1 to {MOST_CHANNELS:,}, channels first; "
            "one of them may be -1"
        )

    def take(self, value: object, axes: int) -> Shape | None:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_AXES:
            return None
        return tuple(value) if self.culprit(value) is value else None

    def culprit(self, value: object) -> object:
        left_over = 0
        for size in value if isinstance(value, list | tuple) else ():
            fits = isinstance(size, int) and is_integer(size) and (size == -1 or 1 <= size <= MOST_CHANNELS)
            left_over += fits and size == -1
            if not fits or left_over > 1:
                return size
        return value

    def write(self, value: Shape) -> object:
        return list(value)

    def shown(self, value: Shape) -> str:
        return write_shape(value)

    def terms(self, value: Shape, axes: int) -> Shape:
        letters = axis_letters(len(value))
        return tuple(
            size if size == -1 else Term.leaf(size, letter, source=self.name)
            for size, letter in zip(value, letters, strict=True)
        )


def write_equal_axes(values: Sequence[object], *, single: bool = False) -> str:
    """Write one value an axis as `3×3`; with `single`, equal ones only once."""
    if single and len(set(values)) == 1:
        return str(values[0])
    return "×".join(map(str, values))


def _or_list(axes: int, one: str, several: str) -> str:
    if axes == 0:
        return ""
    return f", or a list with {axes} {one if axes == 1 else several}"
