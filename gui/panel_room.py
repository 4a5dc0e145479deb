"""Room for the list: where the window is small for its zoom, the palette folds away and the working gets lower."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from gui.theme import px

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_LIST_WIDTH = 456
"""So much at 100 % shows every number of the usual columns, settings and kinds cut."""
_LIST_HEIGHT = 248
"""The header and six rows at 100 %."""
_PALETTE = 208
_LEAST_WORKING = 0.4
"""The working keeps such a part of the height that it has together with the list."""


class PanelRoom(QObject):
    """Folds the palette of one window and brings it back; what people choose for themselves goes before."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._palette, _, self._working = window.main_docks()
        self.is_folded = False
        self.is_wanted = False
        """Whether someone wants the palette though there is no room for it."""
        self.is_working_wanted = False
        """Whether someone has made the working higher, whatever that leaves of the list."""
        self._taken = 0
        self._working_height: int | None = None
        self._palette.toggleViewAction().triggered.connect(self._choose)

    def make(self) -> None:
        """Give the list what it needs after the window or the zoom has changed."""
        layout = self._window.layout()
        if layout is not None:
            layout.activate()  # after a zoom the panels may have their new sizes only on paper
        self._make_width()
        self._make_height()

    def kept(self) -> dict[str, bool]:
        """Give what is to be remembered from one start to the next."""
        return {
            "palette_folded": self.is_folded,
            "palette_wanted": self.is_wanted,
            "working_wanted": self.is_working_wanted,
        }

    def keep(self, known: object) -> None:
        """Take what was remembered; what is damaged counts as not remembered."""
        known = known if isinstance(known, dict) else {}
        self.is_folded, self.is_wanted, self.is_working_wanted = (known.get(name) is True for name in self.kept())

    def start_over(self) -> None:
        """Take what the panels measure now as nobody's choice."""
        self.is_working_wanted, self._taken, self._working_height = False, 0, None

    def open_palette(self) -> None:
        """Show the palette for now, folded or not."""
        self._palette.show()

    def close_palette(self) -> None:
        """Fold the palette again if it was opened for now only."""
        if self.is_folded:
            self._palette.hide()

    def _fits(self) -> bool:
        seen = self._palette.width() if self._palette.isVisible() else 0
        room = self._window.views.width() + seen
        return room - min(self._palette.width(), px(_PALETTE)) >= px(_LIST_WIDTH)

    def _make_width(self) -> None:
        if self._fits():
            if self.is_folded:
                self._palette.show()
            self.is_folded = self.is_wanted = False
        elif self._palette.isVisible() and not self.is_wanted:
            self.is_folded = True
            if self._palette.isAncestorOf(self._window.focusWidget() or self._window):
                self._window.picture_actions.focus_view()
            self._palette.hide()

    def _make_height(self) -> None:
        if not self._working.isVisible():
            return
        height, list_height = self._working.height(), self._window.views.height()
        if self._working_height is not None and height > self._working_height:
            self.is_working_wanted = True  # the window never makes it higher by itself
        least = max(round((height + list_height) * _LEAST_WORKING), self._working.minimumSizeHint().height())
        spare = list_height - px(_LIST_HEIGHT)
        change = min(spare, self._taken) if spare > 0 else -max(0, min(-spare, height - least))
        if change and not self.is_working_wanted:
            self._taken -= change
            height += change
            self._window.resizeDocks([self._working], [height], Qt.Orientation.Vertical)
        self._working_height = height

    def _choose(self, is_shown: bool) -> None:
        self.is_wanted, self.is_folded = is_shown and not self._fits(), False
