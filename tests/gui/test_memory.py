"""What has been closed gives its memory back: fields and menus, made and let go of many times."""

import ctypes
import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from gui.main_window import MainWindow
from gui.number_field import NumberField

_COUNTS = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"


class _Memory(ctypes.Structure):
    """What the system's malloc tells of itself."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in _COUNTS.split())


def in_use() -> int:
    """Give the bytes that C and C++ hold, where the system's malloc tells."""
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if ask is None:
        pytest.skip("this system's malloc does not tell")
    ask.restype = _Memory
    memory = ask()
    return int(memory.uordblks + memory.hblkhd)


def let_go() -> None:
    """Let Qt delete what has been closed, and Python forget it."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def kept(do: Callable[[], object]) -> int:
    """Give the bytes that stay after something has been done, when it has been done before."""
    do()
    let_go()
    before = in_use()
    do()
    let_go()
    return in_use() - before


def test_number_fields_that_have_gone_leave_nothing_behind(dressed_app: QApplication) -> None:
    assert isinstance(dressed_app, QApplication)
    count = 400

    def make_fields() -> None:
        # All at once, as what is made in the place of the last one takes its memory over.
        page = QWidget()
        fields = [NumberField(1, 9) for _ in range(count)]
        for field in fields:
            field.setParent(page)
        page.deleteLater()

    assert kept(make_fields) / count < 300


def test_a_menu_of_the_working_is_forgotten_when_it_is_closed(window: MainWindow) -> None:
    def open_menu() -> None:
        window.working.customContextMenuRequested.emit(QPoint(8, 8))
        popup = QApplication.activePopupWidget()
        assert popup is not None
        popup.close()
        let_go()

    for _ in range(3):
        open_menu()
    let_go()
    assert [menu for menu in gc.get_objects() if isinstance(menu, QMenu) and not isValid(menu)] == []
