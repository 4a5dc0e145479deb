"""Networks made to hurt: more paths than can be walked, more readers than can be counted twice, endless numbers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import actions
from core.analysis import analyse
from core.kinds import catalogue
from core.network import Network
from core.rail import neighbours, rail_rows
from core.session import Session, Step
from core.table import FILE_COLUMNS, TEXT_COLUMNS, Table
from core.working import explain_layer
from tests.core.helpers import Fields, document, image, layer, network, reports
from tests.core.program import FINE, HAS_PROBLEM
from tests.hostile.graphs import ALL_GRAPHS, GRAPHS
from tests.hostile.judging import COMMANDS, answered, faults
from tests.hostile.limits import HANG, stopped_after

EDITED = (
    *("2^60 paths", "one layer read by 10,000", "10,000 layers in one Concatenate", "10,000 layers upside down"),
    *("a broken layer with 50,000 dependants", "10,000 layers that read nobody"),
)


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """Stop a test that does not end."""
    with stopped_after(2 * HANG):
        yield


def other_first_kinds(of: Network) -> list[Step]:
    """Change the first layer so that all others change, and so that they break."""
    if of.layers[0].kind.most_inputs == 0:
        axes = len(of.layers[0].kind.values["shape"])
        shapes: list[list[int]] = [[5] * axes, [3]]
        return [actions.set_setting(of, 0, "shape", shape) for shape in shapes]
    return [actions.set_setting(of, 0, "function", "tanh")]


def steps(of: Network) -> list[Step]:
    """Give edits of all sorts, each of which touches everything."""
    half = range(0, len(of), 2)
    return [
        *other_first_kinds(of),
        actions.rename_layer(of, 0, "another"),
        actions.remove_layers(of, [0]),
        actions.remove_layers(of, half),
        actions.move_down(of, [0]),
        actions.copy_layers(of, range(len(of)), len(of)),
        actions.add_layer(of, analyse(of).reports, catalogue["Add"], {}, len(of)),
    ]


@pytest.mark.parametrize("name", ALL_GRAPHS)
def test_check_and_export_answer(name: str, tmp_path: Path) -> None:
    file = tmp_path / "large.strata"
    file.write_bytes(document(ALL_GRAPHS[name]()))
    assert faults([answered(command, file) for command in COMMANDS], [FINE, HAS_PROBLEM]) == []


@pytest.mark.parametrize("name", EDITED)
def test_edits_and_their_undoing_answer(name: str) -> None:
    start = network(*GRAPHS[name]())
    session = Session(start)
    before = session.state.analysis
    for step in steps(start):
        session.do(step)
        assert session.state.analysis == analyse(session.network), step.label
        session.undo()
        assert session.state.analysis == before, step.label
        assert session.network == start, step.label
        session.end_run()


@pytest.mark.parametrize("name", GRAPHS)
def test_what_is_shown_of_it_is_made(name: str) -> None:
    shown = network(*GRAPHS[name]())
    analysis = analyse(shown)
    table = Table(shown, analysis)
    last = len(shown) - 1
    assert len(rail_rows(shown)) == len(shown)
    assert neighbours(shown, 0).row == 0
    assert neighbours(shown, last).readers == frozenset()
    for row in (0, last // 2, last):
        assert all(isinstance(column.shown(table, row), str) for column in (*FILE_COLUMNS, *TEXT_COLUMNS))
        assert (analysis.reports[row].shape is None) == (explain_layer(shown, analysis.reports, row) == [])


# Numbers without end


def enlarged(layers: int) -> list[Fields]:
    """Give a layer of 10^4 to so many as its height and width."""
    return [image(1, 1, 1), *(layer("Upsample", f"up {number}", scale_factor=10_000) for number in range(layers))]


def test_a_size_may_have_a_thousand_digits_and_one_beyond_is_a_problem() -> None:
    *known, last = reports(*enlarged(251))
    assert known[-1].shape == (1, 10**1000, 10**1000)
    assert last.shape is None
    assert last.problem is not None
    assert last.problem.message == "The output would have an axis of more than 1,000 digits."


@pytest.mark.parametrize("kind", [name for name, kind in catalogue.items() if kind.most_inputs != 0])
def test_every_kind_takes_the_largest_volume(kind: str, tmp_path: Path) -> None:
    made = catalogue[kind].initial()
    inputs = {"inputs": ["up 249", "up 249"]} if made.least_inputs > 1 else {}
    largest = [image(*[1] * (1 + (made.spatial_axes or 3))), *enlarged(250)[1:]]
    file = tmp_path / "large.strata"
    file.write_bytes(document([*largest, layer(kind, "last", **made.written(), **inputs)]))
    assert faults([answered(command, file) for command in COMMANDS], [FINE, HAS_PROBLEM]) == []
