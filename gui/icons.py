"""Icons from the shipped SVG files, drawn in the colours of the theme when they are painted."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.kinds import Family
from gui.theme import RESOURCES, changes, current, px

ICON_SIZE = 16
"""The size of icons at 100 %."""


def svg(name: str, colour: str) -> bytes:
    """Give an icon's SVG in a colour."""
    return _source(name).replace(b"currentColor", colour.encode())


@cache
def _source(name: str) -> bytes:
    return (RESOURCES / "icons" / f"{name}.svg").read_bytes()


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int = ICON_SIZE, scale: float = 1) -> QPixmap:
    """Draw an icon, sharp at a device's scale; `size` in device-independent pixels."""
    image = QImage(QSize(round(size * scale), round(size * scale)), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg(name, colour))).render(painter, QRectF(image.rect()))
    painter.end()
    drawn = QPixmap.fromImage(image)
    drawn.setDevicePixelRatio(scale)
    return drawn


changes.changed.connect(pixmap.cache_clear)


class _ThemeIcon(QIconEngine):
    """Draws an icon in the colour that a role has at the time; faint where it is disabled."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def _draw(self, size: QSize, mode: QIcon.Mode, scale: float) -> QPixmap:
        role = "faint" if mode == QIcon.Mode.Disabled else self._role
        return pixmap(self._name, getattr(current(), role), min(size.width(), size.height()), scale)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._draw(size / scale, mode, scale)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._draw(size, mode, 1)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawPixmap(rect, self._draw(rect.size(), mode, painter.device().devicePixelRatioF()))

    def clone(self) -> QIconEngine:
        copy = _ThemeIcon(self._name, self._role)
        _engines.append(copy)
        return copy


_engines: list[_ThemeIcon] = []
"""Qt does not keep the Python side of an engine alive."""


def icon(name: str, role: str = "text") -> QIcon:
    """Give an icon for a button or a menu in the colour of a role of the theme, which it follows.

    A colour of the theme that is shown stands for its role.
    """
    if role.startswith("#"):
        role = next(known for known, code in vars(current()).items() if code == role)
    return _icon(name, role)


@cache
def _icon(name: str, role: str) -> QIcon:
    engine = _ThemeIcon(name, role)
    _engines.append(engine)
    return QIcon(engine)


class Sign(QWidget):
    """An icon that stands beside words; it follows the theme and the zoom."""

    def __init__(self, name: str = "", role: str = "text") -> None:
        super().__init__()
        self._name, self._role = name, role
        self._family: Family | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, role: str) -> None:
        """Show an icon in the colour of a role."""
        self._name, self._role, self._family = name, role, None
        self.update()

    def show_family(self, family: Family) -> None:
        """Show the icon of a family of kinds."""
        if family is not self._family:
            self._name, self._family = f"family-{family.name.lower()}", family
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(ICON_SIZE), px(ICON_SIZE))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._name:
            return
        code = current().family(self._family) if self._family else getattr(current(), self._role)
        painter = QPainter(self)
        drawn = pixmap(self._name, code, px(ICON_SIZE), self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - px(ICON_SIZE)) // 2, drawn)
        painter.end()


def app_icon() -> QIcon:
    """Give the program's own icon."""
    return QIcon(str(RESOURCES / "icons" / "app.svg"))
