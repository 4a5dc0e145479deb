"""Setting a formula with Qt: fractions with their bar, and brackets that grow with what they hold."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from core.algebra import Piece
from core.typeset import Fenced, Formula, Fraction

_SUBSCRIPT = 0.72
_GAP = 3.0
"""Between a fraction's bar and what stands above and below it."""


Ink = Callable[[Piece], QColor]
"""Gives the colour of a piece, as what the user set stands out."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The room of a formula: its width, and how far it reaches above and below its base line."""

    width: float
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        """Both together."""
        return self.ascent + self.descent


class FormulaSetter:
    """Measures and draws formulas in a font; the pieces that were drawn are found again by their places."""

    def __init__(self, font: QFont, ink: Ink) -> None:
        self._font = font
        self._ink = ink
        self._metrics = QFontMetricsF(font)
        small = QFont(font)
        small.setPixelSize(max(1, round(font.pixelSize() * _SUBSCRIPT)))
        self._small = small
        self._small_metrics = QFontMetricsF(small)
        # The bar stands where a minus sign does.
        self._axis = self._metrics.xHeight() / 2

    def extent(self, formula: Formula) -> Extent:
        """Measure a formula."""
        parts = [self._part(node) for node in formula]
        width = sum(part.width for part in parts)
        ascent = max((part.ascent for part in parts), default=self._metrics.ascent())
        descent = max((part.descent for part in parts), default=self._metrics.descent())
        return Extent(width, ascent, descent)

    def _part(self, node: Piece | Fraction | Fenced) -> Extent:
        match node:
            case Fraction():
                above, below = self.extent(node.above), self.extent(node.below)
                width = max(above.width, below.width) + 2 * _GAP
                return Extent(width, self._axis + _GAP + above.height, below.height + _GAP - self._axis)
            case Fenced():
                body = self.extent(node.body)
                width = self._fence_width(node.opening) + body.width + self._fence_width(node.closing)
                return Extent(width, body.ascent, body.descent)
            case Piece():
                return Extent(self._piece_width(node), self._metrics.ascent(), self._metrics.descent())

    def _piece_width(self, piece: Piece) -> float:
        letter, subscript = _split(piece)
        return self._metrics.horizontalAdvance(letter) + self._small_metrics.horizontalAdvance(subscript)

    def _fence_width(self, sign: str) -> float:
        name = sign[:-1]
        return self._metrics.horizontalAdvance(name) + self._metrics.horizontalAdvance(sign[-1:])

    def draw(self, painter: QPainter, formula: Formula, place: QPointF) -> list[tuple[QRectF, Piece]]:
        """Draw a formula from a point on its base line; gives where each piece came to stand."""
        drawn: list[tuple[QRectF, Piece]] = []
        x = place.x()
        for node in formula:
            part = self._part(node)
            self._draw_part(painter, node, QPointF(x, place.y()), part, drawn)
            x += part.width
        return drawn

    def _draw_part(
        self,
        painter: QPainter,
        node: Piece | Fraction | Fenced,
        place: QPointF,
        part: Extent,
        drawn: list[tuple[QRectF, Piece]],
    ) -> None:
        x, y = place.x(), place.y()
        match node:
            case Fraction():
                above, below = self.extent(node.above), self.extent(node.below)
                bar = y - self._axis
                painter.setPen(QPen(self._ink(Piece("")), 1.0))
                painter.drawLine(QPointF(x + 1, bar), QPointF(x + part.width - 1, bar))
                top = QPointF(x + (part.width - above.width) / 2, bar - _GAP - above.descent)
                bottom = QPointF(x + (part.width - below.width) / 2, bar + _GAP + below.ascent)
                drawn += self.draw(painter, node.above, top)
                drawn += self.draw(painter, node.below, bottom)
            case Fenced():
                body = self.extent(node.body)
                room = QRectF(x, y - body.ascent, self._fence_width(node.opening), body.height)
                self._draw_fence(painter, node.opening, room, y)
                drawn += self.draw(painter, node.body, QPointF(room.right(), y))
                closing = QRectF(room.right() + body.width, room.top(), self._fence_width(node.closing), body.height)
                self._draw_fence(painter, node.closing, closing, y)
            case Piece():
                self._draw_piece(painter, node, place)
                drawn.append((QRectF(x, y - part.ascent, part.width, part.height), node))

    def _draw_piece(self, painter: QPainter, piece: Piece, place: QPointF) -> None:
        letter, subscript = _split(piece)
        painter.setPen(self._ink(piece))
        painter.setFont(self._font)
        painter.drawText(place, letter)
        if subscript:
            painter.setFont(self._small)
            lowered = place + QPointF(self._metrics.horizontalAdvance(letter), self._metrics.descent() * 0.6)
            painter.drawText(lowered, subscript)

    def _draw_fence(self, painter: QPainter, sign: str, room: QRectF, base: float) -> None:
        name = sign[:-1]
        painter.setPen(self._ink(Piece("")))
        painter.setFont(self._font)
        if name:
            painter.drawText(QPointF(room.left(), base), name)
            room = room.adjusted(self._metrics.horizontalAdvance(name), 0, 0, 0)
        painter.setPen(QPen(self._ink(Piece("")), 1.1))
        painter.drawPath(_fence(sign[-1:], room.adjusted(1.5, 1, -1.5, -1)))


def _split(piece: Piece) -> tuple[str, str]:
    letter, _, subscript = piece.text.partition("_") if piece.is_symbol else (piece.text, "", "")
    return letter, subscript


def _fence(sign: str, room: QRectF) -> QPainterPath:
    """Draw a bracket to fill a room."""
    path = QPainterPath()
    left, right, top, bottom = room.left(), room.right(), room.top(), room.bottom()
    match sign:
        case "(" | ")":
            near, far = (right, left) if sign == "(" else (left, right)
            path.moveTo(near, top)
            path.quadTo(far, (top + bottom) / 2, near, bottom)
        case "⌊" | "⌋" | "⌈" | "⌉":
            near, far = (right, left) if sign in "⌊⌈" else (left, right)
            foot = bottom if sign in "⌊⌋" else top
            head = top if sign in "⌊⌋" else bottom
            path.moveTo(far, head)
            path.lineTo(far, foot)
            path.lineTo(near, foot)
    return path
