"""How large a picture is on paper: its width in centimetres, and the resolution of its pixels."""

from core.language import group, tr
from core.picture.drawing import Picture
from core.records import dataclass

CM_PER_INCH = 2.54
UNITS_PER_INCH = 96.0
"""The units of a picture, which are the pixels of SVG."""

LEAST_WIDTH, MOST_WIDTH = 2.0, 200.0
LEAST_DPI, MOST_DPI, USUAL_DPI = 30, 1200, 300
MOST_PIXELS, MOST_SIDE = 200_000_000, 32_000
"""Of a PNG; a larger one would not fit into the memory of a small machine, nor into the painting of Qt."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A width in centimetres, the picture's own where there is none, and pixels an inch."""

    width: float | None = None
    dpi: int | None = None

    def width_of(self, drawn: Picture) -> float:
        """Give the width in centimetres."""
        return self.width if self.width is not None else drawn.width / UNITS_PER_INCH * CM_PER_INCH

    def scale_of(self, drawn: Picture, per_inch: float) -> float:
        """Give how many parts of an inch a unit of the picture takes."""
        return self.width_of(drawn) / CM_PER_INCH * per_inch / max(drawn.width, 1.0)

    def pixels_of(self, drawn: Picture) -> tuple[int, int]:
        """Give the width and height in pixels."""
        scale = self.scale_of(drawn, self.dpi or USUAL_DPI)
        return max(1, round(drawn.width * scale)), max(1, round(drawn.height * scale))

    def fault(self) -> str | None:
        """Say in a sentence what cannot be; None where all is well."""
        if self.width is not None and not LEAST_WIDTH <= self.width <= MOST_WIDTH:
            return tr("A width is {low} to {high} cm.", low=f"{LEAST_WIDTH:g}", high=f"{MOST_WIDTH:g}")
        if self.dpi is not None and not LEAST_DPI <= self.dpi <= MOST_DPI:
            return tr("A resolution is {low} to {high} dpi.", low=LEAST_DPI, high=group(MOST_DPI))
        return None

    def pixel_fault(self, drawn: Picture) -> str | None:
        """Say in a sentence that a picture would have too many pixels; None where it has not."""
        width, height = self.pixels_of(drawn)
        if width * height <= MOST_PIXELS and max(width, height) <= MOST_SIDE:
            return None
        sides = {"width": group(width), "height": group(height)}
        return tr("would have {width} × {height} pixels, too many; choose a smaller width or resolution", **sides)


def screen_paper(drawn: Picture, most_pixels: int = MOST_PIXELS) -> Paper:
    """Give a picture its own size and two pixels a unit, or as many as fit."""
    area = max(drawn.width * drawn.height, 1.0)
    most = min((most_pixels / area) ** 0.5, MOST_SIDE / max(drawn.width, drawn.height, 1.0))
    return Paper(dpi=max(1, int(UNITS_PER_INCH * min(2.0, most))))
