"""The documents that were open last, and the menu that opens them again."""

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from core.language import tr
from gui import preferences

_KEY = "recent_documents"
_MOST = 10


def remember_document(path: Path) -> None:
    """Put a document at the top of the list."""
    others = [other for other in _remembered() if other != path]
    preferences.remember(_KEY, [str(one) for one in (path, *others)][:_MOST])


def recent_documents() -> list[Path]:
    """List the documents that were open last, the last one first; those that are gone fall out.

    Looks at each file, so that it is not for the start: a folder in the network may take its time.
    """
    return [path for path in _remembered() if _is_there(path)]


def clear_recent_documents() -> None:
    """Forget them all."""
    preferences.remember(_KEY, [])


def _remembered() -> list[Path]:
    found = preferences.recall(_KEY)
    return [Path(one) for one in found if isinstance(one, str) and one] if isinstance(found, list) else []


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no access to its folder, or no path at all
        return False


class RecentMenu(QMenu):
    """Filled each time it is opened; `chosen` carries a path."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Open &Recent"), parent)
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        documents = recent_documents()
        same = Counter(path.name for path in documents)
        for number, path in enumerate(documents, 1):
            name = path.name.replace("&", "&&")
            key = f"&{number}" if number < _MOST else "1&0"
            folder = f"\t{path.parent.name}" if same[path.name] > 1 else ""  # at the right, as shortcuts are
            action = self.addAction(f"{key}  {name}{folder}", partial(self.chosen.emit, path))
            action.setToolTip(str(path))
        if documents:
            self.addSeparator()
            self.addAction(tr("&Clear List"), clear_recent_documents)
        else:
            self.addAction(tr("No documents yet")).setEnabled(False)
