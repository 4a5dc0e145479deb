"""The promises that Strata is built around, kept with the mouse and the keyboard of a user."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.layer_columns import LayerColumn
from gui.main_window import MainWindow
from gui.number_field import NumberField
from tests.gui.helpers import (
    CTRL,
    Key,
    cell,
    click,
    click_on,
    drag,
    drag_row,
    find,
    names,
    outputs,
    parameters,
    place_in,
    place_of_row,
    press,
    problem_button,
    settings,
    undo_labels,
    visible_texts,
)

START = ["input", "conv2d1", "maxpool1", "conv2d2", "maxpool2", "dense", "output"]
START_OUTPUTS = ["1×28×28", "32×24×24", "32×12×12", "32×10×10", "32×5×5", "256", "10"]


def type_kernel(window: MainWindow, text: str) -> NumberField:
    """Click into the first field of the kernel and type."""
    field = find(window, NumberField, "Kernel size, height")
    click(window, place_in(window, field.lineEdit()))
    for letter in text:
        press(window, Qt.Key(ord(letter)))
    return field


def test_the_example_shows_the_totals_of_the_lasagne_tutorial(window: MainWindow) -> None:
    assert names(window) == START
    assert outputs(window) == START_OUTPUTS
    assert parameters(window) == 217_706
    assert window.layers.selected_rows() == [1]


def test_clicking_into_the_kernel_and_typing_3_changes_every_size_and_the_total_at_once(window: MainWindow) -> None:
    field = type_kernel(window, "3")
    assert field.text() == "3"
    assert outputs(window)[1:5] == ["32×26×26", "32×13×13", "32×11×11", "32×5×5"]
    assert parameters(window) == 217_194
    assert cell(window, 1, LayerColumn.PARAMETERS) == "320"


def test_undo_works_from_a_field_in_which_return_was_pressed(window: MainWindow) -> None:
    field = type_kernel(window, "3")
    QTest.keyClick(field, Key.Key_Return)
    for _ in range(3):
        press(window, Key.Key_Z, CTRL)
    assert parameters(window) == 217_706
    assert field.text() == "5"


def test_undo_brings_the_total_back_and_leaves_nothing_to_undo(window: MainWindow) -> None:
    field = type_kernel(window, "3")
    press(window, Key.Key_Z, CTRL)
    assert outputs(window) == START_OUTPUTS
    assert parameters(window) == 217_706
    assert field.text() == "5"
    assert window.document.session.undo_label is None
    assert not window.action("undo").isEnabled()
    assert not window.isWindowModified()


@pytest.mark.real_screen
def test_dragging_a_layer_up_and_back_recomputes_each_time_and_is_one_step_each(
    qtbot: QtBot, window: MainWindow
) -> None:
    drag_row(qtbot, window, 2, 1)
    assert names(window) == ["input", "maxpool1", "conv2d1", *START[3:]]
    assert outputs(window) == ["1×28×28", "1×14×14", "32×10×10", "32×8×8", "32×4×4", "256", "10"]
    assert window.layers.selected_rows() == [1]
    drag_row(qtbot, window, 1, 3)
    assert names(window) == START
    assert outputs(window) == START_OUTPUTS
    assert parameters(window) == 217_706
    assert undo_labels(window.document.session) == ["Move maxpool1", "Move maxpool1"]


@pytest.mark.real_screen
def test_dragging_with_ctrl_copies_the_layer_and_leaves_the_original(qtbot: QtBot, window: MainWindow) -> None:
    click(window, place_of_row(window, 2))
    drag_row(qtbot, window, 2, 1, CTRL)
    assert names(window) == ["input", "maxpool3", *START[1:]]
    assert outputs(window)[1] == "1×14×14"
    assert undo_labels(window.document.session) == ["Copy maxpool1"]


@pytest.mark.real_screen
@pytest.mark.parametrize(("also", "dragged"), [(3, "conv2d2"), (4, "maxpool2")], ids=["neighbours", "apart"])
def test_dragging_several_selected_rows_is_one_step(qtbot: QtBot, window: MainWindow, also: int, dragged: str) -> None:
    click(window, place_of_row(window, 2))
    click(window, place_of_row(window, also), CTRL)
    assert window.layers.selected_rows() == [2, also]
    drag_row(qtbot, window, 2, 1)
    assert names(window)[:4] == ["input", "maxpool1", dragged, "conv2d1"]
    assert window.layers.selected_rows() == [1, 2]
    assert undo_labels(window.document.session) == ["Move 2 layers"]
    window.document.session.undo()
    assert names(window) == START
    assert outputs(window) == START_OUTPUTS


@pytest.mark.real_screen
def test_a_row_dropped_below_the_last_one_goes_to_the_end(qtbot: QtBot, window: MainWindow) -> None:
    below = place_of_row(window, 6) + QPoint(0, 80)
    drag(qtbot, window, place_of_row(window, 5), below)
    assert names(window) == [*START[:5], "output", "dense"]
    assert outputs(window)[5:] == ["10", "256"]


@pytest.mark.real_screen
def test_dragging_from_the_palette_puts_the_layer_where_it_is_dropped(qtbot: QtBot, window: MainWindow) -> None:
    palette = window.palette_panel
    palette.field.setText("max pooling 2-d")
    entry = palette.list.visualRect(palette.list.model().index(1, 0)).center()
    start = place_in(window, palette.list.viewport(), entry)
    drag(qtbot, window, start, place_of_row(window, 4, 0.2))
    assert names(window) == [*START[:4], "pool1", *START[4:]]
    assert outputs(window)[4] == "32×5×5"
    assert window.layers.selected_rows() == [4]
    assert undo_labels(window.document.session) == ["Add Max pooling 2-D"]


def test_a_kernel_larger_than_its_input_says_so_on_its_layer_and_the_rest_waits(window: MainWindow) -> None:
    type_kernel(window, "40")
    sentence = settings(window)[1]
    assert "40×40" in sentence
    assert "28×28" in sentence
    assert [cell(window, row, LayerColumn.OUTPUT) for row in range(1, 7)] == [""] * 6
    assert all("waits for conv2d1" in note for note in settings(window)[2:])
    assert sentence in visible_texts(window.properties)
    assert sentence in window.working.toPlainText()
    assert "6 layers unknown, 1 problem" in window.totals.text()
    assert "≥ 0 parameters" in window.totals.text()


def test_the_count_of_problems_leads_to_the_layer_and_undo_heals_it(window: MainWindow) -> None:
    type_kernel(window, "40")
    window.layers.select_rows([5])
    button = problem_button(window)
    assert button.text() == "1 problem"
    click_on(button)
    assert window.layers.selected_rows() == [1]
    assert find(window, NumberField, "Kernel size, height").hasFocus()
    window.action("undo").trigger()
    assert outputs(window) == START_OUTPUTS
    assert parameters(window) == 217_706
    assert button.text() == "No problems"
    assert not button.isEnabled()
