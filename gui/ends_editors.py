"""Editors for what stands at the ends of the axes: padding and margins."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.language import mark, tr
from core.selected import Part
from core.settings import MOST_WINDOW, Margins, Padding, PaddingValue, Pairs, Setting
from core.shapes import axis_names
from gui.editor import Editor
from gui.fields import AxisFields, ComboBox, column_layout
from gui.theme import UNIT


class EndsEditor(Editor):
    """What stands at the ends of the axes: in one of several forms, with its numbers where it has some.

    Subclasses say what forms there are besides `numbers` and `pairs`, and what the plain numbers are for.
    """

    forms: ClassVar[Mapping[str, str]]

    def __init__(self, setting: Setting[Any], axes: int, number_names: Sequence[str]) -> None:
        super().__init__(setting, axes)
        self._shown = False
        self._shown_form = ""
        self._form = ComboBox()
        self._form.setAccessibleName(f"{setting.label}, form")
        for word, label in self.forms.items():
            self._form.addItem(tr(label), word)
        self._form.activated.connect(self._choose_form)
        self._numbers = AxisFields(setting.label, number_names, 0, MOST_WINDOW)
        self._numbers.edited.connect(self._edit_numbers)
        layout = column_layout(self)
        layout.addWidget(self._form)
        layout.addWidget(self._numbers)
        layout.addWidget(self._make_pairs(axis_names(axes + 1)[1:]))
        self.setFocusProxy(self._form)

    def _make_pairs(self, names: Sequence[str]) -> QWidget:
        label = self.setting.label
        ends = (mark("before"), mark("after"))
        self._pairs = [AxisFields(f"{label}, {name}", ends, 0, MOST_WINDOW, link=False) for name in names]
        self._pair_rows = QWidget()
        grid = QGridLayout(self._pair_rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(UNIT // 2)
        for row, (name, pair) in enumerate(zip(names, self._pairs, strict=True)):
            pair.edited.connect(lambda _: self._edit_pairs())
            axis = QLabel(tr("{axis}, before and after", axis=tr(name).capitalize()))
            axis.setProperty("role", "label")
            grid.addWidget(axis, 2 * row, 0)
            grid.addWidget(pair, 2 * row + 1, 0)
        return self._pair_rows

    def _choose_form(self) -> None:
        before, form = self._shown_form, self._form.currentData()
        self._show_form(form)
        for fields in (self._numbers, *self._pairs):
            fields.fill_gaps()
        if form not in ("numbers", "pairs"):
            self.edited.emit(form)
        elif before not in ("numbers", "pairs"):
            self.edited.emit(Part.IN_NUMBERS)
        elif form == "pairs":
            self._edit_pairs()
        else:
            befores = [pair.fields[0].value() for pair in self._pairs]
            self._edit_numbers(befores if len(self._numbers.fields) > 1 else befores[0])

    def _edit_numbers(self, value: object) -> None:
        if isinstance(value, list) and Part.KEEP in value:
            # What is kept is a pair, and a list is of numbers or of pairs.
            value = [each if each is Part.KEEP else [each, each] for each in value]
        self.edited.emit(value)

    def _edit_pairs(self) -> None:
        self.edited.emit([[field.value() for field in pair.fields] for pair in self._pairs])

    def _show_form(self, form: str) -> None:
        """Show one of the forms; an empty one says that layers differ in it."""
        self._shown_form = form
        if form:
            self._form.setCurrentIndex(self._form.findData(form))
        else:
            self._form.show_differing()
        self._numbers.setVisible(form == "numbers")
        self._pair_rows.setVisible(form == "pairs")

    def show_ends(self, layers: Sequence[Pairs], *, as_numbers: bool) -> None:
        """Show what stands before and after each axis, of one layer or of several."""
        self._show_form("numbers" if as_numbers else "pairs")
        count = len(self._numbers.fields)
        befores = [[before for before, _ in ends][:count] for ends in layers]
        self._numbers.show_differing(befores, fresh=not self._shown)
        for pair, of_axis in zip(self._pairs, zip(*layers, strict=False), strict=False):
            pair.show_differing(of_axis, fresh=not self._shown)
        self._shown = True

    def fields(self) -> Sequence[QWidget]:
        return [*self._numbers.fields, *(field for pair in self._pairs for field in pair.fields)]


class PaddingEditor(EndsEditor):
    """The padding of a window: numbers, pairs or a word."""

    forms: ClassVar[Mapping[str, str]] = {
        "numbers": mark("Numbers"),
        "pairs": mark("Before and after"),
        "same": mark("Same"),
        "valid": mark("Valid: none"),
    }

    def __init__(self, setting: Padding, axes: int) -> None:
        super().__init__(setting, axes, axis_names(axes + 1)[1:])

    def show_value(self, value: PaddingValue, resolved: PaddingValue) -> None:
        self.show_differing([value], [resolved])

    def show_differing(self, values: Sequence[PaddingValue], resolved: Sequence[PaddingValue]) -> None:
        layers = [value for value in values if not isinstance(value, str)]
        if len(layers) < len(values):
            word = values[0] if len(set(values)) == 1 else ""
            self._show_form(word if isinstance(word, str) else "")
            self._shown = True
            return
        stays_pairs = self._shown and self._shown_form == "pairs"
        equal = all(before == after for value in layers for before, after in value)
        self.show_ends(layers, as_numbers=equal and not stays_pairs)


class MarginsEditor(EndsEditor):
    """Margins: one number for all sides, or pairs."""

    forms: ClassVar[Mapping[str, str]] = {
        "numbers": mark("Same on all sides"),
        "pairs": mark("Before and after"),
    }

    def __init__(self, setting: Margins, axes: int) -> None:
        super().__init__(setting, axes, (mark("all sides"),))

    def show_value(self, value: int | Pairs, resolved: int | Pairs) -> None:
        self.show_differing([value], [resolved])

    def show_differing(self, values: Sequence[int | Pairs], resolved: Sequence[int | Pairs]) -> None:
        layers = [value if isinstance(value, tuple) else ((value, value),) * self.axes for value in values]
        self.show_ends(layers, as_numbers=not any(isinstance(value, tuple) for value in values))
