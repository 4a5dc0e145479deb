"""What the menus do with blocks: group, ungroup, rename, repeat, fold."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from core import blocks
from core.changes import consequences
from core.language import tr, tr_count
from core.network import Insert
from core.problems import Refusal
from core.session import Step
from gui.action_table import ActionTable
from gui.document import Document
from gui.folding import Folding
from gui.layer_view import LayerView
from gui.number_field import NumberField
from gui.theme import UNIT, px

_WIDTH = 360
_MOST_PREVIEWED = 10_000
"""Layers beyond these are counted, but not worked out while someone types."""


class BlockActions(QObject):
    """Asks for edits of blocks, each one step, and folds them in the list."""

    def __init__(self, window: QWidget, document: Document, layers: LayerView) -> None:
        super().__init__(window)
        self._window = window
        self._document = document
        self._layers = layers

    def enter(self, table: ActionTable) -> None:
        """Make the actions."""
        self._table = table
        self._layers.block_name_wanted.connect(self._rename)
        folding = self._layers.folding
        table.add("group", tr("&Group…"), self._group, "Ctrl+G")
        table.add("ungroup", tr("&Ungroup"), self._ungroup, "Ctrl+Shift+G")
        table.add("rename_block", tr("Rename &Block…"), self._rename, "Shift+F2")
        table.add("repeat", tr("Repea&t…"), self._repeat, "Ctrl+R")
        table.add("fold", tr("&Fold Block"), self._layers.fold_current)
        table.add("unfold", tr("U&nfold Block"), self._layers.unfold_current)
        table.add("fold_all", tr("Fold &All Blocks"), folding.fold_all, "Ctrl+Shift+Left")
        table.add("unfold_all", tr("Unfold A&ll Blocks"), folding.unfold_all, "Ctrl+Shift+Right")

    def refresh(self) -> None:
        """Enable the actions by what they would do now."""
        rows, network, folding = self._layers.selected_rows(), self._document.network, self._layers.folding
        if rows and rows[-1] >= len(network):
            return  # the list has not followed yet
        together = bool(rows) and rows[-1] - rows[0] == len(rows) - 1
        in_block = bool(rows) and bool(blocks.common_path(network, rows))
        for name, is_possible in (
            ("group", together),
            ("repeat", together),
            ("ungroup", in_block),
            ("rename_block", in_block),
            ("fold", in_block and self._layers.can_fold()),
            ("unfold", bool(rows) and rows[0] in folding.folded),
            ("fold_all", folding.has_blocks),
            ("unfold_all", bool(folding.folded)),
        ):
            self._table[name].setEnabled(is_possible)

    # What actions do

    def _group(self) -> None:
        network, rows = self._document.network, self._layers.selected_rows()
        outer = blocks.common_path(network, rows)
        hint = tr("The block will be in {block}.", block=outer) if outer else tr("A / makes a block within a block.")
        self._ask(
            tr("Group"), tr("Name of the block"), blocks.free_block(network, rows), hint,
            lambda name: blocks.group_layers(self._document.network, rows, name),
        )  # fmt: skip

    def _ungroup(self) -> None:
        rows = self._layers.selected_rows()
        self._document.do(lambda: blocks.ungroup_layers(self._document.network, rows))

    def _rename(self) -> None:
        rows = self._layers.selected_rows()
        path = blocks.common_path(self._document.network, rows)
        self._ask(
            tr("Rename Block"), tr("Name of the block"), path.rpartition(blocks.SEPARATOR)[2], path,
            lambda name: self._renamed(rows, path, name),
        )  # fmt: skip

    def _renamed(self, rows: list[int], path: str, name: str) -> Step:
        """Ask for a block's new name; one that is folded stays so under it."""
        step = blocks.rename_block(self._document.network, rows, name)
        folding = self._layers.folding
        if path in folding.paths:
            outer, separator, _ = path.rpartition(blocks.SEPARATOR)
            folding.fold([outer + separator + name.strip().strip(blocks.SEPARATOR)])
        return step

    def _repeat(self) -> None:
        rows = self._layers.selected_rows()
        RepeatDialog(self._window, self._document, self._layers.folding, rows).open()

    def _ask(self, title: str, label: str, name: str, hint: str, ask: Callable[[str], Step]) -> None:
        NameDialog(self._window, title, label, name, hint, lambda text: self._document.session.do(ask(text))).open()


class _Question(QDialog):
    """A dialog with a field, a line on what would come of it, and the sentence for what cannot be."""

    def __init__(self, window: QWidget, title: str, label: str, field: QWidget, verb: str) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(_WIDTH))
        above = QLabel(label)
        above.setProperty("role", "label")
        above.setBuddy(field)
        self.hint = _line("dim")
        self.sentence = _line("refusal")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ok = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.ok.setDefault(True)
        self.buttons.accepted.connect(self.take)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        layout.setSpacing(UNIT)
        for part in (above, field, self.hint, self.sentence):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def take(self) -> None:
        """Do what was asked for and close, or say why it cannot be done."""
        try:
            self.do()
        except Refusal as refusal:
            self.refuse(str(refusal))
        else:
            self.accept()

    def refuse(self, sentence: str) -> None:
        """Say why something cannot be done; the dialog grows where the sentence needs more room."""
        self.sentence.setText(sentence)
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))

    def do(self) -> None:
        """Do what was asked for; raises Refusal where it cannot be done."""
        raise NotImplementedError


def _line(role: str) -> QLabel:
    """Make a line of text; it keeps its room while it is empty, so that nothing jumps."""
    line = QLabel()
    line.setProperty("role", role)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setMinimumHeight(line.fontMetrics().lineSpacing())
    return line


class NameDialog(_Question):
    """Asks for the name of a block; `do` is called with it and raises Refusal where it cannot be."""

    def __init__(
        self, window: QWidget, title: str, label: str, name: str, hint: str, do: Callable[[str], object]
    ) -> None:
        self.field = QLineEdit(name)
        super().__init__(window, title, label, self.field, title)
        self._do = do
        self.field.setAccessibleName("Name of the block")
        self.field.selectAll()
        self.field.textChanged.connect(lambda _: self.sentence.clear())
        self.hint.setText(hint)

    def do(self) -> None:
        self._do(self.field.text())


class RepeatDialog(_Question):
    """Asks how many copies of the selected layers are to follow them, and shows what they add."""

    def __init__(self, window: QWidget, document: Document, folding: Folding, rows: list[int]) -> None:
        self.field = NumberField(1, blocks.MOST_REPEATS)
        super().__init__(window, tr("Repeat"), tr("Copies to add below"), self.field, tr("Repeat"))
        self._document = document
        self._folding = folding
        self._rows = rows
        self.field.setAccessibleName("Copies")
        self.field.show_number(1)
        self.field.selectAll()
        self.field.edited.connect(lambda _: self._preview())
        self._preview()

    def _preview(self) -> None:
        """Say what the copies would add, worked out as the step itself would be."""
        self.sentence.clear()
        self.hint.clear()
        try:
            step = self._step()
        except Refusal as refusal:
            self.refuse(str(refusal))
            return
        added = sum(len(edit.layers) for edit in step.edits if isinstance(edit, Insert))
        text = tr("Adds {layers}", layers=tr_count("{count} layer", "{count} layers", added))
        what = "" if added > _MOST_PREVIEWED else consequences(self._document.session.foresee(step))
        self.hint.setText(tr("{setting}: {what}", setting=text, what=what) if what else text)

    def _step(self) -> Step:
        number = self.field.value()
        if not isinstance(number, int):
            raise Refusal(tr("Type how many copies to add."))
        return blocks.repeat_layers(self._document.network, self._rows, number)

    def do(self) -> None:
        self._document.session.do(self._folding.fold_copies(self._rows, self._step()))
