"""Speaking another language for the length of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.kinds import forget_answers
from core.language import use_language, use_separator

SEPARATORS = {"en": (",", "."), "de": (".", ","), "zh_CN": (",", ".")}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language inside, and write numbers as there; what has been worded before is forgotten."""
    _speak(language)
    try:
        yield
    finally:
        _speak("en")


def _speak(language: str) -> None:
    use_language(language)
    use_separator(*SEPARATORS[language])
    forget_answers()
