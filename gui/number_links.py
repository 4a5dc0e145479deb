"""Numbers of the working, and where they come from: pointing at one marks the other."""

from PySide6.QtCore import QEvent, QModelIndex, QObject

from gui.layer_view import LayerView
from gui.property_panel import PropertyPanel
from gui.working_panel import Origin, WorkingPanel


class NumberLinks(QObject):
    """Joins the working with the fields of the settings and the rows of the layers that are read."""

    def __init__(self, working: WorkingPanel, properties: PropertyPanel, layers: LayerView) -> None:
        super().__init__(working)
        self._working = working
        self._properties = properties
        self._layers = layers
        self._setting = ""
        working.pointed.connect(self._mark_source)
        properties.pointed.connect(self._mark_setting)
        layers.entered.connect(self._mark_row)
        layers.viewportEntered.connect(self._leave_rows)
        layers.viewport().installEventFilter(self)

    def _mark_source(self, origin: Origin | None) -> None:
        self._properties.mark_number(origin.setting if origin else "", origin.axis if origin else None)
        self._layers.mark_linked(origin.row if origin else None)

    def _mark_setting(self, name: str) -> None:
        self._setting = name
        self._leave_rows()

    def _mark_row(self, index: QModelIndex) -> None:
        block = self._layers.shown_block(index.row())
        # What is read of a folded block is its last layer.
        self._working.mark_origin(Origin(row=index.row() if block is None else block.stop - 1))

    def _leave_rows(self) -> None:
        """Mark what the pointer or the cursor is at in the properties, if anything."""
        self._working.mark_origin(Origin(self._setting) if self._setting else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let go of a row when the pointer leaves the list."""
        if event.type() == QEvent.Type.Leave:
            self._leave_rows()
        return super().eventFilter(watched, event)
