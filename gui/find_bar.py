"""The find bar above the list: which layers show what was typed, and going from one to the next."""

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from core.finding import find_layers
from core.language import group, tr
from gui.document import Document
from gui.icons import ICON_SIZE, icon
from gui.layer_view import LayerView
from gui.theme import UNIT, changes, px


class FindBar(QFrame):
    """A slim bar that is shown while someone looks for layers; `found_changed` says that other rows are found."""

    found_changed = Signal()

    def __init__(self, document: Document, layers: LayerView) -> None:
        super().__init__()
        self.setObjectName("find_bar")
        self._document = document
        self._layers = layers
        self.rows: list[int] = []
        self._start = 0
        self._is_typing = False
        self.field = QLineEdit()
        self.field.setAccessibleName("Find")
        self.field.setPlaceholderText(tr("Find in the list"))
        self.field.setToolTip(tr("Words in the name, kind, settings or output of a layer"))
        self.field.setClearButtonEnabled(False)
        self.field.textChanged.connect(self._look_for)
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.count.setProperty("role", "dim")
        self.count.setAccessibleName("Found")
        self._lay_out()
        self.hide()
        document.changed.connect(lambda _: self._look_again())
        document.replaced.connect(self.close_bar)
        layers.selection_changed.connect(self._follow_selection)

    def _lay_out(self) -> None:
        self._layout = layout = QHBoxLayout(self)
        layout.addWidget(self.field, 2)
        layout.addWidget(self.count, 1)
        self._previous = self._button("chevron-up", "Find previous", tr("Find the one above (Shift+F3)"))
        self._previous.clicked.connect(self.find_previous)
        self._next = self._button("chevron-down", "Find next", tr("Find the one below (F3)"))
        self._next.clicked.connect(self.find_next)
        close = self._button("close", "Close the find bar", tr("Close (Esc)"))
        close.clicked.connect(self.close_bar)
        self._buttons = (self._previous, self._next, close)
        for button in self._buttons:
            layout.addWidget(button)
        self._measure()
        changes.changed.connect(self._measure)

    def _measure(self) -> None:
        unit, layout = px(UNIT), self._layout
        layout.setContentsMargins(2 * unit, unit // 2, unit, unit // 2)
        layout.setSpacing(unit)
        for button in self._buttons:
            button.setIconSize(QSize(px(ICON_SIZE), px(ICON_SIZE)))

    def _button(self, sign: str, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign, "dim"))
        button.setAccessibleName(name)
        button.setToolTip(tip)
        return button

    def open_bar(self) -> None:
        """Show the bar with the cursor in its field."""
        self._start = min(self._layers.selected_rows(), default=0)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._look_again()

    def close_bar(self) -> None:
        """Take the bar and its marks away, and go back to the list."""
        if not self.isVisible():
            return
        self._layers.setFocus()
        self.hide()
        self._set_rows([])

    def find_next(self) -> None:
        """Go to the next layer that was found, from the last one to the first."""
        self._step(down=True)

    def find_previous(self) -> None:
        """Go to the layer that was found before this one."""
        self._step(down=False)

    def _step(self, *, down: bool) -> None:
        if not self.isVisible():
            self.open_bar()
        if not self.rows:
            return
        selected = self._layers.selected_rows()
        if down:
            place = bisect_right(self.rows, selected[-1]) if selected else 0
        else:
            place = bisect_left(self.rows, selected[0]) - 1 if selected else -1
        self._layers.select_rows([self.rows[place % len(self.rows)]])

    def _look_for(self) -> None:
        """Go to the first layer from where the search began, so that typing on does not run away down the list."""
        self._look_again()
        if self.rows:
            self._is_typing = True
            self._layers.select_rows([self.rows[bisect_left(self.rows, self._start) % len(self.rows)]])
            self._is_typing = False

    def _look_again(self) -> None:
        if self.isVisible():
            self._set_rows(find_layers(self._document.table(), self.field.text()))

    def _set_rows(self, rows: list[int]) -> None:
        if rows != self.rows:
            self.rows = rows
            self._layers.mark_found(rows)
            self.found_changed.emit()
        self._show_count()

    def _follow_selection(self) -> None:
        if self.isVisible():
            if not self._is_typing:
                self._start = min(self._layers.selected_rows(), default=0)
            self._show_count()

    def _show_count(self) -> None:
        if not self.isVisible():
            return
        count, row = len(self.rows), self._layers.current_row()
        place = bisect_left(self.rows, row) if row is not None else count
        if not self.field.text().strip():
            text = ""
        elif not count:
            text = tr("No layer found")
        elif place < count and self.rows[place] == row:
            text = tr("{number} of {count}", number=group(place + 1), count=group(count))
        else:
            text = tr("{count} found", count=group(count))
        self.count.setText(text)
        for button in (self._previous, self._next):
            button.setEnabled(bool(count))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go on to the next one, and Escape close the bar."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down | Qt.Key.Key_Up:
                    up = event.key() == Qt.Key.Key_Up or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                    self._step(down=not up)
                    return True
                case Qt.Key.Key_Escape:
                    self.close_bar()
                    return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
