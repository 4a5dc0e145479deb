"""The list of layers: rows that are selected, dragged, dropped on and edited in place."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from core.network import LayerId
from core.rail import Neighbours, lanes_used, neighbours
from core.session import Change
from gui.document import Document
from gui.layer_delegate import LayerDelegate
from gui.layer_model import KIND_MIME, ROWS_MIME, LayerColumn, LayerModel
from gui.rail_painter import rail_width
from gui.theme import HEADER_HEIGHT, LABEL_SIZE, ROW_HEIGHT, UNIT, colour, current, ui_font

_WIDTHS = {
    LayerColumn.GRIP: 28,
    LayerColumn.INDEX: 44,
    LayerColumn.RAIL: 24,
    LayerColumn.NAME: 144,
    LayerColumn.KIND: 160,
    LayerColumn.SETTINGS: 160,
    LayerColumn.OUTPUT: 112,
    LayerColumn.PARAMETERS: 128,
}
_LEAST_WIDTH = 24


class LayerView(QTableView):
    """The table of layers.

    `rows_dropped` carries rows, the gap they were dropped into and whether they are to be copied;
    `kind_dropped` carries a palette entry's key and the gap.
    """

    rows_dropped = Signal(object, int, bool)
    kind_dropped = Signal(str, int)
    selection_changed = Signal()

    def __init__(self, document: Document, model: LayerModel) -> None:
        super().__init__()
        self._document = document
        self._gap: int | None = None
        self.setAccessibleName("Layers")
        self._delegate = LayerDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._set_up_rows()
        self._set_up_header()
        self._set_up_dragging()
        document.changed.connect(self._follow)
        document.replaced.connect(self._start_over)
        self._fit_narrow_columns()

    def _set_up_rows(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setFont(ui_font(LABEL_SIZE, QFont.Weight.Medium))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(_LEAST_WIDTH)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
            fixed = column in (LayerColumn.GRIP, LayerColumn.INDEX, LayerColumn.RAIL)
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
        header.setSectionResizeMode(LayerColumn.SETTINGS, QHeaderView.ResizeMode.Stretch)

    def _fit_narrow_columns(self) -> None:
        """Give row numbers the room for their digits and the rail that for its lanes, which seldom change."""
        model = self.model()
        digits = max(3, len(str(len(self._document.network) - 1)))
        number = QFontMetrics(ui_font(tabular=True)).horizontalAdvance("0" * digits) + 2 * UNIT + 1
        rail = rail_width(lanes_used(model.rail)) if isinstance(model, LayerModel) else 0
        for column, width in ((LayerColumn.INDEX, number), (LayerColumn.RAIL, rail)):
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)

    def _mark_neighbours(self) -> None:
        """Mark on the rail what the selected layer reads and what reads it."""
        row = self.current_row()
        network = self._document.network
        selected = neighbours(network, row) if row is not None and row < len(network) else Neighbours()
        if selected != self._delegate.neighbours:
            self._delegate.neighbours = selected
            self.viewport().update()

    def _set_up_dragging(self) -> None:
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(False)

    # Selection

    def selected_rows(self) -> list[int]:
        """List the selected rows from top to bottom."""
        selection = self.selectionModel().selection()
        parts = (selection.at(number) for number in range(selection.count()))
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def current_row(self) -> int | None:
        """Give the one row that is selected; None for none or several."""
        rows = self.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def select_rows(self, rows: Sequence[int]) -> None:
        """Select rows, and show the first of them."""
        selection = QItemSelection()
        last_column = len(LayerColumn) - 1
        for row in rows:
            selection.select(self.model().index(row, 0), self.model().index(row, last_column))
        flags = QItemSelectionModel.SelectionFlag
        if rows:
            first = self.model().index(rows[0], LayerColumn.NAME)
            self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.scrollTo(self.model().index(rows[-1], LayerColumn.NAME))
            self.scrollTo(first)
        self.selectionModel().select(selection, flags.ClearAndSelect)

    def select_layers(self, ids: Sequence[LayerId]) -> None:
        """Select layers by their ids."""
        rows = (self._document.network.row(layer_id) for layer_id in ids)
        self.select_rows(sorted(row for row in rows if row is not None))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._mark_neighbours()
        self.selection_changed.emit()

    def rename_current(self) -> None:
        """Open the editor for the name of the selected layer."""
        row = self.current_row()
        if row is not None:
            self.edit(self.model().index(row, LayerColumn.NAME))

    def _start_over(self) -> None:
        self._fit_narrow_columns()
        self.select_rows([0] if len(self._document.network) else [])

    def _follow(self, change: Change) -> None:
        self._fit_narrow_columns()
        if change.select is not None:
            self.select_layers(change.select)
        self._mark_neighbours()
        if change.before.analysis.totals != change.after.analysis.totals:
            self.viewport().update()  # the share bars of all rows

    # Dragging

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        rows = self.selected_rows()
        if not rows:
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([self.model().index(row, 0) for row in rows]))
        drag.setPixmap(self._drag_picture(rows))
        drag.setHotSpot(QPoint(-12, -8))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
        self._show_gap(None)

    def _drag_picture(self, rows: Sequence[int]) -> QPixmap:
        network = self._document.network
        text = network.layers[rows[0]].name if len(rows) == 1 else f"{len(rows):,} layers"
        font = ui_font(weight=QFont.Weight.DemiBold)
        metrics = self.fontMetrics()
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 240)
        scale = self.devicePixelRatioF()
        width = metrics.horizontalAdvance(text) + 32
        picture = QPixmap(round(width * scale), round(28 * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour(current().accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(0, 0, width, 28, 6, 6)
        painter.setPen(colour(current().on_accent))
        painter.setFont(font)
        painter.drawText(0, 0, width, 28, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return picture

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._accepts(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls near the edges
        if self._accepts(event):
            self._show_gap(self._gap_at(event.position().toPoint()))
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_gap(None)

    def dropEvent(self, event: QDropEvent) -> None:
        gap = self._gap_at(event.position().toPoint())
        data = event.mimeData()
        if self._accepts(event):
            event.acceptProposedAction()
            if data.hasFormat(KIND_MIME):
                self.kind_dropped.emit(bytes(data.data(KIND_MIME).data()).decode(), gap)
            else:
                rows = [int(row) for row in bytes(data.data(ROWS_MIME).data()).split()]
                self.rows_dropped.emit(rows, gap, event.dropAction() == Qt.DropAction.CopyAction)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._show_gap(None)

    def _accepts(self, event: QDropEvent) -> bool:
        if event.mimeData().hasFormat(KIND_MIME):
            return True
        return event.mimeData().hasFormat(ROWS_MIME) and event.source() is self

    def _gap_at(self, position: QPoint) -> int:
        """Give the gap between rows that is nearest to a place, counted from 0 above the first row."""
        row = self.rowAt(position.y())
        if row < 0:
            return len(self._document.network)
        middle = self.rowViewportPosition(row) + self.rowHeight(row) // 2
        return row + (position.y() >= middle)

    def _show_gap(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        invites = len(self._document.network) <= 1
        if self._gap is None and not invites:
            return
        painter = QPainter(self.viewport())
        if invites:
            self._paint_invitation(painter)
        if self._gap is not None:
            y = max(self._gap_position(self._gap), 1)
            painter.setPen(QPen(colour(current().accent), 2))
            painter.drawLine(0, y, self.viewport().width(), y)
        painter.end()

    def _gap_position(self, gap: int) -> int:
        count = len(self._document.network)
        if gap < count:
            return self.rowViewportPosition(gap)
        return self.rowViewportPosition(count - 1) + ROW_HEIGHT if count else 0

    def _paint_invitation(self, painter: QPainter) -> None:
        painter.setPen(colour(current().dim))
        painter.setFont(ui_font())
        room = self.viewport().rect()
        room.setTop(self._gap_position(len(self._document.network)))
        what = "the next layer" if len(self._document.network) else "a layer"
        text = f"Double-click {what} on the left, or drag it here."
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
