"""What the Edit and Layer menus do: requests for the rows that are selected."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from core import actions, selected
from core.blocks import name_copies
from core.kinds import catalogue
from core.language import mark, tr
from core.session import Step
from gui.action_table import ActionTable
from gui.clipboard import LayerClipboard
from gui.document import Document
from gui.layer_view import LayerView
from gui.palette import palette_entry


class EditActions(QObject):
    """Asks for edits of the document, and keeps its actions enabled where they can do something.

    `inputs_wanted` asks for the list of what the selected layer may read.
    """

    inputs_wanted = Signal()

    def __init__(self, document: Document, layers: LayerView) -> None:
        super().__init__()
        self._document = document
        self._layers = layers
        self._clipboard = LayerClipboard(document, layers.shown_columns)
        self.merge_actions: list[QAction] = []

    def enter(self, table: ActionTable) -> None:
        """Make the actions."""
        self._table = table
        keys, add, clipboard, rows = QKeySequence.StandardKey, table.add, self._clipboard, self._layers.selected_rows
        add("undo", tr("&Undo"), self._undo, keys.Undo, "undo")
        add("redo", tr("&Redo"), self._redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo")
        add("cut", tr("Cu&t"), lambda: clipboard.cut(rows()), keys.Cut)
        add("copy", tr("&Copy"), lambda: clipboard.copy(rows()), keys.Copy)
        add("copy_table", tr("Copy as Ta&ble"), lambda: clipboard.copy_table(rows()), "Ctrl+Shift+C")
        add("paste", tr("&Paste"), lambda: clipboard.paste(self._row_after_selection()), keys.Paste)
        add("duplicate", tr("&Duplicate"), self._duplicate, "Ctrl+D", "duplicate")
        add("delete", tr("De&lete"), self._delete, "Del", "delete")  # the standard keys have Ctrl+D too on some systems
        add("select_all", tr("Select &All"), self._layers.selectAll, keys.SelectAll)
        add("rename", tr("Re&name"), self._layers.rename_current, "F2")
        add("move_up", tr("Move &Up"), self._move_up, "Alt+Up", "move-up")
        add("move_down", tr("Move &Down"), self._move_down, "Alt+Down", "move-down")
        add("connect", tr("C&onnect…"), self._connect, "Ctrl+L")
        add("read_above", tr("Read the Layer A&bove"), lambda: self._on_rows(selected.read_above))
        table.belongs_to(self._layers, "cut", "copy", "paste", "delete", "select_all", "rename")
        self._make_merge_actions()

    def _make_merge_actions(self) -> None:
        """Make an action for each kind that joins layers, whatever kinds there are."""
        for kind in catalogue.values():
            if kind.least_inputs > 1:
                action = QAction(tr(kind.label), self._layers)
                action.setObjectName(f"join_{kind.type.lower()}")
                action.triggered.connect(lambda _, key=f"{kind.type}#0": self.add_after_selection(key))
                self.merge_actions.append(action)

    def _undo(self) -> None:
        self._document.session.undo()

    def _redo(self) -> None:
        self._document.session.redo()

    def _on_rows(self, ask: Callable[..., Step]) -> None:
        rows = self._layers.selected_rows()
        self._document.do(lambda: ask(self._document.network, rows))

    def _delete(self) -> None:
        self._on_rows(actions.remove_layers)

    def _duplicate(self) -> None:
        rows = self._layers.selected_rows()
        gap = rows[-1] + 1 if rows else 0
        self._copy(rows, gap)

    def _copy(self, rows: list[int], gap: int, *, label: str = mark("Duplicate {layers}")) -> None:
        """Put copies of layers into a gap; those of a whole block are a block of their own, folded as it is."""

        def copies() -> Step:
            network = self._document.network
            step = actions.copy_layers(network, rows, gap, label=label)
            step = name_copies(network, actions.block(network, rows), step)
            return self._layers.folding.fold_copies(rows, step)

        self._document.do(copies)

    def _move_up(self) -> None:
        """Move rows up by one that is seen: past the whole of a folded block."""
        rows = self._layers.selected_rows()
        above = self._layers.seen_row(rows[0] - 1) if rows and rows[0] else 0
        if rows and above < rows[0] - 1:
            self._document.do(lambda: actions.move_layers(self._document.network, rows, above))
        else:
            self._on_rows(actions.move_up)

    def _move_down(self) -> None:
        """Move rows down by one that is seen: past the whole of a folded block."""
        rows = self._layers.selected_rows()
        below = self._layers.end_of_row(rows[-1] + 1) if rows else 0
        if rows and below > rows[-1] + 2:
            self._document.do(lambda: actions.move_layers(self._document.network, rows, below))
        else:
            self._on_rows(actions.move_down)

    def drop_rows(self, rows: list[int], gap: int, copy: bool) -> None:
        """Move or copy rows that were dropped into a gap."""
        network = self._document.network
        if copy:
            self._copy(rows, gap, label=mark("Copy {layers}"))
        else:
            self._document.do(lambda: actions.move_layers(network, rows, gap))

    def _row_after_selection(self) -> int:
        rows = self._layers.selected_rows()
        return rows[-1] + 1 if rows else len(self._document.network)

    def add_after_selection(self, key: str) -> None:
        """Add a palette entry's layer below what is selected."""
        self.add_kind(key, self._row_after_selection(), self._layers.selected_rows())

    def add_kind(self, key: str, row: int, selected: Sequence[int] = ()) -> None:
        """Add a palette entry's layer at a row; several selected rows are what it joins."""
        kind, preset = palette_entry(key)
        state = self._document.state
        joined = selected if len(selected) > 1 else ()
        self._document.do(
            lambda: actions.add_layer(state.network, state.analysis.reports, kind, preset.values, row, joined)
        )

    def _connect(self) -> None:
        """Connect two selected layers; for one, ask what it is to read."""
        rows = self._layers.selected_rows()
        if len(rows) == 1:
            self.inputs_wanted.emit()
        else:
            self._on_rows(selected.connect_selected)

    def connect_rows(self, first: int, second: int) -> None:
        """Let the lower of two rows read the upper one."""
        self._document.do(lambda: actions.connect_layers(self._document.network, first, second))

    def refresh(self) -> None:
        """Name and enable the actions by what they would do now."""
        session, table = self._document.session, self._table
        words = (
            ("undo", tr("&Undo"), mark("&Undo {step}"), session.undo_label),
            ("redo", tr("&Redo"), mark("&Redo {step}"), session.redo_label),
        )
        for name, word, with_step, label in words:
            table[name].setText(tr(with_step, step=label.replace("&", "&&")) if label else word)
            table[name].setEnabled(label is not None)
        rows, count = self._layers.selected_rows(), len(self._document.network)
        table["connect"].setEnabled(0 < len(rows) < 3)
        layers = self._document.network.layers
        table["read_above"].setEnabled(any(layers[row].inputs is not None for row in rows))
        for name in ("cut", "copy", "copy_table", "duplicate", "delete"):
            table[name].setEnabled(bool(rows))
        table["rename"].setEnabled(len(rows) == 1 or self._layers.current_block() is not None)
        for action in self.merge_actions:
            action.setEnabled(len(rows) > 1)
        together = bool(rows) and rows[-1] - rows[0] == len(rows) - 1
        table["move_up"].setEnabled(bool(rows) and not (together and rows[0] == 0))
        table["move_down"].setEnabled(bool(rows) and not (together and rows[-1] == count - 1))
