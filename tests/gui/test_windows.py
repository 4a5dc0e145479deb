"""Several windows, recent documents, files dropped on a window, and going back to what is saved."""

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QStandardItemModel
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.files import read_network
from core.session import Session
from gui import preferences, recent_documents
from gui.main_window import MainWindow
from gui.windows import Windows
from tests.core.helpers import LASAGNE, document, image, layer
from tests.gui.helpers import names, place_in, take_message, trigger, visible_texts

Buttons = QMessageBox.StandardButton
Ask = Callable[[Buttons], list[str]]


@pytest.fixture
def windows(dressed_app: QApplication, qtbot: QtBot) -> Iterator[Windows]:
    """Give the windows of a program with one window on the Lasagne example."""
    assert isinstance(dressed_app, QApplication)
    windows = Windows()
    first = windows.open(Session(read_network(LASAGNE)))
    first.show()
    first.activateWindow()
    qtbot.waitUntil(first.isActiveWindow)
    yield windows
    for window in windows:
        if isValid(window):
            window.close_without_question()
    destroy_closed()


def destroy_closed() -> None:
    """Let Qt destroy what is to be deleted, and Python forget it."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Answer questions; gives those that were asked."""

    def ask(button: Buttons) -> list[str]:
        asked: list[str] = []

        def run(box: QMessageBox) -> Buttons:
            asked.append(box.text())
            return button

        monkeypatch.setattr(QMessageBox, "exec", run)
        return asked

    return ask


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a document of two layers."""
    return written(tmp_path / "small.strata")


def written(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(document([image(3, 8, 8), layer("Flatten", "flat")], name="Small"))
    return path


def titles(windows: Windows) -> list[str]:
    return [window.windowTitle().removesuffix("[*] — Strata") for window in windows]


def first_of(windows: Windows) -> MainWindow:
    return next(iter(windows))


# Several windows


def test_a_new_window_has_a_new_document_beside_the_first(windows: Windows) -> None:
    first = first_of(windows)
    trigger(first, "move_down")
    trigger(first, "new_window")
    trigger(first, "new_window")
    assert titles(windows) == ["Lasagne MNIST example", "Untitled", "Untitled (2)"]
    second = list(windows)[1]
    assert names(second) == ["input"]
    assert second.isVisible()
    assert second.pos() != first.pos()
    assert first.isWindowModified()
    assert not second.isWindowModified()


def test_a_window_that_is_closed_is_destroyed_and_gives_its_name_free(windows: Windows) -> None:
    first = first_of(windows)
    trigger(first, "new_window")
    trigger(first, "new_window")
    _, second, third = windows
    trigger(second, "commands")
    trigger(second, "history")
    trigger(second, "find")
    trigger(second, "duplicate")
    second.document.session.undo()
    remembered = weakref.ref(second)
    assert second.close()
    destroy_closed()
    assert not isValid(second)
    assert titles(windows) == ["Lasagne MNIST example", "Untitled"]
    assert third.windowTitle() == "Untitled[*] — Strata"
    del second
    gc.collect()
    assert remembered() is None


def test_the_document_and_the_panels_of_a_closed_window_are_forgotten_too(windows: Windows) -> None:
    trigger(first_of(windows), "new_window")
    _, second = windows
    trigger(second, "show_picture")
    trigger(second, "help_first_steps")
    trigger(second, "duplicate")
    QApplication.processEvents()
    entries = second.palette_panel.list.findChild(QStandardItemModel)
    assert entries is not None
    parts = {
        part: weakref.ref(part)
        for part in (second.document, second.model, second.layers, second.properties, second.working, second.totals)
    }
    remembered = {type(part).__name__: ref for part, ref in parts.items()} | {"palette": weakref.ref(entries)}
    second.close_without_question()
    del second, entries, parts
    destroy_closed()
    destroy_closed()  # what goes with a window is deleted after it
    assert [name for name, ref in remembered.items() if ref() is not None] == []


def test_a_document_is_opened_in_a_window_of_its_own_and_not_twice(
    windows: Windows, file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    first = first_of(windows)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    trigger(first, "open_in_new_window")
    assert titles(windows) == ["Lasagne MNIST example", "small.strata"]
    for command in ("open_in_new_window", "open"):
        first.activateWindow()
        qtbot.waitUntil(first.isActiveWindow)
        trigger(first, command)
        qtbot.waitUntil(list(windows)[1].isActiveWindow)
        assert titles(windows) == ["Lasagne MNIST example", "small.strata"]


def test_a_changed_document_that_is_opened_again_here_stays_as_it_is(windows: Windows, file: Path) -> None:
    window = first_of(windows)
    assert window.opening.open_here(file)
    window.layers.select_rows([0])
    trigger(window, "duplicate")
    assert window.opening.open_here(file.parent / ".." / file.parent.name / file.name)
    assert len(names(window)) == 3
    assert "small.strata is open here already" in visible_texts(window.totals)


def test_a_document_that_cannot_be_read_opens_no_window(windows: Windows, file: Path) -> None:
    file.write_bytes(b"{")
    window = first_of(windows)
    assert not window.opening.open_beside(file)
    assert take_message(window).startswith("The document was not opened: small.strata is not valid JSON")
    assert len(list(windows)) == 1


def test_two_documents_of_one_name_are_told_apart(windows: Windows, tmp_path: Path) -> None:
    window = first_of(windows)
    for folder in ("a", "b"):
        window.opening.open_beside(written(tmp_path / folder / "net.strata"))
    assert titles(windows)[1:] == ["net.strata", "net.strata (2)"]


def test_the_window_menu_lists_the_windows_and_goes_to_them(windows: Windows, qtbot: QtBot) -> None:
    first = first_of(windows)
    trigger(first, "new_window")
    trigger(first, "move_down")
    (menu,) = (each for each in first.menuBar().findChildren(QMenu) if each.title() == "&Window")
    for _ in range(2):
        menu.aboutToShow.emit()
    listed = [action for action in menu.actions() if action.isCheckable()]
    assert [action.text() for action in listed] == ["&1  Lasagne MNIST example*", "&2  Untitled"]
    assert [action.isChecked() for action in listed] == [True, False]
    listed[1].trigger()
    qtbot.waitUntil(list(windows)[1].isActiveWindow)


def test_quit_asks_for_every_changed_document_and_cancel_keeps_all_open(windows: Windows, ask: Ask) -> None:
    first = first_of(windows)
    trigger(first, "new_window")
    trigger(first, "new_window")
    _, second, third = windows
    for window in (first, third):
        window.layers.select_rows([0])
        trigger(window, "duplicate")
    asked = ask(Buttons.Cancel)
    trigger(second, "quit")
    assert len(asked) == 1
    assert len(list(windows)) == 3
    asked = ask(Buttons.Discard)
    trigger(second, "quit")
    assert asked == ["Save the changes to Lasagne MNIST example?", "Save the changes to this network?"]
    assert list(windows) == []


def test_closing_one_window_asks_only_for_its_document(windows: Windows, ask: Ask) -> None:
    first = first_of(windows)
    trigger(first, "move_down")
    trigger(first, "new_window")
    asked = ask(Buttons.Cancel)
    trigger(list(windows)[1], "close_window")
    assert asked == []
    assert list(windows) == [first]
    trigger(first, "close_window")
    assert len(asked) == 1
    assert list(windows) == [first]


# Recent documents


def recent_entries(window: MainWindow) -> list[str]:
    """Open the menu and read it."""
    (menu,) = (each for each in window.menuBar().findChildren(QMenu) if each.title() == "Open &Recent")
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.text()]


def test_recent_documents_are_listed_the_last_one_first_and_missing_ones_fall_out(
    windows: Windows, tmp_path: Path
) -> None:
    window = first_of(windows)
    assert recent_entries(window) == ["No documents yet"]
    files = [written(tmp_path / f"{number}.strata") for number in range(12)]
    for path in (*files, files[3]):
        window.opening.open_here(path)
    files[10].unlink()
    entries = recent_entries(window)
    assert entries[:3] == ["&1  3.strata", "&2  11.strata", "&3  9.strata"]
    assert entries[-1] == "&Clear List"
    assert len(entries) == 10


def test_documents_of_one_name_are_listed_with_their_folders(windows: Windows, tmp_path: Path) -> None:
    window = first_of(windows)
    for folder in ("monday", "tuesday"):
        window.opening.open_here(written(tmp_path / folder / "net & more.strata"))
    assert recent_entries(window)[:2] == ["&1  net && more.strata\ttuesday", "&2  net && more.strata\tmonday"]


def test_a_recent_document_is_opened_and_the_list_is_cleared(windows: Windows, file: Path) -> None:
    window = first_of(windows)
    recent_documents.remember_document(file)
    (menu,) = (each for each in window.menuBar().findChildren(QMenu) if each.title() == "Open &Recent")
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert window.document.session.path == file
    menu.actions()[-1].trigger()
    assert recent_entries(window) == ["No documents yet"]


@pytest.mark.parametrize("damage", [None, 3, {"a": 1}, [1, None, ""], ["\0"]], ids=repr)
def test_a_damaged_list_of_documents_is_an_empty_one(damage: object) -> None:
    preferences.remember("recent_documents", damage)
    assert recent_documents.recent_documents() == []


# Dropping files


def drop(window: MainWindow, *paths: Path, on: QPoint | None = None) -> bool:
    """Drop files on a window as the window system does; tells whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = window.rect().center() if on is None else on
    actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place, actions, data, left, none)
    entering.ignore()
    QApplication.sendEvent(window.windowHandle(), entering)
    dropping = QDropEvent(QPointF(place), actions, data, left, none)
    dropping.ignore()
    QApplication.sendEvent(window.windowHandle(), dropping)
    QApplication.processEvents()
    return entering.isAccepted() and dropping.isAccepted()


@pytest.mark.parametrize("part", ["layers", "properties", "palette_panel"])
def test_a_document_that_is_dropped_anywhere_is_opened(windows: Windows, file: Path, part: str) -> None:
    window = first_of(windows)
    assert drop(window, file, on=place_in(window, getattr(window, part)))
    assert names(window) == ["image", "flat"]
    assert window.document.session.path == file


def test_a_dropped_document_asks_about_unsaved_changes(windows: Windows, file: Path, ask: Ask) -> None:
    window = first_of(windows)
    trigger(window, "move_down")
    asked = ask(Buttons.Cancel)
    drop(window, file)
    assert len(asked) == 1
    assert window.document.session.path is None


def test_several_documents_are_opened_in_windows(windows: Windows, tmp_path: Path) -> None:
    window = first_of(windows)
    drop(window, *(written(tmp_path / f"{name}.strata") for name in "ab"))
    assert titles(windows) == ["Lasagne MNIST example", "a.strata", "b.strata"]


def test_files_that_are_no_documents_are_told_of_in_one_sentence(windows: Windows, file: Path, tmp_path: Path) -> None:
    window = first_of(windows)
    drop(window, tmp_path / "notes.txt")
    assert "notes.txt is not a Strata document (.strata)." in visible_texts(window.totals)
    drop(window, tmp_path / "notes.txt", tmp_path, file)
    assert "2 files are not Strata documents." in visible_texts(window.totals)
    assert window.document.session.path == file


def test_texts_are_left_to_the_fields(windows: Windows) -> None:
    window = first_of(windows)
    data = QMimeData()
    data.setText("http://example.org/net.strata")
    data.setUrls([QUrl("http://example.org/net.strata")])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    assert not window.drop_target.eventFilter(window.windowHandle(), event)


# Reverting


@pytest.fixture
def changed(windows: Windows, file: Path) -> MainWindow:
    """Give a window on a file, with a layer deleted and another one renamed."""
    window = first_of(windows)
    window.opening.open_here(file)
    assert not window.action("revert").isEnabled()
    window.layers.select_rows([1])
    trigger(window, "duplicate")
    window.layers.select_rows([0])
    trigger(window, "delete")
    return window


def test_revert_puts_back_what_is_saved_and_undo_the_work(changed: MainWindow, ask: Ask) -> None:
    before = names(changed)
    asked = ask(Buttons.Ok)
    trigger(changed, "revert")
    assert asked == ["Put back what small.strata holds?"]
    assert names(changed) == ["image", "flat"]
    assert not changed.isWindowModified()
    assert not changed.action("revert").isEnabled()
    trigger(changed, "undo")
    assert names(changed) == before
    assert changed.isWindowModified()


def test_revert_can_be_cancelled(changed: MainWindow, ask: Ask) -> None:
    before = changed.document.state
    ask(Buttons.Cancel)
    trigger(changed, "revert")
    assert changed.document.state is before


def test_a_file_that_has_gone_cannot_be_reverted_to(changed: MainWindow, file: Path, ask: Ask) -> None:
    before = changed.document.state
    asked = ask(Buttons.Ok)
    file.unlink()
    trigger(changed, "revert")
    assert take_message(changed).startswith("The document was not reverted: small.strata ")
    assert changed.document.state is before
    assert asked == []


def test_a_file_whose_document_has_another_name_is_opened_anew(changed: MainWindow, file: Path, ask: Ask) -> None:
    file.write_bytes(document([image(1, 4, 4)], name="Other"))
    ask(Buttons.Ok)
    trigger(changed, "revert")
    assert names(changed) == ["image"]
    assert changed.document.network.name == "Other"
    assert changed.document.session.path == file


def test_a_document_without_a_file_cannot_be_reverted(windows: Windows) -> None:
    window = first_of(windows)
    trigger(window, "move_down")
    assert not window.action("revert").isEnabled()
