"""Comparing two networks: every row is there once, in order, and what differs is named."""

from hypothesis import given

from core.analysis import analyse
from core.commands import read_table
from core.compare import BlockPair, Pair, TotalPair, compare, pair_cell, sign, sum_up_blocks, totals
from core.export.comparison import write_comparison
from core.network import Network
from core.table import NAME, OUTPUT, PARAMETERS, SETTINGS, TYPE, Table
from tests.core.helpers import LASAGNE, ROOT, image, layer, table
from tests.core.strategies import networks


def worked_out(of: Network) -> Table:
    """Give the table of a network."""
    return Table(of, analyse(of))


@given(networks(), networks())
def test_every_row_of_both_is_there_once_and_in_order(one: Network, other: Network) -> None:
    pairs = compare(worked_out(one), worked_out(other))
    assert [pair.left for pair in pairs if pair.left is not None] == list(range(len(one)))
    assert [pair.right for pair in pairs if pair.right is not None] == list(range(len(other)))


@given(networks())
def test_a_network_is_the_same_as_itself(of: Network) -> None:
    assert all(pair.is_same for pair in compare(worked_out(of), worked_out(of)))


def test_what_differs_is_named() -> None:
    one = table(image(1, 9, 9, name="in"), layer("Conv2d", "conv", out_channels=4, kernel_size=3))
    other = table(image(1, 9, 9, name="in"), layer("Conv2d", "conv", out_channels=4, kernel_size=5))
    same, changed = compare(one, other)
    assert same.is_same
    assert changed.differs == {"settings", "output_shape", "parameters"}


def test_a_layer_that_was_put_in_stands_alone_and_the_rest_keeps_together() -> None:
    one = table(image(1, 9, 9, name="in"), layer("Flatten", "flat"), layer("Linear", "out", out_features=3))
    other = table(
        image(1, 9, 9, name="in"),
        layer("Dropout", "drop"),
        layer("Flatten", "flat"),
        layer("Linear", "out", out_features=3),
    )
    assert compare(one, other) == [Pair(0, 0), Pair(None, 1), Pair(1, 2), Pair(2, 3)]


def test_layers_of_other_names_are_matched_by_their_kinds() -> None:
    one = table(image(1, 9, 9, name="in"), layer("Conv2d", "a", out_channels=4, kernel_size=3))
    other = table(image(1, 9, 9, name="x"), layer("Conv2d", "b", out_channels=4, kernel_size=3))
    assert [(pair.left, pair.right) for pair in compare(one, other)] == [(0, 0), (1, 1)]


def test_vgg_16_and_19_differ_in_three_convolutions() -> None:
    examples = ROOT / "resources" / "examples"
    pairs = compare(read_table(examples / "vgg-16.strata"), read_table(examples / "vgg-19.strata"))
    alone = [pair for pair in pairs if pair.left is None]
    added = [read_table(examples / "vgg-19.strata").layer(pair.right or 0).kind.type for pair in alone]
    assert added.count("Conv2d") == 3
    assert not [pair for pair in pairs if pair.right is None]


def test_totals_of_networks_that_are_not_known_whole_are_lower_bounds() -> None:
    whole = [image(1, 8, 8), layer("Conv2d", "c", out_channels=4, kernel_size=3), layer("Flatten", "f")]
    broken = [*whole[:2], layer("Conv2d", "d", out_channels=4, kernel_size=9), *whole[2:]]
    layers, parameters, *_ = totals(table(*whole), table(*broken))
    assert (layers.left_text, layers.right_text, layers.difference) == ("3", "4", "+1")
    assert (parameters.left_text, parameters.right_text) == ("40", "≥ 40")
    assert (parameters.difference, parameters.ratio) == ("?", "")


def test_totals_have_a_difference_and_a_ratio() -> None:
    assert TotalPair("", 200, 301).difference == "+101"
    assert TotalPair("", 200, 301).ratio == "× 1.51"
    assert TotalPair("", 217_706, 1).difference == "−217,705"
    assert TotalPair("", 5, 5).difference == "±0"
    assert TotalPair("", 0, 5).ratio == ""
    same = totals(read_table(LASAGNE), read_table(LASAGNE))
    assert [(total.left, total.ratio) for total in same[:2]] == [(7, "× 1.00"), (217_706, "× 1.00")]


def test_each_pair_has_its_sign_and_is_copied_with_it() -> None:
    one = table(image(1, 9, 9, name="in"), layer("Flatten", "flat"), layer("Linear", "out", out_features=1_000))
    other = table(image(1, 9, 9, name="in"), layer("Dropout", "drop"), layer("Linear", "out", out_features=1_001))
    pairs = compare(one, other)
    assert sign(pairs[0]) == ""
    assert {sign(pair) for pair in pairs} == {"", "≠", "+", "−"}
    lines = write_comparison(one, other, pairs).splitlines()
    assert lines[1] == "\tin\tInput\t\t1×9×9\t0\tin\tInput\t\t1×9×9\t0"
    assert "82000" in lines[-1]  # 81·1,000 + 1,000, without a separator
    assert write_comparison(one, other, pairs, ",").endswith("\r\n")


def test_blocks_are_summed_up_on_both_sides_with_what_differs_in_them() -> None:
    before = table(
        image(4, name="in"),
        layer("Linear", "a/x", out_features=4),
        layer("Linear", "a/y", out_features=4),
        layer("Linear", "b/x", out_features=4),
        layer("Linear", "b/y", out_features=4),
        layer("Linear", "gone/x", out_features=4),
        layer("Activation", "gone/y", function="relu"),
    )
    after = table(
        image(4, name="in"),
        layer("Linear", "a/x", out_features=4),
        layer("Linear", "a/y", out_features=4),
        layer("Linear", "b/x", out_features=4),
        layer("Activation", "b/relu", function="relu"),
        layer("Linear", "b/y", out_features=5),
    )
    pairs = sum_up_blocks(before, after, compare(before, after))
    assert [sign(pair) for pair in pairs] == ["", "", "≠", "−"]
    columns = (NAME, TYPE, SETTINGS, OUTPUT, PARAMETERS)

    def cells(pair: Pair, *, is_left: bool) -> list[str]:
        return [pair_cell(before if is_left else after, pair, column, is_left=is_left) for column in columns]

    assert cells(pairs[1], is_left=True) == cells(pairs[1], is_left=False) == ["a", "2 layers", "", "4", "40"]
    assert cells(pairs[2], is_left=True) == ["b", "2 layers", "2 rows differ", "4", "40"]
    assert cells(pairs[2], is_left=False) == ["b", "3 layers", "2 rows differ", "5", "45"]
    assert pairs[2].differs == {column.key for column in columns[1:]}
    assert cells(pairs[3], is_left=True)[:2] == ["gone", "2 layers"]
    assert cells(pairs[3], is_left=False) == [""] * 5
    assert "≠,b,2 layers,2 rows differ,4,40,b,3 layers" in write_comparison(before, after, pairs, ",")


@given(networks(), networks())
def test_summing_blocks_up_loses_no_row(one: Network, other: Network) -> None:
    left, right = Table(one, analyse(one)), Table(other, analyse(other))
    pairs = compare(left, right)
    summed = sum_up_blocks(left, right, pairs)
    inside = [each for pair in summed for each in (pair.pairs if isinstance(pair, BlockPair) else (pair,))]
    assert inside == pairs
