"""The immutable network and the four edits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network import Edit, Insert, Layer, Move, Network, Remove, Replace, new_layer_id, runs
from core.records import replace
from tests.core.helpers import image, inputs_of, layer, made, names, network
from tests.core.strategies import networks


def letters(text: str) -> Network:
    """Make a network whose layers are named by letters."""
    return Network(tuple(Layer(new_layer_id(), letter, made("Flatten")) for letter in text))


def spelled(of: Network) -> str:
    return "".join(names(of))


def new(letter: str) -> Layer:
    return Layer(new_layer_id(), letter, made("Dropout"))


@pytest.mark.parametrize(
    ("rows", "result"),
    [((0,), "xABCD"), ((4,), "ABCDx"), ((0, 1), "xyABCD"), ((0, 2, 5), "xAyBCz"), ((1, 5), "AxBCDy")],
)
def test_inserted_layers_stand_at_their_rows_in_the_result(rows: tuple[int, ...], result: str) -> None:
    before = letters("ABC" if result == "xAyBCz" else "ABCD")
    edit = Insert(rows, tuple(new(letter) for letter in "xyz"[: len(rows)]))
    assert spelled(edit.apply(before)) == result


@pytest.mark.parametrize(
    ("rows", "result"), [((0,), "BCDE"), ((4,), "ABCD"), ((1, 2), "ADE"), ((0, 2, 4), "BD"), ((0, 1, 2, 3, 4), "")]
)
def test_removed_rows_are_counted_before_the_removal(rows: tuple[int, ...], result: str) -> None:
    before = letters("ABCDE")
    assert spelled(Remove(rows, tuple(before.layers[row] for row in rows)).apply(before)) == result


@pytest.mark.parametrize(
    ("rows", "targets", "result"),
    [
        ((0,), (4,), "BCDEA"),
        ((4,), (0,), "EABCD"),
        ((1, 2), (2, 3), "ADBCE"),
        ((0, 2, 4), (1, 2, 3), "BACED"),
        ((0, 4), (1, 2), "BAECD"),
        ((1, 3), (0, 4), "BACED"),
        ((2,), (2,), "ABCDE"),
    ],
)
def test_moved_layers_stand_at_their_targets_in_their_order(
    rows: tuple[int, ...], targets: tuple[int, ...], result: str
) -> None:
    assert spelled(Move(rows, targets).apply(letters("ABCDE"))) == result


def rows_of(count: int, most: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Draw ascending rows out of so many."""
    return st.sets(st.integers(0, count - 1), min_size=1, max_size=most).map(sorted).map(tuple)


@st.composite
def moves(draw: st.DrawFn, of: Network) -> Move:
    """Draw a move of scattered rows to scattered places."""
    rows = draw(rows_of(len(of), 4))
    targets = st.sets(st.integers(0, len(of) - 1), min_size=len(rows), max_size=len(rows))
    return Move(rows, draw(targets.map(sorted).map(tuple)))


@st.composite
def edits(draw: st.DrawFn, of: Network) -> Edit:
    """Draw any edit of a network, scattered rows included."""
    count = len(of)
    which = draw(st.sampled_from(["insert", "remove", "move", "replace"] if count else ["insert"]))
    if which == "insert":
        many = draw(st.integers(1, 3))
        rows = draw(st.sets(st.integers(0, count + many - 1), min_size=many, max_size=many).map(sorted).map(tuple))
        return Insert(rows, tuple(new(f"new{row}") for row in rows))
    rows = draw(rows_of(count, 4))
    layers = tuple(of.layers[row] for row in rows)
    if which == "remove":
        return Remove(rows, layers)
    if which == "move":
        return draw(moves(of))
    return Replace(rows, layers, tuple(replace(each, name=each.name + "'") for each in layers))


@given(networks(), st.data())
def test_the_inverse_of_an_edit_restores_the_network(before: Network, data: st.DataObject) -> None:
    edit = data.draw(edits(before))
    after = edit.apply(before)
    assert edit.inverse().apply(after) == before
    assert edit.inverse().inverse().apply(before) == after


@given(networks(least=1), st.data())
def test_a_move_leaves_the_others_in_their_order(before: Network, data: st.DataObject) -> None:
    move = data.draw(moves(before))
    after = move.apply(before)
    moved = [before.layers[row] for row in move.rows]
    assert [after.layers[row] for row in move.targets] == moved
    assert [each for each in after.layers if each not in moved] == [each for each in before.layers if each not in moved]


@given(networks(), st.data())
def test_the_wiring_is_that_of_the_layers_after_any_edit(network: Network, data: st.DataObject) -> None:
    for _ in range(3):
        _ = network.wiring, network.row_of_name
        network = data.draw(edits(network)).apply(network)
        fresh = Network(network.layers, network.name)
        assert network.wiring == fresh.wiring
        assert network.row_of_name == fresh.row_of_name


def test_an_edit_leaves_the_network_before_it_as_it_was() -> None:
    before = letters("ABC")
    Remove((0,), tuple(before.layers[:1])).apply(before)
    assert spelled(before) == "ABC"


@pytest.mark.parametrize(
    ("rows", "split"), [((), []), ((3,), [(0, 1)]), ((1, 2, 3), [(0, 3)]), ((0, 2, 3, 7), [(0, 1), (1, 3), (3, 4)])]
)
def test_rows_are_split_into_runs_of_neighbours(rows: tuple[int, ...], split: list[tuple[int, int]]) -> None:
    assert list(runs(rows)) == split


def test_a_layer_reads_the_one_above_unless_it_says_otherwise() -> None:
    read = network(
        image(3, 8, 8),
        layer("Dropout", "first"),
        layer("Dropout", "second", inputs=["image"]),
        layer("Add", "sum", inputs=["second", "first"]),
        image(1, 8, 8, name="mask"),
        layer("Dropout", "last"),
    )
    assert [read.input_names(row) for row in range(len(read))] == [
        [],
        ["image"],
        ["image"],
        ["second", "first"],
        [],
        ["mask"],
    ]
    assert inputs_of(read, "first") is None
    assert inputs_of(read, "second") == ("image",)


def test_the_first_layer_has_nothing_above_it() -> None:
    assert network(layer("Dropout", "alone")).input_names(0) == []


def test_a_name_without_a_layer_is_kept_as_it_is_written() -> None:
    read = network(image(4), layer("Dropout", "drop", inputs=["nobody"]))
    assert read.input_names(1) == ["nobody"]
    assert read.row_of_reference("nobody") is None
    assert read.row_of_reference("image") == 0
