"""What every setting has: a label, help, a default, and a check that gives a value its one canonical form."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Generic, Self, TypeVar, overload

from core.language import tr
from core.shapes import Shape

T = TypeVar("T")

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
        text = tr("an object")
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
            message = tr("must be {allowed}, got {given}", allowed=self.allowed(axes), given=describe_given(value))
            raise SettingError(message, self.name)
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

    def candidates(self, value: T, shapes: Sequence[Shape]) -> Sequence[object]:
        """Suggest other values for someone who looks for one that fits, the most likely first.

        `shapes` are those at hand: their sizes may be what fits. Nothing is promised of a suggestion.
        """
        return ()


_NEAR = 8
"""So far from a value any other is worth a look; further away only one that has to do with the shapes at hand."""


def near(value: int, low: int, *others: int) -> list[int]:
    """List the whole numbers around one, and others, the nearest first; of two as near, the smaller first.

    Odd windows stay odd where they can, so a change of parity counts as one step more.
    """
    numbers = {*range(max(low, value - _NEAR), value + _NEAR + 1), *others} - {value}
    return sorted(
        (number for number in numbers if number >= low),
        key=lambda number: (abs(number - value) + (number - value) % 2, number),
    )


def spatial_sizes(shapes: Iterable[Shape]) -> list[int]:
    """List the sizes of the spatial axes of shapes, each once."""
    return list(dict.fromkeys(size for shape in shapes for size in shape[1:]))
