"""From a keystroke, and from the drop of a row, to the painted rows and totals.

The working beside them is written when they have been painted, and is not in these times.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.session import Session
from gui.application import make_application
from gui.main_window import MainWindow
from gui.number_field import NumberField
from tests.benchmarks.measure import Row, in_turn, seconds
from tests.benchmarks.networks import chain
from tests.benchmarks.references.fixed_table import fixed_table

LAYERS = 10_000


def rows() -> Iterator[Row]:
    """Measure each."""
    app = make_application()
    table = fixed_table(LAYERS)
    window = _Window(app)
    app.processEvents()

    def repaint() -> float:
        return seconds(table.viewport().repaint)

    reference = "bare repaint of a fixed model with the same rows"
    cases: tuple[tuple[str, Callable[[], float], Fraction, Fraction], ...] = (
        ("keystroke to painted, one row changed, 10,000 layers", window.one_row, Fraction(1, 5), Fraction(3, 25)),
        ("keystroke to painted, every row changed, 10,000 layers", window.every_row, Fraction(2), Fraction(3, 2)),
        ("moving one row by drag, drop to painted, 10,000 layers", window.drop, Fraction(4), Fraction(5, 2)),
    )
    for what, ours, at_most, aim in cases:
        yield Row(what, reference, at_most, aim, *in_turn(ours, repaint))


class _Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._count = 0
        widget.installEventFilter(self)

    def __len__(self) -> int:
        return self._count

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._count += event.type() == QEvent.Type.Paint
        return False


class _Window:
    """The window on a chain of 10,000 layers."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._window = MainWindow(Session(chain(LAYERS)))
        self._window.resize(1280, 800)
        self._window.show()
        self._paintings = _Paintings(self._window.layers.viewport())

    def one_row(self) -> float:
        """Type a digit that changes nothing but the row itself: the last convolution's channels."""
        return self._type(LAYERS - LAYERS % 3 + 1, 0, "1", "16")

    def every_row(self) -> float:
        """Type a digit of the input's height."""
        return self._type(0, 1, "3", "32")

    def _type(self, row: int, number: int, first: str, whole: str) -> float:
        self._window.layers.select_rows([row])
        self._app.processEvents()
        field = [each for each in self._window.properties.findChildren(NumberField) if each.isVisible()][number]
        field.setFocus()
        field.lineEdit().setText(first)
        field.edited.emit(int(first))
        self._settle()

        def press() -> None:
            QTest.keyClicks(field.lineEdit(), whole[-1])
            self._paint()

        taken = seconds(press)
        self._settle()
        assert field.lineEdit().text() == whole
        return taken

    def drop(self) -> float:
        """Do what the list does when a row is dropped further down, and back again."""
        self._window.layers.select_rows([3])
        self._settle()

        def let_go() -> None:
            self._window.layers.rows_dropped.emit([3], 9, False)
            self._paint()

        taken = seconds(let_go)
        self._settle()
        self._window.action("undo").trigger()
        self._settle()
        return taken

    def _paint(self) -> None:
        """Do what is waiting to be done before any timer: to paint is part of it."""
        painted = len(self._paintings)
        QCoreApplication.sendPostedEvents()
        assert len(self._paintings) > painted

    def _settle(self) -> None:
        # Twice: what has been changed is painted in the first turn, unless it was put off to the next one.
        self._app.processEvents()
        self._app.processEvents()
