"""What is asked for several selected layers at once."""

import pytest

from core.export.clipboard_table import write_html, write_tsv
from core.network import Network, apply_edits
from core.problems import Refusal
from core.selected import Part, connect_selected, read_above, reset_setting, set_setting_of_all, shared_settings
from core.session import Session
from core.table import NAME, PARAMETERS
from tests.core.helpers import image, layer, made, network, session, table


def two(**second: object) -> Session:
    """Open an input of 3×9×8 with two convolutions."""
    first = layer("Conv2d", "one", out_channels=4, kernel_size=3, padding="same")
    return session(image(3, 9, 8), first, layer("Conv2d", "two", **{"out_channels": 4, "kernel_size": 5, **second}))


def settings_of(of: Session, name: str) -> list[object]:
    """Give a setting of the two convolutions."""
    return [each.kind.values[name] for each in of.network.layers[1:]]


def set_all(of: Session, name: str, value: object) -> None:
    """Set both convolutions."""
    of.do(set_setting_of_all(of.network, of.state.analysis.reports, [1, 2], name, value))


def test_a_run_of_values_is_one_step_and_one_undo() -> None:
    document = two()
    for value in (6, 64):
        set_all(document, "out_channels", value)
    assert settings_of(document, "out_channels") == [64, 64]
    document.undo()
    assert settings_of(document, "out_channels") == [4, 4]
    assert document.undo_label is None


def test_what_is_kept_is_each_layers_own() -> None:
    document = two()
    set_all(document, "kernel_size", [Part.KEEP, 1])
    assert settings_of(document, "kernel_size") == [(3, 1), (5, 1)]


def test_a_word_becomes_the_numbers_that_it_came_to() -> None:
    document = two(padding="valid")
    before = document.state.analysis.reports[2].shape
    set_all(document, "padding", Part.IN_NUMBERS)
    assert settings_of(document, "padding") == [((1, 1), (1, 1)), ((0, 0), (0, 0))]
    assert document.state.analysis.reports[2].shape == before


@pytest.mark.parametrize("kernel", [1, 2, 4, [3, 6]])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("kind", ["Conv2d", "ConvTranspose2d", "MaxPool2d"])
@pytest.mark.parametrize("word", ["same", "valid"])
def test_numbers_for_a_word_leave_the_size(kind: str, word: str, stride: int, kernel: object) -> None:
    channels = {} if kind == "MaxPool2d" else {"out_channels": 2}
    one = layer(kind, "one", kernel_size=kernel, stride=stride, padding=word, **channels)
    document = session(image(3, 9, 8), one)
    before = document.state.analysis.reports[1].shape
    smallest = min(document.network.layers[1].kind.values["kernel_size"])
    if kind == "ConvTranspose2d" and smallest < stride:
        pytest.skip("a word gives more than any padding does: that is output padding")
    document.do(set_setting_of_all(document.network, document.state.analysis.reports, [1], "padding", Part.IN_NUMBERS))
    assert document.state.analysis.reports[1].shape == before


def test_a_refusal_names_the_layer_and_changes_nothing() -> None:
    document = two()
    with pytest.raises(Refusal, match=r"^one: Stride must be a whole number from 1 to 10,000; 0 is not\.$"):
        set_all(document, "stride", 0)


def test_reset_gives_the_default_or_what_new_layers_start_with() -> None:
    document = two()
    document.do(reset_setting(document.network, [1, 2], "padding"))
    document.do(reset_setting(document.network, [1, 2], "kernel_size"))
    assert settings_of(document, "padding") == [((0, 0), (0, 0))] * 2
    assert settings_of(document, "kernel_size") == [(3, 3)] * 2


def test_kinds_share_what_means_the_same() -> None:
    kinds = [type(made("Conv2d", out_channels=1, kernel_size=1)), type(made("Conv1d", out_channels=1, kernel_size=1))]
    assert {"out_channels", "bias"} <= {setting.name for setting in shared_settings(kinds)}
    assert "kernel_size" not in {setting.name for setting in shared_settings(kinds)}


def wired() -> Network:
    """Give a layer that reads another one than that above it."""
    return network(image(4), layer("Flatten", "one"), layer("Flatten", "two", inputs=["image"]))


def test_layers_read_the_one_above_again() -> None:
    assert apply_edits(wired(), read_above(wired(), [1, 2]).edits).layers[2].inputs is None


def test_two_selected_layers_are_connected_and_three_are_not() -> None:
    of = wired()
    assert apply_edits(of, connect_selected(of, [1, 2]).edits).input_names(2) == ["one"]
    with pytest.raises(Refusal, match="two layers"):
        connect_selected(of, [0, 1, 2])


def test_a_take_back_leaves_nothing_to_undo_or_redo() -> None:
    document = two()
    set_all(document, "out_channels", 9)
    assert not document.take_back_run("another")
    assert document.take_back_run(("out_channels", tuple(each.id for each in document.network.layers[1:])))
    assert settings_of(document, "out_channels") == [4, 4]
    assert (document.undo_label, document.redo_label, document.is_modified) == (None, None, False)


def test_a_pasted_table_runs_no_formula_and_no_markup() -> None:
    shown = table(image(2000), layer("Linear", "=A1<b>", out_features=1000))
    assert write_tsv(shown, [1], [NAME, PARAMETERS]) == "Layer\tParameters\n'=A1<b>\t2001000\n"
    html = write_html(shown, [1], [NAME, PARAMETERS])
    assert "&#x27;=A1&lt;b&gt;" in html
    assert '<td align="right">2001000</td>' in html
