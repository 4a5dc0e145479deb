"""The help in its own window, opened from the real one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

import core.language
from core.help.keys import kind_key
from core.kinds import catalogue
from gui.help_actions import action_words
from gui.help_window import HelpWindow
from gui.main_window import MainWindow
from tests.gui.helpers import Key, find


@pytest.fixture
def close_help(window: MainWindow) -> Iterator[None]:
    """Close the help at the end."""
    yield
    if window.help.window is not None:
        window.help.window.close()


pytestmark = pytest.mark.usefixtures("close_help")


def opened(window: MainWindow, action: str = "help") -> HelpWindow:
    """Open the help by an action."""
    window.action(action).trigger()
    assert window.help.window is not None
    assert window.help.window.isVisible()
    QTest.qWaitForWindowActive(window.help.window)
    return window.help.window


def test_f1_opens_the_page_on_the_selected_layers_kind(window: MainWindow, qtbot: QtBot) -> None:
    window.layers.select_rows([2])
    window.layers.setFocus()
    QTest.keyClick(window.windowHandle(), Key.Key_F1)
    qtbot.waitUntil(lambda: window.help.window is not None)
    help_window = window.help.window
    assert help_window is not None
    assert help_window.browser.page_key() == "kind/MaxPool2d"
    assert "Max pooling 2-D" in help_window.browser.toPlainText()
    assert "Max pooling 2-D" in help_window.windowTitle()


def test_without_a_selected_layer_f1_opens_the_first_steps(window: MainWindow) -> None:
    window.layers.clearSelection()
    assert opened(window).browser.page_key() == "first-steps"


def test_help_on_this_kind_follows_the_selection(window: MainWindow) -> None:
    window.layers.select_rows([5])
    help_window = opened(window, "help_kind")
    assert help_window.browser.page_key() == "kind/Linear"
    window.layers.select_rows([1, 2])
    assert not window.action("help_kind").isEnabled()


def test_an_entry_of_the_palette_has_its_page(window: MainWindow) -> None:
    window.action("add_layer").trigger()
    window.palette_panel.field.setText("batchnorm")
    assert window.help.page_in_hand() == "kind/BatchNorm"


def test_the_help_holds_up_neither_window(window: MainWindow) -> None:
    help_window = opened(window)
    assert help_window.windowModality() == Qt.WindowModality.NonModal
    assert help_window.parent() is None
    window.layers.select_rows([1])
    window.action("duplicate").trigger()
    assert len(window.document.network) == 8
    assert opened(window) is help_window  # there is one, which comes to the front


def test_links_lead_on_and_back_leads_back(window: MainWindow) -> None:
    help_window = opened(window, "help_first_steps")
    browser = help_window.browser
    browser.setSource(QUrl("help:counting"))
    assert browser.page_key() == "counting"
    assert "217,706" in browser.toPlainText()
    find(help_window, QToolButton, "Back").click()
    assert browser.page_key() == "first-steps"
    find(help_window, QToolButton, "Forward").click()
    assert browser.page_key() == "counting"


@pytest.mark.parametrize("address", ["https://example.org/", "help:nowhere", "file:///etc/passwd"])
def test_nothing_else_is_opened(window: MainWindow, address: str) -> None:
    browser = opened(window, "help_first_steps").browser
    before = browser.toPlainText()
    browser.setSource(QUrl(address))
    assert browser.page_key() == "first-steps"
    assert browser.toPlainText() == before


def test_every_page_is_in_the_list_and_can_be_opened(window: MainWindow) -> None:
    help_window = opened(window)
    listed = list(help_window.listed())
    assert {kind_key(kind) for kind in catalogue.values()} <= set(listed)
    for key in listed:
        help_window.browser.open_page(key)
        assert help_window.browser.page_key() == key
        assert help_window.list.currentItem().text() in help_window.browser.toPlainText()


def test_typing_finds_pages_enter_opens_the_best_and_escape_clears(window: MainWindow) -> None:
    help_window = opened(window, "help_first_steps")
    field = find(help_window, QLineEdit, "Search the help")
    QTest.keyClicks(field, "bn")
    assert help_window.listed()[0] == "kind/BatchNorm"
    assert help_window.browser.page_key() == "first-steps"
    QTest.keyClick(field, Key.Key_Return)
    assert help_window.browser.page_key() == "kind/BatchNorm"
    field.setText("channel")
    assert help_window.browser.extraSelections()
    field.setText("zebra")
    assert not help_window.listed()
    assert help_window.found.text() == "Nothing found"
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
    assert "first-steps" in help_window.listed()


def test_escape_closes_the_window_once_nothing_is_open_for_searching(window: MainWindow) -> None:
    help_window = opened(window, "help_first_steps")
    field = find(help_window, QLineEdit, "Search the help")
    field.setFocus()
    QTest.keyClicks(field, "bn")
    for _ in range(2):  # the first clears the field
        assert help_window.isVisible()
        QTest.keyClick(help_window.focusWidget(), Key.Key_Escape)
    assert not help_window.isVisible()


def test_find_in_the_page(window: MainWindow) -> None:
    help_window = opened(window, "help_first_steps")
    help_window.find_bar.start()
    field = find(help_window, QLineEdit, "Find in page")
    QTest.keyClicks(field, "kernel")
    first = help_window.browser.textCursor()
    assert first.selectedText().lower() == "kernel"
    QTest.keyClick(field, Key.Key_Return)
    assert help_window.browser.textCursor().position() > first.position()
    QTest.keyClick(field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert help_window.browser.textCursor().position() == first.position()
    QTest.keyClick(field, Key.Key_Escape)
    assert not help_window.find_bar.isVisible()


def test_the_shortcuts_page_has_every_key_of_every_action(window: MainWindow) -> None:
    text = opened(window, "help_shortcuts").browser.toPlainText()
    told = action_words(window.actions_by_name, window.menuBar())
    assert {words.name for words in told} == {action.objectName() for action in window.actions_by_name}
    for action in window.actions_by_name:
        for key in action.shortcuts():
            assert key.toString(QKeySequence.SequenceFormat.NativeText) in text


def test_undo_is_called_undo_whatever_it_would_undo(window: MainWindow) -> None:
    window.layers.select_rows([1])
    window.action("delete").trigger()
    told = {words.name: words.text for words in action_words(window.actions_by_name, window.menuBar())}
    assert told["undo"] == "Undo"
    assert told["save_as"] == "Save As"


@pytest.mark.parametrize(("language", "title"), [("de", "Erste Schritte"), ("zh_CN", "入门")])
def test_the_pages_speak_the_language_of_the_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, language: str, title: str
) -> None:
    monkeypatch.setattr(core.language, "_language", language)
    assert title in opened(window, "help_first_steps").browser.toPlainText()


def test_the_size_comes_back(window: MainWindow) -> None:
    help_window = opened(window)
    help_window.resize(640, 480)
    help_window.close()
    window.help.window = None
    again = opened(window)
    assert (again.width(), again.height()) == (640, 480)


def test_a_damaged_size_is_no_trap(window: MainWindow) -> None:
    from gui.preferences import remember  # noqa: PLC0415

    remember("help_window", [-5, "wide", 10**9])
    help_window = opened(window)
    assert help_window.width() >= help_window.minimumWidth()
