"""The menus: every action is reachable, and no two of them have the same keys."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.main_window import MainWindow
from gui.tool_bar import ActionButton
from tests.gui.helpers import find


def menus(window: MainWindow) -> Iterator[QMenu]:
    """List all menus, filled as when they are opened."""

    def below(menu: QMenu) -> Iterator[QMenu]:
        menu.aboutToShow.emit()
        yield menu
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                yield from below(inner)

    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        yield from below(menu)


def key_of(text: str) -> str:
    """Give the letter after the mark in a menu's text; empty where there is none."""
    _, mark, rest = text.replace("&&", "").partition("&")
    return rest[:1].lower() if mark else ""


def test_every_menu_has_a_letter_and_no_two_beside_each_other_the_same(window: MainWindow) -> None:
    tops = [key_of(action.text()) for action in window.menuBar().actions()]
    assert "" not in tops
    assert len(set(tops)) == len(tops)
    for menu in menus(window):
        keys = Counter(key_of(action.text()) for action in menu.actions() if action.text() and action.isEnabled())
        del keys[""]
        assert [key for key, times in keys.items() if times > 1] == [], menu.title()


def test_every_sub_menu_of_the_menu_bar_has_a_letter(window: MainWindow) -> None:
    for top in window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        for action in menu.actions():
            if isinstance(action.menu(), QMenu):
                assert key_of(action.text()), action.text()


def test_no_two_actions_have_the_same_keys(window: MainWindow) -> None:
    keys = Counter(
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for action in window.findChildren(QAction)
        for key in action.shortcuts()
    )
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_action_is_in_a_menu(window: MainWindow) -> None:
    listed = {action for menu in menus(window) for action in menu.actions()}
    assert [action.objectName() for action in window.actions_by_name if action not in listed] == []


def test_the_arrow_beside_export_offers_the_other_exports(window: MainWindow) -> None:
    button = find(window, ActionButton, "Export CSV…")
    assert button.action is window.action("export_csv")
    names = ("export_table", "export_solution", "export_picture")
    assert button.menu().actions() == [window.action(name) for name in names]
