"""Kinds that change a volume's shape and learn nothing."""

from collections.abc import Iterable, Sequence

from core.algebra import divide, product
from core.kinds.base import Bridge, Family, Kind, Shapes, Step, Wanted, kind, spatial_volume
from core.language import group, listed_and, mark, tr, tr_count
from core.problems import RuleError
from core.settings import AnyAxisSizes, Choice, Count, Margins, Pairs, TargetShape
from core.shapes import Shape, axis_words, describe_axes, write_shape


def check_axis_count(what: str, given: int, shape: Shape, setting: str) -> None:
    """Refuse a setting with a value for each axis where the axes are others; raises RuleError."""
    if given != len(shape) - 1:
        message = tr_count(
            "{what} is given for {count} axis, but the input {shape} has {axes} ({names}).",
            "{what} is given for {count} axes, but the input {shape} has {axes} ({names}).",
            given,
            what=tr(what),
            shape=write_shape(shape),
            axes=len(shape) - 1,
            names=listed_and(axis_words(len(shape))[1:]),
        )
        raise RuleError(message, setting)


def margins_for(margins: int | Pairs, shape: Shape, what: str, setting: str) -> Pairs:
    """Give margins before and after each spatial axis of a shape; raises RuleError."""
    if not isinstance(margins, tuple):
        return ((margins, margins),) * (len(shape) - 1)
    check_axis_count(what, len(margins), shape, setting)
    return margins


@kind
class Flatten(Kind):
    """All values in one row."""

    type = "Flatten"
    label = "Flatten"
    family = Family.SHAPE
    help = "Writes a volume as one vector: channels times height times width values."
    name_stem = "flatten"
    other_names = "vector reshape view"

    def output(self, inputs: Shapes) -> Shape:
        return (product(inputs[0]),)

    def receptive_step(self) -> Step | None:
        return None

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        if len(wanted) == 1 < len(given):
            yield Bridge(0, {})


@kind
class Reshape(Kind):
    """The same values in another shape (PyTorch's reshape; the batch axis is not counted)."""

    type = "Reshape"
    label = "Reshape"
    family = Family.SHAPE
    help = "Writes the same values as a volume of another shape."
    name_stem = "reshape"
    other_names = "view unflatten"

    shape = TargetShape(
        "Shape",
        "The new shape, channels first. One entry may be -1: it becomes whatever is left over.",
        initial=[-1],
        short="{}",
    )

    def output(self, inputs: Shapes) -> Shape:
        (shape,) = inputs
        values = product(shape)
        given = product(size for size in self.shape if size != -1)
        whole = -1 not in self.shape
        if (whole and values != given) or values % given:
            sentence = (
                mark("{shape} has {values} values, which do not make {target} ({given} values).")
                if whole
                else mark("{shape} has {values} values, which do not make {target}: {given} does not divide them.")
            )
            target = write_shape(self.shape)
            message = tr(sentence, shape=write_shape(shape), values=group(values), target=target, given=group(given))
            raise RuleError(message, "shape")
        rest = values if len(self.shape) == 1 else divide(values, given)
        return tuple(rest if size == -1 else size for size in self.shape)

    def receptive_step(self) -> Step | None:
        return None

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        if len(wanted) == len(given) or len(wanted) == 1:
            return
        if None not in wanted:
            yield Bridge(0, {"shape": list(wanted)})
        elif len(wanted) > len(given):
            ones = [1] * (len(wanted) - len(given))
            yield Bridge(1, {"shape": [given[0], *ones, *given[1:]] if len(given) > 1 else [given[0], *ones]})
        else:
            last = len(wanted) - 1
            yield Bridge(1, {"shape": [*given[:last], product(given[last:])]})


@kind
class Upsample(Kind):
    """Enlargement by whole factors (PyTorch's Upsample)."""

    type = "Upsample"
    label = "Upsample"
    family = Family.SHAPE
    help = "Enlarges a volume by repeating or blending its values. Nothing is learned."
    name_stem = "upsample"
    other_names = "upsampling enlarge interpolate nearest bilinear"

    scale_factor = AnyAxisSizes(
        "Scale factor", "How many times larger each axis becomes.", default=2, symbol="r", short="×{}", short_first=True
    )
    mode = Choice(
        "Mode",
        "How the new values come about. Nearest repeats a value; bilinear blends neighbours (images only).",
        options={"nearest": "nearest", "bilinear": "bilinear"},
        default="nearest",
        short="{}",
    )

    def output(self, inputs: Shapes) -> Shape:
        shape = spatial_volume(self.label, inputs)
        channels, *spatial = shape
        if self.mode == "bilinear" and len(spatial) != 2:
            message = tr(
                "Bilinear enlarging needs {axes}, but the input is {shape} ({shape_axes}).",
                axes=describe_axes(3),
                shape=write_shape(shape),
                shape_axes=describe_axes(len(shape)),
            )
            raise RuleError(message, "mode")
        factors = self.scale_factor
        if not isinstance(factors, tuple):
            factors = (factors,) * len(spatial)
        check_axis_count(mark("The scale factor"), len(factors), shape, "scale_factor")
        return (channels, *(size * factor for size, factor in zip(spatial, factors, strict=True)))

    def receptive_step(self) -> Step | None:
        return None

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        if len(given) == len(wanted) > 1 and wanted[0] == given[0]:
            factors = [(other or size) // size for size, other in zip(given[1:], wanted[1:], strict=True)]
            yield Bridge(3, {"scale_factor": factors[0] if len(set(factors)) == 1 else factors})


@kind
class ZeroPad(Kind):
    """Zeros around a volume (PyTorch's ZeroPadNd)."""

    type = "ZeroPad"
    label = "Zero padding"
    family = Family.SHAPE
    help = "Puts zeros around a volume. Nothing is learned."
    name_stem = "pad"
    other_names = "zeropadding border"

    padding = Margins(
        "Padding", "How many zeros are added at each end of each axis.", initial=1, symbol="p", short="padding {}"
    )

    def output(self, inputs: Shapes) -> Shape:
        shape = spatial_volume(self.label, inputs)
        channels, *spatial = shape
        ends = margins_for(self.padding, shape, mark("The padding"), "padding")
        return (channels, *(_widened(size, *pair) for size, pair in zip(spatial, ends, strict=True)))

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        if len(given) == len(wanted) > 1 and wanted[0] == given[0]:
            missing = [(other or size) - size for size, other in zip(given[1:], wanted[1:], strict=True)]
            yield Bridge(1, {"padding": _halved(missing)})


def _halved(differences: Sequence[int]) -> int | list[list[int]]:
    """Share out what each axis differs by on its two ends; one number where all are the same."""
    pairs = [[difference // 2, difference - difference // 2] for difference in differences]
    ends = {end for pair in pairs for end in pair}
    return ends.pop() if len(ends) == 1 else pairs


def _widened(size: int, before: int, after: int) -> int:
    if before and before == after:
        return size + 2 * before
    for end in (before, after):
        size = size + end if end else size
    return size


@kind
class Crop(Kind):
    """The edges of a volume cut off (Keras' CroppingNd)."""

    type = "Crop"
    label = "Crop"
    family = Family.SHAPE
    help = "Cuts values off at the edges of a volume. Nothing is learned."
    name_stem = "crop"
    other_names = "cropping cut"

    cropping = Margins(
        "Cropping", "How many values are cut off at each end of each axis.", initial=1, symbol="c", short="crop {}"
    )

    def output(self, inputs: Shapes) -> Shape:
        shape = spatial_volume(self.label, inputs)
        channels, *spatial = shape
        ends = margins_for(self.cropping, shape, mark("The cropping"), "cropping")
        for name, size, (before, after) in zip(axis_words(len(shape))[1:], spatial, ends, strict=True):
            if before + after >= size:
                message = tr(
                    "Cutting {before} and {after} off a {axis} of {size} leaves nothing.",
                    before=group(before),
                    after=group(after),
                    axis=name,
                    size=group(size),
                )
                raise RuleError(message, "cropping")
        return (channels, *(_narrowed(size, *pair) for size, pair in zip(spatial, ends, strict=True)))

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        if len(given) == len(wanted) > 1 and wanted[0] == given[0]:
            spare = [size - (other or size) for size, other in zip(given[1:], wanted[1:], strict=True)]
            yield Bridge(2, {"cropping": _halved(spare)})


def _narrowed(size: int, before: int, after: int) -> int:
    if before and before == after:
        return size - 2 * before
    for end in (before, after):
        size = size - end if end else size
    return size


@kind
class PixelShuffle(Kind):
    """Channels laid out as pixels (Shi et al. 2016, PyTorch's PixelShuffle)."""

    type = "PixelShuffle"
    label = "Pixel shuffle"
    family = Family.SHAPE
    help = "Lays groups of channels out as pixels: fewer channels, a larger image. Nothing is learned."
    name_stem = "shuffle"
    other_names = "subpixel super resolution depth to space"
    spatial_axes = 2

    upscale_factor = Count(
        "Upscale factor",
        "How many times larger height and width become. Its square must divide the channels.",
        high=10_000,
        initial=2,
        symbol="r",
        short="×{}",
    )

    def output(self, inputs: Shapes) -> Shape:
        channels, height, width = self.volume(inputs)
        factor = self.upscale_factor
        if channels % (factor * factor):
            message = tr(
                "The upscale factor {factor} needs channels that {factor}² = {square} divides, "
                "but there are {channels}.",
                factor=group(factor),
                square=group(factor * factor),
                channels=group(channels),
            )
            raise RuleError(message, "upscale_factor")
        return (divide(channels, factor * factor), height * factor, width * factor)

    def receptive_step(self) -> Step | None:
        return None
