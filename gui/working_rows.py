"""Lines of a working, and the rows that they are broken into for a width."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from core.algebra import Piece, Pieces
from core.records import dataclass, field, replace
from core.typeset import Formula
from gui.formula import Box, FormulaSetter, Mark, shown_text
from gui.theme import UNIT, formula_font, px, ui_font, zoom

LABEL_WIDTH = 176
EQUALS = "  =  "
_LEAST_FORMULA = 160
"""With less room beside it than this, a label stands above its formula."""
_WORD = re.compile(r"[\u2e80-\uffef]\s*|[^\s\u2e80-\uffef]+\s*|\s+")
MARGIN = 2 * UNIT


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words: each run with the role of its colour, and whether it is strong."""

    runs: tuple[tuple[str, str, bool], ...]

    @property
    def text(self) -> str:
        """The line as it is read."""
        return "".join(text for text, _, _ in self.runs)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an equation: its plain line, and how it is set."""

    plain: Pieces
    formula: Formula
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """A label and the sides of an equation; `of_several` says that axes alike share it."""

    label: str
    sides: tuple[Side, ...]
    of_several: bool = False

    @property
    def text(self) -> str:
        """The line as it is read."""
        return f"{self.label}\t" + EQUALS.join(shown_text(side.plain) for side in self.sides)


Plan = Words | Equation


@dataclass(slots=True)
class Row:
    """One line as it is seen."""

    boxes: list[Box]
    top: float = 0.0
    height: float = 0.0

    @property
    def start(self) -> int:
        """The first character."""
        return self.boxes[0].start

    @property
    def stop(self) -> int:
        """The character after the last."""
        return self.boxes[-1].stop


@dataclass(slots=True)
class Paragraph:
    """A line of the text with the rows that it takes; the first may hold a label beside them."""

    plan: Plan
    start: int
    rows: list[Row] = field(default_factory=list)
    top: float = 0.0
    height: float = 0.0

    def move(self, characters: int, y: float) -> None:
        """Move it on in the text, and down."""
        self.start += characters
        self.top += y
        for row in self.rows if characters or y else ():
            row.top += y
            for box in row.boxes:
                box.start += characters
                box.stop += characters
                for mark in box.marks:
                    mark.start += characters
                    mark.stop += characters
                    mark.move(0, y)

    def boxes(self) -> Iterator[Box]:
        """Go through its boxes."""
        for row in self.rows:
            yield from row.boxes


def length(text: str) -> int:
    """Count characters as Qt does."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@lru_cache(maxsize=2)
def _setter(_zoom: int) -> FormulaSetter:
    """Give what sets formulas at a zoom, which is that of the fonts; they are measured once."""
    return FormulaSetter(formula_font(), formula_font(bold=True))


class Placer:
    """Breaks lines into rows for a width."""

    def __init__(self, width: float) -> None:
        self._left = float(MARGIN)
        self._right = max(width - MARGIN, self._left + 1)
        self._setter = _setter(zoom())

    def place(self, plans: Sequence[Plan], before: Sequence[Paragraph]) -> list[Paragraph]:
        """Place all lines below each other; those that were placed before in the same room are moved."""
        y, start, paragraphs = float(MARGIN), 0, []
        for number, plan in enumerate(plans):
            if number < len(before) and before[number].plan == plan:
                paragraph = before[number]
                paragraph.move(start - paragraph.start, y - paragraph.top)
                paragraphs.append(paragraph)
                start += length(plan.text) + 1
                y += paragraph.height
                continue
            rows = self._words(plan, start) if isinstance(plan, Words) else self._equation(plan, start)
            paragraph = Paragraph(plan, start, rows, top=y)
            for row in rows:
                _settle(row, y)
                y += row.height + UNIT // 2
            y += UNIT if number == 0 else UNIT // 2
            paragraph.height = y - paragraph.top
            paragraphs.append(paragraph)
            start += length(plan.text) + 1
        return paragraphs

    def _words(self, plan: Words, start: int) -> list[Row]:
        boxes: list[Box] = []
        for text, ink, strong in plan.runs:
            font = ui_font(weight=QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
            boxes += _word_boxes(text, font, start, ink)
            start += length(text)
        return self._flow([boxes], self._left) or [Row([_text_box("", ui_font(), start, "text")])]

    def _equation(self, plan: Equation, start: int) -> list[Row]:
        label = _word_boxes(plan.label, ui_font(), start, "dim")
        beside = self._left + px(LABEL_WIDTH)
        width = sum(box.width for box in label)
        start += length(plan.label) + 1
        sides = self._sides(plan, start)
        room = self._right - beside
        parts = [part for side in sides for part in _parts(side) if any(box.flat for box in part)]
        least = max((sum(box.width for box in part) for part in parts), default=0.0)
        if width > px(LABEL_WIDTH) or room < px(_LEAST_FORMULA) or room < least:
            return self._flow([label], self._left) + self._flow(sides, self._left + MARGIN, plan)
        rows = self._flow(sides, beside, plan)
        for box in reversed(label):
            width -= box.width
            box.move(self._left + width, 0)
            rows[0].boxes.insert(0, box)
        return rows

    def _sides(self, plan: Equation, start: int) -> list[list[Box]]:
        sides = []
        for number, side in enumerate(plan.sides):
            boxes: list[Box] = []
            if number:
                boxes = self._setter.text((Piece(EQUALS),), start)
                start += len(EQUALS)
            boxes += self._setter.boxes(side.formula, side.plain, start, strong=side.strong)
            sides.append(boxes)
            start += length(shown_text(side.plain))
        return sides

    def _flow(self, sides: Sequence[list[Box]], left: float, plan: Equation | None = None) -> list[Row]:
        """Fill rows: a side that fits in a row is not broken, then breaks come before operators."""
        rows: list[Row] = []
        x = self._right + 1
        for number, side in enumerate(sides):
            width = sum(box.width for box in side)
            room = self._right - left
            parts = [side] if width <= room else self._split(side, plan.sides[number] if plan else None, room)
            for part in filter(None, parts):
                width = sum(box.width for box in part)
                if not rows or x + width > self._right:
                    rows.append(Row([]))
                    x = left
                for box in part:
                    box.move(x, 0)
                    rows[-1].boxes.append(box)
                    x += box.width
        return rows

    def _split(self, boxes: list[Box], side: Side | None, room: float) -> Iterator[list[Box]]:
        """Split boxes where a line may be broken, finer where that is not enough."""
        for part in _parts(boxes):
            if sum(box.width for box in part) <= room:
                yield part
            else:
                for box in part:
                    for finer in self._finer(box, side, room):
                        whole = sum(each.width for each in finer) <= room or len(finer) == 1
                        yield from [finer] if whole else ([each] for each in finer)

    def _finer(self, box: Box, side: Side | None, room: float) -> Iterator[list[Box]]:
        if box.width <= room:
            yield [box]
        elif box.flat is not None and side is not None:
            yield from _parts(self._setter.text(side.plain[slice(*box.flat)], box.start, strong=side.strong))
        else:
            for mark in box.marks:
                letter, subscript = mark.split()
                for word in _word_boxes(letter + subscript, mark.font, mark.start, mark.ink, mark.piece):
                    yield from [[word]] if word.width <= room else ([each] for each in _letters(word))


def _parts(boxes: list[Box]) -> list[list[Box]]:
    """Split boxes where a line may be broken."""
    parts: list[list[Box]] = []
    for box in boxes:
        if box.breaks or not parts:
            parts.append([box])
        else:
            parts[-1].append(box)
    return parts


def _settle(row: Row, top: float) -> None:
    """Put a row's boxes on their common base line."""
    ascent = max(box.ascent for box in row.boxes)
    row.top, row.height = top, ascent + max(box.descent for box in row.boxes)
    for box in row.boxes:
        box.move(0, top + ascent)


def _word_boxes(text: str, font: QFont, start: int, ink: str, of: Piece | None = None) -> list[Box]:
    boxes = []
    for word in _WORD.findall(text):
        boxes.append(_text_box(word, font, start, ink, of))
        start += length(word)
    return boxes


def _letters(box: Box) -> list[Box]:
    (mark,) = box.marks
    start, found = box.start, []
    for letter in mark.piece.text:
        found.append(_text_box(letter, mark.font, start, mark.ink, mark.piece))
        start += length(letter)
    return found


def _text_box(text: str, font: QFont, start: int, ink: str, of: Piece | None = None) -> Box:
    metrics = QFontMetricsF(font)
    width, ascent, descent = metrics.horizontalAdvance(text), metrics.ascent(), metrics.descent()
    stop = start + length(text)
    # A part of a piece comes from where the piece does; its letters stand on the line.
    piece = Piece(text) if of is None else replace(of, text=text, is_symbol=False)
    mark = Mark(QRectF(0, -ascent, width, ascent + descent), 0.0, start, stop, piece, font, ink=ink)
    return Box(width, ascent, descent, start, stop, [mark], breaks=True)
