"""Finding things by a few letters: which texts a search means, and which of them most likely.

Each word that was typed must be found in a text: best as a word of it or the beginning of one, else inside one,
else as the beginnings of several words (`mu` for Move Up), else as letters in their order.
"""

from collections.abc import Iterable, Sequence
from heapq import nsmallest

_WHOLE, _START, _WORD_START, _INSIDE, _INITIALS, _SCATTERED = 0, 1, 2, 3, 4, 20


def is_loose(rank: int) -> bool:
    """Tell whether a rank is that of a text with nothing but some letters in their order."""
    return rank >= 2 * _SCATTERED


class Search:
    """What was typed, ready to be compared with many texts; case makes no difference."""

    def __init__(self, typed: str) -> None:
        self.words = fold(typed).split()

    def rank(self, text: str) -> int | None:
        """Tell how far a folded text is from what is looked for; less is nearer, None is no match."""
        total = 0
        for word in self.words:
            rank = _rank(word, text)
            if rank is None:
                return None
            total += rank
        return total

    def positions(self, text: str) -> list[int]:
        """List where the letters that were typed stand in a text; where not all words do, those of whole words only."""
        folded = fold(text)
        words = self.words if self.rank(folded) is not None else [word for word in self.words if word in folded]
        return sorted({place for word in words for place in _places(word, folded)})

    def occurs_in(self, text: str) -> bool:
        """Tell whether every word occurs in a folded text as it was typed."""
        return all(word in text for word in self.words)


def fold(text: str) -> str:
    """Give a text without the difference of case, letter for letter."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(one.lower()[:1] for one in text)


def best(search: Search, texts: Iterable[Sequence[str]], most: int) -> list[tuple[int, int]]:
    """Find the nearest of things that have several folded texts each: a name, then others in which words must occur.

    Gives at most so many pairs of rank and index, the nearest first; of equals the shorter and then the earlier.
    """
    found: list[tuple[int, int, int]] = []
    for index, names in enumerate(texts):
        rank = search.rank(names[0])
        for later, name in enumerate(names[1:], 1):
            if (rank is None or rank > later) and search.occurs_in(name):
                other = (search.rank(name) or 0) + later
                rank = other if rank is None else min(rank, other)
        if rank is not None:
            found.append((rank, len(names[0]), index))
    return [(rank, index) for rank, _, index in nsmallest(most, found)]


def _rank(word: str, text: str) -> int | None:
    place = text.find(word)
    if place < 0:
        places = _subsequence(word, text)
        if places is None:
            return None
        return 2 * (_INITIALS if _initials(word, text) else _SCATTERED)
    if place == 0:
        return 2 * (_WHOLE if len(word) == len(text) else _START)
    return 2 * (_WORD_START if _at_word_start(word, text) is not None else _INSIDE)


def _at_word_start(word: str, text: str) -> int | None:
    """Find a word where a word of the text begins."""
    place = text.find(word)
    while place >= 0:
        if _begins_word(text, place):
            return place
        place = text.find(word, place + 1)
    return None


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


def _subsequence(word: str, text: str) -> list[int] | None:
    """Find the letters of a word in their order, each as early as can be."""
    places, place = [], -1
    for letter in word:
        place = text.find(letter, place + 1)
        if place < 0:
            return None
        places.append(place)
    return places


def _initials(word: str, text: str) -> list[int] | None:
    """Find the letters of a word as beginnings of words of the text, each taken as far as it goes.

    Follows all ways at once, so that no text takes long: a letter stands next to the one before or begins a word.
    """
    starts = [place for place in range(len(text)) if _begins_word(text, place) and text[place].isalnum()]
    ways: dict[int, tuple[int, ...]] = {place: (place,) for place in starts if text[place] == word[0]}
    for letter in word[1:]:
        following: dict[int, tuple[int, ...]] = {}
        first = min(ways, default=len(text))
        for place in starts:
            if place > first and text[place] == letter:
                following[place] = (*ways[first], place)
        for place, way in ways.items():
            if place + 1 < len(text) and text[place + 1] == letter:
                following.setdefault(place + 1, (*way, place + 1))
        ways = following
    return list(ways[min(ways)]) if ways else None


def _places(word: str, text: str) -> Sequence[int]:
    place = _at_word_start(word, text)
    if place is None:
        place = text.find(word)
    if place >= 0:
        return range(place, place + len(word))
    return _initials(word, text) or _subsequence(word, text) or ()
