"""The order in which Tab goes through the window and F6 through its panels, which is that of the eye."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QPushButton, QScrollArea, QWidget

from core.language import tr
from gui.action_table import ActionTable
from gui.inside import inside

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class PanelOrder:
    """Leads the keys from panel to panel."""

    def __init__(self, window: "MainWindow") -> None:
        self._palette = window.palette_panel
        self._side = window.side
        self._totals = window.totals
        # The views are the list and the picture, of which one is shown.
        self._working = window.working
        self._views = window.views

    def enter(self, actions: ActionTable) -> None:
        """Make the actions that go round the panels."""
        actions.add("next_panel", tr("Ne&xt Panel"), lambda: self.go(1), "F6")
        actions.add("previous_panel", tr("Pre&vious Panel"), lambda: self.go(-1), "Shift+F6")

    def go(self, step: int) -> None:
        """Go to the next panel that is shown and takes the keys, or to the one before."""
        panels = (self._palette, self._views, self._side.front(), self._working, self._totals)
        stops = [(panel, stop) for panel in panels if panel and (stop := self._first_stop(panel)) is not None]
        focus = QApplication.focusWidget()
        here = next((n for n, (panel, _) in enumerate(stops) if _holds(panel, focus)), None)
        if stops:
            there = (0 if step > 0 else -1) if here is None else (here + step) % len(stops)
            _focus(stops[there][1], forward=step > 0)

    def _first_stop(self, panel: QWidget) -> QWidget | None:
        if panel is self._palette:
            stops: Sequence[QWidget] = [self._palette.field]
        elif panel is self._side.front():
            stops = stops_of(panel)
        elif panel is self._totals:
            stops = inside(self._totals, QPushButton)
        elif panel is self._views:
            stops = [self._views.currentWidget() or panel]
        else:
            stops = [panel]
        return next((stop for stop in stops if stop.isVisible() and stop.isEnabled()), None)


def tab(parts: Sequence[QWidget], *, forward: bool) -> bool:
    """Go to the next stop of Tab in some parts of a window, part by part; tells whether the focus was in them."""
    # Asked anew for each key: forms are built again with the selection, which would leave any chain of Qt's torn.
    stops = [stop for part in parts for stop in stops_of(part)]
    focus = QApplication.focusWidget()
    if focus not in stops:
        return False
    _focus(stops[(stops.index(focus) + (1 if forward else -1)) % len(stops)], forward=forward)
    return True


def stops_of(part: QWidget) -> list[QWidget]:
    """List what Tab stops at in a part, in the order in which it was laid out."""
    return [each for each in (part, *inside(part, QWidget)) if _takes_tab(each)]


def _takes_tab(widget: QWidget) -> bool:
    # Of the flags of Qt, StrongFocus includes this one.
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
    # The text of a number field hands its keys to the field; asked for that, the two would keep each other for good.
    return takes and not isinstance(widget.parentWidget(), QAbstractSpinBox) and widget.focusProxy() is None


def _focus(stop: QWidget, *, forward: bool) -> None:
    stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    above = stop.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(stop)


def _holds(panel: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is panel or panel.isAncestorOf(widget))
