"""The bar below: the totals, and one line of what to try or what happened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from core.language import tr
from core.table import totals_text
from gui.document import Document
from gui.elided import ElidedLabel
from gui.icons import icon
from gui.theme import UNIT, changes, current, px, ui_font, zoom

HEIGHT = 36


class TotalsBar(QFrame):
    """Shows layers, parameters, multiply-accumulates and problems; `problems_clicked` asks for the first one."""

    problems_clicked = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setObjectName("totals_bar")
        self.setAccessibleName("Totals")
        self.setFixedHeight(HEIGHT)
        self._document = document
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, 0, 2 * UNIT, 0)
        layout.setSpacing(3 * UNIT)
        self._counts = QLabel()
        self._counts.setTextFormat(Qt.TextFormat.PlainText)
        self._counts.setFont(ui_font(weight=QFont.Weight.Medium))
        self._counts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rest = ElidedLabel()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._rest.setProperty("role", "dim")
        self._problems = QPushButton()
        self._problems.setFlat(True)
        self._problems.setObjectName("problems_button")
        self._problems.clicked.connect(self.problems_clicked)
        self._hint = QLabel()
        self._hint.setObjectName("hint")
        self._hint.setMinimumWidth(1)
        self._hint.hide()
        self._hint_text = ""
        self._looks: object = None
        for widget in (self._counts, self._rest, self._problems):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignVCenter)
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
        self._fit_hint()

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

    def show_hint(self, text: str, role: str = "") -> None:
        """Show one line at the right; empty takes it away."""
        self._hint_text = text
        self._hint.setToolTip(text)
        self._hint.setAccessibleName(text)
        if role != self._hint.property("role"):
            self._hint.setProperty("role", role)
            self._hint.style().unpolish(self._hint)
            self._hint.style().polish(self._hint)
        self._hint.setVisible(bool(text))
        self._fit_hint()

    def _fit_hint(self) -> None:
        """Cut the line where the totals leave no room for it, so that it never widens the window."""
        if not self._hint_text:
            self._hint.clear()
            return
        taken = sum(widget.sizeHint().width() + px(3 * UNIT) for widget in (self._counts, self._rest, self._problems))
        room = self.width() - taken - px(7 * UNIT)
        self._hint.setText(self._hint.fontMetrics().elidedText(self._hint_text, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hint()
