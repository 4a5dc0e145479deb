"""Memory: the figures against a slow reference, and by hand for the Lasagne network."""

import pytest
from hypothesis import given

from core.analysis import analyse
from core.commands import read_table
from core.costs import figures, most_alive, values, write_bytes
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
