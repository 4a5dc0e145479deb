"""The picture as a file or on the clipboard: what Qt is needed for, and the dialog that asks how."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QMessageBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.export.svg import write_svg
from core.files import FileError
from core.language import tr
from core.picture.styles import STYLES, picture
from core.table import Table
from core.writing import write_whole
from gui.document import Document
from gui.picture_painter import pdf_bytes, png_bytes, png_image
from gui.theme import UNIT, load_fonts, px

FORMATS = ("svg", "pdf", "png")
_LEAST_PIXELS, _MOST_PIXELS, _USUAL_PIXELS = 200, 20_000, 2_400
_CLIPBOARD_SCALE = 2.0


def picture_bytes(table: Table, target: str, style: str, pixels: int | None = None) -> bytes:
    """Make the file of a picture: svg, pdf or png; a PNG is `pixels` wide, or twice its size. Starts Qt if need be."""
    if target == "svg":
        return write_svg(table, style).encode()
    if QGuiApplication.instance() is None:
        _kept.append(QGuiApplication(["strata"]))
        load_fonts()
    drawn = picture(table, style)
    if target == "pdf":
        return pdf_bytes(drawn, table.network.name or "Network")
    return png_bytes(drawn, pixels / drawn.width if pixels else _CLIPBOARD_SCALE)


_kept: list[QGuiApplication] = []


def picture_mime(table: Table, style: str) -> QMimeData:
    """Give the picture for the clipboard: as an image and as SVG."""
    mime = QMimeData()
    mime.setImageData(png_image(picture(table, style), _CLIPBOARD_SCALE))
    mime.setData("image/svg+xml", QByteArray(write_svg(table, style).encode()))
    return mime


def style_title(style: str) -> str:
    """Give the name of a style for people."""
    return {"volumes": tr("Volumes"), "schematic": tr("Schematic")}[style]


class PictureExportDialog(QDialog):
    """Asks for format, style and, for a PNG, the width."""

    def __init__(self, parent: QWidget | None, style: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export Picture"))
        self.format_box, self.style_box, self.width_box = QComboBox(), QComboBox(), QSpinBox()
        for name in FORMATS:
            self.format_box.addItem(name.upper(), name)
        for name in STYLES:
            self.style_box.addItem(style_title(name), name)
        self.style_box.setCurrentIndex(STYLES.index(style))
        self.width_box.setRange(_LEAST_PIXELS, _MOST_PIXELS)
        self.width_box.setValue(_USUAL_PIXELS)
        self.width_box.setSuffix(tr(" px"))
        form = QFormLayout()
        rows = (
            (self.format_box, tr("Format"), "Format"),
            (self.style_box, tr("Style"), "Style"),
            (self.width_box, tr("Width"), "Width"),
        )
        for widget, title, name in rows:
            widget.setAccessibleName(name)
            form.addRow(title, widget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go_on = buttons.addButton(tr("Choose File…"), QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(px(2 * UNIT))
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.format_box.currentIndexChanged.connect(self._enable_width)
        self._enable_width()

    def _enable_width(self) -> None:
        # SVG and PDF are sharp at any size, so a number of pixels says nothing there.
        self.width_box.setEnabled(self.format == "png")

    @property
    def format(self) -> str:
        """The format: one of FORMATS."""
        return str(self.format_box.currentData())

    @property
    def style_name(self) -> str:
        """The style: one of STYLES."""
        return str(self.style_box.currentData())


def export_picture(window: QWidget, document: Document, style: str, folder: str) -> None:
    """Ask how and where to, and write the picture; a file that cannot be written is told in one sentence."""
    dialog = PictureExportDialog(window, style)
    if not dialog.exec():
        return
    path = _ask_where(window, document, dialog.format, folder)
    if path is None:
        return
    table = document.table()
    try:
        if path == document.session.path:
            raise FileError(tr("is the document itself and would be lost; choose another file"))
        write_whole(path, picture_bytes(table, dialog.format, dialog.style_name, dialog.width_box.value()))
    except FileError as error:
        box = QMessageBox(QMessageBox.Icon.Warning, tr("The picture was not exported"), "", parent=window)
        box.setText(tr("{name} {fault}.", name=path.name, fault=error))
        box.exec()
    else:
        document.told.emit(tr("Exported {name}", name=path.name))


def _ask_where(window: QWidget, document: Document, target: str, folder: str) -> Path | None:
    dialog = QFileDialog(window, tr("Export Picture"), folder, f"{target.upper()} (*.{target})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(target)
    path = document.session.path
    stem = path.stem if path else document.network.name or "network"
    dialog.selectFile("".join(c if c.isalnum() or c in " -_." else "-" for c in stem) + f".{target}")
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
