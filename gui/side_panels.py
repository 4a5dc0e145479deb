"""Properties, Summary and History: one room at the right, with tabs where more than one of them is open."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget


class SidePanels(QObject):
    """Puts docks into tabs; `front_changed` says that another one is seen, or none.

    An action shows its panel, brings it to the front where it is behind another, and puts it away where it is seen.
    """

    front_changed = Signal()

    def __init__(self, window: QMainWindow, *docks: QDockWidget) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._seen: set[QDockWidget] = set()
        window.setTabPosition(Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North)
        for dock, behind in pairwise(docks):
            window.tabifyDockWidget(dock, behind)
        self.actions = [self._action(dock) for dock in docks]
        for dock in docks[1:]:
            dock.hide()
        # Tabs come and go after the panels have.
        self.front_changed.connect(self._tidy, Qt.ConnectionType.QueuedConnection)

    def _action(self, dock: QDockWidget) -> QAction:
        action = QAction(dock.windowTitle(), self._window)
        action.setObjectName(dock.objectName().removesuffix("_dock"))
        action.setCheckable(True)
        action.triggered.connect(partial(self._switch, dock))
        dock.visibilityChanged.connect(partial(self._follow, dock, action))
        return action

    def _switch(self, dock: QDockWidget) -> None:
        if dock in self._seen:
            dock.hide()
        else:
            self.bring(dock)

    def _follow(self, dock: QDockWidget, action: QAction, is_seen: bool) -> None:
        (self._seen.add if is_seen else self._seen.discard)(dock)
        action.setChecked(is_seen)
        self.front_changed.emit()

    @property
    def _has_tabs(self) -> bool:
        return sum(not dock.isHidden() for dock in self._docks) > 1

    def _tidy(self) -> None:
        """Put the tabs away where there is one panel: Qt moves them out of sight, but screen readers find them."""
        for bar in self._bars():
            bar.setAccessibleName("Side panels")
            bar.setExpanding(False)
            bar.setVisible(self._has_tabs)

    def bring(self, dock: QDockWidget) -> None:
        """Show a panel in front of the others."""
        dock.show()
        dock.raise_()

    def is_seen(self, panel: QWidget) -> bool:
        """Tell whether a panel is open and in front."""
        return any(dock.widget() is panel for dock in self._seen)

    def front(self) -> QWidget | None:
        """Give the panel that is seen; None where all are put away."""
        return next((dock.widget() for dock in self._docks if dock in self._seen), None)

    def _bars(self) -> Iterator[QTabBar]:
        """Give the bar with the tabs, which Qt makes when it is first needed."""
        directly = Qt.FindChildOption.FindDirectChildrenOnly
        yield from self._window.findChildren(QTabBar, options=directly)

    def stops(self) -> list[QWidget]:
        """List what Tab goes through here: the tabs, then the panel that is seen."""
        front = self.front()
        # Tabs of one panel may stand out of sight: Qt shows them there whenever the window has another size.
        return [*(self._bars() if self._has_tabs else ()), *([] if front is None else [front])]
