"""What is offered at the start after a crash: the documents that nobody has saved."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from core.files import read_network
from core.language import tr, tr_count
from core.network import Network
from core.recovery import Copy
from core.session import Session
from core.writing import FileError
from gui.check_rows import CheckRows
from gui.recovery_keeper import recovery_folder
from gui.theme import UNIT, px

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_ROW = 32
_SHOWN = 5
"""Documents that are seen without scrolling."""
_SHORT = QLocale.FormatType.ShortFormat


def offer_recovery(window: "MainWindow") -> "RecoveryOffer | None":
    """Offer what crashed processes have left, without holding the start up; None where there is nothing."""
    folder = recovery_folder()
    folder.sweep()
    copies = folder.abandoned()
    if not copies:
        return None
    offer = RecoveryOffer(window, copies)
    offer.open()
    return offer


class RecoveryOffer(QDialog):
    """Lists the copies; what is not ticked, or not decided on, is offered again at the next start."""

    def __init__(self, window: "MainWindow", copies: list[Copy]) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Unsaved Work"))
        self.setMinimumWidth(px(64 * UNIT))
        self.list = QListWidget()
        self.list.setItemDelegate(CheckRows(self.list))
        self.list.setAccessibleName("Unsaved documents")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setMinimumHeight(min(len(copies), _SHOWN) * px(_ROW) + px(UNIT))
        for copy in copies:
            self.list.addItem(_item(copy))
        text = QLabel(tr("Strata did not close as it should. These documents were not saved:"))
        text.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        discard = QPushButton(tr("Discard"))
        discard.clicked.connect(self.discard)
        later = QPushButton(tr("Decide Later"))
        later.clicked.connect(self.reject)
        recover = QPushButton(tr("Recover"))
        recover.setDefault(True)
        recover.clicked.connect(self.recover)
        buttons.addWidget(discard)
        buttons.addStretch(1)
        buttons.addWidget(later)
        buttons.addWidget(recover)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        layout.setSpacing(2 * UNIT)
        layout.addWidget(text)
        layout.addWidget(self.list)
        layout.addLayout(buttons)

    def _ticked(self) -> list[Copy]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def discard(self) -> None:
        """Remove the copies that are ticked."""
        for copy in self._ticked():
            recovery_folder().remove(copy)
        self.accept()

    def recover(self) -> None:
        """Open the copies that are ticked, each as a document with unsaved changes."""
        self.accept()
        faults = [fault for copy in self._ticked() if (fault := self._recover(copy))]
        if faults:
            self._window.files.show_error(tr("Not everything was recovered"), "\n".join(faults))

    def _recover(self, copy: Copy) -> str:
        name = _name(copy)
        try:
            session = Session(copy.read(), copy.path, opened=_in_file(copy))
        except FileError as error:
            return tr("{name} {fault}.", name=name, fault=error)
        session.mark_unsaved()
        window = self._window
        if window.document.session.is_modified:
            window = window.windows.open(session, beside=window)
            window.show()
        else:
            window.document.open(session)
        window.document.file_mark = copy.mark
        if not window.safekeeping.keeper.adopt(copy):
            window.safekeeping.keeper.keep()
        window.document.saved.emit()  # nothing was, but what is modified now is to be seen
        window.document.told.emit(tr("Recovered {name}", name=name))
        return ""


def _in_file(copy: Copy) -> Network | None:
    """Read what the file of a copy holds, to compare with; None where there is none that can be read."""
    if copy.path is None:
        return None
    with suppress(FileError):
        return read_network(copy.path)
    return None


def _name(copy: Copy) -> str:
    return copy.path.name if copy.path else copy.name or tr("Untitled")


def _item(copy: Copy) -> QListWidgetItem:
    try:
        moment, locale = QDateTime.fromSecsSinceEpoch(int(copy.time)), QLocale()
        # Where the system names no country, Qt writes a date with blanks between its numbers.
        is_nowhere = locale.language() == QLocale.Language.C
        when = moment.toString("yyyy-MM-dd HH:mm") if is_nowhere else locale.toString(moment, _SHORT)
    except (OverflowError, ValueError):
        when = "?"
    layers = tr_count("{count} layer", "{count} layers", copy.layers)
    item = QListWidgetItem(tr("{name}, {layers}, {when}", name=_name(copy), layers=layers, when=when))
    item.setToolTip(os.fspath(copy.path) if copy.path else tr("Never saved"))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked)
    item.setSizeHint(QSize(0, px(_ROW)))  # as wide as there is room; the tooltip tells the whole path
    item.setData(Qt.ItemDataRole.UserRole, copy)
    return item
