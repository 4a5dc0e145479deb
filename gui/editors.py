"""One editor for each sort of setting; none knows of a kind of layer."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

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
from core.shapes import axis_names
from gui.editor import Editor
from gui.ends_editors import MarginsEditor, PaddingEditor
from gui.fields import AxisFields, ComboBox, column_layout, row_layout
from gui.number_field import NumberField
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
        self._follow: QCheckBox | None = None
        if setting.follows:
            self._follow = QCheckBox(f"Same as {setting.follows.replace('_', ' ')}")
            self._follow.setAccessibleName(f"{setting.label}, same as {setting.follows.replace('_', ' ')}")
            self._follow.clicked.connect(self._set_following)
            layout.addWidget(self._follow)
        self.setFocusProxy(self._axes.fields[0])

    def _set_following(self, following: bool) -> None:
        self.edited.emit(None if following else [field.value() for field in self._axes.fields])

    def show_value(self, value: tuple[int, ...] | None, resolved: tuple[int, ...]) -> None:
        self._axes.show_numbers(resolved, fresh=not self._shown)
        self._shown = True
        if self._follow is not None:
            self._follow.setChecked(value is None)

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
        numbers = value if isinstance(value, tuple) else (value,) * self.axes
        self._axes.show_numbers(numbers[: self.axes], fresh=not self._shown)
        self._shown = True

    def fields(self) -> Sequence[QWidget]:
        return self._axes.fields


class SwitchEditor(Editor):
    """On or off."""

    has_own_label = True

    def __init__(self, setting: Switch, axes: int) -> None:
        super().__init__(setting, axes)
        self._box = QCheckBox(setting.label)
        self._box.setAccessibleName(setting.label)
        self._box.setAccessibleDescription(setting.help)
        self._box.clicked.connect(self._switch)
        row_layout(self).addWidget(self._box)
        self.setFocusProxy(self._box)

    def _switch(self, on: bool) -> None:
        # Connected to `edited.emit` itself, `clicked` would leave its argument out.
        self.edited.emit(on)

    def show_value(self, value: bool, resolved: bool) -> None:
        self._box.setChecked(value)


class ChoiceEditor(Editor):
    """One of several words."""

    def __init__(self, setting: Choice, axes: int) -> None:
        super().__init__(setting, axes)
        self._box = ComboBox()
        self._box.setAccessibleName(setting.label)
        self._box.setAccessibleDescription(setting.help)
        for word, label in setting.options.items():
            self._box.addItem(label[:1].upper() + label[1:], word)
        self._box.activated.connect(lambda _: self.edited.emit(self._box.currentData()))
        row_layout(self).addWidget(self._box)
        self.setFocusProxy(self._box)

    def show_value(self, value: str, resolved: str) -> None:
        self._box.setCurrentIndex(self._box.findData(value))


class ProbabilityEditor(Editor):
    """A number from 0 to 1."""

    def __init__(self, setting: Probability, axes: int) -> None:
        super().__init__(setting, axes)
        self._taken = 0.0
        self._field = QLineEdit()
        self._field.setAccessibleName(setting.label)
        self._field.setAccessibleDescription(setting.help)
        self._field.textEdited.connect(lambda _: self.edited.emit(self._value()))
        row_layout(self).addWidget(self._field)
        self.setFocusProxy(self._field)

    def _value(self) -> object:
        text = self._field.text()
        try:
            return float(text.strip().replace(",", "."))
        except ValueError:
            return text

    def show_value(self, value: float, resolved: float) -> None:
        self._taken = value
        if self._value() != value:
            self._field.setText(f"{value:g}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self._field.setText(f"{self._taken:g}")
            self.edited.emit(self._taken)
        else:
            super().keyPressEvent(event)

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
        for label, count in (("Image", 3), ("Sequence", 2), ("Volume or video", 4), ("Vector", 1)):
            self._form.addItem(f"{label}: {' × '.join(axis_names(count))}", count)
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
            if not isinstance(field.value(), int):
                field.show_number(1)
        self._edit()

    def show_value(self, value: tuple[int, ...], resolved: tuple[int, ...]) -> None:
        self._form.setCurrentIndex(self._form.findData(len(value)))
        names = axis_names(len(value))
        for axis, field in enumerate(self._fields):
            field.setVisible(axis < len(value))
            if axis < len(value):
                field.show_number(value[axis])
                field.setAccessibleName(f"{self.setting.label}, {names[axis]}")
                field.setToolTip(names[axis].capitalize())

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
