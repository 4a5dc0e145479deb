"""The list of layers: rows that are selected, dragged, dropped on and edited in place."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetrics,
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from core.network import LayerId
from core.rail import Neighbours, lanes_used, neighbours
from core.session import Change
from gui.document import Document
from gui.drag_table import DragTable
from gui.layer_columns import OPTIONAL_COLUMNS, LayerColumn
from gui.layer_delegate import LayerDelegate
from gui.layer_model import LayerModel
from gui.rail_painter import rail_width
from gui.theme import HEADER_HEIGHT, LABEL_SIZE, ROW_HEIGHT, UNIT, ui_font

_WIDTHS = {
    LayerColumn.GRIP: 28,
    LayerColumn.INDEX: 44,
    LayerColumn.RAIL: 24,
    LayerColumn.NAME: 144,
    LayerColumn.KIND: 152,
    LayerColumn.SETTINGS: 160,
    LayerColumn.OUTPUT: 124,
    LayerColumn.PARAMETERS: 120,
    LayerColumn.MACS: 160,
    LayerColumn.RECEPTIVE_FIELD: 128,
}
_LEAST_WIDTH = 24


class LayerView(DragTable):
    """The table of layers; `selection_changed` says that other rows are selected."""

    selection_changed = Signal()

    def __init__(self, document: Document, model: LayerModel) -> None:
        super().__init__(document)
        self.setAccessibleName("Layers")
        self._delegate = LayerDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._set_up_rows()
        self._set_up_header()
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
        self.column_actions = [self._column_action(column) for column in OPTIONAL_COLUMNS]
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header.addActions(self.column_actions)

    def _column_action(self, column: LayerColumn) -> QAction:
        """Hide a column, and make the switch that shows it, for a menu and the header."""
        self.hideColumn(column)
        action = QAction(str(self.model().headerData(column, Qt.Orientation.Horizontal)), self)
        action.setObjectName(f"show_{column.name.lower()}")
        action.setCheckable(True)
        action.toggled.connect(lambda shown: self.setColumnHidden(column, not shown))
        return action

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

    # Selection

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
        """Show another document; in one with more than its input, what is added first goes to the end."""
        self._fit_narrow_columns()
        self.select_rows([0] if len(self._document.network) == 1 else [])
        self._mark_neighbours()
        self.scrollToTop()

    def moveCursor(self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Let Home and End go to the first and the last layer, as rows are what is selected here."""
        actions = QAbstractItemView.CursorAction
        if cursorAction in (actions.MoveHome, actions.MoveEnd):
            row = 0 if cursorAction == actions.MoveHome else len(self._document.network) - 1
            return self.model().index(row, LayerColumn.NAME)
        return super().moveCursor(cursorAction, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return  # moves layers; where they cannot go further, nothing else is meant
        super().keyPressEvent(event)

    def _follow(self, change: Change) -> None:
        self._fit_narrow_columns()
        if change.select is not None:
            self.select_layers(change.select)
        self._mark_neighbours()
        if change.before.analysis.totals != change.after.analysis.totals:
            self.viewport().update()  # the share bars of all rows
