"""The model of the list: what Qt is told of an edit is what has happened, and the texts are those of the document."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt

from core import actions
from core.files import read_network
from core.kinds import catalogue
from core.network import Network
from core.session import Session, Step
from gui.document import Document
from gui.layer_columns import LayerColumn
from gui.layer_model import LayerModel
from gui.main_window import MainWindow
from tests.core.helpers import LASAGNE, image, layer, network
from tests.core.random_steps import random_steps
from tests.core.strategies import networks
from tests.gui.mirror import Mirror, texts, watched

pytestmark = pytest.mark.usefixtures("qapp")


def model_of(of: Network) -> tuple[Session, LayerModel]:
    session = Session(of)
    return session, LayerModel(Document(session))


def check(session: Session, model: LayerModel, mirror: Mirror) -> None:
    """See that the model, and what it told its views, are what a model made now would show."""
    _, fresh = model_of(session.network)
    assert texts(model) == texts(fresh)
    assert mirror.rows == texts(fresh)
    mirror.check_indexes()
    mirror.remember()


def add(of: Session) -> Step:
    return actions.add_layer(of.network, of.state.analysis.reports, catalogue["Dropout"], {}, 3)


EDITS: dict[str, Callable[[Session], Step]] = {
    "add one": add,
    "delete one": lambda of: actions.remove_layers(of.network, [1]),
    "delete all": lambda of: actions.remove_layers(of.network, range(7)),
    "delete scattered rows": lambda of: actions.remove_layers(of.network, [1, 3, 4, 6]),
    "move a row up": lambda of: actions.move_layers(of.network, [2], 1),
    "move a row to the end": lambda of: actions.move_layers(of.network, [1], 7),
    "move neighbours down": lambda of: actions.move_layers(of.network, [1, 2], 5),
    "move neighbours by one": lambda of: actions.move_down(of.network, [1, 2, 3]),
    "move scattered rows": lambda of: actions.move_layers(of.network, [1, 3, 6], 4),
    "copy scattered rows": lambda of: actions.copy_layers(of.network, [1, 3], 7),
    "set a number": lambda of: actions.set_setting(of.network, 1, "kernel_size", 3),
    "break a layer": lambda of: actions.set_setting(of.network, 1, "kernel_size", 40),
    "rename": lambda of: actions.rename_layer(of.network, 1, "first"),
    "rewire": lambda of: actions.set_inputs(of.network, 5, (of.network.layers[2].id,)),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_qt_is_told_of_each_edit_its_undo_and_its_redo_as_they_happen(edit: Callable[[Session], Step]) -> None:
    session, model = model_of(read_network(LASAGNE))
    with watched(model) as mirror:
        mirror.remember()
        before = texts(model)
        session.do(edit(session))
        assert texts(model) != before
        check(session, model, mirror)
        session.undo()
        assert texts(model) == before
        check(session, model, mirror)
        session.redo()
        check(session, model, mirror)
        assert mirror.resets == 0


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), networks(least=1))
def test_after_any_edits_views_show_what_a_fresh_list_would_and_selections_mean_the_same_layers(
    data: st.DataObject, start: Network
) -> None:
    session, model = model_of(start)
    with watched(model) as mirror:
        mirror.remember()
        for step in random_steps(data, session, 6):
            session.do(step)
            check(session, model, mirror)
            for back in data.draw(st.lists(st.booleans(), max_size=3), "undo or redo"):
                (session.undo if back else session.redo)()
                check(session, model, mirror)


def test_a_setting_that_names_the_kind_is_told_of_with_the_kind() -> None:
    session, model = model_of(network(image(3, 8, 8), layer("Activation", "relu", function="relu")))
    with watched(model) as mirror:
        mirror.remember()
        session.do(actions.set_setting(session.network, 1, "function", "relu6"))
        assert mirror.rows[1][LayerColumn.KIND] == "ReLU6"
        check(session, model, mirror)


def test_an_edit_in_very_many_places_is_shown_as_a_fresh_list_with_the_same_layers_selected(
    open_network: Callable[..., MainWindow],
) -> None:
    window = open_network(image(1, 8, 8), *(layer("Dropout", f"d{number}") for number in range(100)))
    with watched(window.model) as mirror:
        odd = list(range(1, 101, 2))
        window.layers.select_rows(odd)
        window.action("delete").trigger()
        check(window.document.session, window.model, mirror)
        assert window.model.rowCount() == 51
        window.action("undo").trigger()
        check(window.document.session, window.model, mirror)
        assert mirror.resets == 2
    assert window.layers.selected_rows() == odd


def test_opening_another_document_shows_its_layers() -> None:
    document = Document(Session(read_network(LASAGNE)))
    model = LayerModel(document)
    with watched(model) as mirror:
        document.open(Session(network(image(3, 8, 8), layer("Flatten", "flat"))))
        check(document.session, model, mirror)
        assert [row[LayerColumn.OUTPUT] for row in mirror.rows] == ["3×8×8", "192"]
        document.session.do(actions.remove_layers(document.network, [0]))
        check(document.session, model, mirror)


def test_counts_beyond_64_bits_are_shown_exactly() -> None:
    huge = layer("Linear", "huge", out_features=10_000_000)
    _, model = model_of(network(image(10_000_000, 1_000_000, 1_000_000), huge))
    assert 10**26 > 2**63
    assert model.index(1, LayerColumn.PARAMETERS).data() == f"{10**26 + 10**7:,}"
    tip = model.index(1, LayerColumn.PARAMETERS).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == f"{10**26 + 10**7:,}: 100.0 % of all parameters"
    assert model.index(0, LayerColumn.OUTPUT).data(Qt.ItemDataRole.ToolTipRole) == "10000000×1000000×1000000"


def unusual() -> Network:
    """Give a network with layers that are known, wrong and waiting."""
    wrong = layer("Conv2d", "wrong", out_channels=1, kernel_size=40)
    return network(image(1, 28, 28), layer("BatchNorm", "norm"), wrong, layer("Flatten", "waits"))


@pytest.mark.parametrize("of", [Network(), unusual(), read_network(LASAGNE)], ids=["empty", "unusual", "example"])
def test_every_role_of_every_cell_has_an_answer(of: Network) -> None:
    _, model = model_of(of)
    roles = [*(role.value for role in Qt.ItemDataRole), -1, Qt.ItemDataRole.UserRole.value + 1, 10_000]
    cells = [model.index(row, column) for row in range(len(of)) for column in range(len(LayerColumn))]
    for role in roles:
        for index in (*cells, QModelIndex()):
            assert isinstance(model.data(index, role), str | int | None)
        for section in range(-1, len(LayerColumn) + 1):
            for orientation in Qt.Orientation:
                assert isinstance(model.headerData(section, orientation, role), str | int | None)


def test_the_headers_say_what_stands_below_them() -> None:
    _, model = model_of(read_network(LASAGNE))
    titles = [model.headerData(section, Qt.Orientation.Horizontal) for section in range(model.columnCount())]
    assert [title for title in titles if title][:6] == ["#", "Layer", "Kind", "Settings", "Output", "Parameters"]


def test_a_row_reads_as_a_person_would_write_it() -> None:
    _, model = model_of(read_network(LASAGNE))
    row = ["", "3", "", "conv2d2", "Convolution 2-D", "3×3, 32 channels", "32×10×10", "9,248"]
    assert texts(model)[3][: LayerColumn.PARAMETERS + 1] == row


def test_a_row_without_numbers_says_why_in_the_place_of_its_settings() -> None:
    _, model = model_of(unusual())
    wrong, waits = texts(model)[2:]
    assert wrong[LayerColumn.SETTINGS] == "The 40×40 kernel is larger than the 28×28 input."
    assert waits[LayerColumn.SETTINGS] == "… waits for wrong"
    assert set(wrong[LayerColumn.OUTPUT :] + waits[LayerColumn.OUTPUT :]) == {""}


def test_only_names_can_be_edited_in_place_and_a_taken_one_is_refused() -> None:
    session, model = model_of(read_network(LASAGNE))
    assert model.setData(model.index(1, LayerColumn.NAME), "first")
    assert session.network.layers[1].name == "first"
    assert not model.setData(model.index(1, LayerColumn.NAME), "maxpool1")
    assert not model.setData(model.index(1, LayerColumn.OUTPUT), "first")
    editable = [column for column in LayerColumn if model.flags(model.index(1, column)) & Qt.ItemFlag.ItemIsEditable]
    assert editable == [LayerColumn.NAME]
    assert session.network.layers[1].name == "first"
