"""The style sheet: frames, fields and buttons in the colours of a theme."""

import tempfile
from functools import cache
from pathlib import Path

from gui.icons import svg
from gui.theme import CORNER, FIELD_HEIGHT, LABEL_SIZE, UNIT, Theme


@cache
def _image_folder() -> tempfile.TemporaryDirectory[str]:
    """Give a folder for the few images that a style sheet can only name; it goes when the program ends."""
    return tempfile.TemporaryDirectory(prefix="strata-")


def _image(name: str, colour: str) -> str:
    file = Path(_image_folder().name) / f"{name}-{colour[1:]}.svg"
    file.write_bytes(svg(name, colour))
    return file.as_posix()


def style_sheet(theme: Theme) -> str:
    """Write the style sheet of a theme."""
    up, down = _image("chevron-up", theme.dim), _image("chevron-down", theme.dim)
    check = _image("check", theme.on_accent)
    half = UNIT // 2
    return f"""
QMainWindow, QDialog, QMessageBox {{ background: {theme.panel}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QMainWindow::separator {{ background: {theme.line}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {theme.accent}; }}
QMenuBar {{ background: {theme.panel}; padding: {half}px {UNIT}px; border: none; }}
QMenuBar::item {{ padding: {half}px {UNIT}px; border-radius: {half}px; background: transparent; }}
QMenuBar::item:selected {{ background: {theme.accent_background}; }}
QMenu {{ background: {theme.panel}; border: 1px solid {theme.line}; padding: {half}px; }}
QMenu::item {{ padding: {half + 2}px {3 * UNIT}px {half + 2}px {UNIT}px; border-radius: {half}px; }}
QMenu::item:selected {{ background: {theme.accent_background}; color: {theme.text}; }}
QMenu::item:disabled {{ color: {theme.faint}; }}
QMenu::icon {{ padding-left: {UNIT}px; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: {half}px {UNIT}px; }}
QToolBar {{ background: {theme.panel}; border: none; border-bottom: 1px solid {theme.line};
    padding: {half}px 12px {UNIT}px 12px; spacing: {half}px; }}
QToolBar::separator {{ background: {theme.line}; width: 1px; margin: {half + 2}px {UNIT}px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {CORNER}px;
    padding: {half}px {UNIT}px; min-height: 22px; }}
QToolButton:hover {{ background: {theme.window}; }}
QToolButton:pressed, QToolButton:checked {{ background: {theme.accent_background}; }}
QToolButton:focus {{ border-color: {theme.accent}; }}
QToolButton:disabled {{ color: {theme.faint}; }}
QToolButton#add_layer_button {{ background: {theme.accent}; color: {theme.on_accent}; padding: {half}px 12px; }}
QToolButton#add_layer_button:hover {{ background: {theme.accent_hover}; }}
QToolButton#link {{ padding: 0; border-radius: {half}px; min-height: 0; }}
QToolButton#link:checked {{ background: transparent; }}
QPushButton {{ background: {theme.panel}; border: 1px solid {theme.line}; border-radius: {CORNER}px;
    padding: {half}px 2em; min-height: 22px; }}
QPushButton:hover {{ background: {theme.window}; }}
QPushButton:focus {{ border-color: {theme.accent}; }}
QPushButton:default {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; }}
QPushButton#inputs_button {{ background-image: url({down}); background-repeat: no-repeat;
    background-position: right center; background-origin: content;
    text-align: left; padding: 0 {UNIT}px; min-height: {FIELD_HEIGHT - 2}px; }}
QLineEdit, QAbstractSpinBox, QComboBox {{ background: {theme.panel}; border: 1px solid {theme.line};
    border-radius: {CORNER}px; padding: 0 {UNIT}px; min-height: {FIELD_HEIGHT - 2}px; max-height: {FIELD_HEIGHT - 2}px;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover {{ border-color: {theme.faint}; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{ border-color: {theme.accent}; }}
QLineEdit[refused="true"], QAbstractSpinBox[refused="true"] {{ border-color: {theme.problem};
    background: {theme.problem_background}; }}
QAbstractSpinBox {{ padding: 0; }}
QAbstractSpinBox QLineEdit {{ border: none; background: transparent; padding: 0 {half}px 0 {UNIT}px; min-height: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 18px; background: transparent; }}
QAbstractSpinBox::up-button {{ subcontrol-origin: border; subcontrol-position: top right; height: 16px; }}
QAbstractSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: bottom right; height: 16px; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {theme.accent_background}; }}
QAbstractSpinBox::up-arrow {{ image: url({up}); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: url({down}); width: 12px; height: 12px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url({down}); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {theme.panel}; border: 1px solid {theme.line}; padding: {half}px;
    selection-background-color: {theme.accent_background}; selection-color: {theme.text}; outline: none; }}
QCheckBox {{ spacing: {UNIT}px; min-height: 24px; }}
QFrame#chooser {{ background: {theme.panel}; border: 1px solid {theme.line}; }}
QListWidget::item:hover {{ background: {theme.window}; }}
QListWidget::item:selected {{ background: {theme.accent_background}; color: {theme.text}; }}
QCheckBox::indicator, QListWidget::indicator {{ width: 16px; height: 16px; border: 1px solid {theme.faint};
    border-radius: {half}px;
    background: {theme.panel}; }}
QCheckBox::indicator:hover, QCheckBox::indicator:focus,
QListWidget::indicator:hover {{ border-color: {theme.accent}; }}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{ background: {theme.accent};
    border-color: {theme.accent}; image: url({check}); }}
QCheckBox:focus {{ color: {theme.accent}; }}
QScrollArea, QScrollArea > QWidget > QWidget#panel, QLabel#panel {{ background: {theme.panel}; border: none; }}
QAbstractItemView {{ background: {theme.panel}; border: none; outline: none; }}
QHeaderView {{ background: {theme.panel}; border: none; }}
QHeaderView::section {{ background: {theme.panel}; color: {theme.dim}; border: none;
    border-bottom: 1px solid {theme.line}; padding: 0 {UNIT}px; }}
QTextBrowser {{ background: {theme.panel}; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{ background: {theme.line}; border-radius: 4px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {theme.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {theme.text}; color: {theme.panel}; border: none; padding: {half}px {UNIT}px; }}
QLabel[role="label"] {{ color: {theme.dim}; font-size: {LABEL_SIZE}px; }}
QLabel[role="dim"] {{ color: {theme.dim}; }}
QLabel[role="refusal"] {{ color: {theme.problem}; font-size: {LABEL_SIZE}px; }}
QFrame#problem_box {{ background: {theme.problem_background}; border-top: 1px solid {theme.line}; }}
QFrame#problem_box QLabel {{ color: {theme.problem}; }}
QFrame#problem_box[waiting="true"] {{ background: {theme.panel}; }}
QFrame#problem_box[waiting="true"] QLabel {{ color: {theme.waiting}; }}
QWidget#panel, QLabel#panel {{ background: {theme.panel}; }}
QFrame#note_bar {{ background: {theme.accent_background}; border: none; border-bottom: 1px solid {theme.line}; }}
QStatusBar {{ background: {theme.panel}; }}
QStatusBar::item {{ border: none; }}
QFrame#totals_bar {{ background: {theme.panel}; border: none; border-top: 1px solid {theme.line}; }}
QLabel#hint {{ background: {theme.window}; color: {theme.dim}; border-radius: 11px; padding: 3px 10px; }}
QLabel#hint[role="problem"] {{ background: {theme.problem_background}; color: {theme.problem}; }}
"""
