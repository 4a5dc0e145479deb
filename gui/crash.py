"""Unexpected errors: logged, and told of once, with a recovery copy kept."""

import contextlib
import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gui.log import LOG
from gui.windows import Windows

if TYPE_CHECKING:
    from gui.crash_dialog import CrashDialog

_MOST_LOGGED = 100
"""Sorts of errors; more would push the first ones, which say most, out of the log."""


class CrashGuard(QObject):
    """Takes what nobody caught; one fault in painting means hundreds of calls, and one dialog."""

    _happened = Signal(str)

    def __init__(self, windows: Windows) -> None:
        super().__init__()
        self._windows = windows
        self.dialog: CrashDialog | None = None
        self._has_told = False
        self._logged: set[str] = set()
        self._happened.connect(self._tell)  # queued where it comes from another thread

    def install(self) -> None:
        """Take unexpected errors from now on."""
        sys.excepthook = self.take
        threading.excepthook = lambda given: self.take(
            given.exc_type, given.exc_value or given.exc_type(), given.exc_traceback
        )

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error, and tell the user of the first one; each that comes again and again is logged once."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        fault = "".join(traceback.format_exception(kind, error, trace))
        if fault not in self._logged and len(self._logged) < _MOST_LOGGED:
            self._logged.add(fault)
            LOG.error("%s", fault)
        if self._has_told:
            return
        self._has_told = True
        with contextlib.suppress(OSError, ValueError, AttributeError):  # there may be no standard error at all
            sys.stderr.write(fault)
        self._happened.emit(fault)

    def _tell(self, fault: str) -> None:
        from gui.crash_dialog import CrashDialog  # noqa: PLC0415  (needed by few, so not at every start)

        for window in self._windows:
            window.safekeeping.keeper.keep_now()
        parent = next(iter(self._windows), None)
        self.dialog = CrashDialog(fault, self._windows, parent)
        self.dialog.open()
