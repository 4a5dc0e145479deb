"""Opening, saving and exporting, with the questions that they ask."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.analysis import analyse
from core.export import TEXT_EXPORTS
from core.files import FileError, read_marked, read_network, save_network
from core.kinds import catalogue
from core.language import tr
from core.network import Layer, Network, new_layer_id
from core.progress import WHOLE, Cancelled, Progress
from core.session import Session
from core.table import Table
from core.writing import FileMark, has_changed, take_mark, write_whole
from gui import preferences
from gui.background import Background
from gui.document import Document
from gui.recent_documents import remember_document
from gui.save_questions import ask_about_conflict, ask_after_failure
from gui.theme import RESOURCES

SUFFIX = ".strata"
EXAMPLES = RESOURCES / "examples"
FIRST_EXAMPLE = EXAMPLES / "lasagne-mnist.strata"
LAST_DOCUMENT, LAST_FOLDER = "last_document", "last_folder"


def file_filter() -> str:
    """Give the sorts of files that a dialog for documents offers."""
    return f"{tr('Strata documents')} (*{SUFFIX});;{tr('All files')} (*)"


def new_network() -> Network:
    """Give the network of a new document: an input of 1×28×28."""
    kind = catalogue["Input"].initial()
    return Network((Layer(new_layer_id(), "input", kind),))


_READ = 700
"""So many thousandths of the work of opening are done when the file has been read."""


def read_session(background: Background, path: Path, *, keeps_file: bool = True) -> Session:
    """Read a document and work it out, with its progress shown; raises FileError, and Cancelled."""

    def read(progress: Progress) -> Session:
        network, mark = read_marked(path, progress.part(0, _READ))
        analysis = analyse(network, progress.part(_READ, WHOLE))
        _ = network.wiring  # remembered, so that the window need not wait for it
        if not keeps_file:
            return Session(network, analysis=analysis)
        return Session(network, path.absolute(), analysis=analysis, file_mark=mark)

    return background.run(tr("Opening {name}", name=path.name), read)


def session_at_start(file: Path | None) -> tuple[Session, str, str]:
    """Open the document to start with: the one that is named, the last one, or the example.

    Gives the session, a hint for the totals bar, and the sentence for a file that could not be opened.
    """
    if file is not None:
        try:
            session = read_session(Background(), file)
        except Cancelled:
            return Session(new_network()), "", ""
        except FileError as error:
            return Session(new_network()), "", tr("{name} {fault}.", name=file.name, fault=error)
        _remember(file.absolute())
        return session, "", ""
    last = preferences.recall(LAST_DOCUMENT)
    if isinstance(last, str) and last:
        try:
            return read_session(Background(), Path(last)), "", ""
        except (FileError, Cancelled):
            pass  # it has gone or been damaged since; nobody asked for it by name
    hint = tr("Opened the example: change a kernel and watch the total")
    return Session(read_network(FIRST_EXAMPLE)), hint, ""


def _remember(path: Path) -> None:
    preferences.remember(LAST_DOCUMENT, str(path))
    preferences.remember(LAST_FOLDER, str(path.parent))
    remember_document(path)


class FileActions:
    """What the File menu does."""

    def __init__(self, window: QWidget, document: Document) -> None:
        self._window = window
        self._document = document
        self.background = Background(window)

    def new(self) -> None:
        """Put a new document in the place of this one."""
        if self.may_leave():
            self._document.open(Session(new_network()))

    def open_file(self, path: Path) -> bool:
        """Open a document; one that cannot be opened leaves the open document as it is."""
        try:
            session = read_session(self.background, path)
        except Cancelled:
            return False
        except FileError as error:
            self.show_error(tr("The document was not opened"), tr("{name} {fault}.", name=path.name, fault=error))
            return False
        self._document.open(session)
        _remember(path.absolute())
        return True

    def open_example(self, path: Path) -> bool:
        """Open an example as a document that has no file yet, so that it is not overwritten; tells whether it did."""
        if not self.may_leave():
            return False
        try:
            self._document.open(read_session(self.background, path, keeps_file=False))
        except Cancelled:
            return False
        return True

    def save(self) -> bool:
        """Save to the document's file, asking for one where it has none; tells whether it is saved."""
        path = self._document.session.path
        return self.save_as() if path is None else self._save_to(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it; tells whether it is saved."""
        path = self.ask_where(tr("Save As"), SUFFIX, file_filter().split(";;"))
        return path is not None and self._save_to(path)

    def _save_to(self, path: Path) -> bool:
        known = self._document.file_mark
        # A new place is one that the user has just chosen, so that what is there is not wanted.
        if path == self._document.session.path and known is not None and has_changed(path, known):
            self._ask_about_conflict(path)
            return False
        try:
            self._document.file_mark = self._write(path)
        except Cancelled:
            return False
        except FileError as error:
            sentence = tr("{name} {fault}. Nothing is lost: save it elsewhere.", name=path.name, fault=error)
            ask_after_failure(
                self._window, sentence, save_elsewhere=self.save_as, try_again=lambda: self._save_to(path)
            )
            return False
        self._document.session.mark_saved(path)
        _remember(path)
        self._document.saved.emit()
        self._document.told.emit(tr("Saved {name}", name=path.name))
        return True

    def _ask_about_conflict(self, path: Path) -> None:
        def overwrite() -> None:
            self._document.file_mark = take_mark(path)
            self._save_to(path)

        ask_about_conflict(
            self._window,
            path.name,
            is_gone=not path.exists(),
            save_elsewhere=self.save_as,
            overwrite=overwrite,
            reload=lambda: self.open_file(path),
        )

    def export_csv(self) -> None:
        """Ask for a file and write the table to it."""
        path = self.ask_where(tr("Export CSV"), ".csv", [f"{tr('Comma-separated values')} (*.csv)"])
        if path is not None:
            self.export(
                tr("The table was not exported"),
                path,
                lambda table, progress: TEXT_EXPORTS["csv"](table, progress).encode(),
            )

    def export(self, failed: str, path: Path, make: Callable[[Table, Progress], bytes]) -> None:
        """Write what is made of the table to a file, with its progress shown; `failed` heads what goes wrong."""
        if self._document.session.path is not None and path == self._document.session.path:
            self.show_error(failed, tr("This file is the document itself; choose another one."))
            return
        table = self._document.table()

        def export(progress: Progress) -> None:
            data = make(table, progress)
            progress.check()
            write_whole(path, data)

        try:
            self.background.run(tr("Exporting {name}", name=path.name), export)
        except Cancelled:
            pass  # nothing was written
        except FileError as error:
            self.show_error(failed, tr("{name} {fault}.", name=path.name, fault=error))
        else:
            self._document.tell_exported(path)

    def _write(self, path: Path) -> FileMark | None:
        """Write the document to a file, with its progress shown; raises FileError, and Cancelled."""
        network = self._document.network
        title = tr("Saving {name}", name=path.name)
        return self.background.run(title, lambda progress: save_network(network, path, progress))

    def ask_where(self, title: str, suffix: str, filters: Sequence[str]) -> Path | None:
        """Ask for a file to write; the first of the filters is the one that is chosen."""
        dialog = QFileDialog(self._window, title, self.folder())
        dialog.setNameFilters(filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)

        def follow(chosen: str) -> None:
            """Give a name without an ending that of the filter."""
            _, found, ending = chosen.rpartition("*.")
            dialog.setDefaultSuffix(ending.rstrip(")") if found else suffix)

        dialog.filterSelected.connect(follow)
        path = self._document.session.path
        stem = path.stem if path else self._document.network.name or "network"
        dialog.selectFile("".join(c if c.isalnum() or c in " -_." else "-" for c in stem) + suffix)
        is_chosen = dialog.exec()
        dialog.deleteLater()
        if not is_chosen:
            return None
        chosen = Path(dialog.selectedFiles()[0])
        preferences.remember(LAST_FOLDER, str(chosen.parent))
        return chosen

    def folder(self) -> str:
        """Give the folder that dialogs begin in."""
        path = self._document.session.path
        last = preferences.recall(LAST_FOLDER)
        return str(path.parent) if path else last if isinstance(last, str) else str(Path.home())

    def may_leave(self) -> bool:
        """Ask what to do with unsaved changes; tells whether the document may be closed."""
        if not self._document.session.is_modified:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Strata")
        path = self._document.session.path
        name = path.name if path else self._document.network.name or tr("this network")
        box.setText(tr("Save the changes to {name}?", name=name))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(tr("Without saving they are lost."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.button(buttons.Save).setText(tr("&Save"))
        box.button(buttons.Discard).setText(tr("&Don't Save"))
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        box.deleteLater()
        if answer == buttons.Save:
            return self.save()
        return answer == buttons.Discard

    def show_error(self, title: str, sentence: str) -> None:
        """Show why something was not done, without holding the program up."""
        box = QMessageBox(QMessageBox.Icon.Warning, "Strata", title, QMessageBox.StandardButton.Ok, self._window)
        box.setInformativeText(sentence)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
