"""The names of the two networks of a comparison, each over its own columns."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QTableView, QWidget

from gui.elided import ElidedLabel
from gui.theme import ROW_HEIGHT, UNIT, px, ui_font

_LEAST_WIDTH = 160
"""Room that the right name has even where its columns are to be scrolled to."""


class CompareTitles(QWidget):
    """Two names over a table, the second one where the columns after `gutter` begin."""

    def __init__(self, view: QTableView, gutter: int) -> None:
        super().__init__()
        self._view, self._gutter = view, gutter
        self.labels = (ElidedLabel(), ElidedLabel())
        for label in self.labels:
            label.setParent(self)
        view.horizontalHeader().sectionResized.connect(lambda *_: self._place())
        view.horizontalScrollBar().valueChanged.connect(lambda _: self._place())
        self.measure()

    def measure(self) -> None:
        """Take the letters and the height of the zoom."""
        for label in self.labels:
            label.setFont(ui_font(weight=QFont.Weight.DemiBold))
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(px(2 * _LEAST_WIDTH), px(ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        header, unit = self._view.horizontalHeader(), px(UNIT)
        columns = header.sectionViewportPosition(self._gutter) + header.sectionSize(self._gutter) + unit
        start = max(min(columns, self.width() - px(_LEAST_WIDTH)), px(_LEAST_WIDTH))
        left, right = self.labels
        left.setGeometry(unit, 0, start - 2 * unit, self.height())
        right.setGeometry(start, 0, self.width() - start - unit, self.height())
