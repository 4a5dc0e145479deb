"""What the signs in written formulas stand for, so that a sheet explains those that it uses."""

from collections.abc import Iterable

from core.algebra import Pieces
from core.kinds import Kind
from core.language import listed, mark, speaks_english, tr
from core.shapes import MOST_AXES, axis_letters, axis_names

_AXES = {
    letter: name
    for axes in range(1, MOST_AXES + 1)
    for letter, name in zip(axis_letters(axes), axis_names(axes), strict=True)
}
_SIZE_ALONG = mark("size of the input along an axis")


class Signs:
    """Gathers the signs of formulas in the order in which they come up, each with all that it stands for."""

    def __init__(self) -> None:
        self._meanings: dict[str, dict[str, None]] = {}
        self._suffixes: dict[str, None] = {}

    def read(self, kind: Kind, formula: Pieces) -> None:
        """Take up the signs of a formula of one kind."""
        for piece in formula:
            if piece.is_symbol:
                sign, _, suffix = piece.text.partition("_")
                self._meanings.setdefault(sign, {})[_meaning(kind, sign, piece.source)] = None
                self._suffixes[suffix] = None

    def explained(self) -> str:
        """Say what each sign stands for, and what is written below signs; empty where there are none."""
        signs = _equal((sign, " / ".join(map(_worded, meanings))) for sign, meanings in self._meanings.items())
        below = _equal(self._explained_suffixes())
        if not below:
            return tr("Signs: {signs}.", signs=signs) if signs else ""
        return tr("Signs: {signs}. Below them: {below}.", signs=signs, below=below)

    def _explained_suffixes(self) -> Iterable[tuple[str, str]]:
        if not self._suffixes.keys().isdisjoint(("in", "out")):
            yield listed(("in", "out")), tr("of the input, of the output")
        if any(suffix.isdecimal() for suffix in self._suffixes):
            yield listed(("1", "2", "…")), tr("of the first input, of the second, and so on")
        axes = [letter for letter in _AXES if letter.lower() in self._suffixes]
        if axes:
            yield listed(map(str.lower, axes)), tr("along {axes}", axes=listed(tr(_AXES[letter]) for letter in axes))


def _equal(pairs: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{sign} = {meaning}" for sign, meaning in pairs)


def _meaning(kind: Kind, sign: str, source: str) -> str:
    if sign in _AXES:
        return _AXES[sign]
    return kind.setting(source).label if source else _SIZE_ALONG


def _worded(meaning: str) -> str:
    """Give a meaning in the language of the window, as it stands within a sentence."""
    return tr(meaning[:1].lower() + meaning[1:]) if speaks_english() else tr(meaning)
