"""What is inside a widget, found without keeping it."""

from typing import TypeVar

from PySide6.QtCore import QObject

T = TypeVar("T", bound=QObject)


def inside(root: QObject, sort: type[T]) -> list[T]:
    """List the objects of a class inside another, from above.

    With Qt's `findChildren` the Python side of all that is found belongs to `root` from then on, and stays as long as
    that does: a window would keep the forms that it had.
    """
    found: list[T] = []
    for child in root.children():
        if isinstance(child, sort):
            found.append(child)
        found += inside(child, sort)
    return found
