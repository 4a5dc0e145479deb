"""The menu bar: which action stands where."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from core.language import tr
from gui.action_table import ActionTable
from gui.command_sources import LISTED_ELSEWHERE
from gui.edit_actions import EditActions
from gui.example_menu import ExampleMenu
from gui.recent_documents import RecentMenu
from gui.window_menu import CompareMenu, WindowMenu

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Menus:
    """Fills the menu bar; `examples`, `compared_examples` and `recent` are those whose signals open something."""

    def __init__(self, window: "MainWindow", actions: ActionTable) -> None:
        self._window = window
        self._bar = window.menuBar()
        self._actions = actions
        self.examples = ExampleMenu(tr("Open E&xample"), self._bar)
        self.compared_examples = ExampleMenu(tr("Compare With &Example"), self._bar)
        self.recent = RecentMenu(self._bar)
        for menu in (self.examples, self.compared_examples, self.recent):
            menu.setProperty(LISTED_ELSEWHERE, True)

    def fill(
        self,
        edit: EditActions,
        several_selected: Callable[[], bool],
        panels: Sequence[QAction],
        columns: Sequence[QAction],
    ) -> None:
        """Make all menus."""
        self._fill_file_menu()
        self._fill_edit_menu()
        self._fill_layer_menu(edit, several_selected)
        self._fill_view_menu(panels, columns)
        self._bar.addMenu(WindowMenu(self._bar, self._actions, self._window, self._window.windows))
        help_menu = self._bar.addMenu(tr("&Help"))
        self._actions.fill(help_menu, "help", "help_first_steps", "help_shortcuts", "whats_this", "", "about")

    def _fill_file_menu(self) -> None:
        menu = self._actions.fill(self._bar.addMenu(tr("&File")), "new", "new_window", "")
        self._actions.fill(menu, "open", "open_in_new_window")
        menu.addMenu(self.recent)
        menu.addMenu(self.examples)
        self._actions.fill(menu, "", "save", "save_as", "revert", "")
        comparisons = self._actions.fill(menu.addMenu(tr("Co&mpare")), "compare_with", "compare_with_saved")
        others = CompareMenu(comparisons, self._window)
        comparisons.addMenu(others)
        comparisons.addMenu(self.compared_examples)
        comparisons.aboutToShow.connect(others.refresh)
        exports = menu.addMenu(tr("&Export"))
        self._actions.fill(exports, "export_csv", "export_table", "export_solution", "export_picture")
        menu.addSeparator()
        self._actions.fill(menu, "close_window", "quit")

    def _fill_edit_menu(self) -> None:
        menu = self._bar.addMenu(tr("&Edit"))
        self._actions.fill(menu, "undo", "redo", "", "cut", "copy", "copy_table", "copy_picture", "paste")
        self._actions.fill(menu, "duplicate", "")
        self._actions.fill(menu, "delete", "")
        self._actions.fill(menu, "select_all", "", "find", "find_next", "find_previous", "", "commands")

    def _fill_layer_menu(self, edit: EditActions, several_selected: Callable[[], bool]) -> None:
        menu = self._actions.fill(self._bar.addMenu(tr("&Layer")), "add_layer", "rename", "")
        self._actions.fill(menu, "connect", "read_above", "", "move_up", "move_down", "")
        self._actions.fill(menu, "group", "ungroup", "rename_block", "repeat", "")
        merges = menu.addMenu(tr("&Join Selected Layers"))
        merges.addActions(edit.merge_actions)
        menu.aboutToShow.connect(lambda: merges.setEnabled(several_selected()))
        self._actions.fill(menu, "", "first_problem", "help_kind")

    def _fill_view_menu(self, panels: Sequence[QAction], columns: Sequence[QAction]) -> None:
        view = self.view = self._bar.addMenu(tr("&View"))
        self._actions.fill(view, "show_list", "show_picture", "")
        style = view.addMenu(tr("Picture St&yle"))
        self._actions.fill(style, "picture_volumes", "picture_schematic")
        self._actions.fill(view, "picture_fit", "")
        view.addActions(list(panels))
        self._actions.fill(view, "", "overview")
        view.addSeparator()
        view.addMenu(tr("Colu&mns")).addActions(list(columns))
        self._actions.fill(view.addMenu(tr("Bloc&ks")), "fold", "unfold", "fold_all", "unfold_all")
        view.addSeparator()
        self._actions.fill(view, "next_panel", "previous_panel")
