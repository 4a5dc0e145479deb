"""The menu bar: which action stands where."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMenuBar

from gui.action_table import ActionTable
from gui.edit_actions import EditActions
from gui.example_menu import ExampleMenu


class Menus:
    """Fills the menu bar; `examples` is the menu whose signal opens one."""

    def __init__(self, bar: QMenuBar, actions: ActionTable) -> None:
        self._bar = bar
        self._actions = actions
        self.examples = ExampleMenu(bar)

    def fill(
        self,
        edit: EditActions,
        several_selected: Callable[[], bool],
        docks: Sequence[QDockWidget],
        columns: Sequence[QAction],
    ) -> None:
        """Make all menus."""
        self._fill_file_menu()
        self._fill_edit_menu()
        self._fill_layer_menu(edit, several_selected)
        self._fill_view_menu(docks, columns)
        self._actions.fill(self._bar.addMenu("&Help"), "about")

    def _fill_file_menu(self) -> None:
        menu = self._actions.fill(self._bar.addMenu("&File"), "new", "open")
        menu.addMenu(self.examples)
        self._actions.fill(menu, "", "save", "save_as", "", "export_csv", "", "quit")

    def _fill_edit_menu(self) -> None:
        menu = self._bar.addMenu("&Edit")
        self._actions.fill(menu, "undo", "redo", "", "cut", "copy", "paste", "duplicate", "", "delete", "")
        self._actions.fill(menu, "select_all")

    def _fill_layer_menu(self, edit: EditActions, several_selected: Callable[[], bool]) -> None:
        menu = self._actions.fill(self._bar.addMenu("&Layer"), "add_layer", "rename", "", "move_up", "move_down", "")
        merges = menu.addMenu("&Join Selected Layers")
        merges.addActions(edit.merge_actions)
        menu.aboutToShow.connect(lambda: merges.setEnabled(several_selected()))
        self._actions.fill(menu, "", "first_problem")

    def _fill_view_menu(self, docks: Sequence[QDockWidget], columns: Sequence[QAction]) -> None:
        view = self._bar.addMenu("&View")
        for dock in docks:
            view.addAction(dock.toggleViewAction())
        view.addSeparator()
        view.addActions(list(columns))
