"""The menus group, ungroup, rename and repeat layers, each as one step."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gui.block_actions import NameDialog, RepeatDialog
from gui.main_window import MainWindow
from gui.number_field import NumberField
from tests.core.helpers import image, layer, names
from tests.gui.helpers import press, retype, trigger


@pytest.fixture
def window(open_network: Callable[..., MainWindow]) -> MainWindow:
    """Open a window on an image and three layers."""
    return open_network(
        image(4, 8, 8, name="in"),
        layer("Conv2d", "conv", out_channels=4, kernel_size=3, padding=1),
        layer("Activation", "relu", function="relu"),
        layer("Linear", "out", out_features=10),
    )


def name_dialog(window: MainWindow) -> NameDialog:
    (dialog,) = (each for each in window.findChildren(NameDialog) if each.isVisible())
    return dialog


def repeat_dialog(window: MainWindow) -> RepeatDialog:
    (dialog,) = (each for each in window.findChildren(RepeatDialog) if each.isVisible())
    return dialog


def of(window: MainWindow) -> list[str]:
    return names(window.document.network)


def test_selected_layers_become_a_block_and_are_taken_apart_again(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    trigger(window, "group")
    dialog = name_dialog(window)
    assert dialog.field.text() == "block1"
    retype(dialog.field, "stem")
    dialog.ok.click()
    assert of(window) == ["in", "stem/conv", "stem/relu", "out"]
    assert window.layers.selected_rows() == [1, 2]
    trigger(window, "ungroup")
    assert of(window) == ["in", "conv", "relu", "out"]
    trigger(window, "undo")
    trigger(window, "undo")
    assert not window.action("undo").isEnabled()


def test_a_name_that_cannot_be_taken_keeps_the_dialog_open_with_the_reason(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    trigger(window, "group")
    dialog = name_dialog(window)
    for wrong in ("", "x" * 99):
        retype(dialog.field, wrong)
        dialog.ok.click()
        assert dialog.isVisible()
        assert dialog.sentence.text()
    retype(dialog.field, "fine")
    assert not dialog.sentence.text()
    dialog.reject()
    assert of(window) == ["in", "conv", "relu", "out"]


def test_a_renamed_block_stays_folded(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    trigger(window, "group")
    name_dialog(window).ok.click()
    trigger(window, "fold")
    assert window.layers.isRowHidden(2)
    trigger(window, "rename_block")
    retype(name_dialog(window).field, "stem")
    name_dialog(window).ok.click()
    assert of(window)[1] == "stem/conv"
    assert window.layers.isRowHidden(2)


def test_f2_on_a_folded_block_names_the_block_in_all_its_layers_as_one_step(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    trigger(window, "group")
    name_dialog(window).ok.click()
    window.layers.select_rows([0])
    trigger(window, "fold_all")
    window.layers.select_seen(2)
    window.layers.setFocus()
    press(window, Qt.Key.Key_F2)
    retype(name_dialog(window).field, "stem")
    QTest.keyClick(name_dialog(window).field, Qt.Key.Key_Return)
    assert of(window) == ["in", "stem/conv", "stem/relu", "out"]
    assert window.layers.isRowHidden(2)
    trigger(window, "undo")
    assert of(window) == ["in", "block1/conv", "block1/relu", "out"]


def test_what_repeating_foretells_is_what_is_told_afterwards(open_network: Callable[..., MainWindow]) -> None:
    window = open_network(
        image(1, 28, 28, name="in"),
        layer("Conv2d", "b/conv", out_channels=8, kernel_size=9),
        layer("MaxPool2d", "b/pool", kernel_size=2),
        layer("Linear", "out", out_features=10),
    )
    window.layers.select_rows([1, 2])
    trigger(window, "repeat")
    dialog = repeat_dialog(window)
    field = dialog.findChild(NumberField)
    assert isinstance(field, NumberField)
    retype(field, "2")
    foretold = dialog.hint.text()
    assert foretold == "Adds 4 layers: 3 more layers unknown, 1 new problem"
    dialog.ok.click()
    hint = window.totals.findChild(QLabel, "hint")
    assert hint is not None
    assert hint.accessibleName().partition(": ")[2] == foretold.partition(": ")[2]


def test_repeating_shows_what_comes_and_is_one_step(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    trigger(window, "group")
    name_dialog(window).ok.click()
    trigger(window, "repeat")
    dialog = repeat_dialog(window)
    field = dialog.findChild(NumberField)
    assert isinstance(field, NumberField)
    retype(field, "3")
    assert "Adds 6 layers: +444 parameters" in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.ok.click()
    assert len(of(window)) == 10
    assert of(window)[7] == "block4/conv"
    trigger(window, "undo")
    assert len(of(window)) == 4


def folded_block(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    trigger(window, "group")
    name_dialog(window).ok.click()
    trigger(window, "fold")
    window.layers.select_seen(1)


def seen_rows(window: MainWindow) -> list[int]:
    return [row for row in range(window.model.rowCount()) if not window.layers.isRowHidden(row)]


def test_copies_of_a_folded_block_are_folded_too(window: MainWindow) -> None:
    folded_block(window)
    trigger(window, "repeat")
    field = repeat_dialog(window).findChild(NumberField)
    assert isinstance(field, NumberField)
    retype(field, "2")
    repeat_dialog(window).ok.click()
    assert of(window)[1::2] == ["block1/conv", "block2/conv", "block3/conv", "out"]
    assert seen_rows(window) == [0, 1, 3, 5, 7]
    window.layers.select_seen(1)
    trigger(window, "duplicate")
    assert of(window)[3:5] == ["block4/conv", "block4/relu"]
    assert seen_rows(window) == [0, 1, 3, 5, 7, 9]


def test_copies_of_a_block_that_is_not_folded_are_not(window: MainWindow) -> None:
    folded_block(window)
    trigger(window, "unfold")
    window.layers.select_rows([1, 2])
    trigger(window, "duplicate")
    assert seen_rows(window) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("typed", ["", "0", "many", "100000000000"])
def test_a_number_of_copies_that_cannot_be_is_told_and_does_nothing(window: MainWindow, typed: str) -> None:
    window.layers.select_rows([1])
    trigger(window, "repeat")
    dialog = repeat_dialog(window)
    field = dialog.findChild(NumberField)
    assert isinstance(field, NumberField)
    retype(field, typed)
    dialog.ok.click()
    assert dialog.isVisible()
    assert dialog.sentence.text()
    dialog.reject()
    assert len(of(window)) == 4


def test_a_pasted_block_is_a_block_of_its_own(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    trigger(window, "group")
    name_dialog(window).ok.click()
    window.layers.setFocus()
    trigger(window, "copy")
    assert "block1/conv" in QGuiApplication.clipboard().text()
    trigger(window, "paste")
    assert of(window) == ["in", "block1/conv", "block1/relu", "block2/conv", "block2/relu", "out"]


def test_actions_are_enabled_where_they_can_do_something(window: MainWindow) -> None:
    def enabled() -> set[str]:
        all_names = ("group", "ungroup", "rename_block", "repeat", "fold", "unfold", "fold_all", "unfold_all")
        return {name for name in all_names if window.action(name).isEnabled()}

    window.layers.select_rows([])
    assert enabled() == set()
    window.layers.select_rows([0, 2])
    assert enabled() == set()
    window.layers.select_rows([1, 2])
    assert enabled() == {"group", "repeat"}
    trigger(window, "group")
    name_dialog(window).ok.click()
    assert enabled() == {"group", "repeat", "ungroup", "rename_block", "fold", "fold_all"}
    trigger(window, "fold")
    assert {"unfold", "unfold_all"} <= enabled()
    assert "fold" not in enabled()
