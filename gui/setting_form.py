"""What the forms for one layer and for several have in common: fields that ask for changes of the selected rows."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from core.language import tr
from core.problems import Refusal
from core.selected import can_reset, merge_mark, reset_setting, set_setting_of_all
from core.session import Step
from core.settings import Setting
from gui.document import Document
from gui.editor import Editor
from gui.editors import make_editor
from gui.elided import ElidedLabel
from gui.icons import Sign
from gui.number_field import NumberField
from gui.outline import Outline
from gui.panel_parts import Field
from gui.theme import HEADING_SIZE, UNIT, changes, ui_font

_POINTING = frozenset((QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut))


class SettingForm(QWidget):
    """A heading and fields; `left` says that Escape was pressed with nothing left to put back.

    `pointed` carries the name of the setting under the pointer, or else that of the one with the cursor.
    """

    left = Signal()
    pointed = Signal(str)

    has_icon: ClassVar[bool] = True

    def __init__(self, document: Document, axes: int) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.axes = axes
        self.rows: list[int] = []
        self._document = document
        self._fields: dict[str, Field] = {}
        self._shown: dict[str, object] = {}
        self._editors: list[Editor] = []
        self._hovered = self._focused = ""
        self._outline: Outline | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self._layout.setSpacing(UNIT // 2)
        self._add_heading()

    def _add_heading(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(UNIT + UNIT // 2)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._heading, self._title = ElidedLabel(), QLabel()
        self._heading.setFont(ui_font(HEADING_SIZE, QFont.Weight.DemiBold))
        changes.changed.connect(self._zoom_heading)
        self._title.setProperty("role", "dim")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(not self.has_icon)
        words.addWidget(self._heading)
        words.addWidget(self._title)
        if self.has_icon:
            self._icon = Sign()
            row.addWidget(self._icon)
        row.addLayout(words, 1)
        self._layout.addLayout(row)
        self._layout.addSpacing(UNIT)

    def _zoom_heading(self) -> None:
        self._heading.setFont(ui_font(HEADING_SIZE, QFont.Weight.DemiBold))

    def _add_editor(self, setting: Setting[Any]) -> None:
        editor = make_editor(setting, self.axes)
        editor.edited.connect(lambda value, name=setting.name: self._set(name, value))
        editor.setWhatsThis(_what_is(setting))
        label = "" if editor.has_own_label else tr(setting.label)
        self._add_field(setting.name, label, editor, tuple(editor.fields()))
        self._editors.append(editor)

    def _add_field(self, name: str, label: str, editor: QWidget, fields: tuple[QWidget, ...]) -> None:
        field = Field(label, editor, fields)
        self._fields[name] = field
        self._layout.addWidget(field)
        for watched in (editor, *editor.findChildren(QWidget)):
            watched.setProperty("field", name)
            watched.installEventFilter(self)

    def _is_free(self, name: str, value: object) -> bool:
        """Tell whether a field may show a value: a refused text stays until the value changes elsewhere."""
        field = self._fields[name]
        if field.is_refused and self._shown.get(name) != value:
            field.refuse("")
        self._shown[name] = value
        return not field.is_refused

    def show_again(self) -> None:
        """Show the layers as they are now."""
        raise NotImplementedError

    def focus_setting(self, name: str) -> None:
        """Put the cursor into the editor of a setting, where there is such."""
        if name in self._fields:
            self._fields[name].editor.setFocus(Qt.FocusReason.TabFocusReason)  # what is typed takes its place

    def mark_number(self, name: str, axis: int | None) -> None:
        """Outline the field that a number comes from, the whole editor where no single one is it; or none."""
        field = self._fields.get(name)
        if field is not None and field.isVisible():
            if self._outline is None:
                self._outline = Outline(self)
            self._outline.surround(field.part(axis))
        elif self._outline is not None:
            self._outline.hide()

    # What the user asks for

    def _set(self, name: str, value: object) -> None:
        state = self._document.state
        done = self._ask(
            name, lambda: set_setting_of_all(state.network, state.analysis.reports, self.rows, name, value)
        )
        if not done:
            setting = state.network.layers[self.rows[0]].kind.setting(name)
            self._fields[name].blame(setting.culprit(value))

    def _ask(self, name: str, action: Callable[[], Step]) -> bool:
        field = self._fields[name]
        try:
            step = action()
        except Refusal as refusal:
            field.refuse(str(refusal))
            return False
        field.refuse("")
        self._document.session.do(step)
        return True

    def reset(self, name: str) -> None:
        """Give a setting its default."""
        self._document.session.end_run()
        self._fields[name].refuse("")
        self._document.do(lambda: reset_setting(self._document.network, self.rows, name))
        self.show_again()

    def put_back(self, name: str) -> bool:
        """Show a field as it was when it was entered; tells whether there was anything to put back."""
        field = self._fields[name]
        was_refused = field.is_refused
        field.refuse("")
        taken_back = self._document.session.take_back_run(merge_mark(self._document.network, self.rows, name))
        retyped = isinstance(field.editor, Editor) and field.editor.put_back()
        self.show_again()
        return was_refused or taken_back or retyped

    # Keys and menus

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End a run when its field is left; Escape puts the old value back, and then leaves the field."""
        if isinstance(event, QContextMenuEvent):
            self._show_menu(self.menu_for(str(watched.property("field")), watched), event.globalPos())
            return True
        if event.type() == QEvent.Type.FocusOut:
            self._document.session.end_run()
        if event.type() in _POINTING:
            self._point(str(watched.property("field")), watched, event.type())
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and QApplication.activePopupWidget() is None:  # that closes first
                if not self.put_back(str(watched.property("field"))):
                    self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._document.session.end_run()
        return super().eventFilter(watched, event)

    def _point(self, name: str, watched: QObject, how: QEvent.Type) -> None:
        """Tell of the setting that is pointed at; the parts of an editor enter and leave within it."""
        before = self._hovered or self._focused
        if how in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._focused = name if how == QEvent.Type.FocusIn else ""
        elif watched is self._fields[name].editor:
            self._hovered = name if how == QEvent.Type.Enter else ""
        if (self._hovered or self._focused) != before:
            self.pointed.emit(self._hovered or self._focused)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the setting under the pointer, or with the one that has the cursor."""
        widget = self.focusWidget() if event.reason() == QContextMenuEvent.Reason.Keyboard else None
        at: QWidget | None = widget or self.childAt(event.pos())
        while at is not None and not isinstance(at, Field):
            at = at.parentWidget()
        name = next((name for name, field in self._fields.items() if field is at), None)
        if name is not None:
            self._show_menu(self.menu_for(name), event.globalPos())
            event.accept()

    def _show_menu(self, menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, name: str, widget: QObject | None = None) -> QMenu:
        """Make the menu of a field, with what its text offers where that was clicked."""
        edit = widget.lineEdit() if isinstance(widget, NumberField) else widget
        menu: QMenu = edit.createStandardContextMenu() if isinstance(edit, QLineEdit) else QMenu(self)
        if menu.actions():
            menu.addSeparator()
        reset = menu.addAction(tr("&Reset to Default"), lambda: self.reset(name))
        reset.setObjectName("reset")
        reset.setEnabled(self.can_reset(name))
        return menu

    def can_reset(self, name: str) -> bool:
        """Tell whether a field has a default to go back to."""
        network = self._document.network
        if not can_reset(network.layers[self.rows[0]].kind.setting(name)):
            return False
        return bool(reset_setting(network, self.rows, name).edits)


def _what_is(setting: Setting[Any]) -> str:
    """Explain a setting and what may be given."""
    label, allowed = tr(setting.label), setting.allowed_part()
    return tr("{help}\n\n{setting} must be {allowed}.", help=tr(setting.help), setting=label, allowed=allowed)
