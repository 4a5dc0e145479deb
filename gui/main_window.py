"""The window: its parts, its actions, and how they hang together."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QDockWidget, QMainWindow, QVBoxLayout, QWidget

from core.examples import Example
from core.session import Session
from gui.action_table import ActionTable
from gui.document import Document
from gui.edit_actions import EditActions
from gui.file_actions import FileActions
from gui.icons import app_icon
from gui.layer_model import LayerModel
from gui.layer_view import LayerView
from gui.menus import Menus
from gui.note_bar import NoteBar
from gui.palette import Palette
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
        self.model = LayerModel(self.document)
        self.layers = LayerView(self.document, self.model)
        self.palette_panel = Palette()
        self.properties = PropertyPanel(self.document)
        self.working = WorkingPanel(self.document)
        self.totals = TotalsBar(self.document)
        self.note = NoteBar()
        self._lay_out()
        self.actions_by_name = ActionTable(self)
        self.edit_actions = EditActions(self.document, self.layers)
        self._make_actions()
        self._make_menus()
        self.addToolBar(ToolBar(self.actions_by_name))
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

    def _make_actions(self) -> None:
        keys, add = QKeySequence.StandardKey, self.actions_by_name.add
        add("new", "&New", self.files.new, keys.New, "new")
        add("open", "&Open…", self.files.open, keys.Open, "open")
        add("save", "&Save", self.files.save, keys.Save, "save")
        add("save_as", "Save &As…", self.files.save_as, "Ctrl+Shift+S")
        add("export_csv", "&Export CSV…", self.files.export_csv, "Ctrl+Shift+E", "export")
        add("quit", "&Quit", self.close, keys.Quit)
        self.edit_actions.enter(self.actions_by_name)
        add("add_layer", "&Add Layer…", self._search_palette, "Insert", "add")
        add("first_problem", "Go to First &Problem", self._go_to_problem, "F8", "problem")
        add("about", "&About Strata", self._show_about)

    def _make_menus(self) -> None:
        menus = Menus(self.menuBar(), self.actions_by_name)
        menus.examples.chosen.connect(self._open_example)
        menus.fill(
            self.edit_actions, lambda: len(self.layers.selected_rows()) > 1, self._docks, self.layers.column_actions
        )

    def _open_example(self, example: Example) -> None:
        if self.files.open_example(example.path):
            self.note.show_text(example.description)

    def _connect(self) -> None:
        self.layers.selection_changed.connect(self._show_selection)
        self.layers.rows_dropped.connect(self.edit_actions.drop_rows)
        self.layers.kind_dropped.connect(self.edit_actions.add_kind)
        self.layers.rows_linked.connect(self.edit_actions.connect_rows)
        self.palette_panel.chosen.connect(self.edit_actions.add_after_selection)
        self.totals.problems_clicked.connect(self._go_to_problem)
        self.document.changed.connect(lambda _: self._after_change())
        self.document.replaced.connect(self._after_replacement)
        self.document.saved.connect(self._refresh)
        self.document.told.connect(self.totals.show_hint)
        self.palette_panel.left.connect(self.layers.setFocus)
        self.document.refused.connect(self.totals.show_refusal)

    # What actions do

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
        self._enable_actions()

    def _enable_actions(self) -> None:
        self.edit_actions.refresh()
        problems = self.document.state.analysis.totals.problems
        self.actions_by_name["first_problem"].setEnabled(bool(problems))

    def action(self, name: str) -> QAction:
        """Find an action by its name."""
        return self.actions_by_name[name]

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.files.may_leave():
            event.accept()
        else:
            event.ignore()
