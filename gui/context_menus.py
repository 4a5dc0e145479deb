"""The menus that a right click or the menu key opens: what can be done with what is there."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from core.language import tr
from gui.action_table import ActionTable
from gui.edit_actions import EditActions
from gui.layer_view import LayerView
from gui.palette import Palette
from gui.totals_bar import TotalsBar
from gui.working_panel import WorkingPanel


class ContextMenus:
    """Makes the menus of the list, the palette, the working and the totals."""

    def __init__(self, actions: ActionTable, edit: EditActions, layers: LayerView) -> None:
        self._actions = actions
        self._edit = edit
        self._layers = layers

    def serve(self, palette: Palette, working: WorkingPanel, totals: TotalsBar) -> None:
        """Open the menus where they are asked for."""
        self._layers.menu_wanted.connect(lambda place: _open(self.layer_menu(), place))
        _ask(palette, lambda place: self.palette_menu(palette, place))
        _ask(working, lambda _: self.working_menu(working))
        _ask(totals, lambda _: self.totals_menu(totals))
        for label in totals.findChildren(QLabel):
            label.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def layer_menu(self) -> QMenu:
        """Make the menu of the selected rows."""
        menu, fill = QMenu(self._layers), self._actions.fill
        fill(menu, "cut", "copy", "copy_table", "paste", "duplicate", "delete", "")
        fill(menu, "add_layer", "rename", "connect", "read_above")
        if len(self._layers.selected_rows()) > 1:
            joins = menu.addMenu(tr("&Join Selected Layers"))
            joins.addActions(self._edit.merge_actions)
        fill(menu, "", "group", "ungroup", "rename_block", "repeat", "fold", "unfold")
        return fill(menu, "", "move_up", "move_down", "", "select_all")

    def palette_menu(self, palette: Palette, place: QPoint) -> QMenu | None:
        """Make the menu of a palette entry; there is none for a heading."""
        key = palette.key_at(place)
        if key is None:
            return None
        menu = QMenu(palette)
        menu.addAction(tr("&Add below the Selection"), lambda: palette.chosen.emit(key))
        return menu

    def working_menu(self, working: WorkingPanel) -> QMenu:
        """Make the menu of the working."""
        menu = QMenu(working)
        usual = working.createStandardContextMenu()
        # Of a menu that Qt made, the panel would keep the Python side when it is closed; this one goes with ours.
        usual.setParent(menu, usual.windowFlags())
        menu.addActions(usual.actions())
        menu.addSeparator()
        menu.addAction(tr("Copy as &LaTeX"), lambda: _copy(working.latex()))
        menu.addAction(tr("Copy the &Whole Working"), lambda: _copy(working.toPlainText()))
        return menu

    def totals_menu(self, totals: TotalsBar) -> QMenu:
        """Make the menu of the totals."""
        menu = QMenu(totals)
        menu.addAction(tr("&Copy Totals"), lambda: _copy(totals.text()))
        menu.addAction(self._actions["first_problem"])
        return menu


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _ask(widget: QWidget, make: Callable[[QPoint], QMenu | None]) -> None:
    """Open a menu where one is asked for; scrolling widgets give places in what they scroll."""

    def answer(place: QPoint) -> None:
        menu = make(place)
        if menu is not None:
            _open(menu, widget.mapToGlobal(place))

    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    widget.customContextMenuRequested.connect(answer)


def _open(menu: QMenu, place: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
