"""The working of the selected layer: rule, numbers and result, typeset, as text that can be selected and copied."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from core.algebra import Piece
from core.blocks import Block, explain_block
from core.language import tr, tr_count
from core.shapes import write_shape
from core.table import Table
from core.typeset import typeset_numbers, typeset_symbols
from core.working import Line, explain_layer
from gui.document import Document
from gui.formula import split
from gui.theme import changes, colour, current, formula_font, px, ui_font, zoom
from gui.working_layout import WorkingLayout
from gui.working_rows import EQUALS, MARGIN, Equation, Paragraph, Plan, Side, Words


class Origin(NamedTuple):
    """Where a number comes from: a setting of the layer, with its axis where only that is meant, or a row."""

    setting: str = ""
    axis: int | None = None
    row: int | None = None


class WorkingPanel(QTextBrowser):
    """Shows how the numbers of one layer come about; numbers that the user set stand out.

    `pointed` carries the Origin of the number under the pointer, or None.
    """

    pointed = Signal(object)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName("Working")
        self.setOpenLinks(False)
        self.setPlaceholderText(tr("Select a layer to see how its numbers come about."))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text = QTextDocument(self)  # one that is its own keeps no window alive
        text.setDocumentMargin(MARGIN)  # of the placeholder; the layout has its own
        text.setUndoRedoEnabled(False)  # else every working that was ever shown would be kept
        self._layout = WorkingLayout(text)
        text.setDocumentLayout(self._layout)
        self.setDocument(text)
        self._document = document
        self._rows: list[int] = []
        self._block: Block | None = None
        self._read: tuple[int | None, ...] = ()
        self._shown: object = None
        self._followed: object = None
        self._pointed: Origin | None = None
        self._marked: Origin | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._refresh)
        changes.changed.connect(self._refresh)
        self.selectionChanged.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(256))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 96)

    def show_rows(self, rows: list[int], block: Block | None = None) -> None:
        """Show the working of a row's layer, or the sums of several or of a block; no rows clear the panel.

        Follows the selection, and every change of the document: the rows may be other ones after it, so nobody
        shows them before they are known. It is written when the list has been painted, and once for all that was
        typed until then.
        """
        state = self._document.state
        if (rows, block) != (self._rows, self._block) or state is not self._followed:
            self._rows, self._block, self._followed = rows, block, state
            self._soon.start(0)

    def _catch_up(self) -> None:
        """Write now what is still to be written."""
        if self._soon.isActive():
            self._refresh()

    def toPlainText(self) -> str:
        self._catch_up()
        return super().toPlainText()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)  # a window that opens is seen sooner

    # What is written

    def _refresh(self) -> None:
        """Write the working anew; a panel that nobody sees costs nothing."""
        self._soon.stop()
        if not self.isVisible():
            return
        plans = tuple(self._plans())
        # Lines that read alike may still speak of other rows.
        shown = (self._rows, self._block, self._read, current(), zoom())
        if (plans, shown) != (self._layout.plans, self._shown):
            only_changes = shown == self._shown and len(plans) == len(self._layout.plans)
            self._shown = shown
            self._write(plans, only_changes=only_changes)
        self._mark()

    def _plans(self) -> Sequence[Plan]:
        self._read = ()
        count = len(self._document.network)
        if self._block is not None and self._block.stop <= count:
            return self._sums(self._document.table(), list(self._block.rows), self._block)
        if not self._rows or self._rows[-1] >= count:
            return ()
        if len(self._rows) > 1:
            return self._sums(self._document.table(), self._rows, None)
        return self._layer(self._document.table(), self._rows[0])

    def _sums(self, table: Table, rows: Sequence[int], block: Block | None) -> Sequence[Plan]:
        """Add up a block, or the layers that are selected; the numbers come from their rows."""
        reports = table.analysis.reports
        self._read = tuple(range(len(reports)))
        layers = tr_count("{count} layer", "{count} layers", len(rows))
        if block is None:
            heading = _heading(layers, tr("select one to see its working"))
        else:
            output = write_shape(reports[block.stop - 1].shape or ()) or tr("not known")
            heading = _heading(block.path, tr("{layers}, output {shape}", layers=layers, shape=output))
        return heading, *map(_equation, explain_block(reports, rows))

    def _layer(self, table: Table, row: int) -> Sequence[Plan]:
        self._read = tuple(table.network.row_of_reference(each) for each in table.network.references(row))
        read = [
            f"{table.layer(source).name}, {write_shape(table.report(source).shape or ()) or tr('not known')}"
            for source in self._read
            if source is not None and source < row
        ]
        heading = _heading(table.layer(row).name, tr("reads {names}", names="; ".join(read)) if read else "")
        if table.report(row).shape is None:
            problem = table.problem_text(row)
            message = problem or tr("This layer {waits}.", waits=table.waiting_text(row))
            return heading, Words(((message, "problem" if problem else "waiting", False),))
        return heading, *map(_equation, explain_layer(table.network, table.analysis.reports, row))

    def _write(self, plans: tuple[Plan, ...], *, only_changes: bool) -> None:
        """Put the plain lines into the document, which are laid out as they are planned."""
        self._point(None)
        before, self._layout.plans = self._layout.plans, plans
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # laid out once, not after each piece
        if only_changes:
            for number, (old, new) in enumerate(zip(before, plans, strict=True)):
                if old != new:
                    cursor.setPosition(self.document().findBlockByNumber(number).position())
                    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                    cursor.removeSelectedText()
                    _insert(cursor, new)
        else:
            self._layout.forget()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            for number, plan in enumerate(plans):
                if number:
                    cursor.insertBlock(QTextBlockFormat())
                _insert(cursor, plan)
        cursor.endEditBlock()
        if not only_changes:
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self.viewport().update()

    def latex(self) -> str:
        """Write the equations as LaTeX, one a line, to stand in mathematics mode."""
        self._catch_up()
        from core.export.formulas import latex_formula  # noqa: PLC0415  (needed by few, so not at every start)

        equations = [plan for plan in self._layout.plans if isinstance(plan, Equation)]
        return "\n".join(
            " = ".join([rf"\text{{{plan.label}}}", *(latex_formula(side.formula) for side in plan.sides)])
            for plan in equations
        )

    # Numbers and where they come from

    def mark_origin(self, origin: Origin | None) -> None:
        """Set off the numbers that come from a setting or a row."""
        if origin != self._marked:
            self._marked = origin
            self._catch_up()
            self._mark()

    def _mark(self) -> None:
        wanted = self._marked
        marked = (
            frozenset(
                (mark.start, mark.stop)
                for paragraph, mark in self._layout.marks()
                if _agree(self._origin(paragraph, mark.piece), wanted)
            )
            if wanted
            else frozenset()
        )
        if marked != self._layout.marked:
            self._layout.marked = marked
            self.viewport().update()

    def _origin(self, paragraph: Paragraph, piece: Piece) -> Origin | None:
        if piece.source:
            of_several = isinstance(paragraph.plan, Equation) and paragraph.plan.of_several
            return Origin(piece.source, None if of_several else piece.axis)
        if piece.read is not None and piece.read < len(self._read):
            return Origin(row=self._read[piece.read])
        return None

    def origin_at(self, place: QPointF) -> Origin | None:
        """Find where the number at a place of the viewport comes from."""
        self._catch_up()
        found = self._layout.piece_at(place + QPointF(0, self.verticalScrollBar().value()))
        return None if found is None else self._origin(*found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(None if event.buttons() else self.origin_at(event.position()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Let go of a number when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._point(None)
        return super().viewportEvent(event)

    def _point(self, origin: Origin | None) -> None:
        if origin != self._pointed:
            self._pointed = origin
            self.pointed.emit(origin)


def _agree(of: Origin | None, wanted: Origin) -> bool:
    if of is None:
        return False
    if wanted.setting:
        return of.setting == wanted.setting and (None in (of.axis, wanted.axis) or of.axis == wanted.axis)
    return of.row is not None and of.row == wanted.row


def _heading(title: str, beside: str) -> Words:
    return Words(((title, "text", True), *([("  " + beside, "dim", False)] if beside else [])))


def _equation(line: Line) -> Equation:
    sides = []
    if line.symbols:
        formula = typeset_symbols(line.term, per_axis=line.per_axis) if line.term else line.symbols
        sides.append(Side(line.symbols, formula))
    if line.numbers:
        sides.append(Side(line.numbers, typeset_numbers(line.term) if line.term else line.numbers))
    if line.result:
        sides.append(Side(line.result, line.result, strong=bool(sides)))
    return Equation(line.label, tuple(sides), line.of_several)


def _insert(cursor: QTextCursor, plan: Plan) -> None:
    if isinstance(plan, Words):
        for text, ink, _ in plan.runs:
            cursor.insertText(text, _format(ink))
    else:
        _insert_equation(cursor, plan)


def _insert_equation(cursor: QTextCursor, plan: Equation) -> None:
    cursor.insertText(f"{plan.label}\t", _format("dim"))
    for number, side in enumerate(plan.sides):
        if number:
            cursor.insertText(EQUALS, _formula("text"))
        for piece in side.plain:
            from_user = bool(piece.source) and not piece.is_symbol
            style = _formula("accent" if from_user else "text", bold=from_user or side.strong)
            cursor.insertText("".join(split(piece)), style)


def _format(role: str) -> QTextCharFormat:
    """Give the format that someone gets who copies text with its looks."""
    made = QTextCharFormat()
    made.setFont(ui_font())
    made.setForeground(colour(getattr(current(), role)))
    return made


def _formula(role: str, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(formula_font(bold=bold))
    made.setForeground(colour(getattr(current(), role)))
    return made
