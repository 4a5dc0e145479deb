"""The window: its parts, its actions, and how they hang together."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDockWidget, QMainWindow, QStackedWidget, QVBoxLayout, QWhatsThis, QWidget

from core.changes import describe_change
from core.examples import Example
from core.language import tr
from core.network import LayerId
from core.session import Change, Session
from gui.action_table import ActionTable
from gui.block_actions import BlockActions
from gui.context_menus import ContextMenus
from gui.cost_actions import CostActions
from gui.document import Document
from gui.drop_target import DropTarget
from gui.edit_actions import EditActions
from gui.export_actions import ExportActions
from gui.file_actions import FileActions
from gui.file_bar import FileBar
from gui.find_bar import FindBar
from gui.help_actions import HelpActions
from gui.history_panel import HistoryPanel
from gui.icons import app_icon
from gui.layer_model import LayerModel
from gui.layer_view import LayerView
from gui.layout import Arrangement
from gui.menus import Menus
from gui.note_bar import NoteBar
from gui.number_links import NumberLinks
from gui.opening import Opening
from gui.palette import PalettePanel
from gui.panel_order import PanelOrder, tab
from gui.picture_actions import PictureActions
from gui.property_panel import PropertyPanel
from gui.rescale import fit_zoom
from gui.safekeeping import Safekeeping
from gui.side_panels import SidePanels
from gui.summary_panel import SummaryPanel
from gui.tool_bar import ToolBar
from gui.totals_bar import TotalsBar
from gui.view_actions import ViewActions
from gui.whats_this import explain_parts
from gui.windows import Windows
from gui.working_panel import WorkingPanel

if TYPE_CHECKING:
    from gui.command_palette import CommandPalette
    from gui.picture_view import PictureView


class MainWindow(QMainWindow):
    """One window on one document; `windows` are those of the program, which it enters and leaves."""

    def __init__(self, session: Session, windows: Windows | None = None) -> None:
        super().__init__()
        self.windows = Windows() if windows is None else windows
        self._may_close = False
        self.setWindowIcon(app_icon())
        self.document = Document(session)
        self.destroyed.connect(self.document.deleteLater)  # with the parts that wait for its signals
        self.files = FileActions(self, self.document)
        self.model = LayerModel(self.document)
        self.layers = LayerView(self.document, self.model)
        self.palette_panel = PalettePanel()
        self.properties = PropertyPanel(self.document)
        self.working = WorkingPanel(self.document)
        self.number_links = NumberLinks(self.working, self.properties, self.layers)
        self.totals = TotalsBar(self.document)
        self.note = NoteBar()
        self.find_bar = FindBar(self.document, self.layers)
        self.history = HistoryPanel(self.document)
        self.summary = SummaryPanel(self.document)
        self._lay_out()
        self.actions_by_name = ActionTable(self)
        self.edit_actions = EditActions(self.document, self.layers)
        self.block_actions = BlockActions(self, self.document, self.layers)
        self.help = HelpActions(self, self.document, self.layers, self.palette_panel)
        self.opening = Opening(self, self.windows)
        self.panel_order = PanelOrder(self)
        self.drop_target = DropTarget(self)
        self.view_actions = ViewActions(self)
        self.picture_actions = PictureActions(self)
        self.costs = CostActions(self)
        self.exports = ExportActions(self)
        self._make_actions()
        self._make_menus()
        self._tools = ToolBar(self.actions_by_name)
        self.addToolBar(self._tools)
        explain_parts(self)
        self.arrangement = Arrangement(self)
        self.context_menus = ContextMenus(self.actions_by_name, self.edit_actions, self.layers)
        self.context_menus.serve(self.palette_panel.list, self.working, self.totals)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._connect()
        self._select_first()
        self.windows.enter(self)
        self.safekeeping = Safekeeping(self, self.file_bar)
        self._refresh()
        self._enable_actions()

    def _lay_out(self) -> None:
        self.resize(1280, 800)
        self.setMinimumSize(1000, 560)
        self.setAnimated(False)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.file_bar = FileBar()
        layout.addWidget(self.file_bar)
        layout.addWidget(self.note)
        layout.addWidget(self.find_bar)
        self.views = QStackedWidget()
        self.views.addWidget(self.layers)
        layout.addWidget(self.views)
        self.setCentralWidget(centre)
        self._centre = centre
        areas = Qt.DockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, areas.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, areas.RightDockWidgetArea)
        self._docks = [
            self._dock("palette_dock", tr("Palette"), self.palette_panel, areas.LeftDockWidgetArea),
            self._dock("properties_dock", tr("Properties"), self.properties, areas.RightDockWidgetArea),
            self._dock("working_dock", tr("Working"), self.working, areas.BottomDockWidgetArea),
        ]
        summary = self._dock("summary_dock", tr("Summary"), self.summary, areas.RightDockWidgetArea)
        self.history_dock = self._dock("history_dock", tr("History"), self.history, areas.RightDockWidgetArea)
        self.summary_dock = summary
        self.side = SidePanels(self, self._docks[1], summary, self.history_dock)
        self.side.front_changed.connect(lambda: self.summary.set_seen(is_seen=self.side.is_seen(self.summary)))
        self.resizeDocks(self._docks[:2], [208, 288], Qt.Orientation.Horizontal)
        self.resizeDocks(self._docks[2:], [256], Qt.Orientation.Vertical)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(0, 0, 0, 0)
        self.statusBar().addWidget(self.totals, 1)

    @cached_property
    def picture(self) -> "PictureView":
        """The picture beside the list, made when it is first wanted."""
        from gui.picture_view import PictureView  # noqa: PLC0415  (needed by few, so not at every start)

        picture = PictureView(self.document, self.layers)
        self.views.addWidget(picture)
        self.picture_actions.serve(picture)
        return picture

    @cached_property
    def commands(self) -> "CommandPalette":
        """The command palette, made when it is first wanted."""
        from gui.command_palette import CommandPalette  # noqa: PLC0415  (needed by few, so not at every start)

        return CommandPalette(self)

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
        self.opening.enter(self.actions_by_name)
        add("save", tr("&Save"), self.files.save, keys.Save, "save")
        add("save_as", tr("Save &As…"), self.files.save_as, "Ctrl+Shift+S")
        add("export_csv", tr("&Export CSV…"), self.files.export_csv, "Ctrl+Shift+E", "export")
        self.exports.enter(self.actions_by_name)
        self.edit_actions.enter(self.actions_by_name)
        self.block_actions.enter(self.actions_by_name)
        add("add_layer", tr("&Add Layer…"), self._search_palette, "Insert", "add")
        add("find", tr("&Find…"), self.find_bar.open_bar, "Ctrl+F", "search")
        add("find_next", tr("Find Ne&xt"), self.find_bar.find_next, "F3")
        add("find_previous", tr("Find Pre&vious"), self.find_bar.find_previous, "Shift+F3")
        add("commands", tr("Co&mmands…"), self._open_commands, "Ctrl+Shift+P")
        properties, summary, history = self.side.actions
        history.setShortcut("Ctrl+Shift+H")
        history.triggered.connect(lambda shown: self.history.steps.setFocus() if shown else None)
        summary.setShortcut("Ctrl+Shift+Y")
        for action in (properties, summary, history):
            self.actions_by_name.enter(action)
        self.costs.enter(self.actions_by_name)
        add("first_problem", tr("Go to First &Problem"), self._go_to_problem, "F8", "problem")
        self.panel_order.enter(self.actions_by_name)
        add("whats_this", tr("&What's This?"), QWhatsThis.enterWhatsThisMode, "Shift+F1")
        self.view_actions.enter(self.actions_by_name)
        self.picture_actions.enter(self.actions_by_name)
        self.help.enter(self.actions_by_name)
        add("about", tr("&About Strata"), self._show_about)

    def _make_menus(self) -> None:
        menus = Menus(self, self.actions_by_name)
        menus.examples.chosen.connect(self.open_example)
        menus.compared_examples.chosen.connect(self.costs.compare_with_example)
        menus.recent.chosen.connect(self.opening.open_here)
        palette, _, working = (dock.toggleViewAction() for dock in self._docks)
        properties, summary, history = self.side.actions
        panels = [palette, properties, working, summary, history]
        menus.fill(self.edit_actions, lambda: len(self.layers.selected_rows()) > 1, panels, self.layers.column_actions)
        self.costs.fill(menus.view)
        self.view_actions.fill(menus.view)

    def open_example(self, example: Example) -> None:
        """Open an example in the place of this document, with what it is about."""
        if self.files.open_example(example.path):
            self.note.show_text(tr(example.description))

    def _connect(self) -> None:
        self.layers.selection_changed.connect(self._show_selection)
        self.layers.rows_dropped.connect(self.edit_actions.drop_rows)
        self.layers.kind_dropped.connect(self.edit_actions.add_kind)
        self.layers.kind_dropped.connect(self.arrangement.room.close_palette, Qt.ConnectionType.QueuedConnection)
        self.layers.rows_linked.connect(self.edit_actions.connect_rows)
        self.summary.row_chosen.connect(self.costs.choose_row)
        self.palette_panel.chosen.connect(self.edit_actions.add_after_selection)
        self.totals.problems_clicked.connect(self._go_to_problem)
        self.document.changed.connect(self._after_change)
        self.document.replaced.connect(self._after_replacement)
        self.document.saved.connect(self._refresh)
        self.document.saved.connect(self._enable_actions)
        self.document.saved.connect(self.windows.rename)
        self.document.replaced.connect(self.windows.rename)
        self.drop_target.dropped.connect(self.opening.open_dropped)
        self.document.told.connect(self.totals.tell)
        self.palette_panel.left.connect(self._leave_palette)
        self.properties.mended.connect(self._focus_view)
        self.edit_actions.inputs_wanted.connect(self._choose_inputs)
        self.properties.left.connect(self._focus_view)
        self.document.refused.connect(self.totals.show_refusal)

    # What actions do

    def _focus_view(self) -> None:
        self.picture_actions.focus_view()

    def _open_commands(self) -> None:
        self.commands.open_palette()

    def _search_palette(self) -> None:
        self.arrangement.room.open_palette()
        self.palette_panel.start_search()

    def _leave_palette(self) -> None:
        self._focus_view()
        self.arrangement.room.close_palette()

    def show_properties(self) -> None:
        """Show the properties, in front of what else stands there."""
        self.side.bring(self._docks[1])

    def _choose_inputs(self) -> None:
        self.show_properties()
        self.properties.choose_inputs()

    def _go_to_problem(self) -> None:
        reports = self.document.state.analysis.reports
        row = next((row for row, report in enumerate(reports) if report.problem), None)
        if row is not None:
            self.layers.select_rows([row])
            self._focus_view()
            problem = reports[row].problem
            if problem is not None and problem.setting:
                self.show_properties()
                self.properties.focus_setting(problem.setting)

    def show_layer(self, layer_id: LayerId) -> None:
        """Select a layer and go to it."""
        self.layers.select_layers([layer_id])
        self._focus_view()

    def _show_about(self) -> None:
        from gui.about import show_about  # noqa: PLC0415  (needed by few, so not at every start)

        show_about(self)

    # Following the document

    def _show_selection(self) -> None:
        rows = self.layers.selected_rows()
        self.properties.show_rows(rows)
        self.working.show_rows(rows, self.layers.current_block())
        self.summary.mark_row(rows[0] if len(rows) == 1 else None)
        self._enable_actions()

    def _after_change(self, change: Change) -> None:
        self.totals.show_hint(describe_change(change))
        self._show_selection()  # rows may stand elsewhere now, though the same layers are selected
        self._refresh()

    def _after_replacement(self) -> None:
        self.totals.show_hint("")
        self.note.show_text("")
        self.palette_panel.field.clear()
        self._select_first()
        self._show_selection()
        self._refresh()

    def _select_first(self) -> None:
        """Select the first layer that has a working to show."""
        if len(self.document.network):
            self.layers.select_seen(min(1, len(self.document.network) - 1))

    def _refresh(self) -> None:
        self.show_title()
        self.setWindowModified(self.document.session.is_modified)

    def document_name(self) -> str:
        """Give the name that people know the document by."""
        session = self.document.session
        return session.path.name if session.path else self.document.network.name or tr("Untitled")

    def show_title(self) -> None:
        """Put the document's name into the title, with a number where another window shows one of that name."""
        name = self.document_name()
        number = self.windows.number(self, name)
        self.setWindowTitle(f"{name}{f' ({number})' if number > 1 else ''}[*] — Strata")

    def _enable_actions(self) -> None:
        self.edit_actions.refresh()
        self.block_actions.refresh()
        self.help.refresh()
        self.opening.refresh()
        problems = self.document.state.analysis.totals.problems
        self.actions_by_name["first_problem"].setEnabled(bool(problems))

    def action(self, name: str) -> QAction:
        """Find an action by its name."""
        return self.actions_by_name[name]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Lead Tab through the window as the eye goes."""
        parts: list[QWidget] = [
            self._tools,
            self.palette_panel,
            self._centre,
            *self.side.stops(),
        ]
        return tab([*parts, self.working, self.totals], forward=forward) or super().focusNextPrevChild(forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.drop_target.watch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrangement.room.make()

    def main_docks(self) -> list[QDockWidget]:
        """Give palette, properties and working."""
        return self._docks

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        # Asking for the child of every notice costs a tenth of the start.
        if event.type() == QEvent.Type.ChildPolished and isinstance(child := event.child(), QDialog):
            fit_zoom(child)

    def close_without_question(self) -> None:
        """Close the window after its question has been answered."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.files.background.is_busy:
            self.files.background.cancel()  # its dialog closes at once, and the window can be closed then
            event.ignore()
        elif self._may_close or self.files.may_leave():
            event.accept()
            self.safekeeping.end()
            self.arrangement.save()
            self.costs.close_windows()
            self.windows.leave(self)
        else:
            event.ignore()
