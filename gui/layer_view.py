"""The list of layers: rows that are selected, dragged, dropped on and edited in place."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from core.blocks import Block
from core.network import LayerId, Remove, runs
from core.rail import Neighbours, neighbours
from core.session import Change
from core.table import Column, Table
from gui.column_widths import USUAL_WIDTHS, ColumnWidths
from gui.document import Document
from gui.folding import changes_blocks
from gui.folding_table import FoldingTable
from gui.layer_columns import OPTIONAL_COLUMNS, LayerColumn
from gui.layer_delegate import LayerDelegate, bar_width
from gui.layer_model import Index, LayerModel
from gui.rail_painter import rail_width
from gui.theme import HEADER_HEIGHT, LABEL_SIZE, ROW_HEIGHT, UNIT, px, ui_font

_FIXED = (LayerColumn.GRIP, LayerColumn.INDEX, LayerColumn.RAIL)
_USUAL_LANES = 2
"""Lanes that the rail has room for before any is used, so that the first skip moves no column."""


class LayerView(FoldingTable):
    """The table of layers; `selection_changed` says that other rows are selected, `menu_wanted` carries a place.

    `block_name_wanted` asks for another name of the folded block that is selected.
    """

    menu_wanted = Signal(QPoint)
    block_name_wanted = Signal()

    def __init__(self, document: Document, model: LayerModel) -> None:
        super().__init__(document)
        self.setAccessibleName("Layers")
        self._delegate = LayerDelegate(self)
        self._delegate.folding = self.folding
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        model.folding = self.folding
        self.folding.changed.connect(self.show_folding)
        self._set_up_rows()
        self._set_up_header()
        document.changed.connect(self._follow)
        document.replaced.connect(self._start_over)
        self._fit_narrow_columns()
        self.hide_rows()

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
        rows.setDefaultSectionSize(px(ROW_HEIGHT))

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setFont(ui_font(LABEL_SIZE, QFont.Weight.Medium))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.widths = ColumnWidths(self, _FIXED)
        self.column_actions = [self._column_action(column) for column in OPTIONAL_COLUMNS]
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header.addActions(self.column_actions)

    def _column_action(self, column: LayerColumn) -> QAction:
        """Hide a column, and make the switch that shows it, for a menu and the header."""
        self.hideColumn(column)
        action = QAction(str(self.model().headerData(column, Qt.Orientation.Horizontal)), self)
        action.setObjectName(f"show_{column.name.lower()}")
        action.setCheckable(True)
        action.toggled.connect(lambda shown: self.widths.show(column, shown=shown))
        action.triggered.connect(lambda shown: self._show_whole(column) if shown else None)
        return action

    def _show_whole(self, column: LayerColumn) -> None:
        """Bring a column that someone has switched on into sight."""
        row = self.rowAt(0)
        if row >= 0:
            self.scrollTo(self.model().index(row, column))

    def show_columns(self, columns: AbstractSet[LayerColumn]) -> None:
        """Show these of the optional columns and hide the others."""
        for action, column in zip(self.column_actions, OPTIONAL_COLUMNS, strict=True):
            action.setChecked(column in columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.fit()

    def zoom_columns(self) -> None:
        """Follow the zoom with rows and columns; the first row that is seen stays the first."""
        first = max(self.rowAt(0), 0)
        self.horizontalHeader().setFont(ui_font(LABEL_SIZE, QFont.Weight.Medium))
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self.setColumnWidth(LayerColumn.GRIP, px(USUAL_WIDTHS[LayerColumn.GRIP]))
        self._fit_narrow_columns()
        self.widths.fit()
        self.doItemsLayout()
        self.verticalScrollBar().setValue(first * px(ROW_HEIGHT))

    def _fit_narrow_columns(self) -> None:
        """Give row numbers the room for their digits and the rail that for its lanes, which seldom change."""
        model = self.model()
        digits = max(3, len(str(len(self._document.network) - 1)))
        number = QFontMetrics(ui_font(tabular=True)).horizontalAdvance("0" * digits) + 2 * px(UNIT) + 1
        rail = rail_width(max(model.lanes, _USUAL_LANES)) if isinstance(model, LayerModel) else 0
        for column, width in ((LayerColumn.INDEX, number), (LayerColumn.RAIL, rail)):
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)
                self.widths.fit()

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
        """Select rows, and show the first of them; blocks that hide some of them are unfolded."""
        self.folding.reveal(rows)
        selection = QItemSelection()
        last_column = len(LayerColumn) - 1
        for start, stop in runs(tuple(rows)):
            selection.select(self.model().index(rows[start], 0), self.model().index(rows[stop - 1], last_column))
        flags = QItemSelectionModel.SelectionFlag
        if rows:
            first = self.model().index(rows[0], LayerColumn.NAME)
            self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.scrollTo(self.model().index(rows[-1], LayerColumn.NAME))
            self.scrollTo(first)
        self.selectionModel().select(selection, flags.ClearAndSelect)

    def select_seen(self, row: int) -> None:
        """Select what is seen of a row: its layer, or the folded block that it is in."""
        block = self.folding.block_over(row)
        self.select_rows([row] if block is None else block.rows)

    def select_layers(self, ids: Sequence[LayerId]) -> None:
        """Select layers by their ids."""
        row_of = self._document.network.wiring.row_of
        self.select_rows(sorted(row_of[layer_id] for layer_id in ids if layer_id in row_of))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.take_whole_blocks(by_first=True)
        self._mark_neighbours()
        self.selection_changed.emit()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self._repaint(index.row())  # its lines too, also where the row stays selected

    def _repaint(self, row: int) -> None:
        self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def shown_columns(self) -> list[Column]:
        """List the columns of the table that are shown."""
        model = self.model()
        facts = (
            (model.fact(section) for section in LayerColumn if not self.isColumnHidden(section))
            if isinstance(model, LayerModel)
            else ()
        )
        return [fact for fact in facts if fact is not None]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu at the pointer, or below the current row where a key asks."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.scrollTo(self.currentIndex())
            row = self.visualRect(self.currentIndex().siblingAtColumn(LayerColumn.NAME))
            self.menu_wanted.emit(self.viewport().mapToGlobal(row.bottomLeft()))
        else:
            self.menu_wanted.emit(event.globalPos())
        event.accept()

    def mark_found(self, rows: Sequence[int]) -> None:
        """Mark the rows that someone looks for."""
        self._delegate.found = frozenset(rows)
        self.viewport().update()

    def mark_linked(self, row: int | None) -> None:
        """Mark the row of a layer, or of the folded block that it is in, that a number comes from; None for none."""
        row = None if row is None or row >= len(self._document.network) else self.seen_row(row)
        if row != self._delegate.linked:
            changed = (each for each in (self._delegate.linked, row) if each is not None)
            self._delegate.linked = row
            for each in changed:
                self._repaint(each)

    def shown_block(self, row: int) -> Block | None:
        """Find the folded block that a row stands for."""
        model = self.model()
        return model.block(row) if isinstance(model, LayerModel) else None

    def rename_current(self) -> None:
        """Open the editor for the name of the selected layer, or ask for that of the folded block."""
        row = self.current_row()
        if self.current_block() is not None:
            self.block_name_wanted.emit()
        elif row is not None:
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
            row = 0 if cursorAction == actions.MoveHome else self.seen_row(len(self._document.network) - 1)
            return self.model().index(row, LayerColumn.NAME)
        return super().moveCursor(cursorAction, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return  # moves layers; where they cannot go further, nothing else is meant
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and self.fold_by_key(event.key()):
            return
        super().keyPressEvent(event)

    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Sequence[int] = ()) -> None:
        """Paint what has changed of the rows in sight; of very many rows Qt would paint every column anew."""
        seen, model = self._rows_in_sight(), self.model()
        first, last = max(topLeft.row(), seen.start), min(bottomRight.row(), seen.stop - 1)
        if first <= last:
            top, bottom = model.index(first, topLeft.column()), model.index(last, bottomRight.column())
            super().dataChanged(top, bottom, roles)

    def _follow(self, change: Change) -> None:
        self._fit_narrow_columns()
        if changes_blocks(change):
            self.folding.reveal(self.selected_rows() if change.select is None else ())
            self.hide_rows()
        rows = [] if change.select is None else [self._document.network.row(each) for each in change.select]
        if len(rows) == 1 and rows[0] is not None and any(isinstance(edit, Remove) for edit in change.edits):
            self.select_seen(rows[0])  # what is next to what has gone, and nothing to be unfolded for
        elif change.select is not None:
            self.select_layers(change.select)
        self._mark_neighbours()
        self._follow_others(change)

    def _follow_others(self, change: Change) -> None:
        """Paint anew what an edit changes in other rows than its own: the rail, and bars as the totals are others."""
        before, model = Table(change.before.network, change.before.analysis), self.model()
        is_simple = before.network.wiring is self._document.network.wiring and not self.folding.folded
        if not (is_simple and self.isColumnHidden(LayerColumn.ACTIVATION_MEMORY) and isinstance(model, LayerModel)):
            self.viewport().update()
            return
        if before.analysis.totals == change.after.analysis.totals:
            return
        others = [row for row in self._rows_in_sight() if row not in change.rows]  # those have changed themselves
        for column in (LayerColumn.PARAMETERS, LayerColumn.MACS, LayerColumn.PARAMETER_MEMORY):
            width = self.columnWidth(column)
            for row in others if width else ():  # none where it is hidden
                if bar_width(width, model.share(row, column, before)) != bar_width(width, model.share(row, column)):
                    self.update(model.index(row, column))

    def _rows_in_sight(self) -> range:
        """Give the rows from the first to the last that can be seen."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(first, 0), (last if last >= 0 else len(self._document.network) - 1) + 1)
