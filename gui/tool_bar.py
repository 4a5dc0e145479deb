"""The tool bar: the few actions that everybody needs."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from core.language import mark, tr
from gui.action_table import ActionTable
from gui.icons import ICON_SIZE, icon
from gui.rescale import STYLED_SPACE

OTHER_EXPORTS = ("export_table", "export_solution", "export_picture")
"""What the arrow of the export button offers."""


class ToolBar(QToolBar):
    """Buttons for some of the window's actions, by their names."""

    def __init__(self, actions: ActionTable) -> None:
        super().__init__(tr("Tools"))
        self.setObjectName("tools")
        self.setMovable(False)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        if (layout := self.layout()) is not None:
            layout.setProperty(STYLED_SPACE, True)
        self.addWidget(_add_button(actions["add_layer"]))
        self.addSeparator()
        self._steps = [ActionButton(actions["undo"], mark("Undo")), ActionButton(actions["redo"], mark("Redo"))]
        for button in self._steps:
            self.addWidget(button)
        self.addSeparator()
        self.addWidget(ActionButton(actions["move_up"], ""))
        self.addWidget(ActionButton(actions["move_down"], ""))
        self.addSeparator()
        self.addWidget(ActionButton(actions["show_list"], mark("List")))
        self.addWidget(ActionButton(actions["show_picture"], mark("Picture")))
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        export = ActionButton(actions["export_csv"], mark("Export CSV…"))
        self.addWidget(_with_others(export, [actions[name] for name in OTHER_EXPORTS]))

    def event(self, event: QEvent) -> bool:
        """Leave the words of Undo and Redo out where there is no room for all buttons."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._shorten()
        return super().event(event)

    def _shorten(self) -> None:
        styles = Qt.ToolButtonStyle
        is_short = self._steps[0].toolButtonStyle() == styles.ToolButtonIconOnly
        words = sum(button.fontMetrics().horizontalAdvance(f"  {button.text()}") for button in self._steps)
        needed = self.sizeHint().width() + (words if is_short else 0)
        style = styles.ToolButtonIconOnly if needed > self.width() else styles.ToolButtonTextBesideIcon
        for button in self._steps:
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)


def _add_button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setObjectName("add_layer_button")
    button.setText(tr("Add layer"))
    button.setAccessibleName("Add layer")
    button.setToolTip(tr("Search the palette for a layer to add (Insert)"))
    button.setIcon(icon("add", "on_accent"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.clicked.connect(action.trigger)
    return button


class ActionButton(QToolButton):
    """A button that looks and does as an action; its text stays though the action's own names the step.

    Qt's own default action is not used: with it Qt 6.11 connects the button once more whenever the action changes, so
    that each change of it takes the longer the longer the window is open.
    """

    def __init__(self, action: QAction, text: str) -> None:
        super().__init__()
        self.action = action
        self._text = text
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        self.setAccessibleName(text or action.objectName().replace("_", " ").title())
        self.setCheckable(action.isCheckable())
        self.clicked.connect(self._trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        action = self.action
        self.setIcon(action.icon())
        self.setEnabled(action.isEnabled())
        self.setChecked(action.isChecked())
        if self._text:
            self.setText(tr(self._text))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        words = action.text().replace("&", "")
        tip = f"{words} ({keys})" if keys else words
        self.setToolTip(tip)
        self.setWhatsThis(tip)

    def _trigger(self) -> None:
        self.action.trigger()
        self._follow()  # a click on the one that is checked in its group changes nothing


def _with_others(button: QToolButton, others: Sequence[QAction]) -> QToolButton:
    """Give a button an arrow with a menu of what is like its action."""
    menu = QMenu(button)
    menu.addActions(list(others))
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    return button
