"""What screen readers and scripts find: names that stay, and no control without one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTextBrowser,
    QWidget,
)

from core import actions
from core.kinds import Kind, catalogue
from core.session import Session
from gui.layer_columns import LayerColumn
from gui.main_window import MainWindow
from gui.problem_box import WrappedButton
from tests.core.helpers import image, network
from tests.gui.helpers import NO_KEYS, Key, Opener, cell, field, find, press, retype

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTextBrowser)
PANELS = ("Layers", "Palette", "Properties", "Working", "Totals")
ACTIONS = (
    *("new", "open", "save", "save_as", "export_csv", "quit", "undo", "redo", "duplicate", "delete", "select_all"),
    *("add_layer", "rename", "move_up", "move_down", "first_problem", "about"),
)
SHAPES = {0: (8, 12, 12), 1: (8, 12), 2: (8, 12, 12), 3: (8, 6, 6, 6)}


def spoken_name(widget: QWidget) -> str:
    """Give what a screen reader says of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name))


def nameless_controls(window: MainWindow) -> list[str]:
    """List the controls that a user can see and a screen reader cannot call by a name."""
    found = []
    for widget in window.findChildren(QWidget):
        is_part_of_another = widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView)
        if isinstance(widget, CONTROLS) and widget.isVisible() and not is_part_of_another and not spoken_name(widget):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("name", [*PANELS, "Find a layer", "Kinds", "Name", "Inputs"])
def test_the_parts_of_the_window_are_found_by_their_names(window: MainWindow, name: str) -> None:
    part = find(window, QWidget, name)
    assert part.isVisible()
    assert spoken_name(part) == name


def test_the_palette_is_a_panel_with_a_field_above_a_list(window: MainWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(find(window, QWidget, "Palette"))
    inside = [interface.child(number).text(QAccessible.Text.Name) for number in range(interface.childCount())]
    assert inside == ["Find a layer", "Kinds"]


@pytest.mark.parametrize("name", ACTIONS)
def test_every_command_is_found_by_its_name(window: MainWindow, name: str) -> None:
    action = window.action(name)
    assert action.objectName() == name
    assert action in window.actions()
    assert action.text().strip("&… ")


def test_the_list_has_a_row_a_layer_with_texts_for_its_cells(window: MainWindow) -> None:
    layers = find(window, QAbstractItemView, "Layers")
    assert layers.model().rowCount() == 7
    assert cell(window, 1, LayerColumn.OUTPUT) == "32×24×24"
    assert cell(window, 3, LayerColumn.PARAMETERS) == "9,248"


@pytest.mark.parametrize("kind", catalogue.values(), ids=catalogue)
def test_no_control_of_any_kind_is_without_a_name(open_session: Opener, kind: type[Kind]) -> None:
    shape = SHAPES[kind.spatial_axes]
    session = Session(network(image(*shape, name="one"), image(*shape, name="two")))
    session.do(actions.add_layer(session.network, session.state.analysis.reports, kind, {}, 2))
    window = open_session(session)
    window.layers.select_rows([2])
    assert nameless_controls(window) == []


def stops_of_tab(window: MainWindow, keys: Qt.KeyboardModifier = NO_KEYS) -> list[str]:
    """Press Tab from the list on until it has the focus again; gives what was said on the way."""
    window.layers.setFocus()
    visited = []
    for _ in range(60):
        press(window, Key.Key_Tab, keys)
        widget = QApplication.focusWidget()
        assert widget is not None
        visited.append(spoken_name(widget))
        if widget is window.layers:
            return visited
    raise AssertionError(f"Tab does not come back to the list, but goes to {visited}")


ORDER = (
    *("Layers", "Name", "Inputs, choose", "Output channels", "Kernel size, height", "Kernel size, width"),
    *("Kernel size, keep equal", "Stride, height", "Padding, height", "Dilation, height", "Groups", "Bias"),
    *("Working", "1 problem", "Add layer", "Undo", "Move Up", "Move Down"),
    *("Export CSV…", "Find a layer", "Kinds", "Layers"),
)


def test_the_tab_key_goes_through_the_window_as_the_eye_does(window: MainWindow) -> None:
    for _ in range(2):  # the form is built again in between
        window.layers.select_rows([3])
        window.layers.select_rows([1])
    retype(field(window, "Kernel size, height"), "99")
    QApplication.processEvents()
    visited = ["Layers", *stops_of_tab(window)]
    mends = [button.accessibleName() for button in window.properties.findChildren(WrappedButton) if button.isVisible()]
    assert mends
    assert [name for name in visited if name in (*ORDER, *mends)] == [*ORDER[:12], *mends, *ORDER[12:]]
    assert "" not in visited
    backwards = stops_of_tab(window, Qt.KeyboardModifier.ShiftModifier)
    assert ["Layers", *backwards] == visited[::-1]


def test_the_tabs_of_one_panel_are_no_stop_in_a_window_that_got_another_size(window: MainWindow) -> None:
    window.resize(window.width() - 60, window.height() - 40)
    QApplication.processEvents()
    assert stops_of_tab(window)[0] == "Name"
    window.action("summary").trigger()
    QApplication.processEvents()
    assert stops_of_tab(window)[:2] == ["Summary", "Summary"]  # the tab that is in front, and the panel


def test_the_palette_says_its_entries_and_headings(window: MainWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(window.palette_panel.list)
    texts = [interface.child(row).text(QAccessible.Text.Name) for row in range(4)]
    assert texts == ["Input", "Input", "Convolution", "Convolution 2-D"]


def test_an_editor_in_the_list_has_a_name(window: MainWindow) -> None:
    window.layers.setFocus()
    QTest.keyClick(window.layers, Key.Key_F2)
    assert find(window.layers, QLineEdit, "Name").isVisible()
