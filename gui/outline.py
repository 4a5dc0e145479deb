"""A soft outline around a field, which marks it without moving anything."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import CORNER, colour, current

_AROUND = 3
"""How far the outline stands from what it surrounds, in pixels."""


class Outline(QWidget):
    """Lies over a page of fields and lets everything through."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def surround(self, target: QWidget) -> None:
        """Show the outline around a widget on the page."""
        place = target.mapTo(self._page, QPoint(0, 0))
        self.setGeometry(QRect(place, target.size()).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(current().accent), 2))
        painter.setOpacity(0.7)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), CORNER + 2, CORNER + 2)
