"""Kinds that change a volume's shape and learn nothing."""

from core.algebra import divide, product
from core.kinds.base import Family, Kind, Shapes, Step, kind, spatial_volume
from core.problems import RuleError
from core.settings import AnyAxisSizes, Choice, Count, Margins, Pairs, TargetShape
from core.shapes import Shape, axis_names, describe_axes, write_shape


def check_axis_count(what: str, given: int, shape: Shape, setting: str) -> None:
    """Refuse a setting with a value for each axis where the axes are others; raises RuleError."""
    if given != len(shape) - 1:
        names = " and ".join(axis_names(len(shape))[1:])
        raise RuleError(
            f"{what} is given for {given} {'axis' if given == 1 else 'axes'}, "
            f"but the input {write_shape(shape)} has {len(shape) - 1} ({names}).",
            setting,
        )


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
            raise RuleError(
                f"{write_shape(shape)} has {values:,} values, which do not make {write_shape(self.shape)}"
                + (f" ({given:,} values)." if whole else f": {given:,} does not divide them."),
                "shape",
            )
        rest = values if len(self.shape) == 1 else divide(values, given)
        return tuple(rest if size == -1 else size for size in self.shape)

    def receptive_step(self) -> Step | None:
        return None


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
            raise RuleError(
                f"Bilinear enlarging needs {describe_axes(3)}, but the input is {write_shape(shape)} "
                f"({describe_axes(len(shape))}).",
                "mode",
            )
        factors = self.scale_factor
        if not isinstance(factors, tuple):
            factors = (factors,) * len(spatial)
        check_axis_count("The scale factor", len(factors), shape, "scale_factor")
        return (channels, *(size * factor for size, factor in zip(spatial, factors, strict=True)))

    def receptive_step(self) -> Step | None:
        return None


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
        ends = margins_for(self.padding, shape, "The padding", "padding")
        return (channels, *(_widened(size, *pair) for size, pair in zip(spatial, ends, strict=True)))


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
        ends = margins_for(self.cropping, shape, "The cropping", "cropping")
        for name, size, (before, after) in zip(axis_names(len(shape))[1:], spatial, ends, strict=True):
            if before + after >= size:
                raise RuleError(
                    f"Cutting {before:,} and {after:,} off a {name} of {size:,} leaves nothing.", "cropping"
                )
        return (channels, *(_narrowed(size, *pair) for size, pair in zip(spatial, ends, strict=True)))


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
            raise RuleError(
                f"The upscale factor {factor:,} needs channels that {factor:,}² = {factor * factor:,} divides, "
                f"but there are {channels:,}.",
                "upscale_factor",
            )
        return (divide(channels, factor * factor), height * factor, width * factor)

    def receptive_step(self) -> Step | None:
        return None
