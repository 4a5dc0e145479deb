"""What a screen reader says of the list: each cell has a name, and each row can be heard in one sentence."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from gui.layer_columns import LayerColumn
from gui.main_window import MainWindow
from tests.core.helpers import image, layer
from tests.gui.screen_reader import nameless


def spoken(window: MainWindow, row: int, column: LayerColumn) -> str:
    """Give what is said of a cell beyond its name."""
    return str(window.model.index(row, column).data(Qt.ItemDataRole.AccessibleDescriptionRole))


def test_a_row_is_heard_in_one_sentence(window: MainWindow) -> None:
    assert spoken(window, 1, LayerColumn.NAME) == (
        "Row 2 of 7, Convolution 2-D, 5×5, 32 channels, output 32×24×24, 832 parameters, reads input, read by maxpool1"
    )


def test_a_problem_and_whom_a_layer_waits_for_are_heard(open_network: Callable[..., MainWindow]) -> None:
    window = open_network(
        image(1, 4, 4, name="in"),
        layer("Conv2d", "wide", out_channels=2, kernel_size=5),
        layer("Flatten", "flat"),
    )
    assert "problem: The 5×5 kernel is larger than the 4×4 input" in spoken(window, 1, LayerColumn.NAME)
    assert "waits for wide" in spoken(window, 2, LayerColumn.NAME)
    assert window.model.index(2, LayerColumn.OUTPUT).data(Qt.ItemDataRole.AccessibleTextRole) == "not known"


def test_cells_say_which_layer_they_speak_of(window: MainWindow) -> None:
    assert spoken(window, 3, LayerColumn.PARAMETERS) == "Parameters of conv2d2"
    rail = window.model.index(1, LayerColumn.RAIL)
    assert rail.data(Qt.ItemDataRole.AccessibleTextRole) == "reads input, read by maxpool1"


def test_nothing_in_the_list_is_without_a_name(window: MainWindow) -> None:
    assert [what for what in nameless(window.layers) if not what.startswith("Pane")] == []
