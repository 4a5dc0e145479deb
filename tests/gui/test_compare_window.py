"""Comparing: two networks side by side, what differs, and the totals of both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QMenu, QPushButton, QTableView

from core.analysis import analyse
from core.compare import BlockPair
from core.network import Network
from core.selected import set_setting_of_all
from core.session import Session
from core.table import Table
from gui import theme
from gui.compare_model import CompareModel
from gui.compare_window import CompareWindow
from gui.example_menu import ExampleMenu
from gui.main_window import MainWindow
from gui.theme import current
from gui.window_menu import CompareMenu
from gui.windows import Windows
from tests.core.helpers import ROOT, image, layer
from tests.core.strategies import networks
from tests.gui.helpers import Key, click_on, find, take_message, trigger
from tests.gui.mirror import held_to_qt

SPOKEN = Qt.ItemDataRole.AccessibleTextRole
NAME, SIGN, RIGHT_NAME, RIGHT_SETTINGS = 0, 5, 6, 8


def column(window: CompareWindow, section: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[str]:
    """Read a column."""
    model = find(window, QTableView, "Comparison").model()
    return [str(model.index(row, section).data(role)) for row in range(model.rowCount())]


@pytest.fixture
def compared(window: MainWindow) -> Iterator[CompareWindow]:
    """Compare the example with how it was, after a layer was doubled."""
    window.layers.select_rows([1])
    trigger(window, "duplicate")
    trigger(window, "compare_with_saved")
    assert window.costs.comparison is not None
    yield window.costs.comparison
    window.costs.comparison.close()


@pytest.mark.parametrize("width", [700, 900, 1280])
def test_each_name_stands_over_its_own_columns_or_in_sight(compared: CompareWindow, width: int) -> None:
    compared.resize(width, 500)
    QGuiApplication.processEvents()
    header = compared.view.horizontalHeader()
    left, right = compared.titles
    columns = header.sectionViewportPosition(RIGHT_NAME)
    assert columns <= right.x() <= columns + 16 or right.geometry().right() <= compared.width()
    assert left.geometry().right() < right.x()
    header.resizeSection(NAME, header.sectionSize(NAME) + 40)
    if width == 1280:
        assert right.x() > columns


def test_it_shows_what_was_put_in_and_what_that_changed(compared: CompareWindow) -> None:
    assert column(compared, SIGN)[:3] == ["", "", "+"]
    assert column(compared, NAME)[2] == ""
    assert column(compared, RIGHT_NAME)[2] == "conv2d3"
    assert "≠" in column(compared, SIGN)
    assert column(compared, SIGN, SPOKEN)[:3] == ["the same", "the same", "only on the right"]
    assert column(compared, RIGHT_NAME, SPOKEN)[2] == "conv2d3, differs"
    assert column(compared, NAME, SPOKEN)[2] == "not there"
    assert compared.titles[0].text() == "As it was opened"
    assert not compared.grab().isNull()


def test_it_begins_at_the_first_difference(window: MainWindow) -> None:
    window.layers.select_rows([4])
    trigger(window, "duplicate")
    trigger(window, "compare_with_saved")
    compared = window.costs.comparison
    assert compared is not None
    signs = column(compared, SIGN)
    assert compared.view.currentIndex().row() == next(place for place, sign in enumerate(signs) if sign)
    compared.close()


def test_the_rows_that_differ_are_counted_as_they_are_shown(open_network: Callable[..., MainWindow]) -> None:
    rows = [layer("Linear", f"a/fc{n}", out_features=4) for n in range(4)]
    window = open_network(image(4, name="in"), *rows)
    state = window.document.state
    rows_of_block = [1, 2, 3, 4]
    step = set_setting_of_all(state.network, state.analysis.reports, rows_of_block, "out_features", 5)
    window.document.session.do(step)
    trigger(window, "compare_with_saved")
    compared = window.costs.comparison
    assert compared is not None
    assert compared.count.text() == "4 rows differ"
    compared.by_block.click()
    assert compared.count.text() == "1 row differs"
    compared.close()


def test_it_follows_the_open_document(compared: CompareWindow, window: MainWindow) -> None:
    trigger(window, "undo")
    assert set(column(compared, SIGN)) == {""}
    assert compared.count.text() == "No differences"
    assert not find(compared, QPushButton, "Next difference").isEnabled()
    trigger(window, "redo")
    assert "+" in column(compared, SIGN)


def test_saving_makes_it_the_saved_one_that_is_compared(
    compared: CompareWindow, window: MainWindow, tmp_path: Path
) -> None:
    window.document.session.mark_saved(tmp_path / "mine.strata")
    window.document.saved.emit()
    assert compared.titles[0].text() == "As it was saved"
    assert compared.count.text() == "No differences"


def test_only_differences_and_the_way_from_one_to_the_next(compared: CompareWindow) -> None:
    signs = column(compared, SIGN)
    places = [place for place, sign in enumerate(signs) if sign]
    seen = []
    for _ in range(len(places) + 1):
        QTest.keyClick(compared, Key.Key_F3)
        seen.append(compared.view.currentIndex().row())
    first = places.index(seen[0])
    assert seen == [places[(first + step) % len(places)] for step in range(len(places) + 1)]
    QTest.keyClick(compared, Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert compared.view.currentIndex().row() == seen[-2]
    click_on(find(compared, QCheckBox, "Only differences"))
    assert column(compared, SIGN) == [sign for sign in signs if sign]


def test_a_selected_row_can_be_read(compared: CompareWindow) -> None:
    compared.view.selectRow(0)
    cell = compared.view.visualRect(compared.model.index(0, 2))
    assert (
        compared.view.viewport().grab(cell).toImage().pixelColor(cell.width() // 2, 6).name() == current().panel.lower()
    )


def test_at_200_per_cent_it_is_no_wider_than_a_small_screen(compared: CompareWindow) -> None:
    theme.set_zoom(200)
    width = compared.minimumSizeHint().width()
    theme.set_zoom(100)
    assert width <= 1280


def test_the_totals_stand_below_with_difference_and_ratio(compared: CompareWindow, window: MainWindow) -> None:
    text = find(compared, QLabel, "Totals").text()
    total = window.document.state.analysis.totals.parameters
    assert "217,706" in text
    assert f"{total:,}" in text
    assert f"{abs(total - 217_706):,}" in text
    assert "×" in text


def test_it_is_copied_as_text_and_as_csv(compared: CompareWindow) -> None:
    click_on(find(compared, QPushButton, "Copy"))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Difference", "Layer", "Kind"]
    assert lines[3].split("\t")[:7] == ["'+", "", "", "", "", "", "conv2d3"]
    assert len(lines) == len(column(compared, SIGN)) + 1
    click_on(find(compared, QPushButton, "Copy as CSV"))
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("Difference,Layer,Kind,")


def test_another_document_is_compared_and_one_that_cannot_be_opened_is_told_of(
    window: MainWindow, tmp_path: Path
) -> None:
    window.costs.compare_with_file(ROOT / "resources" / "examples" / "lenet-5.strata")
    opened = window.costs.comparison
    assert opened is not None
    assert opened.titles[0].text() == "lenet-5.strata"
    opened.close()
    (tmp_path / "none.strata").write_text("{")
    window.costs.compare_with_file(tmp_path / "none.strata")
    assert take_message(window).startswith("The document was not compared: none.strata ")


def test_a_closed_comparison_is_not_worked_out(
    compared: CompareWindow, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(CompareModel, "show_tables", lambda _, left, right: asked.append((left, right)))
    compared.close()
    trigger(window, "undo")
    assert asked == []
    compared.show()
    assert asked


def test_two_windows_are_compared_before_either_is_saved_and_both_are_followed(
    window: MainWindow, open_session: Callable[[Session], MainWindow]
) -> None:
    document = window.document
    other = open_session(Session(Network(document.network.layers[:-1], "Draft")))
    other.windows, window.windows = window.windows, Windows()
    for each in (window, other):
        window.windows.enter(each)
    menu = CompareMenu(window, window)
    assert [action.text() for action in menu.actions()] == ["&1  Draft"]
    menu.actions()[0].trigger()
    opened = window.costs.comparison
    assert opened is not None
    assert [title.text() for title in opened.titles] == ["Draft", window.document_name()]
    assert column(opened, SIGN)[-1] == "+"
    other.layers.select_rows([0])
    trigger(other, "duplicate")
    assert "−" in column(opened, SIGN)
    opened.close()


def test_with_one_window_there_is_none_to_compare_with(window: MainWindow) -> None:
    assert not CompareMenu(window, window).isEnabled()


def test_examples_can_be_compared_with(window: MainWindow) -> None:
    menu = next(each for each in window.menuBar().findChildren(ExampleMenu) if "Compare" in each.title())
    menu.aboutToShow.emit()
    groups = [action.menu() for action in menu.actions()]
    entries = {entry.text(): entry for group in groups if isinstance(group, QMenu) for entry in group.actions()}
    before = window.document_name()
    entries["LeNet-5"].trigger()
    opened = window.costs.comparison
    assert opened is not None
    assert [title.text() for title in opened.titles] == ["LeNet-5", before]
    assert window.document_name() == before
    opened.close()


def test_blocks_are_compared_by_their_subtotals(window: MainWindow) -> None:
    window.costs.compare_with_file(ROOT / "resources" / "examples" / "resnet-18.strata")
    first = window.costs.comparison
    assert first is not None
    first.close()
    window.files.open_example(ROOT / "resources" / "examples" / "resnet-34.strata")
    window.costs.compare_with_file(ROOT / "resources" / "examples" / "resnet-18.strata")
    opened = window.costs.comparison
    assert opened is not None
    rows = len(column(opened, SIGN))
    click_on(find(opened, QCheckBox, "Sum up blocks"))
    assert len(column(opened, SIGN)) < rows / 4
    place = next(place for place, pair in enumerate(opened.model.pairs) if isinstance(pair, BlockPair))
    assert column(opened, NAME)[place] == opened.model.pairs[place].path  # type: ignore[attr-defined]
    assert not opened.grab().isNull()
    click_on(find(opened, QCheckBox, "Sum up blocks"))
    assert len(column(opened, SIGN)) == rows
    opened.close()


@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks(), networks())
def test_the_model_holds_to_qt_and_shows_every_row(one: Network, other: Network) -> None:
    left, right = Table(one, analyse(one)), Table(other, analyse(other))
    model = CompareModel(left, left)
    with held_to_qt(model):
        assert model.differences == []
        model.show_tables(left, right)
        lefts = [model.text(place, NAME) for place, pair in enumerate(model.pairs) if pair.left is not None]
        assert lefts == [layer.name for layer in one.layers]
        model.show_only_differences(True)
        assert all(not pair.is_same for pair in model.pairs)
