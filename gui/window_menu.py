"""The menu of windows, and which of them is this one."""

from functools import partial
from typing import TYPE_CHECKING

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
            name = (
                window.windowTitle().removesuffix(" — Strata").replace("[*]", "*" if window.isWindowModified() else "")
            )
            key = f"&{number}  " if number <= _MOST_KEYS else ""
            action = self.addAction(key + name.replace("&", "&&"), partial(raise_window, window))
            action.setCheckable(True)
            action.setChecked(window is self._window)
