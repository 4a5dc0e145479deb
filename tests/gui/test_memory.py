"""What has been closed gives its memory back, and nothing gathers: fields, forms, layouts, menus, listeners."""

import ctypes
import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import SIGNAL, QEvent, QObject, QPoint
from PySide6.QtWidgets import QApplication, QLayout, QWidget
from shiboken6 import isValid

from gui import theme
from gui.main_window import MainWindow
from gui.number_field import NumberField
from tests.gui.helpers import trigger

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


@pytest.fixture
def zoomed() -> Iterator[None]:
    """Put the zoom back afterwards."""
    yield
    theme.set_zoom(100)


def dead(sort: type[QObject]) -> int:
    """Count the objects of a class that Qt has deleted and Python still has."""
    let_go()
    # By its type alone, as `isinstance` also asks the object, and some of torch's then warn.
    return sum(issubclass(type(each), sort) and not isValid(each) for each in gc.get_objects())


def test_a_form_is_forgotten_though_the_cursor_was_in_it(window: MainWindow) -> None:
    before = dead(QWidget)
    for row in (1, 2, 1, 2):
        window.layers.select_rows([row])
        QApplication.processEvents()
        window.properties.findChildren(NumberField)[0].setFocus()
        QApplication.processEvents()
    window.layers.select_rows([])
    assert dead(QWidget) == before


@pytest.mark.usefixtures("zoomed")
def test_layouts_are_forgotten_though_they_were_zoomed(window: MainWindow) -> None:
    before = dead(QLayout)
    for _ in range(2):
        for action in ("zoom_in", "zoom_out"):
            trigger(window, action)
            window.layers.select_rows([1])
            window.layers.select_rows([2])
            QApplication.processEvents()
    assert dead(QLayout) == before


def test_a_menu_of_the_working_is_forgotten_when_it_is_closed(window: MainWindow) -> None:
    def open_menu() -> None:
        window.working.customContextMenuRequested.emit(QPoint(8, 8))
        popup = QApplication.activePopupWidget()
        assert popup is not None
        popup.close()
        let_go()

    before = dead(QWidget)
    for _ in range(3):
        open_menu()
    assert dead(QWidget) == before


def test_an_action_keeps_as_many_listeners_however_often_it_changes(window: MainWindow) -> None:
    undo = window.action("undo")
    before = undo.receivers(SIGNAL("changed()"))
    for _ in range(3):
        trigger(window, "duplicate")
        trigger(window, "undo")
    assert undo.receivers(SIGNAL("changed()")) == before
