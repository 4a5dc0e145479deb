"""The picture as a file or on the clipboard: what Qt is needed for, and the dialog that asks how."""

from collections.abc import Set as AbstractSet
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLayout,
    QMessageBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.export.svg import write_svg
from core.files import FileError
from core.language import group, tr
from core.picture.drawing import Picture
from core.picture.paper import LEAST_DPI, LEAST_WIDTH, MOST_DPI, MOST_WIDTH, USUAL_DPI, Paper, screen_paper
from core.picture.styles import STYLES, picture
from core.table import Table
from core.writing import write_whole
from gui.document import Document
from gui.picture_painter import pdf_bytes, png_bytes, png_image
from gui.preferences import recall, remember
from gui.theme import UNIT, load_fonts, px

FORMATS = ("svg", "pdf", "png")
_USUAL_WIDTH = 16.0
"""Centimetres; the text of an A4 page is about as wide."""

_OWN_SIZE = Paper()
_CLIPBOARD_PIXELS = 40_000_000
_NONE: AbstractSet[str] = frozenset()


def picture_bytes(
    table: Table, target: str, style: str, paper: Paper = _OWN_SIZE, folded: AbstractSet[str] = _NONE
) -> bytes:
    """Make the file of a picture: svg, pdf or png. Starts Qt if need be; raises FileError for too many pixels."""
    if target == "svg":
        return write_svg(table, style, paper, folded).encode()
    if QGuiApplication.instance() is None:
        _kept.append(QGuiApplication(["strata"]))
        load_fonts()
    drawn = picture(table, style, folded=folded)
    if target == "pdf":
        return pdf_bytes(drawn, table.network.name or "Network", paper)
    return png_bytes(drawn, screen_paper(drawn) if paper == _OWN_SIZE else paper)


_kept: list[QGuiApplication] = []


def picture_mime(table: Table, style: str, folded: AbstractSet[str] = _NONE) -> QMimeData:
    """Give the picture for the clipboard: as an image and as SVG."""
    mime, drawn = QMimeData(), picture(table, style, folded=folded)
    mime.setImageData(png_image(drawn, screen_paper(drawn, _CLIPBOARD_PIXELS)))
    mime.setData("image/svg+xml", QByteArray(write_svg(table, style, folded=folded).encode()))
    return mime


def put_on_clipboard(document: Document, style: str, folded: AbstractSet[str]) -> None:
    """Copy the picture, as an image and as SVG."""
    QGuiApplication.clipboard().setMimeData(picture_mime(document.table(), style, folded))
    document.told.emit(tr("Copied the picture"))


def style_title(style: str) -> str:
    """Give the name of a style for people."""
    return {"volumes": tr("Volumes"), "schematic": tr("Schematic")}[style]


def _recalled() -> tuple[str, float, int]:
    """Give the format, width and resolution of last time."""
    kept = recall("picture_export")
    if isinstance(kept, list) and len(kept) == 3:
        target, width, dpi = kept
        is_number = isinstance(width, int | float) and not isinstance(width, bool)
        if target in FORMATS and is_number and type(dpi) is int and Paper(width, dpi).fault() is None:
            return target, float(width), dpi
    return FORMATS[0], _USUAL_WIDTH, USUAL_DPI


class PictureExportDialog(QDialog):
    """Asks for format, style, width and, for a PNG, the resolution, and says how large the picture will be."""

    def __init__(self, parent: QWidget | None, table: Table, style: str, folded: AbstractSet[str] = _NONE) -> None:
        super().__init__(parent)
        self._table, self._folded = table, folded
        self._drawn: dict[str, Picture] = {}
        self.setWindowTitle(tr("Export Picture"))
        self.format_box, self.style_box = QComboBox(), QComboBox()
        self.width_box, self.dpi_box, self.size_label = QDoubleSpinBox(), QSpinBox(), QLabel()
        target, width, dpi = _recalled()
        for name in FORMATS:
            self.format_box.addItem(name.upper(), name)
        self.format_box.setCurrentIndex(FORMATS.index(target))
        for name in STYLES:
            self.style_box.addItem(style_title(name), name)
        self.style_box.setCurrentIndex(STYLES.index(style))
        self.width_box.setRange(LEAST_WIDTH, MOST_WIDTH)
        self.width_box.setDecimals(1)
        self.width_box.setValue(width)
        self.width_box.setSuffix(tr(" cm"))
        self.dpi_box.setRange(LEAST_DPI, MOST_DPI)
        self.dpi_box.setSingleStep(50)
        self.dpi_box.setValue(dpi)
        self.dpi_box.setSuffix(tr(" dpi"))
        self._lay_out()
        for box in (self.format_box, self.style_box):
            box.currentIndexChanged.connect(self._show_size)
        self.width_box.valueChanged.connect(self._show_size)
        self.dpi_box.valueChanged.connect(self._show_size)
        self._show_size()

    def _lay_out(self) -> None:
        form = QFormLayout()
        rows = (
            (self.format_box, tr("Format"), "Format"),
            (self.style_box, tr("Style"), "Style"),
            (self.width_box, tr("Width"), "Width"),
            (self.dpi_box, tr("Resolution"), "Resolution"),
        )
        for widget, title, name in rows:
            widget.setAccessibleName(name)
            form.addRow(title, widget)
        form.addRow("", self.size_label)
        self.size_label.setMinimumWidth(px(36 * UNIT))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go_on = buttons.addButton(tr("Choose File…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._go_on.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for box in (self.width_box, self.dpi_box):
            box.lineEdit().setTextMargins(px(UNIT - 2), 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        layout.setSpacing(px(2 * UNIT))
        layout.addLayout(form)
        layout.addWidget(buttons)

    def _show_size(self) -> None:
        drawn = self._drawn.get(self.style_name)
        if drawn is None:
            drawn = self._drawn[self.style_name] = picture(self._table, self.style_name, folded=self._folded)
        # SVG and PDF are sharp at any size, so a resolution says nothing there.
        is_png = self.format == "png"
        self.dpi_box.setEnabled(is_png)
        fault = self.paper.pixel_fault(drawn) if is_png else None
        self._go_on.setEnabled(fault is None)
        width, height = self.paper.pixels_of(drawn)
        if is_png:
            text = tr("{width} × {height} pixels", width=group(width), height=group(height))
            text += "" if fault is None else " – " + tr("too many")
        else:
            high = self.width_box.value() * drawn.height / max(drawn.width, 1.0)
            shown = self.locale().toString(self.width_box.value(), "f", 1), self.locale().toString(high, "f", 1)
            text = tr("{width} × {height} cm", width=shown[0], height=shown[1])
        self.size_label.setText(text)

    def accept(self) -> None:
        remember("picture_export", [self.format, self.width_box.value(), self.dpi_box.value()])
        super().accept()

    @property
    def format(self) -> str:
        """The format: one of FORMATS."""
        return str(self.format_box.currentData())

    @property
    def style_name(self) -> str:
        """The style: one of STYLES."""
        return str(self.style_box.currentData())

    @property
    def paper(self) -> Paper:
        """The width and resolution."""
        return Paper(self.width_box.value(), self.dpi_box.value())


def export_picture(window: QWidget, document: Document, style: str, folder: str, folded: AbstractSet[str]) -> None:
    """Ask how and where to, and write the picture; a file that cannot be written is told in one sentence."""
    dialog = PictureExportDialog(window, document.table(), style, folded)
    is_wanted = dialog.exec()
    dialog.deleteLater()
    if not is_wanted:
        return
    path = _ask_where(window, document, dialog.format, folder)
    if path is None:
        return
    table = document.table()
    try:
        if path == document.session.path:
            raise FileError(tr("is the document itself and would be lost; choose another file"))
        write_whole(path, picture_bytes(table, dialog.format, dialog.style_name, dialog.paper, folded))
    except FileError as error:
        box = QMessageBox(QMessageBox.Icon.Warning, tr("The picture was not exported"), "", parent=window)
        box.setText(tr("{name} {fault}.", name=path.name, fault=error))
        box.exec()
        box.deleteLater()
    else:
        document.tell_exported(path)


def _ask_where(window: QWidget, document: Document, target: str, folder: str) -> Path | None:
    dialog = QFileDialog(window, tr("Export Picture"), folder, f"{target.upper()} (*.{target})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(target)
    path = document.session.path
    stem = path.stem if path else document.network.name or "network"
    dialog.selectFile("".join(c if c.isalnum() or c in " -_." else "-" for c in stem) + f".{target}")
    is_chosen = dialog.exec()
    dialog.deleteLater()
    return Path(dialog.selectedFiles()[0]) if is_chosen else None
