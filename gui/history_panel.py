"""The history: every step since the document was opened, to be gone back and forth in."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from gui.document import Document
from gui.icons import ICON_SIZE, pixmap
from gui.theme import UNIT, changes, colour, current, px, ui_font

_DISPLAY, _SPOKEN, _TOOL_TIP = (
    int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
)
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """The steps of the open document, below the state in which it was opened."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._labels: list[str] = []
        self.position = 0
        self.saved: int | None = None
        self.refresh()

    def refresh(self) -> None:
        """Show the steps as they are now; those that stand already are left."""
        session = self._document.session
        labels = session.labels
        same = next((n for n, (a, b) in enumerate(zip(self._labels, labels, strict=False)) if a != b), None)
        kept = min(len(self._labels), len(labels)) if same is None else same
        if kept < len(self._labels):
            self.beginRemoveRows(_ROOT, kept + 1, len(self._labels))
            del self._labels[kept:]
            self.endRemoveRows()
        if kept < len(labels):
            self.beginInsertRows(_ROOT, kept + 1, len(labels))
            self._labels = labels
            self.endInsertRows()
        if (self.position, self.saved) != (session.position, session.saved_position):
            self.position, self.saved = session.position, session.saved_position
            self.dataChanged.emit(self.index(0), self.index(len(self._labels)))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._labels) + 1

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        row = index.row()
        label = self._labels[row - 1] if row else tr("Opened")
        if role == _DISPLAY:
            return label
        if role in (_SPOKEN, _TOOL_TIP):
            return tr("{step}, {state}", step=label, state=self._state(row)) if self._state(row) else label
        return None

    def _state(self, row: int) -> str:
        if row == self.position:
            return tr("shown now, saved") if row == self.saved else tr("shown now")
        if row > self.position:
            return tr("undone, saved") if row == self.saved else tr("undone")
        return tr("saved") if row == self.saved else ""


class _StepDelegate(QStyledItemDelegate):
    """A dot at the step that is shown, undone steps dim below it, and a sign at the one that is saved."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: HistoryModel = index.model()  # type: ignore[assignment]  # the one model it is made for
        theme, row, unit, size = current(), index.row(), px(UNIT), px(ICON_SIZE)
        rect: QRect = option.rect
        ground = rect.adjusted(unit, 1, -unit, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(colour(theme.accent_background))
            painter.drawRoundedRect(ground, unit // 2, unit // 2)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(ground, colour(theme.window))
        if row == model.position:
            painter.setBrush(colour(theme.accent))
            painter.drawEllipse(QRect(rect.left() + 2 * unit, rect.center().y() - unit // 2 + 1, unit, unit))
        room = rect.adjusted(4 * unit, 0, -2 * unit, 0)
        if row == model.saved:
            drawn = pixmap("save", theme.dim, size, painter.device().devicePixelRatioF())
            painter.drawPixmap(room.right() - size, rect.top() + (rect.height() - size) // 2, drawn)
            room.adjust(0, 0, -size - unit, 0)
        font = ui_font(weight=QFont.Weight.DemiBold if row == model.position else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colour(theme.dim if row > model.position else theme.text))
        text = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(UNIT), QFontMetrics(ui_font()).height() + px(2 * UNIT))


class _Steps(QListView):
    """The list: a click or Enter goes to a step."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.clicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class HistoryPanel(QWidget):
    """The steps under their heading; nothing is worked out while it is hidden."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document = document
        self.model = HistoryModel(document)
        self.steps = _Steps()
        self.steps.setAccessibleName("History")
        self.steps.setAccessibleDescription(
            tr("Enter goes to a step: what came after it is undone until you come back.")
        )
        self.steps.setModel(self.model)
        self.steps.setItemDelegate(_StepDelegate(self.steps))
        self.steps.setMouseTracking(True)
        self.steps.setUniformItemSizes(True)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.steps.clicked.connect(self._go_to)
        self._heading = QLabel(tr("History"))
        self._heading.setProperty("role", "label")
        self._layout = layout = QVBoxLayout(self)
        layout.addWidget(self._heading)
        layout.addWidget(self.steps)
        self._measure()
        changes.changed.connect(self._measure)
        document.changed.connect(lambda _: self._follow())
        document.replaced.connect(self._follow)
        document.saved.connect(self._follow)

    def _measure(self) -> None:
        unit, layout = px(UNIT), self._layout
        layout.setContentsMargins(0, unit, 0, unit)
        layout.setSpacing(unit // 2)
        self._heading.setContentsMargins(2 * unit, 0, 2 * unit, 0)
        self.steps.doItemsLayout()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(120))

    def sizeHint(self) -> QSize:
        return QSize(px(288), px(240))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _follow(self) -> None:
        if not self.isVisible():
            return
        self.model.refresh()
        shown = self.model.index(self.model.position)
        self.steps.setCurrentIndex(shown)
        self.steps.scrollTo(shown)

    def _go_to(self, index: QModelIndex) -> None:
        self._document.session.go_to(index.row())
