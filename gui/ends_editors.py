"""Editors for what stands at the ends of the axes: padding and margins."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

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
        self._form = ComboBox()
        self._form.setAccessibleName(f"{setting.label}, form")
        for word, label in self.forms.items():
            self._form.addItem(label, word)
        self._form.activated.connect(self._choose_form)
        self._numbers = AxisFields(setting.label, number_names, 0, MOST_WINDOW)
        self._numbers.edited.connect(self.edited)
        layout = column_layout(self)
        layout.addWidget(self._form)
        layout.addWidget(self._numbers)
        layout.addWidget(self._make_pairs(axis_names(axes + 1)[1:]))
        self.setFocusProxy(self._form)

    def _make_pairs(self, names: Sequence[str]) -> QWidget:
        label = self.setting.label
        ends = ("before", "after")
        self._pairs = [AxisFields(f"{label}, {name}", ends, 0, MOST_WINDOW, link=False) for name in names]
        self._pair_rows = QWidget()
        grid = QGridLayout(self._pair_rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(UNIT // 2)
        for row, (name, pair) in enumerate(zip(names, self._pairs, strict=True)):
            pair.edited.connect(lambda _: self._edit_pairs())
            axis = QLabel(f"{name.capitalize()}, before and after")
            axis.setProperty("role", "label")
            grid.addWidget(axis, 2 * row, 0)
            grid.addWidget(pair, 2 * row + 1, 0)
        return self._pair_rows

    def _choose_form(self) -> None:
        form = self._form.currentData()
        self._show_form(form)
        for fields in (self._numbers, *self._pairs):
            fields.fill_gaps()
        if form == "pairs":
            self._edit_pairs()
        elif form == "numbers":
            befores = [pair.fields[0].value() for pair in self._pairs]
            self.edited.emit(befores if len(self._numbers.fields) > 1 else befores[0])
        else:
            self.edited.emit(form)

    def _edit_pairs(self) -> None:
        self.edited.emit([[field.value() for field in pair.fields] for pair in self._pairs])

    def _show_form(self, form: str) -> None:
        self._form.setCurrentIndex(self._form.findData(form))
        self._numbers.setVisible(form == "numbers")
        self._pair_rows.setVisible(form == "pairs")

    def show_ends(self, ends: Pairs, *, as_numbers: bool) -> None:
        """Show what stands before and after each axis."""
        self._show_form("numbers" if as_numbers else "pairs")
        befores = [before for before, _ in ends]
        self._numbers.show_numbers(befores[: len(self._numbers.fields)], fresh=not self._shown)
        for pair, pair_ends in zip(self._pairs, ends, strict=False):
            pair.show_numbers(pair_ends, fresh=not self._shown)
        self._shown = True

    def fields(self) -> Sequence[QWidget]:
        return [*self._numbers.fields, *(field for pair in self._pairs for field in pair.fields)]


class PaddingEditor(EndsEditor):
    """The padding of a window: numbers, pairs or a word."""

    forms: ClassVar[Mapping[str, str]] = {
        "numbers": "Numbers",
        "pairs": "Before and after",
        "same": "Same",
        "valid": "Valid: none",
    }

    def __init__(self, setting: Padding, axes: int) -> None:
        super().__init__(setting, axes, axis_names(axes + 1)[1:])

    def show_value(self, value: PaddingValue, resolved: PaddingValue) -> None:
        if isinstance(value, str):
            self._show_form(value)
            self._shown = True
            return
        stays_pairs = self._shown and self._form.currentData() == "pairs"
        equal = all(before == after for before, after in value)
        self.show_ends(value, as_numbers=equal and not stays_pairs)


class MarginsEditor(EndsEditor):
    """Margins: one number for all sides, or pairs."""

    forms: ClassVar[Mapping[str, str]] = {"numbers": "Same on all sides", "pairs": "Before and after"}

    def __init__(self, setting: Margins, axes: int) -> None:
        super().__init__(setting, axes, ("all sides",))

    def show_value(self, value: int | Pairs, resolved: int | Pairs) -> None:
        if isinstance(value, tuple):
            self.show_ends(value, as_numbers=False)
        else:
            self.show_ends(((value, value),) * self.axes, as_numbers=True)
