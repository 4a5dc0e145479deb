"""The help in a window of its own: pages and search on the left, the page on the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.help.library import Library
from core.help.pages import Page
from core.language import tr, tr_count
from gui.help_browser import HelpBrowser
from gui.icons import app_icon, icon
from gui.preferences import recall, remember
from gui.theme import LABEL_SIZE, UNIT, changes, colour, current, px, ui_font

KEY_ROLE = Qt.ItemDataRole.UserRole
_SIZE = "help_window"
_START_SIZE, _LEAST_SIZE = (976, 720), (560, 360)


class HelpWindow(QMainWindow):
    """Shows the pages of a library beside the window that is worked in; it holds up neither."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the program ends with its documents
        self.setWindowIcon(app_icon())
        self.setWindowTitle(tr("Strata Help"))
        self.browser = HelpBrowser(self._find_page)
        self.browser.document().setDocumentMargin(3 * UNIT)
        self.search = _field("Search the help", tr("Search the help"))
        self.list = QListWidget()
        self.list.setAccessibleName("Help pages")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found = QLabel()
        self.found.setProperty("role", "dim")
        self.found.setContentsMargins(UNIT, 0, UNIT, 0)
        self._lay_out()
        self._make_keys()
        self.search.textChanged.connect(self._look_for)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(self._open_item)
        self.list.itemClicked.connect(self._open_item)
        self.browser.arrived.connect(self._show_place)
        self._fill()
        self._restore_size()
        changes.changed.connect(self._fill)

    # Its parts

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.search)
        column.addWidget(self.found)
        column.addWidget(self.list, 1)
        right = QWidget()
        right.setObjectName("panel")
        page = QVBoxLayout(right)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(self._make_bar())
        page.addWidget(self.browser, 1)
        self.find_bar = FindInPage(self.browser)
        page.addWidget(self.find_bar)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.setCentralWidget(self.splitter)
        self.setMinimumSize(*_LEAST_SIZE)

    def _make_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 0)
        self._back = _button("Back", tr("Back (Alt+Left)"), "chevron-left")
        self._forward = _button("Forward", tr("Forward (Alt+Right)"), "chevron-right")
        self._back.clicked.connect(self.browser.backward)
        self._forward.clicked.connect(self.browser.forward)
        self.browser.backwardAvailable.connect(self._back.setEnabled)
        self.browser.forwardAvailable.connect(self._forward.setEnabled)
        for button in (self._back, self._forward):
            button.setEnabled(False)
            bar.addWidget(button)
        bar.addStretch(1)
        return bar

    def _make_keys(self) -> None:
        keys = QKeySequence.StandardKey
        for sequence, do in (
            (QKeySequence("Alt+Left"), self.browser.backward),
            (QKeySequence("Alt+Right"), self.browser.forward),
            (QKeySequence(keys.Find), self.find_bar.start),
            (QKeySequence(keys.HelpContents), self.start_search),
            (QKeySequence("Ctrl+W"), self.close),
            (QKeySequence("Esc"), self._leave),
        ):
            QShortcut(sequence, self).activated.connect(do)

    # What it shows

    def _find_page(self, key: str) -> Page | None:
        return self._library.pages.get(key)

    def show_library(self, library: Library) -> None:
        """Take other pages, as when the window has got other actions."""
        self._library = library
        self._fill()

    def show_page(self, key: str) -> None:
        """Open a page and come to the front."""
        self.browser.open_page(key)
        self.show()
        self.raise_()
        self.activateWindow()

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _look_for(self, text: str) -> None:
        self._fill()
        self.browser.mark_words([word for word in text.split() if len(word) > 1 or not word.isascii()])

    def _fill(self) -> None:
        """List all pages by group, or what is found, the best first."""
        text = self.search.text().strip()
        self.list.clear()
        self.found.setVisible(bool(text))
        if text:
            hits = self._library.search(text)
            for page in hits:
                self._add_page(page, str(page.group))
            self.found.setText(tr_count("{count} page", "{count} pages", len(hits)) if hits else tr("Nothing found"))
            self.list.setCurrentRow(0)
        else:
            for title, pages in self._library.groups:
                self._add_heading(title)
                for page in pages:
                    self._add_page(page)
            self._show_place()

    def _add_heading(self, title: str) -> None:
        heading = QListWidgetItem(title, self.list)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setFont(ui_font(LABEL_SIZE, QFont.Weight.DemiBold))
        heading.setSizeHint(QSize(0, px(4 * UNIT)))
        heading.setTextAlignment(Qt.AlignmentFlag.AlignBottom)
        heading.setForeground(colour(current().dim))

    def _add_page(self, page: Page, tip: str = "") -> None:
        item = QListWidgetItem(page.title, self.list)
        item.setData(KEY_ROLE, page.key)
        item.setToolTip(tip)
        item.setSizeHint(QSize(0, px(3 * UNIT + UNIT // 2)))

    def _open_item(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(KEY_ROLE):
            self.browser.open_page(item.data(KEY_ROLE))

    def _show_place(self) -> None:
        """Mark the page that is open in the list of all pages, and name it in the title."""
        key = self.browser.page_key()
        page = self._library.pages.get(key)
        self.setWindowTitle(tr("{page} — Strata Help", page=page.title) if page else tr("Strata Help"))
        if self.search.text().strip():
            return
        for row in range(self.list.count()):
            if self.list.item(row).data(KEY_ROLE) == key:
                self.list.setCurrentRow(row)

    def listed(self) -> Sequence[str]:
        """Give the keys of the pages in the list, in their order."""
        keys = (self.list.item(row).data(KEY_ROLE) for row in range(self.list.count()))
        return [key for key in keys if key]

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Enter in the search field work on the list."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    self.list.keyPressEvent(event)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._open_item(self.list.currentItem())
                    return True
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        """Close what is open for searching, the nearest first, and where nothing is, the window."""
        if self.find_bar.isVisible():
            self.find_bar.close()
        elif self.search.text():
            self.search.clear()
        else:
            self.close()
            return
        self.browser.setFocus()

    # Its size

    def _restore_size(self) -> None:
        sizes = recall(_SIZE)
        if not (isinstance(sizes, list) and len(sizes) == 3 and all(type(size) is int for size in sizes)):
            sizes = [*_START_SIZE, 264]
        room = self.screen().availableSize()
        width, height, left = sizes
        self.resize(min(max(width, _LEAST_SIZE[0]), room.width()), min(max(height, _LEAST_SIZE[1]), room.height()))
        left = min(max(left, 160), self.width() // 2)
        self.splitter.setSizes([left, self.width() - left])

    def closeEvent(self, event: QCloseEvent) -> None:
        remember(_SIZE, [self.width(), self.height(), self.splitter.sizes()[0]])
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Write the list anew in other colours; the page does so itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "splitter"):
            self._fill()


class FindInPage(QFrame):
    """Finds a text in the page that is open."""

    def __init__(self, browser: HelpBrowser) -> None:
        super().__init__()
        self.setObjectName("note_bar")
        self._browser = browser
        self.field = _field("Find in page", tr("Find in page"))
        self._nothing = QLabel()
        self._nothing.setProperty("role", "dim")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.setSpacing(UNIT)
        row.addWidget(self.field, 1)
        row.addWidget(self._nothing)
        for name, tip, icon_name, backward in (
            ("Find previous", tr("Find previous (Shift+Enter)"), "chevron-up", True),
            ("Find next", tr("Find next (Enter)"), "chevron-down", False),
        ):
            button = _button(name, tip, icon_name)
            button.clicked.connect(lambda _=False, backward=backward: self._find(backward=backward))
            row.addWidget(button)
        self.field.textChanged.connect(self._find_from_start)
        self.field.installEventFilter(self)
        self.hide()

    def start(self) -> None:
        """Open, with the cursor in the field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _find_from_start(self, text: str) -> None:
        cursor = self._browser.textCursor()
        cursor.setPosition(cursor.selectionStart())  # a longer text may stand where the shorter was found
        self._browser.setTextCursor(cursor)
        self._find()

    def _find(self, *, backward: bool = False) -> None:
        text = self.field.text()
        found = not text or self._browser.find_next(text, backward=backward)
        self._nothing.setText("" if found else tr("Nothing found"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Find on with Enter, back with Shift."""
        entered = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._find(backward=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        return super().eventFilter(watched, event)


def _field(name: str, placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(placeholder)
    field.setClearButtonEnabled(True)
    return field


def _button(name: str, tip: str, icon_name: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setIcon(icon(icon_name))
    return button
