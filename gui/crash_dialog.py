"""What is shown after an unexpected error, and the report that can be saved of it."""

import platform
import sys
from collections.abc import Iterable
from pathlib import Path

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
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
from gui.log import log_tail
from gui.theme import UNIT
from gui.windows import Windows


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
