"""The About box: the version, what Strata is made of, and the licences of all of it."""

import platform

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core import VERSION
from core.language import tr
from core.licences import Part, parts
from gui.icons import app_icon
from gui.theme import UNIT, px, ui_font

_ICON, _ROW = 64, 28
_LIST_WIDTH, _LEAST_TEXT, _LEAST_HEIGHT = 200, 240, 120
_WIDTH, _HEIGHT = 848, 560


class AboutDialog(QDialog):
    """What Strata is above, the parts it is made of below with the licence of the one that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Strata"))
        self.list, self.text = QListWidget(), QTextBrowser()
        self._fill_list()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * UNIT] * 4)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(self._head())
        layout.addWidget(self._licences(), 1)
        layout.addWidget(buttons)
        self.list.setFocus()
        room = self.screen().availableGeometry().size()
        self.resize(QSize(px(_WIDTH), px(_HEIGHT)).boundedTo(room))

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(px(_ICON), px(_ICON)))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        name = QLabel(f"Strata {VERSION}")
        name.setFont(ui_font(20, QFont.Weight.DemiBold))
        words = QVBoxLayout()
        words.setSpacing(UNIT)
        words.addWidget(name)
        for sentence in (
            tr(
                "An editor for the architecture of convolutional networks: every output size and every "
                "parameter count, with the working that leads to it."
            ),
            tr("MIT licence. The fonts are under the SIL Open Font License."),
            tr("Qt and PySide {qt} (LGPL), Python {python}", qt=pyside_version, python=platform.python_version()),
        ):
            label = QLabel(sentence)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(2 * UNIT)
        head.addWidget(picture)
        head.addLayout(words, 1)
        return head

    def _licences(self) -> QWidget:
        both = QWidget()
        layout = QHBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * UNIT)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setAccessibleName(tr("Parts and their licences"))
        self.text.setMinimumSize(px(_LEAST_TEXT), px(_LEAST_HEIGHT))
        self.text.setAccessibleName(tr("Licence"))
        layout.addWidget(self.list)
        layout.addWidget(self.text, 1)
        return both

    def _fill_list(self) -> None:
        for part in parts():
            item = QListWidgetItem(part.name)
            item.setSizeHint(QSize(0, px(_ROW)))
            item.setData(Qt.ItemDataRole.UserRole, part)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def _show(self, item: QListWidgetItem | None) -> None:
        part = item.data(Qt.ItemDataRole.UserRole) if item else None
        if isinstance(part, Part):
            heading = f"{part.name} · {part.licence}\n\n" if part.licence else ""
            self.text.setPlainText(heading + part.text())


def show_about(parent: QWidget) -> None:
    """Show what Strata is, its version and what it is made with."""
    AboutDialog(parent).exec()
