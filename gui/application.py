"""Starting the program with a window."""

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from core import VERSION
from core.language import tr
from gui import theme
from gui.file_actions import session_at_start
from gui.main_window import MainWindow

_FRAME = 48
"""More than what the system's frame adds to a window."""


def make_application() -> QApplication:
    """Give the application, dressed; the one that is there where there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Strata")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("strata")
    theme.apply(app)
    return app


def open_window(file: Path | None) -> MainWindow:
    """Open the window on a file, on the last document, or on the example."""
    session, hint, error = session_at_start(file)
    window = MainWindow(session)
    room = window.screen().availableSize()
    if room.width() < window.width() + _FRAME or room.height() < window.height() + _FRAME:
        window.showMaximized()  # else the lower edge, with the totals, would lie below the screen
    else:
        window.show()
    window.totals.show_hint(hint)  # now that it knows its room
    if error:
        QTimer.singleShot(0, window, lambda: window.files.show_error(tr("The document was not opened"), error))
    return window


def run(file: Path | None) -> int:
    """Run the window until it is closed; gives the exit status."""
    app = make_application()
    window = open_window(file)
    sys.excepthook = _Crash(window)
    return app.exec()


class _Crash:
    """Tells the user of an unexpected error, once: one fault in painting means hundreds of calls."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._told = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        traceback.print_exception(kind, error, trace)
        if self._told:
            return
        self._told = True
        box = QMessageBox(
            QMessageBox.Icon.Critical, "Strata", tr("Something unexpected went wrong."), parent=self._window
        )
        box.setInformativeText(tr("Your network is still open: save it under another name, then start Strata again."))
        box.setDetailedText("".join(traceback.format_exception(kind, error, trace)))
        box.open()
