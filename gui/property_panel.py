"""The properties of the selected layers: the form for one or for several, and what is wrong."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from core.analysis import input_shapes
from core.language import tr
from core.network import LayerId, is_unread
from core.session import Change, State
from core.table import Table
from gui.document import Document
from gui.layer_form import LayerForm
from gui.many_form import ManyForm
from gui.problem_box import ProblemBox
from gui.rescale import fit_zoom
from gui.theme import UNIT, px

if TYPE_CHECKING:
    from core.mends.mend import Mend

_USUAL_AXES = 2
"""Spatial axes of an input that is not known."""


class PropertyPanel(QWidget):
    """Edits the selected layers; the form is built anew only for other ones.

    `mended` follows a button's mend, `left` says that Escape was pressed with nothing left to put back, `pointed`
    carries the name of the setting that is pointed at or has the cursor.
    """

    mended = Signal()
    left = Signal()
    pointed = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName("Properties")
        self.setObjectName("panel")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Below the fields: what appears there while someone types moves no field.
        self._problem = ProblemBox()
        self._problem.chosen.connect(self._mend)
        self._problem.grown.connect(self._keep_field_in_sight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._problem)
        self._document = document
        self._layer_id: LayerId | None = None
        self._form: LayerForm | ManyForm | None = None
        self._rows: list[int] = []
        self._shown_state: State | None = None
        document.changed.connect(self._follow)

    def sizeHint(self) -> QSize:
        return QSize(px(288), px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(272), px(96))

    def show_rows(self, rows: list[int]) -> None:
        """Show the layer of the selected rows, if it is one."""
        if rows == self._rows and self._shown_state is self._document.state:
            return
        if rows != self._rows:
            self._document.session.end_run()
        self._rows = rows
        self._shown_state = self._document.state
        network = self._document.network
        self._layer_id = network.layers[rows[0]].id if len(rows) == 1 else None
        if not rows:
            self._show_message()
        elif len(rows) == 1:
            self._show_row(rows[0])
        else:
            self._show_several(rows)

    def _show_message(self) -> None:
        self._form = None
        self.pointed.emit("")
        label = QLabel(tr("Select a layer to see and change its settings."))
        label.setObjectName("panel")
        label.setProperty("role", "dim")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        fit_zoom(label)
        self._show_widget(label)
        self._problem.show_note("")

    def _follow(self, change: Change) -> None:
        """Show the layers again; the selection, if it moves, is told of on its own."""
        if self._shown_state is self._document.state:
            return  # it has moved already
        network = change.after.network
        ids = self._form.ids if isinstance(self._form, ManyForm) else (self._layer_id,)
        rows = [row for row in (network.row(layer_id) for layer_id in ids if layer_id is not None) if row is not None]
        if rows and len(rows) == len(ids):
            self._rows = sorted(rows)
            self._shown_state = self._document.state
            if self._layer_id is None:
                self._show_several(self._rows)
            else:
                self._show_row(self._rows[0])

    def _show_row(self, row: int) -> None:
        table = self._document.table()
        layer, axes = table.layer(row), self._spatial_axes(table, row)
        form = self._form
        if not isinstance(form, LayerForm) or (form.layer_id, form.kind, form.axes) != (
            layer.id,
            type(layer.kind),
            axes,
        ):
            form = LayerForm(self._document, layer, axes)
            self._put_in(form)
        self._show_problem(table, row)
        form.show_row(row)

    def _show_several(self, rows: list[int]) -> None:
        table = self._document.table()
        layers = table.network.layers
        kinds = frozenset({type(layers[row].kind) for row in rows})
        form = self._form
        if not isinstance(form, ManyForm) or form.kinds != kinds:
            axes = max((kind.spatial_axes for kind in kinds), default=0) or self._spatial_axes(table, rows[0])
            form = ManyForm(self._document, kinds, axes)
            self._put_in(form)
        self._problem.show_note("")
        form.show_rows(rows)

    def _put_in(self, form: LayerForm | ManyForm) -> None:
        form.left.connect(self.left)
        form.pointed.connect(self.pointed)
        self.pointed.emit("")
        self._form = form
        fit_zoom(form)
        self._show_widget(form)

    def _show_widget(self, widget: QWidget) -> None:
        """Put a widget into the place of another, which may be the one that is telling of an edit just now."""
        before = self._scroll.takeWidget()
        if before is not None:
            before.deleteLater()
        self._scroll.setWidget(widget)

    def _show_problem(self, table: Table, row: int) -> None:
        state = self._document.state
        problem, waiting = table.problem_text(row), table.waiting_text(row)
        if problem:
            from core.mends.causes import cause  # noqa: PLC0415  (needed by few, so not at every start)
            from core.mends.mend import mends  # noqa: PLC0415

            self._problem.show_problem(problem, cause(state, row), lambda: mends(state, row))
        elif waiting:
            self._problem.show_waiting(waiting)
        else:
            self._problem.show_note(tr("Nothing reads this layer.") if is_unread(table.network, row) else "")

    def _mend(self, mend: "Mend") -> None:
        self._document.session.end_run()
        self._document.session.do(mend.step)
        self.mended.emit()

    def _keep_field_in_sight(self) -> None:
        """Scroll where the mends would cover the field that someone is in."""
        field = self.focusWidget()
        if field is not None and field.hasFocus() and self._scroll.isAncestorOf(field):
            self._scroll.ensureWidgetVisible(field, 0, UNIT)

    def _spatial_axes(self, table: Table, row: int) -> int:
        """Count the spatial axes that editors show: the kind's own, or those of what the layer reads."""
        kind = table.layer(row).kind
        if kind.spatial_axes:
            return kind.spatial_axes
        shapes = input_shapes(table.network, table.analysis.reports, row)
        if shapes and len(shapes[0]) > 1:
            return len(shapes[0]) - 1
        form = self._form
        same_layer = isinstance(form, LayerForm) and form.layer_id == table.layer(row).id
        return form.axes if form is not None and same_layer else _USUAL_AXES

    def focus_setting(self, name: str) -> None:
        """Put the cursor into the editor of a setting."""
        if self._form is not None:
            self._form.focus_setting(name)

    def mark_number(self, name: str, axis: int | None) -> None:
        """Outline the field of a setting's number; an empty name takes the outline away."""
        if self._form is not None:
            self._form.mark_number(name, axis)

    def choose_inputs(self) -> None:
        """Open the list of layers that the selected one may read."""
        if isinstance(self._form, LayerForm):
            self._form.choose_inputs()
