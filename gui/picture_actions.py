"""What can be done with the picture: show it in the place of the list, copy it, export it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from core.language import tr
from core.picture import STYLES
from gui.action_table import ActionTable
from gui.panel_order import stops_of
from gui.preferences import recall

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.picture_view import PictureView


class PictureActions(QObject):
    """The actions of the picture, and the change between list and picture."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._views, self._styles = QActionGroup(window), QActionGroup(window)

    def enter(self, actions: ActionTable) -> None:
        """Make the actions."""
        self._actions, window = actions, self._window
        self._choice("show_list", tr("S&how List"), self._views, "Ctrl+1").triggered.connect(lambda: self.show(0))
        self._choice("show_picture", tr("Show &Picture"), self._views, "Ctrl+2").triggered.connect(lambda: self.show(1))
        for style, title in zip(STYLES, (tr("&Volumes"), tr("&Schematic")), strict=True):
            action = self._choice(f"picture_{style}", title, self._styles)
            action.triggered.connect(lambda _=False, style=style: window.picture.set_style_name(style))
        kept = recall("picture_style")
        self._styles.actions()[STYLES.index(kept) if kept in STYLES else 0].setChecked(True)
        self._views.actions()[0].setChecked(True)
        actions.add("picture_fit", tr("Fit Pict&ure"), self._fit)
        actions.add("copy_picture", tr("Copy P&icture"), self._copy)
        actions.add("export_picture", tr("Export Pict&ure…"), self._export)

    def serve(self, picture: "PictureView") -> None:
        """Answer to what is done in the picture."""
        picture.menu_wanted.connect(self._open_menu)
        picture.chosen.connect(self._go_to_properties)

    def _choice(self, name: str, text: str, group: QActionGroup, keys: str = "") -> QAction:
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setActionGroup(group)
        if keys:
            action.setShortcut(keys)
        self._actions.enter(action)
        return action

    def show(self, number: int) -> None:
        """Show the list (0) or the picture (1), and go there."""
        window = self._window
        if number and not window.picture.isVisible():
            window.document.told.emit(tr("Ctrl and the wheel, + and − zoom the picture; 0 shows all of it"))
        window.views.setCurrentWidget(window.picture if number else window.layers)
        self._views.actions()[number].setChecked(True)
        self.focus_view()

    def focus_view(self) -> None:
        """Go to the list or the picture, whichever is shown."""
        shown = self._window.views.currentWidget()
        if shown is not None:
            shown.setFocus()

    def menu(self) -> QMenu:
        """Make the menu of the picture."""
        names = ("copy_picture", "export_picture", "", "picture_volumes", "picture_schematic", "", "picture_fit")
        return self._actions.fill(QMenu(self._window.picture), *names)

    def _open_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _fit(self) -> None:
        self._window.picture.fit()

    def _copy(self) -> None:
        from gui.picture_export import put_on_clipboard  # noqa: PLC0415  (needed by few, so not at every start)

        window = self._window
        put_on_clipboard(window.document, window.picture.style_name, window.layers.folding.paths)

    def _export(self) -> None:
        from gui.picture_export import export_picture  # noqa: PLC0415  (needed by few, so not at every start)

        window = self._window
        folded = window.layers.folding.paths
        export_picture(window, window.document, window.picture.style_name, window.files.folder(), folded)

    def _go_to_properties(self) -> None:
        window = self._window
        window.show_properties()
        stops = stops_of(window.properties)
        if stops:
            stops[0].setFocus()
