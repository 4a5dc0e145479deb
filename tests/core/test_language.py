"""Texts in the language of the window, counts with its separators, and both in English for files."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language import decimal, group, in_english, listed, read_whole, tr, tr_count, use_language, use_separator
from tests.languages import speaking

SEPARATORS = [(",", "."), (".", ","), ("\u202f", ","), ("\u00a0", ","), ("’", ".")]


@given(st.integers(-(10**15), 10**15), st.sampled_from(SEPARATORS))
def test_a_count_can_be_typed_as_it_is_shown(number: int, signs: tuple[str, str]) -> None:
    use_separator(*signs)
    try:
        assert read_whole(group(number)) == number
        assert read_whole(str(number)) == number
    finally:
        use_separator(",")


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "1,024", 1024),
        ("en", "1.024", None),
        ("en", "0,5", None),
        ("en", "1,02", None),
        ("de", "1.024", 1024),
        ("de", "1.024.000", 1_024_000),
        ("de", "1,024", None),
        ("de", "0,5", None),
        ("de", "0.5", None),
        ("de", " 1 024 ", 1024),
        ("en", "1_024", 1024),
        ("en", "-1", -1),
        ("en", "", None),
        ("en", "٣", None),
        ("en", "9" * 25, None),
    ],
)
def test_a_fraction_is_never_taken_for_thousands(language: str, text: str, number: int | None) -> None:
    with speaking(language):
        assert read_whole(text) == number


def test_texts_and_numbers_are_those_of_the_language() -> None:
    with speaking("de"):
        assert tr("Stride") == "Schrittweite"
        assert tr_count("{count} layer", "{count} layers", 1) == "1 Schicht"
        assert tr_count("{count} layer", "{count} layers", 1200) == "1.200 Schichten"
        assert decimal(0.25) == "0,25"
    with speaking("zh_CN"):
        assert tr_count("{count} layer", "{count} layers", 1200) == "1,200 层"
        assert listed(["a", "b"]) == "a、b"
    assert tr("Stride") == "Stride"


def test_what_goes_into_a_file_is_english_while_another_thread_shows_german() -> None:
    with speaking("de"), ThreadPoolExecutor(1) as thread, in_english():
        assert (tr("Stride"), group(1000), decimal(0.5)) == ("Stride", "1,000", "0.5")
        assert thread.submit(tr, "Stride").result() == "Schrittweite"


def test_a_language_without_a_translation_is_english() -> None:
    use_language("tlh")
    assert tr("Stride") == "Stride"
    use_language("en")


def test_braces_in_a_name_stay_as_they_are() -> None:
    assert tr("Rename {name}", name="{name}{0}") == "Rename {name}{0}"
