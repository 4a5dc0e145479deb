"""What every editor of a setting has in common."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.settings import Setting
from gui.number_field import NumberField


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

    def show_values(self, shown: Sequence[tuple[Any, Any]]) -> None:
        """Show the different values that layers have, each with what it comes to."""
        if len(shown) == 1:
            self.show_value(*shown[0])
        else:
            self.show_differing([value for value, _ in shown], [resolved for _, resolved in shown])

    def show_differing(self, values: Sequence[Any], resolved: Sequence[Any]) -> None:
        """Show that layers have several values, so that they stay until one is given."""
        raise NotImplementedError

    def put_back(self) -> bool:
        """Show what was taken last in the place of what is typed; tells whether that was another text."""
        return True in [field.put_back() for field in self.fields() if isinstance(field, NumberField)]

    def fields(self) -> Sequence[QWidget]:
        """List the fields whose text may be refused."""
        return ()
