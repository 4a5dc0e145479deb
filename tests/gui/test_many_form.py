"""Several selected layers: what they share is shown, and set on all of them at once."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox

from gui.main_window import MainWindow
from tests.core.helpers import image, layer
from tests.gui.helpers import Key, click_on, field, find, press, retype, undo_labels, visible_texts

OpenNetwork = Callable[..., MainWindow]


def values(window: MainWindow, name: str) -> list[object]:
    """Give a setting of all layers but the input."""
    return [each.kind.values[name] for each in window.document.network.layers[1:]]


def open_two(open_network: OpenNetwork) -> MainWindow:
    window = open_network(
        image(3, 32, 32),
        layer("Conv2d", "one", out_channels=8, kernel_size=3, padding="same", bias=False),
        layer("Conv2d", "two", out_channels=16, kernel_size=[5, 3]),
    )
    window.layers.select_rows([1, 2])
    return window


def test_differing_values_show_as_such_and_stay(open_network: OpenNetwork) -> None:
    window = open_two(open_network)
    before = window.document.state
    channels = field(window, "Output channels")
    assert (channels.text(), channels.lineEdit().placeholderText()) == ("", "Differs")
    assert field(window, "Kernel size, height").text() == ""
    assert field(window, "Kernel size, width").text() == "3"
    assert find(window.properties, QComboBox, "Padding, form").currentIndex() == -1
    assert find(window.properties, QCheckBox, "Bias").checkState().name == "PartiallyChecked"
    channels.setFocus()
    field(window, "Kernel size, width").setFocus()
    assert window.document.state is before


def test_what_is_typed_counts_for_all_as_one_step(open_network: OpenNetwork) -> None:
    window = open_two(open_network)
    retype(field(window, "Output channels"), "128")
    assert values(window, "out_channels") == [128, 128]
    assert undo_labels(window.document.session) == ["Set Output channels of 2 layers"]
    window.action("undo").trigger()
    assert values(window, "out_channels") == [8, 16]
    window.layers.select_rows([1, 2])
    assert field(window, "Output channels").text() == ""


def test_one_axis_is_set_and_the_other_stays_each_layers_own(open_network: OpenNetwork) -> None:
    window = open_two(open_network)
    retype(field(window, "Kernel size, width"), "7")
    assert values(window, "kernel_size") == [(3, 7), (5, 7)]


def test_a_switch_that_differs_is_set_by_a_click(open_network: OpenNetwork) -> None:
    window = open_two(open_network)
    click_on(find(window.properties, QCheckBox, "Bias"))
    assert values(window, "bias") == [True, True]


def test_a_value_that_one_cannot_take_is_refused_for_all_with_its_name(open_network: OpenNetwork) -> None:
    window = open_two(open_network)
    before = window.document.state
    retype(field(window, "Output channels"), "0")
    assert window.document.state is before
    assert any(text.startswith("one: Output channels must be") for text in visible_texts(window.properties))
    press(window, Key.Key_Escape)
    assert field(window, "Output channels").text() == ""
    assert not any("must be" in text for text in visible_texts(window.properties))


def test_only_what_all_share_has_an_editor(open_network: OpenNetwork) -> None:
    conv = layer("Conv2d", "conv", out_channels=8, kernel_size=3)
    window = open_network(image(3, 32, 32), conv, layer("Linear", "dense", out_features=2, bias=False))
    window.layers.select_rows([1, 2])
    texts = visible_texts(window.properties)
    assert "Kernel size" not in texts
    assert find(window.properties, QCheckBox, "Bias").isVisible()


def test_padding_in_numbers_starts_with_what_same_used(open_network: OpenNetwork) -> None:
    window = open_network(image(3, 32, 32), layer("Conv2d", "one", out_channels=8, kernel_size=5, padding="same"))
    window.layers.select_rows([1])
    form = find(window.properties, QComboBox, "Padding, form")
    form.setCurrentIndex(form.findData("numbers"))
    form.activated.emit(form.currentIndex())
    assert values(window, "padding") == [((2, 2), (2, 2))]
    assert field(window, "Padding, height").text() == "2"
