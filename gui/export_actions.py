"""The exports of the table and of the worked solution: what is asked, and how it is written."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.export import TABLE_EXPORTS, TEXT_EXPORTS
from core.export.columns import TableOptions
from core.language import tr
from core.progress import Progress
from core.table import Table
from gui.action_table import ActionTable
from gui.preferences import recall, remember

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_SOLUTIONS = {"pdf": "PDF", "md": "Markdown", "tex": "LaTeX", "html": "HTML"}
"""How the name of a file of each format ends, and what the format is called."""

_TARGETS = {"md": "markdown", "tex": "latex", "html": "html"}
_KEY = "solution_export"


class ExportActions(QObject):
    """The actions of one window that write its table or its worked solution."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def enter(self, actions: ActionTable) -> None:
        """Make the actions."""
        actions.add("export_table", tr("Export &Table…"), self.export_table)
        actions.add("export_solution", tr("Export &Worked Solution…"), self.export_solution, "Ctrl+Shift+W")

    def export_table(self) -> None:
        """Ask for format, columns and file, and write the table."""
        from gui.export_dialog import SUFFIXES, TableExportDialog, format_title  # noqa: PLC0415  (needed by few)

        dialog = TableExportDialog(self._window)
        is_wanted = dialog.exec()
        target, options = dialog.target, dialog.options
        dialog.deleteLater()
        if not is_wanted:
            return
        suffix = SUFFIXES[target]
        files = self._window.files
        path = files.ask_where(tr("Export Table"), f".{suffix}", [f"{format_title(target)} (*.{suffix})"])
        if path is not None:
            files.export(tr("The table was not exported"), path, _table_writer(target, options))

    def export_solution(self) -> None:
        """Ask for a file, whose name says the format, and write the worked solution."""
        last = recall(_KEY)
        first = last if isinstance(last, str) and last in _SOLUTIONS else "pdf"
        kinds = [first, *(suffix for suffix in _SOLUTIONS if suffix != first)]
        filters = [f"{_SOLUTIONS[suffix]} (*.{suffix})" for suffix in kinds]
        files = self._window.files
        path = files.ask_where(tr("Export Worked Solution"), f".{first}", filters)
        if path is None:
            return
        suffix = path.suffix.lower().removeprefix(".")
        if suffix not in _SOLUTIONS:
            names = ", ".join(f".{each}" for each in _SOLUTIONS)
            sentence = tr("The name of the file must end with one of {names}.", names=names)
            files.show_error(tr("The worked solution was not exported"), sentence)
            return
        remember(_KEY, suffix)
        files.export(tr("The worked solution was not exported"), path, _solution_writer(suffix))


Writer = Callable[[Table, Progress], bytes]


def _table_writer(target: str, options: TableOptions) -> Writer:
    def write(table: Table, progress: Progress) -> bytes:
        return TABLE_EXPORTS[target](table, progress, options).encode()

    return write


def _solution_writer(suffix: str) -> Writer:
    def write(table: Table, progress: Progress) -> bytes:
        if suffix == "pdf":
            from gui.sheet_pdf import sheet_pdf  # noqa: PLC0415  (needed by few, so not at every start)

            return sheet_pdf(table, progress)
        return TEXT_EXPORTS[_TARGETS[suffix]](table, progress).encode()

    return write
