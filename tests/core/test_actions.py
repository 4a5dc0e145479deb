"""What a user can ask for: moving, copying, naming, setting and wiring layers."""

from collections.abc import Sequence
from typing import Any

import pytest

from core import actions
from core.analysis import analyse
from core.kinds import catalogue
from core.network import Network, apply_edits
from core.problems import Refusal
from core.session import Step
from tests.core.helpers import image, inputs_of, layer, names, network


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


@pytest.mark.parametrize(
    ("rows", "gap", "result"),
    [([1], 0, "a image b c"), ([1], 4, "image b c a"), ([3, 1], 2, "image a c b"), ([0, 3], 2, "a image c b")],
)
def test_moved_layers_stand_together_in_the_gap(rows: Sequence[int], gap: int, result: str) -> None:
    before = chain("abc")
    assert names(done(before, actions.move_layers(before, rows, gap))) == result.split()


@pytest.mark.parametrize("gap", [1, 2, 3])
def test_moving_layers_to_where_they_are_is_no_step(gap: int) -> None:
    before = chain("abc")
    assert actions.move_layers(before, [1, 2], gap).edits == ()


@pytest.mark.parametrize(
    ("move", "rows", "result"),
    [
        (actions.move_up, [2], "image b a c"),
        (actions.move_up, [0], "image a b c"),
        (actions.move_up, [0, 1], "image a b c"),
        (actions.move_up, [1, 3], "a image c b"),
        (actions.move_up, [0, 2], "image b a c"),
        (actions.move_up, [0, 1, 3], "image a c b"),
        (actions.move_down, [2], "image a c b"),
        (actions.move_down, [3], "image a b c"),
        (actions.move_down, [2, 3], "image a b c"),
        (actions.move_down, [0, 2], "a image c b"),
        (actions.move_down, [0, 3], "a image b c"),
        (actions.move_down, [1, 3], "image b a c"),
    ],
)
def test_each_layer_moves_one_row_and_stays_at_the_edges(move: object, rows: Sequence[int], result: str) -> None:
    before = chain("abc")
    assert callable(move)
    assert names(done(before, move(before, rows))) == result.split()


def test_moving_a_layer_above_its_source_is_a_problem_and_no_refusal() -> None:
    before = network(image(4), drop("a"), drop("b", "a"))
    after = done(before, actions.move_layers(before, [2], 0))
    assert analyse(after).totals.problems == 1
    assert inputs_of(after, "b") == ("a",)


def test_copies_keep_the_connections_among_them() -> None:
    before = network(
        image(4), drop("a1"), drop("b1", "image"), layer("Add", "sum1", inputs=["b1", "a1"]), drop("c1", "a1")
    )
    step = actions.copy_layers(before, [2, 3], 4)
    after = done(before, step)
    assert names(after) == ["image", "a1", "b1", "sum1", "b2", "sum2", "c1"]
    assert inputs_of(after, "b2") == ("image",)
    assert inputs_of(after, "sum2") == ("b2", "a1")
    assert inputs_of(after, "c1") == ("a1",)
    assert step.select == (after.layers[4].id, after.layers[5].id)
    assert step.label == "Duplicate 2 layers"


@pytest.mark.parametrize(
    ("name", "others", "copy"),
    [
        ("conv", (), "conv1"),
        ("conv1", (), "conv2"),
        ("conv1", ("conv2", "conv4"), "conv3"),
        ("conv9", (), "conv1"),
        ("block2_conv1", (), "block2_conv2"),
        ("12", (), "121"),
        ("x" * 100, (), "x" * 99 + "1"),
    ],
)
def test_a_copy_has_the_next_free_number(name: str, others: Sequence[str], copy: str) -> None:
    before = network(image(4), drop(name), *(drop(other) for other in others))
    after = done(before, actions.copy_layers(before, [1], len(before)))
    assert names(after)[-1] == copy


def test_many_copies_of_a_long_name_are_told_apart() -> None:
    before = network(image(4), drop("x" * 100))
    for _ in range(12):
        before = done(before, actions.copy_layers(before, [1], len(before)))
    assert len(set(names(before))) == 14
    assert max(map(len, names(before))) == 100


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\nb", "a\tb", "a\x00", "a\u2028b", "a\x85b", "\ud800"])
def test_a_name_must_be_one_line_of_1_to_100_characters(name: str) -> None:
    said = ", not of 101.$" if len(name) > 100 else " without control characters"
    with pytest.raises(Refusal, match="^The name must be a text of 1 to 100 characters" + said):
        actions.rename_layer(chain(), 1, name)


@pytest.mark.parametrize("name", ["x" * 100, "é", "层", "a b", "=1", "🙂", "a;b", '"'])
def test_any_other_name_is_free_to_choose(name: str) -> None:
    before = chain()
    assert names(done(before, actions.rename_layer(before, 1, name))) == ["image", name, "b", "c"]


def test_a_name_that_is_taken_is_refused_with_the_number_of_its_layer() -> None:
    with pytest.raises(Refusal, match=r"^The name c is taken by layer 3\.$"):
        actions.rename_layer(chain(), 1, "c")


def test_blanks_around_a_name_are_dropped() -> None:
    before = chain()
    assert names(done(before, actions.rename_layer(before, 1, "  x ")))[1] == "x"
    assert actions.rename_layer(before, 1, " a ").edits == ()


def test_a_rename_is_seen_by_those_that_read_the_layer() -> None:
    before = network(image(4), drop("a"), drop("b", "a"))
    after = done(before, actions.rename_layer(before, 1, "x"))
    assert inputs_of(after, "b") == ("x",)


def test_a_setting_is_changed_on_one_layer_alone() -> None:
    before = network(image(1, 9, 9), *(layer("Conv2d", name, out_channels=8, kernel_size=3) for name in "ab"))
    step = actions.set_setting(before, 1, "kernel_size", 5)
    after = done(before, step)
    assert step.label == "Set Kernel size of a"
    assert [each.kind.values.get("kernel_size") for each in after.layers] == [None, (5, 5), (3, 3)]


def test_a_value_that_cannot_be_is_refused_with_what_is_allowed() -> None:
    before = network(image(1, 9, 9), layer("Conv2d", "conv", out_channels=8, kernel_size=3))
    with pytest.raises(Refusal, match=r"^Kernel size must be a whole number from 1 to 10,000; 0 is not\.$"):
        actions.set_setting(before, 1, "kernel_size", 0)
    with pytest.raises(Refusal, match=r"^Output channels must be a whole number from 1 to 10,000,000; true is not\.$"):
        actions.set_setting(before, 1, "out_channels", True)


def test_setting_what_is_set_is_no_step() -> None:
    before = network(image(1, 9, 9), layer("Conv2d", "conv", out_channels=8, kernel_size=3))
    assert actions.set_setting(before, 1, "kernel_size", [3, 3]).edits == ()


def test_inputs_are_set_and_given_back_to_the_layer_above() -> None:
    before = chain("ab")
    chosen = done(before, actions.set_inputs(before, 2, (before.layers[0].id,)))
    assert inputs_of(chosen, "b") == ("image",)
    assert inputs_of(done(chosen, actions.set_inputs(chosen, 2, None)), "b") is None


@pytest.mark.parametrize("ask", [actions.remove_layers, lambda of, rows: actions.move_layers(of, rows, 0)])
def test_nothing_selected_is_refused_with_what_to_do(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(Refusal, match=r"^Select the layers to (delete|move) first\.$"):
        ask(chain(), [])
