"""What opens and puts away documents: here or in a window of their own, recent ones, dropped ones, the saved one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.actions import revert_to
from core.files import FileError
from core.language import tr, tr_count
from core.progress import Cancelled
from core.session import Session
from gui.action_table import ActionTable
from gui.file_actions import SUFFIX, file_filter, new_network, read_session
from gui.recent_documents import remember_document
from gui.windows import Windows, raise_window

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Opening:
    """Opens documents; one that a window of this program shows already is not opened twice."""

    def __init__(self, window: "MainWindow", windows: Windows) -> None:
        self._window = window
        self._windows = windows
        self._document = window.document

    def enter(self, table: ActionTable) -> None:
        """Make the actions."""
        keys, add = QKeySequence.StandardKey, table.add
        self._table = table
        add("new", tr("&New"), self._window.files.new, keys.New, "new")
        add("new_window", tr("New &Window"), self.new_window, "Ctrl+Shift+N")
        add("open", tr("&Open…"), self.open, keys.Open, "open")
        add("open_in_new_window", tr("Open &in New Window…"), self.open_in_new_window, "Ctrl+Shift+O")
        add("revert", tr("Re&vert to Saved"), self.revert)
        add("close_window", tr("&Close Window"), self._window.close, "Ctrl+W")
        add("quit", tr("&Quit"), self._windows.close_all, keys.Quit)

    def refresh(self) -> None:
        """Enable the actions by what they would do now."""
        session = self._document.session
        self._table["revert"].setEnabled(session.path is not None and session.is_modified)

    def open(self) -> None:
        """Ask for a document and open it here."""
        path = self._ask()
        if path is not None:
            self.open_here(path)

    def open_in_new_window(self) -> None:
        """Ask for a document and open it in a window of its own."""
        path = self._ask()
        if path is not None:
            self.open_beside(path)

    def _ask(self) -> Path | None:
        files = self._window.files
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open"), files.folder(), file_filter())
        return Path(name) if name else None

    def open_here(self, path: Path) -> bool:
        """Open a document in the place of this one, or show the window that has it; tells whether it is open."""
        shown = self._windows.showing(path)
        if shown is not None and (shown is not self._window or self._document.session.is_modified):
            raise_window(shown)
            shown.document.told.emit(tr("{name} is open here already", name=path.name))
            return True
        return self._window.files.may_leave() and self._window.files.open_file(path)

    def open_beside(self, path: Path) -> bool:
        """Open a document in a window of its own, or show the window that has it; tells whether it is open."""
        shown = self._windows.showing(path)
        if shown is not None:
            raise_window(shown)
            return True
        try:
            session = read_session(self._window.files.background, path)
        except Cancelled:
            return False
        except FileError as error:
            fault = tr("{name} {fault}.", name=path.name, fault=error)
            self._window.files.show_error(tr("The document was not opened"), fault)
            return False
        self._show(session)
        remember_document(path.absolute())
        return True

    def new_window(self) -> None:
        """Open a window on a new document."""
        self._show(Session(new_network()))

    def _show(self, session: Session) -> None:
        raise_window(self._windows.open(session, beside=self._window))

    def open_dropped(self, paths: Sequence[Path]) -> None:
        """Open the documents among files that were dropped: one here, several in windows of their own."""
        documents = [path for path in paths if path.suffix.lower() == SUFFIX]
        others = [path for path in paths if path not in documents]
        raise_window(self._window)
        if len(documents) == 1:
            self.open_here(documents[0])
        else:
            for path in documents:
                self.open_beside(path)
        if len(others) == 1:
            sentence = tr("{name} is not a Strata document ({suffix}).", name=others[0].name, suffix=SUFFIX)
            self._document.refused.emit(sentence)
        elif others:
            sentence = tr_count(
                "{count} file is not a Strata document.", "{count} files are not Strata documents.", len(others)
            )
            self._document.refused.emit(sentence)

    def revert(self) -> None:
        """Put back what the file holds, after a question; undo brings the work back."""
        session = self._document.session
        path = session.path
        if path is None:
            return
        try:
            reread = read_session(self._window.files.background, path)
        except Cancelled:
            return
        except FileError as error:
            fault = tr("{name} {fault}.", name=path.name, fault=error)
            self._window.files.show_error(tr("The document was not reverted"), fault)
            return
        # A document's name is no layer, so that no step could bring back another one.
        saved = reread.network
        can_be_undone = saved.name == session.network.name
        if not self._confirm_revert(path, can_be_undone=can_be_undone):
            return
        if can_be_undone:
            session.do(revert_to(session.network, saved))
            session.mark_saved(path)
            self._document.file_mark = reread.file_mark
            self._document.saved.emit()
        else:
            self._document.open(reread)
        self._document.told.emit(tr("Reverted to the saved {name}", name=path.name))

    def _confirm_revert(self, path: Path, *, can_be_undone: bool) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Strata")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Put back what {name} holds?", name=path.name))
        consequence = tr("Undo brings your changes back.") if can_be_undone else tr("Your changes are lost.")
        box.setInformativeText(consequence)
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Ok | buttons.Cancel)
        box.button(buttons.Ok).setText(tr("Revert"))
        box.setDefaultButton(buttons.Ok)
        answer = box.exec()
        box.deleteLater()
        return answer == buttons.Ok
