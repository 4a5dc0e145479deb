"""A table of layers whose blocks fold: the rows of a folded block are one that is seen."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent

from core.blocks import SEPARATOR, Block
from gui.document import Document
from gui.drag_table import DragTable
from gui.folding import Folding
from gui.layer_columns import LayerColumn
from gui.layer_delegate import SIGN_WIDTH, LayerDelegate
from gui.layer_model import LayerModel
from gui.theme import px


class FoldingTable(DragTable):
    """Hides what is folded, and selects, folds and unfolds blocks as a whole."""

    selection_changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.folding = Folding(document)
        self._pressed_on_sign = False

    def seen_row(self, row: int) -> int:
        """Give the row under which a row is seen: the first of the folded block that it is in, else itself."""
        block = self.folding.block_over(row)
        return row if block is None else block.start

    def end_of_row(self, row: int) -> int:
        """Give the row below one that is seen; a folded block has more than one."""
        block = self.folding.folded.get(row)
        return row + 1 if block is None else block.stop

    def current_block(self) -> Block | None:
        """Give the folded block that is selected, and nothing else; None for other selections."""
        rows = self.selected_rows()
        if not rows or self.folding.network is not self._document.network:
            return None
        block = self.folding.folded.get(rows[0])
        return block if block is not None and rows == list(block.rows) else None

    def hide_rows(self) -> None:
        """Hide the rows of folded blocks but their first, and show all others; telling Qt once."""
        hidden, header = self.folding.hidden_rows(), self.verticalHeader()
        if not hidden and not header.sectionsHidden():
            return
        others = [row for row in range(header.count()) if header.isSectionHidden(row) != (row in hidden)]
        if not others:
            return
        header.setUpdatesEnabled(False)
        header.blockSignals(True)
        for row in others:
            header.setSectionHidden(row, row in hidden)
        header.blockSignals(False)
        header.setUpdatesEnabled(True)
        self.updateGeometries()
        self.viewport().update()

    def show_folding(self) -> None:
        """Show other blocks folded; a selection within one becomes the whole of it."""
        self.hide_rows()
        current = self.currentIndex()
        if current.isValid() and self.isRowHidden(current.row()):
            above = current.siblingAtRow(self.seen_row(current.row()))
            self.selectionModel().setCurrentIndex(above, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.take_whole_blocks()
        self.viewport().update()
        self.selection_changed.emit()

    def take_whole_blocks(self, *, by_first: bool = False) -> None:
        """Select all rows of a folded block where one is selected; `by_first` goes by the row that is seen."""
        model = self.model()
        if not isinstance(model, LayerModel) or self.folding.network is not model.table.network:
            return  # rows are coming or going; what is selected is looked at afterwards
        if not self.folding.folded:
            return
        rows = set(self.selected_rows())
        flags, last = QItemSelectionModel.SelectionFlag, len(LayerColumn) - 1
        for block in self.folding.folded.values():
            if not rows.isdisjoint(block.rows) and not rows.issuperset(block.rows):
                whole = QItemSelection(model.index(block.start, 0), model.index(block.stop - 1, last))
                wanted = not by_first or block.start in rows
                self.selectionModel().select(whole, flags.Select if wanted else flags.Deselect)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what a rectangle holds, folded blocks as a whole."""
        top, bottom = self.rowAt(min(rect.top(), rect.bottom())), self.rowAt(max(rect.top(), rect.bottom()))
        if top < 0 or bottom < 0 or not self.folding.folded:
            super().setSelection(rect, command)
            return
        last = self.model().index(self.end_of_row(bottom) - 1, len(LayerColumn) - 1)
        self.selectionModel().select(QItemSelection(self.model().index(top, 0), last), command)

    def sign_at(self, place: QPoint) -> Block | None:
        """Give the block whose sign is at a place of the viewport."""
        index = self.indexAt(place)
        if not index.isValid() or index.column() != LayerColumn.NAME:
            return None
        cell = self.visualRect(index)
        delegate = self.itemDelegate()
        signs = delegate.signs(index.row(), cell.width()) if isinstance(delegate, LayerDelegate) else []
        number = (place.x() - cell.left()) // px(SIGN_WIDTH)
        return signs[number] if 0 <= number < len(signs) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._fold_by_click(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pressed_on_sign:  # a hand that trembles over a sign selects nothing
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._pressed_on_sign:
            super().mouseReleaseEvent(event)
        self._pressed_on_sign = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Unfold a folded block; its name is changed by an action, as there is no one layer to edit."""
        if self._fold_by_click(event):
            return
        block = self.folding.folded.get(self.rowAt(event.position().toPoint().y()))
        if block is not None and event.button() == Qt.MouseButton.LeftButton:
            self.folding.unfold([block.path])
        else:
            super().mouseDoubleClickEvent(event)

    def _fold_by_click(self, event: QMouseEvent) -> bool:
        block = self.sign_at(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else None
        self._pressed_on_sign = block is not None
        if block is None:
            return False
        self.folding.toggle(block.path)
        event.accept()
        return True

    def fold_by_key(self, key: int) -> bool:
        """Fold or unfold by a key; tells whether it did."""
        if key == Qt.Key.Key_Left:
            return self.fold_current()
        return key == Qt.Key.Key_Right and self.unfold_current()

    def _foldable(self) -> str:
        """Give the path of the innermost block around the current row that is not folded; empty for none."""
        row = self.currentIndex().row()
        folded = self.folding.folded.get(row)
        return next(
            (
                block.path
                for block in reversed(self.folding.around(row))
                if block.path not in self.folding.paths
                and (folded is None or folded.path.startswith(block.path + SEPARATOR))
            ),
            "",
        )

    def can_fold(self) -> bool:
        """Tell whether there is a block around the current row to be folded."""
        return bool(self._foldable())

    def fold_current(self) -> bool:
        """Fold the innermost block around the current row that is not folded; tells whether there is one."""
        path = self._foldable()
        if path:
            self.folding.fold([path])
        return bool(path)

    def unfold_current(self) -> bool:
        """Unfold the block that the current row shows; tells whether it shows one."""
        block = self.folding.folded.get(self.currentIndex().row())
        if block is not None:
            self.folding.unfold([block.path])
        return block is not None
