"""The Summary: totals and memory with their workings and conventions, and the costs along the network."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.costs import NUMBER_BYTES, OPTIMISER_COPIES, Figure, count_figures, figures, write_figure
from core.language import group, tr, tr_count
from gui.cost_chart import CostChart
from gui.document import Document
from gui.number_field import NumberField
from gui.number_type import number_type
from gui.preferences import recall, remember
from gui.theme import LABEL_SIZE, UNIT, changes, current, px

_KEY = "summary"
_MOST_AT_ONCE = 1_000_000
"""No batch is larger; beyond it someone has mistyped."""


class SummaryPanel(QScrollArea):
    """Shows what the network costs; nothing is worked out while it is hidden. `row_chosen` carries a row."""

    row_chosen = Signal(int)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._is_seen = True
        self.setAccessibleName("Summary")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._make_parts()
        self._lay_out()
        document.changed.connect(lambda _: self.refresh())
        document.replaced.connect(self.refresh)
        changes.changed.connect(self.refresh)
        number_type.changed.connect(self._take_numbers)

    def _make_parts(self) -> None:
        kept = recall(_KEY)
        chosen = kept if isinstance(kept, dict) else {}
        batch = chosen.get("batch")
        self._taken = batch if type(batch) is int and 1 <= batch <= _MOST_AT_ONCE else 1
        self.batch = NumberField(1, _MOST_AT_ONCE)
        self.batch.setAccessibleName("Batch size")
        self.batch.setToolTip(tr("How many inputs go through the network at once"))
        self.batch.show_number(self._taken)
        self.batch.edited.connect(self._take_batch)
        self.numbers = _box("Number type", NUMBER_BYTES, number_type.name)
        self.numbers.activated.connect(lambda _: number_type.choose(str(self.numbers.currentData())))
        self.optimiser = _box("Optimiser", OPTIMISER_COPIES, chosen.get("optimiser"))
        self.optimiser.activated.connect(lambda _: self._choose())
        self.refusal = QLabel()
        self.refusal.setProperty("role", "refusal")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.chart = CostChart()
        self.chart.chosen.connect(self.row_chosen)
        self.figures = QLabel()
        self.figures.setAccessibleName("Figures")
        self.figures.setTextFormat(Qt.TextFormat.RichText)
        self.figures.setWordWrap(True)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignTop)
        flags = Qt.TextInteractionFlag
        self.figures.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("panel")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 2 * UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(_label(tr("Summary")))
        layout.addWidget(self.chart)
        grid = QGridLayout()
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(UNIT // 2)
        for column, (title, field) in enumerate(
            ((tr("Batch size"), self.batch), (tr("Number type"), self.numbers), (tr("Optimiser"), self.optimiser))
        ):
            above = _label(title)
            above.setBuddy(field)
            # The optimiser's names are long: a line of its own.
            line, place, width = (0, column, 1) if column < 2 else (2, 0, 2)
            grid.addWidget(above, line, place, 1, width)
            grid.addWidget(field, line + 1, place, 1, width)
        layout.addLayout(grid)
        layout.addWidget(self.refusal)
        layout.addWidget(self.figures)
        layout.addStretch(1)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return QSize(px(288), px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(120))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    # What is chosen

    def _take_batch(self, value: object) -> None:
        fits = isinstance(value, int) and 1 <= value <= _MOST_AT_ONCE
        self.refusal.setText("" if fits else tr("A batch has from 1 to {most} inputs.", most=group(_MOST_AT_ONCE)))
        self.refusal.setVisible(not fits)
        if isinstance(value, int) and fits:
            self._taken = value
            self.batch.show_number(value)
            self._choose()

    def _choose(self) -> None:
        remember(_KEY, {"batch": self._taken, "optimiser": self.optimiser.currentData()})
        self._write()

    def _take_numbers(self) -> None:
        self.numbers.setCurrentIndex(self.numbers.findData(number_type.name))
        self.refresh()

    # What is shown

    def mark_row(self, row: int | None) -> None:
        """Mark the layer that is selected in the list."""
        self.chart.mark_row(row)

    def set_seen(self, *, is_seen: bool) -> None:
        """Take note of whether the panel is seen or stands behind another one."""
        if is_seen != self._is_seen:
            self._is_seen = is_seen
            self.refresh()

    def refresh(self) -> None:
        """Work the figures out anew; a panel that nobody sees costs nothing."""
        if self._is_seen and self.isVisible():
            self.chart.show_table(self._document.table())
            self._write()

    def _write(self) -> None:
        table = self._document.table()
        memory = figures(table, self._taken, number_type.name, str(self.optimiser.currentData()))
        unknown = table.analysis.totals.unknown
        parts = [_written(tr("In all"), count_figures(table), at_least=bool(unknown))]
        parts.append(_written(tr("Memory"), memory, at_least=bool(unknown)))
        if unknown:
            sentence = tr_count(
                "{count} layer is not known, so that these are the least figures.",
                "{count} layers are not known, so that these are the least figures.",
                unknown,
            )
            parts.insert(0, f'<p style="color:{current().waiting}">{escape(sentence)}</p>')
        shown = "".join(parts)
        if self.figures.text() != shown:
            self.figures.setText(shown)


def _written(title: str, listed: Sequence[Figure], *, at_least: bool) -> str:
    """Write figures: what and how much in one line, below it the working and what is taken for granted."""
    theme, small, unit = current(), px(LABEL_SIZE), px(UNIT)
    rows = []
    for figure in listed:
        known = "≥ " if at_least else ""
        working = f"{figure.working} = {group(figure.result)}" if figure.working else ""
        below = "<br>".join(escape(text) for text in (working, figure.convention) if text)
        much = (
            f'<td align="right" width="1%" style="white-space:nowrap"><b>{known}{escape(write_figure(figure))}</b></td>'
        )
        style = f"color:{theme.dim}; font-size:{small}px; padding-bottom:{unit}px"
        rows.append(
            f'<tr><td>{escape(figure.label)}</td>{much}</tr><tr><td colspan="2" style="{style}">{below}</td></tr>'
        )
    heading = (
        f'<p style="color:{theme.dim}; font-size:{small}px; margin:{unit}px 0 {unit // 2}px 0">{escape(title)}</p>'
    )
    return f'{heading}<table width="100%" cellspacing="0" cellpadding="0">{"".join(rows)}</table>'


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "label")
    return label


def _box(name: str, entries: Iterable[str], chosen: object) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for entry in entries:
        box.addItem(entry, entry)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box
