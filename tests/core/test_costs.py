"""Memory: the figures against a slow reference, and by hand for the Lasagne network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis import analyse
from core.commands import read_table
from core.costs import (
    ACTIVATIONS,
    LEARNABLE,
    STORED,
    bins,
    count_figures,
    figures,
    memory_column,
    most_alive,
    most_costly,
    values,
    write_bytes,
    write_figure,
)
from core.network import Network
from core.table import Table
from tests.core.helpers import LASAGNE, image, layer, table
from tests.core.strategies import networks


def test_the_lasagne_network_by_hand() -> None:
    # Volumes 784, 18,432, 4,608, 3,200, 800, 256, 10; the first convolution has 784 and 18,432 alive at once, the
    # first pooling 18,432 and 4,608.
    results = {figure.label: figure.result for figure in figures(read_table(LASAGNE), 64, "float32", "Adam")}
    assert results["Parameters"] == 217_706 * 4
    assert results["Activations, inference"] == 64 * (18_432 + 4_608) * 4
    assert results["Inference in all"] == 217_706 * 4 + 64 * 23_040 * 4
    assert results["Gradients"] == 217_706 * 4
    assert results["Optimiser state"] == 2 * 217_706 * 4
    kept = 784 + 18_432 + 4_608 + 3_200 + 800 + 256 + 10
    assert results["Activations, training"] == 64 * kept * 4
    assert results["Training in all"] == (4 * 217_706 + 64 * kept) * 4


def test_what_a_skip_reads_stays_alive_until_then() -> None:
    of = table(
        image(1, 10, 10, name="in"),
        layer("Conv2d", "a", out_channels=5, kernel_size=1),
        layer("MaxPool2d", "b", kernel_size=10),
        layer("Linear", "c", out_features=7),
        layer("Flatten", "d", inputs=["a"]),
    )
    shapes = [report.shape for report in of.analysis.reports]
    assert most_alive(of.network, shapes) == (4, 500 + 7 + 500)


@given(networks())
def test_what_is_alive_is_what_was_made_and_is_still_to_be_read(of: Network) -> None:
    shapes = [report.shape for report in analyse(of).reports]
    read_by = [{of.row_of_reference(reference) for reference in of.references(row)} for row in range(len(of))]
    alive = [
        sum(
            values(shapes[source])
            for source in range(row + 1)
            if source == row
            or any(source in read_by[reader] for reader in range(row, len(of)) if reader > source)
            or not any(source in read_by[reader] for reader in range(source + 1, len(of)))
        )
        for row in range(len(of))
    ]
    _, most = most_alive(of, shapes)
    assert most == max(alive, default=0)


@given(networks())
def test_each_working_comes_to_its_result(of: Network) -> None:
    for figure in figures(Table(of, analyse(of)), 32, "float16", "SGD with momentum"):
        expression = figure.working.replace(",", "").replace("·", "*").removesuffix(" bytes")
        assert eval(expression) == figure.result  # noqa: S307  (digits and signs of our own making)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KiB"),
        (870_824, "850.4 KiB"),
        (2**31, "2.0 GiB"),
        (2**60, "1,024.0 PiB"),
    ],
)
def test_bytes_are_written_in_a_fitting_unit(count: int, text: str) -> None:
    assert write_bytes(count) == text


@given(st.integers(0, 500), st.integers(1, 60))
def test_each_row_is_in_one_bin_and_bins_are_nearly_equal(count: int, most: int) -> None:
    parts = bins(count, most)
    assert [row for part in parts for row in part] == list(range(count))
    assert len(parts) == min(count, most)
    assert max(map(len, parts), default=0) - min(map(len, parts), default=0) <= 1


@given(st.lists(st.integers(0, 9)))
def test_the_most_costly_are_the_largest_and_the_first_of_equal_ones(amounts: list[int]) -> None:
    rows = most_costly(amounts)
    assert [amounts[row] for row in rows] == [amount for amount in sorted(amounts, reverse=True)[:3] if amount]
    assert rows == sorted(rows, key=lambda row: (-amounts[row], row))


@given(networks())
def test_the_measures_come_to_the_totals(of: Network) -> None:
    worked = Table(of, analyse(of))
    totals = worked.analysis.totals
    assert sum(LEARNABLE.amounts(worked)) == totals.parameters
    assert sum(STORED.amounts(worked)) == totals.parameters + totals.non_trainable
    assert [figure.result for figure in count_figures(worked)][1:] == [
        totals.parameters,
        totals.non_trainable,
        totals.macs,
    ]


def test_a_column_of_memory_is_exact_in_files_and_short_for_people() -> None:
    column = memory_column(ACTIVATIONS, lambda: 2)
    lasagne = read_table(LASAGNE)
    assert (column.plain(lasagne, 1), column.shown(lasagne, 1)) == (str(18_432 * 2), "36.0 KiB")
    broken = table(image(1, 8, 8), layer("Conv2d", "wrong", out_channels=1, kernel_size=40))
    assert (column.plain(broken, 1), column.shown(broken, 1)) == ("", "")


def test_counts_are_written_in_full_and_bytes_in_a_unit() -> None:
    lasagne = read_table(LASAGNE)
    assert [write_figure(figure) for figure in count_figures(lasagne)][:2] == ["217,706", "217,706"]
    assert write_figure(figures(lasagne, 1, "float32", "SGD")[0]) == "850.4 KiB"
