"""Painting a picture with Qt: in the window, as PDF and as PNG."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
    QPolygonF,
)

from core.files import FileError
from core.kinds import Family
from core.picture.drawing import Area, Arrow, Ink, Label, Mark, Picture
from core.picture.geometry import Point
from core.picture.inks import FAMILY_INKS, INKS
from core.picture.lettering import text_width
from core.picture.paper import CM_PER_INCH, USUAL_DPI, Paper
from gui.theme import UI_FAMILIES

_RADIUS = 5.0
_HEAD = 7.0
_FONT_PIXELS = 100
"""The size that fonts are set in and scaled from, as whole pixels would be too coarse for a scaled page."""
_POINTS_PER_INCH = 72
_OWN_SIZE = Paper()


class PicturePainter:
    """Paints marks in the inks of a theme; those of a light page where none are given."""

    def __init__(
        self, painter: QPainter, inks: Mapping[Ink, str] = INKS, families: Mapping[Family, str] = FAMILY_INKS
    ) -> None:
        self._painter = painter
        self._inks = inks
        self._families = families
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._has_edges = True
        self._colours: dict[Ink | Family, QColor] = {}
        self._fills: dict[tuple[Ink | Family, float], tuple[QPen, QBrush]] = {}

    def paint(self, picture: Picture, visible: QRectF | None = None) -> None:
        """Paint a picture, or what of it lies within a room."""
        self.paint_marks(picture.marks, visible)

    def paint_marks(self, marks: Iterable[Mark], visible: QRectF | None = None, *, labels: bool = True) -> None:
        """Paint marks, back to front, and the texts upon them.

        Where they would be too small to read, they are left out with the edges of the areas.
        """
        self._has_edges = labels
        texts: dict[tuple[float, bool, Ink], list[Label]] = defaultdict(list)
        for mark in marks:
            match mark:
                case Label():
                    if labels and _meets(mark, visible):
                        texts[mark.size, mark.is_bold, mark.ink].append(mark)
                case Area() if _is_visible(mark.points, visible):
                    self._area(mark)
                case Arrow() if _is_visible(mark.points, visible):
                    self._arrow(mark)
        for (size, is_bold, ink), alike in texts.items():
            self._labels(alike, size, ink, is_bold=is_bold)

    def paint_from_afar(self, marks: Iterable[Mark]) -> None:
        """Paint what can be told apart where a box is a few pixels high: fronts and lines."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        backs: dict[tuple[Ink | Family, float], list[QRectF]] = defaultdict(list)
        fronts: dict[tuple[Ink | Family, float], list[QRectF]] = defaultdict(list)
        lines: dict[Ink, list[QPointF]] = defaultdict(list)
        for mark in marks:
            match mark:
                case Arrow():
                    for start, end in pairwise(mark.points):
                        lines[mark.ink] += (QPointF(*start), QPointF(*end))
                case Area() if len(mark.points) == 4 and mark.points[0][1] == mark.points[1][1]:
                    (left, top), _, (right, bottom), _ = mark.points
                    rooms = backs if mark.row < 0 else fronts
                    rooms[mark.ink, mark.shade].append(QRectF(left, top, right - left, bottom - top))
        self._fill_all(backs)
        for ink, ends in lines.items():
            self._painter.setPen(QPen(self._colour(ink), 0))
            self._painter.drawLines(ends)
        self._fill_all(fronts)

    def _fill_all(self, rooms: Mapping[tuple[Ink | Family, float], list[QRectF]]) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        for name, alike in rooms.items():
            self._painter.setBrush(self._fill(*name)[1])
            self._painter.drawRects(alike)

    def _colour(self, ink: Ink | Family) -> QColor:
        if ink not in self._colours:
            self._colours[ink] = QColor(self._families[ink] if isinstance(ink, Family) else self._inks[ink])
        return self._colours[ink]

    def _fill(self, name: Ink | Family, shade: float) -> tuple[QPen, QBrush]:
        if (name, shade) not in self._fills:
            ink, paper = self._colour(name), self._colour(Ink.PAPER)
            parts = ((ink.red(), paper.red()), (ink.green(), paper.green()), (ink.blue(), paper.blue()))
            brush = QBrush(QColor(*(round(a * (1 - shade) + b * shade) for a, b in parts)))
            pen = QPen(ink, 1.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            self._fills[name, shade] = pen, brush
        return self._fills[name, shade]

    def _area(self, area: Area) -> None:
        pen, brush = self._fill(area.ink, area.shade)
        self._painter.setBrush(brush)
        self._painter.setPen(pen if self._has_edges or area.corner else Qt.PenStyle.NoPen)
        if area.corner:
            (left, top), _, (right, bottom), _ = area.points
            self._painter.drawRoundedRect(QRectF(left, top, right - left, bottom - top), area.corner, area.corner)
        else:
            self._painter.drawPolygon(QPolygonF([QPointF(*point) for point in area.points]))

    def _arrow(self, arrow: Arrow) -> None:
        ink = self._colour(arrow.ink)
        self._painter.setPen(QPen(ink, 1.2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(_rounded(arrow.points))
        x, y = arrow.points[-1]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ink)
        corners = ((x, y), (x - _HEAD, y - _HEAD * 0.45), (x - _HEAD, y + _HEAD * 0.45))
        self._painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))

    def _labels(self, labels: Iterable[Label], size: float, ink: Ink, *, is_bold: bool) -> None:
        scale = size / _FONT_PIXELS
        self._painter.save()
        self._painter.scale(scale, scale)
        self._painter.setFont(_font(is_bold=is_bold))
        self._painter.setPen(self._colour(ink))
        for label in labels:
            x = label.x / scale if label.is_left else label.x / scale - _advance(label.text, is_bold=is_bold) / 2
            self._painter.drawText(QPointF(x, label.y / scale), label.text)
        self._painter.restore()


@lru_cache(maxsize=1_024)
def _advance(text: str, *, is_bold: bool) -> float:
    return QFontMetricsF(_font(is_bold=is_bold)).horizontalAdvance(text)


def _meets(label: Label, visible: QRectF | None) -> bool:
    if visible is None:
        return True
    width = text_width(label.text, label.size, bold=label.is_bold)
    left = label.x if label.is_left else label.x - width / 2
    return visible.intersects(QRectF(left, label.y - label.size, width, label.size * 1.3))


def _font(*, is_bold: bool) -> QFont:
    font = QFont(UI_FAMILIES)
    font.setFeature(QFont.Tag("calt"), 0)  # as the other shape of × would not be a letter in a PDF
    font.setPixelSize(_FONT_PIXELS)
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    return font


def _is_visible(points: tuple[Point, ...], visible: QRectF | None) -> bool:
    if visible is None:
        return True
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = min(xs) - 1, min(ys) - _HEAD
    return visible.intersects(QRectF(left, top, max(xs) + 1 - left, max(ys) + _HEAD - top))


def _rounded(points: tuple[Point, ...]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(corner, before))
        path.quadTo(QPointF(*corner), _towards(corner, after))
    path.lineTo(QPointF(*points[-1]))
    return path


def _towards(corner: Point, other: Point) -> QPointF:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(dx), abs(dy), 1e-9)
    step = min(_RADIUS, length / 2) / length
    return QPointF(corner[0] + dx * step, corner[1] + dy * step)


def pdf_bytes(picture: Picture, title: str, paper: Paper = _OWN_SIZE) -> bytes:
    """Draw a picture on one page of its size; texts stay texts."""
    return _into_buffer(partial(_write_pdf, picture, title, paper))


def _write_pdf(picture: Picture, title: str, paper: Paper, buffer: QBuffer) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Strata")
    writer.setResolution(_POINTS_PER_INCH * 10)
    scale = paper.scale_of(picture, _POINTS_PER_INCH)
    size = QSizeF(picture.width * scale, picture.height * scale)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.scale(10 * scale, 10 * scale)
    PicturePainter(painter).paint(picture)
    painter.end()


def png_image(picture: Picture, paper: Paper) -> QImage:
    """Draw a picture on white; raises FileError where it would have too many pixels."""
    fault = paper.pixel_fault(picture)
    if fault:
        raise FileError(fault)
    dpi = paper.dpi or USUAL_DPI
    image = QImage(*paper.pixels_of(picture), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dpi / CM_PER_INCH * 100))
    image.setDotsPerMeterY(round(dpi / CM_PER_INCH * 100))
    image.fill(QColor(INKS[Ink.PAPER]))
    painter = QPainter(image)
    scale = paper.scale_of(picture, dpi)
    painter.scale(scale, scale)
    PicturePainter(painter).paint(picture)
    painter.end()
    return image


def png_bytes(picture: Picture, paper: Paper) -> bytes:
    """Draw a picture as PNG; raises FileError where it would have too many pixels."""
    image = png_image(picture, paper)
    return _into_buffer(lambda buffer: image.save(buffer, "PNG"))  # type: ignore[call-overload]


def _into_buffer(write: Callable[[QBuffer], object]) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write(buffer)
    buffer.close()
    return bytes(data.data())
