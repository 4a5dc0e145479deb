"""The network as a picture beside the list: what is selected in one is selected in the other."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip

from core.language import tr
from core.picture.drawing import Frame, Picture
from core.picture.styles import STYLES
from gui import theme
from gui.document import Document
from gui.layer_view import LayerView
from gui.mark_index import MarkIndex, frame_room
from gui.picture_canvas import PictureCanvas
from gui.picture_maker import PictureMaker, Wish
from gui.preferences import recall, remember
from gui.spoken import row_sentence

_VEIL = 0.12
"""How much of the accent lies over what is selected; its texts stay readable."""


class PictureView(PictureCanvas):
    """Shows the document; `chosen` says that someone wants to go on with the selected layer's properties."""

    chosen = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, document: Document, layers: LayerView) -> None:
        self._document, self._layers = document, layers
        style = recall("picture_style")
        self.style_name = style if isinstance(style, str) and style in STYLES else STYLES[0]
        super().__init__()
        self.setAccessibleName("Picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.maker = PictureMaker(self, self._wish)
        self._pressed: QPoint | None = None
        self.maker.made.connect(self._show_made)
        self.maker.outdated.connect(self._forget)
        document.replaced.connect(self.begin_anew)
        for signal in (document.changed, document.replaced, layers.folding.changed):
            signal.connect(self._forget)
        layers.selection_changed.connect(self._show_selection)

    # What is drawn

    @property
    def picture(self) -> Picture:
        return self.maker.picture

    @property
    def index(self) -> MarkIndex:
        return self.maker.index

    def _wish(self) -> Wish:
        return Wish(self._document.table(), self.style_name, self._layers.folding.paths)

    def _forget(self) -> None:
        """Draw anew when it is looked at."""
        self.maker.forget()
        if self.isVisible():
            self.maker.want(soon=True)

    def _show_made(self) -> None:
        self.settle()
        self.repaint_all()
        if self.isVisible():
            self._describe_selection()

    def set_style_name(self, style: str) -> None:
        """Show a style from now on."""
        if style != self.style_name:
            self.style_name = style
            remember("picture_style", style)
            self._forget()

    def fit(self) -> None:
        self.maker.want()
        super().fit()

    def empty_text(self) -> str:
        return tr("Drawing…") if self.maker.is_busy and len(self._document.network) else super().empty_text()

    def map_ink(self, frame: Frame) -> str:
        colours, table, row = theme.current(), self._document.table(), frame.rows[0]
        if row >= len(table.network):  # a row that has gone while a new picture is on its way
            return colours.dim
        is_wrong = table.report(row).problem is not None
        return colours.problem if is_wrong else colours.family(table.layer(row).kind.family)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.maker.want()
        self._show_selection()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.maker.rest()

    # Selection

    def paint_marked(self, painter: QPainter) -> None:
        colours = theme.current()
        fill = QColor(colours.accent)
        fill.setAlphaF(_VEIL)
        painter.setPen(QPen(theme.colour(colours.accent), self.pen_width(2)))
        painter.setBrush(fill)
        for frame in self._selected_frames():
            painter.drawRoundedRect(frame_room(frame).adjusted(-3, -3, 3, 3), theme.CORNER, theme.CORNER)

    def _selected_frames(self) -> list[Frame]:
        return self.index.frames_of(self._layers.selected_rows())

    def frame_at(self, place: QPointF) -> Frame | None:
        """Give the frame at a place of the viewport."""
        found = self.index.frames_in(QRectF(self.to_picture(place), self.to_picture(place + QPointF(1, 1))))
        return found[0] if found else None

    def _select(self, frame: Frame) -> None:
        if frame.rows[0] < len(self._document.network):
            self._layers.select_seen(frame.rows[0])

    def _show_selection(self) -> None:
        if not self.isVisible():
            return
        if not self.maker.is_busy:
            self.maker.want()
        self._describe_selection()
        self.viewport().update()

    def _describe_selection(self) -> None:
        frames = self._selected_frames()
        if not frames or len(frames) == len(self.picture.frames) or frames[0].rows[0] >= len(self._document.network):
            return
        self.bring_into_view(frames[0])
        sentence = row_sentence(self._document.table(), frames[0].rows[0])
        name = self._document.network.layers[frames[0].rows[0]].name
        self.setAccessibleDescription(f"{name}: {sentence}")
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _step(self, dx: int, dy: int) -> None:
        """Go to the neighbour in a direction; to the left and right, on to the line before or after."""
        frames = self.picture.frames
        here = next(iter(self._selected_frames()), None)
        if here is None:
            if frames:
                self._select(frames[0])
            return
        middle = frame_room(here).center()
        best: tuple[float, Frame] | None = None
        for frame in frames:
            away = frame_room(frame).center() - middle
            along, aside = away.x() * dx + away.y() * dy, abs(away.x() * dy) + abs(away.y() * dx)
            if frame is not here and along > 1 and aside <= along * (1 if dx else 4):
                cost = along + 2 * aside
                best = (cost, frame) if best is None or cost < best[0] else best
        if best is not None:
            self._select(best[1])
        elif dx and 0 <= frames.index(here) + dx < len(frames):
            self._select(frames[frames.index(here) + dx])

    # Hand and keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        steps = {keys.Key_Left: (-1, 0), keys.Key_Right: (1, 0), keys.Key_Up: (0, -1), keys.Key_Down: (0, 1)}
        direction = steps.get(Qt.Key(event.key()))
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif direction is not None:
            self._step(*direction)
        elif event.key() in (keys.Key_Plus, keys.Key_Equal):
            self.zoom_by(1)
        elif event.key() == keys.Key_Minus:
            self.zoom_by(-1)
        elif event.key() == keys.Key_0:
            self.fit()
        elif event.key() == keys.Key_1:
            self.set_zoom(1.0)
        elif event.key() in (keys.Key_Home, keys.Key_End) and self.picture.frames:
            self._select(self.picture.frames[0 if event.key() == keys.Key_Home else -1])
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.go_by_map(place):
            return
        frame = self.frame_at(event.position())
        if frame is not None and event.button() == Qt.MouseButton.LeftButton:
            self._select(frame)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed = place
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is not None:
            moved, self._pressed = self._pressed - place, place
            self.scroll_by(moved.x(), moved.y())
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self.go_by_map(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self.viewport().unsetCursor()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.frame_at(event.position()) is not None:
            self.chosen.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        frame = self.frame_at(QPointF(event.pos()))
        is_by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if is_by_mouse and frame is not None and set(frame.rows).isdisjoint(self._layers.selected_rows()):
            self._select(frame)
        self.menu_wanted.emit(place)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            frame = self.frame_at(QPointF(event.pos()))
            table = self._document.table()
            rows = [row for row in frame.rows if row < len(table.network)] if frame is not None else []
            text = "\n".join(f"{table.layer(row).name}: {row_sentence(table, row)}" for row in rows)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)
