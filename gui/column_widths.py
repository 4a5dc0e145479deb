"""The widths of the list's columns: as people have set them, and less where the window has no room for that."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHeaderView, QTableView

from gui.layer_columns import LayerColumn
from gui.theme import px, zoom

USUAL_WIDTHS = {
    LayerColumn.GRIP: 28,
    LayerColumn.INDEX: 44,
    LayerColumn.RAIL: 24,
    LayerColumn.NAME: 144,
    LayerColumn.KIND: 144,
    LayerColumn.SETTINGS: 160,
    LayerColumn.OUTPUT: 116,
    LayerColumn.PARAMETERS: 112,
    LayerColumn.MACS: 160,
    LayerColumn.RECEPTIVE_FIELD: 128,
    LayerColumn.ACTIVATION_MEMORY: 152,
    LayerColumn.PARAMETER_MEMORY: 144,
}
"""At 100 %."""

_FIXED, _INTERACTIVE = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Interactive
_LEAST_WIDTH = 24
_LEAST_SETTINGS = 64
_AMPLE_SETTINGS = 320
_MORE_NAME = 120
_GIVES_WAY = (
    (LayerColumn.SETTINGS, _LEAST_WIDTH),
    (LayerColumn.KIND, 44),
    (LayerColumn.NAME, 80),
    (LayerColumn.OUTPUT, 104),
    (LayerColumn.PARAMETERS, 92),
)
"""What gets narrower before numbers are out of sight, in this order, and the least of each at 100 %."""


class ColumnWidths(QObject):
    """Keeps the widths that are wished for, at 100 %, and gives the columns what there is room for."""

    def __init__(self, view: QTableView, fixed: tuple[LayerColumn, ...]) -> None:
        super().__init__(view)
        self._view = view
        self._fixed = fixed
        header = view.horizontalHeader()
        self._is_fitting = False
        header.setMinimumSectionSize(_LEAST_WIDTH)
        for column, width in USUAL_WIDTHS.items():
            view.setColumnWidth(column, px(width))
            header.setSectionResizeMode(column, _FIXED if column in fixed else _INTERACTIVE)
        header.setSectionResizeMode(LayerColumn.SETTINGS, QHeaderView.ResizeMode.Stretch)  # takes what is left
        self._wished: dict[LayerColumn, int] = {
            column: width
            for column, width in USUAL_WIDTHS.items()
            if column not in fixed and column != LayerColumn.SETTINGS
        }
        header.sectionResized.connect(self._note)

    @property
    def wished(self) -> dict[LayerColumn, int]:
        """The widths, at 100 %, of the columns that people can drag; hidden ones have theirs when they are shown."""
        return dict(self._wished)

    def wish(self, widths: Mapping[LayerColumn, int]) -> None:
        """Take other widths, at 100 %, for some of the columns that can be dragged."""
        for column in self._wished.keys() & widths.keys():
            self._wished[column] = max(widths[column], _LEAST_WIDTH)
        self.fit()

    def show(self, column: LayerColumn, *, shown: bool) -> None:
        """Show or hide a column."""
        self._is_fitting = True  # Qt gives it the width that it had when it was hidden, at the zoom of that time
        self._view.setColumnHidden(column, not shown)
        self.fit()

    def fit(self) -> None:
        """Give the columns their widths, and those that give way less where all do not fit."""
        view = self._view
        shown = {column: px(width) for column, width in self._wished.items() if not view.isColumnHidden(column)}
        fixed = sum(view.columnWidth(column) for column in self._fixed)
        widths = shown | {LayerColumn.SETTINGS: px(_LEAST_SETTINGS)}
        if self._wished[LayerColumn.NAME] == USUAL_WIDTHS[LayerColumn.NAME]:
            spare = view.viewport().width() - fixed - sum(shown.values()) - px(_AMPLE_SETTINGS)
            widths[LayerColumn.NAME] += max(0, min(spare, px(_MORE_NAME)))  # names of blocks are long
        lacking = fixed + sum(widths.values()) - view.viewport().width()
        for column, least in _GIVES_WAY:
            given = max(0, min(lacking, widths[column] - px(least)))
            widths[column] -= given
            lacking -= given
        self._is_fitting = True
        for column in shown:
            if view.columnWidth(column) != widths[column]:
                view.setColumnWidth(column, widths[column])
        self._is_fitting = False

    def _note(self, section: int, _before: int, width: int) -> None:
        """Take the width that someone has dragged a column to."""
        if not self._is_fitting and width and section in self._wished:
            self._wished[LayerColumn(section)] = round(width * 100 / zoom())
