"""The language that people read: every text for people goes through `tr`, every count through `group`.

English until the window chooses another; the command line never does, and files never change: what is written
into one is worded `in_english`.
"""

import gettext
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

TRANSLATIONS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "resources", "translations")

_ENGLISH = gettext.NullTranslations()
_texts: gettext.NullTranslations = _ENGLISH
_language = "en"
_separator = ","
_point = "."
_for_file: ContextVar[bool] = ContextVar("for_file", default=False)
"""Whether English is wanted here; of each thread for itself, as a file may be written while the window shows on."""


def use_language(language: str) -> None:
    """Speak a language from now on, as `de` or `zh_CN`; English where there is no translation.

    What has been worded before stays as it is, so this comes before the first document is opened.
    """
    global _texts, _language  # noqa: PLW0603  (one program speaks one language)
    found = gettext.translation("strata", TRANSLATIONS, [language], fallback=True)
    _texts = found if isinstance(found, gettext.GNUTranslations) else _ENGLISH
    _language = language if _texts is found else "en"


def language() -> str:
    """Give the language that is spoken, as `de` or `zh_CN`."""
    return _language


def use_separator(separator: str, point: str = ".") -> None:
    """Separate thousands by this from now on, and begin fractions with this point."""
    global _separator, _point
    _separator, _point = separator, point


def speaks_english() -> bool:
    """Tell whether texts and counts are those of files."""
    return _for_file.get() or (_texts is _ENGLISH and (_separator, _point) == (",", "."))


@contextmanager
def in_english() -> Iterator[None]:
    """Word what is made inside in English, with its separators."""
    before = _for_file.set(True)
    try:
        yield
    finally:
        _for_file.reset(before)


def tr(text: str, /, **values: object) -> str:
    """Translate a text and put values into its braces: `tr("Saved {name}", name=path.name)`."""
    translated = text if _for_file.get() or not text else _texts.gettext(text)
    return translated.format(**values) if values else translated


def tr_count(one: str, many: str, count: int, /, **values: object) -> str:
    """Translate a text that speaks of a number of things; `{count}` is the number with its separators."""
    texts = _ENGLISH if _for_file.get() else _texts
    return texts.ngettext(one, many, count).format(count=group(count), **values)


def mark(text: str) -> str:
    """Give a text as it is, to be translated where it is shown; only what is marked or in `tr` gets a translation."""
    return text


def listed(parts: Iterable[str]) -> str:
    """Write several things one after the other."""
    return tr(", ").join(parts)


def listed_and(parts: Iterable[str]) -> str:
    """Write a few things as `height and width`."""
    return tr(" and ").join(parts)


def group(count: int) -> str:
    """Write a count with its thousands separated."""
    written = f"{count:,}"
    return written if _separator == "," or _for_file.get() else written.replace(",", _separator)


_LONGEST_TYPED = 20


def read_whole(text: str) -> int | None:
    """Read a whole number as people type it, with or without separators; None where it is none.

    A comma or a point counts only where it separates thousands here: `0,5` is never 5.
    """
    plain = re.sub(r"[\s_'’]", "", text)
    if _separator in (",", ".") and re.fullmatch(rf"-?\d{{1,3}}(\{_separator}\d{{3}})+", plain):
        plain = plain.replace(_separator, "")
    # Figures of other scripts are no part of a number, as in files.
    fits = re.fullmatch(r"-?\d+", plain, re.ASCII) and len(plain) < _LONGEST_TYPED
    return int(plain) if fits else None


def decimal(number: float, how: str = "g") -> str:
    """Write a number that is no count, in one of Python's formats."""
    written = format(number, how)
    return written if _for_file.get() else written.replace(".", _point)
