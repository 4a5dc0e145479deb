"""The menu of windows, and which of them is this one."""

from functools import partial
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtWidgets import QMenu, QWidget

from core.language import tr
from gui.action_table import ActionTable
from gui.windows import Windows, raise_window

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_MOST_KEYS = 9


class WindowMenu(QMenu):
    """Lists the windows of this program anew each time it is opened."""

    def __init__(self, parent: QWidget, actions: ActionTable, window: "MainWindow", windows: Windows) -> None:
        super().__init__(tr("&Window"), parent)
        self._window = window
        self._windows = windows
        actions.fill(self, "new_window", "open_in_new_window", "close_window", "")
        self._first = len(self.actions())
        self.aboutToShow.connect(self._list_windows)

    def _list_windows(self) -> None:
        for action in self.actions()[self._first :]:
            self.removeAction(action)
            action.deleteLater()
        for number, window in enumerate(self._windows, 1):
            action = self.addAction(_entry(number, window), partial(raise_window, window))
            action.setCheckable(True)
            action.setChecked(window is self._window)


class CompareMenu(QMenu):
    """Lists the other windows, to compare what they show with this one's document, saved or not."""

    def __init__(self, parent: QWidget, window: "MainWindow") -> None:
        super().__init__(tr("Compare With &Window"), parent)
        self._window = window
        self.refresh()

    def refresh(self) -> None:
        """List the windows that are open now."""
        self.clear()
        others = [window for window in self._window.windows if window is not self._window]
        for number, window in enumerate(others, 1):
            self.addAction(_entry(number, window), partial(self._compare, ref(window)))
        self.setEnabled(bool(others))

    def _compare(self, known: "ref[MainWindow]") -> None:
        """Compare with a window that is still there; the menu keeps none that has been closed."""
        other = known()
        if other is not None:
            self._window.costs.compare_with_window(other)


def _entry(number: int, window: "MainWindow") -> str:
    """Write a window's entry: a figure as its key, the document's name, a star where it is not saved."""
    name = window.windowTitle().removesuffix(" — Strata").replace("[*]", "*" if window.isWindowModified() else "")
    key = f"&{number}  " if number <= _MOST_KEYS else ""
    return key + name.replace("&", "&&")
