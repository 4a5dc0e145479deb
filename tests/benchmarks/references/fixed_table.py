"""A table view on a fixed model: as many rows as wanted, each cell a text that is there already."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

COLUMNS = 8


class FixedModel(QAbstractTableModel):
    """Never changes."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = [[f"row {row}"] + [f"{row * column:,}" for column in range(1, COLUMNS)] for row in range(rows)]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def fixed_table(rows: int) -> QTableView:
    """Show a view of the size of Strata's list, with as many rows in sight."""
    view = QTableView()
    view.setModel(FixedModel(rows))
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(36)
    view.resize(784, 560)
    view.show()
    return view
