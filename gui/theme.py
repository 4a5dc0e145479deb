"""Colours, fonts and measures: the one place that knows what Strata looks like."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from core.kinds import Family

RESOURCES = Path(__file__).parent.parent / "resources"

UNIT = 8
"""The grid, in device-independent pixels: every distance is a multiple or a half of it."""

ROW_HEIGHT = 36
HEADER_HEIGHT = 32
FIELD_HEIGHT = 32
CORNER = 6
BASE_SIZE, HEADING_SIZE, LABEL_SIZE, FORMULA_SIZE = 13, 15, 12, 16


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


def current() -> Theme:
    """Give the theme that the window shows."""
    return LIGHT


@cache
def colour(code: str) -> QColor:
    """Give a colour, made once."""
    return QColor(code)


def load_fonts() -> None:
    """Make the shipped fonts known to Qt."""
    for file in sorted((RESOURCES / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))


@cache
def ui_font(size: int = BASE_SIZE, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False) -> QFont:
    """Give Inter at a size in pixels; `tabular` gives all figures one width, so that they stand in columns."""
    font = QFont("Inter")
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("calt"), 0)  # a name such as a->b stays as it was typed
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def formula_font(*, bold: bool = False) -> QFont:
    """Give the serif in which formulas are written."""
    font = QFont("Strata Serif")
    font.setPixelSize(FORMULA_SIZE)
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
        QPalette.ColorRole.PlaceholderText: theme.faint,
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
    """Dress the whole program: Fusion with our palette, fonts and style sheet."""
    from gui.style_sheet import style_sheet  # noqa: PLC0415  (reads this module)

    load_fonts()
    app.setStyle("Fusion")
    app.setPalette(qt_palette(current()))
    app.setFont(ui_font())
    app.setStyleSheet(style_sheet(current()))
