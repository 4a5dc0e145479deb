"""Two networks side by side: rows that belong together in one line, and what differs marked by a sign."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeySequence, QPainter, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.blocks import blocks
from core.compare import COMPARED, BlockPair, Pair, compare, pair_cell, sign, sum_up_blocks, totals
from core.export.comparison import write_comparison
from core.language import group, tr, tr_count
from core.table import NAME, SETTINGS, Column, Table
from gui.compare_side import Side
from gui.compare_titles import CompareTitles
from gui.icons import app_icon
from gui.theme import HEADER_HEIGHT, LABEL_SIZE, ROW_HEIGHT, UNIT, changes, colour, current, px, ui_font, zoom

_WIDTHS = {"name": 136, "type": 136, "settings": 136, "output_shape": 112, "parameters": 104}
_SIGN_WIDTH = 32
_MOST_BESIDE = 125
"""Per cent of zoom up to which the totals and the buttons stand side by side."""
_SIDES = len(COMPARED)
_GUTTER = _SIDES
"""The signs stand between the two networks."""

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


class CompareModel(QAbstractTableModel):
    """The pairs of two tables, all of them or those that differ."""

    def __init__(self, left: Table, right: Table) -> None:
        super().__init__()
        self.only_differences = self.blocks_summed_up = False
        self._take(left, right)

    def _take(self, left: Table, right: Table) -> None:
        self.left, self.right = left, right
        self.all_pairs = compare(left, right)
        self._sort_out()

    def _sort_out(self) -> None:
        pairs = self.all_pairs
        if self.blocks_summed_up:
            pairs = sum_up_blocks(self.left, self.right, pairs)
        self.pairs = [pair for pair in pairs if not (self.only_differences and pair.is_same)]
        self.differences = [place for place, pair in enumerate(self.pairs) if not pair.is_same]

    def show_tables(self, left: Table, right: Table) -> None:
        """Compare two other tables."""
        self.beginResetModel()
        self._take(left, right)
        self.endResetModel()

    def show_only_differences(self, only: bool) -> None:
        """Show the pairs alone that differ, or all."""
        self.beginResetModel()
        self.only_differences = only
        self._sort_out()
        self.endResetModel()

    def sum_up(self, *, blocks_are_summed_up: bool) -> None:
        """Show blocks in one row each, or all rows."""
        self.beginResetModel()
        self.blocks_summed_up = blocks_are_summed_up
        self._sort_out()
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2 * _SIDES + 1

    def fact(self, section: int) -> Column | None:
        """Give the column of the table at a section; None for the signs."""
        return None if section == _GUTTER else COMPARED[section if section < _GUTTER else section - _GUTTER - 1]

    def is_missing(self, place: int, section: int) -> bool:
        """Tell whether this side lacks the row."""
        pair = self.pairs[place]
        return section != _GUTTER and (pair.left if section < _GUTTER else pair.right) is None

    def is_marked(self, place: int, section: int) -> bool:
        """Tell whether a cell is to be marked: it differs, or its row is on one side alone."""
        pair, fact = self.pairs[place], self.fact(section)
        if fact is None or self.is_missing(place, section):
            return False
        return pair.left is None or pair.right is None or fact.key in pair.differs

    def text(self, place: int, section: int) -> str:
        """Write a cell."""
        pair, fact = self.pairs[place], self.fact(section)
        if fact is None:
            return sign(pair)
        table, row = (self.left, pair.left) if section < _GUTTER else (self.right, pair.right)
        if row is None:
            return ""
        if isinstance(pair, BlockPair):
            return pair_cell(table, pair, fact, is_left=section < _GUTTER)
        if fact is SETTINGS and table.report(row).shape is None:
            return table.problem_text(row) or f"… {table.waiting_text(row)}"
        return fact.shown(table, row)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid() or role not in (_DISPLAY, _ALIGNMENT, _TOOL_TIP, _SPOKEN):
            return None
        place, section = index.row(), index.column()
        if role == _ALIGNMENT:
            fact = self.fact(section)
            return Qt.AlignmentFlag.AlignCenter if fact is None else _RIGHT if fact.is_number else _LEFT
        if role == _SPOKEN:
            return self._spoken(place, section)
        text = self.text(place, section)
        return text if role == _DISPLAY else text or None

    def _spoken(self, place: int, section: int) -> str:
        if section == _GUTTER:
            return _in_words(self.pairs[place])
        if self.is_missing(place, section):
            return tr("not there")
        text = self.text(place, section) or tr("not known")
        return tr("{text}, differs", text=text) if self.is_marked(place, section) else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        fact = self.fact(section)
        if role == _DISPLAY:
            return tr(fact.title) if fact else ""
        if role == _SPOKEN and fact is None:
            return tr("Difference")
        return (_RIGHT if fact and fact.is_number else _LEFT) if role == _ALIGNMENT else None


def _in_words(pair: Pair) -> str:
    if pair.left is None:
        return tr("only on the right")
    if pair.right is None:
        return tr("only on the left")
    return tr("the same") if pair.is_same else tr("differs")


class _CompareDelegate(QStyledItemDelegate):
    """What differs is bold on a ground of its own; what one side lacks is left grey."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: CompareModel = index.model()  # type: ignore[assignment]  # the one model it is made for
        theme, place, section = current(), index.row(), index.column()
        rect: QRect = option.rect
        fact, marked = model.fact(section), model.is_marked(place, section)
        painter.save()
        # Always filled, as the style has painted a ground of its own below a selected row.
        is_empty = model.is_missing(place, section) or fact is None
        ground = theme.window if is_empty else theme.accent_background if marked else theme.panel
        painter.fillRect(rect, colour(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(theme.line))
        if option.state & QStyle.StateFlag.State_Selected:
            # A frame, not a ground: the ground says what differs.
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, colour(theme.accent))
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, colour(theme.accent))
        font = ui_font(
            weight=QFont.Weight.DemiBold if marked or fact is None else QFont.Weight.Normal,
            tabular=bool(fact and fact.is_number),
        )
        painter.setFont(font)
        painter.setPen(colour(theme.accent if fact is None else theme.text if marked else theme.dim))
        gap = 0 if fact is None else px(UNIT)
        room = rect.adjusted(gap, 0, -gap, 0)
        mode = Qt.TextElideMode.ElideLeft if fact is NAME else Qt.TextElideMode.ElideRight
        text = QFontMetrics(font).elidedText(model.text(place, section), mode, room.width())
        alignment = Qt.AlignmentFlag.AlignCenter if fact is None else _RIGHT if fact.is_number else _LEFT
        painter.drawText(room, alignment, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(UNIT), px(ROW_HEIGHT))


class CompareWindow(QWidget):
    """Compares two sides, live where one is an open document."""

    def __init__(self, left: Side, right: Side) -> None:
        super().__init__()
        self._sides = (left, right)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the program ends with its documents
        self.setWindowIcon(app_icon())
        self.model = CompareModel(left.table(), right.table())
        self._make_parts()
        self._lay_out()
        self._make_keys()
        self._measure()
        changes.changed.connect(self._measure)
        for side in self._sides:
            if side.document is not None:
                side.document.changed.connect(self.refresh)
                side.document.replaced.connect(self.refresh)
                side.document.saved.connect(self.refresh)
        self._tell()

    # Its parts

    def _make_parts(self) -> None:
        self.only = QCheckBox(tr("&Only differences"))
        self.only.setAccessibleName("Only differences")
        self.only.toggled.connect(self._show_only)
        self.by_block = QCheckBox(tr("Sum up &blocks"))
        self.by_block.setAccessibleName("Sum up blocks")
        self.by_block.toggled.connect(self._sum_up)
        self.next = _button("Next difference", tr("&Next"), tr("Next difference (F3)"))
        self.next.clicked.connect(lambda: self.go(1))
        self.previous = _button("Previous difference", tr("&Previous"), tr("Previous difference (Shift+F3)"))
        self.previous.clicked.connect(lambda: self.go(-1))
        self.copy_text = _button("Copy", tr("&Copy"), tr("Copy the comparison as text for tables"))
        self.copy_text.clicked.connect(lambda: self._copy("\t"))
        self.copy_csv = _button("Copy as CSV", tr("Copy as C&SV"), tr("Copy the comparison as comma-separated values"))
        self.copy_csv.clicked.connect(lambda: self._copy(","))
        self.count = QLabel()
        self.count.setProperty("role", "dim")
        self.totals = QLabel()
        self.totals.setAccessibleName("Totals")
        self.totals.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.totals.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.view = view = QTableView()
        view.setAccessibleName("Comparison")
        view.setModel(self.model)
        view.setItemDelegate(_CompareDelegate(view))
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
        header.setSectionsClickable(False)
        header.setSectionResizeMode(_GUTTER, QHeaderView.ResizeMode.Fixed)
        for section in range(self.model.columnCount()):
            if self.model.fact(section) is SETTINGS:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        self._names = CompareTitles(view, _GUTTER)
        self.titles = self._names.labels

    def _lay_out(self) -> None:
        self._bar, self._below = QHBoxLayout(), QHBoxLayout()
        for widget in (self.only, self.by_block, self.previous, self.next):
            self._bar.addWidget(widget)
        self._bar.addWidget(self.count)
        self._bar.addStretch(1)
        self._below.addWidget(self.totals, 1)
        self._copies = QHBoxLayout()
        self._copies.addStretch(1)
        for button in (self.copy_text, self.copy_csv):
            self._copies.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._below.addLayout(self._copies)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar)
        layout.addWidget(self._names)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._below)

    def _make_keys(self) -> None:
        keys = QKeySequence.StandardKey
        for sequence, do in (
            (QKeySequence("F3"), lambda: self.go(1)),
            (QKeySequence("Shift+F3"), lambda: self.go(-1)),
            (QKeySequence("Ctrl+W"), self.close),
            (QKeySequence("Esc"), self.close),
        ):
            QShortcut(sequence, self).activated.connect(do)
        QShortcut(QKeySequence(keys.Copy), self.view, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(
            lambda: self._copy("\t")
        )

    def _measure(self) -> None:
        unit = px(UNIT)
        self._bar.setContentsMargins(2 * unit, unit, 2 * unit, unit)
        self._bar.setSpacing(unit)
        self._copies.setSpacing(unit)
        self._below.setSpacing(unit)
        # Large letters leave no room for both side by side on a small screen.
        directions = QHBoxLayout.Direction
        self._below.setDirection(directions.TopToBottom if zoom() > _MOST_BESIDE else directions.LeftToRight)
        self._below.setContentsMargins(2 * unit, unit, 2 * unit, unit)
        self._names.measure()
        header = self.view.horizontalHeader()
        header.setFixedHeight(px(HEADER_HEIGHT))
        header.setFont(ui_font(LABEL_SIZE, QFont.Weight.Medium))
        header.setMinimumSectionSize(px(24))
        self.view.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        for section in range(self.model.columnCount()):
            fact = self.model.fact(section)
            self.view.setColumnWidth(section, px(_WIDTHS[fact.key] if fact else _SIGN_WIDTH))
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(px(1280), px(720)).boundedTo(self.screen().availableGeometry().size())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self.view.setFocus()

    # What is shown

    def refresh(self) -> None:
        """Compare the sides as they are now; a window that nobody sees costs nothing."""
        if not self.isVisible():
            return
        left, right = (side.table() for side in self._sides)
        if left.network is self.model.left.network and right.network is self.model.right.network:
            self._tell()
            return
        place = max(self.view.currentIndex().row(), 0)
        top = self.view.verticalScrollBar().value()
        self.model.show_tables(left, right)
        self._go_to(min(place, self.model.rowCount() - 1))
        self.view.verticalScrollBar().setValue(top)
        self._tell()

    def _tell(self) -> None:
        names = [side.title() for side in self._sides]
        for label, name in zip(self.titles, names, strict=True):
            label.setText(name)
        self.setWindowTitle(tr("{left} and {right} — Strata", left=names[0], right=names[1]))
        number = sum(not pair.is_same for pair in self.model.all_pairs)
        self.count.setText(
            tr_count("{count} row differs", "{count} rows differ", number) if number else tr("No differences")
        )
        for button in (self.next, self.previous):
            button.setEnabled(bool(number))
        sides = (self.model.left.network, self.model.right.network)
        self.by_block.setEnabled(self.by_block.isChecked() or any(map(blocks, sides)))
        self.totals.setText(_totals_table(self.model.left, self.model.right))

    def _show_only(self, only: bool) -> None:
        place = self.view.currentIndex().row()
        pair = self.model.pairs[place] if 0 <= place < len(self.model.pairs) else None
        self.model.show_only_differences(only)
        if pair in self.model.pairs:
            self._go_to(self.model.pairs.index(pair))

    def _sum_up(self, checked: bool) -> None:
        self.model.sum_up(blocks_are_summed_up=checked)
        self._go_to(0)

    def _go_to(self, place: int) -> None:
        if place >= 0:
            self.view.selectRow(place)
            self.view.scrollTo(self.model.index(place, 0))

    def go(self, step: int) -> None:
        """Go to the next row that differs, or to the one before; after the last comes the first."""
        here = self.view.currentIndex().row()
        places: Sequence[int] = self.model.differences
        if not places:
            return
        if step > 0:
            self._go_to(next((place for place in places if place > here), places[0]))
        else:
            self._go_to(next((place for place in reversed(places) if place < here), places[-1]))

    def _copy(self, separator: str) -> None:
        """Copy what is shown, with its heading."""
        model = self.model
        QGuiApplication.clipboard().setText(write_comparison(model.left, model.right, model.pairs, separator))
        self.count.setText(tr_count("Copied {count} row", "Copied {count} rows", len(self.model.pairs)))


def _totals_table(left: Table, right: Table) -> str:
    """Write the totals of both, with difference and ratio."""
    theme, gap = current(), px(3 * UNIT)
    cell = f'<td align="right" style="padding-left:{gap}px">'
    rows = "".join(
        f"<tr><td>{total.label}</td>{cell}{group(total.left)}</td>{cell}{group(total.right)}</td>"
        f"{cell}<b>{total.difference if total.left != total.right else '='}</b></td>{cell}{total.ratio}</td></tr>"
        for total in totals(left, right)
    )
    titles = (tr("Left"), tr("Right"), tr("Difference"), tr("Ratio"))
    heading = "".join(
        f'<td align="right" style="padding-left:{gap}px; color:{theme.dim}">{each}</td>' for each in titles
    )
    return f'<table cellspacing="0" cellpadding="0"><tr><td></td>{heading}</tr>{rows}</table>'


def _button(name: str, text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
