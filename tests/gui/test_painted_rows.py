"""Which rows of the list an edit paints anew: those that look different, and no others."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.column_widths import USUAL_WIDTHS
from gui.layer_columns import LayerColumn
from gui.layer_delegate import smaller_font
from gui.main_window import MainWindow
from gui.theme import ui_font
from tests.core.helpers import Fields, image, layer
from tests.gui.helpers import field, outputs, retype, trigger

OpenNetwork = Callable[..., MainWindow]


class Painted(QObject):
    """Collects what is painted of the list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.region = QRegion()
        QApplication.processEvents()
        self._layers = window.layers
        self._layers.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False

    def cells(self, column: LayerColumn = LayerColumn.PARAMETERS) -> list[int]:
        """List the rows of which the cell in a column was painted, even in part."""
        QApplication.processEvents()
        model = self._layers.model()
        rooms = ((row, self._layers.visualRect(model.index(row, column))) for row in range(model.rowCount()))
        return [row for row, room in rooms if self.region.intersects(room)]


@pytest.mark.usefixtures("dressed_app")
@pytest.mark.parametrize("number", ["128×2048×2048", "68,719,477,248", "274,877,907,456"])
def test_a_number_that_is_too_wide_is_written_smaller_and_not_cut(number: str) -> None:
    room = USUAL_WIDTHS[LayerColumn.PARAMETERS] - 16
    wide = QFontMetrics(ui_font(tabular=True)).horizontalAdvance(number)
    assert wide > room
    assert QFontMetrics(smaller_font(wide, room)).horizontalAdvance(number) <= room


def dense(*units: int) -> list[Fields]:
    """List a network of dense layers."""
    return [
        layer("Input", "image", shape=[100]),
        *(layer("Linear", f"dense{number}", out_features=count) for number, count in enumerate(units)),
    ]


def test_a_number_that_changes_one_row_and_no_bar_paints_that_row(open_network: OpenNetwork) -> None:
    window = open_network(*dense(5000, 5000, 1, 1))
    window.layers.select_rows([4])
    field(window, "Units").setFocus()
    painted = Painted(window)
    retype(field(window, "Units"), "2")
    assert painted.cells() == [4]


def test_a_row_that_stays_selected_loses_the_lines_of_the_current_one(open_network: OpenNetwork) -> None:
    window = open_network(*dense(4, 3, 2, 1))
    window.layers.setFocus()
    window.layers.select_rows([1])
    QTest.keyClick(window.layers, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    painted = Painted(window)
    QTest.keyClick(window.layers, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert window.layers.selected_rows() == [1, 2, 3]
    for column in (LayerColumn.GRIP, LayerColumn.NAME, LayerColumn.PARAMETERS):
        assert painted.cells(column) == [2, 3]


def test_bars_of_other_rows_follow_the_totals(open_network: OpenNetwork) -> None:
    window = open_network(*dense(10, 10, 1))
    window.layers.select_rows([3])
    field(window, "Units").setFocus()
    painted = Painted(window)
    retype(field(window, "Units"), "100")
    assert painted.cells() == [1, 2, 3]
    assert painted.cells(LayerColumn.SETTINGS) == [3]


def test_a_new_connection_paints_the_whole_rail(open_network: OpenNetwork) -> None:
    window = open_network(
        image(3, 8, 8), *(layer("Activation", name, function="relu") for name in "abc"), layer("Add", "d")
    )
    window.layers.select_rows([2, 4])
    trigger(window, "connect")
    window.layers.select_rows([4])
    painted = Painted(window)
    trigger(window, "undo")
    assert painted.cells(LayerColumn.RAIL) == [0, 1, 2, 3, 4]


def test_a_size_that_changes_every_volume_paints_neither_names_nor_settings(open_network: OpenNetwork) -> None:
    window = open_network(image(3, 8, 8), *(layer("Activation", name, function="relu") for name in "abc"))
    window.layers.select_rows([0])
    field(window, "Shape, height").setFocus()
    painted = Painted(window)
    retype(field(window, "Shape, height"), "9")
    assert painted.cells(LayerColumn.OUTPUT) == [0, 1, 2, 3]
    assert painted.cells(LayerColumn.SETTINGS) == [0]
    assert painted.cells(LayerColumn.NAME) == []


def test_a_row_that_becomes_a_problem_is_marked_from_end_to_end(open_network: OpenNetwork) -> None:
    window = open_network(image(3, 8, 8), layer("Conv2d", "conv", out_channels=4, kernel_size=[3, 3]))
    window.layers.select_rows([0])
    field(window, "Shape, height").setFocus()
    painted = Painted(window)
    retype(field(window, "Shape, height"), "2")
    assert all(1 in painted.cells(column) for column in (LayerColumn.GRIP, LayerColumn.NAME, LayerColumn.PARAMETERS))


def test_only_rows_in_sight_are_told_of_and_the_others_are_right_when_scrolled_to(open_network: OpenNetwork) -> None:
    window = open_network(
        image(3, 8, 8), *(layer("Activation", f"relu{number}", function="relu") for number in range(200))
    )
    window.layers.select_rows([0])
    field(window, "Shape, height").setFocus()
    retype(field(window, "Shape, height"), "9")
    painted = Painted(window)
    window.layers.scrollToBottom()
    assert painted.cells(LayerColumn.OUTPUT)[-1] == 200
    assert outputs(window)[-1] == "3×9×8"
