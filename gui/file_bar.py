"""A bar above the list on what befell the document's file outside of the window, with what can be done."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui.theme import UNIT

Choice = tuple[str, Callable[[], object]]


class FileBar(QFrame):
    """A sentence and a few buttons; each of them takes the bar away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note_bar")
        self.setAccessibleName("About the file")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        self._layout.setSpacing(UNIT)
        self._layout.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    def ask(self, text: str, choices: list[Choice]) -> None:
        """Show a sentence with choices: the text of each button and what it does."""
        self.clear()
        self._text.setText(text)
        for title, do in choices:
            button = QPushButton(title)
            button.clicked.connect(lambda _=False, do=do: self._choose(do))
            self._layout.addWidget(button)
            self._buttons.append(button)
        self.show()

    def _choose(self, do: Callable[[], object]) -> None:
        self.clear()
        do()

    def clear(self) -> None:
        """Take the bar away."""
        self.hide()
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self._buttons = []

    def text(self) -> str:
        """Give the sentence that is shown; empty where there is none."""
        return self._text.text() if not self.isHidden() else ""

    def choose(self, title: str) -> None:
        """Press a button by its text."""
        next(button for button in self._buttons if button.text() == title).click()
