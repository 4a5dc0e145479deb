"""Blocks fold in the list: their layers become one row with subtotals, selected, moved and spoken as a whole."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from core.blocks import blocks
from core.files import read_network, write_network
from core.session import Session
from gui.block_row import block_cell, folded_rail
from gui.document import Document
from gui.layer_columns import LayerColumn
from gui.layer_model import LayerModel
from gui.layer_view import LayerView
from gui.main_window import MainWindow
from tests.core.helpers import Fields, image, layer, names, network
from tests.core.random_steps import random_steps
from tests.gui.helpers import CTRL, LEFT, Key, Opener, click, drag, place_in, place_of_row, press, trigger

pytestmark = pytest.mark.usefixtures("qapp")

OpenNetwork = Callable[..., MainWindow]


def act(name: str, **fields: object) -> Fields:
    return layer("Activation", name, function="relu", **fields)


def conv(name: str, channels: int = 8) -> Fields:
    return layer("Conv2d", name, out_channels=channels, kernel_size=3, padding=1)


@pytest.fixture
def stages(open_network: OpenNetwork) -> MainWindow:
    """Open a window on two stages, the first with two blocks in it."""
    return open_network(
        image(8, 8, 8, name="in"),
        conv("s1/b1/conv"),
        act("s1/b1/relu"),
        conv("s1/b2/conv"),
        act("s1/b2/relu"),
        conv("s2/conv", 16),
        act("s2/relu"),
        layer("Linear", "out", out_features=10),
    )


def seen(window: MainWindow) -> list[int]:
    """List the rows that are shown."""
    return [row for row in range(window.model.rowCount()) if not window.layers.isRowHidden(row)]


def fold(window: MainWindow, *paths: str) -> None:
    window.layers.folding.fold(paths)


def spoken(window: MainWindow, row: int, column: LayerColumn = LayerColumn.NAME) -> str:
    return str(window.model.index(row, column).data(Qt.ItemDataRole.AccessibleDescriptionRole))


def shown(window: MainWindow, path: str, column: LayerColumn) -> str:
    (block,) = (each for each in blocks(window.document.network) if each.path == path)
    return block_cell(window.layers.folding, window.model, block, column)


def test_a_folded_block_is_one_row_with_its_subtotals(stages: MainWindow) -> None:
    fold(stages, "s1")
    assert seen(stages) == [0, 1, 5, 6, 7]
    assert shown(stages, "s1", LayerColumn.NAME) == "s1"
    assert shown(stages, "s1", LayerColumn.KIND) == "4 layers"
    assert shown(stages, "s1", LayerColumn.OUTPUT) == "8×8×8"
    assert shown(stages, "s1", LayerColumn.PARAMETERS) == "1,168"
    assert spoken(stages, 1) == ("s1, block of 4 layers, folded, output 8×8×8, 1,168 parameters")
    stages.layers.folding.unfold_all()
    assert seen(stages) == list(range(8))
    assert spoken(stages, 1).startswith("Row 2 of 8")


def test_keys_fold_inner_blocks_first_and_unfold_outer_ones_first(stages: MainWindow) -> None:
    stages.layers.setFocus()
    stages.layers.select_rows([2])
    press(stages, Key.Key_Left)
    assert stages.layers.folding.paths == {"s1/b1"}
    assert stages.layers.selected_rows() == [1, 2]
    assert stages.layers.currentIndex().row() == 1
    press(stages, Key.Key_Left)
    assert seen(stages) == [0, 1, 5, 6, 7]
    press(stages, Key.Key_Right)
    assert seen(stages) == [0, 1, 3, 4, 5, 6, 7]
    press(stages, Key.Key_Right)
    assert seen(stages) == list(range(8))


def sign(window: MainWindow, row: int, number: int = 0) -> QPoint:
    cell = window.layers.visualRect(window.model.index(row, LayerColumn.NAME))
    return place_in(window, window.layers.viewport(), QPoint(cell.left() + 24 * number + 12, cell.center().y()))


def test_the_signs_in_the_first_row_fold_and_unfold_by_a_click(stages: MainWindow) -> None:
    stages.layers.select_rows([7])
    click(stages, sign(stages, 1, 1))
    assert stages.layers.folding.paths == {"s1/b1"}
    click(stages, sign(stages, 1, 0))
    assert seen(stages) == [0, 1, 5, 6, 7]
    click(stages, sign(stages, 1, 0))
    click(stages, sign(stages, 1, 1))
    assert seen(stages) == list(range(8))
    assert stages.layers.selected_rows() == [7], "folding selects nothing"


def test_a_trembling_click_on_a_sign_selects_nothing(qtbot: QtBot, stages: MainWindow) -> None:
    stages.layers.select_rows([7])
    drag(qtbot, stages, sign(stages, 1, 1), sign(stages, 1, 1) + QPoint(4, 60))
    assert stages.layers.folding.paths == {"s1/b1"}
    assert stages.layers.selected_rows() == [7]
    click(stages, place_of_row(stages, 6))
    assert stages.layers.selected_rows() == [6]


def test_a_double_click_unfolds_and_edits_no_name(stages: MainWindow) -> None:
    fold(stages, "s1")
    place = place_of_row(stages, 1, column=LayerColumn.SETTINGS)
    QTest.mouseDClick(stages.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert seen(stages) == list(range(8))
    fold(stages, "s1")
    stages.layers.edit(stages.model.index(1, LayerColumn.NAME))
    assert not stages.layers.findChildren(type(stages.find_bar.field), "qt_editor")
    assert stages.layers.state() == LayerView.State.NoState


def test_a_folded_row_is_selected_as_all_its_layers(stages: MainWindow) -> None:
    fold(stages, "s1")
    click(stages, place_of_row(stages, 1, column=LayerColumn.OUTPUT))
    assert stages.layers.selected_rows() == [1, 2, 3, 4]
    assert stages.layers.current_block() is not None
    click(stages, place_of_row(stages, 5), CTRL)
    assert stages.layers.selected_rows() == [1, 2, 3, 4, 5]
    click(stages, place_of_row(stages, 1, column=LayerColumn.OUTPUT), CTRL)
    assert stages.layers.selected_rows() == [5]
    press(stages, Key.Key_Up)
    stages.layers.setFocus()
    click(stages, place_of_row(stages, 0))
    press(stages, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert stages.layers.selected_rows() == [0, 1, 2, 3, 4]
    press(stages, Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert stages.layers.selected_rows() == [0]
    press(stages, Key.Key_Down)
    assert stages.layers.selected_rows() == [1, 2, 3, 4]
    press(stages, Key.Key_End)
    fold(stages, "s2")
    assert stages.layers.selected_rows() == [7]


def test_a_folded_block_is_deleted_moved_and_copied_as_a_whole(stages: MainWindow) -> None:
    before = stages.document.network
    fold(stages, "s1")
    stages.layers.select_rows([1, 2, 3, 4])
    trigger(stages, "move_down")
    assert names(stages.document.network)[1:3] == ["s2/conv", "s1/b1/conv"]
    trigger(stages, "undo")
    fold(stages, "s2")
    trigger(stages, "move_down")
    assert names(stages.document.network)[1:4] == ["s2/conv", "s2/relu", "s1/b1/conv"]
    trigger(stages, "move_up")
    assert stages.document.network.layers == before.layers
    trigger(stages, "duplicate")
    assert names(stages.document.network)[5:9] == ["s3/b1/conv", "s3/b1/relu", "s3/b2/conv", "s3/b2/relu"]
    trigger(stages, "undo")
    stages.layers.select_rows([1, 2, 3, 4])
    trigger(stages, "delete")
    assert names(stages.document.network) == ["in", "s2/conv", "s2/relu", "out"]
    trigger(stages, "undo")
    assert seen(stages) == [0, 1, 5, 7]


def test_what_is_dropped_beside_a_folded_block_goes_past_all_of_it(qtbot: QtBot, stages: MainWindow) -> None:
    fold(stages, "s1")
    drag(qtbot, stages, place_of_row(stages, 7), place_of_row(stages, 1, 0.8))
    assert names(stages.document.network)[4:6] == ["s1/b2/relu", "out"]
    drag(qtbot, stages, place_of_row(stages, 1, column=LayerColumn.OUTPUT), place_of_row(stages, 7, 0.8))
    assert names(stages.document.network)[1:5] == ["out", "s2/conv", "s2/relu", "s1/b1/conv"]


def test_going_to_a_hidden_layer_unfolds_its_block_and_problems_inside_are_seen(stages: MainWindow) -> None:
    stages.layers.folding.fold_all()
    stages.layers.select_rows([3])
    assert seen(stages) == [0, 1, 2, 3, 4, 5, 7]
    trigger(stages, "undo") if stages.action("undo").isEnabled() else None
    stages.layers.setFocus()
    stages.properties.setFocus()
    from core.actions import set_setting  # noqa: PLC0415

    stages.document.do(lambda: set_setting(stages.document.network, 3, "kernel_size", 40))
    fold(stages, "s1")
    assert shown(stages, "s1", LayerColumn.SETTINGS).startswith("1 problem: ")
    assert shown(stages, "s1", LayerColumn.PARAMETERS) == "≥ 584"
    assert shown(stages, "s2", LayerColumn.PARAMETERS) == ""
    assert shown(stages, "s2", LayerColumn.SETTINGS) == "… waits for s1/b2/conv"
    assert "1 problem" in spoken(stages, 1)
    trigger(stages, "first_problem")
    assert stages.layers.selected_rows() == [3]


def test_the_working_of_a_folded_block_is_its_sum(stages: MainWindow) -> None:
    fold(stages, "s1")
    stages.layers.select_rows([1, 2, 3, 4])
    text = stages.working.toPlainText()
    assert "584 + 584" in text
    assert "1,168" in text
    stages.layers.select_rows([5])
    assert "s2/conv" in stages.working.toPlainText()


def test_folding_is_no_edit_and_comes_back_with_the_document(open_session: Opener, tmp_path: Path) -> None:
    path = tmp_path / "a.strata"
    of = network(image(8, name="in"), act("b/x"), act("b/y"))
    path.write_bytes(write_network(of))
    first = open_session(Session(read_network(path), path))
    fold(first, "b")
    assert not first.document.session.is_modified
    assert not first.action("undo").isEnabled()
    assert seen(open_session(Session(read_network(path), path))) == [0, 1]


def test_the_rail_of_a_folded_block_keeps_the_lines_that_cross_it() -> None:
    of = network(
        image(8, 8, 8, name="in"), conv("a/x"), conv("a/y"), layer("Add", "a/add", inputs=["a/y", "in"]),
        conv("b"), layer("Add", "c", inputs=["b", "a/x"]),
    )  # fmt: skip
    model = LayerModel(Document(Session(of)))
    (block,) = blocks(of)
    row, more = folded_rail(model.rail, block)
    assert row.from_above
    assert row.to_below
    assert [(source, goes_on) for _, source, goes_on in row.joining] == [(0, False)]
    assert row.leaving is not None
    assert more == ()


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_hidden_rows_are_those_of_folded_blocks_whatever_is_done(data: st.DataObject) -> None:
    stems = st.sampled_from(["a/x", "a/y", "a/b/x", "a/b/y", "b/x", "c"])
    wanted = data.draw(st.lists(stems, min_size=2, max_size=12))
    of = network(image(4), *(act(f"{stem}{number}") for number, stem in enumerate(wanted)))
    session = Session(of)
    document = Document(session)
    model = LayerModel(document)
    view = LayerView(document, model)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    steps = random_steps(data, session, 6)
    for step in steps:
        paths = data.draw(st.sets(st.sampled_from(["a", "a/b", "b"])))
        view.folding.unfold_all()
        view.folding.fold(paths)
        rows = data.draw(st.sets(st.integers(0, max(0, len(session.network) - 1)), max_size=3))
        if session.network.layers:
            view.select_rows(sorted(rows))
        session.do(step)
        check(view)
        session.undo()
        check(view)
        session.redo()
        check(view)
    tester.deleteLater()
    view.deleteLater()


def check(view: LayerView) -> None:
    of = view.folding.network
    folded = [each for each in blocks(of) if each.path in view.folding.paths]
    hidden = {row for each in folded for row in range(each.start + 1, each.stop)}
    assert {row for row in range(len(of)) if view.isRowHidden(row)} == hidden
    heights = sum(view.rowHeight(row) for row in range(len(of)))
    assert heights == view.verticalHeader().length()
    selected = set(view.selected_rows())
    for each in folded:
        assert selected.isdisjoint(each.rows) or selected.issuperset(each.rows)
