"""Make the icons of Windows and macOS from `resources/icons/app.svg`: `python resources/packaging/icons.py`."""

import os
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
SOURCE = HERE.parent / "icons" / "app.svg"
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_SIZES = {"icp4": 16, "icp5": 32, "ic07": 128, "ic08": 256, "ic09": 512, "ic10": 1024}
ICNS_SIZES |= {"ic11": 32, "ic12": 64, "ic13": 256, "ic14": 512}
"""The second row is for screens of twice the resolution."""


def png(size: int) -> bytes:
    """Draw the icon at a size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(SOURCE.read_bytes())).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico() -> bytes:
    """Put the sizes together as Windows wants them."""
    pictures = [png(size) for size in ICO_SIZES]
    offset = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)


def icns() -> bytes:
    """Put the sizes together as macOS wants them."""
    pictures = [(kind.encode(), png(size)) for kind, size in ICNS_SIZES.items()]
    parts = b"".join(kind + struct.pack(">I", len(picture) + 8) + picture for kind, picture in pictures)
    return b"icns" + struct.pack(">I", len(parts) + 8) + parts


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    (HERE / "strata.ico").write_bytes(ico())
    (HERE / "strata.icns").write_bytes(icns())
