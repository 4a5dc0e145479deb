"""The working is typeset: nothing is cut off or lies over something else, and it stays plain text."""

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent, QGuiApplication, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core import actions
from core.analysis import analyse
from core.kinds import Kind, catalogue
from core.network import Network
from core.session import Session
from core.working import explain_layer
from gui import theme
from gui.document import Document
from gui.editor import Editor
from gui.formula import Mark
from gui.layer_delegate import LayerDelegate
from gui.main_window import MainWindow
from gui.outline import Outline
from gui.working_layout import WorkingLayout
from gui.working_panel import WorkingPanel
from tests.core.helpers import image, layer, network
from tests.gui.helpers import CTRL, NO_KEYS, Key, field, find, retype

SHAPES = {0: (16, 12, 13), 1: (16, 12), 2: (16, 12, 13), 3: (16, 12, 13, 14)}
OpenNetwork = Callable[..., MainWindow]


def laid_out(panel: WorkingPanel) -> WorkingLayout:
    """Give the layout of a panel."""
    panel.toPlainText()  # what is still to be written is written then
    layout = panel.document().documentLayout()
    assert isinstance(layout, WorkingLayout)
    return layout


def show_kind(panel: WorkingPanel, document: Document, kind: type[Kind]) -> list[str]:
    """Show the working of a kind's layer, and give the lines that it must have."""
    of = small_network(kind)
    document.open(Session(of))
    panel.show_rows([2])
    return [
        line.label + "\t" + str(line)[len(line.label) + 2 :].replace(" = ", "  =  ").replace("_", "")
        for line in explain_layer(of, analyse(of).reports, 2)
    ]


def a_panel(qtbot: QtBot, width: int) -> tuple[WorkingPanel, Document]:
    """Make a panel of a width."""
    document = Document(Session(network(image(1, 8, 8))))
    panel = WorkingPanel(document)
    qtbot.addWidget(panel)
    panel.resize(width, 200)
    panel.show()
    return panel, document


def small_network(kind: type[Kind]) -> Network:
    """Give a network in which the third layer is of a kind."""
    before = network(image(*SHAPES[kind.spatial_axes], name="a"), image(*SHAPES[kind.spatial_axes], name="b"))
    session = Session(before)
    session.do(actions.add_layer(before, analyse(before).reports, kind, dict(kind.presets()[0].values), 2))
    return session.network


def marks(panel: WorkingPanel) -> list[Mark]:
    """List what is drawn in a panel."""
    return [mark for _, mark in laid_out(panel).marks()]


def place_of(panel: WorkingPanel, text: str, line: str) -> QPoint:
    """Give the middle of a number in the last line whose label begins with some text, as it is seen now."""
    found = [
        mark
        for paragraph, mark in laid_out(panel).marks()
        if paragraph.plan.text.startswith(line) and mark.piece.text == text
    ]
    return (found[-1].room.center() - QPointF(0, panel.verticalScrollBar().value())).toPoint()


def hover(panel: WorkingPanel, text: str, line: str) -> None:
    """Move the pointer to a number."""
    place, none = QPointF(place_of(panel, text, line)), Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, place, panel.viewport().mapToGlobal(place), none, none, NO_KEYS)
    QApplication.sendEvent(panel.viewport(), moved)


@pytest.fixture
def zoomed() -> Iterator[None]:
    """Put the zoom back afterwards."""
    yield
    theme.set_zoom(100)
    theme.choose(theme.SYSTEM)


@pytest.mark.parametrize(("width", "zoom"), [(900, 100), (240, 100), (900, 200), (240, 200), (480, 75)])
@pytest.mark.usefixtures("zoomed", "dressed_app")
def test_every_kind_is_set_whole_and_without_overlap(qtbot: QtBot, width: int, zoom: int) -> None:
    theme.set_zoom(zoom)
    panel, document = a_panel(qtbot, width)
    for kind in catalogue.values():
        lines = show_kind(panel, document, kind)
        assert panel.toPlainText().splitlines()[1:] == lines
        seen, room = marks(panel), panel.viewport().width()
        assert [mark.piece.text for mark in seen if mark.room.left() < 0 or mark.room.right() > room] == []
        assert max(mark.room.bottom() for mark in seen) <= laid_out(panel).documentSize().height()
        assert overlapping(seen) == [], kind.type


def overlapping(seen: list[Mark]) -> list[tuple[str, str]]:
    """List the marks that lie over each other by more than a pixel."""
    rooms = [
        (mark.room.left(), mark.room.top(), mark.room.right(), mark.room.bottom(), mark.piece.text) for mark in seen
    ]
    return [
        (one[4], other[4])
        for one, other in combinations(rooms, 2)
        if min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1
    ]


@pytest.mark.parametrize("width", [900, 200])
@pytest.mark.usefixtures("dressed_app")
def test_what_is_drawn_are_the_characters_of_the_text(qtbot: QtBot, width: int) -> None:
    panel, document = a_panel(qtbot, width)
    for kind in catalogue.values():
        show_kind(panel, document, kind)
        text, drawn = panel.toPlainText(), [mark for mark in marks(panel) if not mark.is_bar]
        for mark in drawn:
            assert text[mark.start : mark.stop] == "".join(mark.split()), kind.type
        covered = {place for mark in drawn for place in range(mark.start, mark.stop)}
        # What is not drawn are the brackets and strokes in the place of which a fraction has its bar.
        assert {text[place] for place in range(len(text)) if place not in covered} <= set("\n\t()/")


def test_a_quotient_has_a_bar_and_its_rounding_tall_brackets(open_network: OpenNetwork) -> None:
    window = open_network(image(3, 30, 30), layer("Conv2d", "c", out_channels=4, kernel_size=3, stride=2))
    window.layers.select_rows([1])
    seen = marks(window.working)
    assert sum(mark.is_bar for mark in seen) == 2
    floor = next(mark for mark in seen if mark.fence == "⌊")
    digit = next(mark for mark in seen if mark.piece.text == "n")
    assert floor.room.height() > 1.8 * digit.room.height()
    assert "⌊(n − k)/s⌋ + 1  =  ⌊(30 − 3)/2⌋ + 1  =  14" in window.working.toPlainText()


def test_a_screen_reader_is_given_the_plain_line(window: MainWindow) -> None:
    text = QAccessible.queryAccessibleInterface(window.working).textInterface()
    read = text.text(0, text.characterCount())
    assert "(28 − 5)/1 + 1" in read
    assert "\ufffc" not in read


def test_a_part_is_selected_with_the_mouse_and_copied_as_a_plain_line(window: MainWindow) -> None:
    panel = window.working
    left = next(mark.room for mark in marks(panel) if mark.piece.text == "28" and not mark.is_bar)
    result = place_of(panel, "24", "Output size")
    drag(panel, QPoint(round(left.left()) + 1, round(left.center().y())), result + QPoint(14, 0))
    panel.copy()
    assert QGuiApplication.clipboard().text() == "28 − 5)/1 + 1  =  24"


def drag(panel: WorkingPanel, start: QPoint, stop: QPoint) -> None:
    """Select with the mouse."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(panel.viewport(), left, NO_KEYS, start)
    QTest.mouseMove(panel.viewport(), stop)
    QTest.mouseRelease(panel.viewport(), left, NO_KEYS, stop)


def test_the_keys_select_letter_by_letter_and_line_by_line(window: MainWindow) -> None:
    panel = window.working
    panel.setFocus()
    panel.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(7):
        QTest.keyClick(panel, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert panel.textCursor().selectedText() == "conv2d1"
    QTest.keyClick(panel, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert panel.textCursor().blockNumber() == 1
    QTest.keyClick(panel, Key.Key_A, CTRL)
    panel.copy()
    assert QGuiApplication.clipboard().text() == panel.toPlainText()


def test_what_is_selected_is_seen(window: MainWindow) -> None:
    before = window.working.grab().toImage()
    window.working.selectAll()
    assert window.working.grab().toImage() != before


def test_the_equations_are_copied_as_latex(window: MainWindow) -> None:
    assert r"= \frac{28-5}{1}+1 = 24" in window.working.latex().replace(" - ", "-").replace(" + ", "+")


@pytest.mark.usefixtures("zoomed")
def test_colours_and_sizes_follow_the_theme(window: MainWindow) -> None:
    width = max(mark.room.right() for mark in marks(window.working))
    theme.set_zoom(125)
    assert max(mark.room.right() for mark in marks(window.working)) > width
    theme.choose(theme.LIGHT_NAME)
    light = window.working.grab().toImage()
    theme.choose(theme.DARK_NAME)
    assert window.working.grab().toImage() != light


# Numbers and where they come from


def outlined(window: MainWindow) -> str:
    """Name the field that has the outline; empty where none has."""
    shown = [each for each in window.properties.findChildren(Outline) if each.isVisible()]
    if not shown:
        return ""
    (outline,) = shown
    page = outline.parentWidget()
    assert page is not None
    middle = outline.geometry().center()
    outline.hide()
    at = page.childAt(middle)
    outline.show()
    while at is not None and not at.accessibleName():
        at = at.parentWidget()
    return at.accessibleName() if at else ""


def marked(window: MainWindow) -> list[str]:
    """List the pieces of the working that are set off."""
    layout = laid_out(window.working)
    return [mark.piece.text for _, mark in layout.marks() if (mark.start, mark.stop) in layout.marked]


def linked(window: MainWindow) -> int | None:
    """Give the row that is marked."""
    delegate = window.layers.itemDelegate()
    assert isinstance(delegate, LayerDelegate)
    return delegate.linked


def test_pointing_at_a_number_outlines_the_field_that_it_comes_from(window: MainWindow) -> None:
    hover(window.working, "32", "Biases")
    assert outlined(window) == "Output channels"
    hover(window.working, "28", "Output size")
    assert outlined(window) == ""


def test_the_number_of_one_axis_outlines_the_field_of_that_axis(open_network: OpenNetwork) -> None:
    window = open_network(image(3, 30, 30), layer("Conv2d", "c", out_channels=4, kernel_size=[3, 7]))
    window.layers.select_rows([1])
    hover(window.working, "7", "Weights")
    assert outlined(window) == "Kernel size, width"
    hover(window.working, "3", "Output height")
    assert outlined(window) == "Kernel size, height"


def test_pointing_at_a_size_marks_the_row_that_it_is_read_from(window: MainWindow) -> None:
    window.layers.select_rows([3])
    hover(window.working, "12", "Output size")
    assert linked(window) == 2
    leave(window.working.viewport())
    assert linked(window) is None


def leave(widget: QWidget) -> None:
    """Let the pointer leave a widget."""
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))


def test_a_field_with_the_cursor_marks_its_numbers(window: MainWindow) -> None:
    field(window, "Output channels").setFocus()
    assert set(marked(window)) == {"32", "C_out"}
    window.layers.setFocus()
    assert marked(window) == []


def test_pointing_at_an_editor_marks_its_numbers_and_then_those_of_the_cursor_again(window: MainWindow) -> None:
    field(window, "Output channels").setFocus()
    editor = find(window, Editor, "Kernel size")
    QApplication.sendEvent(editor, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    assert set(marked(window)) == {"5", "k", "k_h", "k_w"}
    leave(editor)
    assert set(marked(window)) == {"32", "C_out"}


def test_marks_stay_while_the_number_is_typed(window: MainWindow) -> None:
    retype(field(window, "Output channels"), "16")
    assert set(marked(window)) == {"16", "C_out"}


def test_pointing_at_a_row_marks_what_is_read_of_it(open_network: OpenNetwork) -> None:
    convolutions = [
        layer("Conv2d", n, out_channels=c, kernel_size=1, inputs=["image"]) for n, c in (("a", 4), ("b", 6))
    ]
    window = open_network(image(1, 8, 8), *convolutions, layer("Concatenate", "join", inputs=["a", "b"]))
    window.layers.select_rows([3])
    window.layers.entered.emit(window.model.index(2, 0))
    assert "6" in marked(window)
    assert "4" not in marked(window)
    leave(window.layers.viewport())
    assert marked(window) == []


def test_the_sum_of_several_layers_leads_to_their_rows(window: MainWindow) -> None:
    window.layers.select_rows([1, 3])
    text = window.working.toPlainText()
    assert text.splitlines()[0] == "2 layers  select one to see its working"
    assert "Parameters\t832 + 9,248  =  10,080" in text
    hover(window.working, "9,248", "Parameters")
    assert linked(window) == 3


def test_sums_that_read_alike_lead_to_the_rows_that_are_selected(open_network: OpenNetwork) -> None:
    alike = [layer("Conv2d", name, out_channels=3, kernel_size=1) for name in "abcd"]
    window = open_network(image(3, 8, 8), *alike)
    window.layers.select_rows([1, 2])
    window.layers.select_rows([3, 4])
    hover(window.working, "12", "Parameters")
    assert linked(window) == 4


def test_typing_leaves_the_panel_where_it_was_scrolled(window: MainWindow) -> None:
    window.working.setFixedHeight(96)
    QApplication.processEvents()
    bar = window.working.verticalScrollBar()
    bar.setValue(40)
    assert bar.value() == 40
    retype(field(window, "Output channels"), "16")
    assert "·16" in window.working.toPlainText()
    assert bar.value() == 40


def test_a_hidden_panel_writes_nothing(window: MainWindow) -> None:
    before = window.working.toPlainText()
    window.main_docks()[2].hide()
    retype(field(window, "Output channels"), "16")
    assert window.working.toPlainText() == before
    window.main_docks()[2].show()
    assert "·16" in window.working.toPlainText()
