"""What a page of the help is, and what it needs to know of the window."""

import re
from functools import cached_property
from html import unescape

from core.records import dataclass

_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r"<h[2-6]>(.*?)</h[2-6]>")


@dataclass(frozen=True)
class ActionWords:
    """An action of the window as people know it: its text, its keys, and the menu that it stands in."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""


@dataclass(frozen=True)
class Page:
    """A page: `key` is what links name, `html` the whole page, `words` other words that it is to be found by."""

    key: str
    group: str
    title: str
    html: str
    words: str = ""

    @cached_property
    def text(self) -> str:
        """The page as plain text, for the search."""
        return re.sub(r"\s+", " ", unescape(_TAG.sub(" ", self.html))).strip()

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings below the title."""
        return tuple(unescape(_TAG.sub("", heading)) for heading in _HEADING.findall(self.html))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The keys of the pages that it leads to."""
        return tuple(re.findall(r'href="help:([^"]*)"', self.html))
