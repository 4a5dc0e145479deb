"""The costs: columns with their shares, the overview that is sorted, the Summary and its chart."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QTabBar, QTableView, QWidget

from core import costs
from core.costs import ACTIVATIONS, LEARNABLE
from core.network import Network
from core.session import Session
from core.shapes import Shape
from core.table import Table
from gui.cost_chart import CostChart
from gui.cost_model import CostModel
from gui.document import Document
from gui.layer_columns import LayerColumn
from gui.main_window import MainWindow
from gui.number_field import NumberField
from gui.number_type import number_type
from gui.overview_window import OverviewWindow
from gui.preferences import recall
from tests.core.helpers import image, layer, names
from tests.core.random_steps import random_steps
from tests.core.strategies import networks
from tests.gui.helpers import Key, cell, choose, click_on, field, find, retype, trigger
from tests.gui.mirror import held_to_qt

TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture(autouse=True)
def usual_numbers() -> Iterator[None]:
    yield
    number_type.choose("float32")


def shown(overview: OverviewWindow, column: int) -> list[str]:
    """Read a column of the overview."""
    return [str(overview.model.index(row, column).data()) for row in range(overview.model.rowCount())]


def overview(window: MainWindow) -> OverviewWindow:
    """Open the overview."""
    trigger(window, "overview")
    opened = window.costs.overview
    assert opened is not None
    return opened


def figures(window: MainWindow) -> str:
    """Read the figures of the Summary."""
    return find(window.summary, QLabel, "Figures").text()


# The columns of the list


def test_memory_is_told_in_the_type_that_is_chosen_with_the_bytes_in_the_tooltip(window: MainWindow) -> None:
    dense = window.document.network.row_of_name["dense"]
    assert cell(window, dense, LayerColumn.PARAMETER_MEMORY) == "801.0 KiB"
    index = window.model.index(dense, LayerColumn.PARAMETER_MEMORY)
    assert index.data(TIP) == "820,224 bytes in float32, 94.2 % of all"
    trigger(window, "numbers_int8")
    assert cell(window, dense, LayerColumn.PARAMETER_MEMORY) == "200.3 KiB"
    assert index.data(TIP) == "205,056 bytes in int8, 94.2 % of all"
    assert cell(window, 0, LayerColumn.ACTIVATION_MEMORY) == "784 B"
    assert recall("number_type") == "int8"


def test_the_shares_of_a_column_come_to_all(window: MainWindow) -> None:
    for column in (LayerColumn.PARAMETERS, LayerColumn.MACS, *list(LayerColumn)[-2:]):
        assert sum(window.model.share(row, column) for row in range(7)) == pytest.approx(1), column
    assert window.model.share(0, LayerColumn.OUTPUT) == 0


def test_a_hidden_column_is_never_asked_for(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Shape | None] = []
    values = costs.values

    def counted(shape: Shape | None) -> int:
        asked.append(shape)
        return values(shape)

    monkeypatch.setattr(costs, "values", counted)
    window.layers.select_rows([1])
    trigger(window, "duplicate")
    window.grab()
    assert asked == []
    window.layers.column_actions[2].trigger()
    QApplication.processEvents()  # lays the new column out
    window.layers.scrollTo(window.model.index(0, LayerColumn.ACTIVATION_MEMORY))
    window.grab()
    assert asked


def test_a_layer_that_is_not_known_has_no_memory(open_network: Callable[..., MainWindow]) -> None:
    window = open_network(image(1, 8, 8), layer("Conv2d", "wrong", out_channels=1, kernel_size=40))
    assert cell(window, 1, LayerColumn.ACTIVATION_MEMORY) == ""
    assert cell(window, 1, LayerColumn.PARAMETER_MEMORY) == ""


# The overview


def test_it_opens_over_its_window_and_whole_on_the_screen(window: MainWindow) -> None:
    window.move(40, 60)
    opened = overview(window)
    middle = opened.geometry().center() - window.geometry().center()
    assert opened.screen().availableGeometry().contains(opened.geometry())
    assert middle.manhattanLength() <= 2 or opened.geometry().topLeft() == opened.screen().geometry().topLeft()


def test_the_overview_says_where_most_of_the_parameters_are(window: MainWindow) -> None:
    opened = overview(window)
    assert shown(opened, 1)[:2] == ["dense", "conv2d2"]
    assert "dense 94.2 %" in opened.answer.text()
    assert names(window.document.network)[0] == shown(opened, 1)[shown(opened, 0).index("0")]


def test_a_click_on_a_header_sorts_and_the_list_keeps_its_order(window: MainWindow) -> None:
    opened = overview(window)
    before = names(window.document.network)
    header = find(opened, QTableView, "Costs").horizontalHeader()
    for column, key in ((0, None), (5, ACTIVATIONS)):
        place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        if key is None:
            assert shown(opened, 0) == [str(row) for row in range(7)]
            continue
        amounts = [key.of(window.document.table(), int(row)) for row in shown(opened, 0)]
        assert amounts == sorted(amounts, reverse=True)  # the most first
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert [key.of(window.document.table(), int(row)) for row in shown(opened, 0)] == sorted(amounts)
        assert opened.answer.text().split(". ")[1].startswith("Activation memory")
    assert names(window.document.network) == before


def test_another_order_is_shown_from_its_top(open_network: Callable[..., MainWindow]) -> None:
    rows = [layer("Linear", f"fc{n}", out_features=n) for n in range(1, 60)]
    window = open_network(image(4, name="in"), *rows)
    window.layers.select_rows([1])
    opened = overview(window)
    opened.view.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert opened.view.verticalScrollBar().value() == 0
    assert shown(opened, 1)[0] == "fc59"


def test_to_look_at_the_costs_selects_nothing(window: MainWindow) -> None:
    window.layers.select_rows([])
    overview(window)
    assert window.layers.selected_rows() == []


def test_a_row_of_the_overview_is_selected_in_the_list_and_the_other_way_round(window: MainWindow) -> None:
    opened = overview(window)
    opened.view.selectRow(0)
    assert window.layers.selected_rows() == [window.document.network.row_of_name["dense"]]
    window.layers.select_rows([3])
    assert opened.model.rows[opened.view.currentIndex().row()] == 3
    opened.model.sort(0)
    opened.refresh()
    assert opened.view.currentIndex().row() == 3


def test_the_overview_is_filtered_and_follows_edits_with_what_is_chosen(window: MainWindow) -> None:
    opened = overview(window)
    QTest.keyClicks(find(opened, QLineEdit, "Filter"), "CONV")
    assert sorted(shown(opened, 1)) == ["conv2d1", "conv2d2"]
    window.layers.select_rows([1])
    trigger(window, "duplicate")
    assert sorted(shown(opened, 1)) == ["conv2d1", "conv2d2", "conv2d3"]
    assert "3 layers" in opened.answer.text()
    opened.field.clear()
    assert opened.model.rowCount() == 8
    assert not opened.grab().isNull()


def test_a_closed_overview_is_not_worked_out(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = overview(window)
    opened.close()
    asked: list[object] = []
    monkeypatch.setattr(CostModel, "show_table", lambda _, table: asked.append(table))
    trigger(window, "duplicate")
    assert asked == []
    trigger(window, "overview")
    assert asked


def test_blocks_are_summed_up_in_the_overview_and_opened(
    open_network: Callable[..., MainWindow],
) -> None:
    window = open_network(
        image(4, name="in"),
        layer("Linear", "a/one/x", out_features=4),
        layer("Linear", "a/one/y", out_features=4),
        layer("Linear", "a/z", out_features=4),
        layer("Linear", "last", out_features=100),
    )
    opened = overview(window)
    opened.by_block.click()
    assert shown(opened, 1) == ["last", "a", "in"]
    assert shown(opened, 2)[1] == "3 layers"
    assert shown(opened, 3) == ["500", "60", "0"]
    assert shown(opened, 6)[1] == "240 B"
    assert "last 89.3 %, a 10.7 %" in opened.answer.text()
    assert sum(opened.model.share(place, 3) for place in range(3)) == pytest.approx(1)
    opened.view.selectRow(0)
    opened.view.selectRow(1)
    assert window.layers.selected_rows() == [1, 2, 3]
    QTest.mouseClick(
        opened.view.viewport(), Qt.MouseButton.LeftButton, pos=opened.view.visualRect(opened.model.index(1, 1)).center()
    )
    QTest.keyClick(opened.view, Key.Key_Return)
    assert shown(opened, 1) == ["last", "a/one", "a/z", "in"]
    assert shown(opened, 3)[1] == "40"
    opened.view.selectRow(2)
    assert window.layers.selected_rows() == [3]
    QTest.keyClicks(opened.field, "one/y")
    assert shown(opened, 1) == ["a/one"]
    opened.field.clear()
    opened.view.setFocus()
    QTest.keyClick(opened.view, Key.Key_Backspace)
    assert shown(opened, 1) == ["last", "a", "in"]
    window.layers.select_rows([1])
    trigger(window, "delete")
    assert shown(opened, 3) == ["500", "40", "0"]
    opened.by_block.click()
    assert len(shown(opened, 1)) == 4


def test_a_network_without_blocks_has_none_to_sum_up(window: MainWindow) -> None:
    assert not overview(window).by_block.isEnabled()


@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), networks(least=1))
def test_the_model_of_the_overview_has_each_row_once_in_the_order_asked_for(
    data: st.DataObject, start: Network
) -> None:
    session = Session(start)
    document = Document(session)
    model = CostModel(document.table())
    with held_to_qt(model):
        for step in random_steps(data, session, 3):
            session.do(step)
            model.show_table(document.table())
            column = data.draw(st.integers(0, model.columnCount() - 1), "column")
            model.sort(column, data.draw(st.sampled_from(Qt.SortOrder), "order"))
            assert sorted(model.rows) == list(range(len(session.network)))
        model.sort(3, Qt.SortOrder.DescendingOrder)
        amounts = LEARNABLE.amounts(document.table())
        assert [amounts[row] for row in model.rows] == sorted(amounts, reverse=True)


# The Summary


def test_the_summary_shows_each_figure_with_its_working_and_its_convention(window: MainWindow) -> None:
    trigger(window, "summary")
    text = figures(window)
    assert "217,706 · 4 bytes = 870,824" in text
    assert "850.4 KiB" in text
    assert "One number for each learnable parameter." in text
    assert "217,706 + 0 = 217,706" in text


def test_batch_number_type_and_optimiser_change_the_figures_and_are_kept(window: MainWindow) -> None:
    trigger(window, "summary")
    retype(find(window.summary, NumberField, "Batch size"), "64")
    choose(find(window.summary, QComboBox, "Number type"), "float16")
    choose(find(window.summary, QComboBox, "Optimiser"), "Adam")
    assert f"64 · 23,040 · 2 bytes = {64 * 23_040 * 2:,}" in figures(window)
    assert f"2 · 217,706 · 2 bytes = {4 * 217_706:,}" in figures(window)
    assert recall("summary") == {"batch": 64, "optimiser": "Adam"}
    assert window.action("numbers_float16").isChecked()
    again = MainWindow(Session(window.document.network))
    assert find(again.summary, NumberField, "Batch size").value() == 64
    assert find(again.summary, QComboBox, "Optimiser").currentText() == "Adam"
    again.close()


def test_a_batch_that_is_none_is_refused_with_a_sentence(window: MainWindow) -> None:
    trigger(window, "summary")
    before = figures(window)
    retype(find(window.summary, NumberField, "Batch size"), "0")
    assert window.summary.refusal.text() == "A batch has from 1 to 1,000,000 inputs."
    assert figures(window) == before
    retype(find(window.summary, NumberField, "Batch size"), "2")
    assert window.summary.refusal.isHidden()


def test_the_figures_of_a_broken_network_are_told_as_the_least(open_network: Callable[..., MainWindow]) -> None:
    window = open_network(image(1, 8, 8), layer("Conv2d", "wrong", out_channels=1, kernel_size=40))
    trigger(window, "summary")
    assert "1 layer is not known" in figures(window)
    assert "≥ " in figures(window)


def test_a_hidden_summary_is_not_worked_out(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def counted(table: Table, batch: int, number: str, optimiser: str) -> list[costs.Figure]:
        asked.append(table)
        return costs.figures(table, batch, number, optimiser)

    monkeypatch.setattr("gui.summary_panel.figures", counted)
    monkeypatch.setattr(CostChart, "show_table", lambda _, table: asked.append(table))
    trigger(window, "duplicate")
    assert asked == []
    trigger(window, "summary")
    trigger(window, "duplicate")
    assert len(asked) >= 4


# The chart


def chart_of(window: MainWindow) -> CostChart:
    """Show the chart."""
    trigger(window, "summary")
    return window.summary.chart


def test_the_chart_tells_the_layer_and_its_number_and_a_click_selects_it(window: MainWindow) -> None:
    chart = chart_of(window)
    row = window.document.network.row_of_name["dense"]
    place = QPoint(int((row + 0.5) * chart.width() / 7), 30)
    assert chart.text_at(place) == "dense: 205,056, 94.2 %"
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert window.layers.selected_rows() == [row]
    QTest.keyClick(chart, Key.Key_Right)
    assert window.layers.selected_rows() == [row + 1]
    QTest.keyClick(chart, Key.Key_Home)
    assert window.layers.selected_rows() == [0]


def test_the_chart_says_what_costs_most(window: MainWindow) -> None:
    described = chart_of(window).accessibleDescription()
    assert described.startswith("Parameters: dense 94.2 %, conv2d2 ")
    assert "Multiply–accumulates: conv2d2 " in described


def test_bars_of_a_long_network_hold_several_layers_and_tell_the_most_costly(
    open_network: Callable[..., MainWindow],
) -> None:
    layers = [layer("Dropout", f"r{row}") for row in range(2_000)]
    layers[700] = layer("Conv2d", "costly", out_channels=1, kernel_size=1)
    window = open_network(image(1, 8, 8), *layers)
    chart = chart_of(window)
    place = QPoint(int(701.5 * chart.width() / 2_001), 30)
    lines = chart.text_at(place).split("\n")
    assert lines[0] == "costly: 2, 100.0 %"
    assert "layers, 2" in lines[1]
    click_on(chart)
    assert not chart.grab().isNull()


def test_an_empty_network_has_an_empty_chart(open_session: Callable[[Session], MainWindow]) -> None:
    window = open_session(Session(Network()))
    chart = chart_of(window)
    assert chart.text_at(QPoint(5, 30)) == ""
    click_on(chart)
    overview(window)
    assert not chart.grab().isNull()


# Where the Summary stands


def test_the_summary_shares_its_place_with_the_properties_and_takes_none_from_the_list(window: MainWindow) -> None:
    width = window.layers.width()
    trigger(window, "summary")
    QApplication.processEvents()
    assert window.layers.width() == width
    assert window.side.front() is window.summary
    assert window.summary.height() > window.height() / 2
    (bar,) = (each for each in window.findChildren(QTabBar) if each.isVisible())
    assert [bar.tabText(number) for number in range(bar.count())] == ["Properties", "Summary"]
    trigger(window, "properties")
    assert window.side.front() is window.properties
    assert not window.action("summary").isChecked()
    trigger(window, "summary")
    assert window.side.front() is window.summary
    trigger(window, "summary")
    QApplication.processEvents()
    assert window.side.front() is window.properties
    assert not bar.isVisible()


def test_a_summary_behind_the_properties_is_not_worked_out_until_it_comes_to_the_front(window: MainWindow) -> None:
    trigger(window, "summary")
    trigger(window, "properties")
    before = figures(window)
    window.layers.select_rows([1])
    trigger(window, "delete")
    assert figures(window) == before
    trigger(window, "summary")
    assert figures(window) != before


def test_keys_go_to_the_panel_that_is_seen_and_a_problem_brings_the_properties_back(window: MainWindow) -> None:
    retype(field(window, "Kernel size, height"), "99")
    trigger(window, "summary")
    window.layers.setFocus()
    trigger(window, "next_panel")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.summary.isAncestorOf(focus)
    trigger(window, "first_problem")
    assert window.side.front() is window.properties
    assert QApplication.focusWidget() in window.properties.findChildren(QWidget)
