"""What is asked before the table is exported: the format, the separator, and which columns in which order."""

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.export import SEPARATED
from core.export.columns import CHOICE, SEPARATORS, TableOptions
from core.language import tr
from core.table import FILE_COLUMNS, TEXT_COLUMNS, Column
from gui.check_rows import CheckRows
from gui.preferences import recall, remember
from gui.theme import UNIT, px

SUFFIXES = {
    "csv": "csv",
    "spreadsheet": "csv",
    "tsv": "tsv",
    "markdown-table": "md",
    "latex-table": "tex",
    "html-table": "html",
    "text": "txt",
}
"""The formats in the order in which they are offered, and how the name of a file of each ends."""

_KEY = "table_export"
_ROW = 28
_COLUMN = int(Qt.ItemDataRole.UserRole)


def format_title(target: str) -> str:
    """Give the name of a format of the table for people."""
    return {
        "csv": tr("CSV, for programs"),
        "spreadsheet": tr("CSV, for spreadsheets"),
        "tsv": tr("TSV, with tabs"),
        "markdown-table": "Markdown",
        "latex-table": "LaTeX",
        "html-table": "HTML",
        "text": tr("Plain text"),
    }[target]


def usual_columns(target: str) -> tuple[Column, ...]:
    """Give the columns of a format where nobody chooses."""
    return FILE_COLUMNS if target in ("csv", "tsv") else CHOICE if target == "spreadsheet" else TEXT_COLUMNS


class TableExportDialog(QDialog):
    """Asks how the table is to be written; what is chosen is remembered for each format."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export Table"))
        kept = recall(_KEY)
        self._kept: dict[str, object] = kept if isinstance(kept, dict) else {}
        self.format_box, self.separator_box, self.columns = QComboBox(), QComboBox(), QListWidget()
        for target in SUFFIXES:
            self.format_box.addItem(format_title(target), target)
        titles = {"comma": tr("Comma"), "semicolon": tr("Semicolon"), "tab": tr("Tab")}
        for name in SEPARATORS:
            self.separator_box.addItem(titles[name], name)
        self.columns.setItemDelegate(CheckRows(self.columns))
        self.columns.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.columns.itemChanged.connect(self._look)
        self._make_buttons()
        self._lay_out()
        last = self._kept.get("format")
        self.format_box.setCurrentIndex(max(0, self.format_box.findData(last)))
        self.format_box.currentIndexChanged.connect(self._show_format)
        self._show_format()

    def _make_buttons(self) -> None:
        self.up, self.down = QPushButton(tr("Up")), QPushButton(tr("Down"))
        self.usual = QPushButton(tr("As Usual"))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.usual.clicked.connect(lambda: self._show_columns(usual_columns(self.target)))
        for button in (self.up, self.down, self.usual):
            button.setAutoDefault(False)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self._go_on = self.buttons.addButton(tr("Choose File…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._go_on.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        form = QFormLayout()
        rows = ((tr("Format"), self.format_box, "Format"), (tr("Separator"), self.separator_box, "Separator"))
        for title, widget, name in rows:
            widget.setAccessibleName(name)
            form.addRow(title, widget)
        self.columns.setAccessibleName("Columns")
        self.columns.setMinimumSize(36 * UNIT, (len(CHOICE) + 1) * _ROW)
        aside = QVBoxLayout()
        aside.setSpacing(UNIT)
        for button in (self.up, self.down, self.usual):
            aside.addWidget(button)
        aside.addStretch(1)
        beside = QHBoxLayout()
        beside.addWidget(self.columns, 1)
        beside.addLayout(aside)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(form)
        heading = QLabel(tr("Columns, in their order"))
        heading.setBuddy(self.columns)
        layout.addWidget(heading)
        layout.addLayout(beside)
        layout.addWidget(self.buttons)

    # What is shown

    def _show_format(self) -> None:
        target = self.target
        self.separator_box.setEnabled(target in SEPARATED)
        kept = self._kept.get(target)
        keys, separator = kept if isinstance(kept, list) and len(kept) == 2 else (None, None)
        by_key: dict[object, Column] = {column.key: column for column in CHOICE}
        wanted = [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []
        chosen = [by_key[key] for key in wanted if key in by_key]
        usual = "tab" if target == "tsv" else self._usual_separator(target)
        self.separator_box.setCurrentIndex(
            self.separator_box.findData(separator if self._fits(separator, target) else usual)
        )
        self._show_columns(tuple(dict.fromkeys(chosen)) or usual_columns(target))

    @staticmethod
    def _fits(separator: object, target: str) -> bool:
        return isinstance(separator, str) and separator in SEPARATORS and target in SEPARATED

    def _usual_separator(self, target: str) -> str:
        """Give what spreadsheets of this locale expect; CSV for programs has commas everywhere."""
        has_decimal_comma = QLocale().decimalPoint() == ","
        return "semicolon" if target == "spreadsheet" and has_decimal_comma else "comma"

    def _show_columns(self, chosen: tuple[Column, ...]) -> None:
        self.columns.clear()
        for column in (*chosen, *(each for each in CHOICE if each not in chosen)):
            item = QListWidgetItem(tr(column.title))
            item.setData(_COLUMN, column.key)
            flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if column in chosen else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, px(_ROW)))
            self.columns.addItem(item)
        self.columns.setCurrentRow(0)
        self._look()

    def _move(self, step: int) -> None:
        row = self.columns.currentRow()
        if 0 <= row + step < self.columns.count():
            item = self.columns.takeItem(row)
            self.columns.insertItem(row + step, item)
            self.columns.setCurrentRow(row + step)

    def _look(self) -> None:
        self._go_on.setEnabled(bool(self._chosen_keys()))

    # What was chosen

    @property
    def target(self) -> str:
        """The format, by the name that the command line gives it."""
        return str(self.format_box.currentData())

    @property
    def options(self) -> TableOptions:
        """The columns and the separator."""
        by_key = {column.key: column for column in CHOICE}
        separator = SEPARATORS[self._separator] if self.target in SEPARATED else ""
        return TableOptions(tuple(by_key[key] for key in self._chosen_keys()), separator)

    @property
    def _separator(self) -> str:
        return str(self.separator_box.currentData())

    def _chosen_keys(self) -> list[str]:
        items = (self.columns.item(row) for row in range(self.columns.count()))
        return [str(item.data(_COLUMN)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def accept(self) -> None:
        self._kept["format"] = self.target
        self._kept[self.target] = [self._chosen_keys(), self._separator]
        remember(_KEY, self._kept)
        super().accept()
