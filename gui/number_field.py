"""A field for a whole number: steps by arrows, wheel and buttons, and keeps whatever is typed."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSizePolicy, QWidget

from core.language import read_whole, tr
from core.selected import Part
from gui.text_field import asks_for_undo, has_typing_for
from gui.theme import FIELD_HEIGHT, UNIT, px


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
        self._differs = False
        self._clicked_into = False
        self.setAccelerated(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        _connect_style(self)
        self._indent()
        self.lineEdit().textEdited.connect(lambda _: self.edited.emit(self.value()))
        self.lineEdit().installEventFilter(self)

    def value(self) -> object:
        """Give the number that is written, or the text where it is none; several numbers stay as they are."""
        if self._differs and not self.lineEdit().text():
            return Part.KEEP
        text = self.lineEdit().text()
        number = read_whole(text)
        return text if number is None else number

    def show_number(self, number: int) -> None:
        """Show a number that has been taken; a text that means the same stays as it was typed."""
        self._taken = number
        self._show_differs(False)
        if self.value() != number:
            self.lineEdit().setText(str(number))

    def show_differing(self, number: int) -> None:
        """Show that several layers have different numbers; steps go on from the one given."""
        self._taken = number
        self._show_differs(True)
        self.lineEdit().clear()

    def show_nothing(self) -> None:
        """Show that no number is set here."""
        self._taken = None
        self._show_differs(False)
        self.lineEdit().clear()

    def show_one_or_more(self, numbers: Collection[int]) -> None:
        """Show the number that all layers have, or that theirs differ."""
        if len(set(numbers)) == 1:
            self.show_number(next(iter(numbers)))
        else:
            self.show_differing(min(numbers))

    def _show_differs(self, differs: bool) -> None:
        if differs != self._differs:
            self._differs = differs
            self.lineEdit().setPlaceholderText(tr("Differs") if differs else "")

    def put_back(self) -> bool:
        """Show the number that was taken last in the place of what is typed; tells whether that was another text."""
        shown = "" if self._differs or self._taken is None else str(self._taken)
        if self.lineEdit().text() == shown:
            return False
        self.lineEdit().setText(shown)
        return True

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
        return QSize(px(88), px(FIELD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(56), px(FIELD_HEIGHT))

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
        """Leave undo and redo to the document, but for a text that it has not taken."""
        if isinstance(event, QKeyEvent) and asks_for_undo(event):
            is_taken = self.value() in (self._taken, Part.KEEP) or not self.lineEdit().text()
            if is_taken or not has_typing_for(event, self.lineEdit()):
                event.ignore()
                return event.type() == QEvent.Type.ShortcutOverride
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._indent()

    def _indent(self) -> None:
        """Let the number begin where the text of other fields does, at every zoom."""
        self.lineEdit().setTextMargins(px(UNIT) - 1, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            event.ignore()  # what the old value is, those know who took the new one
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select the number with the click that enters."""
        if event.type() == QEvent.Type.MouseButtonRelease and self._clicked_into:
            self._clicked_into = False
            if not self.lineEdit().hasSelectedText():
                self.selectAll()
        return super().eventFilter(watched, event)


def _connect_style(field: QAbstractSpinBox) -> None:
    """Let Qt's style sheets forget the text of a field when the field goes.

    They do for what they dress, but keep 1 kB for good for a line edit that has never stood outside its spin box.
    """
    line = field.lineEdit()
    line.setParent(None)
    line.setParent(field)
    line.setAttribute(Qt.WidgetAttribute.WA_StyleSheet, False)  # it is the field that is dressed, as before
