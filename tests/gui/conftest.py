"""What the window's tests share. Qt is imported inside the fixtures, because test_screen.py runs without it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.session import Session
from tests.core.helpers import LASAGNE, Fields, network

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from gui.main_window import MainWindow
    from tests.gui.helpers import Opener

# ruff: noqa: PLC0415  (see above)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home without a past."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("STRATA_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def dressed_app() -> "QApplication":
    """Give the application with its theme, which takes its time and is put on once."""
    from gui.application import make_application

    return make_application()


@pytest.fixture
def open_session(dressed_app: "QApplication", qtbot: "QtBot") -> "Iterator[Opener]":
    """Open windows on sessions; they are closed at the end without a question."""
    from PySide6.QtCore import QEvent
    from shiboken6 import isValid

    from gui.main_window import MainWindow

    opened: list[MainWindow] = []

    def open_session(session: Session) -> MainWindow:
        window = MainWindow(session)
        opened.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_session
    for window in filter(isValid, opened):
        window.document.session.mark_saved(Path("closed"))
        window.close()
        window.deleteLater()
    dressed_app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def open_network(open_session: "Opener") -> "Callable[..., MainWindow]":
    """Open windows on layers as a document has them."""

    def open_network(*layers: Fields, name: str = "") -> "MainWindow":
        return open_session(Session(network(*layers, name=name)))

    return open_network


@pytest.fixture
def window(open_session: "Opener") -> "MainWindow":
    """Open the window on the Lasagne example, with conv2d1 selected."""
    from core.files import read_network

    return open_session(Session(read_network(LASAGNE)))
