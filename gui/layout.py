"""How the window stands: its place, panels and columns, kept from one start to the next."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QMargins, QObject, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.column_widths import USUAL_WIDTHS
from gui.layer_columns import OPTIONAL_COLUMNS, LayerColumn
from gui.panel_room import PanelRoom
from gui.preferences import recall, remember
from gui.rescale import fit_zoom

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_KEY, _VERSION = "layout", 2
_USUAL_SIZE, _ROOMY_SIZE = QSize(1280, 800), QSize(1440, 900)
_ROOMY_SCREEN = QSize(1600, 1000)
"""From such a screen on, the first window is wide enough for whole settings."""
_PALETTE, _PROPERTIES, _WORKING = 208, 288, 256
_TITLE = 32
"""So much above a window systems need for its title."""
_GRIP = 64
"""So much of a window must be on a screen for someone to take hold of it."""


class Arrangement(QObject):
    """Keeps, restores and resets how one window stands."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.room = PanelRoom(window)
        self._usual_docks = window.saveState(_VERSION)
        theme.changes.zoomed.connect(self._zoom)
        fit_zoom(window)
        if theme.zoom() != 100:
            self._size_docks()

    def save(self) -> None:
        """Remember how the window stands."""
        window = self._window
        place = window.normalGeometry()
        remember(
            _KEY,
            {
                "place": [place.x(), place.y(), place.width(), place.height()],
                "maximised": window.isMaximized(),
                "room": self.room.kept(),
                "docks": bytes(window.saveState(_VERSION).toBase64().data()).decode(),
                "columns": {c.name: w for c, w in window.layers.widths.wished.items()},
                "shown": [c.name for c in OPTIONAL_COLUMNS if not window.layers.isColumnHidden(c)],
            },
        )

    def restore(self, *, with_place: bool = True) -> bool:
        """Put panels and columns, and the window itself, where they were; tell whether it is to be maximised.

        What is damaged counts as not remembered.
        """
        kept = recall(_KEY)
        if not isinstance(kept, dict):
            if with_place:
                self._window.resize(_usual_size(self._window))
            return False
        docks = kept.get("docks")
        if isinstance(docks, str) and docks.isascii():
            self._window.restoreState(QByteArray.fromBase64(docks.encode()), _VERSION)
        self.room.keep(kept.get("room"))
        self._restore_columns(kept)
        place = _rect(kept.get("place"))
        if place is not None and with_place:
            self._window.setGeometry(fitted(place))
        return with_place and kept.get("maximised") is True

    def _restore_columns(self, kept: dict[str, Any]) -> None:
        widths, shown = kept.get("columns"), kept.get("shown")
        if isinstance(widths, dict):
            known = {name: width for name, width in widths.items() if name in LayerColumn.__members__}
            sound = {LayerColumn[name]: width for name, width in known.items() if _is_length(width)}
            self._window.layers.widths.wish(sound)
        if isinstance(shown, list):
            self._window.layers.show_columns({column for column in OPTIONAL_COLUMNS if column.name in shown})

    def reset(self) -> None:
        """Put window, panels, columns and zoom back to how they are at the first start."""
        window = self._window
        theme.set_zoom(100)
        remember("zoom", 100)
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.setGeometry(fitted(QRect(window.geometry().topLeft(), _usual_size(window))))
        window.restoreState(self._usual_docks, _VERSION)
        self.room.keep({})
        self._size_docks()
        self.room.make()
        window.layers.widths.wish(USUAL_WIDTHS)
        window.layers.show_columns(set())
        self.save()

    def _zoom(self, _before: int) -> None:
        fit_zoom(self._window, was_shown=True)
        self._window.layers.zoom_columns()
        self._size_docks()
        self.room.make()

    def _size_docks(self) -> None:
        """Give the panels their usual sizes, but leave the list half of the window."""
        window, px = self._window, theme.px
        palette, properties, working = window.main_docks()
        sides = min(1.0, window.width() * 0.6 / px(_PALETTE + _PROPERTIES))
        widths = [round(px(_PALETTE) * sides), round(px(_PROPERTIES) * sides)]
        window.resizeDocks([palette, properties], widths, Qt.Orientation.Horizontal)
        window.resizeDocks([working], [min(px(_WORKING), window.height() // 3)], Qt.Orientation.Vertical)
        self.room.start_over()


def _usual_size(window: "MainWindow") -> QSize:
    room = window.screen().availableSize()
    is_roomy = room.expandedTo(_ROOMY_SCREEN) == room
    return (_ROOMY_SIZE if is_roomy else _USUAL_SIZE).boundedTo(room.shrunkBy(QMargins(0, _TITLE, 0, 0)))


def fitted(place: QRect) -> QRect:
    """Give a place on a screen that is there, its title too: the same where it can be seen, else on the primary one."""
    screen = next((one for one in QGuiApplication.screens() if _can_be_held(place, one)), None)
    room = (screen or QGuiApplication.primaryScreen()).availableGeometry().adjusted(0, _TITLE, 0, 0)
    size = place.size().boundedTo(room.size())
    left = min(max(place.x(), room.left()), room.right() + 1 - size.width())
    top = min(max(place.y(), room.top()), room.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def place_over(window: QWidget, below: QWidget) -> None:
    """Put a new window over the middle of another one, and whole on a screen; some systems leave that to chance."""
    place = QRect(below.geometry().topLeft(), window.size())
    place.moveCenter(below.geometry().center())
    window.setGeometry(fitted(place))


def _can_be_held(place: QRect, screen: QScreen) -> bool:
    seen = screen.availableGeometry().intersected(place)
    return seen.width() >= _GRIP and seen.height() >= _GRIP


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000


def _rect(kept: object) -> QRect | None:
    if not isinstance(kept, list) or len(kept) != 4:
        return None
    if not all(isinstance(number, int) and abs(number) < 100_000 for number in kept):
        return None
    rect = QRect(*kept)
    return rect if rect.width() >= _GRIP and rect.height() >= _GRIP else None
