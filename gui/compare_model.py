"""The rows of a comparison, and how they are painted: what differs is marked by more than a colour."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.compare import COMPARED, BlockPair, Pair, compare, pair_cell, sign, sum_up_blocks
from core.language import tr
from core.table import NAME, SETTINGS, Column, Table
from gui.theme import ROW_HEIGHT, UNIT, colour, current, px, ui_font

_SIDES = len(COMPARED)
GUTTER = _SIDES
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
        return None if section == GUTTER else COMPARED[section if section < GUTTER else section - GUTTER - 1]

    def is_missing(self, place: int, section: int) -> bool:
        """Tell whether this side lacks the row."""
        pair = self.pairs[place]
        return section != GUTTER and (pair.left if section < GUTTER else pair.right) is None

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
        table, row = (self.left, pair.left) if section < GUTTER else (self.right, pair.right)
        if row is None:
            return ""
        if isinstance(pair, BlockPair):
            return pair_cell(table, pair, fact, is_left=section < GUTTER)
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
        if section == GUTTER:
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


class CompareDelegate(QStyledItemDelegate):
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
