"""A field for text that shares undo with the document."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


def leaves_to_document(event: QEvent, edit: QLineEdit) -> bool:
    """Tell whether a key is an undo or redo for which a field has no typing of its own."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    undo = event.matches(QKeySequence.StandardKey.Undo) and not edit.isUndoAvailable()
    redo = event.matches(QKeySequence.StandardKey.Redo) and not edit.isRedoAvailable()
    return undo or redo


class TextField(QLineEdit):
    """Undoes its own typing first; where there is none left, undo and redo are those of the document."""

    def event(self, event: QEvent) -> bool:
        """Leave keys to the window's actions where they are not for the text."""
        if leaves_to_document(event, self):
            event.ignore()
            return True
        return super().event(event)
