"""A field for a whole number: steps by arrows, wheel and buttons, and keeps whatever is typed."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSizePolicy, QWidget

from gui.theme import FIELD_HEIGHT, UNIT

_SEPARATORS = str.maketrans("", "", " ,_\u00a0\u202f")


class NumberField(QAbstractSpinBox):
    """A spin box without an upper end of its own.

    `edited` carries the number, or the text where it is none, each time that the user changes it.
    """

    edited = Signal(object)

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.low = low
        self.high = high
        self._taken: int | None = None
        self._clicked_into = False
        self.setAccelerated(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.lineEdit().setTextMargins(UNIT - 2, 0, 0, 0)
        self.lineEdit().textEdited.connect(lambda _: self.edited.emit(self.value()))
        self.lineEdit().installEventFilter(self)

    def value(self) -> object:
        """Give the number that is written, or the text where it is none."""
        text = self.lineEdit().text().translate(_SEPARATORS)
        digits = text.removeprefix("-")
        # isascii: int() would take figures of other scripts too, which files do not.
        return int(text) if digits.isascii() and digits.isdigit() and len(text) < 20 else self.lineEdit().text()

    def show_number(self, number: int) -> None:
        """Show a number that has been taken; a text that means the same stays as it was typed."""
        self._taken = number
        if self.value() != number:
            self.lineEdit().setText(str(number))

    def restore(self) -> None:
        """Put the last number that was taken back."""
        if self._taken is not None and self.lineEdit().text() != str(self._taken):
            self.lineEdit().setText(str(self._taken))
            self.edited.emit(self._taken)

    # What QAbstractSpinBox asks

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, text, position

    def stepBy(self, steps: int) -> None:
        value = self.value()
        start = value if isinstance(value, int) else self._taken if self._taken is not None else self.low
        number = min(max(start + steps, self.low), self.high)
        if number != value:
            self.lineEdit().setText(str(number))
            self.edited.emit(number)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        value = self.value()
        enabled = QAbstractSpinBox.StepEnabledFlag.StepNone
        if not isinstance(value, int) or value < self.high:
            enabled |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if not isinstance(value, int) or value > self.low:
            enabled |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return enabled

    def sizeHint(self) -> QSize:
        return QSize(88, FIELD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(56, FIELD_HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            # What is typed next takes the number's place, as it does after Tab. The click has yet to set the cursor.
            self.selectAll()
            self._clicked_into = True

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A panel that is scrolled must not change what lies under the pointer.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the document where the field has no typing of its own for them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.lineEdit().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.lineEdit().isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.restore()
            event.accept()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select the number with the click that enters."""
        if event.type() == QEvent.Type.MouseButtonRelease and self._clicked_into:
            self._clicked_into = False
            if not self.lineEdit().hasSelectedText():
                self.selectAll()
        return super().eventFilter(watched, event)
