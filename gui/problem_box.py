"""What is wrong at a layer, where that comes from, and the buttons that mend it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
)

from core.language import tr
from gui.theme import UNIT, px

if TYPE_CHECKING:
    from core.mends.mend import Mend

_LONGEST_BUTTON = 160
"""Characters that a button shows; names may be long, and its tooltip has all."""


class WrappedButton(QPushButton):
    """A button whose text takes as many lines as it needs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._words = text if len(text) <= _LONGEST_BUTTON else text[: _LONGEST_BUTTON - 1] + "…"
        self.setAccessibleName(text)
        self.setToolTip(text)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def words(self) -> str:
        """Give the text that is shown."""
        return self._words

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - 2 * px(UNIT) - 2, 1), 10_000)
        return self.fontMetrics().boundingRect(room, self._flags(), self._words).height() + px(UNIT + 4)

    def sizeHint(self) -> QSize:
        return QSize(px(UNIT), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _flags(self) -> int:
        return int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(self.palette().buttonText().color())
        painter.drawText(self.rect().adjusted(px(UNIT) + 1, 0, -px(UNIT) - 1, 0), self._flags(), self._words)
        painter.end()


class ProblemBox(QFrame):
    """What is wrong at the layer and what mends it, or which layer it waits for; `chosen` carries a Mend."""

    chosen = Signal(object)
    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem_box")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * UNIT, 12, 2 * UNIT, 12)
        self._layout.setSpacing(UNIT)
        self._text = self._label("Problem")
        self._text.setObjectName("problem_text")
        self._cause = self._label("Cause")
        self._buttons: list[WrappedButton] = []
        self._find: Callable[[], tuple[Mend, ...]] | None = None
        # Mends are looked for when everything else is shown, so that they hold up no typing.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._show_mends)

    def _label(self, name: str) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAccessibleName(name)
        self._layout.addWidget(label)
        return label

    def show_problem(self, problem: str, cause: str, find: Callable[[], tuple["Mend", ...]]) -> None:
        """Show a problem and where it comes from; `find` is asked for its mends as soon as there is time."""
        self._show(problem, cause, "problem")
        self._find = find
        self._timer.start()

    def show_waiting(self, waiting: str) -> None:
        """Show which layer is waited for."""
        self._show(tr("This layer {waits}.", waits=waiting), "", "waiting")

    def show_note(self, note: str) -> None:
        """Show what is worth knowing and no problem; nothing where it is empty."""
        self._show(note, "", "note")

    def _show(self, text: str, cause: str, role: str) -> None:
        self._timer.stop()
        self._find = None
        self._set_mends(())
        self._text.setText(text)
        self._cause.setText(cause)
        self._cause.setVisible(bool(cause))
        if self.property("role") != role:
            self.setProperty("role", role)
            for widget in (self, self._text, self._cause):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self.setVisible(bool(text))

    def _show_mends(self) -> None:
        if self._find is not None:
            self._set_mends(self._find())
            self._find = None
            self.grown.emit()

    def _set_mends(self, mends: tuple["Mend", ...]) -> None:
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(mend) for mend in mends]
        if self._buttons:
            self._layout.activate()

    def _button(self, mend: "Mend") -> WrappedButton:
        button = WrappedButton(mend.label)
        button.setAccessibleDescription(tr("Mends the problem; can be undone."))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.chosen.emit(mend))
        self._layout.addWidget(button)
        return button
