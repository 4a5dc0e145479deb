"""A page of the help in the colours of the theme, with words marked and found in it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from core.help.pages import Page
from gui.theme import BASE_SIZE, HEADING_SIZE, UNIT, Theme, current, formula_font, ui_font

SCHEME = "help"


class HelpBrowser(QTextBrowser):
    """Shows the pages that `find` gives by their keys; links lead to pages and nowhere else.

    `arrived` says that another page is shown.
    """

    arrived = Signal()

    def __init__(self, find: Callable[[str], Page | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._words: Sequence[str] = ()
        self._is_stale = False
        self._key = ""
        self.setAccessibleName("Help page")
        self.setOpenExternalLinks(False)
        self.document().setDefaultStyleSheet(help_style(current()))
        self.sourceChanged.connect(self._arrive)

    def open_page(self, key: str) -> None:
        """Show a page, and remember the one before for Back."""
        self.setSource(QUrl(f"{SCHEME}:{key}"))

    def page_key(self) -> str:
        """Give the key of the page that is shown; empty where there is none yet."""
        return self._key

    def _arrive(self, address: QUrl) -> None:
        self._key = address.path()  # source() still names the page before
        self._mark()
        self.arrived.emit()

    def mark_words(self, words: Sequence[str]) -> None:
        """Mark words wherever they stand in this page and in those that follow."""
        self._words = words
        self._mark()

    def find_next(self, text: str, *, backward: bool = False) -> bool:
        """Select the next place of a text, around the end of the page; tells whether there is one."""
        flags = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        if self.find(text, flags):
            return True
        before = self.textCursor()
        self.moveCursor(QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start)
        if self.find(text, flags):
            return True
        self.setTextCursor(before)
        return False

    def loadResource(self, type: int, url: QUrl | str) -> object:
        """Give the HTML of a page."""
        address = QUrl(url)
        page = self._find(address.path()) if address.scheme() == SCHEME else None
        return page.html if page else None

    def doSetSource(
        self, name: QUrl | str, type: QTextDocument.ResourceType = QTextDocument.ResourceType.HtmlResource
    ) -> None:
        # Only what is a page; anything else would empty the view and speak of a missing document.
        address = QUrl(name)
        if address.scheme() == SCHEME and self._find(address.path()):
            super().doSetSource(address, QTextDocument.ResourceType.HtmlResource)

    def changeEvent(self, event: QEvent) -> None:
        """Write the page anew in other colours or sizes, once for all that changes together."""
        super().changeEvent(event)
        changes = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)
        if event.type() in changes and not self._is_stale:
            self._is_stale = True
            QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Write the page anew, at the place where it is read."""
        self._is_stale = False
        style = help_style(current())
        if style != self.document().defaultStyleSheet():
            place = self.verticalScrollBar().value()
            self.document().setDefaultStyleSheet(style)
            self.reload()
            self.verticalScrollBar().setValue(place)
            self._mark()

    def _mark(self) -> None:
        self.setExtraSelections([mark for word in self._words for mark in self._marks_of(word)])

    def _marks_of(self, word: str) -> list[QTextEdit.ExtraSelection]:
        marks = []
        cursor = self.document().find(word)
        while not cursor.isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(QColor(current().share))
            marks.append(mark)
            cursor = self.document().find(word, cursor)
        return marks


def help_style(theme: Theme) -> str:
    """Write the style sheet of the pages in a theme, at the sizes of now."""
    base, heading = ui_font(BASE_SIZE).pixelSize(), ui_font(HEADING_SIZE).pixelSize()
    sign = formula_font().pixelSize()
    return f"""
body, p, li, td, th {{ font-family: Inter, "Strata Sans SC", "Strata Serif"; font-size: {base}px;
    color: {theme.text}; line-height: 130%; }}
h1 {{ font-size: {heading * 3 // 2}px; font-weight: 600; margin: 0 0 {UNIT}px 0; color: {theme.text}; }}
h2 {{ font-size: {heading}px; font-weight: 600; margin: {3 * UNIT}px 0 {UNIT}px 0; color: {theme.text}; }}
p {{ margin: {UNIT}px 0 {UNIT}px 0; }}
li {{ margin: {UNIT // 2}px 0 {UNIT // 2}px 0; }}
a {{ color: {theme.accent}; text-decoration: underline; }}
th {{ text-align: left; font-weight: 600; color: {theme.dim}; }}
td, th {{ border-bottom: 1px solid {theme.line}; }}
code {{ font-family: monospace; color: {theme.text}; }}
.dim {{ color: {theme.dim}; }}
.formula, .formula i, .formula sub {{ font-family: "Strata Serif", "Strata Sans SC"; font-size: {sign}px; }}
.given {{ color: {theme.accent}; font-weight: bold; }}
"""
