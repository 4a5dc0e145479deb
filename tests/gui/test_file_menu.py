"""The File menu: new, open, examples, save, export, and the question about unsaved changes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox

import main
from core.files import read_network
from gui import preferences
from gui.file_actions import LAST_DOCUMENT
from gui.main_window import MainWindow
from tests.core.helpers import LASAGNE, document, image, layer
from tests.gui.helpers import names, outputs, parameters, take_message, trigger

Buttons = QMessageBox.StandardButton
Answer = Callable[[Buttons], list[str]]
START = ["input", "conv2d1", "maxpool1", "conv2d2", "maxpool2", "dense", "output"]


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], list[str]]:
    """Answer file dialogs with a path, or None for Cancel; gives what each of them suggested."""

    def choose(path: Path | None) -> list[str]:
        suggested: list[str] = []

        def run(dialog: QFileDialog) -> int:
            suggested.append(Path(original(dialog)[0]).name)
            return int(path is not None)

        original = QFileDialog.selectedFiles
        monkeypatch.setattr(QFileDialog, "exec", run)
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda dialog: [str(path)] if suggested else original(dialog))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path) if path else "", ""))
        return suggested

    return choose


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Answer the question about unsaved changes; gives the questions that were asked."""

    def answer(button: Buttons) -> list[str]:
        asked: list[str] = []

        def run(box: QMessageBox) -> Buttons:
            asked.append(box.text())
            return button

        monkeypatch.setattr(QMessageBox, "exec", run)
        return asked

    return answer


ChooseFile = Callable[[Path | None], list[str]]


def test_a_new_document_is_an_input(window: MainWindow) -> None:
    trigger(window, "new")
    assert names(window) == ["input"]
    assert outputs(window) == ["1×28×28"]
    assert window.windowTitle() == "Untitled[*] — Strata"
    assert not window.action("undo").isEnabled()
    assert not window.isWindowModified()


def test_open_shows_the_document_and_is_remembered(window: MainWindow, choose_file: ChooseFile, tmp_path: Path) -> None:
    file = tmp_path / "small.strata"
    file.write_bytes(document([image(3, 8, 8), layer("Flatten", "flat")], name="Small"))
    choose_file(file)
    trigger(window, "open")
    assert names(window) == ["image", "flat"]
    assert outputs(window) == ["3×8×8", "192"]
    assert window.windowTitle() == "small.strata[*] — Strata"
    assert window.layers.selected_rows() == [1]
    assert preferences.recall(LAST_DOCUMENT) == str(file)


def test_cancelling_open_changes_nothing(window: MainWindow, choose_file: ChooseFile) -> None:
    choose_file(None)
    before = window.document.session
    trigger(window, "open")
    assert window.document.session is before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "is not valid JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (document([layer("Conv2d", "conv", out_channels=0, kernel_size=3)]), "layers[0].out_channels: must be"),
        (None, "cannot be read: no such file"),
    ],
    ids=["broken JSON", "not UTF-8", "out of range", "missing"],
)
def test_a_file_that_cannot_be_opened_leaves_the_open_document_with_a_message(
    window: MainWindow, choose_file: ChooseFile, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    file = tmp_path / "broken.strata"
    if content is not None:
        file.write_bytes(content)
    before = window.document.session
    choose_file(file)
    trigger(window, "open")
    message = take_message(window)
    assert message.startswith("The document was not opened: broken.strata ")
    assert reason in message
    assert window.document.session is before
    assert names(window) == START
    assert preferences.recall(LAST_DOCUMENT) is None


def test_examples_open_from_the_menu_as_documents_without_a_file(window: MainWindow, choose_file: ChooseFile) -> None:
    menu = next(each for each in window.menuBar().findChildren(QMenu) if each.title() == "Open E&xample")
    menu.aboutToShow.emit()
    groups = [action.menu() for action in menu.actions()]
    examples = {action.text(): action for group in groups if isinstance(group, QMenu) for action in group.actions()}
    assert next(iter(examples)) == "Lasagne MNIST example"
    assert all(action.toolTip() for action in examples.values())
    examples["LeNet-5"].trigger()
    assert window.windowTitle() == "LeNet-5[*] — Strata"
    assert window.document.session.path is None
    assert window.note.isVisible()
    assert window.note.text() == examples["LeNet-5"].toolTip()
    suggested = choose_file(None)
    trigger(window, "save")
    assert suggested == ["LeNet-5.strata"]


def test_save_asks_for_a_file_once_and_then_writes_to_it(
    window: MainWindow, choose_file: ChooseFile, tmp_path: Path
) -> None:
    file = tmp_path / "mine.strata"
    suggested = choose_file(file)
    trigger(window, "move_down")
    trigger(window, "save")
    assert suggested == ["Lasagne MNIST example.strata"]
    assert [one.name for one in read_network(file).layers] == names(window)
    assert window.windowTitle() == "mine.strata[*] — Strata"
    assert not window.isWindowModified()
    trigger(window, "undo")
    assert window.isWindowModified()
    trigger(window, "save")
    assert len(suggested) == 1
    assert [one.name for one in read_network(file).layers] == START
    assert preferences.recall(LAST_DOCUMENT) == str(file)


def test_save_as_leaves_the_first_file_as_it_was(window: MainWindow, choose_file: ChooseFile, tmp_path: Path) -> None:
    first, second = tmp_path / "first.strata", tmp_path / "second.strata"
    choose_file(first)
    trigger(window, "save")
    trigger(window, "move_down")
    choose_file(second)
    trigger(window, "save_as")
    assert [one.name for one in read_network(first).layers] == START
    assert [one.name for one in read_network(second).layers] == names(window)
    assert window.windowTitle() == "second.strata[*] — Strata"


def test_a_save_that_fails_says_so_and_the_document_stays_modified(
    window: MainWindow, choose_file: ChooseFile, tmp_path: Path
) -> None:
    choose_file(tmp_path / "no such folder" / "mine.strata")
    trigger(window, "move_down")
    trigger(window, "save")
    message = take_message(window)
    assert message.startswith("The document was not saved: mine.strata cannot be written: ")
    assert message.endswith("Nothing is lost: save it elsewhere.")
    assert window.isWindowModified()
    assert window.document.session.path is None


def test_the_exported_csv_is_the_one_of_the_command_line(
    window: MainWindow, choose_file: ChooseFile, tmp_path: Path
) -> None:
    choose_file(tmp_path / "window.csv")
    trigger(window, "export_csv")
    assert main.main(["export", str(LASAGNE), "-o", str(tmp_path / "terminal.csv")]) == 0
    exported = (tmp_path / "window.csv").read_bytes()
    assert exported == (tmp_path / "terminal.csv").read_bytes()
    assert b"217706" in exported
    assert not window.isWindowModified()


def test_the_table_is_not_exported_over_the_document(
    window: MainWindow, choose_file: ChooseFile, tmp_path: Path
) -> None:
    file = tmp_path / "mine.strata"
    choose_file(file)
    trigger(window, "save")
    saved = file.read_bytes()
    trigger(window, "export_csv")
    assert "This file is the document itself" in take_message(window)
    assert file.read_bytes() == saved


def test_an_export_that_fails_says_so(window: MainWindow, choose_file: ChooseFile, tmp_path: Path) -> None:
    choose_file(tmp_path)
    trigger(window, "export_csv")
    assert "The table was not exported" in take_message(window)


# Unsaved changes


def test_a_saved_document_closes_without_a_question(window: MainWindow, answer: Answer) -> None:
    asked = answer(Buttons.Cancel)
    assert window.close()
    assert asked == []


def test_cancel_keeps_the_window_open(window: MainWindow, answer: Answer) -> None:
    asked = answer(Buttons.Cancel)
    trigger(window, "move_down")
    assert not window.close()
    assert window.isVisible()
    assert asked == ["Save the changes to Lasagne MNIST example?"]


def test_without_saving_the_window_closes(window: MainWindow, answer: Answer) -> None:
    answer(Buttons.Discard)
    trigger(window, "move_down")
    assert window.close()


def test_saving_writes_the_file_and_closes(
    window: MainWindow, answer: Answer, choose_file: ChooseFile, tmp_path: Path
) -> None:
    answer(Buttons.Save)
    choose_file(tmp_path / "mine.strata")
    trigger(window, "move_down")
    assert window.close()
    assert read_network(tmp_path / "mine.strata").layers[2].name == "conv2d1"


@pytest.mark.parametrize("where", [None, "no such folder/mine.strata"], ids=["cancelled", "failed"])
def test_the_window_stays_open_when_saving_comes_to_nothing(
    window: MainWindow, answer: Answer, choose_file: ChooseFile, tmp_path: Path, where: str | None
) -> None:
    answer(Buttons.Save)
    choose_file(None if where is None else tmp_path / where)
    trigger(window, "move_down")
    assert not window.close()
    assert window.isVisible()
    assert names(window)[1] == "maxpool1"


@pytest.mark.parametrize("command", ["new", "open"])
def test_another_document_takes_the_place_of_a_changed_one_only_after_the_question(
    window: MainWindow, answer: Answer, choose_file: ChooseFile, command: str
) -> None:
    choose_file(LASAGNE)
    trigger(window, "move_down")
    asked = answer(Buttons.Cancel)
    trigger(window, command)
    assert len(asked) == 1
    assert names(window)[1] == "maxpool1"
    answer(Buttons.Discard)
    trigger(window, command)
    assert names(window)[1:2] in ([], ["conv2d1"])
    assert parameters(window) in (0, 217_706)


def test_dialogs_that_have_been_answered_are_gone(
    window: MainWindow, answer: Answer, choose_file: ChooseFile, tmp_path: Path
) -> None:
    answer(Buttons.Discard)
    choose_file(tmp_path / "table.csv")
    for _ in range(3):
        window.layers.select_rows([1])
        trigger(window, "delete")
        trigger(window, "export_csv")
        trigger(window, "new")
        trigger(window, "duplicate")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not window.findChildren(QMessageBox)
    assert not window.findChildren(QFileDialog)
