"""Connecting layers: dragging along the rail, and joining those that are selected."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from gui.layer_columns import LayerColumn
from gui.main_window import MainWindow
from tests.core.helpers import image, inputs_of, layer
from tests.gui.helpers import drag, names, outputs, place_of_row, settings, undo_labels, visible_texts

OpenNetwork = Callable[..., MainWindow]


@pytest.fixture
def branches(open_network: OpenNetwork) -> MainWindow:
    """Open an image, two convolutions of it and a sum that reads the second one alone."""
    conv = {"out_channels": 4, "kernel_size": 3}
    return open_network(
        image(1, 8, 8),
        layer("Conv2d", "left", **conv),
        layer("Conv2d", "right", **conv, inputs=["image"]),
        layer("Add", "sum"),
    )


def connect(qtbot: QtBot, window: MainWindow, first: int, second: int) -> None:
    """Drag from the rail of a row onto another row."""
    start = place_of_row(window, first, column=LayerColumn.RAIL)
    drag(qtbot, window, start, place_of_row(window, second, column=LayerColumn.RAIL))


def join(window: MainWindow, kind: str) -> None:
    """Choose a kind from Join Selected Layers."""
    action = window.findChild(QAction, f"join_{kind}")
    assert isinstance(action, QAction)
    action.trigger()


@pytest.mark.real_screen
@pytest.mark.parametrize(("first", "second"), [(1, 3), (3, 1)], ids=["down", "up"])
def test_dragging_along_the_rail_connects_the_two_layers(
    qtbot: QtBot, branches: MainWindow, first: int, second: int
) -> None:
    connect(qtbot, branches, first, second)
    assert names(branches) == ["image", "left", "right", "sum"]
    assert inputs_of(branches.document.network, "sum") == ("right", "left")
    assert outputs(branches)[3] == "4×6×6"
    assert undo_labels(branches.document.session) == ["Set Inputs of sum"]


@pytest.mark.real_screen
def test_a_layer_with_one_input_reads_the_new_one_instead(qtbot: QtBot, window: MainWindow) -> None:
    connect(qtbot, window, 1, 3)
    assert inputs_of(window.document.network, "conv2d2") == ("conv2d1",)
    assert outputs(window)[3] == "32×22×22"


@pytest.mark.real_screen
def test_a_connection_that_cannot_be_is_refused_with_a_sentence(qtbot: QtBot, branches: MainWindow) -> None:
    connect(qtbot, branches, 2, 3)
    assert "sum reads right already." in visible_texts(branches.totals)
    assert branches.document.session.undo_label is None


def test_joining_selected_layers_puts_a_layer_below_that_reads_them(branches: MainWindow) -> None:
    branches.layers.select_rows([1, 2])
    join(branches, "concatenate")
    assert names(branches) == ["image", "left", "right", "concat1", "sum"]
    assert inputs_of(branches.document.network, "concat1") == ("left", "right")
    assert outputs(branches)[3] == "8×6×6"
    assert branches.layers.selected_rows() == [3]


def test_a_branch_that_is_deleted_leaves_a_sentence_on_what_read_it(branches: MainWindow) -> None:
    branches.layers.select_rows([1, 2])
    join(branches, "add")
    branches.layers.select_rows([0])
    branches.action("delete").trigger()
    assert settings(branches)[0] == "Convolution 2-D has nothing to read: there is no layer above it."
    branches.action("undo").trigger()
    assert outputs(branches)[3] == "4×6×6"
