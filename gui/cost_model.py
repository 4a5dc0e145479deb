"""The costs of all layers as rows in an order of their own, blocks in one row each where they are summed up."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from core import table as columns
from core.blocks import Block, blocks
from core.costs import ACTIVATIONS, LEARNABLE, STORED, WORK, Measure, memory_column, most_costly, write_bytes
from core.language import decimal, group, tr, tr_count
from core.matching import fold
from core.records import dataclass
from core.table import Column, Table, write_count
from gui.number_type import number_type

SHOWN: tuple[tuple[Column, Measure | None, int], ...] = (
    (columns.INDEX, None, 56),
    (columns.NAME, None, 168),
    (columns.TYPE, None, 152),
    (columns.PARAMETERS, LEARNABLE, 120),
    (columns.MACS, WORK, 160),
    (memory_column(ACTIVATIONS, number_type.size), ACTIVATIONS, 144),
    (memory_column(STORED, number_type.size), STORED, 144),
    (columns.RECEPTIVE_FIELD, None, 128),
)
"""The columns: what is written, what the bar is a share of, and the width at 100 %."""

NAME, PARAMETERS = 1, 3
_DISPLAY, _ALIGNMENT, _TOOL_TIP, _SPOKEN = (
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class _Amounts:
    """What the layers cost in one respect: by row, summed up to before each row, and in all."""

    by_row: Sequence[int]
    before: Sequence[int]

    @property
    def total(self) -> int:
        return self.before[-1]

    def of(self, rows: range) -> int:
        return self.before[rows.stop] - self.before[rows.start]


class CostModel(QAbstractTableModel):
    """The rows of a table in an order of their own, those alone that hold some letters.

    Where blocks are summed up, the outermost that is not opened has one row; it is known by its first layer's.
    """

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._column, self._order = PARAMETERS, Qt.SortOrder.DescendingOrder
        self._letters = ""
        self._sums_up = False
        self._opened: set[str] = set()
        self._blocks: dict[int, Block] = {}
        self._amounts: dict[int, _Amounts] = {}
        self._rows: list[int] = []
        self._arrange()

    @property
    def rows(self) -> list[int]:
        """The rows of the list that are shown, in their order here; for a block that is summed up, its first."""
        return self._rows

    @property
    def table(self) -> Table:
        """The table that is shown."""
        return self._table

    def block(self, row: int) -> Block | None:
        """Give the block that is summed up in a row; None for a layer."""
        return self._blocks.get(row)

    def seen_row(self, row: int) -> int:
        """Give the row under which a layer is seen: its own, or its block's."""
        return next((first for first, each in self._blocks.items() if row in each.rows), row)

    def show_table(self, table: Table) -> None:
        """Show another table in the same order."""
        self._change(lambda: self._take(table))

    def filter(self, letters: str) -> None:
        """Show the layers alone whose name or kind holds some letters, and the blocks of such layers."""
        self._letters = fold(letters.strip())
        self._change(lambda: None)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; equal ones stay in the order of the list."""
        self._column, self._order = column, order
        self._change(lambda: None)

    def refresh(self) -> None:
        """Show everything anew, as the number type is another one."""
        self._change(lambda: None)

    def sum_up(self, *, blocks_are_summed_up: bool) -> None:
        """Show the outermost blocks in one row each, or all layers."""
        self._sums_up = blocks_are_summed_up
        self._opened.clear()
        self._change(lambda: None)

    def open_block(self, block: Block) -> None:
        """Show what is in a block that is summed up."""
        self._opened.add(block.path)
        self._change(lambda: None)

    def close_block(self, row: int) -> None:
        """Sum the innermost opened block around a row up again."""
        around = [each for each in blocks(self._table.network) if row in each.rows and each.path in self._opened]
        if around:
            self._opened.discard(around[-1].path)
            self._change(lambda: None)

    def _take(self, table: Table) -> None:
        self._table = table
        self._amounts.clear()

    def _change(self, do: Callable[[], None]) -> None:
        self.beginResetModel()
        do()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        rows: list[int] = []
        self._blocks = {}
        stop = 0
        for each in blocks(self._table.network) if self._sums_up else ():
            if each.start >= stop and each.path not in self._opened:
                rows += [*range(stop, each.start), each.start]
                self._blocks[each.start] = each
                stop = each.stop
        rows += range(stop, len(self._table.network))
        if self._letters:
            rows = [row for row in rows if any(self._letters in self._searched(each) for each in self.layers(row))]
        reverse = self._order == Qt.SortOrder.DescendingOrder
        self._rows = sorted(rows, key=self._key(), reverse=reverse)

    def layers(self, row: int) -> range:
        """Give the layers of a row: one, or those of its block."""
        block = self._blocks.get(row)
        return range(row, row + 1) if block is None else block.rows

    def _searched(self, row: int) -> str:
        return fold(f"{columns.NAME.shown(self._table, row)} {columns.TYPE.shown(self._table, row)}")

    def _key(self) -> Callable[[int], Any]:
        column, measure, _ = SHOWN[self._column]
        sign = 1 if self._order == Qt.SortOrder.AscendingOrder else -1
        if measure is not None:
            amounts = self._amounts_of(self._column)
            return lambda row: (amounts.of(self.layers(row)), sign * row)
        if column is columns.INDEX:
            return lambda row: row
        if column is columns.RECEPTIVE_FIELD:
            fields = self._table.receptive_fields
            return lambda row: (fields[self.layers(row)[-1]] or (), sign * row)
        return lambda row: (self._text(row, self._column).casefold(), sign * row)

    def _amounts_of(self, section: int) -> _Amounts:
        if section not in self._amounts:
            measure = SHOWN[section][1]
            amounts = measure.amounts(self._table) if measure else []
            self._amounts[section] = _Amounts(amounts, [0, *accumulate(amounts)])
        return self._amounts[section]

    def share(self, place: int, section: int) -> float:
        """Give a cell's share of its column; 0 where it has none."""
        if SHOWN[section][1] is None:
            return 0.0
        amounts = self._amounts_of(section)
        return amounts.of(self.layers(self._rows[place])) / amounts.total if amounts.total else 0.0

    def most(self, section: int) -> list[str]:
        """Name the rows that cost most, whether the filter shows them or not, each with its share."""
        amounts = self._amounts_of(section)
        hidden = {row for each in self._blocks.values() for row in each.rows[1:]}
        units = [row for row in range(len(self._table.network)) if row not in hidden]
        costs = [amounts.of(self.layers(row)) for row in units]
        return [
            tr(
                "{layer} {share} %",
                layer=self._text(units[each], NAME),
                share=decimal(costs[each] * 100 / amounts.total, ".1f"),
            )
            for each in most_costly(costs)
        ]

    # What is written

    def _text(self, row: int, section: int) -> str:
        block, (column, measure, _) = self._blocks.get(row), SHOWN[section]
        if block is None:
            return column.shown(self._table, row)
        if measure is not None:
            return self._sum(block, section, measure)
        if column is columns.NAME:
            return block.path
        if column is columns.TYPE:
            return tr_count("{count} layer", "{count} layers", len(block.rows))
        return column.shown(self._table, row if column is columns.INDEX else block.stop - 1)

    def _sum(self, block: Block, section: int, measure: Measure) -> str:
        unknown = sum(self._table.report(row).shape is None for row in block.rows)
        if unknown == len(block.rows):
            return ""
        amount = self._amounts_of(section).of(block.rows)
        in_bytes = measure in (ACTIVATIONS, STORED)
        written = write_bytes(amount * number_type.size()) if in_bytes else write_count(amount)
        return f"≥ {written}" if unknown else written

    # What views ask

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(SHOWN)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid() or role not in (_DISPLAY, _ALIGNMENT, _TOOL_TIP, _SPOKEN):
            return None
        column = SHOWN[index.column()][0]
        if role == _ALIGNMENT:
            return RIGHT if column.is_number else LEFT
        text = self._text(self._rows[index.row()], index.column())
        if role == _SPOKEN:
            return text or tr("not known")
        return self._tool_tip(index, text) if role == _TOOL_TIP else text

    def _tool_tip(self, index: Index, text: str) -> str:
        row, section = self._rows[index.row()], index.column()
        measure = SHOWN[section][1]
        if measure is None or not text:
            return tr("A double click shows what is in it") if row in self._blocks else text
        share = decimal(self.share(index.row(), section) * 100, ".1f")
        if measure in (ACTIVATIONS, STORED):
            count = self._amounts_of(section).of(self.layers(row)) * number_type.size()
            return tr(
                "{count} bytes in {type}, {share} % of all", count=group(count), type=number_type.name, share=share
            )
        return tr("{text}, {share} % of all", text=text, share=share)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return tr(SHOWN[section][0].title)
        return (RIGHT if SHOWN[section][0].is_number else LEFT) if role == _ALIGNMENT else None
