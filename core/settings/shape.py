"""Settings that are a whole shape."""

from collections.abc import Sequence

from core.algebra import Term, product
from core.language import group, tr
from core.settings.base import MOST_CHANNELS, MOST_INPUT_SIZE, Setting, is_integer, near
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
            size if size == -1 else Term.leaf(size, letter, source=self.name, axis=axis)
            for axis, (size, letter) in enumerate(zip(value, letters, strict=True))
        )


class ShapeSetting(WholeShape):
    """A whole shape, 1 to 4 axes, channels first."""

    def allowed_part(self) -> str:
        return tr(
            "made of whole numbers from 1 to {most} (the channels to {most_channels})",
            most=group(MOST_INPUT_SIZE),
            most_channels=group(MOST_CHANNELS),
        )

    def allowed(self, axes: int) -> str:
        return tr(
            "a list of 1 to {axes} whole numbers, channels first, "
            "the first from 1 to {most_channels} and the others from 1 to {most}",
            axes=MOST_AXES,
            most_channels=group(MOST_CHANNELS),
            most=group(MOST_INPUT_SIZE),
        )

    def culprit(self, value: object) -> object:
        if isinstance(value, list | tuple):
            for axis, size in enumerate(value):
                if not is_integer(size) or not 1 <= size <= (MOST_INPUT_SIZE if axis else MOST_CHANNELS):
                    return size
        return value

    def candidates(self, value: Shape, shapes: Sequence[Shape]) -> Sequence[object]:
        alike = [shape for shape in shapes if len(shape) == len(value)]
        one_axis = [(*value[:axis], shape[axis], *value[axis + 1 :]) for shape in alike for axis in range(len(value))]
        return [shape for shape in dict.fromkeys((*one_axis, *alike)) if shape != value]


class TargetShape(WholeShape):
    """A shape to be taken, 1 to 4 axes, channels first; one entry may be -1, which stands for what is left over."""

    def allowed_part(self) -> str:
        return tr("made of whole numbers from 1 to {most}, one of which may be -1", most=group(MOST_CHANNELS))

    def allowed(self, axes: int) -> str:
        return tr(
            "a list of 1 to {axes} whole numbers from 1 to {most}, channels first; one of them may be -1",
            axes=MOST_AXES,
            most=group(MOST_CHANNELS),
        )

    def culprit(self, value: object) -> object:
        left_over = 0
        for size in value if isinstance(value, list | tuple) else ():
            fits = isinstance(size, int) and is_integer(size) and (size == -1 or 1 <= size <= MOST_CHANNELS)
            left_over += fits and size == -1
            if not fits or left_over > 1:
                return size
        return value

    def candidates(self, value: Shape, shapes: Sequence[Shape]) -> Sequence[object]:
        found: list[Shape] = []
        for values in (product(shape) for shape in shapes):
            for axis in range(len(value)):
                others = (*value[:axis], *value[axis + 1 :])
                rest = product(size for size in others if size != -1)
                if -1 in others:
                    sizes = [size for size in near(value[axis], 1) if values % (rest * size) == 0][:1]
                else:
                    sizes = [values // rest, -1] if values % rest == 0 else []
                found += [(*value[:axis], size, *value[axis + 1 :]) for size in sizes]
        return [*(shape for shape in dict.fromkeys(found) if shape != value), (-1,)]
