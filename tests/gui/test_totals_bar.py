"""The bar of totals: what is counted, what is not known, and the way to the first problem."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.main_window import MainWindow
from tests.core.helpers import image, layer
from tests.gui.helpers import click_on, field, find, problem_button, retype, trigger, visible_texts

OpenNetwork = Callable[..., MainWindow]
EXAMPLE = "7 layers, 217,706 parameters, 1,589,760 multiply–accumulates, no problems"


def shown(window: MainWindow) -> list[str]:
    """Read the counts that the labels show."""
    hint = window.totals.findChild(QLabel, "hint")
    assert hint is not None
    return [part for text in visible_texts(window.totals) if text != hint.text() for part in text.split("      ")]


def test_the_totals_are_shown_and_readable_as_one_text(window: MainWindow) -> None:
    assert window.totals.text() == EXAMPLE
    assert find(window, QWidget, "Totals").accessibleDescription() == EXAMPLE
    assert [*shown(window), problem_button(window).text().lower()] == EXAMPLE.split(", ")


def test_the_totals_follow_every_edit(window: MainWindow) -> None:
    retype(field(window, "Kernel size, height"), "3")
    assert shown(window)[1:] == ["217,194 parameters", "1,517,184 multiply–accumulates"]
    assert find(window, QWidget, "Totals").accessibleDescription() == window.totals.text()
    trigger(window, "delete")
    assert shown(window)[0] == "6 layers"


def test_one_of_a_thing_is_told_in_the_singular(open_network: OpenNetwork) -> None:
    window = open_network(image(1), layer("Linear", "one", out_features=1, bias=False))
    assert window.totals.text() == "2 layers, 1 parameter, 1 multiply–accumulate, no problems"
    window.layers.select_rows([1])
    trigger(window, "delete")
    assert window.totals.text() == "1 layer, 0 parameters, 0 multiply–accumulates, no problems"


def test_running_statistics_are_counted_apart(open_network: OpenNetwork) -> None:
    window = open_network(image(8, 4, 4), layer("BatchNorm", "norm"))
    assert shown(window) == ["2 layers", "16 parameters", "and 16 not learnable", "0 multiply–accumulates"]


def test_what_is_not_known_makes_the_totals_lower_bounds(window: MainWindow) -> None:
    window.layers.select_rows([3])
    retype(field(window, "Kernel size, height"), "40")
    assert shown(window) == [
        "7 layers",
        "≥ 832 parameters",
        "≥ 460,800 multiply–accumulates",
        "4 layers unknown",
    ]
    assert problem_button(window).text() == "1 problem"


def test_the_count_of_problems_leads_to_the_first_of_them(open_network: OpenNetwork) -> None:
    broken = {"out_channels": 1, "kernel_size": 9}
    window = open_network(
        image(1, 8, 8), layer("Conv2d", "first", **broken), layer("Conv2d", "second", **broken, inputs=["image"])
    )
    window.layers.select_rows([0])
    assert problem_button(window).text() == "2 problems"
    click_on(problem_button(window))
    assert window.layers.selected_rows() == [1]


def test_there_is_nowhere_to_go_without_problems(window: MainWindow) -> None:
    assert problem_button(window).text() == "No problems"
    assert not problem_button(window).isEnabled()


def test_counts_beyond_64_bits_are_shown_exactly(open_network: OpenNetwork) -> None:
    huge = layer("Linear", "huge", out_features=10_000_000)
    window = open_network(image(10_000_000, 1_000_000, 1_000_000), huge)
    assert shown(window)[1:] == [f"{10**26 + 10**7:,} parameters", f"{10**26:,} multiply–accumulates"]


def test_another_document_brings_its_own_totals(window: MainWindow) -> None:
    trigger(window, "new")
    assert window.totals.text() == "1 layer, 0 parameters, 0 multiply–accumulates, no problems"


def test_what_is_told_passes_and_what_an_edit_changed_stays(window: MainWindow) -> None:
    hint = window.totals.findChild(QLabel, "hint")
    assert hint is not None
    trigger(window, "zoom_in")
    assert hint.accessibleName() == "Zoom 110 %"
    trigger(window, "actual_size")
    assert hint.accessibleName() == "Zoom 100 %"
    assert window.totals.passing.isActive()
    window.totals.passing.timeout.emit()
    assert not hint.isVisible()
    trigger(window, "zoom_in")
    trigger(window, "duplicate")
    assert not window.totals.passing.isActive()
    assert hint.accessibleName().startswith("Duplicate conv2d1")
    trigger(window, "actual_size")


def test_what_is_told_has_room_before_the_multiply_accumulates(window: MainWindow) -> None:
    window.resize(1000, 600)
    window.totals.tell("Exported a table with a name of some length.csv")
    QApplication.processEvents()
    hint = window.totals.findChild(QLabel, "hint")
    assert hint is not None
    assert hint.width() >= min(hint.sizeHint().width(), 320)
