"""The parts that the property panel is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.number_field import NumberField
from gui.theme import UNIT


class Field(QWidget):
    """A label, an editor, and below it the sentence for a value that cannot be taken."""

    def __init__(self, label: str, editor: QWidget, fields: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.editor = editor
        self._inputs = fields
        self.is_refused = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, UNIT // 2, 0, UNIT // 2)
        layout.setSpacing(UNIT // 2)
        if label:
            above = QLabel(label)
            above.setProperty("role", "label")
            above.setToolTip(editor.toolTip())
            above.setBuddy(editor)
            layout.addWidget(above)
        layout.addWidget(editor)
        self._sentence = QLabel()
        self._sentence.setProperty("role", "refusal")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.hide()
        layout.addWidget(self._sentence)

    def part(self, axis: int | None) -> QWidget:
        """Give the input of an axis, or the whole editor where that is not to be told."""
        if axis is not None and axis < len(self._inputs) > 1 and self._inputs[axis].isVisible():
            return self._inputs[axis]
        return self.editor

    def refuse(self, sentence: str) -> None:
        """Show why a value cannot be taken; an empty sentence clears that."""
        self.is_refused = bool(sentence)
        self._sentence.setText(sentence)
        self._sentence.setVisible(self.is_refused)
        self._colour(self.is_refused)

    def blame(self, culprit: object) -> None:
        """Leave only the fields red that hold the part of a value that cannot be taken, where they can be told."""
        guilty = [field for field in self._inputs if isinstance(field, NumberField) and _is(field.value(), culprit)]
        for field in self._inputs if guilty else ():
            _colour(field, field in guilty)

    def mark(self, at_fault: bool) -> None:
        """Mark the setting that a problem of the network comes from."""
        if not self.is_refused:
            self._colour(at_fault)

    def _colour(self, red: bool) -> None:
        for field in self._inputs:
            _colour(field, red)


def _is(value: object, culprit: object) -> bool:
    return type(value) is type(culprit) and value == culprit


def _colour(field: QWidget, red: bool) -> None:
    if bool(field.property("refused")) != red:
        field.setProperty("refused", red)
        field.style().unpolish(field)
        field.style().polish(field)
