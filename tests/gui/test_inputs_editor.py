"""The chooser of inputs: which layers a layer reads."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton

from gui.main_window import MainWindow
from tests.core.helpers import image, inputs_of, layer
from tests.gui.helpers import (
    LEFT,
    NO_KEYS,
    Key,
    click_on,
    find,
    outputs,
    settings,
    undo_labels,
    visible_texts,
)

# The offscreen platform says so when a list opens.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard")

OpenNetwork = Callable[..., MainWindow]


@pytest.fixture
def branches(open_network: OpenNetwork) -> MainWindow:
    """Open two convolutions of one image and their sum, which is selected."""
    conv = {"out_channels": 4, "kernel_size": 3}
    window = open_network(
        image(1, 8, 8),
        layer("Conv2d", "left", **conv),
        layer("Conv2d", "right", **conv, inputs=["image"]),
        layer("Add", "sum", inputs=["right"]),
    )
    window.layers.select_rows([3])
    return window


def button(window: MainWindow) -> QPushButton:
    return find(window.properties, QPushButton, "Inputs, choose")


def open_list(window: MainWindow) -> QListWidget:
    """Open the chooser."""
    click_on(button(window))
    lists = (one for one in window.findChildren(QListWidget) if one.accessibleName() == "Layers above")
    (found,) = (one for one in lists if one.isVisible())  # one that was closed goes a little later
    return found


def items(chooser: QListWidget) -> list[QListWidgetItem]:
    return [chooser.item(row) for row in range(chooser.count())]


def checked(chooser: QListWidget) -> list[str]:
    return [item.text() for item in items(chooser) if item.checkState() == Qt.CheckState.Checked]


def click_item(chooser: QListWidget, words: str) -> None:
    """Click the box of the entry that begins with some words."""
    (item,) = (item for item in items(chooser) if item.text().startswith(words))
    area = chooser.visualItemRect(item)
    QTest.mouseClick(chooser.viewport(), LEFT, NO_KEYS, QPoint(area.left() + 10, area.center().y()))


def test_the_layers_above_are_offered_the_nearest_first_with_their_outputs(window: MainWindow) -> None:
    window.layers.select_rows([3])
    assert button(window).toolTip() == "Above · maxpool1 · 32×12×12"
    chooser = open_list(window)
    assert [item.text() for item in items(chooser)] == [
        "The layer above",
        "maxpool1 · 32×12×12",
        "conv2d1 · 32×24×24",
        "input · 1×28×28",
    ]
    assert checked(chooser) == ["The layer above"]


def test_choosing_another_layer_rewires_and_closes_the_list(window: MainWindow) -> None:
    window.layers.select_rows([3])
    chooser = open_list(window)
    click_item(chooser, "conv2d1")
    assert not chooser.isVisible()
    assert inputs_of(window.document.network, "conv2d2") == ("conv2d1",)
    assert outputs(window)[3] == "32×22×22"
    assert button(window).toolTip() == "conv2d1 · 32×24×24"
    assert undo_labels(window.document.session) == ["Set Inputs of conv2d2"]
    chooser = open_list(window)
    assert checked(chooser) == ["conv2d1 · 32×24×24"]
    click_item(chooser, "The layer above")
    assert inputs_of(window.document.network, "conv2d2") is None
    assert outputs(window)[3] == "32×10×10"


def test_a_second_input_of_an_add_heals_it(branches: MainWindow) -> None:
    assert "Add takes 2 inputs or more, but it reads 1." in settings(branches)[3]
    chooser = open_list(branches)
    assert checked(chooser) == ["right · 4×6×6"]
    click_item(chooser, "left")
    assert chooser.isVisible()
    assert inputs_of(branches.document.network, "sum") == ("right", "left")
    assert outputs(branches)[3] == "4×6×6"
    assert button(branches).toolTip() == "2 layers"
    assert "right · 4×6×6\nleft · 4×6×6" in visible_texts(branches.properties)


def test_an_input_can_be_taken_away_again(branches: MainWindow) -> None:
    chooser = open_list(branches)
    click_item(chooser, "left")
    click_item(chooser, "right")
    assert inputs_of(branches.document.network, "sum") == ("left",)
    click_item(chooser, "left")
    assert inputs_of(branches.document.network, "sum") is None
    assert checked(chooser) == ["The layer above"]
    assert "Add takes 2 inputs or more" in settings(branches)[3]


def test_escape_leaves_the_list_with_what_was_chosen_before(branches: MainWindow) -> None:
    chooser = open_list(branches)
    click_item(chooser, "left")
    click_item(chooser, "right")
    QTest.keyClick(chooser, Key.Key_Escape)
    assert not chooser.isVisible()
    assert inputs_of(branches.document.network, "sum") == ("right",)
    steps = len(branches.document.session.labels)
    QTest.keyClick(open_list(branches), Key.Key_Escape)
    assert len(branches.document.session.labels) == steps


def test_the_list_is_searched_and_worked_by_keys(branches: MainWindow) -> None:
    chooser = open_list(branches)
    search = find(branches, QLineEdit, "Find a layer above")
    QTest.keyClicks(search, "LEF")
    assert [item.text() for item in items(chooser) if not item.isHidden()] == ["left · 4×6×6"]
    chooser.setCurrentRow(2)
    QTest.keyClick(chooser, Key.Key_Space)
    assert inputs_of(branches.document.network, "sum") == ("right", "left")


def test_shapes_that_do_not_fit_are_told_on_the_layer(branches: MainWindow) -> None:
    click_item(open_list(branches), "image")
    sentence = settings(branches)[3]
    assert sentence.startswith("right gives 4×6×6, image gives 1×8×8. These do not match: ")
    assert sentence in visible_texts(branches.properties)


def test_an_input_reads_nothing_and_has_no_chooser(window: MainWindow) -> None:
    window.layers.select_rows([0])
    assert not [one for one in window.properties.findChildren(QPushButton) if one.accessibleName() == "Inputs, choose"]


def test_a_name_that_no_layer_has_is_shown_as_not_found(open_network: OpenNetwork) -> None:
    window = open_network(image(1, 8, 8), layer("Flatten", "flat", inputs=["nobody"]))
    assert button(window).toolTip() == "nobody · not found"
    assert settings(window)[1] == "It reads “nobody”, but no layer has that name."
    click_item(open_list(window), "image")
    assert outputs(window)[1] == "64"


def test_an_input_with_other_axes_may_be_chosen_though_it_changes_the_fields(open_network: OpenNetwork) -> None:
    window = open_network(
        layer("Input", "line", shape=[3, 8]),
        image(3, 8, 8),
        layer("Upsample", "up", scale_factor=2),
    )
    window.layers.select_rows([2])
    click_item(open_list(window), "line")
    assert outputs(window)[2] == "3×16"
    assert not window.document.state.analysis.totals.problems
