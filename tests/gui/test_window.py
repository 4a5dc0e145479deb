"""The window's commands on the layers: undo, moving, deleting, copying, renaming, and what the View menu shows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLineEdit, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from core import VERSION
from core.licences import parts
from gui.about import AboutDialog
from gui.layer_columns import OPTIONAL_COLUMNS, LayerColumn
from gui.main_window import MainWindow
from tests.gui.helpers import (
    CTRL,
    Key,
    cell,
    click_on,
    find,
    names,
    outputs,
    press,
    retype,
    trigger,
    undo_labels,
    visible_texts,
)

ALT = Qt.KeyboardModifier.AltModifier
START = ["input", "conv2d1", "maxpool1", "conv2d2", "maxpool2", "dense", "output"]


def menu(window: MainWindow, title: str) -> QMenu:
    """Find a menu by its title."""
    return next(each for each in window.menuBar().findChildren(QMenu) if each.title().replace("&", "") == title)


def entries(menu: QMenu) -> list[str]:
    """Read a menu, without separators and marks for keys."""
    return [action.text().replace("&", "") for action in menu.actions() if action.text()]


# Title, undo and redo


def test_the_title_names_the_document_and_marks_it_as_modified(window: MainWindow) -> None:
    assert window.windowTitle() == "Lasagne MNIST example[*] — Strata"
    assert not window.isWindowModified()
    trigger(window, "move_down")
    assert window.isWindowModified()
    trigger(window, "undo")
    assert not window.isWindowModified()


def test_undo_and_redo_in_the_menu_say_what_they_do(window: MainWindow) -> None:
    assert entries(menu(window, "Edit"))[:2] == ["Undo", "Redo"]
    assert not window.action("undo").isEnabled()
    trigger(window, "duplicate")
    trigger(window, "delete")
    assert entries(menu(window, "Edit"))[:2] == ["Undo Delete conv2d3", "Redo"]
    trigger(window, "undo")
    assert entries(menu(window, "Edit"))[:2] == ["Undo Duplicate conv2d1", "Redo Delete conv2d3"]
    press(window, Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert names(window) == START
    assert not window.action("redo").isEnabled()


def test_undo_shows_what_it_brings_back(window: MainWindow) -> None:
    window.layers.select_rows([3])
    trigger(window, "delete")
    window.layers.select_rows([0])
    trigger(window, "undo")
    assert window.layers.selected_rows() == [3]
    assert "conv2d2" in visible_texts(window.properties)


def test_the_buttons_in_the_tool_bar_keep_their_short_words(window: MainWindow) -> None:
    trigger(window, "duplicate")
    undo = find(window, QToolButton, "Undo")
    assert undo.text() == "Undo"
    assert undo.toolTip() == "Undo Duplicate conv2d1 (Ctrl+Z)"
    click_on(undo)
    assert names(window) == START


# Moving, deleting, copying


def test_alt_and_the_arrow_keys_move_the_layer_and_keep_it_selected(window: MainWindow) -> None:
    window.layers.setFocus()
    press(window, Key.Key_Down, ALT)
    assert names(window)[:3] == ["input", "maxpool1", "conv2d1"]
    assert outputs(window)[1:3] == ["1×14×14", "32×10×10"]
    assert window.layers.selected_rows() == [2]
    press(window, Key.Key_Up, ALT)
    assert names(window) == START
    assert undo_labels(window.document.session) == ["Move conv2d1"] * 2


@pytest.mark.parametrize(
    ("rows", "up", "down"),
    [
        ([0], False, True),
        ([6], True, False),
        ([2, 4], True, True),
        ([0, 1], False, True),
        ([0, 2], True, True),
        (list(range(7)), False, False),
        ([], False, False),
    ],
)
def test_moving_is_offered_only_where_it_changes_something(
    window: MainWindow, rows: list[int], up: bool, down: bool
) -> None:
    window.layers.select_rows(rows)
    assert window.action("move_up").isEnabled() == up
    assert window.action("move_down").isEnabled() == down


def test_scattered_layers_move_up_together(window: MainWindow) -> None:
    window.layers.select_rows([2, 4])
    click_on(find(window, QToolButton, "Move Up"))
    assert names(window) == ["input", "maxpool1", "conv2d1", "maxpool2", "conv2d2", "dense", "output"]
    assert window.layers.selected_rows() == [1, 3]


def test_delete_takes_the_selected_layers_and_selects_the_next(window: MainWindow) -> None:
    window.layers.setFocus()
    window.layers.select_rows([1, 3])
    press(window, Key.Key_Delete)
    assert names(window) == ["input", "maxpool1", "maxpool2", "dense", "output"]
    assert window.layers.selected_rows() == [1]
    assert undo_labels(window.document.session) == ["Delete 2 layers"]


def test_delete_in_a_field_deletes_text_and_no_layer(window: MainWindow) -> None:
    name = find(window, QLineEdit, "Name")
    name.setFocus()
    name.setCursorPosition(0)
    press(window, Key.Key_Delete)
    assert names(window) == ["input", "onv2d1", *START[2:]]


def test_everything_can_be_deleted_and_the_empty_list_says_what_to_do(window: MainWindow) -> None:
    window.layers.setFocus()
    press(window, Key.Key_A, CTRL)
    assert window.layers.selected_rows() == list(range(7))
    press(window, Key.Key_Delete)
    assert names(window) == []
    assert visible_texts(window.properties) == ["Select a layer to see and change its settings."]
    assert window.working.toPlainText() == ""
    assert not window.action("delete").isEnabled()
    assert not window.grab().isNull()  # the invitation is painted
    trigger(window, "undo")
    assert names(window) == START


def test_duplicate_puts_copies_below_under_free_names(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    press(window, Key.Key_D, CTRL)
    assert names(window)[:5] == ["input", "conv2d1", "maxpool1", "conv2d3", "maxpool3"]
    assert window.layers.selected_rows() == [3, 4]


def test_what_cannot_be_done_is_greyed_out_without_a_selection(window: MainWindow) -> None:
    window.layers.clearSelection()
    for name in ("duplicate", "delete", "rename", "move_up", "move_down", "first_problem"):
        assert not window.action(name).isEnabled(), name
    window.layers.select_rows([1, 2])
    assert not window.action("rename").isEnabled()


# Renaming in place


def name_editor(window: MainWindow) -> QLineEdit:
    """Open the editor in the row with F2."""
    window.layers.setFocus()
    press(window, Key.Key_F2)
    return find(window.layers, QLineEdit, "Name")


def test_f2_renames_in_place(qtbot: QtBot, window: MainWindow) -> None:
    editor = name_editor(window)
    assert editor.text() == "conv2d1"
    retype(editor, "first")
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: names(window)[1] == "first")
    assert find(window.properties, QLineEdit, "Name").text() == "first"
    assert undo_labels(window.document.session) == ["Rename conv2d1 to first"]


def test_a_taken_name_stays_in_the_editor_until_it_is_changed(qtbot: QtBot, window: MainWindow) -> None:
    editor = name_editor(window)
    retype(editor, "maxpool1")
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()
    assert editor.isVisible()
    assert editor.property("refused")
    assert names(window) == START
    retype(editor, "maxpool9")
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: names(window)[1] == "maxpool9")


@pytest.mark.parametrize("leave", ["escape", "click elsewhere"])
def test_a_taken_name_is_dropped_when_the_editor_is_left(window: MainWindow, leave: str) -> None:
    editor = name_editor(window)
    retype(editor, "maxpool1")
    if leave == "escape":
        QTest.keyClick(editor, Key.Key_Escape)
    else:
        find(window.properties, QLineEdit, "Name").setFocus()
    QApplication.processEvents()
    assert names(window) == START
    assert window.document.session.undo_label is None


# The palette, problems, panels


def test_insert_puts_the_cursor_into_the_search_even_if_the_palette_is_hidden(window: MainWindow) -> None:
    (toggle,) = (action for action in menu(window, "View").actions() if action.text() == "Palette")
    toggle.trigger()
    assert not window.palette_panel.isVisible()
    press(window, Key.Key_Insert)
    assert window.palette_panel.isVisible()
    assert find(window, QLineEdit, "Find a layer").hasFocus()


@pytest.mark.parametrize("title", ["Palette", "Properties", "Working"])
def test_the_view_menu_hides_and_shows_panels(window: MainWindow, title: str) -> None:
    toggle: QAction = next(action for action in menu(window, "View").actions() if action.text() == title)
    (dock,) = (dock for dock in window.findChildren(QDockWidget) if dock.windowTitle() == title)
    toggle.trigger()
    assert not dock.isVisible()
    toggle.trigger()
    assert dock.isVisible()
    assert toggle.isChecked()


@pytest.mark.parametrize("column", OPTIONAL_COLUMNS)
def test_the_view_menu_shows_and_hides_columns(window: MainWindow, column: LayerColumn) -> None:
    title = str(window.model.headerData(column, Qt.Orientation.Horizontal))
    columns = next(action.menu() for action in menu(window, "View").actions() if action.text() == "Colu&mns")
    assert isinstance(columns, QMenu)
    toggle = next(action for action in columns.actions() if action.text() == title)
    assert window.layers.isColumnHidden(column)
    toggle.trigger()
    assert not window.layers.isColumnHidden(column)
    assert cell(window, 1, column) in ("460,800", "5×5", "72.0 KiB", "3.3 KiB")
    toggle.trigger()
    assert window.layers.isColumnHidden(column)


def test_a_panel_that_was_hidden_shows_the_layer_that_is_selected_now(window: MainWindow) -> None:
    toggle = next(action for action in menu(window, "View").actions() if action.text() == "Working")
    toggle.trigger()
    window.layers.select_rows([3])
    toggle.trigger()
    assert window.working.toPlainText().startswith("conv2d2")


def test_f8_goes_to_the_first_problem(window: MainWindow) -> None:
    window.layers.select_rows([0])
    trigger(window, "move_down")
    window.layers.select_rows([5])
    press(window, Key.Key_F8)
    assert window.layers.selected_rows() == [0]


def test_the_totals_bar_says_why_something_cannot_be_done(window: MainWindow) -> None:
    window.model.setData(window.model.index(1, LayerColumn.NAME), "maxpool1")
    assert "The name maxpool1 is taken by layer 2." in visible_texts(window.totals)
    trigger(window, "move_down")
    assert "The name maxpool1 is taken by layer 2." not in visible_texts(window.totals)


def test_about_names_the_version(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[AboutDialog] = []
    monkeypatch.setattr(AboutDialog, "exec", lambda self: shown.append(self))  # noqa: PLW0108  (a method)
    trigger(window, "about")
    shown[0].show()
    assert f"Strata {VERSION}" in visible_texts(shown[0])
    shown[0].close()


def test_about_shows_the_licence_of_each_part(qtbot: QtBot) -> None:
    about = AboutDialog()
    qtbot.addWidget(about)
    about.show()
    read = {}
    for row in range(about.list.count()):
        about.list.setCurrentRow(row)
        read[about.list.item(row).text()] = about.text.toPlainText()
    assert list(read) == [part.name for part in parts()]
    assert "How to replace them" in read["Qt, PySide6, Shiboken6"]
    assert read["platformdirs"].startswith("platformdirs · MIT")
