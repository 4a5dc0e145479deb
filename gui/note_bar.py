"""A note above the list: what the open example is about."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from core.language import tr
from gui.icons import ICON_SIZE, Sign, icon
from gui.theme import UNIT


class NoteBar(QFrame):
    """One or two sentences that can be closed; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note_bar")
        self.setAccessibleName("About this example")
        sign = Sign("info", "accent")
        self._text = QLabel()
        self._text.setWordWrap(True)
        close = QToolButton()
        close.setIcon(icon("close", "dim"))
        close.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        close.setAccessibleName("Close the note")
        close.setToolTip(tr("Close the note"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(close)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a note; an empty one takes the bar away."""
        self._text.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """Give the note that is shown."""
        return self._text.text()
