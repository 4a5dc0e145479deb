"""The history: all steps, which of them stand, and going to any of them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView

from core.network import Network
from core.session import Session
from gui.document import Document
from gui.history_panel import HistoryModel
from gui.layer_model import LayerModel
from gui.main_window import MainWindow
from tests.core.helpers import image, network
from tests.core.random_steps import random_steps
from tests.core.strategies import networks
from tests.gui.helpers import Key, find, names, press, trigger
from tests.gui.mirror import held_to_qt, texts, watched

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def steps(window: MainWindow, role: int = Qt.ItemDataRole.DisplayRole) -> list[str]:
    """Read the list."""
    model = find(window, QListView, "History").model()
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


@pytest.fixture
def edited(window: MainWindow) -> MainWindow:
    """Open a window with its history shown and three steps in it."""
    assert not window.history.isVisible()
    trigger(window, "history")
    window.layers.select_rows([1])
    trigger(window, "duplicate")
    trigger(window, "delete")
    window.layers.select_rows([1])
    trigger(window, "move_down")
    return window


def test_it_lists_the_steps_from_the_opening_on(edited: MainWindow) -> None:
    assert steps(edited) == ["Opened", "Duplicate conv2d1", "Delete conv2d3", "Move conv2d1"]
    assert steps(edited, SPOKEN) == [
        "Opened, saved",
        "Duplicate conv2d1",
        "Delete conv2d3",
        "Move conv2d1, shown now",
    ]


def test_a_click_goes_to_a_step_and_the_undone_ones_stay(edited: MainWindow) -> None:
    view = edited.history.steps
    place = view.visualRect(edited.history.model.index(1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(names(edited)) == 8
    assert steps(edited, SPOKEN)[1:] == [
        "Duplicate conv2d1, shown now",
        "Delete conv2d3, undone",
        "Move conv2d1, undone",
    ]
    trigger(edited, "redo")
    assert steps(edited, SPOKEN)[2] == "Delete conv2d3, shown now"


def test_the_keyboard_goes_to_a_step(edited: MainWindow) -> None:
    edited.history.steps.setFocus()
    for key in (Key.Key_Home, Key.Key_Return):
        press(edited, key)
    assert not edited.isWindowModified()
    assert not edited.action("undo").isEnabled()
    for key in (Key.Key_End, Key.Key_Return):
        press(edited, key)
    assert names(edited)[1:3] == ["maxpool1", "conv2d1"]


def test_it_shows_what_is_saved(edited: MainWindow, tmp_path: Path) -> None:
    edited.document.session.mark_saved(tmp_path / "mine.strata")
    edited.document.saved.emit()
    assert steps(edited, SPOKEN)[3] == "Move conv2d1, shown now, saved"
    trigger(edited, "undo")
    assert steps(edited, SPOKEN)[3] == "Move conv2d1, undone, saved"


def test_it_is_up_to_date_when_it_is_shown_again_and_with_another_document(edited: MainWindow) -> None:
    trigger(edited, "history")
    trigger(edited, "undo")
    trigger(edited, "history")
    assert steps(edited, SPOKEN)[3] == "Move conv2d1, undone"
    edited.document.open(Session(network(image(1, 8, 8))))
    assert steps(edited) == ["Opened"]


def test_its_menu_and_keys_show_it_with_the_cursor_in_it(window: MainWindow) -> None:
    press(window, Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.history.isVisible()
    assert window.history.steps.hasFocus()
    assert not window.grab().isNull()


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), networks(least=1))
def test_whatever_is_done_the_lists_are_what_fresh_ones_would_be(data: st.DataObject, start: Network) -> None:
    session = Session(start)
    document = Document(session)
    model, layers = HistoryModel(document), LayerModel(document)
    with held_to_qt(model), watched(layers) as mirror:
        for step in random_steps(data, session, 8):
            session.do(step)
            model.refresh()
            for place in data.draw(st.lists(st.integers(0, len(session.labels)), max_size=2), "places"):
                session.go_to(place)
                model.refresh()
                fresh = HistoryModel(document)
                rows = range(fresh.rowCount())
                assert [model.index(row).data(SPOKEN) for row in rows] == [
                    fresh.index(row).data(SPOKEN) for row in rows
                ]
                assert mirror.rows == texts(LayerModel(document))


def test_a_jump_may_take_selected_layers_out_in_several_places(window: MainWindow) -> None:
    before = names(window)
    for row in (5, 3, 1):
        window.layers.select_rows([row])
        trigger(window, "duplicate")
    window.layers.select_rows([2, 5, 9])  # two of the copies, and the last row, which is beyond the end afterwards
    window.document.session.go_to(0)
    assert names(window) == before
    (row,) = window.layers.selected_rows()
    assert find(window, QLineEdit, "Name").text() == before[row]
