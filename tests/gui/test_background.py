"""Long work in the window: its dialog, Cancel, and that a request that is called off leaves no trace."""

from collections.abc import Callable
from pathlib import Path
from threading import current_thread, main_thread
from time import sleep

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QPushButton

import gui.clipboard
import gui.file_actions
from core.files import FileError, read_marked
from core.network import Network
from core.progress import UNWATCHED, Cancelled, Progress
from core.table import Table
from core.writing import FileMark
from gui import preferences
from gui.background import Background, ProgressDialog
from gui.file_actions import LAST_DOCUMENT
from gui.main_window import MainWindow
from tests.core.helpers import LASAGNE
from tests.gui.helpers import names, take_message

Act = Callable[[ProgressDialog], object]


def when_shown(window: MainWindow, act: Act) -> list[ProgressDialog]:
    """Do something as soon as the dialog of long work is there; gives the dialogs that were met."""
    met: list[ProgressDialog] = []

    def look() -> None:
        dialogs = [dialog for dialog in window.findChildren(ProgressDialog) if dialog.isVisible()]
        if dialogs and not met:
            met.append(dialogs[0])
            act(dialogs[0])
        elif not met:
            QTimer.singleShot(10, window, look)

    QTimer.singleShot(10, window, look)
    return met


def endless(progress: Progress) -> None:
    """Work until someone calls it off."""
    while True:
        progress.report(1, 3)
        sleep(0.001)


def by_escape(dialog: ProgressDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def by_button(dialog: ProgressDialog) -> None:
    dialog.findChildren(QPushButton)[0].click()


def by_closing(dialog: ProgressDialog) -> None:
    dialog.close()


def by_closing_the_window(dialog: ProgressDialog) -> None:
    parent = dialog.parentWidget()
    assert parent is not None
    assert not parent.close()


WAYS: dict[str, Act] = {
    "Esc": by_escape,
    "Cancel": by_button,
    "closing the dialog": by_closing,
    "closing the window": by_closing_the_window,
}


def test_quick_work_gives_its_result_without_a_dialog(window: MainWindow) -> None:
    threads = []

    def work(_: Progress) -> int:
        threads.append(current_thread())
        return 832

    assert window.files.background.run("Adding up", work) == 832
    assert threads != [main_thread()]
    assert window.findChildren(ProgressDialog) == []


def test_what_work_raises_is_raised_where_it_was_asked_for(window: MainWindow) -> None:
    def work(_: Progress) -> None:
        raise FileError("is no document")

    with pytest.raises(FileError, match="is no document"):
        window.files.background.run("Reading", work)
    assert not window.files.background.is_busy


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_long_work_shows_how_far_it_is_and_can_be_cancelled(window: MainWindow, way: Act) -> None:
    seen: list[int] = []

    def look_and_cancel(dialog: ProgressDialog) -> None:
        seen.append(dialog.findChildren(QProgressBar)[0].value())
        way(dialog)

    met = when_shown(window, look_and_cancel)
    with pytest.raises(Cancelled):
        window.files.background.run("Opening a large one", endless)
    assert len(met) == 1
    assert seen == [333]
    assert not met[0].isVisible()
    assert window.isVisible()


def test_a_stray_space_or_enter_does_not_cancel(window: MainWindow) -> None:
    pressed: list[bool] = []

    def press(dialog: ProgressDialog) -> None:
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            QTest.keyClick(dialog.focusWidget(), key)
        pressed.append(dialog.isVisible())

    def work(progress: Progress) -> str:
        while not pressed:
            progress.check()
            sleep(0.001)
        sleep(0.02)
        progress.check()
        return "done"

    when_shown(window, press)
    assert window.files.background.run("Opening", work) == "done"
    assert pressed == [True]


def test_a_second_request_is_refused_while_one_is_under_way(window: MainWindow) -> None:
    refused: list[bool] = []

    def ask_again(dialog: ProgressDialog) -> None:
        try:
            window.files.background.run("Another", lambda progress: None)
        except Cancelled:
            refused.append(True)
        by_escape(dialog)

    when_shown(window, ask_again)
    with pytest.raises(Cancelled):
        window.files.background.run("One", endless)
    assert refused == [True]


def slow_reading(path: Path, progress: Progress = UNWATCHED) -> tuple[Network, FileMark]:
    endless(progress)
    return read_marked(path)


def test_opening_that_is_cancelled_leaves_document_selection_and_undo(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gui.file_actions, "read_marked", slow_reading)
    window.layers.select_rows([2, 3])
    window.action("move_down").trigger()
    before = (window.document.session, window.document.state, window.windowTitle(), window.layers.selected_rows())
    met = when_shown(window, by_escape)
    assert window.files.open_file(LASAGNE) is False
    assert met
    after = (window.document.session, window.document.state, window.windowTitle(), window.layers.selected_rows())
    assert before == after
    assert window.document.session.undo_label == "Move 2 layers"
    assert preferences.recall(LAST_DOCUMENT) is None


def test_an_export_that_is_cancelled_leaves_no_file(window: MainWindow, tmp_path: Path) -> None:
    def write(_: Table, progress: Progress) -> bytes:
        endless(progress)
        return b""

    met = when_shown(window, by_escape)
    window.files.export("", tmp_path / "never.csv", write)
    assert met
    assert list(tmp_path.glob("*.*")) == []


def test_a_paste_that_is_cancelled_changes_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    QGuiApplication.clipboard().setText(LASAGNE.read_text(encoding="utf-8"))
    monkeypatch.setattr(gui.clipboard, "parse_part", lambda text, progress: endless(progress))
    before, selected = names(window), window.layers.selected_rows()
    met = when_shown(window, by_escape)
    window.action("paste").trigger()
    assert met
    assert names(window) == before
    assert window.layers.selected_rows() == selected
    assert not window.document.session.is_modified


@pytest.mark.usefixtures("dressed_app")
def test_work_without_a_window_is_done_too() -> None:
    assert Background().run("Starting", lambda progress: 7) == 7


def test_a_file_that_fails_while_it_is_read_says_so(window: MainWindow, tmp_path: Path) -> None:
    assert window.files.open_file(tmp_path / "missing.strata") is False
    assert "The document was not opened" in take_message(window)


def test_a_save_that_is_cancelled_leaves_the_document_modified_and_the_file_as_it_was(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "mine.strata"
    file.write_bytes(b"as it was")
    window.document.session.path = file
    window.action("move_down").trigger()
    monkeypatch.setattr(gui.file_actions, "save_network", lambda network, path, progress: endless(progress))
    met = when_shown(window, by_escape)
    assert window.files.save() is False
    assert met
    assert window.document.session.is_modified
    assert file.read_bytes() == b"as it was"
