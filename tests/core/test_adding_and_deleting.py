"""Adding layers, and deleting them so that the others go on reading what was meant."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import actions
from core.analysis import analyse
from core.kinds import catalogue
from core.names import check_name
from core.network import Network, apply_edits
from core.session import Session, Step
from tests.core.helpers import image, inputs_of, layer, names, network
from tests.core.random_steps import random_steps
from tests.core.strategies import networks


def done(before: Network, step: Step) -> Network:
    return apply_edits(before, step.edits)


def added(before: Network, kind: str, row: int, **values: object) -> Network:
    return done(before, actions.add_layer(before, analyse(before).reports, catalogue[kind], values, row))


def without(before: Network, *gone: str) -> Network:
    return done(before, actions.remove_layers(before, [before.row_of_name[name] for name in gone]))


def drop(name: str, *inputs: str) -> dict[str, Any]:
    return layer("Dropout", name, **({"inputs": list(inputs)} if inputs else {}))


def chain(letters: str = "abc") -> Network:
    return network(image(4), *(drop(letter) for letter in letters))


def test_a_new_layer_is_set_as_the_palette_offers_it_and_selected() -> None:
    before = chain()
    step = actions.add_layer(before, analyse(before).reports, catalogue["Activation"], {"function": "tanh"}, 2)
    after = done(before, step)
    assert names(after) == ["image", "a", "tanh1", "b", "c"]
    assert after.layers[2].kind is catalogue["Activation"](function="tanh")
    assert step.label == "Add Tanh"
    assert step.select == (after.layers[2].id,)


def test_a_new_layer_gets_the_first_free_name() -> None:
    before = network(image(1, 9, 9), layer("Flatten", "conv1"), layer("Flatten", "conv3"))
    for name in ("conv2", "conv4", "conv5"):
        before = added(before, "Conv2d", 1)
        assert before.layers[1].name == name


def test_a_new_join_reads_the_layer_above_and_the_nearest_that_fits() -> None:
    before = network(
        image(3, 8, 8),
        layer("Conv2d", "a", out_channels=8, kernel_size=3, padding=1),
        layer("Conv2d", "b", out_channels=8, kernel_size=3, padding=1),
        layer("MaxPool2d", "small", kernel_size=2, inputs=["a"]),
        layer("Conv2d", "c", out_channels=8, kernel_size=1, inputs=["b"]),
    )
    assert inputs_of(added(before, "Add", 5), "add1") == ("c", "b")
    assert inputs_of(added(before, "Concatenate", 5), "concat1") == ("c", "b")
    assert inputs_of(added(before, "Add", 4), "add1") is None


def test_a_new_join_without_anything_to_join_is_a_problem_and_no_refusal() -> None:
    after = added(chain(""), "Add", 0)
    assert inputs_of(after, "add1") is None
    assert analyse(after).reports[0].problem is not None


def test_what_read_a_deleted_layer_reads_what_that_one_read() -> None:
    before = network(image(4), drop("a"), drop("b", "image"), drop("c", "a"), drop("d", "b", "a"))
    after = without(before, "a")
    assert names(after) == ["image", "b", "c", "d"]
    assert inputs_of(after, "c") == ("image",)
    assert inputs_of(after, "d") == ("b", "image")


def test_what_reads_the_layer_above_goes_on_doing_so() -> None:
    after = without(chain("abc"), "b")
    assert inputs_of(after, "c") is None
    assert after.input_names(2) == ["a"]


def test_a_layer_below_a_deleted_branch_keeps_its_source() -> None:
    after = without(network(image(4), drop("a"), drop("b", "image"), drop("c")), "b")
    assert inputs_of(after, "c") == ("image",)


def test_a_chain_of_deleted_layers_is_followed_to_its_source() -> None:
    before = network(image(4), drop("a"), drop("b"), drop("other", "image"), drop("c", "b"))
    assert inputs_of(without(before, "a", "b"), "c") == ("image",)


def test_readers_of_a_deleted_input_keep_its_name_where_they_said_it() -> None:
    before = network(image(4, name="x"), image(4, name="y"), drop("a", "x"), drop("b"))
    after = without(before, "x")
    assert inputs_of(after, "a") == ("x",)
    report = analyse(after).reports[1]
    assert report.problem is not None
    assert report.problem.message == "It reads “x”, but no layer has that name."


def test_the_layer_below_a_deleted_input_reads_what_stands_above_it_then() -> None:
    before = network(image(4, name="x"), drop("a"), image(4, name="y"), drop("b"))
    after = without(before, "y")
    assert inputs_of(after, "b") is None
    assert after.input_names(2) == ["a"]
    assert analyse(without(before, "x")).reports[0].problem is not None


def test_readers_of_a_deleted_join_keep_its_name_as_it_had_several_inputs() -> None:
    before = network(
        image(4), drop("a"), layer("Add", "sum", inputs=["a", "image"]), drop("b"), drop("c", "sum"), drop("d", "c")
    )
    after = without(before, "sum")
    assert inputs_of(after, "b") is None
    assert inputs_of(after, "c") == ("sum",)
    assert inputs_of(after, "d") == ("c",)


def test_a_layer_that_is_deleted_with_all_that_read_it_leaves_no_trace() -> None:
    after = without(chain("abc"), "b", "c")
    assert names(after) == ["image", "a"]


@pytest.mark.parametrize(
    ("gone", "reader", "reads"), [(("own",), "after", "own"), (("early", "late"), "last", "early")]
)
def test_deleting_layers_that_read_themselves_or_each_other_leaves_names(
    gone: tuple[str, ...], reader: str, reads: str
) -> None:
    before = network(
        image(4), drop("own", "own"), drop("after", "own"), drop("early", "late"), drop("late"), drop("last", "early")
    )
    assert inputs_of(without(before, *gone), reader) == (reads,)


@pytest.mark.parametrize(("gone", "selected"), [("a", "b"), ("c", "b"), ("image", "a")])
def test_the_next_layer_is_selected_or_the_last_one(gone: str, selected: str) -> None:
    before = chain("abc")
    step = actions.remove_layers(before, [before.row_of_name[gone]])
    after = done(before, step)
    assert step.label == f"Delete {gone}"
    assert step.select is not None
    assert [after.layers[row].name for row in map(after.row, step.select) if row is not None] == [selected]


def test_the_last_layer_can_go_too() -> None:
    before = chain("")
    step = actions.remove_layers(before, [0])
    assert step.select == ()
    assert len(done(before, step)) == 0


@given(networks(least=1), st.data())
def test_no_step_leaves_a_reading_of_a_layer_that_is_not_there(before: Network, data: st.DataObject) -> None:
    document = Session(before)
    for step in random_steps(data, document, 6):
        document.do(step)
        there = {each.id for each in document.network.layers}
        for each in document.network.layers:
            assert {reference for reference in each.inputs or () if isinstance(reference, int)} <= there


@given(networks(least=1), st.data())
def test_names_stay_unique_and_allowed(before: Network, data: st.DataObject) -> None:
    document = Session(before)
    for step in random_steps(data, document, 6):
        document.do(step)
        found = names(document.network)
        assert len(set(found)) == len(found)
        assert all(check_name(name) for name in found)
