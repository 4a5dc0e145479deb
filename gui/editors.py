"""One editor for each sort of setting; none knows of a kind of layer."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import (
    QHBoxLayout,
    QWidget,
)

from core.language import decimal, tr
from core.selected import Part
from core.settings import (
    MOST_CHANNELS,
    MOST_INPUT_SIZE,
    AnyAxisSizes,
    AxisSizes,
    Choice,
    Count,
    Margins,
    Padding,
    Probability,
    Setting,
    ShapeSetting,
    Switch,
    TargetShape,
)
from core.shapes import axis_letters, axis_names, axis_words
from gui.editor import Editor
from gui.ends_editors import MarginsEditor, PaddingEditor
from gui.fields import AxisFields, CheckBox, ComboBox, column_layout, row_layout
from gui.number_field import NumberField
from gui.text_field import TextField
from gui.theme import UNIT


class CountEditor(Editor):
    """A number."""

    def __init__(self, setting: Count, axes: int) -> None:
        super().__init__(setting, axes)
        self._field = NumberField(setting.low, setting.high)
        self._field.edited.connect(self.edited)
        self._field.setAccessibleName(setting.label)
        self._field.setAccessibleDescription(setting.help)
        row_layout(self).addWidget(self._field)
        self.setFocusProxy(self._field)

    def show_value(self, value: int, resolved: int) -> None:
        self._field.show_number(value)

    def show_differing(self, values: Sequence[int], resolved: Sequence[int]) -> None:
        self._field.show_one_or_more(values)

    def fields(self) -> Sequence[QWidget]:
        return (self._field,)


class AxisSizesEditor(Editor):
    """One number an axis, or the same as another setting."""

    def __init__(self, setting: AxisSizes, axes: int) -> None:
        super().__init__(setting, axes)
        self._shown = False
        self._axes = AxisFields(setting.label, axis_names(axes + 1)[1:], setting.low, setting.high)
        self._axes.edited.connect(self.edited)
        layout = column_layout(self)
        layout.addWidget(self._axes)
        self._follow: CheckBox | None = None
        if setting.follows:
            self._follow = CheckBox(tr("Same as {setting}", setting=tr(setting.follows.replace("_", " "))))
            self._follow.setAccessibleName(f"{setting.label}, same as {setting.follows.replace('_', ' ')}")
            self._follow.clicked.connect(self._set_following)
            layout.addWidget(self._follow)
        self.setFocusProxy(self._axes.fields[0])

    def _set_following(self, following: bool) -> None:
        self.edited.emit(None if following else [field.value() for field in self._axes.fields])

    def show_value(self, value: tuple[int, ...] | None, resolved: tuple[int, ...]) -> None:
        self.show_differing([value], [resolved])

    def show_differing(self, values: Sequence[tuple[int, ...] | None], resolved: Sequence[tuple[int, ...]]) -> None:
        self._axes.show_differing(resolved, fresh=not self._shown)
        self._shown = True
        if self._follow is not None:
            self._follow.show_state([value is None for value in values])

    def fields(self) -> Sequence[QWidget]:
        return self._axes.fields


class AnyAxisSizesEditor(Editor):
    """One number for all axes while they are linked, else one for each axis of the input."""

    def __init__(self, setting: AnyAxisSizes, axes: int) -> None:
        super().__init__(setting, axes)
        self._shown = False
        self._axes = AxisFields(setting.label, axis_names(axes + 1)[1:], setting.low, setting.high)
        self._axes.edited.connect(self.edited)
        row_layout(self).addWidget(self._axes)
        self.setFocusProxy(self._axes.fields[0])

    def show_value(self, value: int | tuple[int, ...], resolved: int | tuple[int, ...]) -> None:
        self.show_differing([value], [resolved])

    def show_differing(
        self, values: Sequence[int | tuple[int, ...]], resolved: Sequence[int | tuple[int, ...]]
    ) -> None:
        layers = [value if isinstance(value, tuple) else (value,) * self.axes for value in values]
        self._axes.show_differing([numbers[: self.axes] for numbers in layers], fresh=not self._shown)
        self._shown = True

    def fields(self) -> Sequence[QWidget]:
        return self._axes.fields


class SwitchEditor(Editor):
    """On or off."""

    has_own_label = True

    def __init__(self, setting: Switch, axes: int) -> None:
        super().__init__(setting, axes)
        self._box = CheckBox(tr(setting.label))
        self._box.setAccessibleName(setting.label)
        self._box.setAccessibleDescription(setting.help)
        self._box.clicked.connect(self._switch)
        row_layout(self).addWidget(self._box)
        self.setFocusProxy(self._box)

    def _switch(self, on: bool) -> None:
        # Connected to `edited.emit` itself, `clicked` would leave its argument out.
        self.edited.emit(on)

    def show_value(self, value: bool, resolved: bool) -> None:
        self._box.show_state([value])

    def show_differing(self, values: Sequence[bool], resolved: Sequence[bool]) -> None:
        self._box.show_state(values)


class ChoiceEditor(Editor):
    """One of several words."""

    def __init__(self, setting: Choice, axes: int) -> None:
        super().__init__(setting, axes)
        self._box = ComboBox()
        self._box.setAccessibleName(setting.label)
        self._box.setAccessibleDescription(setting.help)
        for word, label in setting.options.items():
            shown = tr(label)
            self._box.addItem(shown[:1].upper() + shown[1:], word)
        self._box.activated.connect(lambda _: self.edited.emit(self._box.currentData()))
        row_layout(self).addWidget(self._box)
        self.setFocusProxy(self._box)

    def show_value(self, value: str, resolved: str) -> None:
        self._box.setCurrentIndex(self._box.findData(value))

    def show_differing(self, values: Sequence[str], resolved: Sequence[str]) -> None:
        self._box.show_differing()


class ProbabilityEditor(Editor):
    """A number from 0 to 1."""

    def __init__(self, setting: Probability, axes: int) -> None:
        super().__init__(setting, axes)
        self._taken: float | None = None
        self._field = TextField()
        self._field.setAccessibleName(setting.label)
        self._field.setAccessibleDescription(setting.help)
        self._field.textEdited.connect(lambda _: self.edited.emit(self._value()))
        row_layout(self).addWidget(self._field)
        self.setFocusProxy(self._field)

    def _value(self) -> object:
        text = self._field.text()
        if not text and self._field.placeholderText():
            return Part.KEEP
        try:
            return float(text.strip().replace(",", "."))
        except ValueError:
            return text

    def show_value(self, value: float, resolved: float) -> None:
        self._taken = value
        self._field.setPlaceholderText("")
        if self._value() != value:
            self._field.setText(decimal(value))

    def show_differing(self, values: Sequence[float], resolved: Sequence[float]) -> None:
        self._taken = None
        self._field.setPlaceholderText(tr("Differs"))
        self._field.clear()

    def put_back(self) -> bool:
        shown = "" if self._taken is None else decimal(self._taken)
        differs = self._field.text() != shown
        if differs:
            self._field.setText(shown)
        return differs

    def fields(self) -> Sequence[QWidget]:
        return (self._field,)


class ShapeEditor(Editor):
    """A whole shape: how many axes, and a number for each."""

    low: ClassVar[int] = 1
    high: ClassVar[int] = MOST_INPUT_SIZE

    def __init__(self, setting: ShapeSetting | TargetShape, axes: int) -> None:
        super().__init__(setting, axes)
        self._form = ComboBox()
        self._form.setAccessibleName(f"{setting.label}, axes")
        forms = ((tr("Image"), 3), (tr("Sequence"), 2), (tr("Volume or video"), 4), (tr("Vector"), 1))
        for label, count in forms:
            self._form.addItem(tr("{form}: {axes}", form=label, axes=" × ".join(axis_letters(count))), count)
        self._form.activated.connect(lambda _: self._choose_form())
        self._fields = [NumberField(self.low, self.high if axis else MOST_CHANNELS) for axis in range(4)]
        layout = column_layout(self)
        layout.addWidget(self._form)
        row = QHBoxLayout()
        row.setSpacing(UNIT // 2)
        for field in self._fields:
            field.edited.connect(lambda _: self._edit())
            row.addWidget(field, 1)
        layout.addLayout(row)
        self.setFocusProxy(self._fields[0])

    def _edit(self) -> None:
        self.edited.emit([field.value() for field in self._fields[: self._form.currentData()]])

    def _choose_form(self) -> None:
        for field in self._fields:
            if isinstance(field.value(), str):
                field.show_number(1)
        self._edit()

    def show_value(self, value: tuple[int, ...], resolved: tuple[int, ...]) -> None:
        self.show_differing([value], [resolved])

    def show_differing(self, values: Sequence[tuple[int, ...]], resolved: Sequence[tuple[int, ...]]) -> None:
        counts = {len(value) for value in values}
        if len(counts) > 1:
            self._form.show_differing()
            for field in self._fields:
                field.hide()
            return
        (count,) = counts
        self._form.setCurrentIndex(self._form.findData(count))
        names, words = axis_names(count), axis_words(count)
        for axis, field in enumerate(self._fields):
            field.setVisible(axis < count)
            if axis < count:
                field.show_one_or_more([value[axis] for value in values])
                field.setAccessibleName(f"{self.setting.label}, {names[axis]}")
                field.setToolTip(words[axis].capitalize())

    def fields(self) -> Sequence[QWidget]:
        return self._fields


class TargetShapeEditor(ShapeEditor):
    """A shape to be taken; -1 stands for what is left over."""

    low: ClassVar[int] = -1
    high: ClassVar[int] = MOST_CHANNELS


_EDITORS: dict[type[Setting[Any]], Any] = {
    Count: CountEditor,
    AxisSizes: AxisSizesEditor,
    Padding: PaddingEditor,
    Switch: SwitchEditor,
    Choice: ChoiceEditor,
    Probability: ProbabilityEditor,
    ShapeSetting: ShapeEditor,
    TargetShape: TargetShapeEditor,
    AnyAxisSizes: AnyAxisSizesEditor,
    Margins: MarginsEditor,
}


def make_editor(setting: Setting[Any], axes: int) -> Editor:
    """Make the editor for a setting; `axes` are the spatial axes of the kind or, where it has none, of its input."""
    editor: Editor = _EDITORS[type(setting)](setting, axes)
    return editor
