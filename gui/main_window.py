"""The window: its parts, its actions, and how they hang together."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QVBoxLayout, QWidget

from core import actions
from core.examples import Example
from core.kinds import catalogue
from core.session import Session, Step
from gui.clipboard import LayerClipboard
from gui.document import Document
from gui.example_menu import ExampleMenu
from gui.file_actions import FileActions
from gui.icons import app_icon, icon
from gui.layer_model import LayerModel
from gui.layer_view import LayerView
from gui.note_bar import NoteBar
from gui.palette import Palette, palette_entry
from gui.property_panel import PropertyPanel
from gui.tool_bar import ToolBar
from gui.totals_bar import TotalsBar
from gui.working_panel import WorkingPanel


class MainWindow(QMainWindow):
    """One window on one document."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setWindowIcon(app_icon())
        self.document = Document(session)
        self.files = FileActions(self, self.document)
        self.clipboard = LayerClipboard(self.document)
        self.model = LayerModel(self.document)
        self.layers = LayerView(self.document, self.model)
        self.palette_panel = Palette()
        self.properties = PropertyPanel(self.document)
        self.working = WorkingPanel(self.document)
        self.totals = TotalsBar(self.document)
        self.note = NoteBar()
        self._lay_out()
        self._actions: dict[str, QAction] = {}
        self._make_actions()
        self._make_merge_actions()
        self._make_menus()
        self.addToolBar(ToolBar(self._actions))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._connect()
        self.layers.select_rows([min(1, len(self.document.network) - 1)] if len(self.document.network) else [])
        self._refresh()

    def _lay_out(self) -> None:
        self.resize(1280, 800)
        self.setMinimumSize(1000, 560)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.note)
        layout.addWidget(self.layers)
        self.setCentralWidget(centre)
        areas = Qt.DockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, areas.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, areas.RightDockWidgetArea)
        self._docks = [
            self._dock("palette_dock", "Palette", self.palette_panel, areas.LeftDockWidgetArea),
            self._dock("properties_dock", "Properties", self.properties, areas.RightDockWidgetArea),
            self._dock("working_dock", "Working", self.working, areas.BottomDockWidgetArea),
        ]
        self.resizeDocks(self._docks[:2], [208, 288], Qt.Orientation.Horizontal)
        self.resizeDocks(self._docks[2:], [256], Qt.Orientation.Vertical)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(0, 0, 0, 0)
        self.statusBar().addWidget(self.totals, 1)

    def _dock(self, name: str, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setTitleBarWidget(QWidget(dock))  # the panels say themselves what they are
        dock.setWidget(panel)
        self.addDockWidget(area, dock)
        return dock

    # Actions

    def _add_action(
        self,
        name: str,
        text: str,
        do: Callable[[], object],
        keys: QKeySequence.StandardKey | str | tuple[str, ...] | None = None,
        icon_name: str = "",
    ) -> None:
        action = QAction(text, self)
        action.setObjectName(name)
        if isinstance(keys, QKeySequence.StandardKey):
            action.setShortcuts(keys)
        elif keys:
            action.setShortcuts([QKeySequence(key) for key in ((keys,) if isinstance(keys, str) else keys)])
        if icon_name:
            action.setIcon(icon(icon_name))
        action.triggered.connect(lambda: do())  # noqa: PLW0108  (keeps the checked mark from `do`)
        self._actions[name] = action
        self.addAction(action)

    def _make_actions(self) -> None:
        keys, add = QKeySequence.StandardKey, self._add_action
        add("new", "&New", self.files.new, keys.New, "new")
        add("open", "&Open…", self.files.open, keys.Open, "open")
        add("save", "&Save", self.files.save, keys.Save, "save")
        add("save_as", "Save &As…", self.files.save_as, "Ctrl+Shift+S")
        add("export_csv", "&Export CSV…", self.files.export_csv, "Ctrl+Shift+E", "export")
        add("quit", "&Quit", self.close, keys.Quit)
        add("undo", "&Undo", self._undo, keys.Undo, "undo")
        add("redo", "&Redo", self._redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo")
        add("cut", "Cu&t", lambda: self.clipboard.cut(self.layers.selected_rows()), keys.Cut)
        add("copy", "&Copy", lambda: self.clipboard.copy(self.layers.selected_rows()), keys.Copy)
        add("paste", "&Paste", lambda: self.clipboard.paste(self._row_after_selection()), keys.Paste)
        add("duplicate", "&Duplicate", self._duplicate, "Ctrl+D", "duplicate")
        add("delete", "De&lete", self._delete, "Del", "delete")  # the standard keys have Ctrl+D too on some systems
        add("select_all", "Select &All", self.layers.selectAll, keys.SelectAll)
        add("add_layer", "&Add Layer…", self._search_palette, "Insert", "add")
        add("rename", "Re&name", self.layers.rename_current, "F2")
        add("move_up", "Move &Up", lambda: self._on_rows(actions.move_up), "Alt+Up", "move-up")
        add("move_down", "Move &Down", lambda: self._on_rows(actions.move_down), "Alt+Down", "move-down")
        add("first_problem", "Go to First &Problem", self._go_to_problem, "F8", "problem")
        add("about", "&About Strata", self._show_about)
        # In a text field this key belongs to the text.
        for name in ("cut", "copy", "paste", "delete", "select_all", "rename"):
            self._actions[name].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.layers.addAction(self._actions[name])

    def _make_merge_actions(self) -> None:
        """Make an action for each kind that joins layers, whatever kinds there are."""
        self._merge_actions = []
        for kind in catalogue.values():
            if kind.least_inputs > 1:
                action = QAction(kind.label, self)
                action.setObjectName(f"join_{kind.type.lower()}")
                action.triggered.connect(lambda _, key=f"{kind.type}#0": self._add_after_selection(key))
                self._merge_actions.append(action)

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file_menu = self._menu(bar.addMenu("&File"), "new", "open")
        examples = ExampleMenu(file_menu)
        examples.chosen.connect(self._open_example)
        file_menu.addMenu(examples)
        self._menu(file_menu, "", "save", "save_as", "", "export_csv", "", "quit")
        self._menu(
            bar.addMenu("&Edit"),
            "undo",
            "redo",
            "",
            "cut",
            "copy",
            "paste",
            "duplicate",
            "",
            "delete",
            "",
            "select_all",
        )
        layer_menu = self._menu(bar.addMenu("&Layer"), "add_layer", "rename", "", "move_up", "move_down", "")
        merges = layer_menu.addMenu("&Join Selected Layers")
        merges.addActions(self._merge_actions)
        layer_menu.aboutToShow.connect(lambda: merges.setEnabled(len(self.layers.selected_rows()) > 1))
        self._menu(layer_menu, "", "first_problem")
        view = bar.addMenu("&View")
        for dock in self._docks:
            view.addAction(dock.toggleViewAction())
        view.addSeparator()
        view.addActions(self.layers.column_actions)
        self._menu(bar.addMenu("&Help"), "about")

    def _menu(self, menu: QMenu, *names: str) -> QMenu:
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        return menu

    def _open_example(self, example: Example) -> None:
        if self.files.open_example(example.path):
            self.note.show_text(example.description)

    def _connect(self) -> None:
        self.layers.selection_changed.connect(self._show_selection)
        self.layers.rows_dropped.connect(self._drop_rows)
        self.layers.kind_dropped.connect(self._add_kind)
        self.layers.rows_linked.connect(self._connect_rows)
        self.palette_panel.chosen.connect(self._add_after_selection)
        self.totals.problems_clicked.connect(self._go_to_problem)
        self.document.changed.connect(lambda _: self._after_change())
        self.document.replaced.connect(self._after_replacement)
        self.document.saved.connect(self._refresh)
        self.document.told.connect(self.totals.show_hint)
        self.palette_panel.left.connect(self.layers.setFocus)
        self.document.refused.connect(self.totals.show_refusal)

    # What actions do

    def _undo(self) -> None:
        self.document.session.undo()

    def _redo(self) -> None:
        self.document.session.redo()

    def _on_rows(self, ask: Callable[..., Step]) -> None:
        rows = self.layers.selected_rows()
        self.document.do(lambda: ask(self.document.network, rows))

    def _delete(self) -> None:
        self._on_rows(actions.remove_layers)

    def _duplicate(self) -> None:
        rows = self.layers.selected_rows()
        gap = rows[-1] + 1 if rows else 0
        self.document.do(lambda: actions.copy_layers(self.document.network, rows, gap))

    def _drop_rows(self, rows: list[int], gap: int, copy: bool) -> None:
        network = self.document.network
        if copy:
            self.document.do(lambda: actions.copy_layers(network, rows, gap, label="Copy"))
        else:
            self.document.do(lambda: actions.move_layers(network, rows, gap))

    def _row_after_selection(self) -> int:
        rows = self.layers.selected_rows()
        return rows[-1] + 1 if rows else len(self.document.network)

    def _add_after_selection(self, key: str) -> None:
        self._add_kind(key, self._row_after_selection(), self.layers.selected_rows())

    def _add_kind(self, key: str, row: int, selected: Sequence[int] = ()) -> None:
        kind, preset = palette_entry(key)
        state = self.document.state
        # One selected layer is where the new one goes; several are what it joins.
        joined = selected if len(selected) > 1 else ()
        self.document.do(
            lambda: actions.add_layer(state.network, state.analysis.reports, kind, preset.values, row, joined)
        )

    def _connect_rows(self, first: int, second: int) -> None:
        self.document.do(lambda: actions.connect_layers(self.document.network, first, second))

    def _search_palette(self) -> None:
        self._docks[0].show()
        self.palette_panel.start_search()

    def _go_to_problem(self) -> None:
        reports = self.document.state.analysis.reports
        row = next((row for row, report in enumerate(reports) if report.problem), None)
        if row is not None:
            self.layers.select_rows([row])
            self.layers.setFocus()
            problem = reports[row].problem
            if problem is not None and problem.setting:
                self.properties.focus_setting(problem.setting)

    def _show_about(self) -> None:
        from gui.about import show_about  # noqa: PLC0415  (needed by few, so not at every start)

        show_about(self)

    # Following the document

    def _show_selection(self) -> None:
        self.properties.show_rows(self.layers.selected_rows())
        self.working.show_row(self.layers.current_row())
        self._enable_actions()

    def _after_change(self) -> None:
        self.totals.show_hint("")
        self._show_selection()  # rows may stand elsewhere now, though the same layers are selected
        self._refresh()

    def _after_replacement(self) -> None:
        self.totals.show_hint("")
        self.note.show_text("")
        self.palette_panel.field.clear()
        self._show_selection()
        self._refresh()

    def _refresh(self) -> None:
        session = self.document.session
        name = session.path.name if session.path else self.document.network.name or "Untitled"
        self.setWindowTitle(f"{name}[*] — Strata")
        self.setWindowModified(session.is_modified)
        for action_name, word, label in (("undo", "&Undo", session.undo_label), ("redo", "&Redo", session.redo_label)):
            self._actions[action_name].setText(f"{word} {label.replace('&', '&&')}" if label else word)
            self._actions[action_name].setEnabled(label is not None)
        self._enable_actions()

    def _enable_actions(self) -> None:
        rows, count = self.layers.selected_rows(), len(self.document.network)
        for name in ("cut", "copy", "duplicate", "delete"):
            self._actions[name].setEnabled(bool(rows))
        self._actions["rename"].setEnabled(len(rows) == 1)
        together = bool(rows) and rows[-1] - rows[0] == len(rows) - 1
        self._actions["move_up"].setEnabled(bool(rows) and not (together and rows[0] == 0))
        self._actions["move_down"].setEnabled(bool(rows) and not (together and rows[-1] == count - 1))
        self._actions["first_problem"].setEnabled(bool(self.document.state.analysis.totals.problems))

    def action(self, name: str) -> QAction:
        """Find an action by its name."""
        return self._actions[name]

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.files.may_leave():
            event.accept()
        else:
            event.ignore()
