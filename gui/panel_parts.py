"""The parts that the property panel is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.language import tr
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

    def refuse(self, sentence: str) -> None:
        """Show why a value cannot be taken; an empty sentence clears that."""
        self.is_refused = bool(sentence)
        self._sentence.setText(sentence)
        self._sentence.setVisible(self.is_refused)
        self._colour(self.is_refused)

    def mark(self, at_fault: bool) -> None:
        """Mark the setting that a problem of the network comes from."""
        if not self.is_refused:
            self._colour(at_fault)

    def _colour(self, red: bool) -> None:
        for field in self._inputs:
            if bool(field.property("refused")) != red:
                field.setProperty("refused", red)
                field.style().unpolish(field)
                field.style().polish(field)


class ProblemBox(QFrame):
    """What is wrong at the layer, or which layer it waits for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem_box")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, 12, 2 * UNIT, 12)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAccessibleName("Problem")
        layout.addWidget(self._text)

    def show_text(self, problem: str, waiting: str) -> None:
        """Show a problem, else a waiting, else nothing."""
        self._text.setText(problem or (waiting and tr("This layer {waits}.", waits=waiting)))
        if self.property("waiting") != bool(waiting):
            self.setProperty("waiting", bool(waiting))
            for widget in (self, self._text):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self.setVisible(bool(problem or waiting))
