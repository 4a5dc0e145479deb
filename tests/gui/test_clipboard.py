"""Cut, copy and paste in the window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest

from core.files import parse_part
from gui.main_window import MainWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def names(window: MainWindow) -> list[str]:
    return [layer.name for layer in window.document.network.layers]


def press(window: MainWindow, key: Qt.Key) -> None:
    window.layers.setFocus()
    QTest.keyClick(window.layers, key, Modifier.ControlModifier)


def test_copied_layers_are_pasted_after_the_selection_as_one_step(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    window.action("copy").trigger()
    window.layers.select_rows([4])
    window.action("paste").trigger()
    assert names(window)[4:8] == ["maxpool2", "conv2d3", "maxpool3", "dense"]
    assert window.layers.selected_rows() == [5, 6]
    window.action("undo").trigger()
    assert len(names(window)) == 7


def test_cut_layers_are_gone_until_they_are_pasted(window: MainWindow) -> None:
    before = names(window)
    window.layers.select_rows([5])
    window.action("cut").trigger()
    assert names(window) == [*before[:5], "output"]
    assert window.document.session.undo_label == "Cut dense"
    window.layers.select_rows([5])
    window.action("paste").trigger()
    assert names(window) == [*before[:5], "output", "dense"]


def test_foreign_text_is_not_pasted_and_says_why(window: MainWindow) -> None:
    before = names(window)
    QGuiApplication.clipboard().setText("Shopping: milk, bread")
    window.action("paste").trigger()
    assert names(window) == before
    assert not window.document.session.is_modified


def test_a_clipboard_that_holds_nothing_at_all_is_refused_with_a_sentence(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    before, refusals = names(window), list[str]()
    window.document.refused.connect(refusals.append)
    window.action("paste").trigger()
    assert names(window) == before
    assert refusals == ["The clipboard holds no text, and so no layers."]


def test_copying_a_name_in_its_field_leaves_the_layers_alone(window: MainWindow) -> None:
    window.layers.select_rows([1])
    window.action("copy").trigger()
    field = window.properties.findChildren(type(window.palette_panel.field))[0]
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Key.Key_C, Modifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "conv2d1"


def test_other_programs_get_a_document_or_a_table(window: MainWindow) -> None:
    window.layers.select_rows([1, 2])
    window.action("copy").trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert [layer.name for layer in parse_part(data.text()).layers] == ["conv2d1", "maxpool1"]
    table = bytes(data.data("text/tab-separated-values").data()).decode().splitlines()
    assert table[0] == "#\tLayer\tKind\tSettings\tOutput\tParameters"
    assert table[1] == "1\tconv2d1\tConvolution 2-D\t5×5, 32 channels\t32×24×24\t832"
    assert '<td align="right">832</td>' in data.html()
    window.action("copy_table").trigger()
    assert QGuiApplication.clipboard().text().splitlines() == table


def test_a_single_layer_and_lines_of_a_document_are_pasted_too(window: MainWindow) -> None:
    line = '{"type": "Flatten", "name": "flat"}'
    for text in (line, f"    {line},\n", f"[{line}]"):
        QGuiApplication.clipboard().setText(text)
        window.action("paste").trigger()
    assert len(names(window)) == 10


def test_a_skip_of_a_pasted_block_reads_what_stands_above_it(open_network: Callable[..., MainWindow]) -> None:
    window = open_network(
        {"type": "Input", "name": "image", "shape": [8, 8, 8]},
        {"type": "Conv2d", "name": "conv", "out_channels": 8, "kernel_size": 3, "padding": "same"},
        {"type": "Add", "name": "add", "inputs": ["conv", "image"]},
    )
    window.layers.select_rows([1, 2])
    window.action("copy").trigger()
    window.action("paste").trigger()
    assert window.document.network.input_names(4) == ["conv1", "add"]
