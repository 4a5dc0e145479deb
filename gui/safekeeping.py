"""What keeps one window's document safe: its recovery copy, and the look at its file whenever the window is used."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from core.files import read_marked
from core.language import tr
from core.session import Session
from core.writing import FileError, has_changed, sweep, take_mark
from gui.file_bar import FileBar
from gui.recovery_keeper import RecoveryKeeper

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Safekeeping(QObject):
    """Follows a window's document from its opening to its end."""

    def __init__(self, window: "MainWindow", bar: FileBar) -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self.bar = bar
        self.keeper = RecoveryKeeper(self._document, self)
        self._known_path: Path | None = None
        self._has_told_of = self._document.file_mark
        self.keeper.failed.connect(self._document.refused)
        self._document.replaced.connect(self._after_opening)
        self._document.saved.connect(self._after_saving)
        window.installEventFilter(self)
        self._after_opening()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the file when the window is activated."""
        if event.type() == QEvent.Type.WindowActivate:
            self.look_at_file()
        return False

    def _after_opening(self) -> None:
        self.bar.clear()
        self._known_path = None
        self._after_saving()

    def _after_saving(self) -> None:
        self._has_told_of = self._document.file_mark
        path = self._document.session.path
        if self.bar.text() and self._known_path == path:
            self.bar.clear()
        if path == self._known_path:
            return
        self._known_path = path
        if path is not None:
            sweep(path.parent)
        others = self.keeper.note_open(path)
        if others and path is not None:
            sentence = tr(
                "{name} is also open in another Strata (process {process}). You will be told when it is saved there.",
                name=path.name,
                process=others[0],
            )
            self.bar.ask(sentence, [(tr("Save As…"), self._window.files.save_as), (tr("Go On"), lambda: None)])

    def look_at_file(self) -> None:
        """Ask what to do where someone else has changed or removed the file; once for each change."""
        path, document = self._document.session.path, self._document
        if path is None or not has_changed(path, self._has_told_of):
            return
        self._has_told_of = take_mark(path)
        if not has_changed(path, document.file_mark):
            return
        keep = (tr("Keep Mine"), self._keep_mine)
        if self._has_told_of is None:
            sentence = tr("{name} has been moved or deleted. Your work is still here.", name=path.name)
            self.bar.ask(sentence, [(tr("Save As…"), self._window.files.save_as), keep])
        else:
            sentence = tr("Another program has changed {name}.", name=path.name)
            self.bar.ask(sentence, [(tr("Reload"), self.reload), keep])

    def _keep_mine(self) -> None:
        """Let the next saving overwrite what is there now, and the document count as unsaved until then."""
        self._document.file_mark = self._has_told_of
        self._document.session.mark_unsaved()
        self._document.saved.emit()

    def reload(self) -> None:
        """Read the file again in the place of what is open; one that cannot be read changes nothing."""
        path = self._document.session.path
        if path is None:
            return
        try:
            network, mark = read_marked(path)
        except FileError as error:
            sentence = tr("{name} {fault}.", name=path.name, fault=error)
            self._window.files.show_error(tr("The document was not opened"), sentence)
            return
        self._document.open(Session(network, path, file_mark=mark))
        self._document.told.emit(tr("Reloaded {name}", name=path.name))

    def end(self) -> None:
        """End with the window, whose question about unsaved work has been answered."""
        self.keeper.close()
