"""Unexpected errors: logged, told of once, with a recovery copy kept and a report to save."""

import contextlib
import platform
import sys
import threading
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core import VERSION
from core.files import write_network
from core.language import tr
from core.network import Network
from core.writing import FileError, write_whole
from gui.log import LOG, log_tail
from gui.theme import UNIT
from gui.windows import Windows

_MOST_LOGGED = 100
"""Sorts of errors; more would push the first ones, which say most, out of the log."""


def make_report(fault: str, networks: Iterable[Network]) -> str:
    """Write what helps to find a fault; the documents only where they are given."""
    parts = [
        f"Strata {VERSION}\nPython {sys.version}\nPySide6 {PySide6.__version__}, Qt {qVersion()}",
        platform.platform(),
        fault,
        f"Log:\n{log_tail()}",
        *(f"Document:\n{write_network(network).decode()}" for network in networks),
    ]
    return "\n\n".join(parts) + "\n"


class CrashGuard(QObject):
    """Takes what nobody caught; one fault in painting means hundreds of calls, and one dialog."""

    _happened = Signal(str)

    def __init__(self, windows: Windows) -> None:
        super().__init__()
        self._windows = windows
        self.dialog: CrashDialog | None = None
        self._has_told = False
        self._logged: set[str] = set()
        self._happened.connect(self._tell)  # queued where it comes from another thread

    def install(self) -> None:
        """Take unexpected errors from now on."""
        sys.excepthook = self.take
        threading.excepthook = lambda given: self.take(
            given.exc_type, given.exc_value or given.exc_type(), given.exc_traceback
        )

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error, and tell the user of the first one; each that comes again and again is logged once."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        fault = "".join(traceback.format_exception(kind, error, trace))
        if fault not in self._logged and len(self._logged) < _MOST_LOGGED:
            self._logged.add(fault)
            LOG.error("%s", fault)
        if self._has_told:
            return
        self._has_told = True
        with contextlib.suppress(OSError, ValueError, AttributeError):  # there may be no standard error at all
            sys.stderr.write(fault)
        self._happened.emit(fault)

    def _tell(self, fault: str) -> None:
        for window in self._windows:
            window.safekeeping.keeper.keep_now()
        parent = next(iter(self._windows), None)
        self.dialog = CrashDialog(fault, self._windows, parent)
        self.dialog.open()


class CrashDialog(QDialog):
    """Says that something went wrong and that the work is kept, and saves a report for those who want to help."""

    def __init__(self, fault: str, windows: Windows, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._fault = fault
        self._windows = windows
        self.setWindowTitle("Strata")
        self.setMinimumWidth(64 * UNIT)
        headline = QLabel(tr("Something unexpected went wrong."))
        headline.setObjectName("headline")
        text = QLabel(
            tr(
                "A copy of your unsaved work has been kept. Save it under another name, then start Strata again. "
                "You may save a report for those who make Strata; nothing is sent."
            )
        )
        text.setWordWrap(True)
        details = QPlainTextEdit(fault)
        details.setReadOnly(True)
        details.setAccessibleName("Details")
        self.with_document = QCheckBox(tr("Put my network into the report"))
        save = QPushButton(tr("Save Report…"))
        save.clicked.connect(self._ask_where)
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self.with_document)
        buttons.addStretch(1)
        buttons.addWidget(save)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        layout.setSpacing(2 * UNIT)
        for widget in (headline, text, details):
            layout.addWidget(widget)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.hide()
        layout.addWidget(self._told)
        layout.addLayout(buttons)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save Report"), str(Path.home() / "strata-report.txt"))
        if name:
            self.save_report(Path(name))

    def save_report(self, path: Path) -> None:
        """Write the report to a file, and say how that went."""
        networks = [window.document.network for window in self._windows] if self.with_document.isChecked() else []
        try:
            write_whole(path, make_report(self._fault, networks).encode("utf-8", "backslashreplace"))
        except FileError as error:
            self._told.setText(tr("{name} {fault}.", name=path.name, fault=error))
        else:
            self._told.setText(tr("Saved {name}", name=path.name))
        self._told.show()
