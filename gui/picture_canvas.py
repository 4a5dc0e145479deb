"""What the picture is painted on: zoom, place, and a map where the picture is larger than the window."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from core.language import tr
from core.picture.drawing import Frame, Ink, Picture
from gui import theme
from gui.mark_index import MarkIndex
from gui.picture_painter import PicturePainter
from gui.preferences import recall, remember

_LEAST_ZOOM, _MOST_ZOOM, _STEP = 0.02, 4.0, 1.2
_LEAST_TEXT_SCALE, _LEAST_SHAPE_SCALE = 0.36, 0.18
"""Below these pixels a unit texts are specks, and volumes no more than their fronts; the rest is left out."""

_LEGIBLE = 0.75
"""A new picture that is whole at this zoom is shown whole."""

_MAP = 168
EDGE = 12


def _usual_zoom() -> float:
    zoom = recall("picture_zoom")
    is_zoom = isinstance(zoom, int | float) and not isinstance(zoom, bool) and _LEAST_ZOOM <= zoom <= _MOST_ZOOM
    return float(zoom) if is_zoom and isinstance(zoom, int | float) else 1.0


class PictureCanvas(QAbstractScrollArea):
    """Shows a picture; what is in it, and what is marked, say those who inherit it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.zoom = _usual_zoom()
        self._is_new, self._is_fitted = True, False
        self._map: QPixmap | None = None
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(24)
        theme.changes.changed.connect(self.repaint_all)

    @property
    def picture(self) -> Picture:
        """What is painted."""
        raise NotImplementedError

    @property
    def index(self) -> MarkIndex:
        """The marks of the picture by their places."""
        raise NotImplementedError

    def paint_marked(self, painter: QPainter) -> None:
        """Paint what is selected, in the units of the picture."""

    def map_ink(self, frame: Frame) -> str:
        """Give the colour of a box in the map."""
        raise NotImplementedError

    def repaint_all(self) -> None:
        """Paint everything anew, the map as well."""
        self._map = None
        self.set_bars()
        self.viewport().update()

    # Zoom and place

    @property
    def _scale(self) -> float:
        return self.zoom * theme.zoom() / 100

    def set_bars(self) -> None:
        """Let the scroll bars reach as far as the picture does, and on, so that its end is not under the map."""
        view = self.viewport().size()
        across = max(0, round(self.picture.width * self._scale) - view.width())
        down = max(0, round(self.picture.height * self._scale) - view.height())
        map_size = self._map_size()
        self.horizontalScrollBar().setRange(0, across + map_size.width() + EDGE if across and not down else across)
        self.verticalScrollBar().setRange(0, down + map_size.height() + EDGE if down else 0)
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

    def begin_anew(self) -> None:
        """Begin with the next picture at its top, as large as it is read best."""
        self._is_new = True

    def settle(self) -> None:
        """Give a picture that has just been made its zoom: a new one is whole where that can be read.

        Else it has the zoom that was chosen last; how far one picture had to be fitted says nothing of another.
        """
        if self._is_new and self.picture.frames:
            self._is_new = False
            self.set_zoom(_usual_zoom(), is_usual=False)
            self.horizontalScrollBar().setValue(0)
            self.verticalScrollBar().setValue(0)
            if self._whole_zoom() >= _LEGIBLE:
                self.fit()
        elif self._is_fitted:
            self.fit()

    def set_zoom(self, zoom: float, around: QPointF | None = None, *, is_usual: bool = True) -> None:
        """Zoom, keeping what is at a place of the viewport where it is; what `is_usual` is for other pictures too."""
        anchor = QPointF(self.viewport().rect().center()) if around is None else around
        held = self.to_picture(anchor)
        self.zoom = min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM)
        self._is_fitted = False
        if is_usual:
            remember("picture_zoom", self.zoom)
        self.set_bars()
        moved = self.to_view(held) - anchor
        self.scroll_by(moved.x(), moved.y())
        self.viewport().update()

    def zoom_by(self, steps: float, around: QPointF | None = None) -> None:
        """Zoom in by steps, or out."""
        self.set_zoom(self.zoom * _STEP**steps, around)

    def fit(self) -> None:
        """Show the whole picture, but not larger than it is, until another zoom is chosen."""
        if self.picture.width and self.picture.height:
            self.set_zoom(min(1.0, self._whole_zoom()), is_usual=False)
        self._is_fitted = True

    def _whole_zoom(self) -> float:
        """Give the zoom at which all of the picture is seen."""
        size = self.maximumViewportSize()
        return min(size.width() / self.picture.width, size.height() / self.picture.height) * 99.9 / theme.zoom()

    def scroll_by(self, dx: float, dy: float) -> None:
        """Move the picture to the left and up."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + round(dx))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(dy))

    def bring_into_view(self, frame: Frame) -> None:
        """Scroll as little as it takes to see a frame, also where the map would lie over it."""
        room = self._room(frame)
        view = QRectF(self.viewport().rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        dx = min(room.left() - view.left(), 0.0) or max(room.right() - view.right(), 0.0)
        dy = min(room.top() - view.top(), 0.0) or max(room.bottom() - view.bottom(), 0.0)
        self.scroll_by(dx, dy)
        room, map_room = self._room(frame), self.map_room()
        if map_room is not None and room.intersects(QRectF(map_room)):
            dx, dy = room.right() + EDGE - map_room.left(), room.bottom() + EDGE - map_room.top()
            if not self.verticalScrollBar().maximum():
                self.scroll_by(dx, 0)
            elif room.top() - dy >= view.top():
                self.scroll_by(0, dy)

    def _room(self, frame: Frame) -> QRectF:
        return QRectF(self.to_view(QPointF(frame.left, frame.top)), self.to_view(QPointF(frame.right, frame.bottom)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
        self.set_bars()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / 120, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour(colours.panel))
        if not self.picture.frames:
            painter.setPen(theme.colour(colours.dim))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), flags, self.empty_text())
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
        marks = self.index.marks_in(visible)
        if self._scale < _LEAST_SHAPE_SCALE:
            drawer.paint_from_afar(marks)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        else:
            drawer.paint_marks(marks, visible, labels=self._scale >= _LEAST_TEXT_SCALE)
        self.paint_marked(painter)
        painter.restore()
        self._paint_map(painter)

    def empty_text(self) -> str:
        """Say why there is nothing to see."""
        return tr("Nothing to draw yet: add a layer from the palette.")

    # The map of a large picture

    def map_room(self) -> QRect | None:
        """Give the room of the map at the lower right; None where all of the picture is seen."""
        if not (self.horizontalScrollBar().maximum() or self.verticalScrollBar().maximum()) or not self.picture.frames:
            return None
        view, size = self.viewport().rect(), self._map_size()
        return QRect(QPoint(view.right() - size.width() - EDGE, view.bottom() - size.height() - EDGE), size)

    def _map_size(self) -> QSize:
        longest = max(self.picture.width, self.picture.height, 1)
        side = min(theme.px(_MAP), self.viewport().height() // 3)
        width, height = (round(length * side / longest) for length in (self.picture.width, self.picture.height))
        return QSize(max(24, width), max(24, height))

    def _paint_map(self, painter: QPainter) -> None:
        room = self.map_room()
        if room is None:
            return
        colours = theme.current()
        ratio = self.devicePixelRatioF()
        if self._map is None or self._map.size() != room.size() * ratio:
            self._map = self._draw_map(room, ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.drawPixmap(room.topLeft(), self._map)
        painter.setPen(QPen(theme.colour(colours.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room)
        across, down = room.width() / self.picture.width, room.height() / self.picture.height
        seen = QRectF(self.to_picture(QPointF(0, 0)), self.to_picture(QPointF(self.viewport().rect().bottomRight())))
        seen = seen.intersected(QRectF(0, 0, self.picture.width, self.picture.height))
        painter.setPen(QPen(theme.colour(colours.accent), 1))
        left, top = room.left() + seen.left() * across, room.top() + seen.top() * down
        painter.drawRect(QRectF(left, top, seen.width() * across, seen.height() * down))

    def _draw_map(self, room: QRect, ratio: float) -> QPixmap:
        drawn = QPixmap(room.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(theme.colour(theme.current().window))
        painter = QPainter(drawn)
        across, down = room.width() / self.picture.width, room.height() / self.picture.height
        for frame in self.picture.frames:
            size = max(1.5, (frame.right - frame.left) * across), max(1.5, (frame.bottom - frame.top) * down)
            painter.fillRect(QRectF(frame.left * across, frame.top * down, *size), theme.colour(self.map_ink(frame)))
        painter.end()
        return drawn

    def go_by_map(self, place: QPoint) -> bool:
        """Show what the map has at a place of the viewport; False where that is not on the map."""
        room = self.map_room()
        if room is None or not room.contains(place):
            return False
        x = (place.x() - room.left()) / room.width() * self.picture.width * self._scale
        y = (place.y() - room.top()) / room.height() * self.picture.height * self._scale
        self.horizontalScrollBar().setValue(round(x - self.viewport().width() / 2))
        self.verticalScrollBar().setValue(round(y - self.viewport().height() / 2))
        return True

    def pen_width(self, pixels: float) -> float:
        """Give the width of a pen in units of the picture that is so many pixels wide on screen."""
        return pixels / self._scale
