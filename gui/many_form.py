"""The form for several selected layers: what they have in common, set on all of them at once."""

from core.kinds import Kind
from core.language import group, tr, tr_count
from core.network import LayerId
from core.selected import kinds_text, shared_settings
from core.settings import Setting
from gui.document import Document
from gui.setting_form import SettingForm


class ManyForm(SettingForm):
    """Editors for the settings that all selected layers share; where theirs differ, that is what is shown."""

    has_icon = False

    def __init__(self, document: Document, kinds: frozenset[type[Kind]], axes: int) -> None:
        super().__init__(document, axes)
        self.kinds = kinds
        self.ids: tuple[LayerId, ...] = ()
        ordered = sorted(kinds, key=lambda kind: kind.type)
        for setting in shared_settings(ordered):
            self._add_editor(setting)
        if not self._editors:
            self._title_hint = tr("They have no setting in common.")
        else:
            self._title_hint = ""
        self._layout.addStretch(1)

    def show_rows(self, rows: list[int]) -> None:
        """Show the layers of some rows as they are now."""
        self.rows = rows
        state = self._document.state
        layers = [state.network.layers[row] for row in rows]
        self.ids = tuple(layer.id for layer in layers)
        reports = state.analysis.reports
        known = sum(reports[row].parameters or 0 for row in rows)
        at_least = "" if all(reports[row].shape for row in rows) else "≥ "
        self._heading.setText(tr_count("{count} layer selected", "{count} layers selected", len(rows)))
        together = tr("{count} parameters together", count=at_least + group(known))
        self._title.setText("\n".join(part for part in (together, kinds_text(layers), self._title_hint) if part))
        different = dict.fromkeys(layer.kind for layer in layers)
        for editor in self._editors:
            name = editor.setting.name
            shown = list(dict.fromkeys((kind.values[name], getattr(kind, name)) for kind in different))
            if self._is_free(name, shown):
                editor.show_values(shown)

    def show_again(self) -> None:
        self.show_rows(self.rows)

    def settings(self) -> list[Setting[object]]:
        """List the settings that can be set on all."""
        return [editor.setting for editor in self._editors]
