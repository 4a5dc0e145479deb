"""The working of the selected layer: rule, numbers and result, as text that can be selected and copied."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QShowEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextBrowser

from core.algebra import Pieces
from core.blocks import Block, explain_block
from core.language import tr, tr_count
from core.shapes import write_shape
from core.table import Table
from core.working import Line, explain_layer
from gui.document import Document
from gui.theme import UNIT, changes, colour, current, formula_font, px, ui_font

_LABEL_WIDTH = 176


class WorkingPanel(QTextBrowser):
    """Shows how the numbers of one layer come about; numbers that the user set stand out."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName("Working")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(2 * UNIT)
        self._document = document
        self._row: int | None = None
        self._block: Block | None = None
        document.changed.connect(self._refresh)
        document.replaced.connect(self._refresh)
        changes.changed.connect(self._refresh)

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(256))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 96)

    def show_row(self, row: int | None) -> None:
        """Show the working of a row's layer; None clears the panel."""
        if row != self._row:
            self._row = row
            self._refresh()

    def show_block(self, block: Block | None) -> None:
        """Show the working of a block's subtotals, in the place of a row's; None shows rows again."""
        if block != self._block:
            self._block = block
            self._refresh()

    def _write_block(self, table: Table, block: Block) -> None:
        reports = table.analysis.reports
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        output = write_shape(reports[block.stop - 1].shape or ()) or tr("not known")
        layers = tr_count("{count} layer", "{count} layers", len(block.rows))
        self._write_title(cursor, block.path, tr("{layers}, output {shape}", layers=layers, shape=output))
        for line in explain_block(reports, block.rows):
            self._write_line(cursor, line)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        """Write the working anew; a panel that nobody sees costs nothing."""
        if self.isVisible():
            self._write()

    def _write(self) -> None:
        self.clear()
        if self._block is not None and self._block.stop <= len(self._document.network):
            self._write_block(self._document.table(), self._block)
            return
        if self._row is None or self._row >= len(self._document.network):
            return
        table, row = self._document.table(), self._row
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # laid out once, not after each piece
        self._write_heading(cursor, table, row)
        if table.report(row).shape is None:
            message = table.problem_text(row) or tr("This layer {waits}.", waits=table.waiting_text(row))
            cursor.insertBlock(QTextBlockFormat())
            cursor.insertText(message, _format(current().problem if table.problem_text(row) else current().waiting))
        else:
            for line in explain_layer(table.network, table.analysis.reports, row):
                self._write_line(cursor, line)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_heading(self, cursor: QTextCursor, table: Table, row: int) -> None:
        read = [
            f"{table.layer(source).name}, {write_shape(table.report(source).shape or ()) or tr('not known')}"
            for source in (table.network.row_of_reference(ref) for ref in table.network.references(row))
            if source is not None and source < row
        ]
        self._write_title(cursor, table.layer(row).name, tr("reads {names}", names="; ".join(read)) if read else "")

    def _write_title(self, cursor: QTextCursor, title: str, beside: str) -> None:
        name = _format(current().text)
        name.setFontWeight(QFont.Weight.DemiBold)
        heading = QTextBlockFormat()
        heading.setBottomMargin(UNIT + UNIT // 2)
        cursor.setBlockFormat(heading)
        cursor.insertText(title, name)
        if beside:
            cursor.insertText("  " + beside, _format(current().dim))

    def _write_line(self, cursor: QTextCursor, line: Line) -> None:
        cursor.insertBlock(_block())
        cursor.insertText(f"{line.label}\t", _format(current().dim))
        sides = [side for side in (line.symbols, line.numbers, line.result) if side]
        for number, side in enumerate(sides):
            if number:
                cursor.insertText("  =  ", _formula(current().text))
            self._write_pieces(cursor, side, strong=number == len(sides) - 1 and len(sides) > 1)

    def _write_pieces(self, cursor: QTextCursor, pieces: Pieces, *, strong: bool) -> None:
        for piece in pieces:
            from_user = bool(piece.source) and not piece.is_symbol
            style = _formula(current().accent if from_user else current().text, bold=from_user or strong)
            symbol, _, subscript = piece.text.partition("_") if piece.is_symbol else (piece.text, "", "")
            cursor.insertText(symbol, style)
            if subscript:
                style.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
                cursor.insertText(subscript, style)


def _block() -> QTextBlockFormat:
    """Give a line whose formula begins at the tab and, where it wraps, goes on there."""
    block = QTextBlockFormat()
    block.setTabPositions([QTextOption.Tab(px(_LABEL_WIDTH), QTextOption.TabType.LeftTab)])
    block.setLeftMargin(px(_LABEL_WIDTH))
    block.setTextIndent(-px(_LABEL_WIDTH))
    block.setBottomMargin(UNIT)
    return block


def _format(code: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(ui_font())
    made.setForeground(colour(code))
    return made


def _formula(code: str, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(formula_font(bold=bold))
    made.setForeground(colour(code))
    return made
