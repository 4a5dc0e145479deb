"""The find bar: layers by what their rows show, one after the other."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton

from core.session import Session
from gui.main_window import MainWindow
from tests.core.helpers import image, network
from tests.gui.helpers import CTRL, Key, click_on, find, press, trigger

SHIFT = Qt.KeyboardModifier.ShiftModifier


def look_for(window: MainWindow, text: str) -> None:
    """Open the bar by its keys, and type."""
    press(window, Key.Key_F, CTRL)
    assert find(window, QLineEdit, "Find").hasFocus()
    QTest.keyClicks(window.find_bar.field, text)


def test_typing_goes_to_the_next_layer_and_counts(window: MainWindow) -> None:
    window.layers.select_rows([2])
    window.layers.setFocus()
    look_for(window, "conv")
    assert window.find_bar.rows == [1, 3]
    assert window.layers.selected_rows() == [3]
    assert window.find_bar.count.text() == "2 of 2"


def test_enter_and_f3_go_on_and_around_and_with_shift_back(window: MainWindow) -> None:
    window.layers.select_rows([0])
    look_for(window, "pool")
    visited = [window.layers.selected_rows()]
    for key, keys in (
        (Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Key.Key_F3, SHIFT),
        (Key.Key_Return, SHIFT),
    ):
        press(window, key, keys)
        visited.append(window.layers.selected_rows())
    assert visited == [[2], [4], [2], [4], [2]]
    assert window.find_bar.field.hasFocus()
    click_on(find(window, QToolButton, "Find next"))
    assert window.layers.selected_rows() == [4]
    click_on(find(window, QToolButton, "Find previous"))
    assert window.layers.selected_rows() == [2]


def test_typing_on_looks_from_where_the_search_began(window: MainWindow) -> None:
    window.layers.select_rows([2])
    look_for(window, "o")
    assert window.layers.selected_rows() == [2]
    QTest.keyClicks(window.find_bar.field, "nv")
    assert window.layers.selected_rows() == [3]
    window.find_bar.field.setText("pool")
    assert window.layers.selected_rows() == [2]


def test_nothing_found_is_said_and_changes_nothing(window: MainWindow) -> None:
    window.layers.select_rows([2])
    look_for(window, "")
    window.find_bar.field.setText("transformer")
    assert window.find_bar.count.text() == "No layer found"
    assert window.layers.selected_rows() == [2]
    press(window, Key.Key_F3)
    assert window.layers.selected_rows() == [2]
    assert not find(window, QToolButton, "Find next").isEnabled()


def test_escape_closes_the_bar_takes_the_marks_away_and_goes_back_to_the_list(window: MainWindow) -> None:
    look_for(window, "conv")
    plain = window.layers.grab().toImage()
    press(window, Key.Key_Escape)
    assert not window.find_bar.isVisible()
    assert window.layers.hasFocus()
    assert window.find_bar.rows == []
    assert window.layers.grab().toImage() != plain


def test_f3_opens_the_bar_with_what_was_looked_for_last(window: MainWindow) -> None:
    look_for(window, "conv2d2")
    press(window, Key.Key_Escape)
    window.layers.select_rows([0])
    press(window, Key.Key_F3)
    assert window.find_bar.isVisible()
    assert window.layers.selected_rows() == [3]


def test_what_is_found_follows_edits_undo_and_other_documents(window: MainWindow) -> None:
    look_for(window, "conv")
    trigger(window, "duplicate")
    assert window.find_bar.rows == [1, 2, 4]
    trigger(window, "undo")
    assert window.find_bar.rows == [1, 3]
    window.document.open(Session(network(image(1, 8, 8))))
    assert not window.find_bar.isVisible()
    assert window.find_bar.rows == []


def test_the_count_tells_where_the_selection_is(window: MainWindow) -> None:
    look_for(window, "conv")
    window.layers.select_rows([0])
    assert window.find_bar.count.text() == "2 found"
    window.layers.select_rows([3])
    assert window.find_bar.count.text() == "2 of 2"
    window.find_bar.field.clear()
    assert window.find_bar.count.text() == ""
