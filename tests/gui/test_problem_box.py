"""The box below the properties: what is wrong, where that comes from, and the buttons that mend it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.number_field import NumberField
from gui.problem_box import WrappedButton
from tests.core.helpers import image, layer
from tests.gui.helpers import click_on, find, outputs, retype, trigger

OpenNetwork = Callable[..., MainWindow]

RESIDUAL = [
    image(64, 56, 56, name="pool"),
    layer("Conv2d", "block1/conv1", out_channels=64, kernel_size=3, stride=2, padding=1),
    layer("Conv2d", "block1/conv2", out_channels=64, kernel_size=3, padding=1),
    layer("Add", "block1/add", inputs=["block1/conv2", "pool"]),
    layer("GlobalAvgPool", "head"),
]


def offers(window: MainWindow, qtbot: QtBot, count: int) -> list[WrappedButton]:
    """Wait for the offers and list their buttons from above."""
    qtbot.waitUntil(lambda: len(visible_offers(window)) == count)
    return visible_offers(window)


def visible_offers(window: MainWindow) -> list[WrappedButton]:
    """List the buttons that are shown."""
    found = [button for button in window.properties.findChildren(WrappedButton) if button.isVisible()]
    return sorted(found, key=lambda button: button.y())


def test_a_broken_block_is_mended_by_a_button_and_broken_again_by_one_undo(
    open_network: OpenNetwork, qtbot: QtBot
) -> None:
    window = open_network(*RESIDUAL)
    window.layers.select_rows([3])
    first, second, *_ = offers(window, qtbot, 4)
    assert find(window.properties, QLabel, "Cause").text() == "block1/conv1 turns 64×56×56 into 64×28×28."
    assert first.words() == "Set Stride of block1/conv1 to 1"
    assert second.words() == "Add Convolution 2-D (1×1, 64 channels, stride 2) between pool and block1/add"
    before = window.document.network
    click_on(second)
    assert outputs(window)[3:] == ["64×28×28", "64×28×28", "64"]
    assert visible_offers(window) == []
    assert not find(window.properties, QLabel, "Problem").isVisible()
    trigger(window, "undo")
    assert window.document.network == before
    assert window.document.session.undo_label is None


def test_after_a_mend_the_mended_layer_is_selected_and_the_list_has_the_keys(
    open_network: OpenNetwork, qtbot: QtBot
) -> None:
    window = open_network(*RESIDUAL)
    window.layers.select_rows([3])
    buttons = offers(window, qtbot, 4)
    buttons[1].setFocus()
    QTest.keyClick(buttons[1], Qt.Key.Key_Space)
    assert window.layers.selected_rows() == [4]
    assert window.layers.hasFocus()


def test_the_offers_are_large_enough_named_in_full_and_reached_by_tab(open_network: OpenNetwork, qtbot: QtBot) -> None:
    window = open_network(*RESIDUAL)
    window.layers.select_rows([3])
    buttons = offers(window, qtbot, 4)
    for button in buttons:
        assert button.height() >= 24
        assert button.height() >= button.heightForWidth(button.width())
        assert button.accessibleName() == button.toolTip() == button.words()
        assert button.accessibleDescription()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    buttons[0].setFocus()
    QTest.keyClick(buttons[0], Qt.Key.Key_Tab)
    assert buttons[1].hasFocus()


def test_typing_goes_on_while_offers_come_and_go(open_network: OpenNetwork, qtbot: QtBot) -> None:
    window = open_network(image(1, 4, 4), layer("Conv2d", "conv", out_channels=8, kernel_size=3))
    window.layers.select_rows([1])
    field = find(window.properties, NumberField, "Kernel size, height")
    place = field.mapTo(window, field.rect().topLeft())
    retype(field, "9")
    offers(window, qtbot, 3)
    assert field.hasFocus()
    assert field.mapTo(window, field.rect().topLeft()) == place
    retype(field, "2")
    assert visible_offers(window) == []
    assert field.hasFocus()


def test_a_layer_that_nothing_reads_is_noted_and_no_problem(open_network: OpenNetwork) -> None:
    conv = {"out_channels": 3, "kernel_size": 3}
    window = open_network(image(3, 8, 8), layer("Conv2d", "a", **conv), layer("Conv2d", "b", **conv, inputs=["image"]))
    box = find(window.properties, QLabel, "Problem")
    window.layers.select_rows([1])
    assert box.isVisible()
    assert box.text() == "Nothing reads this layer."
    assert "no problems" in window.totals.text()
    window.layers.select_rows([2])
    assert not box.isVisible()


def test_the_totals_bar_says_what_an_edit_and_its_undo_changed(window: MainWindow) -> None:
    hint = window.totals.findChild(QLabel, "hint")
    assert hint is not None
    retype(find(window.properties, NumberField, "Output channels"), "8")
    assert hint.accessibleName().startswith("Output channels 32 → 8: −")
    width = window.minimumSizeHint().width()
    trigger(window, "undo")
    assert hint.accessibleName().startswith("Undo – Output channels 8 → 32: +")
    assert "volumes changed" in hint.accessibleName()
    assert window.minimumSizeHint().width() == width
