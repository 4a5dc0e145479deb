"""How the rail is painted: a dot a layer, a line for the layer above, a lane for what is read further down."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from core.rail import Neighbours, RailRow
from gui.theme import colour, current, px, zoom

DOT = 12
"""From the rail's left edge to the middle of the dots, at 100 %."""

LANE = 10
"""From one lane to the next."""

_RADIUS = 3.5


def rail_width(lanes: int) -> int:
    """Give the room that a rail with so many lanes needs."""
    return px(2 * DOT + LANE * lanes)


class RailPainter:
    """Paints the rail of one row; the lines to and from the selected layer stand out."""

    def __init__(self, painter: QPainter, rect: QRect, row: int, selected: Neighbours) -> None:
        self._painter = painter
        self._row = row
        self._selected = selected
        self._top, self._bottom = float(rect.top()), float(rect.bottom() + 1)
        self._middle = (self._top + self._bottom) / 2
        self._left = float(rect.left())

    def paint(self, rail: RailRow, dot_colour: str, more_leaving: Sequence[int] = ()) -> None:
        """Paint the lines and the dot of the row; what the selected layer reads, or is read by, has a ring.

        A folded block may have more lanes that leave it than a layer has.
        """
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, selected = self._row, self._selected
        dot = QPointF(self._left + px(DOT), self._middle)
        if rail.from_above:
            self._line(QPointF(dot.x(), self._top), dot, marked=selected.row in (row, row - 1))
        if rail.to_below:
            self._line(dot, QPointF(dot.x(), self._bottom), marked=selected.row in (row, row + 1))
        for lane, source in rail.passing:
            self._line(self._at(lane, self._top), self._at(lane, self._bottom), marked=selected.marks(source, row))
        for lane, source, goes_on in rail.joining:
            marked = selected.marks(source, row) and selected.row in (source, row)
            self._curve(self._at(lane, self._top), dot, marked=marked)
            if goes_on:
                self._line(
                    self._at(lane, self._top), self._at(lane, self._bottom), marked=selected.marks(source, row + 1)
                )
        for lane in more_leaving if rail.leaving is None else (rail.leaving, *more_leaving):
            self._curve(dot, self._at(lane, self._bottom), marked=selected.marks(row, row + 1))
        self._dot(dot, dot_colour, ringed=row in selected.sources or row in selected.readers)

    def _at(self, lane: int, y: float) -> QPointF:
        return QPointF(self._left + px(DOT + LANE * (lane + 1)), y)

    def _pen(self, *, marked: bool, straight: bool) -> QPen:
        theme = current()
        code = theme.accent if marked else theme.mark if straight else theme.skip
        return QPen(colour(code), 2.0 if marked else 1.5)

    def _line(self, start: QPointF, end: QPointF, *, marked: bool) -> None:
        on_lane = start.x() > self._left + px(DOT)
        self._painter.setPen(self._pen(marked=marked, straight=not on_lane))
        self._painter.drawLine(start, end)

    def _curve(self, start: QPointF, end: QPointF, *, marked: bool) -> None:
        path = QPainterPath(start)
        half = (start.y() + end.y()) / 2
        path.cubicTo(QPointF(start.x(), half), QPointF(end.x(), half), end)
        self._painter.setPen(self._pen(marked=marked, straight=False))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(path)

    def _dot(self, middle: QPointF, dot_colour: str, *, ringed: bool) -> None:
        radius = _RADIUS * zoom() / 100
        if ringed:
            self._painter.setPen(QPen(colour(current().accent), 1.5))
            self._painter.setBrush(colour(current().panel))
            self._painter.drawEllipse(middle, radius + 2.5, radius + 2.5)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour(dot_colour))
        self._painter.drawEllipse(middle, radius, radius)
