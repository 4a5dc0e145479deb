"""A field for text that shares undo with the document."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


def asks_for_undo(event: QEvent) -> bool:
    """Tell whether a key is one of undo or redo."""
    keys = QKeySequence.StandardKey
    return isinstance(event, QKeyEvent) and (event.matches(keys.Undo) or event.matches(keys.Redo))


def has_typing_for(event: QKeyEvent, edit: QLineEdit) -> bool:
    """Tell whether a field has typing of its own that a key of undo or redo goes through."""
    return edit.isUndoAvailable() if event.matches(QKeySequence.StandardKey.Undo) else edit.isRedoAvailable()


class TextField(QLineEdit):
    """Undoes its own typing first; where there is none left, undo and redo are those of the document.

    They are the document's, too, while the text is the one that the document has `taken`: to go back in the text would
    be another step there, and nothing that Redo brings back.
    """

    taken: str | None = None

    def event(self, event: QEvent) -> bool:
        """Leave keys to the window's actions where they are not for the text."""
        if (
            isinstance(event, QKeyEvent)
            and asks_for_undo(event)
            and (self.text().strip() == self.taken or not has_typing_for(event, self))
        ):
            event.ignore()
            return event.type() == QEvent.Type.ShortcutOverride
        return super().event(event)
