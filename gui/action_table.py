"""The window's actions by their names, which are the commands that tests and the command palette know."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.icons import icon

Keys = QKeySequence.StandardKey | str | tuple[str, ...] | None


class ActionTable:
    """Makes actions and finds them again."""

    FIRST_TEXT = "first_text"
    """The property with the text that an action was made with, as that of Undo changes."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def add(self, name: str, text: str, do: Callable[[], object], keys: Keys = None, icon_name: str = "") -> QAction:
        """Make an action; `keys` are a standard key or one or several key sequences."""
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.setProperty(self.FIRST_TEXT, text)
        if isinstance(keys, QKeySequence.StandardKey):
            action.setShortcuts(keys)
        elif keys:
            action.setShortcuts([QKeySequence(key) for key in ((keys,) if isinstance(keys, str) else keys)])
        if icon_name:
            action.setIcon(icon(icon_name))
        action.triggered.connect(lambda: do())  # noqa: PLW0108  (keeps the checked mark from `do`)
        self.enter(action)
        return action

    def enter(self, action: QAction) -> None:
        """Take an action that was made elsewhere, under its object's name."""
        self._actions[action.objectName()] = action
        self._window.addAction(action)

    def belongs_to(self, widget: QWidget, *names: str) -> None:
        """Let the keys of actions work in one widget alone, as in a text field they belong to the text."""
        for name in names:
            self._actions[name].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            widget.addAction(self._actions[name])

    def fill(self, menu: QMenu, *names: str) -> QMenu:
        """Put actions into a menu; an empty name is a separator."""
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        return menu
