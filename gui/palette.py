"""The palette: the kinds of layers by family, to be searched, added and dragged."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.kinds import Family, Kind, Preset, catalogue
from core.language import tr
from gui.icons import ICON_SIZE, pixmap
from gui.layer_model import KIND_MIME
from gui.text_field import TextField
from gui.theme import LABEL_SIZE, UNIT, changes, colour, current, px, ui_font

ENTRY_ROLE = Qt.ItemDataRole.UserRole
WORDS_ROLE = Qt.ItemDataRole.UserRole + 1
FAMILY_ROLE = Qt.ItemDataRole.UserRole + 2

_ROW, _HEADING = 28, 32

Index = QModelIndex | QPersistentModelIndex


def palette_entry(key: str) -> tuple[type[Kind], Preset]:
    """Find what an entry's key means: a kind and the settings that it starts with."""
    kind_type, _, number = key.partition("#")
    kind = catalogue[kind_type]
    return kind, kind.presets()[int(number)]


def _families() -> list[tuple[Family, list[type[Kind]]]]:
    return [(family, [kind for kind in catalogue.values() if kind.family is family]) for family in Family]


def _run_together(words: str) -> str:
    return words.replace(" ", "").replace("-", "")


class _PaletteModel(QStandardItemModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        for family, kinds in _families():
            if not kinds:
                continue
            heading = QStandardItem(tr(family.value))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            words = [family.value]
            self.appendRow(heading)
            for kind in kinds:
                for number, preset in enumerate(kind.presets()):
                    item = QStandardItem(tr(preset.label))
                    item.setEditable(False)
                    item.setToolTip(tr(kind.help))
                    item.setData(f"{kind.type}#{number}", ENTRY_ROLE)
                    own_words = f"{preset.label} {kind.type} {kind.name_stem} {kind.other_names} {family.value}"
                    # Run together, labels are Keras' names of classes: MaxPooling2D, BatchNormalization.
                    own_words += f" {_run_together(preset.label)} {_run_together(kind.other_names)}"
                    # English names are found in every language: that is how papers and libraries call them.
                    own_words += f" {tr(preset.label)} {_run_together(tr(preset.label))} {tr(family.value)}"
                    item.setData(own_words.lower(), WORDS_ROLE)
                    item.setData(family.name, FAMILY_ROLE)
                    words.append(own_words)
                    self.appendRow(item)
            # A heading is found with any of its entries.
            heading.setData("\n".join(words).lower(), WORDS_ROLE)

    def mimeTypes(self) -> list[str]:
        return [KIND_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(KIND_MIME, str(indexes[0].data(ENTRY_ROLE)).encode())
        return data


class _Search(QSortFilterProxyModel):
    """Keeps the entries in which every word that was typed occurs, and their headings."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: list[str] = []

    def look_for(self, text: str) -> None:
        self.beginFilterChange()
        self._wanted = text.lower().split()
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        item = self.sourceModel().index(source_row, 0)
        lines = str(item.data(WORDS_ROLE)).split("\n")
        return any(all(word in line for word in self._wanted) for line in lines)


class _PaletteDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        rect: QRect = option.rect
        text, family = str(index.data()), index.data(FAMILY_ROLE)
        painter.save()
        if family is None:
            painter.setFont(ui_font(LABEL_SIZE, QFont.Weight.DemiBold))
            painter.setPen(colour(theme.dim))
            painter.drawText(rect.adjusted(px(2 * UNIT), 0, 0, -px(UNIT / 2)), Qt.AlignmentFlag.AlignBottom, text)
        else:
            self._paint_entry(painter, option, rect, text, Family[family])
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str, family: Family
    ) -> None:
        theme = current()
        state = option.state
        ground = rect.adjusted(px(UNIT), 1, -px(UNIT), -1)
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(theme.accent_background))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(colour(theme.accent))
            painter.drawRoundedRect(ground, 4, 4)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(ground, colour(theme.window))
        scale = painter.device().devicePixelRatioF()
        drawn = pixmap(f"family-{family.name.lower()}", theme.family(family), px(ICON_SIZE), scale)
        painter.drawPixmap(rect.left() + px(2 * UNIT), rect.top() + (rect.height() - px(ICON_SIZE)) // 2, drawn)
        painter.setFont(ui_font())
        painter.setPen(colour(theme.text))
        room = rect.adjusted(px(2 * UNIT + ICON_SIZE + UNIT), 0, -px(UNIT), 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(UNIT), px(_HEADING if index.data(FAMILY_ROLE) is None else _ROW))


def _distance(text: str, label: str, words: str) -> int:
    """Tell how far a search is from an entry: 0 its name, 1 its beginning, 2 the beginning of a word, 3 inside one."""
    label = label.lower()
    if text == label:
        return 0
    if label.startswith(text):
        return 1
    return 2 if f" {text}" in f" {words}" else 3


class Palette(QListView):
    """The list of kinds; `chosen` carries an entry's key, `left` says that Escape or the mouse is done with it."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Kinds")
        self._search = _Search()
        self._entries = _PaletteModel(self)  # a proxy does not own what it filters
        self._search.setSourceModel(self._entries)
        self.setModel(self._search)
        self.setItemDelegate(_PaletteDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        changes.changed.connect(self.doItemsLayout)
        self.doubleClicked.connect(self._choose_by_mouse)

    def key_at(self, place: QPoint) -> str | None:
        """Give the key of the entry at a place of the list, or of the current one where no entry is there."""
        index = self.indexAt(place)
        key = (index if index.isValid() else self.currentIndex()).data(ENTRY_ROLE)
        return None if key is None else str(key)

    def look_for(self, text: str) -> None:
        """Show what fits a text, and select what is meant most likely."""
        self._search.look_for(text)
        if text.strip():
            self._select_best(text.strip().lower())
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())  # else Enter would add what was found last

    def _select_best(self, text: str) -> None:
        """Select the entry that is meant most likely: called so, beginning so, else the first."""
        found = (self._search.index(row, 0) for row in range(self._search.rowCount()))
        entries = [index for index in found if index.flags() & Qt.ItemFlag.ItemIsSelectable]
        if entries:
            best = min(entries, key=lambda index: _distance(text, str(index.data()), str(index.data(WORDS_ROLE))))
            self.setCurrentIndex(best)

    def select_next(self, step: int) -> None:
        """Select the next entry up or down that is no heading."""
        row = self.currentIndex().row() + step
        while 0 <= row < self._search.rowCount():
            index = self._search.index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                return
            row += step

    def choose_current(self) -> None:
        """Add the selected entry."""
        self._choose(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        key = index.data(ENTRY_ROLE)
        if key:
            self.chosen.emit(key)

    def _choose_by_mouse(self, index: QModelIndex) -> None:
        if index.data(ENTRY_ROLE):
            self._choose(index)
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PalettePanel(QWidget):
    """The palette with its search field above it.

    `chosen` carries an entry's key; `left` says that Escape, with nothing left to clear, or the mouse is done with it.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Palette")
        self.setObjectName("panel")
        self.list = Palette()
        self.field = TextField()
        self.field.setPlaceholderText(tr("Find a layer"))
        self.field.setToolTip(tr("Type a word of what you look for; Enter adds what is found first."))
        self.field.setAccessibleName("Find a layer")
        self.field.textChanged.connect(self.list.look_for)
        self.field.installEventFilter(self)
        self.list.chosen.connect(self.chosen)
        self.list.left.connect(self.left)
        margin = QVBoxLayout()
        margin.setContentsMargins(UNIT, UNIT + UNIT // 2, UNIT, UNIT // 2)
        margin.addWidget(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(margin)
        layout.addWidget(self.list, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(128), px(96))

    def sizeHint(self) -> QSize:
        return QSize(px(208), px(400))

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Enter in the search field work on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down:
                    self.list.select_next(1)
                    return True
                case Qt.Key.Key_Up:
                    self.list.select_next(-1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.list.choose_current()
                    self.field.setText("")  # ready for the next one; unlike `clear`, nothing that Undo brings back
                    return True
                case Qt.Key.Key_Escape:
                    if self.field.text():
                        self.field.clear()
                    else:
                        self.left.emit()
                    return True
        return super().eventFilter(watched, event)
