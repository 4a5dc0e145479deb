"""The language that people read: every text for people goes through `tr`, every count through `group`.

English until the window chooses another; the command line never does, and documents never change.
"""

import gettext
from pathlib import Path

TRANSLATIONS = Path(__file__).parent.parent / "resources" / "translations"

_texts: gettext.NullTranslations = gettext.NullTranslations()
_separator = ","


def use_language(language: str) -> None:
    """Speak a language from now on, as `de` or `zh_CN`; English where there is no translation.

    What has been worded before stays as it is, so this comes before the first document is opened.
    """
    global _texts  # noqa: PLW0603  (one program speaks one language)
    _texts = gettext.translation("strata", TRANSLATIONS, [language], fallback=True)


def use_separator(separator: str) -> None:
    """Separate thousands by this from now on."""
    global _separator  # noqa: PLW0603  (one program writes numbers in one way)
    _separator = separator


def tr(text: str, /, **values: object) -> str:
    """Translate a text and put values into its braces: `tr("Saved {name}", name=path.name)`."""
    translated = _texts.gettext(text) if text else ""
    return translated.format(**values) if values else translated


def tr_count(one: str, many: str, count: int, /, **values: object) -> str:
    """Translate a text that speaks of a number of things; `{count}` is the number with its separators."""
    return _texts.ngettext(one, many, count).format(count=group(count), **values)


def group(count: int) -> str:
    """Write a count with its thousands separated."""
    return f"{count:,}" if _separator == "," else f"{count:,}".replace(",", _separator)
