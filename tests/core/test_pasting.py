"""Layers that are copied as text and pasted elsewhere."""

import pytest

from core.actions import block, copy_layers, paste_layers
from core.analysis import analyse
from core.files import parse_network, write_block
from core.kinds import catalogue
from core.network import Layer, Network, Reference, apply_edits, new_layer_id
from core.problems import Refusal


def layer(kind: str, name: str, inputs: tuple[Reference, ...] | None = None, **values: object) -> Layer:
    return Layer(new_layer_id(), name, catalogue[kind].initial(values), inputs)


def residual() -> Network:
    """Give an input and a block of two convolutions with an Add around them."""
    stem = layer("Conv2d", "stem", out_channels=8, padding="same")
    first = layer("Conv2d", "conv1", out_channels=8, padding="same")
    second = layer("Conv2d", "conv2", out_channels=8, padding="same")
    add = layer("Add", "add1", (second.id, stem.id))
    return Network((layer("Input", "input", shape=[3, 8, 8]), stem, first, second, add))


def paste(network: Network, text: str, gap: int) -> Network:
    return apply_edits(network, paste_layers(network, parse_network(text.encode()), gap).edits)


def test_a_pasted_block_keeps_the_connections_inside_it() -> None:
    network = residual()
    text = write_block(network, block(network, [1, 2, 3, 4]))
    pasted = paste(network, text, 5)
    assert [each.name for each in pasted.layers[5:]] == ["stem1", "conv3", "conv4", "add2"]
    assert pasted.input_names(8) == ["conv4", "stem1"]
    assert pasted.input_names(5) == ["add1"]
    assert analyse(pasted).totals.problems == 0


def test_what_a_block_reads_outside_of_it_is_found_again_by_name() -> None:
    network = residual()
    text = write_block(network, block(network, [2, 3, 4]))
    pasted = paste(network, text, 5)
    assert pasted.input_names(7) == ["conv4", "stem"]
    elsewhere = paste(Network((layer("Input", "input", shape=[8, 8, 8]),)), text, 1)
    assert elsewhere.input_names(3) == ["conv2", "stem"]
    problem = analyse(elsewhere).reports[3].problem
    assert problem is not None
    assert "stem" in problem.message


def test_a_layer_whose_layer_above_is_not_copied_goes_on_reading_it() -> None:
    network = residual()
    copied = apply_edits(network, copy_layers(network, [1, 3], 5).edits)
    assert copied.input_names(5) == ["add1"]
    assert copied.input_names(6) == ["conv1"]


def test_a_name_that_is_free_is_kept() -> None:
    network = residual()
    text = write_block(network, block(network, [2]))
    assert paste(Network((network.layers[0],)), text, 1).layers[1].name == "conv1"


def test_an_empty_document_gives_nothing_to_paste() -> None:
    with pytest.raises(Refusal, match="no layers to paste"):
        paste_layers(residual(), Network(), 0)


def test_a_copied_residual_block_reads_what_stands_above_the_copy() -> None:
    network = residual()
    copied = apply_edits(network, copy_layers(network, [2, 3, 4], 5).edits)
    assert copied.input_names(5) == ["add1"]
    assert copied.input_names(7) == ["conv4", "add1"]
