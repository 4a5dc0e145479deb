"""Starting the program with a window."""

import gc
import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from core import VERSION
from core.home import HOME
from core.language import tr
from gui import log, preferences, theme
from gui.crash import CrashGuard
from gui.file_actions import session_at_start
from gui.languages import start_language
from gui.main_window import MainWindow
from gui.view_actions import recall_view
from gui.windows import Windows

_FRAME = 48
"""More than what the system's frame adds to a window."""
_PIXMAP_CACHE = 1_024
"""In kB. Of Qt's own 10 MB most would be the same sign of each question asked, drawn again for each."""


def make_application() -> QApplication:
    """Give the application, dressed; the one that is there where there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Strata")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("strata")
    QPixmapCache.setCacheLimit(_PIXMAP_CACHE)
    theme.apply(app)
    recall_view()
    return app


def open_window(file: Path | None) -> MainWindow:
    """Open the window on a file, on the last document, or on the example."""
    session, hint, error = session_at_start(file)
    window = Windows().open(session)
    maximised = window.arrangement.restore()
    room = window.screen().availableSize()
    if maximised or room.width() < window.width() + _FRAME or room.height() < window.height() + _FRAME:
        window.showMaximized()  # else the lower edge, with the totals, would lie below the screen
    else:
        window.show()
    window.layers.setFocus()
    window.totals.show_hint(hint)  # now that it knows its room
    if error:
        QTimer.singleShot(0, window, lambda: window.files.show_error(tr("The document was not opened"), error))
    return window


def run(file: Path | None) -> int:
    """Run the window until it is closed; gives the exit status."""
    if os.environ.get(HOME):
        # What Qt's own file dialog remembers.
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(preferences.home()))
    preferences.put_damaged_settings_aside()  # before anything is recalled
    app = make_application()
    start_language(app)
    log.start_log()
    window = open_window(file)
    guard = CrashGuard(window.windows)
    guard.install()
    QTimer.singleShot(0, window, lambda: _after_first_painting(window))
    return app.exec()


def _after_first_painting(window: MainWindow) -> None:
    from gui.recovery_offer import offer_recovery  # noqa: PLC0415  (not needed to show the window)

    gc.freeze()
    gc.enable()

    offer_recovery(window)
