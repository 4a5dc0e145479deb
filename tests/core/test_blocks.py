"""Blocks are names with `/`: found, named, taken off and repeated as one step."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.actions import block, copy_layers
from core.analysis import analyse
from core.blocks import (
    blocks,
    explain_block,
    free_block,
    group_layers,
    name_copies,
    rename_block,
    repeat_layers,
    subtotal,
    ungroup_layers,
)
from core.network import Network, apply_edits
from core.problems import Refusal
from core.session import Session
from core.table import Table
from tests.core.helpers import image, layer, names, network, session
from tests.core.strategies import networks


def named(*parts: str) -> Network:
    """Make a network of activations with names."""
    return network(*(layer("Activation", name, function="relu") for name in parts))


def residual() -> Session:
    """Open a network with a residual block."""
    return session(
        image(8, 8, 8, name="in"),
        layer("Conv2d", "block1/conv1", out_channels=8, kernel_size=3, padding=1),
        layer("Conv2d", "block1/conv2", out_channels=8, kernel_size=3, padding=1),
        layer("Add", "block1/add", inputs=["block1/conv2", "in"]),
        layer("Linear", "out", out_features=10),
    )


def test_blocks_are_runs_of_rows_that_share_a_path() -> None:
    of = named("in", "a/x", "a/b/y", "a/b/z", "a/w", "c/x", "a/x2", "a/y2")
    found = [(one.path, one.start, one.stop, one.depth) for one in blocks(of)]
    assert found == [("a", 1, 5, 0), ("a/b", 2, 4, 1), ("a", 6, 8, 0)]


def test_a_name_that_begins_with_a_separator_has_no_block_without_a_name() -> None:
    assert blocks(named("/x", "/y")) == []
    assert [(one.path, one.depth) for one in blocks(named("/a/x", "/a/y", "/z"))] == [("/a", 0)]


def test_a_subtotal_adds_up_its_rows() -> None:
    of = residual()
    of_block = subtotal(of.state.analysis.reports, blocks(of.network)[0].rows)
    assert of_block.parameters == 2 * (3 * 3 * 8 + 1) * 8
    assert of_block.macs == 2 * 3 * 3 * 8 * 8 * 64
    assert of_block.unknown == 0


def test_grouping_names_the_block_and_ungrouping_takes_the_name_off() -> None:
    of = session(*({"type": "Flatten", "name": name} for name in ("in", "x", "y", "z")))
    of.do(group_layers(of.network, [1, 2], "head"))
    assert names(of.network) == ["in", "head/x", "head/y", "z"]
    of.do(group_layers(of.network, [1], "deep"))
    assert names(of.network) == ["in", "head/deep/x", "head/y", "z"]
    of.do(ungroup_layers(of.network, [2]))
    assert names(of.network) == ["in", "deep/x", "y", "z"]
    for _ in range(3):
        of.undo()
    assert names(of.network) == ["in", "x", "y", "z"]


def test_a_name_that_is_taken_outside_gets_the_next_number() -> None:
    of = named("x", "a/x", "a/y")
    assert names(apply_edits(of, ungroup_layers(of, [1, 2]).edits)) == ["x", "x2", "y"]


@pytest.mark.parametrize(
    ("rows", "name", "sentence"),
    [
        ([], "a", "Select the layers first"),
        ([0, 2], "a", "next to each other"),
        ([0, 1], " / ", "needs a name"),
        ([0], "n" * 100, "longer than 100"),
    ],
)
def test_what_cannot_be_grouped_is_refused(rows: list[int], name: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        group_layers(named("x", "y", "z"), rows, name)


def test_a_block_is_repeated_with_its_skips_in_one_step() -> None:
    of = residual()
    before = of.network
    of.do(repeat_layers(of.network, [1, 2, 3], 2))
    assert names(of.network)[4:7] == ["block2/conv1", "block2/conv2", "block2/add"]
    assert names(of.network)[7:10] == ["block3/conv1", "block3/conv2", "block3/add"]
    assert of.network.input_names(6) == ["block2/conv2", "block1/add"]
    assert of.network.input_names(9) == ["block3/conv2", "block2/add"]
    assert of.network.input_names(10) == ["block3/add"]
    assert of.state.analysis.totals.problems == 0
    of.undo()
    assert of.network == before


def test_blocks_side_by_side_are_repeated_as_a_series_of_blocks() -> None:
    of = named("in", "block1/x", "block1/y", "block2/x", "block2/y", "block40")
    after = names(apply_edits(of, repeat_layers(of, [1, 2, 3, 4], 2).edits))
    assert after[5:13] == [f"block{number}/{part}" for number in (3, 4, 5, 6) for part in "xy"]


def test_a_block_within_a_block_and_loose_layers_are_repeated_each_with_the_next_number() -> None:
    of = named("s1/b1/x", "s1/b1/y", "s1/b2/x", "s1/b2/y", "relu", "last/x", "last/y")
    assert names(apply_edits(of, repeat_layers(of, [0, 1], 2).edits))[2:6] == [
        "s1/b3/x",
        "s1/b3/y",
        "s1/b4/x",
        "s1/b4/y",
    ]
    assert names(apply_edits(of, repeat_layers(of, [0, 1, 2, 3], 1).edits))[4:6] == ["s2/b1/x", "s2/b1/y"]
    assert names(apply_edits(of, repeat_layers(of, [4, 5, 6], 2).edits))[7:] == [
        "relu2", "last2/x", "last2/y", "relu3", "last3/x", "last3/y",
    ]  # fmt: skip
    assert names(apply_edits(of, repeat_layers(of, [1], 2).edits))[2:4] == ["s1/b1/y2", "s1/b1/y3"]


def test_a_block_is_proposed_the_first_number_that_is_free_where_it_will_stand() -> None:
    of = named("x", "y", "block1/a", "block1/b", "s/block1/a", "s/block1/b", "s/c", "block2")
    assert free_block(of, [0, 1]) == "block2"
    assert free_block(of, [4, 5, 6]) == "block2"
    assert free_block(named("s/a", "s/b"), [0, 1]) == "block1"


@pytest.mark.parametrize("times", [0, -1, 1_001])
def test_a_number_of_copies_out_of_range_is_refused(times: int) -> None:
    with pytest.raises(Refusal, match="1 to 1,000"):
        repeat_layers(residual().network, [1], times)


@given(networks(), st.data())
def test_repeating_adds_what_was_chosen_so_many_times_and_undo_takes_it_back(of: Network, data: st.DataObject) -> None:
    assume(len(of))
    first = data.draw(st.integers(0, len(of) - 1))
    last = data.draw(st.integers(first, len(of) - 1))
    times = data.draw(st.integers(1, 3))
    opened = Session(of)
    opened.do(repeat_layers(of, range(first, last + 1), times))
    assert len(opened.network) == len(of) + times * (last + 1 - first)
    assert len(set(names(opened.network))) == len(opened.network)
    opened.undo()
    assert opened.network == of


@given(networks())
def test_subtotals_of_all_rows_are_the_totals(of: Network) -> None:
    table = Table(of, analyse(of))
    whole = subtotal(table.analysis.reports, range(len(of)))
    totals = table.analysis.totals
    assert (whole.parameters, whole.macs, whole.unknown) == (totals.parameters, totals.macs, totals.unknown)


def test_the_working_of_a_block_adds_up_what_its_layers_have() -> None:
    of = residual()
    lines = explain_block(of.state.analysis.reports, blocks(of.network)[0].rows)
    assert str(lines[0]) == "Parameters: 584 + 584 = 1,168"
    assert str(lines[1]) == "Multiply–accumulates: 36,864 + 36,864 = 73,728"


def test_a_sum_with_an_unknown_layer_is_told_as_the_least_that_it_can_be() -> None:
    of = network(image(1, 8, 8), *(layer("Conv2d", f"b/{k}", out_channels=4, kernel_size=k) for k in (3, 9)))
    lines = explain_block(analyse(of).reports, blocks(of)[0].rows)
    assert str(lines[0]) == "Parameters: ≥ 40"
    assert [str(line)[-3:] for line in explain_block(analyse(of).reports, [2])] == ["≥ 0", "≥ 0"]


def test_a_long_sum_is_not_written_out() -> None:
    of = network(image(4), *(layer("Linear", f"b/fc{row}", out_features=4) for row in range(100)))
    line = str(explain_block(analyse(of).reports, blocks(of)[0].rows)[0])
    assert line.count("20") <= 18
    assert " + … + " in line
    assert line.endswith("= 2,000")


def test_a_block_is_renamed_in_all_its_layers_as_one_step() -> None:
    of = residual()
    before = of.network
    of.do(rename_block(of.network, [2], "deep/first"))
    assert names(of.network) == ["in", "deep/first/conv1", "deep/first/conv2", "deep/first/add", "out"]
    of.undo()
    assert of.network == before
    for wrong in ("", " / ", "x" * 100):
        with pytest.raises(Refusal):
            rename_block(of.network, [2], wrong)
    with pytest.raises(Refusal):
        rename_block(of.network, [0], "b")


def copied(of: Network, rows: list[int]) -> list[str]:
    step = name_copies(of, block(of, rows), copy_layers(of, rows, rows[-1] + 1))
    return names(apply_edits(of, step.edits))[rows[-1] + 1 :][: len(rows)]


def test_copies_of_whole_blocks_are_blocks_with_the_next_number_and_parts_stay_in_their_block() -> None:
    of = named("in", "s1/b1/x", "s1/b1/y", "s1/b2/x", "s1/b2/y", "s2/x")
    assert copied(of, [1, 2]) == ["s1/b3/x", "s1/b3/y"]
    assert copied(of, [1, 2, 3, 4]) == ["s3/b1/x", "s3/b1/y", "s3/b2/x", "s3/b2/y"]
    assert copied(of, [3, 4, 5]) == ["s1/b3/x", "s1/b3/y", "s3/x"]
    assert copied(of, [1]) == ["s1/b1/x1"]
    assert copied(of, [0, 1, 2]) == ["in1", "s1/b3/x", "s1/b3/y"]


@given(st.data())
def test_copies_always_have_names_of_their_own(data: st.DataObject) -> None:
    parts = st.sampled_from(["a", "b1", "b2", "b3", "x", "a/b1", "a/b2"])
    given_names = data.draw(st.lists(st.tuples(parts, parts).map("/".join), min_size=1, max_size=8, unique=True))
    of = named(*given_names)
    rows = sorted(data.draw(st.sets(st.integers(0, len(of) - 1), min_size=1)))
    step = name_copies(of, block(of, rows), copy_layers(of, rows, len(of)))
    after = names(apply_edits(of, step.edits))
    assert len(set(after)) == len(after) == len(of) + len(rows)


def test_no_more_layers_are_added_at_once_than_a_window_can_bear() -> None:
    of = named("in", *(f"b/x{row}" for row in range(200)))
    with pytest.raises(Refusal, match="200,000"):
        repeat_layers(of, range(1, 201), 1_000)
