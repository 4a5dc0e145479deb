"""The bar below: the totals, and one line of what to try or what happened."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from core.language import tr
from core.table import totals_text
from gui.document import Document
from gui.elided import ElidedLabel, text_width
from gui.icons import icon
from gui.theme import UNIT, changes, current, px, ui_font, zoom

HEIGHT = 36
_LEAST_HINT, _LEAST_REST = 320, 64
"""A line at the right has so much room before the less important totals have any."""
_PASSES_AFTER = 10_000  # milliseconds


class TotalsBar(QFrame):
    """Shows layers, parameters, multiply-accumulates and problems; `problems_clicked` asks for the first one."""

    problems_clicked = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setObjectName("totals_bar")
        self.setAccessibleName("Totals")
        self.setFixedHeight(HEIGHT)
        self._document = document
        # Placed by hand: with a layout of Qt's each new text would let the window lay out all its panels anew.
        self._counts = QLabel(self)
        self._counts.setTextFormat(Qt.TextFormat.PlainText)
        self._counts.setFont(ui_font(weight=QFont.Weight.Medium))
        self._counts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rest = ElidedLabel(self)
        self._rest.setProperty("role", "dim")
        self._problems = QPushButton(self)
        self._problems.setFlat(True)
        self._problems.setObjectName("problems_button")
        self._problems.clicked.connect(self.problems_clicked)
        self._hint = ElidedLabel(self)
        self._hint.setObjectName("hint")
        self._hint.hide()
        self.passing = QTimer(self, interval=_PASSES_AFTER, singleShot=True)
        self.passing.timeout.connect(lambda: self.show_hint(""))
        self._looks: object = None
        document.changed.connect(lambda _: self.refresh())
        document.replaced.connect(self.refresh)
        changes.changed.connect(self.refresh)
        self.refresh()

    def text(self) -> str:
        """Give the totals as plain text."""
        return ", ".join(totals_text(self._document.table()))

    def refresh(self) -> None:
        """Show the totals as they are now."""
        layers, parameters, *rest, problems = totals_text(self._document.table())
        self._counts.setText(f"{layers}      {parameters}")
        self._rest.setText("      ".join(rest))
        wrong = bool(self._document.state.analysis.totals.problems)
        self._problems.setText(problems if wrong else tr("No problems"))
        self._dress(wrong=wrong)
        self.setAccessibleDescription(", ".join((layers, parameters, *rest, problems)))

    def _dress(self, *, wrong: bool) -> None:
        """Give the parts their looks where those are others: to set a style sheet costs more than an edit."""
        theme = current()
        looks = (wrong, theme, zoom())
        if looks == self._looks:
            return
        self._looks = looks
        self._counts.setFont(ui_font(weight=QFont.Weight.Medium))
        self._problems.setIcon(icon("problem", "problem") if wrong else icon("good", "good"))
        self._problems.setEnabled(wrong)
        self._problems.setStyleSheet(
            "QPushButton { border: 1px solid transparent; background: transparent;"
            f" padding: 0 {px(4)}px; min-height: {px(24)}px;"
            f" color: {theme.problem if wrong else theme.good}; }}"
            f"QPushButton:focus {{ border-color: {theme.accent}; }}"
        )
        self._problems.setToolTip(tr("Go to the first problem") if wrong else "")

    def show_refusal(self, sentence: str) -> None:
        """Show at the right why a request could not be met."""
        self.show_hint(sentence, "problem")

    def tell(self, text: str) -> None:
        """Show for a while what has happened that changes nothing in the document."""
        self.show_hint(text)
        self.passing.start()

    def show_hint(self, text: str, role: str = "") -> None:
        """Show one line at the right; empty takes it away."""
        self.passing.stop()
        self._hint.setText(text)
        self._hint.setAccessibleName(text)
        if role != self._hint.property("role"):
            self._hint.setProperty("role", role)
            self._hint.style().unpolish(self._hint)
            self._hint.style().polish(self._hint)
        self._hint.setVisible(bool(text))

    def minimumSizeHint(self) -> QSize:
        needed = text_width(self._counts) + self._problems.sizeHint().width() + 2 * px(2 * UNIT) + 2 * px(3 * UNIT)
        return QSize(needed, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Lay the parts out anew, before they are painted, when one of them has another text or font."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()  # what changed before asked for nothing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Set the totals side by side, and the line at the right, cut where they leave no room for it."""
        edge, gap, button = px(2 * UNIT), px(3 * UNIT), self._problems.sizeHint()
        counts = text_width(self._counts)
        rest = self.width() - 2 * edge - counts - button.width() - 2 * gap
        if not self._hint.isHidden():
            rest -= min(self._hint.sizeHint().width(), px(_LEAST_HINT)) + gap
        rest = min(text_width(self._rest), rest if rest > px(_LEAST_REST) else 0)
        x = edge
        for part, width in ((self._counts, counts), (self._rest, max(rest, 0)), (self._problems, button.width())):
            height = button.height() if part is self._problems else self.height()
            part.setGeometry(x, (self.height() - height) // 2, width, height)
            x += width + gap
        hint = self._hint.sizeHint()
        width = max(min(hint.width(), self.width() - edge - x), 0)
        self._hint.setGeometry(self.width() - edge - width, (self.height() - hint.height()) // 2, width, hint.height())
