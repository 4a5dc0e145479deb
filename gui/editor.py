"""What every editor of a setting has in common."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.settings import Setting


class Editor(QWidget):
    """What edits one setting; `edited` carries a value as a document would have it, fit or not."""

    edited = Signal(object)
    has_own_label: ClassVar[bool] = False

    def __init__(self, setting: Setting[Any], axes: int) -> None:
        super().__init__()
        self.setting = setting
        self.axes = axes
        self.setAccessibleName(setting.label)
        self.setAccessibleDescription(setting.help)
        self.setToolTip(setting.help)

    def show_value(self, value: Any, resolved: Any) -> None:  # noqa: ANN401  (each sort of setting has its own type)
        """Show a value that has been taken; `resolved` is what it comes to where it follows another setting."""
        raise NotImplementedError

    def fields(self) -> Sequence[QWidget]:
        """List the fields whose text may be refused."""
        return ()
