"""A table of layers whose rows are dragged: into a gap to move or copy them, onto a row to connect the two."""

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

from core.language import tr, tr_count
from gui.document import Document
from gui.layer_columns import LayerColumn
from gui.layer_model import KIND_MIME, LINK_MIME, ROWS_MIME
from gui.theme import CORNER, ROW_HEIGHT, UNIT, colour, current, px, ui_font

_PICTURE_HEIGHT = 28
_WIDEST_PICTURE = 240


class DragTable(QTableView):
    """What a table does while something is dragged over it.

    `rows_dropped` carries rows, the gap they were dropped into and whether they are to be copied;
    `kind_dropped` carries a palette entry's key and the gap; `rows_linked` carries two rows to be connected.
    """

    rows_dropped = Signal(object, int, bool)
    kind_dropped = Signal(str, int)
    rows_linked = Signal(int, int)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._listed: tuple[tuple[tuple[int, int], ...], list[int]] = ((), [])
        self._gap: int | None = None
        self._target: int | None = None
        self._pressed_on_rail = False
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(False)

    def selected_rows(self) -> list[int]:
        """List the selected rows from top to bottom; of those that the document has, while the list follows it."""
        selection = self.selectionModel().selection()
        parts = (selection.at(number) for number in range(selection.count()))
        ranges = tuple((part.top(), part.bottom() + 1) for part in parts)
        if ranges != self._listed[0]:  # asked for many times between two selections, of 100,000 rows too
            self._listed = (ranges, sorted({row for first, end in ranges for row in range(first, end)}))
        rows, count = self._listed[1], len(self._document.network)
        return list(rows) if not rows or rows[-1] < count else [row for row in rows if row < count]

    # What is dragged

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_on_rail = self.columnAt(event.position().toPoint().x()) == LayerColumn.RAIL
        super().mousePressEvent(event)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        rows = self.selected_rows()
        if not rows:
            return
        drag = QDrag(self)
        if self._pressed_on_rail:
            row = self.currentIndex().row()
            data = QMimeData()
            data.setData(LINK_MIME, str(row).encode())
            drag.setMimeData(data)
            drag.setPixmap(self._picture(tr("Connect {name}", name=self._document.network.layers[row].name)))
        else:
            drag.setMimeData(self.model().mimeData([self.model().index(row, 0) for row in rows]))
            name = self._document.network.layers[rows[0]].name
            several = tr_count("{count} layer", "{count} layers", len(rows))
            drag.setPixmap(self._picture(name if len(rows) == 1 else several))
        drag.setHotSpot(QPoint(-12, -8))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
        self._show_place(None, None)

    def _picture(self, text: str) -> QPixmap:
        font = ui_font(weight=QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, px(_WIDEST_PICTURE))
        room = QRect(0, 0, metrics.horizontalAdvance(text) + px(32), px(_PICTURE_HEIGHT))
        scale = self.devicePixelRatioF()
        picture = QPixmap(room.size() * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour(current().accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(room, CORNER, CORNER)
        painter.setPen(colour(current().on_accent))
        painter.setFont(font)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return picture

    # Where it may go

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._accepts(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls near the edges
        place = event.position().toPoint()
        if not self._accepts(event):
            event.ignore()
            return
        if event.mimeData().hasFormat(LINK_MIME):
            row = self.rowAt(place.y())
            self._show_place(None, row if row >= 0 else None)
        else:
            self._show_place(self._gap_at(place), None)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_place(None, None)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._accepts(event):
            event.acceptProposedAction()
            self._drop(event)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._show_place(None, None)

    def _drop(self, event: QDropEvent) -> None:
        place, data = event.position().toPoint(), event.mimeData()
        if data.hasFormat(KIND_MIME):
            self.kind_dropped.emit(bytes(data.data(KIND_MIME).data()).decode(), self._gap_at(place))
        elif data.hasFormat(LINK_MIME):
            source, target = int(bytes(data.data(LINK_MIME).data())), self.rowAt(place.y())
            if target >= 0 and target != source:
                self.rows_linked.emit(source, target)
        else:
            rows = [int(row) for row in bytes(data.data(ROWS_MIME).data()).split()]
            self.rows_dropped.emit(rows, self._gap_at(place), event.dropAction() == Qt.DropAction.CopyAction)

    def _accepts(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        if data.hasFormat(KIND_MIME):
            return True
        return event.source() is self and (data.hasFormat(ROWS_MIME) or data.hasFormat(LINK_MIME))

    def _gap_at(self, position: QPoint) -> int:
        """Give the gap between rows that is nearest to a place, counted from 0 above the first row."""
        row = self.rowAt(position.y())
        if row < 0:
            return len(self._document.network)
        middle = self.rowViewportPosition(row) + self.rowHeight(row) // 2
        return self.end_of_row(row) if position.y() >= middle else row

    def end_of_row(self, row: int) -> int:
        """Give the row below one that is seen; a folded block has more than one."""
        return row + 1

    # What is shown

    def _show_place(self, gap: int | None, target: int | None) -> None:
        """Show where what is dragged would go: a gap between rows, or a row."""
        if (gap, target) != (self._gap, self._target):
            self._gap, self._target = gap, target
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        invites = len(self._document.network) <= 1
        if self._gap is None and self._target is None and not invites:
            return
        painter = QPainter(self.viewport())
        if invites:
            self._paint_invitation(painter)
        painter.setPen(QPen(colour(current().accent), 2))
        if self._gap is not None:
            y = max(self._gap_position(self._gap), 1)
            painter.drawLine(0, y, self.viewport().width(), y)
        if self._target is not None:
            top = self.rowViewportPosition(self._target)
            painter.drawRect(1, top + 1, self.viewport().width() - 2, px(ROW_HEIGHT) - 3)
        painter.end()

    def _gap_position(self, gap: int) -> int:
        count = len(self._document.network)
        if gap < count:
            return self.rowViewportPosition(gap)
        return self.rowViewportPosition(count - 1) + self.rowHeight(count - 1) if count else 0

    def _paint_invitation(self, painter: QPainter) -> None:
        painter.setPen(colour(current().dim))
        painter.setFont(ui_font())
        room = self.viewport().rect()
        room.setTop(self._gap_position(len(self._document.network)))
        if len(self._document.network):
            text = tr("Double-click the next layer on the left, drag it here, or use Add layer.")
        else:
            text = tr("Double-click a layer on the left, drag it here, or use Add layer.")
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room.adjusted(px(UNIT), 0, -px(UNIT), 0), wrapped, text)
