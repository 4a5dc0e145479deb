"""A menu of examples, by their groups."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from core.examples import example_groups
from core.language import tr
from gui.file_actions import EXAMPLES


class ExampleMenu(QMenu):
    """Filled when it is first opened, as reading the titles is not for the start; `chosen` carries an Example."""

    chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        if not self.isEmpty():
            return
        for title, examples in example_groups(EXAMPLES):
            group = self.addMenu(tr(title))
            group.setToolTipsVisible(True)
            for example in examples:
                action = group.addAction(tr(example.title), partial(self.chosen.emit, example))
                action.setToolTip(tr(example.description))
