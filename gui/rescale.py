"""Widgets are laid out for 100 %; this gives their margins and fixed sizes the zoom that is chosen.

Who sets a font of its own, sets it again on `theme.changes.changed`.
"""

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QToolBar,
    QWidget,
)

from gui.icons import ICON_SIZE
from gui.inside import inside
from gui.theme import px, zoom

STYLED_SPACE = "space_of_style_sheet"
"""A property of layouts whose room the style sheet gives, which has the zoom already."""

_SPACE, _SIZE = "space_at_100", "size_at_100"
_FREE = 16777215
"""Qt's largest size: what is not fixed."""


def fit_zoom(root: QWidget, *, was_shown: bool = False) -> None:
    """Fit a widget and all that is in it; `was_shown` says that it may have another zoom by now."""
    if zoom() == 100 and not was_shown:
        return
    for layout in inside(root, QLayout):
        _fit_layout(layout)
    for widget in (root, *inside(root, QWidget)):
        _fit_size(widget)
        if isinstance(widget, QAbstractButton | QToolBar):
            widget.setIconSize(QSize(px(ICON_SIZE), px(ICON_SIZE)))
        widget.updateGeometry()


def _fit_layout(layout: QLayout) -> None:
    if layout.property(STYLED_SPACE):
        return
    base = layout.property(_SPACE)
    if base is None:
        margins = layout.contentsMargins()
        base = [margins.left(), margins.top(), margins.right(), margins.bottom(), layout.spacing()]
        layout.setProperty(_SPACE, base)
    left, top, right, bottom, spacing = base
    layout.setContentsMargins(QMargins(px(left), px(top), px(right), px(bottom)))
    if spacing >= 0:
        layout.setSpacing(px(spacing))


def _fit_size(widget: QWidget) -> None:
    """Fit a size that was fixed; those of fields are the style sheet's."""
    if isinstance(widget, QLineEdit | QAbstractSpinBox | QComboBox) or widget.isWindow():
        return
    base = widget.property(_SIZE)
    if base is None:
        least, most = widget.minimumSize(), widget.maximumSize()
        base = [
            least.width() if least.width() == most.width() < _FREE else 0,
            least.height() if least.height() == most.height() < _FREE else 0,
        ]
        widget.setProperty(_SIZE, base)
    if base[0]:
        widget.setFixedWidth(px(base[0]))
    if base[1]:
        widget.setFixedHeight(px(base[1]))
