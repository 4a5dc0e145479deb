"""The editor for what a layer reads: the layer above, or layers chosen by name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core.language import tr, tr_count
from core.network import LayerId, Reference
from core.shapes import write_shape
from core.table import Table
from gui.check_rows import CheckRows
from gui.elided import ElidedButton
from gui.theme import UNIT

_ID = Qt.ItemDataRole.UserRole
_POPUP_HEIGHT = 320
_ROW = 28


class InputsEditor(QWidget):
    """Shows what a layer reads; `edited` carries the ids in order, or None for the layer above."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Inputs")
        self.setToolTip(tr("Which layers this one reads. A layer can read any layer above it."))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(UNIT // 2)
        self._button = ElidedButton()
        self._button.setObjectName("inputs_button")
        self._button.setAccessibleName("Inputs, choose")
        self._button.clicked.connect(self.open_chooser)
        self._lines = QLabel()
        self._lines.setProperty("role", "dim")
        self._lines.setWordWrap(True)
        self._layout.addWidget(self._button)
        self._layout.addWidget(self._lines)
        self.setFocusProxy(self._button)
        self._table: Table | None = None
        self._row = 0

    def show_inputs(self, table: Table, row: int) -> None:
        """Show what the layer of a row reads."""
        self._table, self._row = table, row
        layer = table.layer(row)
        lines = [_describe(table, reference) for reference in table.network.references(row)]
        if layer.inputs is None:
            above = tr("Above · {layer}", layer=lines[0]) if lines else tr("Above · there is none")
            self._button.show_words(above)
        elif len(lines) == 1:
            self._button.show_words(lines[0])
        else:
            several = tr_count("{count} layer", "{count} layers", len(lines))
            self._button.show_words(several if lines else tr("None"))
        self._lines.setText("\n".join(lines))
        self._lines.setVisible(len(lines) > 1)

    def open_chooser(self) -> None:
        """Open the list of layers to choose from."""
        if self._table is None:
            return
        popup = _Chooser(self, self._table, self._row)
        popup.chosen.connect(self.edited)
        popup.resize(max(self.width(), 240), _POPUP_HEIGHT)
        popup.move(self.mapToGlobal(QPoint(0, self._button.height() + UNIT // 2)))
        popup.show()


def _describe(table: Table, reference: Reference) -> str:
    row = table.network.row_of_reference(reference)
    if row is None:
        return tr("{name} · not found", name=reference)
    shape = table.report(row).shape
    return f"{table.layer(row).name} · {write_shape(shape) if shape else tr('not known')}"


class _Chooser(QFrame):
    """A list of the layers above, to check on and off; the nearest comes first."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, table: Table, row: int) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("chooser")
        layer = table.layer(row)
        self._before = layer.inputs
        self._is_changed = False
        self._single = layer.kind.most_inputs == 1
        self._order: list[Reference] = list(layer.inputs or ())
        field = QLineEdit()
        field.setPlaceholderText(tr("Find a layer above"))
        field.setAccessibleName("Find a layer above")
        field.textChanged.connect(self._look_for)
        field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setItemDelegate(CheckRows(self._list))
        self._list.setAccessibleName("Layers above")
        self._fill(table, row)
        self._list.itemChanged.connect(self._check)
        self._list.itemActivated.connect(self._toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        layout.addWidget(field)
        layout.addWidget(self._list)
        field.setFocus()

    def _fill(self, table: Table, row: int) -> None:
        inputs = table.layer(row).inputs
        self._add_item(tr("The layer above"), None, on=inputs is None)
        for source in range(row - 1, -1, -1):
            layer = table.layer(source)
            self._add_item(_describe(table, layer.id), layer.id, on=layer.id in (inputs or ()))

    def _add_item(self, text: str, layer_id: LayerId | None, *, on: bool) -> None:
        item = QListWidgetItem(text)
        item.setSizeHint(QSize(0, _ROW))
        item.setData(_ID, layer_id)
        item.setCheckState(_state(on))
        self._list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from the search field into the list: Down goes there, Enter takes the first layer found."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            found = next((item for item in self._items() if not item.isHidden()), None)
            if event.key() == Qt.Key.Key_Down and found is not None:
                self._list.setCurrentItem(found)
                self._list.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and found is not None:
                self._toggle(found)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape with what was chosen before; a click elsewhere leaves with what is chosen now."""
        if event.key() == Qt.Key.Key_Escape and self._is_changed:
            self.chosen.emit(self._before)
        super().keyPressEvent(event)

    def _items(self) -> Sequence[QListWidgetItem]:
        return [self._list.item(number) for number in range(self._list.count())]

    def _look_for(self, text: str) -> None:
        words = text.lower().split()
        for item in self._items():
            item.setHidden(not all(word in item.text().lower() for word in words))

    def _toggle(self, item: QListWidgetItem) -> None:
        item.setCheckState(_state(item.checkState() != Qt.CheckState.Checked))

    def _check(self, item: QListWidgetItem) -> None:
        layer_id, on = item.data(_ID), item.checkState() == Qt.CheckState.Checked
        if layer_id is None:
            self._order = []
        elif on and self._single:
            self._order = [layer_id]
        elif on:
            self._order.append(layer_id)
        elif layer_id in self._order:
            self._order.remove(layer_id)
        self._list.blockSignals(True)
        for other in self._items():
            other_id = other.data(_ID)
            other.setCheckState(_state(not self._order if other_id is None else other_id in self._order))
        self._list.blockSignals(False)
        self._is_changed = True
        self.chosen.emit(tuple(self._order) or None)
        if self._single:
            self.close()


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
