"""The field for a number: steps, typing, the wheel, and where a click puts the cursor."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from gui import theme
from gui.main_window import MainWindow
from tests.gui.helpers import Key, click_on, field, find, outputs, paste, retype, value, visible_texts, wheel


@pytest.mark.parametrize(
    ("key", "channels"), [(Key.Key_Up, 33), (Key.Key_Down, 31), (Key.Key_PageUp, 42), (Key.Key_PageDown, 22)]
)
def test_keys_step_a_number(window: MainWindow, key: Key, channels: int) -> None:
    QTest.keyClick(field(window, "Output channels"), key)
    assert outputs(window)[1] == f"{channels}×24×24"
    assert field(window, "Output channels").text() == str(channels)


def test_steps_end_at_the_bounds(window: MainWindow) -> None:
    channels = retype(field(window, "Output channels"), "3")
    QTest.keyClick(channels, Key.Key_PageDown)
    assert channels.text() == "1"
    paste(channels, "10000000")
    QTest.keyClick(channels, Key.Key_Up)
    assert channels.text() == "10000000"
    assert outputs(window)[1] == "10000000×24×24"


def test_a_step_from_a_text_that_is_no_number_goes_on_from_the_last_number(window: MainWindow) -> None:
    channels = retype(field(window, "Output channels"), "x")
    QTest.keyClick(channels, Key.Key_Up)
    assert channels.text() == "33"
    assert outputs(window)[1] == "33×24×24"
    assert not any("must be" in label for label in visible_texts(window.properties))


def test_the_wheel_steps_the_field_that_has_the_cursor(window: MainWindow) -> None:
    channels = field(window, "Output channels")
    channels.setFocus()
    wheel(window, channels, 1)
    assert outputs(window)[1] == "33×24×24"


def left_of_text(edit: QWidget) -> int:
    """Find where a field's text begins to be drawn, in pixels from its own left."""
    image = edit.grab().toImage()
    for x in range(3, image.width()):
        if any(image.pixelColor(x, y).lightness() < 110 for y in range(8, image.height() - 8)):
            return x
    raise AssertionError("there is no text")


@pytest.mark.parametrize("percent", [100, 150])
def test_numbers_begin_where_texts_do_and_stay_there(window: MainWindow, percent: int) -> None:
    theme.set_zoom(percent)
    try:
        QApplication.processEvents()
        name = left_of_text(find(window.properties, QLineEdit, "Name"))
        height = field(window, "Kernel size, height")
        assert abs(left_of_text(height) - name) <= 1
        retype(height, "3")
        window.layers.setFocus()
        assert abs(left_of_text(height) - name) <= 1
        assert abs(left_of_text(field(window, "Stride, height")) - name) <= 3  # a 1 has room on its left
    finally:
        theme.set_zoom(100)


@pytest.mark.parametrize("has_focus", [True, False])
def test_the_wheel_changes_a_choice_only_where_the_cursor_is(window: MainWindow, has_focus: bool) -> None:
    form = find(window.properties, QComboBox, "Padding, form")
    if has_focus:
        form.setFocus()
    wheel(window, form, -1)
    assert (form.currentText() == "Before and after") == has_focus


def test_the_wheel_over_a_field_without_the_cursor_changes_nothing(window: MainWindow) -> None:
    before = window.document.state
    window.layers.setFocus()
    wheel(window, field(window, "Output channels").lineEdit(), 1)
    wheel(window, field(window, "Kernel size, height"), 1)
    assert window.document.state is before
    assert window.layers.hasFocus()


def test_the_wheel_scrolls_a_panel_that_is_longer_than_the_window(window: MainWindow) -> None:
    window.resize(1280, 480)
    bar = window.properties._scroll.verticalScrollBar()
    window.layers.setFocus()
    wheel(window, field(window, "Kernel size, height").lineEdit(), -3)
    assert bar.value() > 0
    assert value(window, "kernel_size") == (5, 5)


def test_separators_may_be_typed_and_stay(window: MainWindow) -> None:
    channels = retype(field(window, "Output channels"), "1,024")
    assert outputs(window)[1] == "1024×24×24"
    assert channels.text() == "1,024"


def test_a_second_click_sets_the_cursor_as_usual(window: MainWindow) -> None:
    edit = field(window, "Output channels").lineEdit()
    click_on(edit)
    assert edit.selectedText() == "32"
    click_on(edit)
    assert edit.selectedText() == ""
