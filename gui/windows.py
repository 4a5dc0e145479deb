"""The windows that are open in this process: opening them, finding them, and closing them all."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from core.session import Session

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_STEP = 32
"""How far a new window stands below and to the right of the one it was opened from."""


class Windows:
    """Keeps the open windows alive, the one that was opened first first; a window that is closed is destroyed."""

    def __init__(self) -> None:
        self._windows: list[MainWindow] = []

    def __iter__(self) -> "Iterator[MainWindow]":
        return iter(list(self._windows))

    def enter(self, window: "MainWindow") -> None:
        """Count a window among those that are open."""
        self._windows.append(window)

    def leave(self, window: "MainWindow") -> None:
        """Forget a window that has been closed; the others may have their names for themselves again."""
        if window in self._windows:
            self._windows.remove(window)
            self.rename()

    def open(self, session: Session, beside: "MainWindow | None" = None) -> "MainWindow":
        """Make a window, not shown yet, that is destroyed when it is closed."""
        from gui.main_window import MainWindow  # noqa: PLC0415  (a window knows the others)

        window = MainWindow(session, self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if beside is not None:
            window.arrangement.restore(with_place=False)
            window.resize(beside.normalGeometry().size())
            window.move(self._place_beside(beside))
        return window

    def _place_beside(self, window: "MainWindow") -> QPoint:
        """Give the place for a window that is not to hide another one; back at the corner where the screen ends."""
        room = window.screen().availableGeometry()
        place = window.pos() + QPoint(_STEP, _STEP)
        size = window.frameGeometry().size()
        if place.x() + size.width() > room.right() or place.y() + size.height() > room.bottom():
            return room.topLeft() + QPoint(_STEP, _STEP) * (len(self._windows) % 4)
        return place

    def showing(self, path: Path) -> "MainWindow | None":
        """Find the window that shows a document."""
        for window in self._windows:
            shown = window.document.session.path
            if shown is not None and _is_same(shown, path):
                return window
        return None

    def number(self, window: "MainWindow", name: str) -> int:
        """Count the windows up to this one that show something of a name."""
        same = [other for other in self._windows if other is window or other.document_name() == name]
        return same.index(window) + 1 if window in same else 1

    def rename(self) -> None:
        """Let every window write its title anew, as it may have lost or got a namesake."""
        for window in self._windows:
            window.show_title()

    def close_all(self) -> None:
        """Close all windows, after every question has been answered; Cancel leaves all of them open."""
        for window in self:
            if window.document.session.is_modified:
                raise_window(window)
            if not window.files.may_leave():
                return
        for window in self:
            window.close_without_question()


def raise_window(window: "MainWindow") -> None:
    """Bring a window before the user's eyes."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _is_same(first: Path, second: Path) -> bool:
    if first == second:
        return True
    try:
        return first.samefile(second)
    except OSError:
        return False
