"""The chart of costs along the network: parameters, work and memory as three rows of bars, a bar a layer."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.costs import ACTIVATIONS, LEARNABLE, WORK, Measure, bins, most_costly, write_bytes
from core.language import decimal, listed, tr, tr_count
from core.records import dataclass
from core.table import Table, write_count
from gui.number_type import number_type
from gui.theme import LABEL_SIZE, UNIT, changes, colour, current, px, ui_font

MEASURES: tuple[Measure, ...] = (LEARNABLE, WORK, ACTIVATIONS)
_BAR_HEIGHT, _LABEL_HEIGHT = 36, 20


@dataclass(frozen=True)
class _Row:
    """One row of the chart: its amounts by layer, and by bar."""

    measure: Measure
    amounts: Sequence[int]
    bars: Sequence[int]
    total: int


class CostChart(QWidget):
    """Paints the costs of a table; long networks in bars of several layers. `chosen` carries a row of the list."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Costs along the network")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._table: Table | None = None
        self._amounts: list[list[int]] = []
        self._rows: list[_Row] = []
        self._bins: list[range] = []
        self._marked: int | None = None
        changes.changed.connect(self._measure)

    def sizeHint(self) -> QSize:
        return QSize(px(240), len(MEASURES) * px(_BAR_HEIGHT + _LABEL_HEIGHT + UNIT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.sizeHint().height())

    def _measure(self) -> None:
        self.updateGeometry()
        self._part()

    # What it shows

    def show_table(self, table: Table) -> None:
        """Show the costs of a table."""
        self._table = table
        self._amounts = [measure.amounts(table) for measure in MEASURES]
        self._part()
        self.setAccessibleDescription(self._describe())

    def mark_row(self, row: int | None) -> None:
        """Mark the layer that is selected in the list; None marks none."""
        if row != self._marked:
            self._marked = row
            self.update()

    def _part(self) -> None:
        """Part the layers into as many bars as there is room for."""
        count = len(self._amounts[0]) if self._amounts else 0
        self._bins = bins(count, max(self.width() // 2, 1)) if count else []
        self._rows = []
        for measure, amounts in zip(MEASURES, self._amounts, strict=False):
            bars = [sum(amounts[part.start : part.stop]) for part in self._bins]
            self._rows.append(_Row(measure, amounts, bars, sum(amounts)))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._part()

    def _describe(self) -> str:
        parts = []
        for row in self._rows:
            named = [self._share_of(row, number) for number in most_costly(row.amounts)]
            parts.append(tr("{measure}: {layers}", measure=_titled(row.measure), layers=listed(named) or "0"))
        return ". ".join(parts)

    def _share_of(self, row: _Row, number: int) -> str:
        name = self._table.layer(number).name if self._table else ""
        share = decimal(row.amounts[number] * 100 / row.total if row.total else 0.0, ".1f")
        return tr("{layer} {share} %", layer=name, share=share)

    # Places

    def _place(self, number: int) -> QRect:
        height = px(_BAR_HEIGHT + _LABEL_HEIGHT + UNIT)
        return QRect(0, number * height + px(_LABEL_HEIGHT), self.width(), px(_BAR_HEIGHT))

    def _span(self, bar: int) -> tuple[int, int]:
        """Give where a bar begins and how wide it is, with a gap where there is room for one."""
        left = bar * self.width() // len(self._bins)
        right = (bar + 1) * self.width() // len(self._bins)
        gap = 1 if right - left > 3 else 0
        return left, max(right - left - gap, 1)

    def _bar_at(self, x: int) -> int:
        return min(max(x, 0) * len(self._bins) // max(self.width(), 1), len(self._bins) - 1)

    def _bar_of(self, row: int) -> int:
        return bisect_right(self._bins, row, key=lambda part: part.start) - 1

    def _row_at(self, place: QPoint) -> _Row | None:
        number = place.y() // px(_BAR_HEIGHT + _LABEL_HEIGHT + UNIT)
        return self._rows[number] if self._bins and 0 <= number < len(self._rows) else None

    def layer_at(self, place: QPoint) -> int | None:
        """Give the row of the layer at a place: of several in one bar, the one that costs most."""
        row = self._row_at(place)
        if row is None:
            return None
        return max(self._bins[self._bar_at(place.x())], key=lambda number: row.amounts[number])

    def text_at(self, place: QPoint) -> str:
        """Say what stands at a place: the layer, its number and its share; of several, how many they are."""
        row, layer = self._row_at(place), self.layer_at(place)
        if row is None or layer is None or self._table is None:
            return ""
        part = self._bins[self._bar_at(place.x())]
        told = tr(
            "{layer}: {amount}, {share} %",
            layer=self._table.layer(layer).name,
            amount=_written(row.measure, row.amounts[layer]),
            share=decimal(row.amounts[layer] * 100 / row.total if row.total else 0.0, ".1f"),
        )
        if len(part) == 1:
            return told
        first, last = self._table.layer(part.start).name, self._table.layer(part.stop - 1).name
        whole = tr("{first} to {last}", first=first, last=last)
        count = tr_count("{count} layer", "{count} layers", len(part))
        bar = _written(row.measure, row.bars[self._bar_at(place.x())])
        return f"{told}\n{whole}: {count}, {bar}"

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, row in enumerate(self._rows):
            self._paint_row(painter, number, row)
        if self.hasFocus():
            painter.setPen(colour(current().accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_row(self, painter: QPainter, number: int, row: _Row) -> None:
        theme, place, font = current(), self._place(number), ui_font(LABEL_SIZE)
        painter.setFont(font)
        label = QRect(0, place.top() - px(_LABEL_HEIGHT), place.width(), px(_LABEL_HEIGHT))
        total = _written(row.measure, row.total)
        painter.setPen(colour(theme.text))
        painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, total)
        room = label.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(total) - px(UNIT), 0)
        painter.setPen(colour(theme.dim))
        title = QFontMetrics(font).elidedText(_titled(row.measure), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        marked = self._bar_of(self._marked) if self._marked is not None and self._bins else -1
        if marked >= 0:
            left, width = self._span(marked)
            middle, wide = left + width // 2, max(width, px(UNIT) // 2)
            painter.fillRect(middle - wide // 2, place.top(), wide, place.height(), colour(theme.accent_background))
            painter.fillRect(middle - wide // 2, place.bottom() + 1, wide, px(3), colour(theme.accent))
        self._paint_bars(painter, place, row)
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, colour(theme.line))

    def _paint_bars(self, painter: QPainter, place: QRect, row: _Row) -> None:
        theme, most = current(), max(row.bars, default=0)
        if not most or self._table is None:
            return
        for bar, amount in enumerate(row.bars):
            if not amount:
                continue
            left, width = self._span(bar)
            height = max(amount * place.height() // most, 1)
            layer = max(self._bins[bar], key=lambda number: row.amounts[number])
            family = self._table.layer(layer).kind.family
            painter.fillRect(left, place.bottom() - height, width, height, colour(theme.family(family)))

    # Hands

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.text_at(event.pos()), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        QToolTip.showText(event.globalPosition().toPoint(), self.text_at(event.position().toPoint()), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        layer = self.layer_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and layer is not None:
            self.chosen.emit(layer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the layers with the arrow keys, Home and End."""
        last = len(self._amounts[0]) - 1 if self._amounts else -1
        here = self._marked or 0
        steps = {
            Qt.Key.Key_Left.value: here - 1,
            Qt.Key.Key_Right.value: here + 1,
            Qt.Key.Key_Home.value: 0,
            Qt.Key.Key_End.value: last,
        }
        if event.key() in steps and last >= 0:
            self.chosen.emit(min(max(steps[event.key()], 0), last))
        else:
            super().keyPressEvent(event)


def _written(measure: Measure, amount: int) -> str:
    return write_bytes(amount * number_type.size()) if measure is ACTIVATIONS else write_count(amount)


def _titled(measure: Measure) -> str:
    return tr("Activation memory, one sample") if measure is ACTIVATIONS else tr(measure.title)
