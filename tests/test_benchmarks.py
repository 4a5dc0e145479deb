"""The machinery of the benchmarks runs, on small things; no time is judged here."""

from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from core.analysis import analyse
from core.files import read_network
from tests.benchmarks.measure import TITLES, Row, in_turn
from tests.benchmarks.networks import chain, write_documents
from tests.benchmarks.plot import write_plot
from tests.benchmarks.recompute import growth


@pytest.mark.parametrize(
    ("ours", "verdict"), [(1.0, "aim met"), (1.01, "bound met"), (2.0, "bound met"), (2.1, "missed")]
)
def test_a_ratio_is_judged_by_its_bound_and_its_aim(ours: float, verdict: str) -> None:
    row = Row("an edit", "another", Fraction(2), Fraction(1), ours, 1.0)
    assert row.verdict == verdict
    assert len(row.cells()) == len(TITLES)


def test_medians_are_taken_in_turn_without_the_first_pair() -> None:
    asked: list[str] = []
    ours, theirs = iter([100.0, 1.0, 9.0, 2.0]), iter([100.0, 5.0, 4.0, 3.0])

    def of(name: str, times: object) -> float:
        asked.append(name)
        return next(times)  # type: ignore[call-overload, no-any-return]

    assert in_turn(lambda: of("a", ours), lambda: of("b", theirs), 3) == (2.0, 4.0)
    assert asked == ["a", "b"] * 4


def test_the_networks_are_whole_and_all_documents_differ(tmp_path: Path) -> None:
    assert analyse(chain(7)).totals.problems == 0
    assert len(chain(7)) == 8
    files = write_documents(tmp_path, 3, 5)
    assert all(len(read_network(file)) == 5 for file in files)
    assert len({file.read_bytes() for file in files}) == 3


def test_onnx_finds_the_same_sizes_in_the_same_chain() -> None:
    pytest.importorskip("onnx")
    from onnx import shape_inference  # noqa: PLC0415

    from tests.benchmarks.references import onnx_shapes  # noqa: PLC0415

    inferred = shape_inference.infer_shapes(onnx_shapes.chain(9), strict_mode=True).graph
    values = {value.name: value.type.tensor_type.shape.dim for value in (*inferred.value_info, *inferred.output)}
    sizes = [tuple(axis.dim_value for axis in values[f"n{number}"])[1:] for number in range(9)]
    assert sizes == [report.shape for report in analyse(chain(9)).reports[1:]]


def test_the_plot_has_a_line_for_each_case() -> None:
    sizes = (4, 8)
    root = ET.fromstring(write_plot(sizes, growth(sizes)))  # noqa: S314  (our own)
    lines = root.findall(".//{http://www.w3.org/2000/svg}polyline")
    assert [len(line.attrib["points"].split()) for line in lines] == [2, 2]
