"""What the View menu does: appearance, zoom, panels, full screen and the layout of the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from core.language import tr
from gui import theme
from gui.action_table import ActionTable
from gui.languages import LanguageMenu
from gui.preferences import recall, remember

if TYPE_CHECKING:
    from gui.main_window import MainWindow


def recall_view() -> None:
    """Show the appearance and the zoom that were chosen at an earlier start."""
    chosen, zoom = recall("appearance"), recall("zoom")
    if isinstance(zoom, int) and not isinstance(zoom, bool) and zoom != theme.zoom():
        theme.set_zoom(zoom)
    if isinstance(chosen, str) and chosen != theme.appearance():
        theme.choose(chosen)


class ViewActions(QObject):
    """The actions of the View menu; what is chosen holds for all windows and for the next start."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._group = QActionGroup(window)

    def enter(self, actions: ActionTable) -> None:
        """Make the actions."""
        self._actions = actions
        add = actions.add
        add("zoom_in", tr("Zoom &In"), lambda: self._step(1), ("Ctrl++", "Ctrl+="))
        add("zoom_out", tr("Zoom &Out"), lambda: self._step(-1), "Ctrl+-")
        add("actual_size", tr("Actual Si&ze"), lambda: self._zoom(100), "Ctrl+0")
        add("reset_layout", tr("&Reset Layout"), lambda: self._window.arrangement.reset())  # noqa: PLW0108  (made later)
        full = add("full_screen", tr("&Full Screen"), self._switch_full_screen, "F11")
        full.setCheckable(True)
        names = (tr("Follow &System"), tr("&Light"), tr("&Dark"))
        for appearance, name in zip(theme.APPEARANCES, names, strict=True):
            self._enter_appearance(appearance, name)
        theme.changes.changed.connect(self.refresh)
        self.refresh()

    def _enter_appearance(self, appearance: str, name: str) -> None:
        action = QAction(name, self._window)
        action.setObjectName(f"appearance_{appearance}")
        action.setCheckable(True)
        action.setActionGroup(self._group)
        action.triggered.connect(lambda: _choose(appearance))
        self._actions.enter(action)

    def fill(self, menu: QMenu) -> None:
        """Put the actions into the View menu, below the panels and columns."""
        menu.addSeparator()
        appearance = menu.addMenu(tr("&Appearance"))
        appearance.addActions(self._group.actions())
        menu.addMenu(LanguageMenu(menu, self._actions, self._window.document))
        menu.addSeparator()
        self._actions.fill(menu, "zoom_in", "zoom_out", "actual_size", "", "full_screen", "reset_layout")
        menu.aboutToShow.connect(self.refresh)

    def refresh(self) -> None:
        """Mark what is chosen, and end the zoom at its ends."""
        self._actions[f"appearance_{theme.appearance()}"].setChecked(True)
        self._actions["zoom_in"].setEnabled(theme.zoom() < theme.ZOOMS[-1])
        self._actions["zoom_out"].setEnabled(theme.zoom() > theme.ZOOMS[0])
        self._actions["full_screen"].setChecked(self._window.isFullScreen())

    def _step(self, steps: int) -> None:
        place = theme.ZOOMS.index(theme.zoom()) + steps
        if 0 <= place < len(theme.ZOOMS):
            self._zoom(theme.ZOOMS[place])

    def _zoom(self, percent: int) -> None:
        had_palette = not self._window.arrangement.room.is_folded
        theme.set_zoom(percent)
        remember("zoom", percent)
        told = tr("Zoom {percent} %", percent=percent)
        if had_palette and self._window.arrangement.room.is_folded:
            told = tr("{zoom}; Add layer brings the palette back", zoom=told)
        self._window.document.told.emit(told)

    def _switch_full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._actions["full_screen"].setChecked(self._window.isFullScreen())


def _choose(appearance: str) -> None:
    theme.choose(appearance)
    remember("appearance", appearance)
