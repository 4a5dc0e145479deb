"""Working out only what an edit can reach comes to the same as working out everything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import actions
from core.analysis import analyse
from core.kinds import catalogue
from core.network import Network, Replace
from core.session import Change, Session
from core.table import FILE_COLUMNS, Table
from tests.core.helpers import image, layer, session
from tests.core.random_steps import random_steps
from tests.core.strategies import networks


def check(change: Change) -> None:
    """Check a change against the definition, and that its rows cover all that became different."""
    after = change.after
    assert after.analysis == analyse(Network(after.network.layers, after.network.name))
    old = dict(zip((each.id for each in change.before.network.layers), change.before.analysis.reports, strict=True))
    for row, (each, report) in enumerate(zip(after.network.layers, after.analysis.reports, strict=True)):
        if report != old.get(each.id) or change.before.network.row(each.id) != row:
            assert row in change.rows
    for edit in change.edits:
        if isinstance(edit, Replace) and len(change.edits) == 1:
            assert set(edit.rows) <= set(change.rows)


@settings(max_examples=settings().max_examples * 2)
@given(networks(), st.data())
def test_after_any_steps_the_analysis_is_the_one_of_the_whole_network(network: Network, data: st.DataObject) -> None:
    document = Session(network)
    document.listen(check)
    for step in random_steps(data, document, 8):
        document.do(step)
        for _ in range(data.draw(st.integers(0, 2))):
            document.undo()
        for _ in range(data.draw(st.integers(0, 1))):
            document.redo()


@given(networks(), st.data())
def test_a_row_that_is_not_named_in_a_change_looks_as_before(network: Network, data: st.DataObject) -> None:
    """Its layer, kind, inputs, output and counts, that is; workings and receptive fields are made when asked for."""
    columns = [column for column in FILE_COLUMNS if column.key not in LATE]

    def look(change: Change) -> None:
        before, after = (Table(state.network, state.analysis) for state in (change.before, change.after))
        for row in set(range(len(change.after.network))) - set(change.rows):
            assert [column.shown(after, row) for column in columns] == [column.shown(before, row) for column in columns]
            assert after.waiting_text(row) == before.waiting_text(row)

    document = Session(network)
    document.listen(look)
    for step in random_steps(data, document, 6):
        document.do(step)


LATE = {"size_derivation", "parameter_derivation", "receptive_field"}


@pytest.mark.parametrize("distance", [1, 14, 15, 16, 17, 60])
@pytest.mark.parametrize("by_a_skip", [False, True])
def test_a_change_reaches_what_reads_it_however_far_below(distance: int, by_a_skip: bool) -> None:
    between = [layer("Dropout", f"between{number}") for number in range(distance - 1)]
    if by_a_skip and between:
        between[0] = layer("Linear", "between0", out_features=9)  # here the way down the rows ends
    reader = {"inputs": ["source"]} if by_a_skip else {}
    document = session(
        image(8),
        layer("Linear", "source", out_features=3),
        *between,
        layer("Flatten", "reader", **reader),
        layer("Dropout", "last"),
    )
    document.listen(check)
    for edits in (("out_features", 4), ("bias", False), ("out_features", 5)):
        document.do(actions.set_setting(document.network, 1, *edits))
    assert [report.shape for report in document.state.analysis.reports[-2:]] == [(5,), (5,)]
    document.do(actions.set_setting(document.network, 0, "shape", [2, 2]))
    document.undo()


def test_a_reading_by_name_follows_the_layer_that_was_given_the_name() -> None:
    document = session(
        image(4, name="first"),
        image(5, name="second"),
        layer("Dropout", "between"),
        layer("Dropout", "reader", inputs=["wanted"]),
    )
    document.listen(check)
    assert document.state.analysis.reports[3].problem is not None
    document.do(actions.rename_layer(document.network, 0, "wanted"))
    assert document.state.analysis.reports[3].shape == (4,)
    document.do(actions.set_setting(document.network, 0, "shape", [7]))
    assert document.state.analysis.reports[3].shape == (7,)
    document.do(actions.remove_layers(document.network, [0]))
    assert document.state.analysis.reports[2].problem is not None


def test_a_reading_by_name_finds_a_layer_that_is_added_below_it() -> None:
    document = session(image(4), layer("Dropout", "reader", inputs=["dropout1"]), layer("Flatten", "last"))
    document.listen(check)
    assert "no layer has that name" in problem_of(document, 1)
    state = document.state
    document.do(actions.add_layer(state.network, state.analysis.reports, catalogue["Dropout"], {}, 3))
    assert problem_of(document, 1) == "It reads dropout1, which comes later; a layer can read only layers above it."
    document.do(actions.move_layers(document.network, [3], 1))
    assert document.state.analysis.totals.problems == 0


def test_a_problem_names_a_later_layer_by_its_new_name() -> None:
    document = session(image(4), layer("Dropout", "reader", inputs=["late"]), layer("Flatten", "late"))
    document.listen(check)
    document.do(actions.rename_layer(document.network, 2, "renamed"))
    assert problem_of(document, 1).startswith("It reads renamed, which comes later")


def test_a_layer_that_is_told_to_read_nothing_is_not_taken_for_a_reader_of_the_layer_above() -> None:
    document = session(image(4), layer("Dropout", "told", inputs=[]), layer("Flatten", "last"))
    document.listen(check)
    document.do(actions.set_setting(document.network, 0, "shape", [7]))
    assert "reads none" in problem_of(document, 1)
    assert document.state.analysis.reports[2].shape is None


def problem_of(document: Session, row: int) -> str:
    problem = document.state.analysis.reports[row].problem
    return problem.message if problem else ""
