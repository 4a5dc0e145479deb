"""The worked solution as a PDF for A4: the table, the sums, every step with its formulas set, the conventions."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from core.algebra import Piece
from core.language import group, tr
from core.progress import UNWATCHED, WHOLE, Progress
from core.records import dataclass, field
from core.sheet import Equation, Sheet, SheetRow, conventions, make_sheet
from core.table import Table
from gui.formula import Box, FormulaSetter, draw_mark
from gui.theme import LIGHT, UI_FAMILIES, load_fonts

_POINT = 10
"""Units of the page in a point: fonts are measured in whole units, so that a letter stands where it was measured."""

_PAGE = QRectF(0, 0, 5950, 8420)
_EDGE = 567
"""Two centimetres."""

_ROOM = QRectF(_EDGE, _EDGE, _PAGE.width() - 2 * _EDGE, _PAGE.height() - 2 * _EDGE - 20 * _POINT)
_TITLE, _HEADING, _TEXT, _FORMULA, _SMALL = 18 * _POINT, 13 * _POINT, 10 * _POINT, 11 * _POINT, 8 * _POINT
_GAP = 6 * _POINT
_COLUMNS = ((0.0, 0.05), (0.07, 0.22), (0.31, 0.38), (0.71, 0.29))
"""Where the columns of the table begin, and how wide they are, as parts of the width."""

_LABEL = 110 * _POINT
_MADE, _TABLED, _SET = 50, 350, 700
"""So many thousandths of the work are done when the numbers are worked out, the table is set, and the steps are."""

_kept: list[QGuiApplication] = []


def sheet_pdf(table: Table, progress: Progress = UNWATCHED) -> bytes:
    """Write the worked solution of a network as a PDF. Starts Qt if need be; no screen is needed."""
    if QGuiApplication.instance() is None:
        _kept.append(QGuiApplication(["strata"]))
        load_fonts()
    sheet = make_sheet(table, progress.part(0, _MADE))
    pages = _Pages()
    for each in _groups(sheet, progress):
        pages.put(each)
    return _write(sheet, pages.pages, progress.part(_SET, WHOLE))


@dataclass
class _Part:
    """Something that stands on a page with its whole height; `draw` is given where its upper left corner lies."""

    height: float
    draw: Callable[[QPainter, QPointF], None]


@dataclass
class _Group:
    """Parts that stay on one page where they can; `head` is written again above what goes on on the next page."""

    parts: list[_Part]
    head: _Part | None = None
    space: float = 0.0

    @property
    def height(self) -> float:
        return sum(part.height for part in self.parts)


@dataclass
class _Pages:
    """Pages that are filled from top to bottom."""

    pages: list[list[tuple[float, _Part]]] = field(default_factory=lambda: [[]])
    _used: float = 0.0

    def put(self, group: _Group) -> None:
        """Put a group below what is there, or on a new page where that has no room for it."""
        space = group.space if self.pages[-1] else 0.0
        if self.pages[-1] and self._used + space + group.height > _ROOM.height():
            self._turn(group)
            space = 0.0
        self._used += space
        for part in group.parts:
            if self.pages[-1] and self._used + part.height > _ROOM.height():
                self._turn(group)
            self._add(part)

    def _turn(self, group: _Group) -> None:
        self.pages.append([])
        self._used = 0.0
        if group.head is not None and group.parts[0] is not group.head:
            self._add(group.head)

    def _add(self, part: _Part) -> None:
        self.pages[-1].append((self._used, part))
        self._used += part.height


def _write(sheet: Sheet, pages: Sequence[Sequence[tuple[float, _Part]]], progress: Progress) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.title)
    writer.setCreator("Strata")
    writer.setResolution(72 * _POINT)
    page = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    try:
        for number, parts in enumerate(pages, 1):
            progress.report(number, len(pages))
            if number > 1:
                writer.newPage()
            for top, part in parts:
                part.draw(painter, QPointF(_ROOM.left(), _ROOM.top() + top))
            _foot(painter, sheet.title, tr("{page} of {pages}", page=group(number), pages=group(len(pages))))
    finally:
        painter.end()  # before the writer goes, also where the work is called off
    return bytes(buffer.data().data())


def _foot(painter: QPainter, title: str, page: str) -> None:
    painter.setFont(_font(_SMALL))
    painter.setPen(QColor(LIGHT.dim))
    room = QRectF(_ROOM.left(), _PAGE.height() - _EDGE, _ROOM.width(), 2 * _SMALL)
    width = painter.fontMetrics().horizontalAdvance(page) + _GAP
    name = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(room.width() - width))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, page)


# What stands on the pages


def _groups(sheet: Sheet, progress: Progress) -> Iterator[_Group]:
    width = _ROOM.width()
    yield _Group([_text(sheet.title, _font(_TITLE, bold=True), width)])
    yield from _table(sheet, progress.part(_MADE, _TABLED))
    yield from (_Group([_text(line, _font(_TEXT), width)], space=_GAP) for line in _sums(sheet))
    formulas = FormulaSetter(_serif(), _serif())
    for number, row in enumerate(progress.part(_TABLED, _SET).track(sheet.rows)):
        parts = [*_row_head(row), *_row_steps(row, formulas)]
        if number == 0:
            parts.insert(0, _text(tr("Step by step"), _font(_HEADING, bold=True), width, below=_GAP))
        yield _Group(parts, space=2 * _GAP if number == 0 else 1.5 * _GAP)
    lines = [_text(f"•  {line}", _font(_TEXT), width, below=_GAP / 3) for line in conventions(sheet)]
    head = _text(tr("Conventions"), _font(_HEADING, bold=True), width, below=_GAP)
    yield _Group([head, *lines], space=3 * _GAP)


def _sums(sheet: Sheet) -> Iterator[str]:
    if len(sheet.addends) > 1:
        yield f"{tr('Parameters')}: {' + '.join(sheet.addends)} = {sheet.sum}"
    if sheet.fixed:
        yield tr("Not learnable: {count}", count=sheet.fixed_text)
    yield tr("Multiply–accumulates: {count}", count=sheet.macs_text)


def _table(sheet: Sheet, progress: Progress) -> Iterator[_Group]:
    bold = _font(_TEXT, bold=True)
    titles = ("#", tr("Layer"), tr("Size"), tr("Parameters"))
    head = _row([(title, _font(_TEXT, bold=True), LIGHT.dim) for title in titles], line=LIGHT.text)
    yield _Group([head], space=2 * _GAP)
    for row in progress.track(sheet.rows):
        name = [(str(row.number), _font(_TEXT), LIGHT.dim), (row.name, bold, LIGHT.text)]
        if row.note:
            cells = [*name, (row.note, _font(_TEXT), LIGHT.problem)]
        else:
            cells = [*name, (_size(row), _serif(), LIGHT.text), (_parameters(row), _serif(), LIGHT.text)]
        yield _Group([_row(cells, line=LIGHT.line)], head=head)
    total = [("", bold, LIGHT.text), (tr("Total"), bold, LIGHT.text), ("", bold, LIGHT.text)]
    yield _Group([_row([*total, (sheet.total, bold, LIGHT.text)])], head=head)


def _size(row: SheetRow) -> str:
    derived = "; ".join(f"{each.numbers} = {each.result}" for each in row.sizes)
    return f"{derived} → {row.shape}" if derived else row.shape


def _parameters(row: SheetRow) -> str:
    of = row.parameters
    if of is None:
        return "0"
    return of.result if of.is_bare else f"{of.numbers} = {of.result}"


def _row_head(row: SheetRow) -> Iterator[_Part]:
    yield _text(f"{row.number}. {row.name}", _font(_TEXT, bold=True), _ROOM.width())
    yield _text(row.about, _font(_TEXT), _ROOM.width(), LIGHT.dim, _GAP / 3)


def _row_steps(row: SheetRow, formulas: FormulaSetter) -> Iterator[_Part]:
    if row.note:
        yield _text(row.note, _font(_TEXT), _ROOM.width(), LIGHT.problem)
        return
    for equation in row.sizes:
        yield _equation(f"{tr('Size')} ({equation.axes})", equation, formulas)
    yield _labelled(tr("Output"), _text(row.shape, _serif(), _ROOM.width() - _LABEL))
    if row.parameters is None:
        yield _labelled(tr("Parameters"), _text(tr("none"), _serif(), _ROOM.width() - _LABEL))
    else:
        yield _equation(tr("Parameters"), row.parameters, formulas)
    if row.fixed:
        yield _labelled(tr("Not learnable"), _text(group(row.fixed), _serif(), _ROOM.width() - _LABEL))


# How it is set


def _font(size: int, *, bold: bool = False) -> QFont:
    font = QFont(UI_FAMILIES)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("calt"), 0)  # as the other shape of × would not be a letter in a PDF
    return font


def _serif() -> QFont:
    font = QFont(["Strata Serif", *UI_FAMILIES])
    font.setPixelSize(_FORMULA)
    return font


def _text(text: str, font: QFont, width: float, ink: str = LIGHT.text, below: float = 0.0) -> _Part:
    """Set a text in lines that are broken between words, or anywhere where a word is wider than its room."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height() * 1.1
    layout.endLayout()

    def draw(painter: QPainter, place: QPointF) -> None:
        painter.setPen(QColor(ink))
        layout.draw(painter, place)

    return _Part(height + below, draw)


def _row(cells: Sequence[tuple[str, QFont, str]], line: str = "") -> _Part:
    """Set a row of the table; its last cell has the room of those that are left out."""
    width = _ROOM.width()
    parts: list[tuple[float, _Part]] = []
    for (left, share), (text, font, ink) in zip(_COLUMNS, cells, strict=False):
        is_last = len(parts) == len(cells) - 1
        parts.append((left * width, _text(text, font, ((1 - left) if is_last else share) * width, ink)))
    height = max(part.height for _, part in parts) + _GAP

    def draw(painter: QPainter, place: QPointF) -> None:
        for left, part in parts:
            part.draw(painter, place + QPointF(left, _GAP / 2))
        if line:
            painter.setPen(QPen(QColor(line), 0.75 * _POINT))
            painter.drawLine(place + QPointF(0, height), place + QPointF(width, height))

    return _Part(height, draw)


def _labelled(label: str, part: _Part) -> _Part:
    """Set a label before a part, in a column of its own."""
    words = _text(label, _font(_TEXT), _LABEL - _GAP, LIGHT.dim)
    height = max(part.height, words.height) + _GAP / 3

    def draw(painter: QPainter, place: QPointF) -> None:
        words.draw(painter, place + QPointF(0, (height - words.height) / 2))
        part.draw(painter, place + QPointF(_LABEL, (height - part.height) / 2))

    return _Part(height, draw)


def _equation(label: str, equation: Equation, formulas: FormulaSetter) -> _Part:
    """Set the rule, the numbers and the result, with real fractions and brackets."""
    equals = (Piece(" = "),)
    boxes = formulas.boxes(equation.set_symbols, equation.inline_symbols, 0)
    if not equation.is_bare:
        boxes += [*formulas.text(equals, 0), *formulas.boxes(equation.set_numbers, equation.inline_numbers, 0)]
    boxes += formulas.text((Piece(f" = {equation.result}"),), 0)
    room = _ROOM.width() - _LABEL
    if any(box.width > room for box in boxes):
        return _labelled(label, _text(equation.chain, _serif(), room))
    return _labelled(label, _formula(boxes, room))


def _formula(boxes: Sequence[Box], width: float) -> _Part:
    """Set boxes in lines that are broken before an operator."""
    lines: list[list[Box]] = [[]]
    x = 0.0
    for box in boxes:
        if box.breaks and lines[-1] and x + box.width > width:
            lines.append([])
            x = 2 * _GAP
        box.move(x, 0)
        x += box.width
        lines[-1].append(box)
    height = 0.0
    for line in lines:
        ascent, descent = max(box.ascent for box in line), max(box.descent for box in line)
        for box in line:
            box.move(0, height + ascent)
        height += ascent + descent + _GAP / 6

    def draw(painter: QPainter, place: QPointF) -> None:
        painter.save()
        painter.translate(place)
        for box in boxes:
            for mark in box.marks:
                draw_mark(painter, mark, QPen(QColor(LIGHT.text)))
        painter.restore()

    return _Part(height, draw)
