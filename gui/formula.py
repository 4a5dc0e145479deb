"""Setting a formula: fractions with their bar, and brackets that grow with what they hold.

What is set are marks, each in its room and with the characters of the plain line that it stands for, so that a
formula can be selected and copied as the text that it is.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from core.algebra import Piece, Pieces
from core.records import dataclass, field
from core.typeset import Fenced, Formula, Fraction

_SUBSCRIPT = 0.72
_GAP = 0.16
"""Between a fraction's bar and what stands above and below it, in heights of the font."""
_LOWERED = 0.6
_BRACKETS = ("", "(", ")", "/")
"""What a plain line writes where a fraction has its bar."""


@dataclass(slots=True)
class Mark:
    """One thing that is drawn: a run of characters, a bracket (`fence`) or a bar (no characters at all).

    `room` lies around the base line at 0 until the mark is moved to its place; `start` and `stop` are characters.
    """

    room: QRectF
    base: float
    start: int
    stop: int
    piece: Piece
    font: QFont
    fence: str = ""
    is_bar: bool = False
    lowered: QFont | None = None
    ink: str = "text"

    def split(self) -> tuple[str, str]:
        """Give its characters on the line and those below it."""
        return split(self.piece)

    def move(self, x: float, y: float) -> None:
        """Move it with its base line."""
        self.room.translate(x, y)
        self.base += y


@dataclass(slots=True)
class Box:
    """Marks that stay together; a line may be broken before a box that `breaks`."""

    width: float
    ascent: float
    descent: float
    start: int
    stop: int
    marks: list[Mark]
    breaks: bool = False
    flat: "tuple[int, int] | None" = None
    """Where a formula has bars or tall brackets: its pieces in the plain line, for a room that is too narrow."""
    left: float = 0.0

    def move(self, x: float, y: float) -> None:
        """Move it with all its marks."""
        self.left += x
        for mark in self.marks:
            mark.move(x, y)


def split(piece: Piece) -> tuple[str, str]:
    """Give the characters of a piece that stand on the line, and those below it."""
    letter, _, subscript = piece.text.partition("_") if piece.is_symbol else (piece.text, "", "")
    return letter, subscript


def shown_text(pieces: Pieces) -> str:
    """Write pieces as they are read, without the sign between a letter and what stands below it."""
    return "".join("".join(split(piece)) for piece in pieces)


@dataclass(slots=True)
class _Reader:
    """Goes through the pieces of the plain line beside the tree, so that both are one text."""

    plain: Pieces
    at: int
    index: int = 0
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        place = self.at
        for piece in self.plain:
            self.starts.append(place)
            place += len(shown_text((piece,)))
        self.starts.append(place)

    def take(self, text: str) -> tuple[int, int]:
        """Find the next piece that has a text; in between the line may write brackets for a bar."""
        index = self.index
        while index < len(self.plain) and self.plain[index].text != text and self.plain[index].text in _BRACKETS:
            index += 1
        if index < len(self.plain) and self.plain[index].text == text:
            self.index = index + 1
            return self.starts[index], self.starts[index + 1]
        raise LookupError(text)

    def close(self, first: int) -> int:
        """Take the brackets that close those written since a piece; gives where the text goes on."""
        written = [piece.text for piece in self.plain[first : self.index]]
        wanting = sum(text.endswith("(") for text in written) - written.count(")")
        while wanting > 0 and self.index < len(self.plain) and self.plain[self.index].text in ("", ")"):
            wanting -= self.plain[self.index].text == ")"
            self.index += 1
        return self.starts[self.index]


class FormulaSetter:
    """Sets formulas in a font."""

    def __init__(self, font: QFont, bold: QFont) -> None:
        self._fonts = {False: _Sizes(font), True: _Sizes(bold)}
        self.metrics = self._fonts[False].metrics
        # The bar stands where a minus sign does.
        self._axis = self.metrics.xHeight() / 2
        self._gap = max(2.0, self.metrics.ascent() * _GAP)

    def boxes(self, formula: Formula, plain: Pieces, start: int, *, strong: bool = False) -> list[Box]:
        """Set a formula whose plain line begins at a character."""
        reader = _Reader(plain, start)
        return _joined([self._outer(node, reader, strong=strong) for node in formula])

    def text(self, plain: Pieces, start: int, *, strong: bool = False) -> list[Box]:
        """Set pieces as a plain line."""
        return self.boxes(plain, plain, start, strong=strong)

    def _outer(self, node: Piece | Fraction | Fenced, reader: _Reader, *, strong: bool) -> Box:
        first = reader.index
        box = self._set(node, reader, strong=strong)
        if not isinstance(node, Piece):
            box.start, box.stop = reader.starts[first], reader.close(first)
            box.flat = (first, reader.index)
        return box

    def _set(self, node: Piece | Fraction | Fenced, reader: _Reader, *, strong: bool) -> Box:
        match node:
            case Fraction():
                return self._fraction(node, reader, strong=strong)
            case Fenced():
                return self._fenced(node, reader, strong=strong)
            case Piece():
                return self._piece(node, *reader.take(node.text), strong=strong)

    def _row(self, formula: Formula, reader: _Reader, *, strong: bool) -> Box:
        """Set a formula side by side, as one box."""
        parts = [self._set(node, reader, strong=strong) for node in formula]
        x = 0.0
        for part in parts:
            part.move(x, 0)
            x += part.width
        return Box(
            x,
            max((part.ascent for part in parts), default=self.metrics.ascent()),
            max((part.descent for part in parts), default=self.metrics.descent()),
            parts[0].start if parts else reader.starts[reader.index],
            parts[-1].stop if parts else reader.starts[reader.index],
            [mark for part in parts for mark in part.marks],
        )

    def _piece(self, piece: Piece, start: int, stop: int, *, strong: bool) -> Box:
        from_user = bool(piece.source) and not piece.is_symbol
        sizes = self._fonts[strong or from_user]
        letter, subscript = split(piece)
        width = sizes.metrics.horizontalAdvance(letter) + sizes.small_metrics.horizontalAdvance(subscript)
        ascent, descent = self.metrics.ascent(), self.metrics.descent()
        room = QRectF(0, -ascent, width, ascent + descent)
        ink = "accent" if from_user else "text"
        mark = Mark(room, 0.0, start, stop, piece, sizes.font, lowered=sizes.small, ink=ink)
        return Box(width, ascent, descent, start, stop, [mark], breaks=may_begin(piece.text))

    def _fraction(self, node: Fraction, reader: _Reader, *, strong: bool) -> Box:
        above = self._row(node.above, reader, strong=strong)
        below = self._row(node.below, reader, strong=strong)
        width = max(above.width, below.width) + 2 * self._gap
        above.move((width - above.width) / 2, -self._axis - self._gap - above.descent)
        below.move((width - below.width) / 2, -self._axis + self._gap + below.ascent)
        thickness = max(1.0, self.metrics.ascent() / 16)
        bar = QRectF(self._gap / 2, -self._axis - thickness / 2, width - self._gap, thickness)
        line = Mark(bar, 0.0, above.stop, below.start, Piece(""), self._fonts[False].font, is_bar=True)
        return Box(
            width,
            self._axis + self._gap + above.ascent + above.descent,
            below.ascent + below.descent + self._gap - self._axis,
            above.start,
            below.stop,
            [*above.marks, line, *below.marks],
        )

    def _fenced(self, node: Fenced, reader: _Reader, *, strong: bool) -> Box:
        opening = reader.take(node.opening)
        body = self._row(node.body, reader, strong=strong)
        closing = reader.take(node.closing)
        before = self._fence(node.opening, opening, body)
        after = self._fence(node.closing, closing, body)
        body.move(before.room.width(), 0)
        after.move(before.room.width() + body.width, 0)
        width = after.room.right()
        return Box(width, body.ascent, body.descent, opening[0], closing[1], [before, *body.marks, after])

    def _fence(self, sign: str, span: tuple[int, int], body: Box) -> Mark:
        width = self.metrics.horizontalAdvance(sign)
        room = QRectF(0, -body.ascent, width, body.ascent + body.descent)
        return Mark(room, 0.0, *span, Piece(sign), self._fonts[False].font, fence=sign[-1:])


class _Sizes:
    """A font, and the smaller one for what stands below the line."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.small = QFont(font)
        self.small.setPixelSize(max(1, round(font.pixelSize() * _SUBSCRIPT)))
        self.small_metrics = QFontMetricsF(self.small)


def may_begin(text: str) -> bool:
    """Tell whether a line may be broken before a piece: an operator, as one breaks by hand."""
    return text[:1] in (" ", "·")


def _joined(boxes: list[Box]) -> list[Box]:
    """Let a line be broken after a comma, too."""
    for before, box in pairwise(boxes):
        last = before.marks[-1].piece.text if before.marks else ""
        box.breaks = box.breaks or last == ", "
    return boxes


# Drawing


def draw_mark(painter: QPainter, mark: Mark, ink: QPen) -> None:
    """Draw a mark where it is."""
    painter.setPen(ink)
    room = mark.room
    if mark.is_bar:
        painter.fillRect(room, ink.color())
        return
    painter.setFont(mark.font)
    letter, subscript = mark.split()
    metrics = QFontMetricsF(mark.font)
    if mark.fence:
        name = letter[:-1]
        if name:
            painter.drawText(QPointF(room.left(), mark.base), name)
        left = metrics.horizontalAdvance(name)
        painter.setPen(QPen(ink.color(), max(1.1, metrics.ascent() / 14)))
        edge = max(1.5, metrics.ascent() / 10)
        painter.drawPath(_fence(mark.fence, room.adjusted(left + edge, edge / 2, -edge, -edge / 2)))
        return
    painter.drawText(QPointF(room.left(), mark.base), letter)
    if subscript and mark.lowered is not None:
        painter.setFont(mark.lowered)
        lowered = QPointF(room.left() + metrics.horizontalAdvance(letter), mark.base + metrics.descent() * _LOWERED)
        painter.drawText(lowered, subscript)


def edges(mark: Mark) -> Sequence[float]:
    """Give the places between a mark's characters, from its left to its right."""
    room = mark.room
    if mark.fence or mark.is_bar:
        return [room.left(), *[room.right()] * (mark.stop - mark.start)]
    return list(_character_edges(mark))


def _character_edges(mark: Mark) -> Iterator[float]:
    letter, subscript = mark.split()
    metrics, left = QFontMetricsF(mark.font), mark.room.left()
    yield left
    for count, sign in enumerate(letter, 1):
        # Qt counts signs beyond 16 bits as two characters.
        yield from [left + metrics.horizontalAdvance(letter[:count])] * (2 if sign > "\uffff" else 1)
    if mark.lowered is not None:
        small, left = QFontMetricsF(mark.lowered), left + metrics.horizontalAdvance(letter)
        for count in range(1, len(subscript) + 1):
            yield left + small.horizontalAdvance(subscript[:count])


def _fence(sign: str, room: QRectF) -> QPainterPath:
    """Draw a bracket to fill a room."""
    path = QPainterPath()
    left, right, top, bottom = room.left(), room.right(), room.top(), room.bottom()
    match sign:
        case "(" | ")":
            near, far = (right, left) if sign == "(" else (left, right)
            path.moveTo(near, top)
            path.quadTo(far - (near - far) / 2, (top + bottom) / 2, near, bottom)
        case "⌊" | "⌋" | "⌈" | "⌉":
            near, far = (right, left) if sign in "⌊⌈" else (left, right)
            foot = bottom if sign in "⌊⌋" else top
            head = top if sign in "⌊⌋" else bottom
            path.moveTo(far, head)
            path.lineTo(far, foot)
            path.lineTo(near, foot)
    return path
