"""Two networks side by side: rows that belong together in one line, and what differs marked by a sign."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.blocks import blocks
from core.compare import totals
from core.export.comparison import write_comparison
from core.language import tr, tr_count
from core.table import SETTINGS, Table
from gui.compare_model import GUTTER, CompareDelegate, CompareModel
from gui.compare_side import Side
from gui.compare_titles import CompareTitles
from gui.icons import app_icon
from gui.theme import HEADER_HEIGHT, LABEL_SIZE, ROW_HEIGHT, UNIT, changes, current, px, ui_font, zoom

_WIDTHS = {"name": 136, "type": 136, "settings": 136, "output_shape": 112, "parameters": 104}
_SIGN_WIDTH = 32
_MOST_NAME = 176  # of a document over its totals
_MOST_BESIDE = 125
"""Per cent of zoom up to which the totals and the buttons stand side by side."""


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
        self.resize(self.sizeHint())  # left to Qt it takes two thirds of the screen at most

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
        view.setItemDelegate(CompareDelegate(view))
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
        header.setSectionResizeMode(GUTTER, QHeaderView.ResizeMode.Fixed)
        for section in range(self.model.columnCount()):
            if self.model.fact(section) is SETTINGS:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        self._names = CompareTitles(view, GUTTER)
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
        if not self.view.currentIndex().isValid() and self.model.differences:
            self._go_to(self.model.differences[0])
            self.view.scrollTo(self.view.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
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
        number = len(self.model.differences)
        self.count.setText(
            tr_count("{count} row differs", "{count} rows differ", number) if number else tr("No differences")
        )
        for button in (self.next, self.previous):
            button.setEnabled(bool(number))
        sides = (self.model.left.network, self.model.right.network)
        self.by_block.setEnabled(self.by_block.isChecked() or any(map(blocks, sides)))
        self.totals.setText(_totals_table(self.model.left, self.model.right, names))

    def _show_only(self, only: bool) -> None:
        place = self.view.currentIndex().row()
        pair = self.model.pairs[place] if 0 <= place < len(self.model.pairs) else None
        self.model.show_only_differences(only)
        if pair in self.model.pairs:
            self._go_to(self.model.pairs.index(pair))

    def _sum_up(self, checked: bool) -> None:
        self.model.sum_up(blocks_are_summed_up=checked)
        self._go_to(0)
        self._tell()

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


def _totals_table(left: Table, right: Table, names: Sequence[str]) -> str:
    """Write the totals of both under their names, with difference and ratio."""
    theme, gap = current(), px(3 * UNIT)
    cell = f'<td align="right" style="padding-left:{gap}px">'
    rows = "".join(
        f"<tr><td>{total.label}</td>{cell}{total.left_text}</td>{cell}{total.right_text}</td>"
        f"{cell}<b>{total.difference.replace('±0', '=')}</b></td>{cell}{total.ratio}</td></tr>"
        for total in totals(left, right)
    )
    metrics, most = QFontMetrics(ui_font()), px(_MOST_NAME)
    sides = [escape(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, most)) for name in names]
    titles = (*sides, tr("Difference"), tr("Ratio"))
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
