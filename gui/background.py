"""Long work in a thread, while the window lives on, shows how far it is, and can call it off.

To its caller the work is a plain call: what is quick is done before anything is shown, and what takes longer
is waited for in an event loop of its own, with a dialog that keeps the user from changing the document meanwhile.
"""

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.progress import WHOLE, Cancelled, Progress, WatchedProgress, collector_paused
from gui.theme import UNIT, px

_AT_ONCE = 0.05
"""Seconds in which small work is done without a look at other events: nobody sees a window stand still so short."""
_SHOWN_AFTER = 300
_TOLD_EVERY = 50
_WIDTH = 384

T = TypeVar("T")


class _Job(QObject, Generic[T]):
    """One piece of work with its thread; `ended` comes into the thread of the window."""

    ended = Signal()

    def __init__(self, work: Callable[[Progress], T]) -> None:
        super().__init__()
        self.progress = WatchedProgress()
        self.is_done = False
        self.results: list[T] = []
        self.error: BaseException | None = None
        self._work = work
        self.thread_ = Thread(target=self._run, name="strata-work", daemon=True)

    def _run(self) -> None:
        try:
            self.results.append(self._work(self.progress))
        except BaseException as error:  # noqa: BLE001  (raised again where it was asked for)
            self.error = error
        self.is_done = True
        self.ended.emit()


class ProgressDialog(QDialog):
    """Says what is done and how far it is; Cancel and Esc call it off, no other key does."""

    def __init__(self, title: str, progress: WatchedProgress, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(px(_WIDTH))
        self._progress = progress
        self._title = QLabel(title)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, WHOLE)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that a stray Space does not press Cancel
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        self._lay_out()
        self._bar.setFocus()
        timer = QTimer(self)
        timer.timeout.connect(self._tell)
        timer.start(_TOLD_EVERY)
        self._tell()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        layout.setSpacing(2 * UNIT)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addLayout(buttons)

    def _tell(self) -> None:
        self._bar.setValue(self._progress.thousandths)

    def reject(self) -> None:
        """Call the work off; the dialog stays until it has stopped, which takes a moment."""
        self._progress.cancel()
        self._cancel.setEnabled(False)
        self._title.setText(tr("Cancelling…"))


class Background:
    """Runs one piece of work at a time for a window; without one, for that which is active, if there is any."""

    def __init__(self, window: QWidget | None = None) -> None:
        self._window = window
        self._progress: WatchedProgress | None = None

    @property
    def is_busy(self) -> bool:
        """Tell whether something is under way."""
        return self._progress is not None

    def cancel(self) -> None:
        """Call off what is under way."""
        if self._progress is not None:
            self._progress.cancel()

    def run(self, title: str, work: Callable[[Progress], T]) -> T:
        """Do work in a thread and give what it gives; `title` says what is done.

        Raises what the work raises, and Cancelled where the user calls it off, or other work is under way.
        """
        if self.is_busy:
            raise Cancelled
        job = _Job(work)
        self._progress = job.progress
        try:
            with collector_paused():
                job.thread_.start()
                job.thread_.join(_AT_ONCE)
                if not job.is_done:
                    self._wait(job, title)
                job.thread_.join()
        finally:
            self._progress = None
        if job.error is not None:
            raise job.error
        return job.results[0]

    def _wait(self, job: _Job[T], title: str) -> None:
        loop = QEventLoop()
        job.ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(_SHOWN_AFTER - int(_AT_ONCE * 1000), loop, loop.quit)
        # What is typed and clicked now waits until the document is there, or the dialog.
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if job.is_done:
            return
        dialog = ProgressDialog(title, job.progress, self._window or QApplication.activeWindow())
        dialog.show()
        while not job.is_done:
            loop.exec()
        dialog.hide()
        dialog.deleteLater()
