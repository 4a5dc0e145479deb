"""The log in the folder of settings: bounded in size, and silent where it cannot be written."""

import contextlib
import faulthandler
import logging
import sys
from pathlib import Path
from typing import IO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from gui.preferences import home

LOG = logging.getLogger("strata")
_MOST_BYTES = 256 * 1024
_TAIL = 64 * 1024
_faults: list[IO[bytes]] = []
_heard_before: list[object] = []


class _FirstRecord(logging.Handler):
    """Opens the log when there is something to write, since most starts have nothing."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def emit(self, record: logging.LogRecord) -> None:
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415  (brings a dozen modules, for most starts idle)

        class QuietHandler(RotatingFileHandler):
            """A log that is lost on a full disk is not worth a word."""

            def handleError(self, record: logging.LogRecord) -> None:
                pass

        handler = QuietHandler(self._file, maxBytes=_MOST_BYTES, backupCount=1, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
        LOG.addHandler(handler)
        LOG.removeHandler(self)
        handler.handle(record)


def start_log() -> None:
    """Log into the home folder from now on, what Qt says and crashes below Python included."""
    for handler in list(LOG.handlers):
        LOG.removeHandler(handler)
        handler.close()
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    with contextlib.suppress(OSError):
        home().mkdir(parents=True, exist_ok=True)
        LOG.addHandler(_FirstRecord(home() / "strata.log"))
    _log_qt()
    _log_faults()


def _log_faults() -> None:
    if faulthandler.is_enabled():
        return
    with contextlib.suppress(OSError):
        path = home() / "faults.log"
        is_long = path.exists() and path.stat().st_size > _TAIL
        _faults.append(open(path, "wb" if is_long else "ab"))  # noqa: SIM115  (open as long as the process lives)
        faulthandler.enable(_faults[0])


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt() -> None:
    """Log what Qt says, and let whoever heard it before hear it too."""
    if _heard_before:
        return

    def take(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
        before = _heard_before[0] if _heard_before else None
        if callable(before):
            before(kind, context, message)
        elif kind is not QtMsgType.QtDebugMsg:
            with contextlib.suppress(OSError, ValueError, AttributeError):
                sys.stderr.write(f"{message}\n")

    _heard_before.append(qInstallMessageHandler(take))


def log_tail() -> str:
    """Give the end of the log."""
    with contextlib.suppress(OSError), open(home() / "strata.log", "rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _TAIL))
        return file.read().decode("utf-8", "replace")
    return ""
