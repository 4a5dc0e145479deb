"""How wide texts are, so that labels can be placed without a window: the advances of Inter, which is shipped."""

from functools import lru_cache

_ADVANCES = (  # of the characters from space to ~, in thousandths of the size; Inter 4.1, Regular
    281,
    288,
    466,
    633,
    642,
    982,
    644,
    300,
    365,
    365,
    501,
    662,
    288,
    460,
    288,
    360,
    631,
    407,
    610,
    618,
    646,
    593,
    620,
    566,
    619,
    620,
    288,
    302,
    662,
    662,
    662,
    511,
    966,
    690,
    654,
    730,
    722,
    601,
    590,
    746,
    743,
    269,
    571,
    672,
    565,
    903,
    753,
    765,
    639,
    765,
    644,
    642,
    646,
    744,
    690,
    985,
    682,
    679,
    629,
    365,
    360,
    365,
    471,
    456,
    323,
    562,
    612,
    571,
    612,
    583,
    370,
    613,
    591,
    242,
    242,
    549,
    242,
    876,
    591,
    600,
    612,
    612,
    376,
    528,
    327,
    591,
    562,
    818,
    546,
    562,
    552,
    426,
    333,
    426,
    662,
)
_TIMES, _OTHER, _WIDE = 666, 640, 1000
_BOLD = 1.09
"""More than any letter of the semibold cut is wider."""


@lru_cache(maxsize=2_048)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of a text in the units of its size; never less than it takes in Inter."""
    advance = sum(map(_advance, text)) * size / 1000
    return advance * _BOLD if bold else advance


def _advance(sign: str) -> int:
    code = ord(sign)
    if 32 <= code < 127:
        return _ADVANCES[code - 32]
    if sign == "×":
        return _TIMES
    return _WIDE if code >= 0x1100 else _OTHER


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Cut a text to a room, with an ellipsis in its middle, as names of blocks differ at both ends."""
    if text_width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(_cut(text, middle), size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return _cut(text, low)


def _cut(text: str, kept: int) -> str:
    return text[: kept - kept // 2] + "…" + (text[len(text) - kept // 2 :] if kept > 1 else "")


def wrapped(text: str, room: float, size: float, lines: int) -> list[str]:
    """Break a text at its spaces into a few lines; what is too long is cut."""
    broken: list[str] = []
    words = text.split(" ")
    while words and len(broken) < lines:
        line = words.pop(0)
        is_last = len(broken) == lines - 1
        while words and (is_last or text_width(f"{line} {words[0]}", size) <= room):
            line = f"{line} {words.pop(0)}"
        broken.append(shortened(line, room, size))
    return broken


@lru_cache(maxsize=512)
def phrased(phrases: tuple[str, ...], room: float, most: float, size: float, lines: int) -> tuple[str, ...]:
    """Break phrases between them into a few lines of a width, with commas; what is wider than `most` is cut."""
    broken: list[str] = []
    for phrase in phrases:
        longer = f"{broken[-1]}, {phrase}" if broken else phrase
        if not broken or (text_width(longer + ",", size) > room and len(broken) < lines):
            broken.append(phrase)
        else:
            broken[-1] = longer
    last = len(broken) - 1
    return tuple(shortened(line + ("," if number < last else ""), most, size) for number, line in enumerate(broken))
