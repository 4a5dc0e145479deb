"""A user who sees nothing: keys go in, and what the accessible tree says comes out."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_NOT_SPOKEN = {"Client", "Pane", "Splitter", "Separator", "Border", "Grouping", "LayeredPane", "Window", "NoRole"} | {
    *("ScrollBar", "StatusBar", "MenuBar"),
}
"""Roles of what only holds or moves other things, and is called by its role."""

_MOST_TABS = 50


def role(interface: QAccessibleInterface) -> str:
    """Give the role as a word."""
    return str(interface.role()).rsplit(".", 1)[-1]


def _there(interface: QAccessibleInterface) -> QAccessibleInterface | None:
    """Give an interface where there is one; the stubs of PySide6 promise one where Qt may give none."""
    found = cast("QAccessibleInterface | None", interface)
    return found if found is not None and found.isValid() else None


def spoken(interface: QAccessibleInterface) -> str:
    """Say something as a screen reader does: name, role, value, description."""
    kinds = QAccessible.Text
    name, value = interface.text(kinds.Name), interface.text(kinds.Value)
    state = interface.state()
    marks = [word for word, is_so in (("checked", state.checked), ("disabled", state.disabled)) if is_so]
    told = [name, role(interface), value if value != name else "", *marks, interface.text(kinds.Description)]
    return " | ".join(part for part in told if part)


def tree(interface: QAccessibleInterface, depth: int = 0) -> Iterator[tuple[int, QAccessibleInterface]]:
    """Go through everything that a screen reader can reach below a widget, parents first."""
    yield depth, interface
    for number in range(interface.childCount()):
        child = _there(interface.child(number))
        if child is not None and not child.state().invisible:
            yield from tree(child, depth + 1)


def dump(widget: QWidget) -> str:
    """Write the accessible tree as text, a line a thing."""
    whole = tree(QAccessible.queryAccessibleInterface(widget))
    return "\n".join(f"{'  ' * depth}{spoken(interface)}" for depth, interface in whole)


def nameless(widget: QWidget) -> list[str]:
    """List what has a role to be used or read, and no name."""
    found = []
    for _, interface in tree(QAccessible.queryAccessibleInterface(widget)):
        if role(interface) not in _NOT_SPOKEN and not interface.text(QAccessible.Text.Name):
            parent = _there(interface.parent())
            found.append(f"{role(interface)} in {spoken(parent) if parent is not None else 'nothing'}")
    return found


class ScreenReader:
    """Presses keys where the focus is, and hears where that is."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def focus(self) -> str:
        """Say what has the focus: a cell or an entry where a view has it."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        interface = QAccessible.queryAccessibleInterface(widget)
        return spoken(_there(interface.focusChild()) or interface)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the active window."""
        QTest.keyClick((QApplication.activeWindow() or self._window).windowHandle(), key, keys)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        QTest.keyClicks(widget, text)

    def tab_to(self, name: str) -> None:
        """Press Tab until something of a name has the focus."""
        heard = []
        for _ in range(_MOST_TABS):
            widget = QApplication.focusWidget()
            if widget is not None and QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) == name:
                return
            heard.append(self.focus().split(" | ")[0])
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name}, but to: {'; '.join(heard)}")
