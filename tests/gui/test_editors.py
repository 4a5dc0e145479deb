"""The editors: stepping, typing, linked axes, and the forms of padding, strides and shapes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QToolButton

from gui.main_window import MainWindow
from tests.core.helpers import image, layer
from tests.gui.helpers import (
    Key,
    choose,
    click_on,
    field,
    find,
    numbers_in,
    outputs,
    parameters,
    paste,
    press,
    retype,
    trigger,
    undo_labels,
    value,
    visible_texts,
)

# The offscreen platform says so when a list opens.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard")

OpenNetwork = Callable[..., MainWindow]


# One number an axis


def test_linked_axes_stay_equal(window: MainWindow) -> None:
    retype(field(window, "Kernel size, width"), "3")
    assert numbers_in(window, "Kernel size") == ["3", "3"]
    assert value(window, "kernel_size") == (3, 3)


def test_axes_part_when_the_link_is_opened_and_meet_again_when_it_is_closed(window: MainWindow) -> None:
    link = find(window.properties, QToolButton, "Kernel size, keep equal")
    click_on(link)
    assert not link.isChecked()
    retype(field(window, "Kernel size, width"), "3")
    assert value(window, "kernel_size") == (5, 3)
    assert outputs(window)[1] == "32×24×26"
    click_on(link)
    assert value(window, "kernel_size") == (5, 5)
    assert numbers_in(window, "Kernel size") == ["5", "5"]


def test_axes_that_differ_come_with_an_open_link(open_network: OpenNetwork) -> None:
    conv = layer("Conv2d", "conv", out_channels=2, kernel_size=[3, 5])
    window = open_network(image(1, 9, 9), conv)
    assert numbers_in(window, "Kernel size") == ["3", "5"]
    assert not find(window.properties, QToolButton, "Kernel size, keep equal").isChecked()
    assert find(window.properties, QToolButton, "Stride, keep equal").isChecked()


def test_a_setting_with_fewer_numbers_than_axes_leaves_a_field_to_be_filled(open_network: OpenNetwork) -> None:
    window = open_network(image(3, 8, 8), layer("Upsample", "up", scale_factor=[2]))
    window.layers.select_rows([1])
    assert [field(window, f"Scale factor, {axis}").text() for axis in ("height", "width")] == ["2", ""]
    retype(field(window, "Scale factor, width"), "3")
    assert outputs(window) == ["3×8×8", "3×16×24"]


def test_one_axis_has_no_link(open_network: OpenNetwork) -> None:
    window = open_network(image(1, 9), layer("Conv1d", "conv", out_channels=2, kernel_size=3))
    assert numbers_in(window, "Kernel size") == ["3"]
    assert not find(window.properties, QToolButton, "Kernel size, keep equal").isVisible()


def test_an_axis_that_cannot_be_taken_leaves_the_others(window: MainWindow) -> None:
    click_on(find(window.properties, QToolButton, "Kernel size, keep equal"))
    height = retype(field(window, "Kernel size, height"), "x")
    assert value(window, "kernel_size") == (5, 5)
    assert numbers_in(window, "Kernel size") == ["x", "5"]
    assert 'Kernel size must be a whole number from 1 to 10,000; "x" is not.' in visible_texts(window.properties)
    press(window, Key.Key_Escape)
    assert height.text() == "5"
    assert not any("must be" in label for label in visible_texts(window.properties))


# Pooling


def test_the_stride_of_a_pooling_follows_its_kernel_until_it_is_set_and_again_by_its_box(window: MainWindow) -> None:
    window.layers.select_rows([2])
    box = find(window.properties, QCheckBox, "Stride, same as kernel size")
    assert box.isChecked()
    retype(field(window, "Kernel size, height"), "3")
    assert numbers_in(window, "Stride") == ["3", "3"]
    assert outputs(window)[2] == "32×8×8"
    retype(field(window, "Stride, height"), "1")
    assert not box.isChecked()
    assert outputs(window)[2] == "32×22×22"
    retype(field(window, "Kernel size, height"), "4")
    assert numbers_in(window, "Stride") == ["1", "1"]
    click_on(box)
    assert numbers_in(window, "Stride") == ["4", "4"]
    assert value(window, "stride") is None
    assert outputs(window)[2] == "32×6×6"
    click_on(box)
    assert value(window, "stride") == (4, 4)


# Padding


def test_padding_same_keeps_the_size_and_shows_no_numbers(window: MainWindow) -> None:
    choose(find(window.properties, QComboBox, "Padding, form"), "Same")
    assert outputs(window)[1] == "32×28×28"
    assert numbers_in(window, "Padding") == []
    assert "Padding in all" in window.working.toPlainText()


def test_padding_valid_adds_none(window: MainWindow) -> None:
    form = find(window.properties, QComboBox, "Padding, form")
    choose(form, "Same")
    choose(form, "Valid")
    assert value(window, "padding") == "valid"
    assert outputs(window)[1] == "32×24×24"


def test_padding_by_numbers_is_added_at_both_ends(window: MainWindow) -> None:
    retype(field(window, "Padding, height"), "2")
    assert numbers_in(window, "Padding") == ["2", "2"]
    assert outputs(window)[1] == "32×28×28"


def test_padding_before_and_after_is_set_end_by_end(window: MainWindow) -> None:
    form = find(window.properties, QComboBox, "Padding, form")
    choose(form, "Before")
    assert numbers_in(window, "Padding") == ["0"] * 4
    assert value(window, "padding") == ((0, 0), (0, 0))
    retype(field(window, "Padding, height, after"), "1")
    assert value(window, "padding") == ((0, 1), (0, 0))
    assert outputs(window)[1] == "32×25×24"
    assert form.currentText() == "Before and after"
    choose(form, "Numbers")
    assert value(window, "padding") == ((0, 0), (0, 0))
    assert numbers_in(window, "Padding") == ["0", "0"]


def test_undoing_a_form_of_padding_shows_the_old_one(window: MainWindow) -> None:
    form = find(window.properties, QComboBox, "Padding, form")
    choose(form, "Same")
    trigger(window, "undo")
    assert form.currentText() == "Numbers"
    assert numbers_in(window, "Padding") == ["0", "0"]


def test_escape_closes_the_list_of_a_form_before_it_leaves_the_field(window: MainWindow) -> None:
    form = find(window.properties, QComboBox, "Padding, form")
    form.setFocus()
    form.showPopup()
    assert form.view().isVisible()
    QTest.keyClick(form.view(), Qt.Key.Key_Escape)
    assert not form.view().isVisible()
    assert form.hasFocus()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.hasFocus()


# Shapes, switches, choices and probabilities


def test_an_input_has_a_number_for_each_axis(window: MainWindow) -> None:
    window.layers.select_rows([0])
    assert numbers_in(window, "Shape") == ["1", "28", "28"]
    retype(field(window, "Shape, channels"), "3")
    assert outputs(window)[0] == "3×28×28"
    assert parameters(window) == 217_706 + 2 * 25 * 32


@pytest.mark.parametrize(
    ("form", "shape", "names"),
    [
        ("Sequence", "1×28", ["channels", "length"]),
        ("Vector", "1", ["features"]),
        ("Volume", "1×28×28×1", ["channels", "depth", "height", "width"]),
        ("Image", "1×28×28", ["channels", "height", "width"]),
    ],
)
def test_an_input_takes_other_forms(window: MainWindow, form: str, shape: str, names: list[str]) -> None:
    window.layers.select_rows([0])
    choose(find(window.properties, QComboBox, "Shape, axes"), form)
    assert outputs(window)[0] == shape
    assert all(field(window, f"Shape, {name}").isVisible() for name in names)
    assert numbers_in(window, "Shape") == shape.split("×")


def test_a_switch_turns_the_bias_off_and_on(window: MainWindow) -> None:
    bias = find(window.properties, QCheckBox, "Bias")
    click_on(bias)
    assert parameters(window) == 217_706 - 32
    click_on(bias)
    assert parameters(window) == 217_706
    assert window.document.session.undo_label is None  # there and back again within one run


def test_a_choice_changes_the_function_and_the_layer_is_called_by_it(open_network: OpenNetwork) -> None:
    window = open_network(image(8), layer("Activation", "act", function="relu"))
    choose(find(window.properties, QComboBox, "Function"), "Tanh")
    assert value(window, "function") == "tanh"
    assert "Tanh" in visible_texts(window.properties)
    assert undo_labels(window.document.session) == ["Set Function of act"]


@pytest.mark.parametrize(("text", "p"), [("0.25", 0.25), ("0,25", 0.25), ("1", 1.0), (".5", 0.5)])
def test_a_probability_is_typed_with_a_point_or_a_comma(open_network: OpenNetwork, text: str, p: float) -> None:
    window = open_network(image(8), layer("Dropout", "dropout", p=0.1))
    edit = retype(find(window.properties, QLineEdit, "Probability"), text)
    assert value(window, "p") == p
    assert edit.text() == text


@pytest.mark.parametrize("text", ["2", "half", "nan", "-0.1"])
def test_a_probability_that_is_none_says_so(open_network: OpenNetwork, text: str) -> None:
    window = open_network(image(8), layer("Dropout", "dropout", p=0.1))
    edit = paste(find(window.properties, QLineEdit, "Probability"), text)
    assert value(window, "p") == 0.1
    assert any("must be a number from 0 to 1" in label for label in visible_texts(window.properties))
    QTest.keyClick(edit, Key.Key_Escape)
    assert edit.text() == "0.1"
    assert not any("must be" in label for label in visible_texts(window.properties))
