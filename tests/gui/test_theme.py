"""Light and dark: what can be read, what follows the system, and what is seen at once."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui import theme
from gui.icons import icon
from gui.main_window import MainWindow
from gui.number_field import NumberField
from gui.preferences import recall
from gui.theme import DARK, LIGHT, Theme
from gui.view_actions import recall_view
from tests.gui.helpers import problem_button, trigger

TEXT_ON_PANEL = ("text", "dim", "accent", "problem", "waiting", "good")
GROUNDS = ("window", "panel", "accent_background", "problem_background")
MARKS = ("mark", "skip", "accent", "problem", "waiting", "good")


@pytest.fixture(autouse=True)
def usual_view(dressed_app: QApplication) -> Iterator[None]:  # noqa: ARG001  (needs it)
    yield
    theme.set_zoom(100)
    theme.choose(theme.SYSTEM)


def luminance(code: str) -> float:
    """Give WCAG's relative luminance of a colour."""
    parts = [int(code[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_and_marks_can_be_made_out_on_every_ground(palette: Theme, ground: str) -> None:
    below = getattr(palette, ground)
    for role in TEXT_ON_PANEL:
        assert contrast(getattr(palette, role), below) >= 4.5, role
    marks = {role: getattr(palette, role) for role in MARKS} | {f.name: c for f, c in palette.families.items()}
    for name, code in marks.items():
        assert contrast(code, below) >= 3, name


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_on_the_accent_and_in_tooltips_can_be_read(palette: Theme) -> None:
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.on_accent, palette.accent_hover) >= 4.5
    assert contrast(palette.panel, palette.text) >= 4.5


def test_choosing_dark_changes_the_open_window_and_is_kept(window: MainWindow) -> None:
    trigger(window, "appearance_light")
    light = window.grab().toImage().pixelColor(5, 5)
    trigger(window, "appearance_dark")
    dark = window.grab().toImage().pixelColor(5, 5)
    assert light.name().upper() == LIGHT.panel
    assert dark.name().upper() == DARK.panel
    assert recall("appearance") == "dark"
    assert QApplication.palette().color(QPalette.ColorRole.Text).name().upper() == DARK.text


def test_the_choice_comes_back_at_the_next_start(window: MainWindow) -> None:
    trigger(window, "appearance_dark")
    trigger(window, "zoom_in")
    theme.choose(theme.SYSTEM)
    theme.set_zoom(100)
    recall_view()
    assert theme.current() is DARK
    assert theme.zoom() == 110


def test_the_system_is_followed_only_while_nothing_else_is_chosen() -> None:
    hints = QApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.current() is DARK
    theme.choose(theme.LIGHT_NAME)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.current() is LIGHT


def test_an_icon_that_was_made_in_light_is_drawn_dark_later() -> None:
    theme.choose(theme.LIGHT_NAME)
    kept = icon("save")

    def colours() -> set[str]:
        image = kept.pixmap(QSize(32, 32)).toImage()
        pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}

    assert LIGHT.text in colours()
    theme.choose(theme.DARK_NAME)
    assert DARK.text in colours()
    assert LIGHT.text not in colours()


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize("appearance", [theme.LIGHT_NAME, theme.DARK_NAME])
def test_where_the_keys_go_can_be_seen(window: MainWindow, appearance: str) -> None:
    theme.choose(appearance)
    fields: list[QWidget] = [window.palette_panel.field]
    for kind in (NumberField, QComboBox, QLineEdit, QAbstractButton):
        fields += [w for w in window.properties.findChildren(kind) if not w.objectName().startswith("qt_")]
    tried = 0
    for field in fields:
        if not field.isVisible() or field.focusPolicy() == Qt.FocusPolicy.NoFocus or not field.isEnabled():
            continue
        window.layers.setFocus()
        before = picture(field)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        assert picture(field) != before, field.accessibleName()
        tried += 1
    assert tried >= 8


def test_what_is_clicked_is_at_least_24_pixels(window: MainWindow) -> None:
    small = {
        f"{widget.accessibleName() or widget.objectName()} {widget.width()}x{widget.height()}"
        for kind in (QAbstractButton, QComboBox, QLineEdit, NumberField)
        for widget in window.findChildren(kind)
        if widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and min(widget.width(), widget.height()) < 24
    }
    assert not small
    assert problem_button(window).height() >= 24
    assert window.layers.rowHeight(0) >= 24


def test_nothing_moves_by_itself(window: MainWindow) -> None:
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo)
    assert not window.isAnimated()


class Watcher(QWidget):
    """Notes whether the collector may run while Qt restyles it."""

    may_run: bool | None = None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.may_run = gc.isenabled()


def test_nothing_is_collected_while_qt_goes_through_all_widgets(dressed_app: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001
    watcher = Watcher()
    qtbot.addWidget(watcher)
    watcher.ensurePolished()
    theme.set_zoom(150)
    assert watcher.may_run is False
    assert gc.isenabled()


def test_forms_keep_nothing_outside_of_them(window: MainWindow, dressed_app: QApplication) -> None:
    before = {type(widget).__name__ for widget in dressed_app.topLevelWidgets()}
    for rows in ([1, 2], [0], [1]):
        window.layers.select_rows(rows)
        dressed_app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert {type(widget).__name__ for widget in dressed_app.topLevelWidgets()} <= before
