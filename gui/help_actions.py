"""The help's actions: the page on what is being worked on, the first steps, the shortcuts."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar

from core.help.keys import FIRST_PAGE, SHORTCUTS_PAGE, kind_key
from core.kinds import Kind
from core.language import language, tr
from gui.action_table import ActionTable
from gui.document import Document
from gui.layer_view import LayerView
from gui.palette import ENTRY_ROLE, PalettePanel, palette_entry

if TYPE_CHECKING:
    from core.help.pages import ActionWords
    from gui.help_window import HelpWindow


class HelpActions:
    """Opens pages of the help, in one window of its own that is made when it is first wanted."""

    def __init__(self, window: QMainWindow, document: Document, layers: LayerView, palette: PalettePanel) -> None:
        self._owner = window
        self._document = document
        self._layers = layers
        self._palette = palette
        self._words: list[ActionWords] = []
        self.window: HelpWindow | None = None

    def enter(self, table: ActionTable) -> None:
        """Make the actions."""
        self._table = table
        keys = QKeySequence.StandardKey.HelpContents
        table.add("help", tr("&Help"), lambda: self.show_page(self.page_in_hand()), keys, "help")
        table.add("help_first_steps", tr("&First Steps"), lambda: self.show_page(FIRST_PAGE))
        table.add("help_kind", tr("&Help on This Kind"), self._show_kind)
        table.add("help_shortcuts", tr("&Keyboard Shortcuts"), lambda: self.show_page(SHORTCUTS_PAGE))

    def show_page(self, key: str) -> None:
        """Open the help at a page."""
        from core.help.library import Library  # noqa: PLC0415  (needed by few, so not at every start)
        from gui.help_window import HelpWindow  # noqa: PLC0415

        words = action_words(self._table, self._owner.menuBar())
        if self.window is None or words != self._words:
            library = Library(language(), words)
            if self.window is None:
                self.window = HelpWindow(library)
                self._owner.destroyed.connect(self.window.deleteLater)
            else:
                self.window.show_library(library)
            self._words = words
        self.window.show_page(key)

    def page_in_hand(self) -> str:
        """Give the page on what the user is at: an entry of the palette, a layer, else the first steps."""
        focus = QApplication.focusWidget()
        if focus is not None and self._palette.isAncestorOf(focus):
            entry = self._palette.list.currentIndex().data(ENTRY_ROLE)
            if entry:
                return kind_key(palette_entry(entry)[0])
        kind = self._selected_kind()
        return kind_key(type(kind)) if kind else FIRST_PAGE

    def _selected_kind(self) -> Kind | None:
        rows = self._layers.selected_rows()
        return self._document.network.layers[rows[0]].kind if len(rows) == 1 else None

    def _show_kind(self) -> None:
        kind = self._selected_kind()
        if kind:
            self.show_page(kind_key(type(kind)))

    def refresh(self) -> None:
        """Enable the help on a kind where there is one."""
        self._table["help_kind"].setEnabled(self._selected_kind() is not None)


def action_words(table: ActionTable, bar: QMenuBar) -> "list[ActionWords]":
    """Describe the actions as people read them: those in menus in their order, then the others."""
    in_menus = list(_menu_actions(bar.actions(), ""))
    seen = {action for _, action in in_menus}
    rest = [("", action) for action in table if action not in seen]
    known = set(table)
    return [_words_of(menu, action) for menu, action in (*in_menus, *rest) if action in known]


def _menu_actions(actions: list[QAction], title: str) -> Iterator[tuple[str, QAction]]:
    for action in actions:
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from _menu_actions(menu.actions(), title or _plain(menu.title()))
        else:
            yield title, action


def _words_of(menu: str, action: QAction) -> "ActionWords":
    from core.help.pages import ActionWords  # noqa: PLC0415  (needed by few, so not at every start)

    text = action.property(ActionTable.FIRST_TEXT) or action.text()
    keys = tuple(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
    return ActionWords(action.objectName(), _plain(text), keys, menu)


def _plain(text: str) -> str:
    """Give an action's text without its mnemonic, which stands in brackets in Chinese."""
    text = re.sub(r"\(&\w\)", "", text)
    return re.sub(r"&(.)", r"\1", text).removesuffix("…")
