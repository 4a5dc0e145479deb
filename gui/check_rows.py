"""Rows with a box to check: the words keep their place beside the box while a row is selected."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui import theme


class CheckRows(QStyledItemDelegate):
    """Paints the ground of a row itself: a style sheet that does moves the words onto a box of another size."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        states, now = QStyle.StateFlag, theme.current()
        plain = QStyleOptionViewItem(option)
        plain.state &= ~(states.State_Selected | states.State_MouseOver | states.State_HasFocus)
        state = option.state
        rect = option.rect
        if state & states.State_Selected:
            painter.fillRect(rect, theme.colour(now.accent_background))
        elif state & states.State_MouseOver:
            painter.fillRect(rect, theme.colour(now.window))
        super().paint(painter, plain, index)
        if state & states.State_HasFocus:
            painter.setPen(QPen(theme.colour(now.accent), 1))
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
