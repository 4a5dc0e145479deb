"""Long rows are what tuples are, whatever is replaced in them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions import set_setting
from core.analysis import analyse
from core.kinds import catalogue
from core.network import Layer, Network, new_layer_id
from core.rows import Draft, Rows, count_alike, replaced
from core.session import Session

LENGTHS = st.sampled_from([2_049, 2_560, 2_561, 5_000])


def changes_of(length: int) -> st.SearchStrategy[dict[int, str]]:
    places = st.integers(0, length - 1) | st.sampled_from([0, 511, 512, length - 1])
    return st.dictionaries(places, st.sampled_from("ab"), min_size=1, max_size=6)


@given(data=st.data())
def test_replaced_rows_are_the_tuple_with_the_same_replaced(data: st.DataObject) -> None:
    length = data.draw(LENGTHS)
    rows: Sequence[str] = tuple(str(number) for number in range(length))
    whole = list(rows)
    for _ in range(2):
        before, changes = tuple(rows), data.draw(changes_of(length))
        draft = Draft(rows)
        for index, new in changes.items():
            whole[index] = draft[index] = new
        after = replaced(rows, changes)
        assert tuple(rows) == before
        assert isinstance(after, Rows)
        assert after == draft.result() == tuple(whole) == after
        assert hash(after) == hash(tuple(whole))
        assert len(after) == length
        assert [draft[index] for index in (0, 511, 512, length - 1)] == [after[i] for i in (0, 511, 512, -1)]
        rows = after
    start, stop = data.draw(st.tuples(st.integers(-9_000, 9_000), st.integers(-9_000, 9_000)))
    step = data.draw(st.sampled_from([None, 1, 3, -1]))
    assert rows[start:stop:step] == tuple(whole)[start:stop:step]
    assert rows[start:] == tuple(whole)[start:]
    assert list(reversed(rows)) == whole[::-1]


@given(data=st.data())
def test_rows_are_alike_up_to_the_first_that_was_replaced(data: st.DataObject) -> None:
    length = data.draw(LENGTHS)
    rows = replaced(tuple(map(str, range(length))), {0: "x"})
    changes = data.draw(changes_of(length))
    changed = replaced(rows, changes)
    assert count_alike(rows, changed) == count_alike(tuple(rows), changed) == min(changes)
    assert count_alike(rows, rows) == count_alike(rows, tuple(rows)) == length
    assert count_alike(rows, tuple(rows)[:-5]) == length - 5


def test_rows_end_where_a_tuple_does() -> None:
    rows = replaced(tuple(range(3_000)), {7: -7})
    assert rows != replaced(tuple(range(3_000)), {7: -8})
    for index in (3_000, -3_001):
        with pytest.raises(IndexError):
            rows[index]


def test_a_long_network_is_worked_out_after_each_edit_as_from_the_start() -> None:
    kinds = [
        catalogue["Conv2d"](out_channels=4, kernel_size=3, padding="same"),
        catalogue["Activation"](function="relu"),
    ]
    layers = [Layer(new_layer_id(), "input", catalogue["Input"](shape=(3, 16, 16)))]
    layers += [Layer(new_layer_id(), f"l{number}", kinds[number % 2]) for number in range(2_600)]
    session = Session(Network(tuple(layers)))
    for row, setting, value in (
        (1_200, "function", "tanh"),
        (2_000, "function", "elu"),
        (1_001, "out_channels", 5),
        (0, "shape", (3, 9, 9)),
        (2_599, "out_channels", 6),
        (1_001, "kernel_size", (99, 99)),
    ):
        session.do(set_setting(session.network, row, setting, value))
        fresh = Network(tuple(session.network.layers), session.network.name)
        assert session.network == fresh
        assert session.state.analysis == analyse(fresh)
    while session.position:
        session.undo()
    assert session.network.layers == tuple(layers)
    assert session.state.analysis == analyse(Network(tuple(layers)))
