"""The picture beside the list: in step with it, by hand and by keys, copied and exported."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from core import actions
from core.commands import read_table
from core.export.svg import write_svg
from core.network import Network
from core.picture.drawing import Frame
from core.picture.paper import Paper
from core.picture.styles import STYLES
from core.session import Session
from gui import theme
from gui.main_window import MainWindow
from gui.mark_index import MarkIndex, frame_room
from gui.picture_export import FORMATS, PictureExportDialog, picture_bytes
from gui.picture_maker import AT_ONCE
from gui.picture_view import PictureView
from gui.preferences import remember
from tests.core.helpers import LASAGNE, REFERENCE, ROOT, image, layer, network
from tests.gui.helpers import Key, Opener, find, trigger
from tests.test_picture_command import branching


@pytest.fixture
def view(window: MainWindow) -> PictureView:
    """Give the picture of the Lasagne network, shown."""
    trigger(window, "show_picture")
    return window.picture


def middle(view: PictureView, number: int) -> QPoint:
    frame = view.picture.frames[number]
    return view.to_view(frame_room(frame).center()).toPoint()


def test_the_tool_bar_changes_between_list_and_picture(window: MainWindow) -> None:
    assert window.layers.isVisible()
    find(window, QToolButton, "Picture").click()
    assert window.picture.isVisible()
    assert window.picture.hasFocus()
    assert not window.layers.isVisible()
    find(window, QToolButton, "List").click()
    assert window.layers.isVisible()
    assert window.layers.hasFocus()
    find(window, QToolButton, "List").click()
    assert window.layers.isVisible()
    assert find(window, QToolButton, "List").isChecked()
    assert not find(window, QToolButton, "Picture").isChecked()


def test_a_click_selects_in_the_list_too(window: MainWindow, view: PictureView) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, 0))
    assert window.layers.selected_rows() == [0]
    assert "input" in view.accessibleDescription()


def test_what_is_selected_in_the_list_comes_into_view(open_session: Opener) -> None:
    rows = [image(3, 64, 64), *(layer("Conv2d", f"conv{n}", out_channels=8, kernel_size=1) for n in range(60))]
    window = open_session(Session(network(*rows)))
    trigger(window, "show_picture")
    window.layers.select_rows([55])
    view = window.picture
    frame = next(frame for frame in view.picture.frames if 55 in frame.rows)
    assert view.viewport().rect().contains(view.to_view(frame_room(frame).center()).toPoint())
    assert view.map_room() is not None


@pytest.mark.parametrize("style", ["picture_volumes", "picture_schematic"])
def test_no_box_that_is_selected_lies_under_the_map(open_session: Opener, style: str) -> None:
    window = open_session(Session(network(*many(60))))
    trigger(window, "show_picture")
    trigger(window, style)
    view = window.picture
    for row in range(61):
        window.layers.select_rows([row])
        frame = next(frame for frame in view.picture.frames if row in frame.rows)
        room = frame_room(frame)
        shown = QRect(view.to_view(room.topLeft()).toPoint(), view.to_view(room.bottomRight()).toPoint())
        hidden = view.map_room()
        assert hidden is not None
        assert view.viewport().rect().contains(shown)
        assert not hidden.intersects(shown)


def test_arrow_keys_go_from_box_to_box(window: MainWindow, view: PictureView) -> None:
    window.layers.select_rows([0])
    for key, row in ((Key.Key_Right, 1), (Key.Key_Right, 2), (Key.Key_Left, 1), (Key.Key_End, 6), (Key.Key_Home, 0)):
        QTest.keyClick(view, key)
        assert window.layers.selected_rows() == [row]


def test_an_edit_shows_in_the_picture(window: MainWindow, view: PictureView, qtbot: QtBot) -> None:
    window.document.do(lambda: actions.set_setting(window.document.network, 1, "out_channels", 48))
    qtbot.waitUntil(lambda: "48×24×24" in [label.text for label in view.picture.labels()])


def test_nothing_is_drawn_while_the_list_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.document.do(lambda: actions.set_setting(window.document.network, 1, "out_channels", 48))
    qtbot.wait(10)
    assert not window.picture.picture.frames


def many(count: int) -> list[dict[str, object]]:
    return [image(3, 64, 64), *(layer("Conv2d", f"conv{n}", out_channels=8, kernel_size=1) for n in range(count))]


def wait_for_picture(view: PictureView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.maker.is_old and not view.maker.is_busy, timeout=20_000)


def test_a_large_network_is_drawn_while_the_window_lives_on(open_session: Opener, qtbot: QtBot) -> None:
    window = open_session(Session(network(*many(AT_ONCE))))
    view = window.picture
    trigger(window, "show_picture")
    assert not view.picture.frames
    assert view.empty_text() == "Drawing…"
    wait_for_picture(view, qtbot)
    assert len(view.picture.frames) == AT_ONCE + 1
    before = view.picture
    window.document.do(lambda: actions.set_setting(window.document.network, 1, "out_channels", 48))
    assert view.picture is before
    wait_for_picture(view, qtbot)
    assert "48×64×64" in [label.text for label in view.picture.labels()]


def test_an_edit_during_the_drawing_is_drawn_too(open_session: Opener, qtbot: QtBot) -> None:
    window = open_session(Session(network(*many(AT_ONCE))))
    view = window.picture
    trigger(window, "show_picture")
    qtbot.waitUntil(lambda: view.maker._job is not None)
    window.document.do(lambda: actions.set_setting(window.document.network, 1, "out_channels", 48))
    wait_for_picture(view, qtbot)
    assert "48×64×64" in [label.text for label in view.picture.labels()]


def test_rows_that_go_while_a_picture_is_on_its_way_do_no_harm(open_session: Opener, qtbot: QtBot) -> None:
    window = open_session(Session(network(*many(AT_ONCE))))
    view = window.picture
    trigger(window, "show_picture")
    wait_for_picture(view, qtbot)
    last = view.picture.frames[-1]
    window.document.do(lambda: actions.remove_layers(window.document.network, list(range(200, AT_ONCE + 1))))
    view._select(last)
    view.set_zoom(4.0)
    assert not view.grab().isNull()
    wait_for_picture(view, qtbot)
    assert len(view.picture.frames) == 200


def test_a_hidden_picture_begins_no_drawing(open_session: Opener, qtbot: QtBot) -> None:
    window = open_session(Session(network(*many(AT_ONCE))))
    trigger(window, "show_picture")
    trigger(window, "show_list")
    window.document.do(lambda: actions.set_setting(window.document.network, 1, "out_channels", 48))
    qtbot.waitUntil(lambda: window.picture.maker._job is None, timeout=20_000)
    assert window.picture.maker.is_old
    assert not window.picture.maker.is_busy


@pytest.mark.parametrize("zoom", [0.02, 0.1, 0.25, 1.0, 4.0])
def test_at_every_zoom_there_is_something_to_see(view: PictureView, zoom: float) -> None:
    view.set_zoom(zoom)
    grabbed = view.grab().toImage()
    colours = {grabbed.pixel(x, y) for x in range(0, grabbed.width(), 2) for y in range(0, grabbed.height(), 2)}
    assert len(colours) > 4


def test_an_empty_network_says_what_to_do(open_session: Opener) -> None:
    window = open_session(Session(Network(())))
    trigger(window, "show_picture")
    assert not window.picture.picture.frames
    assert not window.picture.grab().isNull()
    QTest.keyClick(window.picture, Key.Key_Right)


def is_whole(view: PictureView) -> bool:
    return not view.horizontalScrollBar().maximum() and not view.verticalScrollBar().maximum()


def test_a_fitted_picture_stays_whole_until_another_zoom_is_chosen(window: MainWindow, view: PictureView) -> None:
    for width in (760, 900, 700):
        view.fit()
        window.resize(width, 560)
        QApplication.processEvents()
        assert is_whole(view)
    for style in ("picture_schematic", "picture_volumes"):
        trigger(window, style)
        assert is_whole(view)
    window.document.do(lambda: actions.copy_layers(window.document.network, [1, 2, 3], 4))
    assert is_whole(view)
    view.set_zoom(1.5)
    trigger(window, "picture_schematic")
    assert view.zoom == 1.5


def test_another_document_begins_at_its_top_whole_where_it_can_be_read(
    window: MainWindow, view: PictureView, qtbot: QtBot
) -> None:
    def show(*layers: dict[str, object]) -> None:
        window.document.open(Session(network(*layers)))
        wait_for_picture(view, qtbot)

    view.set_zoom(0.9)
    view.fit()
    show(*many(60))
    assert view.zoom == 0.9  # how far one picture was fitted says nothing of another
    assert not is_whole(view)
    view.scroll_by(500, 500)
    show(*many(61))
    assert view.horizontalScrollBar().value() == view.verticalScrollBar().value() == 0
    show(image(1, 8, 8), layer("Conv2d", "conv", out_channels=4, kernel_size=3))
    assert is_whole(view)
    assert view.zoom == 1


def test_zoom_keeps_its_bounds_and_is_remembered(window: MainWindow, view: PictureView) -> None:
    QTest.keyClick(view, Key.Key_Plus)
    assert view.zoom == pytest.approx(1.2)
    assert PictureView(window.document, window.layers).zoom == view.zoom
    view.zoom_by(100)
    assert view.zoom == pytest.approx(4)
    view.fit()
    assert view.horizontalScrollBar().maximum() == 0
    assert view.verticalScrollBar().maximum() == 0


def test_a_click_on_the_map_goes_there(view: PictureView) -> None:
    view.set_zoom(4.0)
    room = view.map_room()
    assert room is not None
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(room.left() + 2, room.center().y()))
    assert view.horizontalScrollBar().value() == 0
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(room.right() - 2, room.center().y()))
    assert view.horizontalScrollBar().value() == view.horizontalScrollBar().maximum()


def test_a_double_click_goes_to_the_properties(window: MainWindow, view: PictureView) -> None:
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, 2))
    assert window.properties.isAncestorOf(window.focusWidget())


def test_the_style_is_remembered(window: MainWindow, view: PictureView, qtbot: QtBot) -> None:
    trigger(window, "picture_schematic")
    qtbot.waitUntil(lambda: not view.maker.is_old)
    assert PictureView(window.document, window.layers).style_name == "schematic"


def test_the_picture_is_copied_as_image_and_svg(window: MainWindow) -> None:
    trigger(window, "copy_picture")
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasImage()
    assert bytes(mime.data("image/svg+xml").data()).startswith(b"<svg")


def test_the_export_asks_for_a_width_and_says_how_large_the_picture_will_be(window: MainWindow) -> None:
    dialog = PictureExportDialog(window, window.document.table(), "schematic")
    assert dialog.style_name == "schematic"
    assert not dialog.dpi_box.isEnabled()
    assert dialog.size_label.text().endswith(" cm")
    dialog.format_box.setCurrentIndex(FORMATS.index("png"))
    dialog.width_box.setValue(25.4)
    dialog.dpi_box.setValue(200)
    assert dialog.dpi_box.isEnabled()
    assert dialog.size_label.text().startswith("2,000 × ")


def test_a_picture_of_too_many_pixels_cannot_be_asked_for(window: MainWindow) -> None:
    dialog = PictureExportDialog(window, window.document.table(), "volumes")
    dialog.format_box.setCurrentIndex(FORMATS.index("png"))
    dialog.width_box.setValue(200)
    dialog.dpi_box.setValue(1200)
    assert "too many" in dialog.size_label.text()
    go_on = dialog.findChildren(QPushButton)
    assert [button.isEnabled() for button in go_on if "File" in button.text()] == [False]


def test_the_export_is_remembered(window: MainWindow) -> None:
    dialog = PictureExportDialog(window, window.document.table(), "volumes")
    dialog.format_box.setCurrentIndex(FORMATS.index("png"))
    dialog.width_box.setValue(8.5)
    dialog.dpi_box.setValue(600)
    dialog.accept()
    again = PictureExportDialog(window, window.document.table(), "volumes")
    assert (again.format, again.paper) == ("png", Paper(8.5, 600))


@pytest.mark.parametrize(
    "kept", [None, [], ["gif", 16, 300], ["png", 1e9, 300], ["png", "wide", 300], ["png", 16, 1.5]]
)
def test_what_was_remembered_and_makes_no_sense_is_forgotten(window: MainWindow, kept: object) -> None:
    remember("picture_export", kept)
    dialog = PictureExportDialog(window, window.document.table(), "volumes")
    assert (dialog.format, dialog.paper) == ("svg", Paper(16.0, 300))


def test_the_index_finds_what_a_search_of_all_finds(view: PictureView) -> None:
    index = MarkIndex(view.picture)
    for frame in view.picture.frames:
        found: list[Frame] = index.frames_in(frame_room(frame))
        assert frame in found
        labels = {id(label) for label in view.picture.labels() if label.row == frame.rows[0]}
        assert labels <= {id(mark) for mark in index.marks_in(frame_room(frame))}


def test_a_png_is_as_wide_as_asked() -> None:
    table = read_table(LASAGNE)
    image_made = QImage.fromData(QByteArray(picture_bytes(table, "png", "volumes", Paper(12.7, 250))))
    assert image_made.width() == 1250
    assert round(image_made.dotsPerMeterX() * 0.0254) == 250


def test_blocks_that_are_folded_in_the_window_are_folded_in_what_is_copied_and_exported(
    open_session: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [layer("Conv2d", f"stage/conv{number}", out_channels=3, kernel_size=1) for number in range(3)]
    window = open_session(Session(network(image(3, 8, 8), *rows)))
    window.layers.folding.fold(["stage"])
    trigger(window, "copy_picture")
    copied = bytes(QGuiApplication.clipboard().mimeData().data("image/svg+xml").data()).decode()
    assert "conv1" not in copied
    assert "stage" in copied
    monkeypatch.setattr(PictureExportDialog, "exec", lambda _: True)
    monkeypatch.setattr("gui.picture_export._ask_where", lambda *_: tmp_path / "out.svg")
    trigger(window, "export_picture")
    assert "conv1" not in (tmp_path / "out.svg").read_text()


def differences(painted: QImage, svg: bytes) -> list[int]:
    """Compare a painted picture with an SVG, by how light they are in squares of 8 pixels."""
    rendered = QImage(painted.size(), QImage.Format.Format_RGB32)
    painter = QPainter(rendered)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    small = [
        one.convertToFormat(QImage.Format.Format_Grayscale8).scaled(
            painted.width() // 8,
            painted.height() // 8,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        for one in (painted, rendered)
    ]
    return [
        abs((small[0].pixel(x, y) & 255) - (small[1].pixel(x, y) & 255))
        for x in range(small[0].width())
        for y in range(small[0].height())
    ]


def looks_alike(painted: QImage, svg: bytes) -> bool:
    found = differences(painted, svg)
    # Qt takes another font for SVG, so letters differ, and nothing else may.
    return sum(found) / len(found) < 3 and sum(each > 128 for each in found) < len(found) / 1000


@pytest.mark.usefixtures("dressed_app")
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["small-resnet", "u-net"])
def test_svg_and_png_show_the_same(name: str, style: str) -> None:
    table = read_table(ROOT / "resources" / "examples" / f"{name}.strata")
    painted = QImage.fromData(QByteArray(picture_bytes(table, "png", style)))
    assert looks_alike(painted, write_svg(table, style).encode())


@pytest.mark.usefixtures("dressed_app")
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["lasagne", "branching"])
def test_what_is_painted_looks_like_the_golden_file(name: str, style: str) -> None:
    table = read_table(LASAGNE) if name == "lasagne" else branching()
    painted = QImage.fromData(QByteArray(picture_bytes(table, "png", style)))
    golden = (REFERENCE / f"{name}-{style}.svg").read_bytes()
    assert looks_alike(painted, golden)
    other = (REFERENCE / f"{name}-{'schematic' if style == 'volumes' else 'volumes'}.svg").read_bytes()
    assert not looks_alike(painted, other)


@pytest.mark.usefixtures("dressed_app")
def test_from_afar_lines_can_be_seen_upon_the_frames_of_blocks(open_session: Opener) -> None:
    rows = [layer("Conv2d", f"block/conv{number}", out_channels=3, kernel_size=1) for number in range(4)]
    window = open_session(Session(network(image(3, 64, 64), *rows)))
    trigger(window, "show_picture")
    view = window.picture
    view.set_zoom(0.12)
    second, third = view.picture.frames[2:4]
    between = view.to_view(QPointF(second.right, (frame_room(second).center().y())))
    reach = range(-8, 9)
    grabbed = view.viewport().grab().toImage()
    seen = {grabbed.pixelColor(round(between.x()) + 1, round(between.y()) + dy).name() for dy in reach}
    assert second.right < third.left
    assert theme.current().dim.lower() in seen


def test_the_menu_of_the_picture_goes_when_it_is_closed(view: PictureView) -> None:
    for _ in range(2):
        view.menu_wanted.emit(view.mapToGlobal(view.rect().center()))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not view.findChildren(QMenu)
