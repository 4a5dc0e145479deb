"""The one item model over a session's state: a row a layer, a column a fact."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from core import table as columns
from core.actions import rename_layer
from core.analysis import analyse
from core.blocks import Block
from core.costs import ACTIVATIONS, LEARNABLE, STORED, WORK, Measure, memory_column
from core.language import decimal, group, tr
from core.network import Edit, Insert, LayerId, Move, Network, Remove, Replace, Wiring, runs
from core.rail import RailRow, lanes_used, rail_rows
from core.session import Change
from core.table import Table
from gui.block_row import block_cell, block_sentence, block_tip
from gui.document import Document
from gui.folding import Folding
from gui.layer_columns import COLUMN_HELP, LayerColumn
from gui.number_type import number_type
from gui.spoken import cell_description, cell_name

ROWS_MIME = "application/x-strata-rows"
KIND_MIME = "application/x-strata-kind"
LINK_MIME = "application/x-strata-link"

_COLUMNS = len(LayerColumn)
"""Counted once: Qt asks for it in thousands, and an Enum counts its members slowly."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


_FACTS: dict[int, columns.Column] = {
    LayerColumn.INDEX: columns.INDEX,
    LayerColumn.NAME: columns.NAME,
    LayerColumn.KIND: columns.TYPE,
    LayerColumn.SETTINGS: columns.SETTINGS,
    LayerColumn.OUTPUT: columns.OUTPUT,
    LayerColumn.PARAMETERS: columns.PARAMETERS,
    LayerColumn.MACS: columns.MACS,
    LayerColumn.RECEPTIVE_FIELD: columns.RECEPTIVE_FIELD,
    LayerColumn.ACTIVATION_MEMORY: memory_column(ACTIVATIONS, number_type.size),
    LayerColumn.PARAMETER_MEMORY: memory_column(STORED, number_type.size),
}

_MEASURES: dict[int, Measure] = {
    LayerColumn.PARAMETERS: LEARNABLE,
    LayerColumn.MACS: WORK,
    LayerColumn.ACTIVATION_MEMORY: ACTIVATIONS,
    LayerColumn.PARAMETER_MEMORY: STORED,
}
"""What the bars under the numbers are shares of."""

_TOLD_WHOLE = (LayerColumn.NAME, LayerColumn.SETTINGS, LayerColumn.OUTPUT)
"""Columns whose tool tip is their text, which may be cut."""

_IN_BYTES = (LayerColumn.ACTIVATION_MEMORY, LayerColumn.PARAMETER_MEMORY)

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN_NAME = int(Qt.ItemDataRole.AccessibleTextRole)
_SPOKEN_DESCRIPTION = int(Qt.ItemDataRole.AccessibleDescriptionRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
_NAME_FLAGS = _FLAGS | Qt.ItemFlag.ItemIsEditable

_MOST_NOTICES = 32
"""Above so many separate runs of rows, showing the list anew is quicker than telling Qt of each."""

_MOST_BETWEEN = 50_000
"""Nor is a long list worked out for every moment between two notices: so many layers take some 20 ms."""


class LayerModel(QAbstractTableModel):
    """Shows the document's layers; keeps its own reference to the state, swapped while Qt is told."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self._table = document.table()
        self._rail: tuple[Wiring, list[RailRow], int] | None = None
        self.folding: Folding | None = None
        self._sums: dict[int, tuple[Table, int]] = {}
        document.changed.connect(self._follow)
        document.replaced.connect(self._start_over)
        number_type.changed.connect(self._show_other_numbers)

    @property
    def table(self) -> Table:
        """The table that is shown."""
        return self._table

    @property
    def rail(self) -> list[RailRow]:
        """The rail beside the rows."""
        return self._laid_out()[1]

    @property
    def lanes(self) -> int:
        """How many lanes the rail needs."""
        return self._laid_out()[2]

    def _laid_out(self) -> tuple[Wiring, list[RailRow], int]:
        """Lay the rail out when it is first looked at after the wiring has changed."""
        wiring = self._table.network.wiring
        if self._rail is None or self._rail[0] is not wiring:
            rail = rail_rows(self._table.network)
            self._rail = (wiring, rail, lanes_used(rail))
        return self._rail

    # What views ask

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._table.network.layers)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role in (_DISPLAY, _EDIT):
            return self._text(index.row(), index.column())
        if role in (_TOOL_TIP, _SPOKEN_NAME, _SPOKEN_DESCRIPTION):
            block = self.block(index.row())
            if block is not None:
                return self._of_block(block, index.column(), role)
        if role == _TOOL_TIP:
            return self._tool_tip(index.row(), index.column()) if index.isValid() else None
        if role in (_SPOKEN_NAME, _SPOKEN_DESCRIPTION):
            return self._spoken(index.row(), index.column(), role)
        if role == _ALIGNMENT:
            fact = _FACTS.get(index.column())
            return _RIGHT if fact is not None and fact.is_number else _LEFT
        return None

    def _spoken(self, row: int, column: int, role: int) -> str:
        if role == _SPOKEN_NAME:
            return cell_name(self._table, row, column, self._text(row, column))
        return cell_description(self._table, row, column, str(self.headerData(column, Qt.Orientation.Horizontal)))

    def block(self, row: int) -> Block | None:
        """Give the folded block that a row shows; None for a row that shows its layer."""
        folding = self.folding
        if folding is None or folding.network is not self._table.network:
            return None
        return folding.folded.get(row)

    def _of_block(self, block: Block, column: int, role: int) -> str | None:
        if self.folding is None or column in (LayerColumn.GRIP, LayerColumn.RAIL):
            return self._tool_tip(block.start, column) if role == _TOOL_TIP else self._spoken(block.start, column, role)
        if role == _TOOL_TIP:
            return block_tip(self.folding, self, block, column) or None
        if role == _SPOKEN_NAME:
            return block_cell(self.folding, self, block, column) or tr("not known")
        if column == LayerColumn.NAME:
            return block_sentence(self.folding, self, block)
        return tr("{title} of {layer}", title=str(self.headerData(column, Qt.Orientation.Horizontal)), layer=block.path)

    def _text(self, row: int, column: int) -> str:
        fact = _FACTS.get(column)
        if fact is None:
            return ""
        if column == LayerColumn.SETTINGS:
            # A problem, or whom a layer waits for, takes the place of its settings.
            return self.note(row) or fact.shown(self._table, row)
        return fact.shown(self._table, row)

    def fact(self, column: int) -> columns.Column | None:
        """Give the table's column that one of the list shows; None for handles and rails."""
        return _FACTS.get(column)

    def note(self, row: int) -> str:
        """Say why a row has no numbers; empty where it has them."""
        if self._table.report(row).shape is not None:
            return ""
        return self._table.problem_text(row) or f"… {self._table.waiting_text(row)}"

    def _tool_tip(self, row: int, column: int) -> str | None:
        if column == LayerColumn.GRIP:
            return tr("Drag to move; with Ctrl, to copy")
        if column == LayerColumn.RAIL:
            return tr("Drag to another row to connect the two")
        if column in _TOLD_WHOLE or self._table.report(row).shape is None:
            return self.note(row) or self._text(row, column) or None
        if column in _MEASURES:
            return self._share_text(row, column)
        if column == LayerColumn.RECEPTIVE_FIELD:
            return self._table.field_end_text(row) or None
        return None

    def _share_text(self, row: int, column: int) -> str | None:
        share = decimal(self.share(row, column) * 100, ".1f")
        if column in _IN_BYTES:
            size = group(_MEASURES[column].of(self._table, row) * number_type.size())
            return tr("{count} bytes in {type}, {share} % of all", count=size, type=number_type.name, share=share)
        if not self.share(row, column):
            return None
        if column == LayerColumn.PARAMETERS:
            whole = tr("{share} % of all parameters", share=share)
        else:
            whole = tr("{share} % of all multiply–accumulates", share=share)
        return f"{self._text(row, column)}: {whole}"

    def share(self, row: int, column: int = LayerColumn.PARAMETERS, table: Table | None = None) -> float:
        """Give a layer's share of what a column counts, for the bar in its cell; 0 in columns without one.

        It is the share in the table that is shown, or in another one.
        """
        table = table or self._table
        measure = _MEASURES.get(column)
        total = self._sum(table, column, measure) if measure else 0
        return measure.of(table, row) / total if measure and total else 0.0

    def _sum(self, table: Table, column: int, measure: Measure) -> int:
        """Give what a column comes to; added up when its first cell is painted, so never while it is hidden."""
        totals = table.analysis.totals
        match column:
            case LayerColumn.PARAMETERS:
                return totals.parameters
            case LayerColumn.MACS:
                return totals.macs
            case LayerColumn.PARAMETER_MEMORY:
                return totals.parameters + totals.non_trainable
        known = self._sums.get(column)
        if known is None or known[0] is not table:
            known = self._sums[column] = (table, sum(measure.amounts(table)))
        return known[1]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        fact = _FACTS.get(section)
        if role == _DISPLAY:
            return tr(fact.title) if fact else ""
        if role == _TOOL_TIP:
            return tr(COLUMN_HELP[LayerColumn(section)]) if section in COLUMN_HELP else None
        if role == _SPOKEN_NAME and fact is None:
            return tr("Handle") if section == LayerColumn.GRIP else tr("Connections")
        if role == _ALIGNMENT:
            return _RIGHT if fact and fact.is_number else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _NAME_FLAGS if index.column() == LayerColumn.NAME else _FLAGS

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        if role != _EDIT or index.column() != LayerColumn.NAME:
            return False
        done = self.document.do(lambda: rename_layer(self.document.network, index.row(), str(value)))
        self.document.session.end_run()
        return done

    # Dragging

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [ROWS_MIME, KIND_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(ROWS_MIME, " ".join(map(str, rows)).encode())
        return data

    # Following the session

    def _show_other_numbers(self) -> None:
        if len(self._table.network):
            last = self.index(len(self._table.network) - 1, len(LayerColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _start_over(self) -> None:
        self.beginResetModel()
        self._table = self.document.table()
        self.endResetModel()

    def _follow(self, change: Change) -> None:
        parts = [part for edit in change.edits for part in _neighbouring(edit)]
        if len(parts) > _MOST_NOTICES or (len(parts) - 1) * len(change.after.network) > _MOST_BETWEEN:
            self._start_over()
            return
        final = Table(change.after.network, change.after.analysis)
        network = change.before.network
        for part, following in pairwise((*parts, None)):
            if part is None:
                break
            network = part.apply(network)
            shown = final if following is None else _between(network)
            self._show(part, shown)
        self._table = final
        if change.rows:
            first, last = change.rows.start, change.rows.stop - 1
            left = LayerColumn.GRIP
            if _changes_only_settings(change):
                left = LayerColumn.OUTPUT
                for edit in change.edits:
                    of_edited = (self.index(edit.rows[end], LayerColumn.SETTINGS) for end in (0, -1))
                    self.dataChanged.emit(*of_edited)
            self.dataChanged.emit(self.index(first, left), self.index(last, _COLUMNS - 1))
            if last < len(self._table.network) - 1:
                # A receptive field changes further down than any size.
                fields, end = LayerColumn.RECEPTIVE_FIELD, len(self._table.network) - 1
                self.dataChanged.emit(self.index(last + 1, fields), self.index(end, fields))

    def _show(self, part: Edit, shown: Table) -> None:
        """Swap what is shown while Qt is told what becomes of its rows."""
        match part:
            case Insert():
                self.beginInsertRows(_ROOT, part.rows[0], part.rows[-1])
                self._table = shown
                self.endInsertRows()
            case Remove():
                self.beginRemoveRows(_ROOT, part.rows[0], part.rows[-1])
                self._table = shown
                self.endRemoveRows()
            case Move() if _is_one_run(part.rows) and _is_one_run(part.targets):
                # Qt wants the destination counted before the rows are taken out.
                down = part.targets[0] > part.rows[0]
                destination = part.targets[-1] + 1 if down else part.targets[0]
                self.beginMoveRows(_ROOT, part.rows[0], part.rows[-1], _ROOT, destination)
                self._table = shown
                self.endMoveRows()
            case Move():
                self._show_scattered(shown)
            case _:
                self._table = shown

    def _show_scattered(self, shown: Table) -> None:
        """Swap what is shown where rows from several places change theirs, for which Qt has no notice."""
        self.layoutAboutToBeChanged.emit()
        indexes = self.persistentIndexList()
        ids = [self._table.layer(index.row()).id for index in indexes]
        self._table = shown
        moved = [
            self.index(self._new_row(layer_id), index.column()) for layer_id, index in zip(ids, indexes, strict=True)
        ]
        self.changePersistentIndexList(indexes, moved)
        self.layoutChanged.emit()

    def _new_row(self, layer_id: LayerId) -> int:
        row = self._table.network.row(layer_id)
        return -1 if row is None else row


def _neighbouring(edit: Edit) -> Iterator[Edit]:
    """Split an edit into edits of neighbouring rows, which is what Qt can be told of."""
    match edit:
        case Insert():
            for start, stop in runs(edit.rows):
                yield Insert(edit.rows[start:stop], edit.layers[start:stop])
        case Remove():
            for start, stop in reversed(list(runs(edit.rows))):
                yield Remove(edit.rows[start:stop], edit.layers[start:stop])
        case _:
            yield edit


def _changes_only_settings(change: Change) -> bool:
    """Tell whether names, titles and connections stay, and no row has a sentence in the place of its settings."""
    before, after = change.before.analysis.totals, change.after.analysis.totals
    return not (before.unknown or after.unknown) and all(
        isinstance(edit, Replace)
        and edit.changes_only_kinds
        # A title may follow from a setting, as that of an activation does.
        and all(
            (old.kind.title, old.kind.family) == (new.kind.title, new.kind.family)
            for old, new in zip(edit.old, edit.new, strict=True)
        )
        for edit in change.edits
    )


def _is_one_run(rows: tuple[int, ...]) -> bool:
    return rows[-1] - rows[0] == len(rows) - 1


def _between(network: Network) -> Table:
    """Give the table for a moment between two notices; what is remembered of each layer makes this cheap."""
    return Table(network, analyse(network))
