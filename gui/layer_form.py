"""The form for one layer: its name, its inputs and its settings."""

from PySide6.QtWidgets import QWidget

from core.actions import rename_layer, set_inputs
from core.language import tr
from core.network import Layer, LayerId
from core.selected import read_above
from gui.document import Document
from gui.inputs_editor import InputsEditor
from gui.setting_form import SettingForm
from gui.text_field import TextField

NAME, INPUTS = "name", "inputs"


class LayerForm(SettingForm):
    """The form for one layer, built from its kind's settings alone."""

    def __init__(self, document: Document, layer: Layer, axes: int) -> None:
        super().__init__(document, axes)
        self.layer_id = layer.id
        self.kind = kind = type(layer.kind)
        self._name = TextField()
        self._name.setAccessibleName("Name")
        self._name.setToolTip(tr("The layer's name; each layer has its own."))
        self._name.setWhatsThis(tr("The layer's name. Each layer has its own, by which others can read it."))
        self._name.textEdited.connect(self._rename)
        self._add_field(NAME, tr("Name"), self._name, (self._name,))
        self._inputs = None if kind.most_inputs == 0 else InputsEditor()
        if self._inputs is not None:
            self._inputs.setWhatsThis(self._inputs.toolTip())
            self._inputs.edited.connect(self._set_inputs)
            self._add_field(INPUTS, tr("Inputs"), self._inputs, ())
        for setting in kind.settings:
            self._add_editor(setting)
        self._layout.addStretch(1)

    def show_row(self, row: int) -> None:
        """Show the layer of a row as it is now."""
        self.rows = [row]
        table = self._document.table()
        layer, report = table.layer(row), table.report(row)
        self._draw_icon(layer)
        self._heading.setText(layer.name)
        self._title.setText(layer.kind.title)
        self._name.taken = layer.name
        if self._is_free(NAME, layer.name) and self._name.text().strip() != layer.name:
            self._name.setText(layer.name)
        if self._inputs is not None:
            self._inputs.show_inputs(table, row)
        for editor in self._editors:
            name = editor.setting.name
            if self._is_free(name, layer.kind.values[name]):
                editor.show_value(layer.kind.values[name], getattr(layer.kind, name))
        for name, field in self._fields.items():
            field.mark(report.problem is not None and report.problem.setting == name)

    def _draw_icon(self, layer: Layer) -> None:
        self._icon.show_family(layer.kind.family)

    def show_again(self) -> None:
        self.show_row(self.rows[0])

    def choose_inputs(self) -> None:
        """Open the list of layers that this one may read."""
        if self._inputs is not None:
            self._inputs.open_chooser()

    def _rename(self, text: str) -> None:
        self._ask(NAME, lambda: rename_layer(self._document.network, self.rows[0], text))

    def _set_inputs(self, inputs: tuple[LayerId, ...] | None) -> None:
        self._ask(INPUTS, lambda: set_inputs(self._document.network, self.rows[0], inputs))

    def put_back(self, name: str) -> bool:
        done = super().put_back(name)
        name_now = self._document.network.layers[self.rows[0]].name
        if name == NAME and self._name.text() != name_now:
            self._name.setText(name_now)
            return True
        return done

    def can_reset(self, name: str) -> bool:
        if name == INPUTS:
            return self._document.network.layers[self.rows[0]].inputs is not None
        return name != NAME and super().can_reset(name)

    def reset(self, name: str) -> None:
        if name == INPUTS:
            self._document.session.end_run()
            self._document.do(lambda: read_above(self._document.network, self.rows))
        else:
            super().reset(name)

    def editor_of(self, name: str) -> QWidget:
        """Find the editor of a setting."""
        return self._fields[name].editor
