"""What opens the costs and the comparisons: windows of their own, made when they are first wanted."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.analysis import analyse
from core.costs import NUMBER_BYTES
from core.examples import Example
from core.files import FileError
from core.language import tr
from core.network import Network
from core.progress import Cancelled
from core.session import Session
from core.table import Table
from gui.action_table import ActionTable
from gui.compare_side import Side
from gui.document import Document
from gui.file_actions import file_filter, read_session
from gui.layout import place_over
from gui.number_type import number_type

if TYPE_CHECKING:
    from gui.compare_window import CompareWindow
    from gui.main_window import MainWindow
    from gui.overview_window import OverviewWindow


class CostActions(QObject):
    """The actions of one window on the costs of its document, and on what it differs from."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self.overview: OverviewWindow | None = None
        self.comparison: CompareWindow | None = None
        self._group = QActionGroup(window)

    def enter(self, actions: ActionTable) -> None:
        """Make the actions."""
        number_type.recall()
        actions.add("overview", tr("Cos&ts…"), self.show_overview, "Ctrl+Shift+K")
        actions.add("compare_with", tr("Co&mpare With…"), self.compare_with)
        actions.add("compare_with_saved", tr("Compare Wi&th How It Was"), self.compare_with_saved)
        for name in NUMBER_BYTES:
            action = QAction(name, self._window)
            action.setObjectName(f"numbers_{name}")
            action.setCheckable(True)
            action.setChecked(name == number_type.name)
            action.setActionGroup(self._group)
            action.triggered.connect(partial(number_type.choose, name))
            actions.enter(action)
        number_type.changed.connect(self._mark_chosen)
        self._window.layers.selection_changed.connect(self._show_selection)

    def fill(self, menu: QMenu) -> None:
        """Put the choice of number types into the View menu."""
        types = menu.addMenu(tr("Num&ber Type"))
        types.addActions(self._group.actions())

    def _mark_chosen(self) -> None:
        for action in self._group.actions():
            action.setChecked(action.text() == number_type.name)

    def _show_selection(self) -> None:
        if self.overview is not None:
            self.overview.show_row(self._window.layers.current_row())

    # Costs

    def show_overview(self) -> None:
        """Show the costs of all layers."""
        from gui.overview_window import OverviewWindow  # noqa: PLC0415  (needed by few, so not at every start)

        if self.overview is None:
            self.overview = OverviewWindow(self._document)
            self.overview.row_chosen.connect(self.choose_row)
            self.overview.rows_chosen.connect(self._window.layers.select_rows)
            self._window.destroyed.connect(self.overview.deleteLater)
            place_over(self.overview, self._window)
        _bring_up(self.overview)
        self.overview.show_row(self._window.layers.current_row())
        self.overview.view.scrollToTop()  # what costs most, wherever the selected layer stands

    def choose_row(self, row: int) -> None:
        """Select a row in the list, and leave the keys where they are."""
        self._window.layers.select_rows([row])

    # Comparing

    def compare_with(self) -> None:
        """Ask for a document and compare it with this one; live where a window of this program shows it."""
        files = self._window.files
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Compare With"), files.folder(), file_filter())
        if name:
            self.compare_with_file(Path(name))

    def compare_with_example(self, example: Example) -> None:
        """Compare an example with this document."""
        self.compare_with_file(example.path, tr(example.title))

    def compare_with_file(self, path: Path, title: str = "") -> None:
        """Compare a document with this one, under its file's name or a title; one that cannot be opened is told of."""
        shown = self._window.windows.showing(path)
        if shown is not None and shown is not self._window:
            self._compare(self._open_side(shown))
            return
        try:
            session = read_session(self._window.files.background, path, keeps_file=False)
        except Cancelled:
            return
        except FileError as error:
            fault = tr("{name} {fault}.", name=path.name, fault=error)
            self._window.files.show_error(tr("The document was not compared"), fault)
            return
        self._compare(_fixed_side(title or path.name, session))

    def compare_with_window(self, other: "MainWindow") -> None:
        """Compare the document of another window with this one, saved or not; live on both sides."""
        self._compare(self._open_side(other))

    def compare_with_saved(self) -> None:
        """Compare the document with how it was saved last, or opened where it has not been saved since."""
        document = self._document

        def title() -> str:
            return tr("As it was opened") if document.session.saved is None else tr("As it was saved")

        known: list[Table] = []

        def before() -> Table:
            network: Network = document.session.saved or document.session.opened
            if not known or known[0].network is not network:
                known[:] = [Table(network, analyse(network))]
            return known[0]

        self._compare(Side(title, before, document))

    def _compare(self, other: Side) -> None:
        from gui.compare_window import CompareWindow  # noqa: PLC0415  (needed by few, so not at every start)

        if self.comparison is not None:
            self.comparison.close()
            self.comparison.deleteLater()
        self.comparison = CompareWindow(other, self._open_side(self._window))
        self._window.destroyed.connect(self.comparison.deleteLater)
        place_over(self.comparison, self._window)
        _bring_up(self.comparison)

    def _open_side(self, window: "MainWindow") -> Side:
        return Side(window.document_name, window.document.table, window.document)

    def close_windows(self) -> None:
        """Close the windows with the one that they belong to."""
        for window in (self.overview, self.comparison):
            if window is not None:
                window.close()


def _fixed_side(name: str, session: Session) -> Side:
    document = Document(session)
    return Side(lambda: name, document.table)


def _bring_up(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
