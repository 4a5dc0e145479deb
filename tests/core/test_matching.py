"""Finding by a few letters: what matches, what comes first, and which letters are shown as found."""

from hypothesis import given
from hypothesis import strategies as st

from core.matching import Search, best, fold, is_loose

WORDS = st.text(st.sampled_from("abcß İ-_2ZA"), max_size=24)


def ranked(typed: str, *texts: str) -> list[str]:
    """List the texts that match, the nearest first."""
    return [texts[index] for _, index in best(Search(typed), [(fold(text),) for text in texts], 10)]


def found_letters(typed: str, text: str) -> str:
    return "".join(letter if place in Search(typed).positions(text) else "." for place, letter in enumerate(text))


def test_nearer_matches_come_first() -> None:
    texts = ("Undo", "Move Under", "Thunder", "Under the Bridge", "Unix Notes Done", "pun and dots", "und")
    assert ranked("und", *texts) == [
        *("und", "Undo", "Under the Bridge", "Move Under", "Thunder", "Unix Notes Done", "pun and dots"),
    ]


def test_of_equals_the_shorter_comes_first_and_then_the_earlier() -> None:
    assert ranked("conv", "conv2d_b", "conv2d", "conv2d_a") == ["conv2d", "conv2d_b", "conv2d_a"]


def test_beginnings_of_words_are_enough() -> None:
    assert ranked("mu", "Move Up", "Move Down") == ["Move Up"]
    assert ranked("sav as", "Save", "Save As…") == ["Save As…"]
    assert ranked("selall", "Select All") == ["Select All"]
    assert ranked("CONV 2-d", "Add Convolution 2-D", "Add Convolution 1-D") == ["Add Convolution 2-D"]


def test_every_word_must_be_found() -> None:
    assert ranked("move left", "Move Up", "Move Down") == []
    assert ranked("x", "Move Up") == []


def test_scattered_letters_match_but_are_known_as_such() -> None:
    ((loose, _),) = best(Search("mvp"), [("move up",)], 1)
    ((close, _),) = best(Search("mup"), [("move up",)], 1)
    assert is_loose(loose)
    assert not is_loose(close)


def test_later_texts_of_a_thing_count_less() -> None:
    things = [("zeile", "line"), ("line", "zeile"), ("strich", "dash")]
    assert [index for _, index in best(Search("line"), things, 5)] == [1, 0]


def test_no_more_is_given_than_asked_for() -> None:
    assert len(best(Search("a"), [("a",)] * 100, 7)) == 7


def test_the_letters_that_were_typed_are_shown() -> None:
    assert found_letters("mu", "Move Up") == "M....U."
    assert found_letters("up", "Super Up") == "......Up"
    assert found_letters("all sel", "Select All") == "Sel....All"
    assert found_letters("conv 32", "conv2d1") == "conv..."
    assert found_letters("mvp", "Move Up") == "M.v...p"


@given(WORDS, WORDS)
def test_whatever_matches_has_its_letters_there(typed: str, text: str) -> None:
    search = Search(typed)
    places = search.positions(text)
    assert places == sorted(set(places))
    assert all(0 <= place < len(text) for place in places)
    if search.rank(fold(text)) is not None:
        shown = {fold(text)[place] for place in places}
        assert shown == {letter for word in search.words for letter in word}


@given(WORDS)
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_many_equal_letters_take_no_time() -> None:
    assert Search("a" * 60 + "b").rank("a " * 400) is None
    assert Search("a" * 60).rank("a " * 400) is not None
