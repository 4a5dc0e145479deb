"""The open document: doing, taking back, doing again, and whether a file holds it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import actions
from core.network import Network
from core.problems import Refusal
from core.session import Change, Session, Step
from tests.core.helpers import image, layer, names, session
from tests.core.random_steps import random_steps
from tests.core.strategies import networks

FILE = Path("some.strata")


def dropouts() -> Session:
    """Open a document with an input and three layers."""
    return session(image(4, 8), layer("Dropout", "a"), layer("Dropout", "b"), layer("Conv1d", "c", **CONV))


CONV = {"out_channels": 8, "kernel_size": 3}


def set_p(of: Session, row: int, value: float) -> None:
    of.do(actions.set_setting(of.network, row, "p", value))


def p_of(of: Session, row: int) -> object:
    return of.network.layers[row].kind.values["p"]


def taken_back(of: Session) -> list[str]:
    """Undo everything and list what the steps were called, the last one first."""
    labels = []
    while (label := of.undo_label) is not None:
        labels.append(label)
        of.undo()
    return labels


@given(networks(), st.data())
def test_undoing_all_gives_the_start_and_redoing_all_the_end(before: Network, data: st.DataObject) -> None:
    document = Session(before)
    for step in random_steps(data, document, 6):
        document.do(step)
    after = document.state
    labels = taken_back(document)
    assert document.network == before
    assert document.undo_label is None
    again = []
    while document.redo_label is not None:
        again.append(document.redo_label)
        document.redo()
    assert document.state == after
    assert again == labels[::-1]


@given(networks(), st.data())
def test_each_undo_gives_the_network_before_its_step(before: Network, data: st.DataObject) -> None:
    document = Session(before)
    seen = [before]
    for step in random_steps(data, document, 5):
        document.do(step)
        document.end_run()
        if step.edits:
            seen.append(document.network)
    for network in reversed(seen[:-1]):
        document.undo()
        assert document.network == network


def test_undo_and_redo_at_the_ends_do_nothing() -> None:
    document = dropouts()
    changes: list[Change] = []
    document.listen(changes.append)
    document.undo()
    document.redo()
    assert changes == []
    assert document.undo_label is None
    assert document.redo_label is None


def test_a_step_without_edits_is_none() -> None:
    document = dropouts()
    changes: list[Change] = []
    document.listen(changes.append)
    document.do(Step("Nothing", ()))
    set_p(document, 1, 0.5)
    assert changes == []
    assert not document.is_modified
    assert document.undo_label is None


def test_a_step_without_edits_keeps_what_can_be_done_again() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    document.undo()
    document.do(Step("Nothing", ()))
    assert document.redo_label == "Set Probability of a"


def test_a_new_step_takes_the_place_of_those_that_were_undone() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    document.undo()
    set_p(document, 2, 0.2)
    assert document.redo_label is None
    assert taken_back(document) == ["Set Probability of b"]


def test_the_steps_of_one_spin_box_become_one() -> None:
    document = dropouts()
    for value in (0.1, 0.2, 0.3):
        set_p(document, 1, value)
    assert taken_back(document) == ["Set Probability of a"]
    assert p_of(document, 1) == 0.5
    document.redo()
    assert p_of(document, 1) == 0.3


def test_a_name_typed_letter_by_letter_is_one_step_from_the_first_name_to_the_last() -> None:
    document = dropouts()
    for name in ("n", "ne", "new"):
        document.do(actions.rename_layer(document.network, 2, name))
    assert document.labels == ["Rename b to new"]
    document.do(actions.rename_layer(document.network, 2, "b"))
    assert document.labels == []


def test_another_setting_or_another_layer_begins_a_new_run() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    set_p(document, 2, 0.1)
    document.do(actions.rename_layer(document.network, 2, "bb"))
    assert names(document.network) == ["image", "a", "bb", "c"]
    assert taken_back(document) == ["Rename b to bb", "Set Probability of b", "Set Probability of a"]
    assert names(document.network) == ["image", "a", "b", "c"]


def test_leaving_the_field_ends_the_run() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    document.end_run()
    set_p(document, 1, 0.2)
    assert taken_back(document) == ["Set Probability of a"] * 2


def test_undoing_ends_the_run() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    document.end_run()
    set_p(document, 1, 0.2)
    document.undo()
    set_p(document, 1, 0.3)
    assert taken_back(document) == ["Set Probability of a"] * 2


def test_a_run_that_comes_back_to_its_beginning_leaves_no_step() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    set_p(document, 1, 0.5)
    assert document.undo_label is None
    assert not document.is_modified


def test_a_run_that_came_back_to_its_beginning_may_go_on() -> None:
    document = dropouts()
    document.do(actions.rename_layer(document.network, 1, "first"))
    document.mark_saved(FILE)
    document.undo()
    for value in (0.1, 0.5, 0.7):
        set_p(document, 1, value)
    assert taken_back(document) == ["Set Probability of a"]


def test_a_run_that_came_back_does_not_join_the_run_before_it() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    document.end_run()
    for value in (0.2, 0.1, 0.3):
        set_p(document, 1, value)
    document.undo()
    assert p_of(document, 1) == 0.1


def test_a_new_document_is_saved_as_it_is() -> None:
    document = dropouts()
    assert not document.is_modified
    assert document.path is None


def test_a_document_is_modified_until_it_is_as_the_file_again() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    assert document.is_modified
    document.mark_saved(FILE)
    assert not document.is_modified
    assert document.path == FILE
    document.undo()
    assert document.is_modified
    document.redo()
    assert not document.is_modified


def test_saving_in_the_middle_of_a_run_splits_it() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    document.mark_saved(FILE)
    set_p(document, 1, 0.2)
    assert document.is_modified
    document.undo()
    assert p_of(document, 1) == 0.1
    assert not document.is_modified


def test_what_the_file_holds_is_out_of_reach_after_another_step() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    document.mark_saved(FILE)
    document.undo()
    set_p(document, 2, 0.2)
    assert document.is_modified
    document.undo()
    assert document.is_modified
    document.redo()
    assert document.is_modified


def test_saving_after_an_undo_keeps_what_can_be_done_again() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    document.undo()
    document.mark_saved(FILE)
    assert not document.is_modified
    document.redo()
    assert document.is_modified


def test_listeners_are_told_of_every_change_once() -> None:
    document = dropouts()
    first: list[Change] = []
    second: list[Change] = []
    document.listen(first.append)
    document.listen(second.append)
    before = document.state
    set_p(document, 1, 0.1)
    document.undo()
    document.redo()
    assert first == second
    assert [change.before for change in first] == [before, first[0].after, first[1].after]
    assert first[-1].after == document.state
    assert first[1].after.network == before.network


def test_a_change_names_the_rows_that_are_shown_differently() -> None:
    document = dropouts()
    changes: list[Change] = []
    document.listen(changes.append)
    set_p(document, 2, 0.1)
    document.do(actions.set_setting(document.network, 3, "out_channels", 9))
    document.do(actions.set_setting(document.network, 0, "shape", [5, 8]))
    assert [change.rows for change in changes] == [range(2, 3), range(3, 4), range(4)]


def test_undo_and_redo_select_what_they_changed() -> None:
    document = dropouts()
    selected: list[object] = []
    document.listen(lambda change: selected.append(change.select and names_of(document, change.select)))
    document.do(actions.remove_layers(document.network, [1, 2]))
    document.undo()
    document.redo()
    document.do(actions.move_layers(document.network, [1], 0))
    document.undo()
    document.do(actions.rename_layer(document.network, 0, "data"))
    document.undo()
    assert selected == [["c"], ["a", "b"], ["c"], ["c"], ["c"], None, ["image"]]


def names_of(document: Session, ids: tuple[int, ...]) -> list[str]:
    return [document.network.layers[row].name for row in map(document.network.row, ids) if row is not None]


@pytest.mark.parametrize("kind", ["Linear", "Dropout"])
def test_a_step_that_is_refused_leaves_everything(kind: str) -> None:
    document = session(image(4), layer(kind, "x", **({"out_features": 3} if kind == "Linear" else {})))
    before = document.state
    with pytest.raises(Refusal):
        actions.set_setting(document.network, 1, "out_features" if kind == "Linear" else "p", -1)
    assert document.state is before


# Going to a step


@given(networks(), st.data())
def test_going_anywhere_is_the_same_as_undoing_and_redoing(before: Network, data: st.DataObject) -> None:
    document = Session(before)
    states = [document.state]
    for step in random_steps(data, document, 8):
        document.do(step)
        document.end_run()
        if step.edits:
            states.append(document.state)
    assert len(document.labels) == len(states) - 1
    changes: list[Change] = []
    document.listen(changes.append)
    for place in data.draw(st.lists(st.integers(0, len(states) - 1), max_size=6)):
        moved = place != document.position
        document.go_to(place)
        assert document.state == states[place]
        assert document.position == place
        assert len(changes) == moved
        changes.clear()


def test_going_to_a_step_selects_what_the_last_one_changed() -> None:
    document = dropouts()
    for row in (1, 2):
        set_p(document, row, 0.1)
    document.do(actions.remove_layers(document.network, [3]))
    selected: list[object] = []
    document.listen(lambda change: selected.append(change.select and names_of(document, change.select)))
    document.go_to(0)
    document.go_to(2)
    document.go_to(3)
    assert selected == [["a"], ["b"], ["b"]]


def test_going_to_a_step_that_does_not_exist_is_a_fault() -> None:
    document = dropouts()
    for place in (-1, 1):
        with pytest.raises(IndexError):
            document.go_to(place)


def test_the_history_knows_what_the_file_holds() -> None:
    document = dropouts()
    set_p(document, 1, 0.1)
    document.mark_saved(FILE)
    set_p(document, 2, 0.2)
    assert document.labels == ["Set Probability of a", "Set Probability of b"]
    assert document.saved_position == 1
    document.go_to(0)
    assert document.is_modified
    document.go_to(1)
    assert not document.is_modified
    document.go_to(0)
    set_p(document, 1, 0.3)
    assert document.saved_position is None


def test_reverting_is_a_step_that_can_be_undone() -> None:
    document = dropouts()
    saved = document.network
    set_p(document, 1, 0.1)
    document.do(actions.remove_layers(document.network, [0, 3]))
    mine = document.network
    document.do(actions.revert_to(mine, saved))
    assert document.network == saved
    document.undo()
    assert document.network == mine
    for before, after in ((mine, Network()), (Network(), saved), (Network(), Network())):
        step = actions.revert_to(before, after)
        other = Session(before)
        other.do(step)
        assert other.network.layers == after.layers


def test_it_remembers_what_it_began_with_and_what_was_saved_last() -> None:
    document = dropouts()
    opened = document.network
    set_p(document, 1, 0.25)
    assert (document.opened, document.saved) == (opened, None)
    saved = document.network
    document.mark_saved(FILE)
    set_p(document, 1, 0.75)
    assert (document.opened, document.saved) == (opened, saved)


def test_a_step_that_is_worked_out_ahead_ends_as_any_other() -> None:
    plain, ahead = dropouts(), dropouts()
    plain.do(actions.remove_layers(plain.network, [1]))
    step = actions.remove_layers(ahead.network, [1])
    ahead.work_out_ahead(step)
    assert names(ahead.network) == ["image", "a", "b", "c"]
    ahead.do(step)
    assert names(ahead.network) == names(plain.network) == ["image", "b", "c"]
    assert ahead.state.analysis == plain.state.analysis


def test_what_was_worked_out_ahead_serves_no_other_step() -> None:
    of = dropouts()
    of.work_out_ahead(actions.remove_layers(of.network, [1]))
    of.do(actions.remove_layers(of.network, [3]))
    assert names(of.network) == ["image", "a", "b"]
    ahead = actions.remove_layers(of.network, [2])
    of.work_out_ahead(ahead)
    of.undo()
    assert names(of.network) == ["image", "a", "b", "c"]
