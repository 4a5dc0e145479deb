"""The command palette: actions, layers, examples, kinds and documents by a few letters."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from gui.command_palette import CommandModel
from gui.command_sources import Command
from gui.main_window import MainWindow
from gui.recent_documents import remember_document
from tests.core.helpers import document, image, layer
from tests.gui.helpers import CTRL, Key, find, names, press, trigger
from tests.gui.mirror import held_to_qt

SHIFT = Qt.KeyboardModifier.ShiftModifier


def open_palette(window: MainWindow, typed: str = "") -> None:
    """Open the palette by its keys, and type."""
    press(window, Key.Key_P, CTRL | SHIFT)
    assert window.commands.isVisible()
    assert window.commands.field.hasFocus()
    QTest.keyClicks(window.commands.field, typed)


def shown(window: MainWindow) -> list[str]:
    """Read the list, titles of sections included."""
    model = window.commands.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def chosen(window: MainWindow) -> str:
    """Give what Enter would do."""
    return str(window.commands.list.currentIndex().data())


def test_an_action_is_found_and_done(window: MainWindow) -> None:
    window.layers.select_rows([1])
    window.layers.setFocus()
    open_palette(window, "mdow")
    assert chosen(window) == "Move Down"
    press(window, Key.Key_Return)
    assert names(window)[1:3] == ["maxpool1", "conv2d1"]
    assert not window.commands.isVisible()
    assert window.layers.hasFocus()


def test_a_layer_is_found_selected_and_shown(open_network: Callable[..., MainWindow]) -> None:
    window = open_network(image(1, 8, 8), *(layer("Dropout", f"drop{number}") for number in range(500)))
    open_palette(window, "drop321")
    assert shown(window) == ["Layers", "drop321"]
    press(window, Key.Key_Return)
    assert window.layers.selected_rows() == [322]
    assert window.layers.visualRect(window.model.index(322, 3)).intersects(window.layers.viewport().rect())
    assert window.layers.hasFocus()


def test_layers_are_found_by_kind_output_and_number(window: MainWindow) -> None:
    for typed, name in (("32×10×10", "conv2d2"), ("maxpool2d 12", "maxpool1"), ("dense 256", "dense")):
        open_palette(window, typed)
        assert chosen(window) == name
        press(window, Key.Key_Escape)


def test_a_kind_is_added_below_the_selected_layer(window: MainWindow) -> None:
    window.layers.select_rows([2])
    open_palette(window, "add batch")
    assert chosen(window).startswith("Add Batch")
    press(window, Key.Key_Return)
    assert window.document.network.layers[3].kind.type == "BatchNorm"


def test_an_example_is_opened_with_its_note(window: MainWindow) -> None:
    open_palette(window, "alexnet")
    assert "Examples" in shown(window)
    assert "AlexNet" in chosen(window)
    press(window, Key.Key_Return)
    assert "AlexNet" in window.document.network.name
    assert window.note.isVisible()


def test_a_recent_document_is_opened(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "homework seven.strata"
    file.write_bytes(document([image(3, 8, 8)]))
    remember_document(file)
    open_palette(window, "homework")
    assert shown(window) == ["Recent documents", "homework seven.strata"]
    press(window, Key.Key_Return)
    assert window.document.session.path == file


def test_without_a_search_all_actions_are_there_and_only_those_that_can_be_done_can_be_chosen(
    window: MainWindow,
) -> None:
    window.layers.clearSelection()
    open_palette(window)
    actions = [window.commands.model.command(row) for row in range(window.commands.model.rowCount())]
    by_title = {each.title: each for each in actions if each is not None}
    assert by_title["New Window"].keys == "Ctrl+Shift+N"
    assert by_title["New Window"].detail == "File"
    assert by_title["Concatenate"].detail == "Layer > Join Selected Layers"
    assert not by_title["Duplicate"].is_enabled
    QTest.keyClicks(window.commands.field, "duplicate")
    assert not window.commands.list.currentIndex().isValid() or chosen(window) != "Duplicate"


def test_every_action_can_be_found(window: MainWindow) -> None:
    open_palette(window)
    titles = shown(window)
    for action in window.actions_by_name:
        if action.objectName() != "commands":
            assert action.text().replace("&", "") in titles, action.objectName()


def test_the_keys_go_up_and_down_and_pass_titles_over(window: MainWindow) -> None:
    open_palette(window, "conv")
    model, rows = window.commands.model, []
    for key in [Key.Key_Down] * 30 + [Key.Key_Up] * 30 + [Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp]:
        press(window, key)
        row = window.commands.list.currentIndex().row()
        assert isinstance(model.command(row), Command)
        rows.append(row)
    assert rows[0] == 2
    assert max(rows) == model.rowCount() - 1
    assert rows[59] == 1
    assert rows[60] > 2


@pytest.mark.parametrize("leave", ["escape", "the keys again", "a click elsewhere"])
def test_leaving_does_nothing_and_goes_back(window: MainWindow, leave: str) -> None:
    window.layers.setFocus()
    open_palette(window, "new")
    if leave == "escape":
        press(window, Key.Key_Escape)
    elif leave == "the keys again":
        press(window, Key.Key_P, CTRL | SHIFT)
    else:
        window.layers.setFocus()
    assert not window.commands.isVisible()
    assert window.layers.hasFocus()
    assert names(window)[0] == "input"


def test_a_click_chooses(window: MainWindow) -> None:
    open_palette(window, "new window")
    before = len(list(window.windows))
    area = window.commands.list.visualRect(window.commands.list.currentIndex())
    QTest.mouseClick(window.commands.list.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert len(list(window.windows)) == before + 1
    for other in window.windows:
        if other is not window:
            other.close()


def test_it_has_names_for_those_who_do_not_see_it(window: MainWindow) -> None:
    open_palette(window, "undo")
    assert find(window, QListView, "Commands").isVisible()
    model = window.commands.model
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Actions"
    open_row = next(row for row in range(model.rowCount()) if model.index(row).data() == "Undo")
    assert model.index(open_row).data(Qt.ItemDataRole.AccessibleTextRole) == "Undo, Edit, Ctrl+Z"
    press(window, Key.Key_Escape)
    open_palette(window, "select all")
    assert window.commands.field.accessibleDescription() == "Select All, Edit, Ctrl+A"


def test_both_languages_are_understood(window: MainWindow) -> None:
    window.action("save_as").setText("Speichern &unter…")
    for typed in ("speichern", "save as"):
        open_palette(window, typed)
        assert "Speichern unter…" in shown(window)
        press(window, Key.Key_Escape)


def test_it_keeps_what_qt_expects_of_a_model(window: MainWindow) -> None:
    model = CommandModel()
    with held_to_qt(model):
        for typed in ("", "conv", "zzzzzz", "move"):
            trigger(window, "commands")
            window.commands.field.setText(typed)
            model.show_found(typed, window.commands.sources.find(typed))
            assert [model.index(row).data() for row in range(model.rowCount())] == shown(window)
            window.commands.close_palette()


def test_it_follows_the_size_of_the_window_and_is_painted(window: MainWindow) -> None:
    open_palette(window, "conv 32")
    window.resize(1010, 600)
    QApplication.processEvents()
    assert window.rect().contains(window.commands.geometry())
    assert not window.grab().isNull()
    assert isinstance(QApplication.focusWidget(), QWidget)
