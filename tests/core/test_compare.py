"""Comparing two networks: every row is there once, in order, and what differs is named."""

from hypothesis import given

from core.analysis import analyse
from core.commands import read_table
from core.compare import Pair, TotalPair, compare, sign, totals
from core.export.comparison import write_comparison
from core.network import Network
from core.table import Table
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
