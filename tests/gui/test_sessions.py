"""Whole sessions with the keyboard alone, and with nothing but what a screen reader hears."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from gui.main_window import MainWindow
from gui.problem_box import WrappedButton
from tests.core.helpers import image, layer
from tests.gui.helpers import CTRL, Key, outputs, parameters
from tests.gui.screen_reader import ScreenReader, dump, nameless, spoken, tree

LENET = [
    ("convolution 2-d", {"Output channels": "6", "Kernel size, height": "5"}),
    ("tanh", {}),
    ("average pooling 2-d", {"Kernel size, height": "2"}),
    ("convolution 2-d", {"Output channels": "16", "Kernel size, height": "5"}),
    ("tanh", {}),
    ("average pooling 2-d", {"Kernel size, height": "2"}),
    ("dense", {"Units": "120"}),
    ("dense", {"Units": "84"}),
    ("dense", {"Units": "10"}),
]
LENET_PARAMETERS = 156 + 2_416 + 48_120 + 10_164 + 850
"""LeCun et al. 1998 with all maps connected, as commonly built; each `(5*5*C_in + 1)*C_out` or `(in + 1)*out`."""


def set_number(reader: ScreenReader, name: str, number: str) -> None:
    """Go to a number field, which Tab selects, and type."""
    reader.tab_to(name)
    press_all(reader)
    reader.type(number)


def press_all(reader: ScreenReader) -> None:
    reader.press(Key.Key_A, CTRL)


def add(reader: ScreenReader, words: str, settings: dict[str, str]) -> None:
    """Add a layer below the selected one by its name, and set it."""
    reader.press(Key.Key_Insert)
    assert "Find a layer" in reader.focus()
    reader.type(words)
    reader.press(Key.Key_Return)
    for name, number in settings.items():
        set_number(reader, name, number)


def build_lenet(reader: ScreenReader) -> None:
    """Build LeNet-5 from a new document."""
    reader.press(Key.Key_N, CTRL)
    reader.tab_to("Name")
    for axis in ("height", "width"):
        set_number(reader, f"Shape, {axis}", "32")
    for words, settings in LENET:
        add(reader, words, settings)


def answer_dialog(path: Path) -> None:
    """Type a file's name into the dialog that is about to open, and press Enter."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, answer)
            return
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        field.setText(str(path))  # typed, it would open the completer, whose Return is another one
        QTest.keyClick(field, Key.Key_Return)

    QTimer.singleShot(20, answer)


def test_lenet_is_built_by_the_keyboard_alone(window: MainWindow) -> None:
    build_lenet(ScreenReader(window))
    assert outputs(window) == [
        *("1×32×32", "6×28×28", "6×28×28", "6×14×14", "16×10×10", "16×10×10", "16×5×5", "120", "84", "10"),
    ]
    assert parameters(window) == LENET_PARAMETERS


def test_lenet_is_broken_mended_and_exported_by_the_keyboard_alone(window: MainWindow, tmp_path: Path) -> None:
    reader = ScreenReader(window)
    build_lenet(reader)
    reader.press(Key.Key_Escape)
    reader.tab_to("Layers")
    reader.press(Key.Key_Home)
    for _ in range(4):
        reader.press(Key.Key_Down)
    set_number(reader, "Kernel size, height", "15")
    assert "1 problem" in window.totals.text()
    reader.press(Key.Key_F8)
    QApplication.processEvents()
    mend = next(button for button in window.properties.findChildren(WrappedButton) if button.isVisible())
    reader.tab_to(mend.accessibleName())
    reader.press(Key.Key_Space)
    assert "no problems" in window.totals.text()
    answer_dialog(tmp_path / "lenet.csv")
    reader.press(Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert (tmp_path / "lenet.csv").read_text(encoding="utf-8").splitlines()[-1].startswith(",Total")


def said(window: MainWindow, name: str) -> str:
    """Give all that a screen reader can hear of the first thing of a name, and of what is in it."""
    for _, interface in tree(QAccessible.queryAccessibleInterface(window)):
        if interface.text(QAccessible.Text.Name) == name:
            return "\n".join(spoken(inner) for _, inner in tree(interface))
    raise AssertionError(f"nothing is called {name} in {dump(window)}")


def test_lenet_is_built_broken_mended_and_exported_by_what_is_heard(window: MainWindow, tmp_path: Path) -> None:
    reader = ScreenReader(window)
    build_lenet(reader)
    assert f"{LENET_PARAMETERS:,} parameters" in said(window, "Totals")
    assert "output 16×5×5" in said(window, "Layers")
    reader.press(Key.Key_Escape)
    reader.tab_to("Layers")
    reader.press(Key.Key_Home)
    while "Convolution 2-D" not in reader.focus() or "output 16×10×10" not in reader.focus():
        reader.press(Key.Key_Down)
    set_number(reader, "Kernel size, height", "15")
    reader.press(Key.Key_F8)
    QApplication.processEvents()
    assert "1 problem" in said(window, "Totals")
    assert "problem: The 15×15 kernel is larger than the 14×14 input" in said(window, "Layers")
    lines = said(window, "Properties").splitlines()
    heard = [line.split(" | ")[0] for line in lines if " | Button" in line]
    offered = [name for name in heard if "14" in name or "adding" in name]
    assert offered, heard
    reader.tab_to(offered[0])
    reader.press(Key.Key_Space)
    assert "no problems" in said(window, "Totals")
    answer_dialog(tmp_path / "heard.csv")
    reader.press(Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert f"Exported heard.csv to {tmp_path}" in said(window, "Totals")


def test_nothing_of_a_broken_network_is_without_a_name(open_network: Callable[..., MainWindow]) -> None:
    window = open_network(
        image(1, 4, 4, name="in"),
        layer("Conv2d", "wide", out_channels=2, kernel_size=5),
        layer("Flatten", "flat"),
    )
    for rows in ([1], [0, 1], []):
        window.layers.select_rows(rows)
        window.action("find").trigger()
        QApplication.processEvents()
        assert [what for what in nameless(window) if not what.startswith("StaticText")] == []
