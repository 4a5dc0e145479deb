"""A user's hands and eyes: finding widgets by accessible name, clicking, typing, dragging, and reading the screen."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.session import Session
from gui.layer_columns import LayerColumn
from gui.main_window import MainWindow
from gui.number_field import NumberField
from gui.palette import ENTRY_ROLE
from tests.core import helpers

W = TypeVar("W", bound=QWidget)
Opener = Callable[[Session], MainWindow]

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
NO_KEYS = Qt.KeyboardModifier.NoModifier
Key = Qt.Key

_DRAG_STEP = 12  # milliseconds; a drag is made of moves in time


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """Find the one widget of a class with an accessible name."""
    found = [widget for widget in parent.findChildren(kind) if widget.accessibleName() == name]
    assert len(found) == 1, f"{len(found)} of {kind.__name__} are called {name}"
    return found[0]


# Reading the screen


def names(window: MainWindow) -> list[str]:
    """List the names of the layers, as the document has them and as the list shows them, which must agree."""
    shown = [cell(window, row, LayerColumn.NAME) for row in range(window.model.rowCount())]
    assert shown == helpers.names(window.document.network)
    return shown


def cell(window: MainWindow, row: int, column: LayerColumn) -> str:
    """Read a cell of the list."""
    return str(window.layers.model().index(row, column).data())


def outputs(window: MainWindow) -> list[str]:
    """Read the column of outputs."""
    return [cell(window, row, LayerColumn.OUTPUT) for row in range(window.model.rowCount())]


def settings(window: MainWindow) -> list[str]:
    """Read the column of settings, where problems and waiting are told too."""
    return [cell(window, row, LayerColumn.SETTINGS) for row in range(window.model.rowCount())]


def parameters(window: MainWindow) -> int:
    """Give the total of learnable parameters, which the totals bar must show."""
    total = window.document.state.analysis.totals.parameters
    assert f"{total:,} parameter" in window.totals.text()
    return total


def visible_texts(widget: QWidget) -> list[str]:
    """List what the labels in a widget show."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def field(window: MainWindow, name: str) -> NumberField:
    """Find a number field of the selected layer."""
    return find(window.properties, NumberField, name)


def numbers_in(window: MainWindow, label: str) -> list[str]:
    """Read all visible number fields of a setting."""
    all_fields = window.properties.findChildren(NumberField)
    return [one.text() for one in all_fields if one.isVisible() and one.accessibleName().startswith(f"{label}, ")]


def value(window: MainWindow, name: str) -> object:
    """Give a setting of the selected layer as the session has it."""
    return window.document.network.layers[window.layers.selected_rows()[0]].kind.values[name]


def undo_labels(session: Session) -> list[str]:
    """Undo everything, list what the steps were called, the last one first, and do them again."""
    labels: list[str] = []
    while (label := session.undo_label) is not None:
        labels.append(label)
        session.undo()
    for _ in labels:
        session.redo()
    return labels


# Clicking, typing and dragging, as the window system tells of them


def place_in(window: MainWindow, widget: QWidget, point: QPoint | None = None) -> QPoint:
    """Give the middle of a widget, or another point of it, as a point of the window."""
    return widget.mapTo(window, widget.rect().center() if point is None else point)


def place_of_row(window: MainWindow, row: int, part: float = 0.5, column: LayerColumn = LayerColumn.NAME) -> QPoint:
    """Give a point of the window in a row; `part` is how far down in it."""
    index = window.model.index(row, column)
    window.layers.scrollTo(index)
    area = window.layers.visualRect(index)
    return place_in(window, window.layers.viewport(), QPoint(area.center().x(), area.top() + int(area.height() * part)))


def click(window: MainWindow, place: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Click somewhere in a window."""
    QTest.mouseClick(window.windowHandle(), LEFT, keys, place)


def click_on(widget: QWidget, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Click in the middle of a widget; a check box is clicked on its box, for beside its words it is empty."""
    middle = widget.rect().center()
    QTest.mouseClick(widget, LEFT, keys, QPoint(8, middle.y()) if isinstance(widget, QCheckBox) else middle)


def double_click_entry(window: MainWindow, label: str, *, heading: bool = False) -> None:
    """Double-click an entry or a heading of the palette."""
    palette = window.palette_panel.list
    every = (palette.model().index(row, 0) for row in range(palette.model().rowCount()))
    index = next(each for each in every if each.data() == label and bool(each.data(ENTRY_ROLE)) != heading)
    palette.scrollTo(index)
    place = palette.visualRect(index).center()
    QTest.mouseClick(palette.viewport(), LEFT, NO_KEYS, place)
    QTest.mouseDClick(palette.viewport(), LEFT, NO_KEYS, place)


def press(window: MainWindow, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Press a key in a window, wherever the cursor is."""
    QTest.keyClick(window.windowHandle(), key, keys)


F = TypeVar("F", NumberField, QLineEdit)


def retype(field: F, text: str) -> F:
    """Type a text in the place of what a field has."""
    field.setFocus()
    field.selectAll()
    if text:
        QTest.keyClicks(field, text)
    else:
        QTest.keyClick(field, Key.Key_Delete)
    return field


def paste(field: F, text: str) -> F:
    """Put a text in the place of what a field has, all at once."""
    QGuiApplication.clipboard().setText(text)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Key.Key_V, CTRL)
    return field


def choose(box: QComboBox, words: str) -> None:
    """Open a box and choose the entry that begins with some words."""
    (row,) = (row for row in range(box.count()) if box.itemText(row).startswith(words))
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(row, 0))
    QTest.keyClick(box.view(), Key.Key_Return)
    assert box.currentIndex() == row


def wheel(window: MainWindow, widget: QWidget, steps: int) -> None:
    """Turn the wheel over a widget; upwards is positive."""
    place = QPointF(place_in(window, widget))
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, 120 * steps))


def drag(qtbot: QtBot, window: MainWindow, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Drag from one place of a window to another.

    A drag does not come back to its caller before it ends, so that all of it is planned before the press.
    """
    handle = window.windowHandle()
    ended: list[bool] = []

    def release() -> None:
        QTest.mouseRelease(handle, LEFT, keys, end)
        ended.append(True)

    path = (start + QPoint(3, 3), start + QPoint(8, 12), (start + end) / 2, end - QPoint(0, 1), end)
    for number, place in enumerate(path, 1):
        QTimer.singleShot(number * _DRAG_STEP, handle, partial(QTest.mouseMove, handle, place))
    QTimer.singleShot((len(path) + 2) * _DRAG_STEP, handle, release)
    QTest.mousePress(handle, LEFT, keys, start)
    qtbot.waitUntil(lambda: bool(ended))


def drag_row(qtbot: QtBot, window: MainWindow, row: int, gap: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Drag a row, and the others that are selected with it, into the gap before row `gap`."""
    last = window.model.rowCount() - 1
    end = place_of_row(window, gap, 0.2) if gap <= last else place_of_row(window, last, 0.8)
    drag(qtbot, window, place_of_row(window, row), end, keys)


def trigger(window: MainWindow, action: str) -> None:
    """Choose an action, as from its menu; one that is greyed out cannot be chosen."""
    assert window.action(action).isEnabled(), action
    window.action(action).trigger()


def take_message(window: MainWindow) -> str:
    """Read the message box that is open, and close it."""
    (box,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    text = f"{box.text()}: {box.informativeText()}"
    box.close()
    return text


def problem_button(window: MainWindow) -> QPushButton:
    """Find the count of problems in the totals bar."""
    button = window.totals.findChild(QPushButton, "problems_button")
    assert isinstance(button, QPushButton)
    return button
