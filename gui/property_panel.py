"""The properties of the selected layer: its name, its inputs and its settings, each with its editor."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.actions import Refusal, rename_layer, set_inputs, set_setting
from core.analysis import input_shapes
from core.language import group, tr, tr_count
from core.network import Layer, LayerId
from core.session import Change, State, Step
from core.settings import Setting
from core.table import Table
from gui.document import Document
from gui.editor import Editor
from gui.editors import make_editor
from gui.elided import ElidedLabel
from gui.icons import ICON_SIZE, pixmap
from gui.inputs_editor import InputsEditor
from gui.panel_parts import Field, ProblemBox
from gui.theme import HEADING_SIZE, UNIT, current, ui_font

NAME, INPUTS = "name", "inputs"

_USUAL_AXES = 2
"""Spatial axes of an input that is not known."""


class PropertyPanel(QWidget):
    """Edits the one selected layer; built anew only when another layer is selected."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName("Properties")
        self.setObjectName("panel")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Below the fields: what appears there while someone types moves no field.
        self._problem = ProblemBox()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._problem)
        self._document = document
        self._layer_id: LayerId | None = None
        self._form: LayerForm | None = None
        self._rows: list[int] = []
        self._shown_state: State | None = None
        document.changed.connect(self._follow)

    def sizeHint(self) -> QSize:
        return QSize(288, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(272, 160)

    def show_rows(self, rows: list[int]) -> None:
        """Show the layer of the selected rows, if it is one."""
        if rows == self._rows and self._shown_state is self._document.state:
            return
        if rows != self._rows:
            self._document.session.end_run()
        self._rows = rows
        self._shown_state = self._document.state
        network = self._document.network
        if len(rows) != 1:
            self._layer_id = None
            self._show_message(rows)
            return
        self._layer_id = network.layers[rows[0]].id
        self._show_row(rows[0])

    def _show_message(self, rows: list[int]) -> None:
        self._form = None
        reports = self._document.state.analysis.reports
        if rows:
            known = sum(reports[row].parameters or 0 for row in rows)
            at_least = "" if all(reports[row].shape for row in rows) else "≥ "
            selected = tr_count("{count} layer selected", "{count} layers selected", len(rows))
            text = f"{selected}\n" + tr("{count} parameters together", count=at_least + group(known))
        else:
            text = tr("Select a layer to see and change its settings.")
        label = QLabel(text)
        label.setObjectName("panel")
        label.setProperty("role", "dim")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self._scroll.setWidget(label)
        self._problem.show_text("", "")

    def _follow(self, change: Change) -> None:
        """Show the layer again; the selection, if it moves, is told of on its own."""
        row = None if self._layer_id is None else change.after.network.row(self._layer_id)
        if row is not None:
            self._rows = [row]
            self._shown_state = self._document.state
            self._show_row(row)

    def _show_row(self, row: int) -> None:
        table = self._document.table()
        layer, axes = table.layer(row), self._spatial_axes(table, row)
        if self._form is None or (self._form.layer_id, self._form.kind, self._form.axes) != (
            layer.id,
            type(layer.kind),
            axes,
        ):
            self._form = LayerForm(self._document, layer, axes)
            self._scroll.setWidget(self._form)
        self._problem.show_text(table.problem_text(row), table.waiting_text(row))
        self._form.show_row(row)

    def _spatial_axes(self, table: Table, row: int) -> int:
        """Count the spatial axes that editors show: the kind's own, or those of what the layer reads."""
        kind = table.layer(row).kind
        if kind.spatial_axes:
            return kind.spatial_axes
        shapes = input_shapes(table.network, table.analysis.reports, row)
        if shapes and len(shapes[0]) > 1:
            return len(shapes[0]) - 1
        same_layer = self._form is not None and self._form.layer_id == table.layer(row).id
        return self._form.axes if self._form is not None and same_layer else _USUAL_AXES

    def focus_setting(self, name: str) -> None:
        """Put the cursor into the editor of a setting."""
        if self._form is not None:
            self._form.focus_setting(name)


class LayerForm(QWidget):
    """The form for one layer, built from its kind's settings alone."""

    def __init__(self, document: Document, layer: Layer, axes: int) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.layer_id = layer.id
        self.kind = kind = type(layer.kind)
        self.axes = axes
        self._document = document
        self._row = 0
        self._fields: dict[str, Field] = {}
        self._shown: dict[str, object] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self._layout.setSpacing(UNIT // 2)
        self._add_heading()
        self._name = QLineEdit()
        self._name.setAccessibleName("Name")
        self._name.setToolTip(tr("The layer's name; each layer has its own."))
        self._name.textEdited.connect(self._rename)
        self._name.installEventFilter(self)
        self._add_field(NAME, tr("Name"), self._name, (self._name,))
        self._inputs = InputsEditor()
        self._inputs.edited.connect(self._set_inputs)
        if kind.most_inputs != 0:
            self._add_field(INPUTS, tr("Inputs"), self._inputs, ())
        self._editors = [self._add_editor(setting) for setting in kind.settings]
        self._layout.addStretch(1)

    def _add_heading(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(UNIT + UNIT // 2)
        self._icon = QLabel()
        words = QVBoxLayout()
        words.setSpacing(0)
        self._heading, self._title = ElidedLabel(), QLabel()
        self._heading.setFont(ui_font(HEADING_SIZE, QFont.Weight.DemiBold))
        self._title.setProperty("role", "dim")
        words.addWidget(self._heading)
        words.addWidget(self._title)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        self._layout.addLayout(row)
        self._layout.addSpacing(UNIT)

    def _add_editor(self, setting: Setting[Any]) -> Editor:
        editor = make_editor(setting, self.axes)
        editor.edited.connect(lambda value, name=setting.name: self._set(name, value))
        label = "" if editor.has_own_label else tr(setting.label)
        self._add_field(setting.name, label, editor, tuple(editor.fields()))
        return editor

    def _add_field(self, name: str, label: str, editor: QWidget, fields: tuple[QWidget, ...]) -> None:
        field = Field(label, editor, fields)
        self._fields[name] = field
        self._layout.addWidget(field)
        for watched in (editor, *fields):
            watched.installEventFilter(self)

    def show_row(self, row: int) -> None:
        """Show the layer of a row as it is now."""
        self._row = row
        table = self._document.table()
        layer, report = table.layer(row), table.report(row)
        family = layer.kind.family
        drawn = pixmap(f"family-{family.name.lower()}", current().family(family), ICON_SIZE, self.devicePixelRatioF())
        self._icon.setPixmap(drawn)
        self._heading.setText(layer.name)
        self._title.setText(layer.kind.title)
        if self._is_free(NAME, layer.name) and self._name.text().strip() != layer.name:
            self._name.setText(layer.name)
        self._inputs.show_inputs(table, row)
        for editor in self._editors:
            name = editor.setting.name
            if self._is_free(name, layer.kind.values[name]):
                editor.show_value(layer.kind.values[name], getattr(layer.kind, name))
        for name, field in self._fields.items():
            field.mark(report.problem is not None and report.problem.setting == name)

    def _is_free(self, name: str, value: object) -> bool:
        """Tell whether a field may show a value: a refused text stays until the value changes elsewhere."""
        field = self._fields[name]
        if field.is_refused and self._shown.get(name) != value:
            field.refuse("")
        self._shown[name] = value
        return not field.is_refused

    def focus_setting(self, name: str) -> None:
        """Put the cursor into the editor of a setting, where there is such."""
        if name in self._fields:
            self._fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the user asks for

    def _set(self, name: str, value: object) -> None:
        self._ask(name, lambda: set_setting(self._document.network, self._row, name, value))

    def _rename(self, text: str) -> None:
        self._ask(NAME, lambda: rename_layer(self._document.network, self._row, text))

    def _set_inputs(self, inputs: tuple[LayerId, ...] | None) -> None:
        self._ask(INPUTS, lambda: set_inputs(self._document.network, self._row, inputs))

    def _ask(self, name: str, action: Callable[[], Step]) -> None:
        field = self._fields[name]
        try:
            step = action()
        except Refusal as refusal:
            field.refuse(str(refusal))
            return
        field.refuse("")
        self._document.session.do(step)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End a run of changes when its field is left; Escape in the name puts the old one back."""
        if event.type() == QEvent.Type.FocusOut:
            self._document.session.end_run()
        if watched is self._name and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._fields[NAME].refuse("")
                self._name.setText(self._document.network.layers[self._row].name)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._document.session.end_run()
        return super().eventFilter(watched, event)
