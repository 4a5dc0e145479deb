"""Icons from the shipped SVG files, drawn in the colours of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import RESOURCES, current

ICON_SIZE = 16
_SCALES = (1, 1.25, 1.5, 2, 3)


def svg(name: str, colour: str) -> bytes:
    """Give an icon's SVG in a colour."""
    return (RESOURCES / "icons" / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())


@cache
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


@cache
def icon(name: str, colour: str | None = None) -> QIcon:
    """Give an icon for a button or a menu, faint where it is disabled."""
    theme = current()
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(name, colour or theme.text, ICON_SIZE, scale), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, theme.faint, ICON_SIZE, scale), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """Give the program's own icon."""
    return QIcon(str(RESOURCES / "icons" / "app.svg"))
