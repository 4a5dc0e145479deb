"""The costs of all layers in a table of its own that can be sorted; the list keeps its order."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
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

from core.blocks import blocks
from core.language import listed, tr, tr_count
from core.network import LayerId
from core.table import Table
from gui.cost_model import LEFT, NAME, PARAMETERS, RIGHT, SHOWN, CostModel, Index
from gui.document import Document
from gui.icons import app_icon
from gui.layer_delegate import paint_share
from gui.number_type import number_type
from gui.theme import HEADER_HEIGHT, LABEL_SIZE, ROW_HEIGHT, UNIT, changes, colour, current, px, ui_font


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
        is_number = SHOWN[column][0].is_number
        font = ui_font(weight=QFont.Weight.DemiBold if column == NAME else QFont.Weight.Normal, tabular=is_number)
        painter.setFont(font)
        painter.setPen(colour(theme.text if column else theme.dim))
        room = rect.adjusted(px(UNIT), 0, -px(UNIT), 0)
        mode = Qt.TextElideMode.ElideLeft if column == NAME else Qt.TextElideMode.ElideRight
        text = QFontMetrics(font).elidedText(str(index.data()), mode, room.width())
        painter.drawText(room, RIGHT if is_number else LEFT, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(UNIT), px(ROW_HEIGHT))


class _CostTable(QTableView):
    """Asks by keys to open the block of a row, and to sum it up again."""

    open_wanted = Signal()
    close_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)


class OverviewWindow(QWidget):
    """Shows the costs of a document's layers, live while it is open.

    `row_chosen` carries a row of the list, `rows_chosen` those of a block that is summed up.
    """

    row_chosen = Signal(int)
    rows_chosen = Signal(object)

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
        self.resize(self.sizeHint())  # left to Qt it takes two thirds of the screen at most

    def _make_parts(self) -> None:
        self.field = QLineEdit()
        self.field.setAccessibleName("Filter")
        self.field.setPlaceholderText(tr("Filter by name or kind"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.by_block = QCheckBox(tr("Sum up &blocks"))
        self.by_block.setAccessibleName("Sum up blocks")
        self.by_block.setToolTip(tr("One row for each block; a double click shows what is in it, Backspace sums it up"))
        self.by_block.toggled.connect(self._sum_up)
        self.answer = QLabel()
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.setWordWrap(True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.view = view = _CostTable()
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
        header.setSortIndicator(PARAMETERS, Qt.SortOrder.DescendingOrder)
        view.setSortingEnabled(True)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self._ordered_by = PARAMETERS
        header.sortIndicatorChanged.connect(self._after_order)
        view.selectionModel().currentRowChanged.connect(self._choose)
        view.doubleClicked.connect(self._open)
        view.open_wanted.connect(lambda: self._open(view.currentIndex()))
        view.close_wanted.connect(self._close_block)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._top = QVBoxLayout()
        self._line = QHBoxLayout()
        self._line.addWidget(self.field, 1)
        self._line.addWidget(self.by_block)
        self._top.addLayout(self._line)
        self._top.addWidget(self.answer)
        layout.addLayout(self._top)
        layout.addWidget(view, 1)

    def _measure(self) -> None:
        unit = px(UNIT)
        self._top.setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit)
        self._top.setSpacing(unit)
        self._line.setSpacing(2 * unit)
        header = self.view.horizontalHeader()
        header.setFixedHeight(px(HEADER_HEIGHT))
        header.setFont(ui_font(LABEL_SIZE, QFont.Weight.Medium))
        header.setMinimumSectionSize(px(48))
        self.view.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        for section, (_, _, width) in enumerate(SHOWN):
            self.view.setColumnWidth(section, px(width))
        self.view.viewport().update()

    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().size()
        return QSize(px(1184), px(640)).boundedTo(room)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._is_choosing = True  # Qt goes to the first row where no layer is selected; nobody has chosen that
        self.view.setFocus()
        self._is_choosing = False

    # What is shown

    def refresh(self) -> None:
        """Show the document as it is now; a window that nobody sees costs nothing."""
        if self.isVisible():
            bar = self.view.verticalScrollBar()
            place = bar.value()
            self.model.show_table(self._document.table())
            self.by_block.setEnabled(self.by_block.isChecked() or bool(blocks(self._document.network)))
            self._select_again()
            bar.setValue(place)
            self._answer()

    def _filter(self, letters: str) -> None:
        self.model.filter(letters)
        self._select_again()
        self._answer()

    def _sum_up(self, checked: bool) -> None:
        self.model.sum_up(blocks_are_summed_up=checked)
        self._select_again()
        self._answer()

    def _open(self, index: QModelIndex) -> None:
        """Show what is in a block."""
        block = self.model.block(self.model.rows[index.row()]) if index.isValid() else None
        if block is not None:
            self.model.open_block(block)
            self._select_again()
            self._answer()

    def _close_block(self) -> None:
        place = self.view.currentIndex().row()
        if place >= 0:
            self.model.close_block(self.model.rows[place])
            self._select_again()
            self._answer()

    def _after_order(self, section: int, order: Qt.SortOrder) -> None:
        """Show the top of another order; what a number is looked for is the most, so that comes first."""
        before, self._ordered_by = self._ordered_by, section
        descending = Qt.SortOrder.DescendingOrder
        if section != before and SHOWN[section][1] is not None and order != descending:
            self.view.sortByColumn(section, descending)
            return
        self._select_again()
        self.view.scrollToTop()
        self._answer()

    def _answer(self) -> None:
        """Say where most of it is, for the column that the rows are ordered by."""
        section = self.view.horizontalHeader().sortIndicatorSection()
        section = section if SHOWN[section][1] is not None else PARAMETERS
        parts = self.model.most(section)
        title = tr(SHOWN[section][0].title)
        count = sum(len(self.model.layers(row)) for row in self.model.rows)
        shown = tr_count("{count} layer", "{count} layers", count)
        told = tr("{measure}, most of all: {layers}", measure=title, layers=listed(parts)) if parts else ""
        self.answer.setText(f"{shown}. {told}" if told else shown)

    # The row that is chosen

    def _select_again(self) -> None:
        """Choose the layer that was chosen last where it is shown, however the rows stand now."""
        layer = None if self._chosen is None else self.model.table.network.row(self._chosen)
        row = None if layer is None else self.model.seen_row(layer)
        if row is not None and row in self.model.rows:
            self._is_choosing = True
            index = self.model.index(self.model.rows.index(row), NAME)
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
            if self.model.block(row) is None:
                self.row_chosen.emit(row)
            else:
                self.rows_chosen.emit(list(self.model.layers(row)))
