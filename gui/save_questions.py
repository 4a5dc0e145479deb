"""What is asked where saving came to nothing: one sentence, and the choices that help."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core.language import tr

Choice = tuple[str, QMessageBox.ButtonRole, Callable[[], object]]


def ask_after_failure(
    window: QWidget, sentence: str, *, save_elsewhere: Callable[[], object], try_again: Callable[[], object]
) -> None:
    """Say why a document was not saved, and offer another place or another try."""
    role = QMessageBox.ButtonRole.AcceptRole
    choices = [(tr("Save As…"), role, save_elsewhere), (tr("Try Again"), role, try_again)]
    _ask(window, tr("The document was not saved"), sentence, choices)


def ask_about_conflict(
    window: QWidget,
    name: str,
    *,
    is_gone: bool,
    save_elsewhere: Callable[[], object],
    overwrite: Callable[[], object],
    reload: Callable[[], object],
) -> None:
    """Say that someone else has changed the file, and offer to save elsewhere, over it, or to read it again."""
    roles = QMessageBox.ButtonRole
    choices = [(tr("Save As…"), roles.AcceptRole, save_elsewhere)]
    if is_gone:
        sentence = tr("{name} has been moved or deleted since it was opened. Your work is still here.", name=name)
        choices.append((tr("Save Here Again"), roles.AcceptRole, overwrite))
    else:
        sentence = tr(
            "Someone else has changed {name} since it was opened. The file and your work are both as they were.",
            name=name,
        )
        choices.append((tr("Overwrite"), roles.DestructiveRole, overwrite))
        choices.append((tr("Reload"), roles.DestructiveRole, reload))
    _ask(window, tr("The document was not saved"), sentence, choices)


def _ask(window: QWidget, title: str, sentence: str, choices: list[Choice]) -> None:
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Strata")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(sentence)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text, role, do in choices:
        box.addButton(text, role).clicked.connect(lambda _=False, do=do: do())
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setEscapeButton(cancel)
    box.setDefaultButton(cancel)
    box.open()
