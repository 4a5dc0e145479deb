"""Laying out the text of a working: the document holds the plain lines, what is seen is typeset.

So what is selected, copied and read out is text, character by character, while fractions have their bar.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPen,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextOption,
)

from core.algebra import Piece
from gui.formula import Mark, draw_mark, edges
from gui.theme import UNIT, colour, current, px, zoom
from gui.working_rows import MARGIN, Paragraph, Placer, Plan, Row


class WorkingLayout(QAbstractTextDocumentLayout):
    """Places and paints the lines; `marked` are characters of pieces to be set off, as first and last."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.paragraphs: list[Paragraph] = []
        self.plans: tuple[Plan, ...] = ()
        self.marked: frozenset[tuple[int, int]] = frozenset()
        self._size = QSizeF()
        self._how: tuple[float, int] = (0.0, 0)

    def forget(self) -> None:
        """Place everything anew, though lines may read as they did."""
        self._how = (0.0, 0)

    # What Qt asks

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        self._lay_out()

    def documentSize(self) -> QSizeF:
        return self._size

    def pageCount(self) -> int:
        return 1

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(0, 0), self._size)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        number = block.blockNumber()
        if not 0 <= number < len(self.paragraphs):
            return QRectF()
        paragraph = self.paragraphs[number]
        return QRectF(0, paragraph.top, self._size.width(), paragraph.height)

    def hitTest(self, point: QPointF, accuracy: Qt.HitTestAccuracy) -> int:  # type: ignore[override]  # Qt gives nothing else
        rows = [row for paragraph in self.paragraphs for row in paragraph.rows]
        if not rows:
            return 0
        row = min(rows, key=lambda row: max(row.top - point.y(), point.y() - row.top - row.height, 0.0))
        marks = [mark for box in row.boxes for mark in box.marks if not mark.is_bar]
        nearest = min(marks, key=lambda mark: _distance(mark.room, point))
        if accuracy == Qt.HitTestAccuracy.ExactHit and not nearest.room.contains(point):
            return -1
        if point.x() > max(mark.room.right() for mark in marks):
            return row.stop
        places = edges(nearest)
        count = min(range(len(places)), key=lambda each: abs(places[each] - point.x()))
        return nearest.start + count

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        spans = [
            (selection.cursor.selectionStart(), selection.cursor.selectionEnd()) for selection in context.selections
        ]
        clip: QRectF = context.clip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for paragraph in self.paragraphs:
            for row in paragraph.rows:
                if not clip.isValid() or (row.top < clip.bottom() and row.top + row.height > clip.top()):
                    self._draw_row(painter, row, spans)
        caret: int = context.cursorPosition
        if caret >= 0:
            painter.fillRect(self.caret(caret), colour(current().text))

    # What the panel asks

    def piece_at(self, point: QPointF) -> tuple[Paragraph, Piece] | None:
        """Find the piece under a point."""
        for paragraph in self.paragraphs:
            for row in paragraph.rows:
                if row.top <= point.y() < row.top + row.height:
                    for box in row.boxes:
                        for mark in box.marks:
                            if mark.room.contains(point) and not mark.is_bar:
                                return paragraph, mark.piece
        return None

    def marks(self) -> Iterator[tuple[Paragraph, Mark]]:
        """Go through everything that is drawn."""
        for paragraph in self.paragraphs:
            for box in paragraph.boxes():
                for mark in box.marks:
                    yield paragraph, mark

    def caret(self, position: int) -> QRectF:
        """Give the place before a character."""
        mark: Mark | None = None
        for _, each in self.marks():
            if each.start <= position < each.stop:
                mark = each
                break
            if not each.is_bar and each.stop <= position and (mark is None or each.stop > mark.stop):
                mark = each
        if mark is None:
            return QRectF(MARGIN, MARGIN, 1, px(2 * UNIT))
        places = edges(mark)
        x = places[min(max(position - mark.start, 0), len(places) - 1)]
        return QRectF(x, mark.room.top(), 1, mark.room.height())

    # Painting

    def _draw_row(self, painter: QPainter, row: Row, spans: Sequence[tuple[int, int]]) -> None:
        theme = current()
        for box in row.boxes:
            for mark in box.marks:
                if self._is_marked(mark):
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(colour(theme.share))
                    painter.drawRoundedRect(mark.room.adjusted(-1, 1, 1, -1), 3, 3)
                    painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in row.boxes:
            whole = any(start <= box.start and box.stop <= stop for start, stop in spans)
            if whole:
                # Whole pixels, so that neighbours leave no seam.
                ground = QRectF(box.left, row.top, box.width, row.height).toAlignedRect()
                painter.fillRect(ground, colour(theme.accent))
            for mark in box.marks:
                code = theme.text if self._is_marked(mark) else getattr(theme, mark.ink)
                _draw(painter, mark, spans, code, whole=whole)

    def _is_marked(self, mark: Mark) -> bool:
        return (mark.start, mark.stop) in self.marked and not mark.is_bar

    # Placing

    def _lay_out(self) -> None:
        width = self.document().pageSize().width()
        is_current = len(self.plans) == self.document().blockCount()
        before, self.paragraphs = self.paragraphs, []
        if is_current and width > 0:
            how = (width, zoom())
            self.paragraphs = Placer(width).place(self.plans, before if how == self._how else ())
            self._how = how
            self._lay_out_blocks()
        last = self.paragraphs[-1] if self.paragraphs else None
        old_size, self._size = self._size, QSizeF(max(width, 0), last.top + last.height + UNIT if last else 0)
        if old_size != self._size:
            self.documentSizeChanged.emit(self._size)

    def _lay_out_blocks(self) -> None:
        """Tell Qt's own lines where the rows are, by which it goes up and down and says where a character is."""
        block = self.document().begin()
        anywhere = QTextOption()
        anywhere.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        for paragraph in self.paragraphs:
            layout = block.layout()
            layout.setTextOption(anywhere)
            layout.beginLayout()
            for row, following in pairwise((*paragraph.rows, None)):
                line = layout.createLine()
                if not line.isValid() or row is None:
                    break
                line.setNumColumns((following.start if following else row.stop) - row.start)
                line.setPosition(QPointF(row.boxes[0].left, row.top - paragraph.top))
            layout.endLayout()
            block = block.next()


def _draw(painter: QPainter, mark: Mark, spans: Sequence[tuple[int, int]], code: str, *, whole: bool) -> None:
    theme = current()
    own, chosen = QPen(colour(code)), QPen(colour(theme.on_accent))
    if whole:
        draw_mark(painter, mark, chosen)
        return
    draw_mark(painter, mark, own)
    for start, stop in spans:
        first, last = max(start, mark.start), min(stop, mark.stop)
        if first >= last or mark.is_bar:
            continue
        places = edges(mark)
        left, right = places[first - mark.start], places[last - mark.start]
        room = QRectF(left, mark.room.top(), right - left, mark.room.height())
        painter.save()
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
        painter.fillRect(room, colour(theme.accent))
        draw_mark(painter, mark, chosen)
        painter.restore()


def _distance(room: QRectF, point: QPointF) -> float:
    across = max(room.left() - point.x(), point.x() - room.right(), 0.0)
    along = max(room.top() - point.y(), point.y() - room.bottom(), 0.0)
    return across + 2 * along
