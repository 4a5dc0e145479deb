"""What a right click and F6 offer: the menus of the parts, and the way round the panels."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu

from gui.main_window import MainWindow
from tests.gui.helpers import CTRL, Key, names, press, trigger


def words(menu: QMenu) -> list[str]:
    """List the entries of a menu."""
    return [action.text().replace("&", "") for action in menu.actions() if action.text()]


def test_a_palette_entry_is_added_from_its_menu(window: MainWindow) -> None:
    palette = window.palette_panel.list
    entry = palette.visualRect(palette.model().index(1, 0)).center()
    menu = window.context_menus.palette_menu(palette, entry)
    assert menu is not None
    assert words(menu) == ["Add below the Selection"]
    menu.actions()[0].trigger()
    assert names(window)[2] == "input1"


def test_a_heading_of_the_palette_has_no_menu(window: MainWindow) -> None:
    palette = window.palette_panel.list
    heading = palette.visualRect(palette.model().index(0, 0)).center()
    assert window.context_menus.palette_menu(palette, heading) is None


def test_the_working_and_the_totals_are_copied_from_their_menus(window: MainWindow) -> None:
    menus = window.context_menus
    menus.working_menu(window.working).actions()[-1].trigger()
    assert QGuiApplication.clipboard().text().startswith("conv2d1")
    menus.totals_menu(window.totals).actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == window.totals.text()


def test_the_menu_of_the_list_speaks_of_what_is_selected(window: MainWindow) -> None:
    assert "Join Selected Layers" not in words(window.context_menus.layer_menu())
    window.layers.select_rows([1, 2])
    assert "Join Selected Layers" in words(window.context_menus.layer_menu())


def test_the_menu_key_asks_for_the_menu_at_the_current_row(window: MainWindow) -> None:
    asked: list[QPoint] = []
    window.layers.menu_wanted.disconnect()
    window.layers.menu_wanted.connect(asked.append)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    window.layers.contextMenuEvent(event)
    row = window.layers.rowAt(window.layers.viewport().mapFromGlobal(asked[0]).y())
    assert row == 1


def test_two_selected_layers_are_connected_by_a_key(window: MainWindow) -> None:
    window.layers.select_rows([1, 3])
    window.layers.setFocus()
    press(window, Key.Key_L, CTRL)
    assert window.document.network.input_names(3) == ["conv2d1"]
    window.layers.select_rows([3])
    trigger(window, "read_above")
    assert window.document.network.input_names(3) == ["maxpool1"]


def test_f6_goes_round_the_panels(window: MainWindow) -> None:
    window.palette_panel.field.setFocus()
    seen = []
    for _ in range(4):
        press(window, Key.Key_F6)
        focus = window.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())
    assert seen == ["Layers", "Name", "Working", "Find a layer"]
