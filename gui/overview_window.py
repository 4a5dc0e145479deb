"""The costs of all layers in a table of its own that can be sorted; the list keeps its order."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QPainter, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core import table as columns
from core.costs import ACTIVATIONS, LEARNABLE, STORED, WORK, Measure, memory_column, most_costly
from core.language import decimal, group, listed, tr, tr_count
from core.matching import fold
from core.network import LayerId
from core.table import Column, Table
from gui.document import Document
from gui.icons import app_icon
from gui.layer_delegate import paint_share
from gui.number_type import number_type
from gui.theme import HEADER_HEIGHT, LABEL_SIZE, ROW_HEIGHT, UNIT, changes, colour, current, px, ui_font

_SHOWN: tuple[tuple[Column, Measure | None, int], ...] = (
    (columns.INDEX, None, 56),
    (columns.NAME, None, 168),
    (columns.TYPE, None, 168),
    (columns.PARAMETERS, LEARNABLE, 136),
    (columns.MACS, WORK, 176),
    (memory_column(ACTIVATIONS, number_type.size), ACTIVATIONS, 160),
    (memory_column(STORED, number_type.size), STORED, 152),
    (columns.RECEPTIVE_FIELD, None, 144),
)
"""The columns: what is written, what the bar is a share of, and the width at 100 %."""

_NAME, _PARAMETERS = 1, 3
_DISPLAY, _ALIGNMENT, _TOOL_TIP, _SPOKEN = (
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class CostModel(QAbstractTableModel):
    """The rows of a table in an order of their own, those alone that hold some letters."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._column, self._order = _PARAMETERS, Qt.SortOrder.DescendingOrder
        self._letters = ""
        self._amounts: dict[int, tuple[list[int], int]] = {}
        self._rows: list[int] = []
        self._arrange()

    @property
    def rows(self) -> list[int]:
        """The rows of the list that are shown, in their order here."""
        return self._rows

    @property
    def table(self) -> Table:
        """The table that is shown."""
        return self._table

    def show_table(self, table: Table) -> None:
        """Show another table in the same order."""
        self._change(lambda: self._take(table))

    def filter(self, letters: str) -> None:
        """Show the layers alone whose name or kind holds some letters."""
        self._letters = fold(letters.strip())
        self._change(lambda: None)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; equal ones stay in the order of the list."""
        self._column, self._order = column, order
        self._change(lambda: None)

    def refresh(self) -> None:
        """Show everything anew, as the number type is another one."""
        self._change(lambda: None)

    def _take(self, table: Table) -> None:
        self._table = table
        self._amounts.clear()

    def _change(self, do: Callable[[], None]) -> None:
        self.beginResetModel()
        do()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        rows: list[int] = list(range(len(self._table.network)))
        if self._letters:
            rows = [row for row in rows if self._letters in self._searched(row)]
        reverse = self._order == Qt.SortOrder.DescendingOrder
        self._rows = sorted(rows, key=self._key(), reverse=reverse)

    def _searched(self, row: int) -> str:
        return fold(f"{columns.NAME.shown(self._table, row)} {columns.TYPE.shown(self._table, row)}")

    def _key(self) -> Callable[[int], Any]:
        column, measure, _ = _SHOWN[self._column]
        sign = 1 if self._order == Qt.SortOrder.AscendingOrder else -1
        if measure is not None:
            amounts = self.amounts(self._column)[0]
            return lambda row: (amounts[row], sign * row)
        if column is columns.INDEX:
            return lambda row: row
        if column is columns.RECEPTIVE_FIELD:
            fields = self._table.receptive_fields
            return lambda row: (fields[row] or (), sign * row)
        return lambda row: (column.shown(self._table, row).casefold(), sign * row)

    def amounts(self, section: int) -> tuple[list[int], int]:
        """Give the amounts of a column by row, and what they come to."""
        if section not in self._amounts:
            measure = _SHOWN[section][1]
            amounts = measure.amounts(self._table) if measure else []
            self._amounts[section] = (amounts, sum(amounts))
        return self._amounts[section]

    def share(self, place: int, section: int) -> float:
        """Give a cell's share of its column; 0 where it has none."""
        if _SHOWN[section][1] is None:
            return 0.0
        amounts, total = self.amounts(section)
        return amounts[self._rows[place]] / total if total else 0.0

    # What views ask

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_SHOWN)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid() or role not in (_DISPLAY, _ALIGNMENT, _TOOL_TIP, _SPOKEN):
            return None
        column = _SHOWN[index.column()][0]
        if role == _ALIGNMENT:
            return _RIGHT if column.is_number else _LEFT
        text = column.shown(self._table, self._rows[index.row()])
        if role == _SPOKEN:
            return text or tr("not known")
        return self._tool_tip(index, text) if role == _TOOL_TIP else text

    def _tool_tip(self, index: Index, text: str) -> str:
        measure = _SHOWN[index.column()][1]
        if measure is None or not text:
            return text
        share = decimal(self.share(index.row(), index.column()) * 100, ".1f")
        if measure in (ACTIVATIONS, STORED):
            count = self.amounts(index.column())[0][self._rows[index.row()]] * number_type.size()
            return tr(
                "{count} bytes in {type}, {share} % of all", count=group(count), type=number_type.name, share=share
            )
        return tr("{text}, {share} % of all", text=text, share=share)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return tr(_SHOWN[section][0].title)
        return (_RIGHT if _SHOWN[section][0].is_number else _LEFT) if role == _ALIGNMENT else None


class _CostDelegate(QStyledItemDelegate):
    """A cell with its share: the bar under the number, the per cent before it where there is room."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: CostModel = index.model()  # type: ignore[assignment]  # the one model it is made for
        theme, column = current(), index.column()
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour(theme.accent_background))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(theme.line))
        share = model.share(index.row(), column)
        if share:
            paint_share(painter, rect, share)
        is_number = _SHOWN[column][0].is_number
        font = ui_font(weight=QFont.Weight.DemiBold if column == _NAME else QFont.Weight.Normal, tabular=is_number)
        painter.setFont(font)
        painter.setPen(colour(theme.text if column else theme.dim))
        room = rect.adjusted(px(UNIT), 0, -px(UNIT), 0)
        mode = Qt.TextElideMode.ElideLeft if column == _NAME else Qt.TextElideMode.ElideRight
        text = QFontMetrics(font).elidedText(str(index.data()), mode, room.width())
        painter.drawText(room, _RIGHT if is_number else _LEFT, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(UNIT), px(ROW_HEIGHT))


class OverviewWindow(QWidget):
    """Shows the costs of a document's layers, live while it is open. `row_chosen` carries a row of the list."""

    row_chosen = Signal(int)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._is_choosing = False
        self._chosen: LayerId | None = None
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the program ends with its documents
        self.setWindowIcon(app_icon())
        self.setWindowTitle(tr("Costs — Strata"))
        self.model = CostModel(Table(document.network, document.state.analysis))
        self._make_parts()
        self._measure()
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.field.setFocus)
        document.changed.connect(lambda _: self.refresh())
        document.replaced.connect(self.refresh)
        number_type.changed.connect(self.refresh)
        changes.changed.connect(self._measure)

    def _make_parts(self) -> None:
        self.field = QLineEdit()
        self.field.setAccessibleName("Filter")
        self.field.setPlaceholderText(tr("Filter by name or kind"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.answer = QLabel()
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.setWordWrap(True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.view = view = QTableView()
        view.setAccessibleName("Costs")
        view.setModel(self.model)
        view.setItemDelegate(_CostDelegate(view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(_PARAMETERS, Qt.SortOrder.DescendingOrder)
        view.setSortingEnabled(True)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.sortIndicatorChanged.connect(lambda *_: self._after_order())
        view.selectionModel().currentRowChanged.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._top = QVBoxLayout()
        self._top.addWidget(self.field)
        self._top.addWidget(self.answer)
        layout.addLayout(self._top)
        layout.addWidget(view, 1)

    def _measure(self) -> None:
        unit = px(UNIT)
        self._top.setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit)
        self._top.setSpacing(unit)
        header = self.view.horizontalHeader()
        header.setFixedHeight(px(HEADER_HEIGHT))
        header.setFont(ui_font(LABEL_SIZE, QFont.Weight.Medium))
        header.setMinimumSectionSize(px(48))
        self.view.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        for section, (_, _, width) in enumerate(_SHOWN):
            self.view.setColumnWidth(section, px(width))
        self.view.viewport().update()

    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().size()
        return QSize(px(1184), px(640)).boundedTo(room)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self.view.setFocus()

    # What is shown

    def refresh(self) -> None:
        """Show the document as it is now; a window that nobody sees costs nothing."""
        if self.isVisible():
            bar = self.view.verticalScrollBar()
            place = bar.value()
            self.model.show_table(self._document.table())
            self._select_again()
            bar.setValue(place)
            self._answer()

    def _filter(self, letters: str) -> None:
        self.model.filter(letters)
        self._select_again()
        self._answer()

    def _after_order(self) -> None:
        self.view.scrollToTop()
        self._select_again()
        self._answer()

    def _answer(self) -> None:
        """Say where most of it is, for the column that the rows are ordered by."""
        section = self.view.horizontalHeader().sortIndicatorSection()
        section = section if _SHOWN[section][1] is not None else _PARAMETERS
        amounts, total = self.model.amounts(section)
        table = self.model.table
        parts = [
            tr("{layer} {share} %", layer=table.layer(row).name, share=decimal(amounts[row] * 100 / total, ".1f"))
            for row in most_costly(amounts)
        ]
        title = tr(_SHOWN[section][0].title)
        shown = tr_count("{count} layer", "{count} layers", self.model.rowCount())
        told = tr("{measure}, most of all: {layers}", measure=title, layers=listed(parts)) if parts else ""
        self.answer.setText(f"{shown}. {told}" if told else shown)

    # The row that is chosen

    def _select_again(self) -> None:
        """Choose the layer that was chosen last where it is shown, however the rows stand now."""
        row = None if self._chosen is None else self.model.table.network.row(self._chosen)
        if row is not None and row in self.model.rows:
            self._is_choosing = True
            index = self.model.index(self.model.rows.index(row), _NAME)
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self._is_choosing = False

    def show_row(self, row: int | None) -> None:
        """Choose the row here that is selected in the list."""
        if self.isVisible() and row is not None and row < len(self.model.table.network):
            self._chosen = self.model.table.layer(row).id
            self._select_again()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_choosing:
            row = self.model.rows[index.row()]
            self._chosen = self.model.table.layer(row).id
            self.row_chosen.emit(row)
