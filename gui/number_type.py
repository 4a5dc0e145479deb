"""The type of number that memory is told in: one choice for the list, the Summary and the overview."""

from PySide6.QtCore import QObject, Signal

from core.costs import NUMBER_BYTES
from gui.preferences import recall, remember

_KEY = "number_type"


class NumberType(QObject):
    """The type that is chosen, for all windows; `changed` says that it is another one now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = next(iter(NUMBER_BYTES))

    def size(self) -> int:
        """Give the bytes of one number."""
        return NUMBER_BYTES[self.name]

    def choose(self, name: str) -> None:
        """Tell memory in a type from now on, and at the next start."""
        self._take(name)
        remember(_KEY, self.name)

    def recall(self) -> None:
        """Take the type that was chosen at an earlier start; what is none of them means the usual one."""
        self._take(recall(_KEY))

    def _take(self, name: object) -> None:
        chosen = name if isinstance(name, str) and name in NUMBER_BYTES else next(iter(NUMBER_BYTES))
        if chosen != self.name:
            self.name = chosen
            self.changed.emit()


number_type = NumberType()
