"""The palette: searching, choosing and adding every kind of layer."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from core.kinds import Family, Kind, Preset, catalogue
from core.session import Session
from gui.main_window import MainWindow
from gui.palette import ENTRY_ROLE
from tests.core.helpers import image, inputs_of, layer, network
from tests.gui.helpers import Key, Opener, double_click_entry, find, names, outputs, retype, undo_labels, visible_texts

START = ["input", "conv2d1", "maxpool1", "conv2d2", "maxpool2", "dense", "output"]
ENTRIES = [(kind, preset) for kind in catalogue.values() for preset in kind.presets()]
SHAPES = {0: (8, 12, 12), 1: (8, 12), 2: (8, 12, 12), 3: (8, 6, 6, 6)}


def search_field(window: MainWindow) -> QLineEdit:
    return find(window.palette_panel, QLineEdit, "Find a layer")


def search(window: MainWindow, text: str) -> QLineEdit:
    """Type into the search field."""
    return retype(search_field(window), text)


def rows(window: MainWindow) -> list[QModelIndex]:
    model = window.palette_panel.list.model()
    return [model.index(row, 0) for row in range(model.rowCount())]


def shown(window: MainWindow) -> list[str]:
    """Read the palette's entries, without headings."""
    return [str(row.data()) for row in rows(window) if row.data(ENTRY_ROLE)]


def selected(window: MainWindow) -> str | None:
    chosen = window.palette_panel.list.selectedIndexes()
    return str(chosen[0].data()) if chosen else None


def test_every_kind_stands_under_the_heading_of_its_family(window: MainWindow) -> None:
    families = {family.value for family in Family}
    heading, found = "", []
    for row in rows(window):
        key = row.data(ENTRY_ROLE)
        if key is None:
            heading = str(row.data())
            assert heading in families
        else:
            kind = catalogue[key.partition("#")[0]]
            assert kind.family.value == heading
            assert row.data(Qt.ItemDataRole.ToolTipRole) == kind.help
            found.append((kind, row.data()))
    assert sorted(found, key=str) == sorted(((kind, preset.label) for kind, preset in ENTRIES), key=str)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Conv2d", "Convolution 2-D"),
        ("MaxPool1d", "Max pooling 1-D"),
        ("Linear", "Dense"),
        ("BatchNorm", "Batch norm"),
        ("Dense", "Dense"),
        ("Conv3D", "Convolution 3-D"),
        ("MaxPooling2D", "Max pooling 2-D"),
        ("AveragePooling1D", "Average pooling 1-D"),
        ("BatchNormalization", "Batch norm"),
        ("fully connected", "Dense"),
        ("residual", "Add"),
        ("pool 2-d max", "Max pooling 2-D"),
        ("tanh", "Tanh"),
        ("  DROPOUT ", "Dropout"),
    ],
)
def test_a_search_by_any_usual_name_selects_the_kind(window: MainWindow, words: str, label: str) -> None:
    search(window, words)
    assert selected(window) == label


def test_a_search_keeps_the_headings_of_what_it_finds(window: MainWindow) -> None:
    search(window, "pooling")
    assert rows(window)[0].data() == "Pooling"
    assert shown(window) == [preset.label for kind, preset in ENTRIES if kind.family is Family.POOLING]
    search(window, "conv")
    assert rows(window)[0].data() == "Convolution"
    assert "Convolution 2-D" in shown(window)
    assert "Max pooling 2-D" not in shown(window)


def test_a_search_for_nothing_that_exists_shows_and_adds_nothing(window: MainWindow) -> None:
    field = search(window, "zebra")
    assert rows(window) == []
    QTest.keyClick(field, Key.Key_Return)
    assert names(window) == START


def test_escape_clears_the_search_and_enter_then_adds_nothing(window: MainWindow) -> None:
    field = search(window, "dropout")
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
    assert len(shown(window)) == len(ENTRIES)
    assert selected(window) is None
    QTest.keyClick(field, Key.Key_Return)
    assert names(window) == START


def test_enter_adds_after_the_selection_under_a_free_name_and_selects_the_new_layer(window: MainWindow) -> None:
    window.layers.select_rows([2])
    field = search(window, "conv2d")
    QTest.keyClick(field, Key.Key_Return)
    assert names(window)[:5] == ["input", "conv2d1", "maxpool1", "conv1", "conv2d2"]
    assert outputs(window)[3] == "32×10×10"
    assert window.layers.selected_rows() == [3]
    assert "conv1" in visible_texts(window.properties)
    assert undo_labels(window.document.session) == ["Add Convolution 2-D"]
    assert field.text() == ""  # ready for the next one
    QTest.keyClick(search(window, "conv2d"), Key.Key_Return)
    assert names(window)[3:5] == ["conv1", "conv2"]


def test_undo_after_enter_takes_the_layer_back_and_not_the_search(window: MainWindow) -> None:
    window.layers.select_rows([2])
    field = search(window, "conv2d")
    QTest.keyClick(field, Key.Key_Return)
    assert len(names(window)) == len(START) + 1
    QTest.keyClick(field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(window) == START
    assert field.text() == ""


def test_without_a_selection_a_layer_goes_to_the_end(window: MainWindow) -> None:
    window.layers.clearSelection()
    QTest.keyClick(search(window, "dropout"), Key.Key_Return)
    assert names(window) == [*START, "dropout1"]


def test_the_arrow_keys_in_the_search_skip_headings(window: MainWindow) -> None:
    field = search(window, "")
    seen = []
    for _ in ENTRIES:
        QTest.keyClick(field, Key.Key_Down)
        seen.append(selected(window))
    assert seen == shown(window)
    QTest.keyClick(field, Key.Key_Up)
    assert selected(window) == seen[-2]
    for _ in ENTRIES:
        QTest.keyClick(field, Key.Key_Up)
    assert selected(window) == "Input"


def test_the_arrow_keys_in_the_list_skip_headings_too(window: MainWindow) -> None:
    palette = window.palette_panel.list
    QTest.keyClick(search(window, ""), Key.Key_Down)
    palette.setFocus()
    seen = []
    for _ in ENTRIES[1:]:
        QTest.keyClick(palette, Key.Key_Down)
        seen.append(selected(window))
    assert seen == shown(window)[1:]
    QTest.keyClick(palette, Key.Key_Return)
    assert len(names(window)) == 8


def test_a_double_click_adds_and_one_on_a_heading_does_not(window: MainWindow) -> None:
    window.activateWindow()
    double_click_entry(window, "Dropout")
    assert window.layers.hasFocus()  # where F2 and Delete are about the new layer
    assert names(window)[:3] == ["input", "conv2d1", "dropout1"]
    double_click_entry(window, "Regularisation", heading=True)
    assert len(names(window)) == 8
    assert window.layers.selected_rows() == [2]


@pytest.mark.parametrize(("kind", "preset"), ENTRIES, ids=[f"{k.type}-{p.label}" for k, p in ENTRIES])
def test_every_entry_can_be_added_and_works_at_once(open_session: Opener, kind: type[Kind], preset: Preset) -> None:
    shape = SHAPES[kind.spatial_axes]
    window = open_session(Session(network(image(*shape, name="one"), image(*shape, name="two"))))
    double_click_entry(window, preset.label)
    stem = kind.initial(preset.values).stem
    assert names(window) == ["one", "two", f"{stem}_1" if stem[-1].isdigit() else f"{stem}1"]
    assert type(window.document.network.layers[2].kind) is kind
    assert window.document.state.analysis.totals.problems == 0
    assert outputs(window)[2]
    assert undo_labels(window.document.session) == [f"Add {window.document.network.layers[2].kind.title}"]


def test_an_add_joins_the_layer_above_with_the_nearest_of_its_size(open_session: Opener) -> None:
    conv = {"out_channels": 4, "kernel_size": 3, "padding": 1}
    layers = (image(4, 8, 8), layer("Flatten", "flat"))
    window = open_session(Session(network(*layers, layer("Conv2d", "a", **conv, inputs=["image"]))))
    window.layers.select_rows([2])
    double_click_entry(window, "Add")
    assert inputs_of(window.document.network, "add1") == ("a", "image")
    assert outputs(window)[3] == "4×8×8"
