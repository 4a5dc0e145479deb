"""The panel for the selected layer: an editor for every setting of every kind, its name, and what is wrong."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from core import actions
from core.kinds import Kind, Preset, catalogue
from core.session import Session
from gui.editor import Editor
from gui.inputs_editor import InputsEditor
from gui.main_window import MainWindow
from gui.number_field import NumberField
from tests.core.helpers import Fields, image, layer, names, network
from tests.gui.helpers import (
    CTRL,
    Key,
    Opener,
    click,
    find,
    outputs,
    parameters,
    paste,
    place_of_row,
    press,
    retype,
    undo_labels,
    visible_texts,
)

ENTRIES = [(kind, preset) for kind in catalogue.values() for preset in kind.presets()]
SHAPES = {0: (8, 12, 12), 1: (8, 12), 2: (8, 12, 12), 3: (8, 6, 6, 6)}


def with_layer(kind: type[Kind], preset: Preset) -> Session:
    """Open a document with two inputs and a layer that reads what it needs of them."""
    shape = SHAPES[kind.spatial_axes]
    session = Session(network(image(*shape, name="one"), image(*shape, name="two")))
    session.do(actions.add_layer(session.network, session.state.analysis.reports, kind, preset.values, 2))
    return session


@pytest.mark.parametrize(("kind", "preset"), ENTRIES, ids=[f"{k.type}-{p.label}" for k, p in ENTRIES])
def test_every_setting_of_every_kind_has_its_editor_with_its_help(
    open_session: Opener, kind: type[Kind], preset: Preset
) -> None:
    session = with_layer(kind, preset)
    window = open_session(session)
    window.layers.select_rows([2])
    assert session.state.analysis.totals.problems == 0
    for setting in kind.settings:
        editor = find(window.properties, Editor, setting.label)
        assert editor.isVisible()
        assert editor.toolTip() == setting.help
        assert editor.accessibleDescription() == setting.help
    assert len(window.properties.findChildren(Editor)) == len(kind.settings)
    assert find(window.properties, QLineEdit, "Name").text() == session.network.layers[2].name
    assert bool(window.properties.findChildren(InputsEditor)) == (kind.most_inputs != 0)
    labels = visible_texts(window.properties)
    assert all(setting.label in labels for setting in kind.settings if not setting.allowed(0).startswith("true"))
    assert session.undo_label == f"Add {session.network.layers[2].kind.title}"  # looking changes nothing


def channels(window: MainWindow) -> NumberField:
    """Find the field for the output channels, and put the cursor into it."""
    field = find(window.properties, NumberField, "Output channels")
    field.setFocus()
    return field


def test_a_run_of_steps_in_one_field_is_undone_at_once(window: MainWindow) -> None:
    for _ in range(3):
        QTest.keyClick(channels(window), Key.Key_Up)
    assert outputs(window)[1] == "35×24×24"
    assert undo_labels(window.document.session) == ["Set Output channels of conv2d1"]
    window.document.session.undo()
    assert outputs(window)[1] == "32×24×24"
    assert channels(window).text() == "32"


def test_leaving_the_field_ends_the_run(window: MainWindow) -> None:
    QTest.keyClick(channels(window), Key.Key_Up)
    find(window, QLineEdit, "Name").setFocus()
    QTest.keyClick(channels(window), Key.Key_Up)
    assert undo_labels(window.document.session) == ["Set Output channels of conv2d1"] * 2


def test_selecting_another_layer_ends_the_run(window: MainWindow) -> None:
    QTest.keyClick(channels(window), Key.Key_Up)
    window.layers.select_rows([3])
    window.layers.select_rows([1])
    QTest.keyClick(channels(window), Key.Key_Up)
    assert undo_labels(window.document.session) == ["Set Output channels of conv2d1"] * 2


@pytest.mark.parametrize("text", ["abc", "0", "10000001", "3.5", "-1", "1e3", "٣", "9" * 30])
def test_a_number_that_cannot_be_taken_stays_with_a_sentence_and_changes_nothing_else(
    window: MainWindow, text: str
) -> None:
    before = window.document.state
    field = paste(channels(window), text)
    assert field.text() == text
    (sentence,) = (label for label in visible_texts(window.properties) if "must be" in label)
    assert sentence.startswith("Output channels must be a whole number from 1 to 10,000,000; ")
    assert text in sentence
    assert window.document.state is before
    press(window, Key.Key_Escape)
    assert field.text() == "32"
    assert not any("must be" in label for label in visible_texts(window.properties))
    assert window.document.state is before


def test_escape_leaves_a_field_with_its_old_value_as_if_nothing_had_been_typed(window: MainWindow) -> None:
    field = retype(channels(window), "3.5")
    assert field.text() == "3.5"
    assert outputs(window)[1] == "3×24×24"
    press(window, Key.Key_Escape)
    assert field.text() == "32"
    assert outputs(window)[1] == "32×24×24"
    assert window.document.session.undo_label is None
    assert field.hasFocus()
    press(window, Key.Key_Escape)
    assert window.layers.hasFocus()


def test_undo_in_a_field_takes_back_its_typing_first_and_then_the_document(window: MainWindow) -> None:
    window.action("move_down").trigger()
    field = retype(channels(window), "64")
    press(window, Key.Key_Z, CTRL)
    assert field.text() == "32"
    assert undo_labels(window.document.session) == ["Move conv2d1"]
    press(window, Key.Key_Z, CTRL)
    assert window.document.session.undo_label is None


@pytest.mark.parametrize("is_left_between", [False, True])
def test_undo_in_a_field_whose_number_was_taken_is_a_step_back_that_redo_brings_again(
    window: MainWindow, is_left_between: bool
) -> None:
    field = retype(channels(window), "64")
    if is_left_between:
        press(window, Key.Key_Tab)
        press(window, Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        assert field.hasFocus()
    press(window, Key.Key_Z, CTRL)
    assert field.text() == "32"
    assert not window.isWindowModified()
    assert outputs(window)[1] == "32×24×24"
    press(window, Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert field.text() == "64"
    assert outputs(window)[1] == "64×24×24"


def test_undo_in_the_name_is_a_step_back_that_redo_brings_again(window: MainWindow) -> None:
    name = retype(find(window.properties, QLineEdit, "Name"), "first")
    press(window, Key.Key_Tab)
    press(window, Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    press(window, Key.Key_Z, CTRL)
    assert name.text() == "conv2d1"
    assert not window.isWindowModified()
    press(window, Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert name.text() == "first"


def test_undo_in_a_field_with_a_text_that_was_not_taken_takes_the_text_back(window: MainWindow) -> None:
    window.action("move_down").trigger()
    field = retype(channels(window), "x")
    press(window, Key.Key_Z, CTRL)
    assert field.text() != "x"
    assert undo_labels(window.document.session) == ["Move conv2d1"]


def test_a_setting_goes_back_to_its_default_from_its_menu_as_one_step(window: MainWindow) -> None:
    retype(find(window.properties, NumberField, "Stride, height"), "3")
    form = window.properties._form
    assert form is not None
    menu = form.menu_for("stride")
    next(action for action in menu.actions() if action.objectName() == "reset").trigger()
    assert window.document.network.layers[1].kind.values["stride"] == (1, 1)
    assert find(window.properties, NumberField, "Stride, height").text() == "1"
    assert window.document.session.undo_label == "Reset Stride of conv2d1"
    assert not form.can_reset("stride")


def test_an_empty_field_is_called_empty(window: MainWindow) -> None:
    field = retype(channels(window), "")
    sentence = "Output channels must be a whole number from 1 to 10,000,000; an empty field is not."
    assert sentence in visible_texts(window.properties)
    assert parameters(window) == 217_706
    assert field.property("refused")


def test_a_refused_text_goes_when_the_value_changes_elsewhere(window: MainWindow) -> None:
    retype(channels(window), "64")
    window.document.session.end_run()
    field = retype(channels(window), "x")
    window.action("undo").trigger()
    assert field.text() == "32"
    assert not any("must be" in label for label in visible_texts(window.properties))


def test_typing_a_name_renames_the_layer_as_it_is_typed(window: MainWindow) -> None:
    field = find(window, QLineEdit, "Name")
    retype(field, "first")
    assert names(window.document.network)[1] == "first"
    assert "first" in visible_texts(window.properties)
    assert "first" in window.working.toPlainText()
    assert undo_labels(window.document.session) == ["Rename conv2d1 to first"]
    window.document.session.undo()
    assert field.text() == "conv2d1"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("maxpool1", "The name maxpool1 is taken by layer 2."),
        ("", "The name must be a text of 1 to 100 characters without control characters or line breaks."),
        ("x" * 101, "The name must be a text of 1 to 100 characters, not of 101."),
    ],
    ids=["taken", "empty", "too long"],
)
def test_a_name_that_cannot_be_taken_says_why_and_escape_puts_the_last_one_back(
    window: MainWindow, text: str, sentence: str
) -> None:
    field = paste(find(window, QLineEdit, "Name"), text) if text else retype(find(window, QLineEdit, "Name"), "")
    assert sentence in visible_texts(window.properties)
    assert names(window.document.network)[1] == "conv2d1"
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == "conv2d1"
    assert sentence not in visible_texts(window.properties)
    assert window.document.session.undo_label is None


def test_several_selected_layers_show_their_parameters_together(window: MainWindow) -> None:
    click(window, place_of_row(window, 1))
    click(window, place_of_row(window, 3), CTRL)
    texts = visible_texts(window.properties)
    assert "2 layers selected" in texts
    assert "10,080 parameters together\n2 × Convolution 2-D" in texts


def test_no_selected_layer_asks_to_select_one(window: MainWindow) -> None:
    window.layers.clearSelection()
    assert visible_texts(window.properties) == ["Select a layer to see and change its settings."]


BROKEN: list[Fields] = [
    layer("Conv2d", "conv", out_channels=1, kernel_size=9),
    layer("Flatten", "flat"),
]


def test_the_problem_box_says_what_is_wrong_or_which_layer_is_waited_for(
    open_network: Callable[..., MainWindow],
) -> None:
    window = open_network(image(1, 8, 8), *BROKEN)
    box = find(window.properties, QLabel, "Problem")
    assert box.text() == "The 9×9 kernel is larger than the 8×8 input."
    assert find(window.properties, NumberField, "Kernel size, height").property("refused")
    window.layers.select_rows([2])
    assert box.text() == "This layer waits for conv."
    window.layers.select_rows([0])
    assert not box.isVisible()
    window.layers.select_rows([1])
    retype(find(window.properties, NumberField, "Kernel size, height"), "8")
    assert not box.isVisible()
    assert not find(window.properties, NumberField, "Kernel size, height").property("refused")
    assert outputs(window) == ["1×8×8", "1×1×1", "1"]


def test_the_panel_follows_a_layer_that_moves(window: MainWindow) -> None:
    window.layers.select_rows([2])
    window.action("move_up").trigger()
    retype(find(window.properties, NumberField, "Kernel size, height"), "4")
    assert window.document.network.layers[1].kind.values["kernel_size"] == (4, 4)


def test_the_fields_keep_the_cursor_while_the_network_changes(window: MainWindow) -> None:
    field = channels(window)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.hasFocus()
    assert window.properties.isVisible()
