"""What is compared: one of two sides."""

from collections.abc import Callable

from core.records import dataclass
from core.table import Table
from gui.document import Document


@dataclass(frozen=True)
class Side:
    """One of the two: what it is called, its table now, and the document that it follows, if it is open."""

    title: Callable[[], str]
    table: Callable[[], Table]
    document: Document | None = None
