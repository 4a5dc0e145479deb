"""Colours, fonts and measures: the one place that knows what Strata looks like."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from core.kinds import Family
from core.progress import collector_paused
from core.records import dataclass

RESOURCES = Path(__file__).parent.parent / "resources"

UNIT = 8
"""The grid, in device-independent pixels at 100 %: every distance is a multiple or a half of it; `px` zooms it."""

ROW_HEIGHT = 36
HEADER_HEIGHT = 32
FIELD_HEIGHT = 32
CORNER = 6
UI_FAMILIES = ["Inter", "Strata Sans SC", "Strata Serif"]
"""The font of the interface, and those that have what it lacks: Chinese characters, and the signs of roundings."""

BASE_SIZE, HEADING_SIZE, LABEL_SIZE, FORMULA_SIZE = 13, 15, 12, 16

ZOOMS = (75, 90, 100, 110, 125, 150, 175, 200)
"""The steps of zoom, in per cent."""

SYSTEM, LIGHT_NAME, DARK_NAME = "system", "light", "dark"
APPEARANCES = (SYSTEM, LIGHT_NAME, DARK_NAME)


@dataclass(frozen=True)
class Theme:
    """Every colour by its role, as `#RRGGBB`."""

    window: str
    panel: str
    line: str
    text: str
    dim: str
    faint: str
    accent: str
    accent_background: str
    accent_hover: str
    on_accent: str
    problem: str
    problem_background: str
    waiting: str
    good: str
    share: str
    mark: str
    skip: str
    families: dict[Family, str]

    def family(self, family: Family) -> str:
        """Give the colour of a family of kinds."""
        return self.families[family]


LIGHT = Theme(
    window="#F5F6F8",
    panel="#FFFFFF",
    line="#E1E4EA",
    text="#1B1F27",
    dim="#5D6675",
    faint="#8A93A3",
    accent="#2563C9",
    accent_background="#E6EEFB",
    accent_hover="#1D4FA3",
    on_accent="#FFFFFF",
    problem="#B42318",
    problem_background="#FDECEA",
    waiting="#8A6100",
    good="#1E7A4B",
    share="#BFD2F2",
    mark="#7E8898",
    skip="#B23A6B",
    families={
        Family.INPUT: "#5B6472",
        Family.CONVOLUTION: "#2F6FB7",
        Family.POOLING: "#16806A",
        Family.DENSE: "#B45F16",
        Family.NORMALISATION: "#7A57A8",
        Family.ACTIVATION: "#8A7206",
        Family.SHAPE: "#6B7480",
        Family.MERGE: "#B23A6B",
        Family.REGULARISATION: "#457592",
    },
)


DARK = Theme(
    window="#15181D",
    panel="#1C2027",
    line="#2C323C",
    text="#E6E9EF",
    dim="#A3ADBD",
    faint="#7A8494",
    accent="#7FB0FF",
    accent_background="#233352",
    accent_hover="#A3C6FF",
    on_accent="#10151F",
    problem="#FF8A80",
    problem_background="#3A2022",
    waiting="#E5B454",
    good="#6FCF97",
    share="#36507F",
    mark="#8A94A4",
    skip="#EE87B0",
    families={
        Family.INPUT: "#AEB7C4",
        Family.CONVOLUTION: "#78AEEF",
        Family.POOLING: "#4CC7A8",
        Family.DENSE: "#F0A45D",
        Family.NORMALISATION: "#BC9BE8",
        Family.ACTIVATION: "#D9BF4A",
        Family.SHAPE: "#A9B2BE",
        Family.MERGE: "#EE87B0",
        Family.REGULARISATION: "#8DBBD8",
    },
)


class Changes(QObject):
    """Tells that colours or measures are others now; by then everything that Qt keeps has them."""

    changed = Signal()
    zoomed = Signal(int)
    """Carries the zoom before, in per cent; told before `changed`."""


changes = Changes()


@dataclass
class _Shown:
    theme: Theme = LIGHT
    appearance: str = SYSTEM
    zoom: int = 100
    listens: bool = False


_shown = _Shown()


def current() -> Theme:
    """Give the theme that the window shows."""
    return _shown.theme


def appearance() -> str:
    """Give what was chosen: one of APPEARANCES."""
    return _shown.appearance


def zoom() -> int:
    """Give the zoom in per cent."""
    return _shown.zoom


def px(length: float) -> int:
    """Give a measure of 100 % at the zoom that is chosen."""
    return round(length * _shown.zoom / 100)


@cache
def colour(code: str) -> QColor:
    """Give a colour, made once."""
    return QColor(code)


def load_fonts() -> None:
    """Make the shipped fonts known to Qt."""
    for file in sorted((RESOURCES / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))


def ui_font(size: int = BASE_SIZE, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False) -> QFont:
    """Give Inter at a size in pixels; `tabular` gives all figures one width, so that they stand in columns."""
    return _ui_font(px(size), weight, tabular)


@cache
def _ui_font(pixels: int, weight: QFont.Weight, tabular: bool) -> QFont:
    font = QFont(UI_FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("calt"), 0)  # a name such as a->b stays as it was typed
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def formula_font(*, bold: bool = False) -> QFont:
    """Give the serif in which formulas are written."""
    font = QFont(["Strata Serif", *UI_FAMILIES])
    font.setPixelSize(px(FORMULA_SIZE))
    font.setBold(bold)
    return font


def qt_palette(theme: Theme) -> QPalette:
    """Give Qt's palette for a theme."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.panel,
        QPalette.ColorRole.AlternateBase: theme.window,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.dim,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.text,
        QPalette.ColorRole.ToolTipText: theme.panel,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Light: theme.panel,
        QPalette.ColorRole.Dark: theme.faint,
    }
    for role, code in roles.items():
        palette.setColor(role, colour(code))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour(theme.faint))
    return palette


def apply(app: QApplication) -> None:
    """Dress the whole program: Fusion with our palette, fonts and style sheet; from now on it follows the system."""
    load_fonts()
    app.setStyle("Fusion")
    for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip):
        app.setEffectEnabled(effect, False)  # nothing moves by itself, for those whom that would harm
    if not _shown.listens:
        app.styleHints().colorSchemeChanged.connect(_follow_system)
        _shown.listens = True
    _dress(app, _shown.appearance, _shown.zoom)


def choose(appearance: str) -> None:
    """Show one of APPEARANCES from now on; what is none of them means the system's."""
    _dress(_app(), appearance if appearance in APPEARANCES else SYSTEM, _shown.zoom)


def set_zoom(percent: int) -> None:
    """Show everything at the step of ZOOMS that is nearest to a zoom."""
    _dress(_app(), _shown.appearance, min(ZOOMS, key=lambda step: abs(step - percent)))


def _app() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a theme needs an application")
    return app


def _follow_system(scheme: Qt.ColorScheme) -> None:
    if _shown.appearance == SYSTEM:
        _dress(_app(), SYSTEM, _shown.zoom, scheme)


def _dress(app: QApplication, appearance: str, zoom: int, scheme: Qt.ColorScheme | None = None) -> None:
    """Give Qt the theme and the zoom, then tell; `scheme` is the system's where it has just been told."""
    from gui.style_sheet import style_sheet  # noqa: PLC0415  (reads this module)

    before = _shown.zoom
    _shown.appearance, _shown.zoom = appearance, zoom
    schemes = {LIGHT_NAME: Qt.ColorScheme.Light, DARK_NAME: Qt.ColorScheme.Dark, SYSTEM: Qt.ColorScheme.Unknown}
    if scheme is None:
        app.styleHints().setColorScheme(schemes[appearance])  # so that the system's own dialogs agree
        scheme = schemes[appearance] if appearance != SYSTEM else app.styleHints().colorScheme()
    _shown.theme = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    if zoom != before:
        _ui_font.cache_clear()  # so that Qt may forget the letters of that size
    # Qt goes through all widgets that there are, in lists of its own: none may be collected meanwhile.
    with collector_paused():
        app.setPalette(qt_palette(_shown.theme))
        app.setFont(ui_font())
        app.setStyleSheet(style_sheet(_shown.theme))
    if zoom != before:
        changes.zoomed.emit(before)
    changes.changed.emit()
