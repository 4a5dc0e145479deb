"""Starting: which document is opened, and what a start survives."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

import main
from gui import preferences, theme
from gui.file_actions import LAST_DOCUMENT
from gui.main_window import MainWindow
from tests.core.helpers import document, image
from tests.gui.helpers import names, outputs, take_message, trigger, visible_texts

START = ["input", "conv2d1", "maxpool1", "conv2d2", "maxpool2", "dense", "output"]
HINT = "Opened the example: change a kernel and watch the total"

Starter = Callable[..., MainWindow]


@pytest.fixture
def start(dressed_app: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starter]:
    """Run the program up to the point where it waits for the user; gives its window."""
    opened: list[MainWindow] = []

    def run() -> int:
        windows = (widget for widget in dressed_app.topLevelWidgets() if isinstance(widget, MainWindow))
        opened.append(next(window for window in windows if window.isVisible()))
        return 7

    def start(*arguments: object) -> MainWindow:
        for window in filter(isValid, opened):
            window.close()
        assert main.main([str(argument) for argument in arguments]) == 7
        dressed_app.processEvents()
        return opened[-1]

    monkeypatch.setattr(theme, "apply", lambda app: None)  # it is dressed
    monkeypatch.setattr(QApplication, "exec", lambda *_: run())
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the program sets its own, which ends with the test
    yield start
    for window in filter(isValid, opened):
        window.document.session.mark_saved(Path("closed"))
        window.close()
        window.deleteLater()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Write a document of one layer."""
    file = tmp_path / "small.strata"
    file.write_bytes(document([image(3, 8, 8)]))
    return file


def test_the_first_start_opens_the_example_with_a_hint_that_goes_with_the_first_edit(start: Starter) -> None:
    window = start()
    assert names(window) == START
    assert window.layers.selected_rows() == [1]
    assert HINT in visible_texts(window.totals)
    trigger(window, "move_down")
    assert HINT not in visible_texts(window.totals)


def test_a_file_on_the_command_line_is_opened(start: Starter, small: Path) -> None:
    window = start(small)
    assert outputs(window) == ["3×8×8"]
    assert window.windowTitle() == "small.strata[*] — Strata"
    assert window.document.session.path == small


def test_a_relative_file_on_the_command_line_is_opened(
    start: Starter, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.parent)
    assert start("small.strata").document.session.path == small


@pytest.mark.parametrize("how", ["from the menu", "on the command line"])
def test_the_next_start_opens_the_last_document(start: Starter, small: Path, how: str) -> None:
    if how == "from the menu":
        assert start().files.open_file(small)
    else:
        start(small)
    window = start()
    assert outputs(window) == ["3×8×8"]
    assert window.document.session.path == small
    assert not window.isWindowModified()


@pytest.mark.parametrize("content", [None, b"{"], ids=["gone", "damaged"])
def test_a_last_document_that_cannot_be_read_gives_the_example(
    start: Starter, small: Path, content: bytes | None
) -> None:
    start().files.open_file(small)
    if content is None:
        small.unlink()
    else:
        small.write_bytes(content)
    assert names(start()) == START


@pytest.mark.parametrize("content", [None, b"{"], ids=["missing", "broken"])
def test_a_file_on_the_command_line_that_cannot_be_read_is_told_of_in_a_new_document(
    start: Starter, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "broken.strata"
    if content is not None:
        file.write_bytes(content)
    window = start(file)
    assert take_message(window).startswith("The document was not opened: broken.strata ")
    assert names(window) == ["input"]
    assert window.document.session.path is None


@pytest.mark.parametrize(
    "content",
    [b"\x00\xff\xfe garbage", b"[General]\nlast_document=@Variant(\x00)\n", b'[General]\nlast_document="[1,2]"\n'],
    ids=["garbage", "bad variant", "wrong type"],
)
def test_damaged_settings_do_not_keep_the_window_from_opening(start: Starter, home: Path, content: bytes) -> None:
    (home / "settings.ini").write_bytes(content)
    assert names(start()) == START


def test_a_home_that_cannot_be_written_does_not_keep_documents_from_opening(
    start: Starter, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("STRATA_HOME", str(tmp_path / "a file" / "home"))
    window = start()
    assert window.files.open_file(small)
    assert outputs(window) == ["3×8×8"]


def test_what_is_remembered_comes_back_with_its_type(home: Path) -> None:
    for value in ("text", 3, True, None, [1, "two"], {"a": 1.5}):
        preferences.remember("key", value)
        assert preferences.recall("key", "default") == value
    assert (home / "settings.ini").is_file()
    assert preferences.recall("another", "default") == "default"
    assert preferences.recall(LAST_DOCUMENT) is None
