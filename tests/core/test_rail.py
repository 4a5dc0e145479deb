"""The rail beside the list."""

from hypothesis import given
from hypothesis import strategies as st

from core.kinds import catalogue
from core.network import Layer, Network, new_layer_id
from core.rail import RailRow, rail_rows


def layers(starts: list[bool]) -> tuple[Layer, ...]:
    """Make inputs, where true, and layers that read the one above them."""
    kinds = {True: catalogue["Input"](shape=(3, 8, 8)), False: catalogue["BatchNorm"]()}
    return tuple(Layer(new_layer_id(), f"l{row}", kinds[start]) for row, start in enumerate(starts))


@given(st.lists(st.booleans(), max_size=12))
def test_a_chain_has_the_same_rail_whatever_stands_below_it(starts: list[bool]) -> None:
    chain = layers([*starts, True])
    end = layers([True, False])
    skip = Layer(new_layer_id(), "skip", catalogue["Add"](), (end[0].id, end[1].id))
    assert rail_rows(Network((*chain, *end, skip)))[: len(chain)] == rail_rows(Network(chain))


def test_a_chain_begins_and_ends_at_its_first_and_last_row() -> None:
    ends = [RailRow(to_below=True), RailRow(from_above=True, to_below=True), RailRow(from_above=True)]
    assert rail_rows(Network(layers([True, False, False, True, False]))) == [*ends, ends[0], ends[2]]
    assert rail_rows(Network()) == []
