"""The parts that editors are made of."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from core.language import tr
from gui.icons import icon
from gui.number_field import NumberField
from gui.theme import UNIT


class AxisFields(QWidget):
    """One number field an axis, with a link that keeps them equal; without `link` each stands for itself.

    `edited` carries the list of numbers, or the one number where they are linked.
    """

    edited = Signal(object)

    def __init__(self, label: str, names: Sequence[str], low: int, high: int, *, link: bool = True) -> None:
        super().__init__()
        layout = row_layout(self, UNIT // 2)
        self.fields = [NumberField(low, high) for _ in names]
        for number, (field, name) in enumerate(zip(self.fields, names, strict=True)):
            if number and link:
                times = QLabel("×")
                times.setProperty("role", "dim")
                layout.addWidget(times)
            field.setAccessibleName(f"{label}, {name}")
            field.setToolTip(tr(name).capitalize())
            field.edited.connect(lambda value, edited=field: self._edit(edited, value))
            layout.addWidget(field, 1)
        self._link = QToolButton()
        self._link.setObjectName("link")
        self._link.setCheckable(True)
        self._link.setAccessibleName(f"{label}, keep equal")
        self._link.setToolTip(tr("Keep all axes equal"))
        self._link.setFixedSize(3 * UNIT, 3 * UNIT)
        self._link.toggled.connect(self._show_link)
        self._link.clicked.connect(self._make_equal)
        self._can_link = link
        self._link.setChecked(link)
        layout.addWidget(self._link)
        self._link.setVisible(link and len(names) > 1)

    def _show_link(self, linked: bool) -> None:
        self._link.setIcon(icon("link", "dim") if linked else icon("unlink", "mark"))

    def _make_equal(self, linked: bool) -> None:
        if linked and len({str(field.value()) for field in self.fields}) > 1:
            self._edit(self.fields[0], self.fields[0].value())

    def _edit(self, edited: NumberField, value: object) -> None:
        if self._link.isChecked():
            for field in self.fields:
                if field is not edited and isinstance(value, int):
                    field.show_number(value)
            self.edited.emit(value)
        else:
            self.edited.emit([field.value() for field in self.fields])

    def show_numbers(self, numbers: Sequence[int], *, fresh: bool) -> None:
        """Show numbers that have been taken; with `fresh` the link closes where they are equal."""
        self.show_differing([numbers], fresh=fresh)

    def show_differing(self, layers: Sequence[Sequence[int]], *, fresh: bool) -> None:
        """Show the numbers of several layers, axis by axis; a field stays empty where there are fewer numbers."""
        if any(len(set(numbers)) > 1 or len(numbers) < len(self.fields) for numbers in layers):
            self._link.setChecked(False)
        elif fresh and self._can_link:
            self._link.setChecked(True)
        for axis, field in enumerate(self.fields):
            numbers = [of_layer[axis] for of_layer in layers if axis < len(of_layer)]
            if not numbers:
                field.show_nothing()
            elif len(numbers) < len(layers):
                field.show_differing(min(numbers))
            else:
                field.show_one_or_more(numbers)

    def fill_gaps(self) -> None:
        """Put a 0 where no number is written."""
        for field in self.fields:
            if isinstance(field.value(), str):
                field.show_number(max(field.low, 0))


class ComboBox(QComboBox):
    """A combo box that takes the room there is, however long its entries are."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_differing(self) -> None:
        """Show that several layers have different entries."""
        self.setPlaceholderText(tr("Differs"))
        self.setCurrentIndex(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A panel that is scrolled must not change what lies under the pointer.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class CheckBox(QCheckBox):
    """A check box that may show a third state, which a click leaves for good."""

    def show_state(self, states: Collection[bool]) -> None:
        """Show whether it is on, or that several layers differ."""
        differs = len(set(states)) > 1
        if differs:
            state = Qt.CheckState.PartiallyChecked
        else:
            state = Qt.CheckState.Checked if next(iter(states)) else Qt.CheckState.Unchecked
        if state != self.checkState():  # a box paints itself anew whenever it is told
            self.setTristate(differs)
            self.setCheckState(state)

    def nextCheckState(self) -> None:
        differed = self.checkState() == Qt.CheckState.PartiallyChecked
        self.setTristate(False)
        if differed:
            self.setCheckState(Qt.CheckState.Checked)
        else:
            super().nextCheckState()


def row_layout(widget: QWidget, spacing: int = 0) -> QHBoxLayout:
    """Lay a widget's parts side by side, without margins."""
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def column_layout(widget: QWidget) -> QVBoxLayout:
    """Lay a widget's parts below each other, without margins."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(UNIT)
    layout.setAlignment(Qt.AlignmentFlag.AlignTop)
    return layout
