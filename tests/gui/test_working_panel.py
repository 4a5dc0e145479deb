"""The working of the selected layer: the numbers put in, and each of them true."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gui.main_window import MainWindow
from gui.theme import current
from tests.core.helpers import image, layer
from tests.gui.helpers import CTRL, Key, field, retype

OpenNetwork = Callable[..., MainWindow]


def working(window: MainWindow, row: int | None = None) -> list[list[str]]:
    """Read the working of a row, line by line, each as its label and the sides of its equation."""
    if row is not None:
        window.layers.select_rows([row])
    lines = window.working.toPlainText().splitlines()
    return [[part.strip() for part in line.replace("\t", "  =  ").split("  =  ")] for line in lines]


def coloured(window: MainWindow, code: str) -> list[str]:
    """List the pieces of the text that have a colour."""
    found = []
    block = window.working.document().begin()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            if part.fragment().charFormat().foreground().color().name() == code.lower():
                found.append(part.fragment().text())
            part += 1
        block = block.next()
    return found


def test_the_first_convolution_shows_the_classic_answer(window: MainWindow) -> None:
    lines = working(window)
    for line in [
        ["conv2d1  reads input, 1×28×28"],
        ["Output size", "⌊(n − k)/s⌋ + 1", "(28 − 5)/1 + 1", "24"],
        ["Volume", "32 × 24 × 24"],
        ["Weights", "kh·kw·Cin·Cout", "5·5·1·32", "800"],
        ["Biases", "Cout", "32"],
        ["Parameters", "(kh·kw·Cin + 1)·Cout", "(5·5·1 + 1)·32", "832"],
        ["Multiply–accumulates", "kh·kw·Cin · Cout·Hout·Wout", "5·5·1 · 32·24·24", "460,800"],
    ]:
        assert line in lines


def test_a_dense_layer_shows_the_volume_that_it_reads_as_a_product(window: MainWindow) -> None:
    assert ["Parameters", "(Cin·Hin·Win + 1)·Fout", "(32·5·5 + 1)·256", "205,056"] in working(window, 5)


def test_a_layer_with_nothing_to_learn_says_so(window: MainWindow) -> None:
    assert ["Parameters", "none: Max pooling 2-D has nothing to learn"] in working(window, 2)


def test_without_a_layer_the_panel_says_what_to_do(window: MainWindow) -> None:
    window.layers.select_rows([])
    assert window.working.toPlainText() == ""
    assert window.working.placeholderText() == "Select a layer to see how its numbers come about."


def test_the_working_follows_every_letter_that_is_typed(window: MainWindow) -> None:
    retype(field(window, "Kernel size, height"), "3")
    assert ["Parameters", "(kh·kw·Cin + 1)·Cout", "(3·3·1 + 1)·32", "320"] in working(window)
    window.document.session.undo()
    assert ["Parameters", "(kh·kw·Cin + 1)·Cout", "(5·5·1 + 1)·32", "832"] in working(window)


def test_a_change_above_changes_the_working_below(window: MainWindow) -> None:
    assert working(window, 3)[0] == ["conv2d2  reads maxpool1, 32×12×12"]
    window.document.session.undo()
    window.layers.select_rows([1])
    retype(field(window, "Output channels"), "16")
    assert ["Weights", "kh·kw·Cin·Cout", "3·3·16·32", "4,608"] in working(window, 3)


def test_statistics_that_are_not_learned_are_marked_and_not_counted(open_network: OpenNetwork) -> None:
    window = open_network(image(8, 4, 4), layer("BatchNorm", "norm"))
    lines = working(window, 1)
    assert [line for line in lines if line[0].startswith("Running")] == [
        ["Running mean", "Cin", "8  (not learned)"],
        ["Running variance", "Cin", "8  (not learned)"],
    ]
    assert ["Parameters", "2Cin", "2·8", "16"] in lines


def test_the_numbers_that_the_user_set_stand_out(window: MainWindow) -> None:
    accent = coloured(window, current().accent)
    assert {"5", "32"} <= set(accent)
    assert not {"28", "24", "800", "832"} & set(accent)


def test_selected_text_is_copied_as_it_is_read(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("before")
    window.working.setFocus()
    QTest.keyClick(window.working, Key.Key_A, CTRL)
    QTest.keyClick(window.working, Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert "(5·5·1 + 1)·32  =  832" in copied
    assert copied.splitlines()[0] == "conv2d1  reads input, 1×28×28"
    assert window.layers.selected_rows() == [1]  # Ctrl+A was the text's


def test_a_problem_is_told_in_the_place_of_the_working_and_the_others_wait(window: MainWindow) -> None:
    retype(field(window, "Kernel size, height"), "40")
    sentence = "The 40×40 kernel is larger than the 28×28 input."
    assert working(window)[1:] == [[sentence]]
    assert coloured(window, current().problem) == [sentence]
    assert working(window, 4) == [["maxpool2  reads conv2d2, not known"], ["This layer waits for conv2d1."]]


def test_without_a_selected_layer_there_is_no_working(window: MainWindow) -> None:
    window.layers.select_rows([])
    assert window.working.toPlainText() == ""


def test_a_join_says_all_that_it_reads(open_network: OpenNetwork) -> None:
    layers = [layer("Conv2d", name, out_channels=4, kernel_size=1, inputs=["image"]) for name in "ab"]
    window = open_network(image(1, 8, 8), *layers, layer("Concatenate", "join", inputs=["a", "b"]))
    lines = working(window, 3)
    assert lines[0] == ["join  reads a, 4×8×8; b, 4×8×8"]
    assert lines[1][-2:] == ["4 + 4", "8"]


def test_workings_that_were_shown_are_not_kept(window: MainWindow) -> None:
    for row in (1, 2, 3):
        window.layers.select_rows([row])
    assert window.working.document().availableUndoSteps() == 0
    assert not window.working.document().isUndoRedoEnabled()
