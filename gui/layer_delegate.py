"""How a row of the layer list is painted, and how its name is edited in place."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from core.actions import rename_layer
from core.blocks import SEPARATOR, Block
from core.problems import Refusal
from core.rail import Neighbours
from gui.block_row import block_cell, block_share, folded_rail
from gui.folding import Folding
from gui.icons import ICON_SIZE, pixmap
from gui.layer_columns import LayerColumn
from gui.layer_model import LayerModel
from gui.rail_painter import RailPainter
from gui.text_field import TextField
from gui.theme import BASE_SIZE, ROW_HEIGHT, UNIT, colour, current, px, ui_font

Index = QModelIndex | QPersistentModelIndex

_BAR_HEIGHT = 4
SIGN_WIDTH = 24
"""The room of the sign that folds and unfolds a block, at 100 %."""
_LEAST_NAME = 80
_LEAST_NUMBER_SIZE = 9
_LEAST_KIND = 64  # with less room the icon stands alone
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOTE_COLUMNS = (LayerColumn.SETTINGS, LayerColumn.OUTPUT, LayerColumn.PARAMETERS)
_NUMBERS = frozenset(
    (
        LayerColumn.INDEX,
        LayerColumn.OUTPUT,
        LayerColumn.PARAMETERS,
        LayerColumn.MACS,
        LayerColumn.RECEPTIVE_FIELD,
        LayerColumn.ACTIVATION_MEMORY,
        LayerColumn.PARAMETER_MEMORY,
    )
)


def bar_width(cell: int, share: float) -> int:
    """Give the width of the bar of a share in a cell of a width, at least that of a dot; 0 for no share."""
    return max(px(_BAR_HEIGHT), round((cell - 2 * px(UNIT)) * share)) if share else 0


def paint_share(painter: QPainter, rect: QRect, share: float) -> None:
    """Paint the bar of a share under the number of a cell."""
    width = bar_width(rect.width(), share)
    bar = QRect(rect.right() - px(UNIT) - width + 1, rect.bottom() - px(_BAR_HEIGHT) - 2, width, px(_BAR_HEIGHT))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(current().share))
    painter.drawRoundedRect(bar, 1.5, 1.5)


def smaller_font(wide: int, room: int) -> QFont:
    """Give a smaller font for a number that is wider than its room: one that is cut reads as another one."""
    return ui_font(max(BASE_SIZE * room // wide, _LEAST_NUMBER_SIZE), tabular=True)


class LayerDelegate(QStyledItemDelegate):
    """Paints a row cell by cell, so that nothing but what can be seen costs anything."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.folding: Folding | None = None
        self.neighbours = Neighbours()
        self.found: frozenset[int] = frozenset()
        self.linked: int | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: LayerModel = index.model()  # type: ignore[assignment]  # the one model it is made for
        row, column = index.row(), index.column()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        block = model.block(row)
        if block is not None and self.folding is not None:
            self._paint_block(painter, rect, model, block, column, selected=selected)
            painter.restore()
            return
        wrong = model.table.report(row).problem is not None
        self._paint_ground(painter, rect, row, column, selected=selected, wrong=wrong)
        match column:
            case LayerColumn.GRIP:
                if row in self.found:
                    self._paint_icon(painter, rect, "search", current().accent)
                else:
                    self._paint_icon(painter, rect, "grip", current().mark)
            case LayerColumn.RAIL:
                self._paint_rail(painter, rect, model, row)
            case LayerColumn.NAME:
                self._paint_name(painter, rect, row, str(model.data(index)))
            case LayerColumn.KIND:
                kind = model.table.layer(row).kind
                family = kind.family
                self._paint_icon(
                    painter, rect.adjusted(px(UNIT), 0, 0, 0), f"family-{family.name.lower()}", current().family(family)
                )
                if rect.width() > px(_LEAST_KIND):
                    self._paint_text(painter, rect.adjusted(px(UNIT + ICON_SIZE), 0, 0, 0), kind.title, current().text)
            case _ if column in _NOTE_COLUMNS and model.table.report(row).shape is None:
                self._paint_note(painter, rect, model, row, column)
            case _:
                self._paint_fact(painter, rect, model, index)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, row: int, column: int, *, selected: bool, wrong: bool
    ) -> None:
        theme = current()
        if wrong:
            painter.fillRect(rect, colour(theme.problem_background))
        elif selected or row == self.linked:
            painter.fillRect(rect, colour(theme.accent_background))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(theme.line))
        if row == self.linked:
            # Where a number comes from that is pointed at in the working.
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, colour(theme.share))
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, colour(theme.share))
        if self._view.hasFocus() and self._view.currentIndex().row() == row:
            # Where the keys are, also when that row is not selected.
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, colour(theme.accent))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(theme.accent))
        if selected and column == LayerColumn.GRIP:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colour(theme.accent))

    def _paint_icon(self, painter: QPainter, rect: QRect, name: str, code: str) -> None:
        size = px(ICON_SIZE)
        drawn = pixmap(name, code, size, painter.device().devicePixelRatioF())
        left = rect.left() + (rect.width() - size) // 2 if rect.width() < px(4 * UNIT) else rect.left()
        painter.drawPixmap(left, rect.top() + (rect.height() - size) // 2, drawn)

    def _paint_rail(self, painter: QPainter, rect: QRect, model: LayerModel, row: int) -> None:
        code = current().family(model.table.layer(row).kind.family)
        painter.setClipRect(rect)
        RailPainter(painter, rect, row, self.neighbours).paint(model.rail[row], code)

    def _paint_fact(self, painter: QPainter, rect: QRect, model: LayerModel, index: Index) -> None:
        theme, column = current(), index.column()
        text = str(model.data(index))
        code = theme.dim if column in (LayerColumn.INDEX, LayerColumn.SETTINGS) else theme.text
        share = model.share(index.row(), column)
        if share:
            paint_share(painter, rect, share)
        self._paint_text(painter, rect, text, code, right=column in _NUMBERS)

    # Blocks

    def signs(self, row: int, width: int) -> list[Block]:
        """List the blocks whose signs a row shows in a cell of a width; inner ones where there is no room for all."""
        if self.folding is None:
            return []
        room = max(1, (width - px(_LEAST_NAME)) // px(SIGN_WIDTH))
        return list(self.folding.starting(row))[-room:]

    def _paint_block(
        self, painter: QPainter, rect: QRect, model: LayerModel, block: Block, column: int, *, selected: bool
    ) -> None:
        """Paint the row of a folded block."""
        folding, theme = self.folding, current()
        if folding is None:
            return
        of = folding.subtotal(block)
        self._paint_ground(painter, rect, block.start, column, selected=selected, wrong=bool(of.problems))
        text = block_cell(folding, model, block, column)
        match column:
            case LayerColumn.GRIP:
                found = not self.found.isdisjoint(block.rows)
                sign, code = ("search", theme.accent) if found else ("grip", theme.mark)
                self._paint_icon(painter, rect, sign, code)
            case LayerColumn.RAIL:
                rail, more = folded_rail(model.rail, block)
                painter.setClipRect(rect)
                code = theme.family(model.table.layer(block.stop - 1).kind.family)
                RailPainter(painter, rect, block.start, self.neighbours).paint(rail, code, more)
            case LayerColumn.NAME:
                self._paint_name(painter, rect, block.start, text)
            case LayerColumn.SETTINGS if of.problems:
                self._paint_icon(painter, rect.adjusted(px(UNIT), 0, 0, 0), "problem", theme.problem)
                self._paint_text(painter, rect.adjusted(px(UNIT + ICON_SIZE), 0, 0, 0), text, theme.problem)
            case _:
                share = block_share(folding, model, block, column)
                if share:
                    paint_share(painter, rect, share)
                dim = column in (LayerColumn.INDEX, LayerColumn.KIND, LayerColumn.SETTINGS)
                waits = column == LayerColumn.SETTINGS and of.unknown
                code = theme.waiting if waits else theme.dim if dim else theme.text
                self._paint_text(painter, rect, text, code, right=column in _NUMBERS)

    def _paint_name(self, painter: QPainter, cell: QRect, row: int, name: str) -> None:
        """Paint a name after the signs of the blocks that start there; what stands before its last part is dim."""
        rect = cell
        for block in self.signs(row, cell.width()):
            folded = self.folding is not None and block.path in self.folding.paths
            sign = QRect(rect.left(), rect.top(), px(SIGN_WIDTH), rect.height())
            self._paint_icon(painter, sign, "chevron-right" if folded else "chevron-down", current().dim)
            rect = rect.adjusted(px(SIGN_WIDTH), 0, 0, 0)
        if rect.left() > cell.left():
            rect = rect.adjusted(-px(UNIT // 2), 0, 0, 0)  # a sign has room at its sides already
        path, separator, last = name.rpartition(SEPARATOR)
        own = QFontMetrics(ui_font(weight=QFont.Weight.DemiBold)).horizontalAdvance(last)
        metrics = QFontMetrics(ui_font())
        room = rect.width() - 2 * px(UNIT) - own
        before = metrics.elidedText(path + separator, Qt.TextElideMode.ElideLeft, room) if room > 0 else ""
        left = rect.left()
        if before.strip("…"):
            painter.setFont(ui_font())
            painter.setPen(colour(current().dim))
            painter.drawText(rect.adjusted(px(UNIT), 0, -px(UNIT), 0), _LEFT, before)
            left += metrics.horizontalAdvance(before)
        rest = rect.adjusted(left - rect.left(), 0, 0, 0)
        self._paint_text(painter, rest, last, current().text, QFont.Weight.DemiBold)

    def _paint_note(self, painter: QPainter, rect: QRect, model: LayerModel, row: int, column: int) -> None:
        """Paint this cell's part of the one line that takes the place of settings and numbers."""
        theme = current()
        widths = [self._view.columnWidth(other) for other in _NOTE_COLUMNS]
        before = sum(widths[: _NOTE_COLUMNS.index(LayerColumn(column))])
        whole = QRect(rect.left() - before, rect.top(), sum(widths), rect.height())
        painter.setClipRect(rect)
        if model.table.report(row).problem is None:
            self._paint_text(painter, whole, model.note(row), theme.waiting)
            return
        self._paint_icon(painter, whole.adjusted(px(UNIT), 0, 0, 0), "problem", theme.problem)
        self._paint_text(painter, whole.adjusted(px(UNIT + ICON_SIZE), 0, 0, 0), model.note(row), theme.problem)

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        code: str,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        right: bool = False,
    ) -> None:
        room = rect.adjusted(px(UNIT), 0, -px(UNIT), 0)
        font = ui_font(weight=weight, tabular=right)
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance(text)
        if right and wide > room.width():
            font = smaller_font(wide, room.width())
            metrics = QFontMetrics(font)
            wide = metrics.horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(colour(code))
        if wide > room.width():
            # Names of blocks differ at their end, sentences and settings matter from their beginning.
            mode = Qt.TextElideMode.ElideLeft if weight == QFont.Weight.DemiBold else Qt.TextElideMode.ElideRight
            text = metrics.elidedText(text, mode, room.width())
        painter.drawText(room, _RIGHT if right else _LEFT, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(UNIT), px(ROW_HEIGHT))

    # Editing a name in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = self._view.model()
        if isinstance(model, LayerModel) and model.block(index.row()) is not None:
            return None  # type: ignore[return-value]  # Qt's way to say that there is nothing to be edited
        editor = TextField(parent)
        editor.setFont(ui_font(weight=QFont.Weight.DemiBold))
        editor.setAccessibleName("Name")
        editor.setProperty("row", index.row())
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 2, 0, -2))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep a name that cannot be taken in the editor, with the sentence that says why."""
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self._refuses(editor):
                return True
        return super().eventFilter(editor, event)

    def _refuses(self, editor: QLineEdit) -> bool:
        model = self._view.model()
        if not isinstance(model, LayerModel):
            return False
        try:
            rename_layer(model.table.network, editor.property("row"), editor.text())
        except Refusal as refusal:
            editor.setProperty("refused", True)
            editor.style().polish(editor)
            QToolTip.showText(editor.mapToGlobal(QPoint(0, editor.height())), str(refusal), editor)
            model.document.refused.emit(str(refusal))
            return True
        return False

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not self._refuses(editor):
            model.setData(index, editor.text())
