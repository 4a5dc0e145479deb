"""The style sheet: frames, fields and buttons in the colours of a theme."""

import tempfile
from functools import cache
from pathlib import Path

from gui.icons import svg
from gui.preferences import home
from gui.theme import CORNER, FIELD_HEIGHT, LABEL_SIZE, UNIT, Theme, px


@cache
def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="strata-")


def _image(name: str, colour: str) -> str:
    """Write one of the few images that a style sheet can only name, and name it; it stays for the next start."""
    content = svg(name, colour)
    file = home() / "images" / f"{name}-{colour[1:]}.svg"
    try:
        if not file.exists() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    except (OSError, ValueError):
        file = Path(_temporary_folder().name) / file.name
        file.write_bytes(content)
    path = file.absolute().as_posix().replace("\\", "\\\\").replace('"', '\\"')
    return f'url("{path}")'


def style_sheet(theme: Theme) -> str:
    """Write the style sheet of a theme."""
    up, down = _image("chevron-up", theme.dim), _image("chevron-down", theme.dim)
    check = _image("check", theme.on_accent)
    dash = _image("dash", theme.on_accent)
    unit, half, corner, field, label = px(UNIT), px(UNIT / 2), px(CORNER), px(FIELD_HEIGHT) - 2, px(LABEL_SIZE)
    return f"""
QMainWindow, QDialog, QMessageBox {{ background: {theme.panel}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QMainWindow::separator {{ background: {theme.line}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {theme.accent}; }}
QMainWindow > QTabBar {{ background: {theme.panel}; qproperty-drawBase: 0; }}
QMainWindow > QTabBar::tab {{ color: {theme.dim}; background: transparent; border: none;
    border-bottom: 2px solid transparent; padding: {unit}px {unit}px {px(6)}px {unit}px; margin-left: {unit}px; }}
QMainWindow > QTabBar::tab:hover {{ color: {theme.text}; }}
QMainWindow > QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
QMainWindow > QTabBar:focus::tab:selected {{ color: {theme.accent}; }}
QMenuBar {{ background: {theme.panel}; padding: {half}px {unit}px; border: none; }}
QMenuBar::item {{ padding: {half}px {unit}px; border-radius: {half}px; background: transparent; }}
QMenuBar::item:selected {{ background: {theme.accent_background}; }}
QMenu {{ background: {theme.panel}; border: 1px solid {theme.line}; padding: {half}px; }}
QMenu::item {{ padding: {px(6)}px {3 * unit}px {px(6)}px {unit}px; border-radius: {half}px; }}
QMenu::item:selected {{ background: {theme.accent_background}; color: {theme.text}; }}
QMenu::item:disabled {{ color: {theme.faint}; }}
QMenu::icon {{ padding-left: {unit}px; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: {half}px {unit}px; }}
QToolBar {{ background: {theme.panel}; border: none; border-bottom: 1px solid {theme.line};
    padding: {half}px {px(12)}px {unit}px {px(12)}px; spacing: {half}px; }}
QToolBar::separator {{ background: {theme.line}; width: 1px; margin: {px(6)}px {unit}px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {corner}px;
    padding: {half}px {unit}px; min-height: {px(22)}px; }}
QToolButton:hover {{ background: {theme.window}; }}
QToolButton:pressed, QToolButton:checked {{ background: {theme.accent_background}; }}
QToolButton:focus {{ border-color: {theme.accent}; }}
QToolButton:disabled {{ color: {theme.faint}; }}
QToolButton#add_layer_button {{ background: {theme.accent}; color: {theme.on_accent}; padding: {half}px {px(12)}px; }}
QToolButton#add_layer_button:hover {{ background: {theme.accent_hover}; }}
QToolButton#add_layer_button:focus {{ border: 2px solid {theme.text}; }}
QToolButton::menu-button {{ border: none; width: {px(20)}px; }}
QToolButton::menu-button:hover {{ background: {theme.accent_background}; border-radius: {corner}px; }}
QToolButton::menu-arrow {{ image: {down}; width: {px(12)}px; height: {px(12)}px; }}
QToolButton#qt_toolbar_ext_button {{ padding: 0; min-height: 0; border: none; }}
QToolButton#link {{ padding: 0; border-radius: {half}px; min-height: 0; }}
QToolButton#link:checked {{ background: transparent; }}
QPushButton {{ background: {theme.panel}; border: 1px solid {theme.line}; border-radius: {corner}px;
    padding: {half}px 2em; min-height: {px(22)}px; }}
QMessageBox QPushButton {{ padding: {half}px 1em; }}
QPushButton:hover {{ background: {theme.window}; }}
QPushButton:focus {{ border-color: {theme.accent}; }}
QPushButton:default {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; }}
QPushButton:default:focus {{ border: 2px solid {theme.text}; }}
QPushButton:disabled {{ background: {theme.window}; color: {theme.dim}; border-color: {theme.line}; }}
QPushButton#inputs_button {{ background-image: {down}; background-repeat: no-repeat;
    background-position: right center; background-origin: content;
    border-color: {theme.mark}; text-align: left; padding: 0 {unit}px; min-height: {field}px; }}
QPushButton#inputs_button:focus {{ border-color: {theme.accent}; }}
QLineEdit, QAbstractSpinBox, QComboBox {{ background: {theme.panel}; border: 1px solid {theme.mark};
    border-radius: {corner}px; padding: 0 {unit}px; min-height: {field}px; max-height: {field}px;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QLineEdit {{ padding: 0 {unit - 2}px; }}  /* Qt keeps two more free */
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover {{ border-color: {theme.dim}; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{ border-color: {theme.accent}; }}
QLineEdit[refused="true"], QAbstractSpinBox[refused="true"] {{ border-color: {theme.problem};
    background: {theme.problem_background}; }}
QAbstractSpinBox {{ padding: 0; }}
QLineEdit#qt_spinbox_lineedit {{ border: none; background: transparent; padding: 0; min-height: 0; }}
QSpinBox QLineEdit#qt_spinbox_lineedit, QDoubleSpinBox QLineEdit#qt_spinbox_lineedit {{
    padding: 0 {half}px 0 {unit}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none;
    width: {px(18)}px; background: transparent; }}
QAbstractSpinBox::up-button {{ subcontrol-origin: border; subcontrol-position: top right; height: {px(16)}px; }}
QAbstractSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: bottom right; height: {px(16)}px; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {theme.accent_background}; }}
QAbstractSpinBox::up-arrow {{ image: {up}; width: {px(12)}px; height: {px(12)}px; }}
QAbstractSpinBox::down-arrow {{ image: {down}; width: {px(12)}px; height: {px(12)}px; }}
QComboBox {{ combobox-popup: 0; }}  /* a list below the field, not a menu over it, which takes no border */
QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox::down-arrow {{ image: {down}; width: {px(12)}px; height: {px(12)}px; }}
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {{ background: {theme.panel};
    border: 1px solid {theme.mark}; padding: {half}px; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {px(24)}px; padding: 0 {half}px; border-radius: {half}px; }}
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:focus {{ border: none;
    background: {theme.accent_background}; color: {theme.text}; }}
QProgressBar {{ background: {theme.window}; border: none; border-radius: {half}px;
    min-height: {UNIT}px; max-height: {UNIT}px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: {half}px; }}
QCheckBox {{ spacing: {unit}px; min-height: {px(24)}px; }}
QFrame#chooser {{ background: {theme.panel}; border: 1px solid {theme.line}; }}
QListWidget::item:hover {{ background: {theme.window}; }}
QListWidget::item:selected {{ background: {theme.accent_background}; color: {theme.text}; }}
QCheckBox::indicator, QListWidget::indicator {{ width: {px(16)}px; height: {px(16)}px; border: 1px solid {theme.mark};
    border-radius: {half}px;
    background: {theme.panel}; }}
QCheckBox::indicator:hover, QCheckBox::indicator:focus,
QListWidget::indicator:hover {{ border-color: {theme.accent}; }}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{ background: {theme.accent};
    border-color: {theme.accent}; image: {check}; }}
QCheckBox::indicator:indeterminate {{ background: {theme.accent}; border-color: {theme.accent}; image: {dash}; }}
QCheckBox {{ border: 1px solid transparent; border-radius: {half}px; }}
QCheckBox:focus {{ border-color: {theme.accent}; }}
QAbstractItemView:focus {{ border: none; }}
QListWidget::item:focus, QListView::item:focus {{ border: 1px solid {theme.accent}; }}
QTextBrowser:focus, QTextEdit:focus {{ border: 1px solid {theme.accent}; }}
QScrollArea, QScrollArea > QWidget > QWidget#panel, QLabel#panel {{ background: {theme.panel}; border: none; }}
QAbstractItemView {{ background: {theme.panel}; border: none; outline: none; }}
QHeaderView {{ background: {theme.panel}; border: none; }}
QHeaderView::section {{ background: {theme.panel}; color: {theme.dim}; border: none;
    border-bottom: 1px solid {theme.line}; padding: 0 {unit}px; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{ width: {px(10)}px; height: {px(10)}px;
    subcontrol-position: top center; }}
QHeaderView::up-arrow {{ image: {up}; }}
QHeaderView::down-arrow {{ image: {down}; }}
QTextBrowser {{ background: {theme.panel}; border: 1px solid transparent; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: {px(2)}px; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: {px(2)}px; }}
QScrollBar::handle {{ background: {theme.faint}; border-radius: {px(3)}px;
    min-height: {px(32)}px; min-width: {px(32)}px; }}
QScrollBar::handle:hover {{ background: {theme.dim}; }}
QAbstractScrollArea::corner {{ background: {theme.panel}; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {theme.text}; color: {theme.panel}; border: none; padding: {half}px {unit}px; }}
QLabel[role="label"] {{ color: {theme.dim}; font-size: {label}px; }}
QLabel[role="dim"] {{ color: {theme.dim}; }}
QLabel[role="refusal"] {{ color: {theme.problem}; font-size: {label}px; }}
QFrame#problem_box {{ background: {theme.problem_background}; border-top: 1px solid {theme.line}; }}
QFrame#problem_box QLabel {{ color: {theme.problem}; }}
QFrame#problem_box QPushButton {{ color: {theme.text}; }}
QFrame#problem_box[role="waiting"], QFrame#problem_box[role="note"] {{ background: {theme.panel}; }}
QFrame#problem_box[role="problem"] QLabel#problem_text {{ font-weight: 600; }}
QFrame#problem_box[role="waiting"] QLabel {{ color: {theme.waiting}; }}
QFrame#problem_box[role="note"] QLabel {{ color: {theme.dim}; }}
QWidget#panel, QLabel#panel {{ background: {theme.panel}; }}
QFrame#note_bar {{ background: {theme.accent_background}; border: none; border-bottom: 1px solid {theme.line}; }}
QFrame#find_bar {{ background: {theme.panel}; border: none; border-bottom: 1px solid {theme.line}; }}
QFrame#commands {{ background: {theme.panel}; border: 1px solid {theme.faint}; border-radius: {corner}px; }}
QStatusBar {{ background: {theme.panel}; }}
QStatusBar::item {{ border: none; }}
QFrame#totals_bar {{ background: {theme.panel}; border: none; border-top: 1px solid {theme.line}; }}
QLabel#hint {{ background: {theme.window}; color: {theme.dim}; border-radius: {px(11)}px;
    padding: {px(3)}px {px(10)}px; }}
QLabel#hint[role="problem"] {{ background: {theme.problem_background}; color: {theme.problem}; }}
"""
