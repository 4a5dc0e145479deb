"""The command palette: a field and a list over the window, in which everything is found by a few letters."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.matching import Search
from gui.command_sources import Command, CommandSources
from gui.theme import LABEL_SIZE, UNIT, colour, current, px, ui_font

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_DISPLAY, _SPOKEN = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()
_WIDEST, _HIGHEST = 80 * UNIT, 58 * UNIT
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex


class CommandModel(QAbstractListModel):
    """What has been found: rows are commands, and the titles of their sections above them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Command | str] = []
        self.search = Search("")

    def show_found(self, typed: str, sections: list[tuple[str, list[Command]]]) -> None:
        """Show other commands."""
        self.beginResetModel()
        self.search = Search(typed)
        self._rows = []
        for title, commands in sections:
            self._rows += [title, *commands]
        self.endResetModel()

    def command(self, row: int) -> Command | None:
        """Give a row's command; None for a title."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Command) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid() or role not in (_DISPLAY, _SPOKEN):
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return row
        return row.title if role == _DISPLAY else _spoken(row)

    def flags(self, index: Index) -> Qt.ItemFlag:
        command = self.command(index.row()) if index.isValid() else None
        if command is None or not command.is_enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _spoken(command: Command) -> str:
    return ", ".join(part for part in (command.title, command.detail, command.keys) if part)


class _CommandDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: CommandModel = index.model()  # type: ignore[assignment]  # the one model it is made for
        theme, rect = current(), QRect(option.rect)
        command = model.command(index.row())
        painter.save()
        if command is None:
            painter.setFont(ui_font(LABEL_SIZE, QFont.Weight.DemiBold))
            painter.setPen(colour(theme.dim))
            room = rect.adjusted(px(2 * UNIT), 0, -px(2 * UNIT), -px(UNIT // 2))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, str(index.data()))
        else:
            self._paint_ground(painter, option, rect)
            self._paint_command(painter, rect.adjusted(px(2 * UNIT), 0, -px(2 * UNIT), 0), command, model.search)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        ground = rect.adjusted(px(UNIT), 0, -px(UNIT), 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(current().accent_background))
            painter.drawRoundedRect(ground, px(UNIT // 2), px(UNIT // 2))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(ground, colour(current().window))

    def _paint_command(self, painter: QPainter, room: QRect, command: Command, search: Search) -> None:
        theme = current()
        small = ui_font(LABEL_SIZE, tabular=True)
        painter.setFont(small)
        painter.setPen(colour(theme.dim if command.is_enabled else theme.faint))
        painter.drawText(room, _RIGHT, command.keys)
        keys = QFontMetrics(small).horizontalAdvance(command.keys)
        room = room.adjusted(0, 0, -keys - px(2 * UNIT) if keys else 0, 0)
        painter.setPen(colour(theme.text if command.is_enabled else theme.faint))
        width = self._paint_title(painter, room, command.title, search)
        room = room.adjusted(width + px(UNIT) + px(UNIT // 2), 0, 0, 0)
        if room.width() > 4 * px(UNIT):
            painter.setFont(small)
            painter.setPen(colour(theme.dim if command.is_enabled else theme.faint))
            detail = QFontMetrics(small).elidedText(command.detail, Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room, _LEFT, detail)

    def _paint_title(self, painter: QPainter, room: QRect, title: str, search: Search) -> int:
        """Write a title with the letters that were typed in bold; gives its width."""
        font = ui_font()
        shown = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        layout = QTextLayout(shown, font)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        ranges = []
        for place in search.positions(title):
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = place, 1, bold
            ranges.append(part)
        layout.setFormats([part for part in ranges if part.start < len(shown)])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room.width())
        layout.endLayout()
        layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2))
        return round(line.naturalTextWidth())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(UNIT), QFontMetrics(ui_font()).height() + px(2 * UNIT))


class CommandPalette(QFrame):
    """Lies over the window while it is open; the cursor stays in its field."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.setObjectName("commands")
        self.setAccessibleName("Commands")
        self._window = window
        self.sources = CommandSources(window)
        self._came_from: QWidget | None = None
        self.field = QLineEdit()
        self.field.setAccessibleName("Find a command")
        self.field.setPlaceholderText(tr("Find an action, a layer, an example, a kind to add"))
        self.field.textChanged.connect(self._look_for)
        self.field.installEventFilter(self)
        self.model = CommandModel()
        self.list = QListView()
        self.list.setAccessibleName("Commands")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_CommandDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._choose)
        self._layout = layout = QVBoxLayout(self)
        self._field_row = QVBoxLayout()
        self._field_row.addWidget(self.field)
        layout.addLayout(self._field_row)
        layout.addWidget(self.list)
        self.hide()

    def open_palette(self) -> None:
        """Show everything that can be done now; where it is open already, close it."""
        if self.isVisible():
            self.close_palette()
            return
        self._came_from = QApplication.focusWidget()
        self.sources = CommandSources(self._window)
        self.field.clear()
        self._look_for("")
        self._place()
        self._window.installEventFilter(self)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Take the palette away and go back to where the cursor was."""
        if not self.isVisible():
            return
        self._window.removeEventFilter(self)
        came_from, self._came_from = self._came_from, None
        if came_from is not None and came_from.isVisible() and self.field.hasFocus():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _place(self) -> None:
        unit = px(UNIT)
        self._layout.setContentsMargins(1, unit, 1, unit)
        self._layout.setSpacing(unit)
        self._field_row.setContentsMargins(unit, 0, unit, 0)
        width = min(px(_WIDEST), self._window.width() - 4 * unit)
        top = self._window.menuBar().height() + unit
        height = min(px(_HIGHEST), self._window.height() - top - 4 * unit)
        self.setGeometry((self._window.width() - width) // 2, top, width, height)

    def _look_for(self, text: str) -> None:
        self.model.show_found(text, self.sources.find(text))
        self._select(0, 1)
        self.list.scrollToTop()

    def _select(self, row: int, step: int) -> bool:
        """Select the nearest command from a row on that can be chosen; tells whether there is one."""
        while 0 <= row < self.model.rowCount():
            index = self.model.index(row)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentIndex(index)
                # The cursor stays in the field, so that is where a screen reader learns what Enter would do.
                self.field.setAccessibleDescription(str(index.data(_SPOKEN)))
                return True
            row += step
        return False

    def _choose(self, index: QModelIndex) -> None:
        command = self.model.command(index.row())
        if command is not None and command.is_enabled:
            self.close_palette()
            command.do()

    def _move(self, rows: int) -> None:
        last = self.model.rowCount() - 1
        row = min(max(self.list.currentIndex().row() + rows, 0), last)
        step = 1 if rows > 0 else -1
        if not self._select(row, step):
            self._select(row, -step)
        if self.list.currentIndex().row() <= 1:
            self.list.scrollToTop()  # with the title of the first section

    def _page(self) -> int:
        return max(1, self.list.viewport().height() // max(1, self.list.sizeHintForRow(0)) - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys in the field work on the list, and close when the user turns to something else."""
        if watched is self._window:
            if event.type() == QEvent.Type.Resize:
                self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event.key())
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            reasons = Qt.FocusReason
            if event.reason() not in (reasons.ActiveWindowFocusReason, reasons.PopupFocusReason):
                self.close_palette()
        return super().eventFilter(watched, event)

    def _take_key(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_PageDown:
                self._move(self._page())
            case Qt.Key.Key_PageUp:
                self._move(-self._page())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self.list.currentIndex())
            case Qt.Key.Key_Escape:
                self.close_palette()
            case _:
                return False
        return True
