"""Answers the dialogs and menus that a window opens, as a user would, while the random session goes on."""

import random
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QMessageBox, QWidget

from gui.background import ProgressDialog
from gui.block_actions import NameDialog, RepeatDialog
from gui.number_field import NumberField

_LOOK_EVERY = 2
"""Milliseconds."""


class Answerer(QObject):
    """Looks for what waits for an answer and gives one; `path` is what is typed into the next dialog for files."""

    def __init__(self, draw: random.Random, parent: QObject) -> None:
        super().__init__(parent)
        self._draw = draw
        self.path: Path | None = None
        self.answered = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.answer)
        self._timer.start(_LOOK_EVERY)

    @property
    def is_wanted(self) -> bool:
        """Tell whether something waits for an answer."""
        return QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None

    def answer(self) -> None:
        """Answer what is open, if anything is."""
        self._timer.start(_LOOK_EVERY)  # an answer may lead to the next question before it comes back here
        popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            popup.close()  # a key that is clicked would be let go of in a menu that is gone
            self.answered += 1
        elif isinstance(dialog, QDialog) and dialog.isVisible() and not isinstance(dialog, ProgressDialog):
            self._answer_dialog(dialog)
            self.answered += 1

    def _answer_dialog(self, dialog: QDialog) -> None:
        if isinstance(dialog, QMessageBox):
            self._draw.choice(_buttons(dialog)).click()
        elif isinstance(dialog, QFileDialog):
            self._choose_file(dialog)
        elif self._draw.random() < 0.3:
            dialog.reject()
        elif isinstance(dialog, NameDialog | RepeatDialog):
            self._fill_in(dialog)
        else:
            dialog.accept()

    def _choose_file(self, dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        if self.path is None or not isinstance(field, QLineEdit):
            dialog.reject()
            return
        field.setText(str(self.path))
        self.path = None  # where the dialog will not have it, it is closed at the next look
        dialog.accept()

    def _fill_in(self, dialog: NameDialog | RepeatDialog) -> None:
        if isinstance(dialog, RepeatDialog):
            dialog.field.show_number(self._draw.randint(1, 3))
        else:
            dialog.field.setText(self._draw.choice(("block1", "stage/part", "a", "")))
        dialog.take()
        if dialog.isVisible():
            dialog.reject()  # it was refused, and would wait for a better answer


def _buttons(box: QMessageBox) -> list[QAbstractButton]:
    return [button for button in box.buttons() if button.isEnabled()]


def visible_fields(panel: QWidget) -> list[NumberField]:
    """List the number fields that someone could type into."""
    return [field for field in panel.findChildren(NumberField) if field.isVisible() and field.isEnabled()]
