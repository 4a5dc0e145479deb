"""Settings that are a whole shape."""

from core.algebra import Term
from core.settings.base import MOST_CHANNELS, MOST_INPUT_SIZE, Setting, is_integer
from core.shapes import MOST_AXES, Shape, axis_letters, write_shape


class WholeShape(Setting[Shape]):
    """What both have in common; subclasses say which sizes are allowed."""

    def take(self, value: object, axes: int) -> Shape | None:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_AXES:
            return None
        return tuple(value) if self.culprit(value) is value else None

    def write(self, value: Shape) -> object:
        return list(value)

    def shown(self, value: Shape) -> str:
        return write_shape(value)

    def terms(self, value: Shape, axes: int) -> Shape:
        letters = axis_letters(len(value))
        return tuple(
            # What is left over, -1, is no number of a formula.
            size if size == -1 else Term.leaf(size, letter, source=self.name)
            for size, letter in zip(value, letters, strict=True)
        )


class ShapeSetting(WholeShape):
    """A whole shape, 1 to 4 axes, channels first."""

    def allowed_part(self) -> str:
        return f"made of whole numbers from 1 to {MOST_INPUT_SIZE:,} (the channels to {MOST_CHANNELS:,})"

    def allowed(self, axes: int) -> str:
        return (
            f"a list of 1 to {MOST_AXES} whole numbers, channels first, "
            f"the first from 1 to {MOST_CHANNELS:,} and the others from 1 to {MOST_INPUT_SIZE:,}"
        )

    def culprit(self, value: object) -> object:
        if isinstance(value, list | tuple):
            for axis, size in enumerate(value):
                if not is_integer(size) or not 1 <= size <= (MOST_INPUT_SIZE if axis else MOST_CHANNELS):
                    return size
        return value


class TargetShape(WholeShape):
    """A shape to be taken, 1 to 4 axes, channels first; one entry may be -1, which stands for what is left over."""

    def allowed_part(self) -> str:
        return f"made of whole numbers from 1 to {MOST_CHANNELS:,}, one of which may be -1"

    def allowed(self, axes: int) -> str:
        return (
            f"a list of 1 to {MOST_AXES} whole numbers from 1 to {MOST_CHANNELS:,}, channels first; "
            "one of them may be -1"
        )

    def culprit(self, value: object) -> object:
        left_over = 0
        for size in value if isinstance(value, list | tuple) else ():
            fits = isinstance(size, int) and is_integer(size) and (size == -1 or 1 <= size <= MOST_CHANNELS)
            left_over += fits and size == -1
            if not fits or left_over > 1:
                return size
        return value
