"""The network as a picture beside the list: what is selected in one is selected in the other."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip

from core.language import tr
from core.picture.drawing import Frame, Ink, Picture
from core.picture.styles import STYLES, picture
from gui import theme
from gui.document import Document
from gui.layer_view import LayerView
from gui.mark_index import MarkIndex, frame_room
from gui.picture_painter import PicturePainter
from gui.preferences import recall, remember
from gui.spoken import row_sentence

_LEAST_ZOOM, _MOST_ZOOM, _STEP = 0.02, 4.0, 1.2
_LEAST_TEXT_ZOOM = 0.3
"""Below this zoom texts are specks, and are left out."""

_MAP = 168
_EDGE = 12
_VEIL = 0.12
"""How much of the accent lies over what is selected; its texts stay readable."""


class PictureView(QAbstractScrollArea):
    """Paints the picture; `chosen` says that someone wants to go on with the selected layer's properties."""

    chosen = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, document: Document, layers: LayerView) -> None:
        super().__init__()
        self.setAccessibleName("Picture")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._document, self._layers = document, layers
        style, zoom = recall("picture_style"), recall("picture_zoom")
        self.style_name = style if isinstance(style, str) and style in STYLES else STYLES[0]
        sound = isinstance(zoom, int | float) and not isinstance(zoom, bool) and _LEAST_ZOOM <= zoom <= _MOST_ZOOM
        self.zoom = float(zoom) if sound and isinstance(zoom, int | float) else 1.0
        self.picture = Picture((), (), 0, 0)
        self._index = MarkIndex(self.picture)
        self._is_old = True
        self._map: QPixmap | None = None
        self._pressed: QPoint | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(24)
        document.changed.connect(self._forget)
        document.replaced.connect(self._forget)
        layers.folding.changed.connect(self._forget)
        layers.selection_changed.connect(self._show_selection)
        theme.changes.changed.connect(self._repaint_all)

    # What is drawn

    def _forget(self) -> None:
        """Draw anew when it is looked at; several edits in one turn of the event loop are drawn once."""
        self._is_old = True
        if self.isVisible():
            self._timer.start(0)

    def refresh(self) -> None:
        """Draw the network as it is now, if that has not been done."""
        if not self._is_old:
            return
        self.picture = picture(self._document.table(), self.style_name, folded=self._layers.folding.paths)
        self._index = MarkIndex(self.picture)
        self._is_old = False
        self._repaint_all()
        self._set_bars()

    def _repaint_all(self) -> None:
        self._map = None
        self.viewport().update()

    def set_style_name(self, style: str) -> None:
        """Show a style from now on."""
        if style != self.style_name:
            self.style_name = style
            remember("picture_style", style)
            self._forget()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._show_selection()

    # Zoom and place

    @property
    def _scale(self) -> float:
        return self.zoom * theme.zoom() / 100

    def _set_bars(self) -> None:
        view = self.viewport().size()
        width, height = self.picture.width * self._scale, self.picture.height * self._scale
        self.horizontalScrollBar().setRange(0, max(0, round(width) - view.width()))
        self.verticalScrollBar().setRange(0, max(0, round(height) - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.verticalScrollBar().setPageStep(view.height())

    def _origin(self) -> QPointF:
        """Give where the picture's corner is in the viewport; a small picture stands in the middle."""
        view = self.viewport().size()
        x = max(0.0, (view.width() - self.picture.width * self._scale) / 2) - self.horizontalScrollBar().value()
        y = max(0.0, (view.height() - self.picture.height * self._scale) / 2) - self.verticalScrollBar().value()
        return QPointF(x, y)

    def to_picture(self, place: QPointF) -> QPointF:
        """Give the place in the picture that is at a place of the viewport."""
        return (place - self._origin()) / self._scale

    def to_view(self, place: QPointF) -> QPointF:
        """Give the place of the viewport that shows a place of the picture."""
        return place * self._scale + self._origin()

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Zoom, keeping what is at a place of the viewport where it is."""
        anchor = QPointF(self.viewport().rect().center()) if around is None else around
        held = self.to_picture(anchor)
        self.zoom = min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM)
        remember("picture_zoom", self.zoom)
        self._set_bars()
        moved = self.to_view(held) - anchor
        self._scroll_by(moved.x(), moved.y())
        self.viewport().update()

    def zoom_by(self, steps: int) -> None:
        """Zoom in by steps, or out."""
        self.set_zoom(self.zoom * _STEP**steps)

    def fit(self) -> None:
        """Show the whole picture, but not larger than it is."""
        self.refresh()
        size = self.maximumViewportSize()
        if self.picture.width and self.picture.height:
            zoom = min(size.width() / self.picture.width, size.height() / self.picture.height) * 100 / theme.zoom()
            self.set_zoom(min(1.0, zoom * 0.999))

    def _scroll_by(self, dx: float, dy: float) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + round(dx))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(dy))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_bars()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour(colours.panel))
        if not self.picture.frames:
            painter.setPen(theme.colour(colours.dim))
            sentence = tr("Nothing to draw yet: add a layer from the palette.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, sentence)
            return
        corner, far = self.to_picture(QPointF(event.rect().topLeft())), QPointF(event.rect().bottomRight())
        visible = QRectF(corner, self.to_picture(far + QPointF(1, 1)))
        painter.save()
        painter.translate(self._origin())
        painter.scale(self._scale, self._scale)
        inks = {
            Ink.TEXT: colours.text,
            Ink.DIM: colours.dim,
            Ink.LINE: colours.mark,
            Ink.SKIP: colours.skip,
            Ink.PROBLEM: colours.problem,
            Ink.PAPER: colours.panel,
        }
        drawer = PicturePainter(painter, inks, colours.families)
        drawer.paint_marks(self._index.marks_in(visible), visible, labels=self._scale >= _LEAST_TEXT_ZOOM)
        self._paint_selection(painter)
        painter.restore()
        self._paint_map(painter)

    def _paint_selection(self, painter: QPainter) -> None:
        colours = theme.current()
        fill = QColor(colours.accent)
        fill.setAlphaF(_VEIL)
        painter.setPen(QPen(theme.colour(colours.accent), 2 / self._scale))
        painter.setBrush(fill)
        for frame in self._selected_frames():
            painter.drawRoundedRect(frame_room(frame).adjusted(-3, -3, 3, 3), theme.CORNER, theme.CORNER)

    def _selected_frames(self) -> list[Frame]:
        rows = set(self._layers.selected_rows())
        return [frame for frame in self.picture.frames if not rows.isdisjoint(frame.rows)]

    # The map of a large picture

    def map_room(self) -> QRect | None:
        """Give the room of the map at the lower right; None where all of the picture is seen."""
        if not (self.horizontalScrollBar().maximum() or self.verticalScrollBar().maximum()) or not self.picture.frames:
            return None
        longest = max(self.picture.width, self.picture.height)
        side = min(theme.px(_MAP), self.viewport().height() // 3)
        width = max(24, round(self.picture.width * side / longest))
        height = max(24, round(self.picture.height * side / longest))
        view = self.viewport().rect()
        return QRect(view.right() - width - _EDGE, view.bottom() - height - _EDGE, width, height)

    def _paint_map(self, painter: QPainter) -> None:
        room = self.map_room()
        if room is None:
            return
        colours = theme.current()
        if self._map is None or self._map.size() != room.size():
            self._map = self._draw_map(room)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.drawPixmap(room.topLeft(), self._map)
        painter.setPen(QPen(theme.colour(colours.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room)
        scale = room.width() / self.picture.width, room.height() / self.picture.height
        seen = QRectF(self.to_picture(QPointF(0, 0)), self.to_picture(QPointF(self.viewport().rect().bottomRight())))
        seen = seen.intersected(QRectF(0, 0, self.picture.width, self.picture.height))
        painter.setPen(QPen(theme.colour(colours.accent), 1))
        left, top = room.left() + seen.left() * scale[0], room.top() + seen.top() * scale[1]
        painter.drawRect(QRectF(left, top, seen.width() * scale[0], seen.height() * scale[1]))

    def _draw_map(self, room: QRect) -> QPixmap:
        colours, table = theme.current(), self._document.table()
        drawn = QPixmap(room.size())
        drawn.fill(QColor(colours.window))
        painter = QPainter(drawn)
        across, down = room.width() / self.picture.width, room.height() / self.picture.height
        for frame in self.picture.frames:
            row = frame.rows[0]
            is_wrong = row < len(table.network) and table.report(row).problem is not None
            family = table.layer(row).kind.family if row < len(table.network) else None
            ink = colours.problem if is_wrong else colours.family(family) if family else colours.dim
            size = max(1.5, (frame.right - frame.left) * across), max(1.5, (frame.bottom - frame.top) * down)
            painter.fillRect(QRectF(frame.left * across, frame.top * down, *size), theme.colour(ink))
        painter.end()
        return drawn

    def _go_by_map(self, place: QPoint) -> bool:
        room = self.map_room()
        if room is None or not room.contains(place):
            return False
        x = (place.x() - room.left()) / room.width() * self.picture.width * self._scale
        y = (place.y() - room.top()) / room.height() * self.picture.height * self._scale
        self.horizontalScrollBar().setValue(round(x - self.viewport().width() / 2))
        self.verticalScrollBar().setValue(round(y - self.viewport().height() / 2))
        return True

    # Selection

    def frame_at(self, place: QPointF) -> Frame | None:
        """Give the frame at a place of the viewport."""
        found = self._index.frames_in(QRectF(self.to_picture(place), self.to_picture(place + QPointF(1, 1))))
        return found[0] if found else None

    def _select(self, frame: Frame) -> None:
        self._layers.select_seen(frame.rows[0])

    def _show_selection(self) -> None:
        if not self.isVisible():
            return
        self.refresh()
        frames = self._selected_frames()
        if frames and len(frames) < len(self.picture.frames):
            self._bring_into_view(frames[0])
            sentence = row_sentence(self._document.table(), frames[0].rows[0])
            name = self._document.network.layers[frames[0].rows[0]].name
            self.setAccessibleDescription(f"{name}: {sentence}")
            if self.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.viewport().update()

    def _bring_into_view(self, frame: Frame) -> None:
        room = QRectF(self.to_view(QPointF(frame.left, frame.top)), self.to_view(QPointF(frame.right, frame.bottom)))
        view = QRectF(self.viewport().rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        dx = min(room.left() - view.left(), 0.0) or max(room.right() - view.right(), 0.0)
        dy = min(room.top() - view.top(), 0.0) or max(room.bottom() - view.bottom(), 0.0)
        self._scroll_by(dx, dy)

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

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * _STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self._go_by_map(place):
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
            self._scroll_by(moved.x(), moved.y())
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self._go_by_map(place)

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


def put_on_clipboard(document: Document, style: str) -> None:
    """Copy the picture, as an image and as SVG."""
    from gui.picture_export import picture_mime  # noqa: PLC0415  (needed by few, so not at every start)

    QApplication.clipboard().setMimeData(picture_mime(document.table(), style))
    document.told.emit(tr("Copied the picture"))
