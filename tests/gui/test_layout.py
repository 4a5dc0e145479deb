"""Zoom, and how the window stands: what comes back, and what is no trap."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from core.session import Session
from gui import theme
from gui.about import AboutDialog
from gui.layer_columns import LayerColumn
from gui.layout import fitted
from gui.main_window import MainWindow
from gui.preferences import remember
from gui.tool_bar import ToolBar
from gui.view_actions import recall_view
from tests.core.helpers import image, layer
from tests.gui.helpers import Opener, double_click_entry, find, names, trigger


@pytest.fixture(autouse=True)
def usual_view(dressed_app: QApplication) -> Iterator[None]:  # noqa: ARG001  (needs it)
    yield
    theme.set_zoom(100)
    theme.choose(theme.SYSTEM)


def room() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def test_zoom_goes_by_its_steps_and_stops_at_its_ends(window: MainWindow) -> None:
    seen = [theme.zoom()]
    while window.action("zoom_in").isEnabled():
        trigger(window, "zoom_in")
        seen.append(theme.zoom())
    assert seen == [100, 110, 125, 150, 175, 200]
    while window.action("zoom_out").isEnabled():
        trigger(window, "zoom_out")
    assert theme.zoom() == 75
    trigger(window, "actual_size")
    assert theme.zoom() == 100


def test_everything_follows_the_zoom_and_comes_back_the_same(window: MainWindow) -> None:
    before = window.grab().toImage()
    heights = window.layers.rowHeight(0), window.palette_panel.field.height(), window.totals.height()
    theme.set_zoom(200)
    assert window.layers.rowHeight(0) == 72
    assert window.palette_panel.field.height() == 64
    assert window.totals.height() == 72
    assert window.totals.findChildren(QLabel)[0].font().pixelSize() == 26
    theme.set_zoom(100)
    QApplication.processEvents()
    after = window.layers.rowHeight(0), window.palette_panel.field.height(), window.totals.height()
    assert after == heights
    assert window.grab().toImage().size() == before.size()


def test_the_first_row_that_is_seen_stays_the_first(window: MainWindow) -> None:
    window.resize(1000, 560)
    window.layers.verticalScrollBar().setValue(2 * window.layers.rowHeight(0))
    first = window.layers.rowAt(0)
    assert first == 2
    theme.set_zoom(150)
    assert window.layers.rowAt(0) == first


def test_at_200_per_cent_the_window_still_fits_a_screen_of_1280_by_800(window: MainWindow) -> None:
    theme.set_zoom(200)
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 800


def widen(window: MainWindow, width: int, height: int = 800) -> None:
    window.resize(width, height)
    QApplication.processEvents()


def palette_without_room(window: MainWindow) -> QWidget:
    """Zoom until the window has no room for its palette, and give the palette."""
    widen(window, 1280)
    theme.set_zoom(150)
    QApplication.processEvents()
    return window.main_docks()[0]


def shows_parameters(window: MainWindow) -> bool:
    header, column = window.layers.horizontalHeader(), LayerColumn.PARAMETERS
    end = header.sectionViewportPosition(column) + header.sectionSize(column)
    return end <= window.layers.viewport().width()


@pytest.mark.parametrize(("width", "zoom"), [(1000, 125), (1280, 150), (1366, 150)])
def test_the_palette_makes_room_for_numbers_and_comes_back(window: MainWindow, width: int, zoom: int) -> None:
    palette = window.main_docks()[0]
    widen(window, width)
    assert palette.isVisible()
    theme.set_zoom(zoom)
    QApplication.processEvents()
    assert not palette.isVisible()
    assert shows_parameters(window)
    widen(window, 1900)
    assert palette.isVisible()
    widen(window, width)
    assert not palette.isVisible()
    theme.set_zoom(100)
    QApplication.processEvents()
    assert palette.isVisible()


def test_adding_a_layer_brings_a_folded_palette_until_escape(window: MainWindow) -> None:
    palette = palette_without_room(window)
    trigger(window, "add_layer")
    assert palette.isVisible()
    QTest.keyClicks(window.palette_panel.field, "drop")
    QTest.keyClick(window.palette_panel.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    QTest.keyClick(window.palette_panel.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_folded_palette_goes_once_the_mouse_has_added_what_it_was_opened_for(window: MainWindow) -> None:
    palette = palette_without_room(window)
    trigger(window, "add_layer")
    double_click_entry(window, "Dropout")
    assert names(window)[2] == "dropout1"
    assert not palette.isVisible()
    trigger(window, "add_layer")
    window.layers.kind_dropped.emit("Dropout#0", 1)
    QApplication.processEvents()
    assert not palette.isVisible()
    theme.set_zoom(100)
    QApplication.processEvents()
    double_click_entry(window, "Dropout")
    assert palette.isVisible()


def test_it_is_told_where_the_palette_went(window: MainWindow) -> None:
    widen(window, 1280)
    told: list[str] = []
    window.document.told.connect(told.append)
    for _ in range(4):
        trigger(window, "zoom_in")
    assert told == ["Zoom 110 %", "Zoom 125 %", "Zoom 150 %; Add layer brings the palette back", "Zoom 175 %"]


def test_a_palette_that_is_wanted_stays_where_there_is_no_room(window: MainWindow, open_session: Opener) -> None:
    palette = palette_without_room(window)
    window.main_docks()[0].toggleViewAction().trigger()
    widen(window, 1270)
    assert palette.isVisible()
    window.arrangement.save()
    other = open_session(Session(window.document.network))
    other.arrangement.restore()
    widen(other, 1270)
    assert other.main_docks()[0].isVisible()
    window.main_docks()[0].toggleViewAction().trigger()
    widen(window, 1900)
    assert not palette.isVisible()


def test_a_palette_that_was_folded_is_there_in_a_larger_window(window: MainWindow, open_session: Opener) -> None:
    palette_without_room(window)
    window.arrangement.save()
    other = open_session(Session(window.document.network))
    other.arrangement.restore()
    widen(other, 1280)
    assert not other.main_docks()[0].isVisible()
    widen(other, 1900)
    assert other.main_docks()[0].isVisible()


def test_the_working_gives_the_list_height_and_gets_it_back(window: MainWindow) -> None:
    working, centre = window.main_docks()[2], window.layers
    widen(window, 1280, 800)
    before = working.height()
    widen(window, 1280, 560)
    assert centre.height() > working.height()
    widen(window, 1280, 800)
    assert working.height() == before
    widen(window, 1280, 560)
    theme.set_zoom(150)
    theme.set_zoom(100)
    widen(window, 1280, 800)
    assert working.height() <= before


def test_a_working_that_someone_made_higher_stays_so(window: MainWindow, open_session: Opener) -> None:
    working = window.main_docks()[2]
    widen(window, 1280, 640)
    window.resizeDocks([working], [working.height() + 120], Qt.Orientation.Vertical)
    QApplication.processEvents()
    chosen = working.height()
    widen(window, 1280, 636)
    assert working.height() == chosen
    window.arrangement.save()
    other = open_session(Session(window.document.network))
    other.arrangement.restore()
    widen(other, 1280, 637)
    assert other.main_docks()[2].height() == chosen


def test_panels_columns_and_place_come_back(window: MainWindow, open_session: Opener) -> None:
    window.setGeometry(fitted(QRect(20, 30, 760, 580)))
    place = window.geometry()
    window.layers.setColumnWidth(LayerColumn.NAME, 201)
    window.layers.show_columns({LayerColumn.MACS})
    window.main_docks()[0].hide()
    window.arrangement.save()
    other = open_session(Session(window.document.network))
    assert other.arrangement.restore() is False
    assert other.layers.widths.wished[LayerColumn.NAME] == 201
    assert not other.layers.isColumnHidden(LayerColumn.MACS)
    assert not other.main_docks()[0].isVisible()
    assert other.geometry().size() == place.size()


def test_reset_puts_everything_back_at_once(window: MainWindow) -> None:
    width = window.layers.columnWidth(LayerColumn.NAME)
    window.layers.setColumnWidth(LayerColumn.NAME, 333)
    window.layers.show_columns({LayerColumn.MACS})
    for dock in window.main_docks():
        dock.hide()
    theme.set_zoom(150)
    trigger(window, "reset_layout")
    assert theme.zoom() == 100
    assert window.layers.columnWidth(LayerColumn.NAME) == width
    assert window.layers.isColumnHidden(LayerColumn.MACS)
    assert all(dock.isVisible() for dock in window.main_docks())


@pytest.mark.parametrize("place", [QRect(9000, 9000, 800, 500), QRect(-5000, 10, 800, 500), QRect(0, 0, 9000, 9000)])
def test_a_screen_that_is_gone_is_no_trap(place: QRect) -> None:
    assert room().contains(fitted(place))


def test_the_title_of_a_window_stays_on_the_screen() -> None:
    for place in (QRect(0, 0, 700, 9000), QRect(0, room().top(), 700, 400)):
        assert fitted(place).top() >= room().top() + 24
        assert fitted(place).bottom() <= room().bottom()


@pytest.mark.parametrize(
    "kept",
    [
        7,
        [],
        {"place": [1, 2, 3], "docks": "☃", "columns": [], "shown": 3},
        {"place": ["a", None, True, {}], "docks": "AAAA", "columns": {"NAME": -4, "NONE": 5}, "maximised": "yes"},
        {"place": [0, 0, 10**30, 5], "docks": "", "columns": {"NAME": 10**30}, "shown": [[]], "room": [1]},
        {"room": {"palette_folded": 1, "palette_wanted": "yes", "working_wanted": None}},
    ],
)
def test_a_damaged_memory_is_no_memory(window: MainWindow, kept: object) -> None:
    remember("layout", kept)
    width, top_left = window.layers.columnWidth(LayerColumn.NAME), window.geometry().topLeft()
    assert window.arrangement.restore() is False
    assert window.layers.columnWidth(LayerColumn.NAME) == width
    assert window.geometry().topLeft() == top_left
    assert window.width() in (1280, 1440)


def test_the_first_window_is_larger_on_a_larger_screen(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for screen, wanted in ((QSize(1920, 1080), QSize(1440, 900)), (QSize(1600, 900), QSize(1280, 800))):
        monkeypatch.setattr(type(window.screen()), "availableSize", lambda _, size=screen: size)
        window.arrangement.restore()
        assert window.size() == wanted


@pytest.mark.parametrize("zoom", ["big", None, True, -5, 10**40])
def test_a_damaged_zoom_is_the_nearest_or_none(zoom: object) -> None:
    remember("zoom", zoom)
    recall_view()
    assert theme.zoom() in theme.ZOOMS


def test_the_first_skips_move_no_column(window: MainWindow) -> None:
    assert window.layers.columnWidth(LayerColumn.RAIL) >= theme.px(44)


def test_at_200_per_cent_about_fits_a_small_screen(window: MainWindow) -> None:
    theme.set_zoom(200)
    about = AboutDialog(window)
    about.open()
    QApplication.processEvents()
    assert about.minimumSizeHint().width() <= 1280
    assert about.minimumSizeHint().height() <= 800
    about.reject()


def numbers_end(window: MainWindow) -> int:
    """Give the right edge of the list's last column that is always shown."""
    QApplication.processEvents()
    header = window.layers.horizontalHeader()
    return header.sectionViewportPosition(LayerColumn.PARAMETERS) + header.sectionSize(LayerColumn.PARAMETERS)


@pytest.mark.parametrize("size", [(1000, 560), (1150, 700), (1280, 800), (1600, 900)])
def test_the_parameters_are_in_sight_however_small_the_window(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    assert numbers_end(window) <= window.layers.viewport().width()


def test_columns_get_their_widths_back_with_the_room(window: MainWindow) -> None:
    header = window.layers.horizontalHeader()
    window.resize(1600, 900)
    QApplication.processEvents()
    header.resizeSection(LayerColumn.NAME, 170)
    widths = [header.sectionSize(column) for column in LayerColumn]
    window.resize(1000, 560)
    QApplication.processEvents()
    assert header.sectionSize(LayerColumn.NAME) < 170
    assert header.sectionSize(LayerColumn.KIND) < widths[LayerColumn.KIND]
    window.resize(1600, 900)
    QApplication.processEvents()
    assert [header.sectionSize(column) for column in LayerColumn] == widths


def test_the_tool_bar_is_as_high_after_a_zoom_as_before_it(window: MainWindow) -> None:
    bar = window.findChild(ToolBar)
    assert bar is not None
    heights = []
    for zoom_to in (100, 150, 100):
        theme.set_zoom(zoom_to)
        QApplication.processEvents()
        heights.append(bar.height())
    assert heights[0] == heights[2]
    assert heights[1] <= heights[0] * 1.5


def test_the_tool_bar_shows_all_its_buttons_where_words_can_be_left_out(window: MainWindow) -> None:
    undo, export = find(window, QToolButton, "Undo"), find(window, QToolButton, "Export CSV…")
    window.resize(1000, 700)
    styles = Qt.ToolButtonStyle
    for zoom_to, words in ((150, styles.ToolButtonIconOnly), (100, styles.ToolButtonTextBesideIcon)):
        theme.set_zoom(zoom_to)
        QApplication.processEvents()
        assert undo.toolButtonStyle() == words
        assert export.isVisible()
        assert undo.toolTip().startswith("Undo")


def test_names_take_room_that_settings_do_not_need_until_someone_gives_them_a_width(window: MainWindow) -> None:
    header = window.layers.horizontalHeader()
    usual = header.sectionSize(LayerColumn.NAME)
    window.resize(1920, 1000)
    QApplication.processEvents()
    assert header.sectionSize(LayerColumn.NAME) == usual + 120
    assert header.sectionSize(LayerColumn.SETTINGS) >= 320
    header.resizeSection(LayerColumn.NAME, 180)
    window.resize(1910, 1000)
    QApplication.processEvents()
    assert header.sectionSize(LayerColumn.NAME) == 180


def test_a_column_that_is_switched_on_takes_its_room_from_texts_first(window: MainWindow) -> None:
    window.layers.show_columns({LayerColumn.MACS})
    QApplication.processEvents()
    header = window.layers.horizontalHeader()
    end = header.sectionViewportPosition(LayerColumn.MACS) + header.sectionSize(LayerColumn.MACS)
    assert end <= window.layers.viewport().width()
    assert header.sectionSize(LayerColumn.MACS) == theme.px(160)


def test_a_column_that_was_hidden_at_another_zoom_has_its_usual_width(window: MainWindow) -> None:
    for column in ({LayerColumn.MACS}, set()):
        window.layers.show_columns(column)
    theme.set_zoom(150)
    window.layers.show_columns({LayerColumn.MACS})
    assert window.layers.widths.wished[LayerColumn.MACS] == 160
    assert window.layers.columnWidth(LayerColumn.MACS) == theme.px(160)


@pytest.mark.parametrize("width", [1000, 1150, 1400])
@pytest.mark.parametrize("zoom_to", [100, 150])
def test_the_parts_stand_side_by_side_and_what_is_cut_can_be_read_as_a_tooltip(
    open_network: Callable[..., MainWindow], width: int, zoom_to: int
) -> None:
    huge = layer("Linear", "huge", out_features=10_000_000)
    window = open_network(image(10_000_000, 1_000, 1_000), layer("BatchNorm", "norm"), huge)
    theme.set_zoom(zoom_to)
    window.resize(width, 700)
    window.totals.show_hint("What happened is told in a sentence that is much too long for the room at the right. " * 2)
    QApplication.processEvents()
    parts = sorted(
        (part for part in window.totals.findChildren(QWidget) if part.isVisible()), key=lambda part: part.x()
    )
    assert len(parts) == 4
    for left, right in itertools.pairwise(parts):
        assert left.geometry().right() < right.x()
    assert parts[-1].geometry().right() < window.totals.width()
    assert parts[-1].toolTip().startswith("What happened")
    counts = parts[0]
    assert isinstance(counts, QLabel)
    assert counts.width() >= counts.sizeHint().width()
