"""Documents that are refused, each in one way that could cost a reader much or break it."""

import zlib
from collections.abc import Callable, Mapping
from functools import partial

from core.files import MOST_BYTES, MOST_LAYERS
from tests.core.helpers import LASAGNE, document, image
from tests.hostile.graphs import relu

HEAD = b'{"format": "strata", "version": 1, "layers": ['
TEXT = LASAGNE.read_text(encoding="utf-8")
DIGITS = b"9" * 5_000


def filled(before: bytes, piece: bytes, after: bytes = b"", *, size: int = MOST_BYTES) -> bytes:
    """Repeat a piece until the document is as large as it may be."""
    return before + piece * ((size - len(before) - len(after)) // len(piece)) + after


def with_shape(shape: bytes, more: bytes = b"") -> bytes:
    """Give a document with one input."""
    return HEAD + b'{"type": "Input", "name": "image", "shape": ' + shape + more + b"}]}"


def with_name(name: bytes) -> bytes:
    """Give a document with a layer whose name stands so in the file."""
    return HEAD + b'{"type": "Flatten", "name": ' + name + b"}]}"


def nested(depth: int, opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    """Give a 1 in so many lists."""
    return opening * depth + b"1" + closing * depth


def _many_layers() -> bytes:
    """Give the smallest layers that there are, a million and more."""
    size = 0
    items: list[bytes] = []
    while size < MOST_BYTES - 100:
        items.append(b'{"type":"Flatten","name":"%d"}' % len(items))
        size += len(items[-1]) + 1
    return HEAD + b",".join(items) + b"]}"


ENCODINGS: Mapping[str, Callable[[], bytes]] = {
    **{name: partial(TEXT.encode, name) for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037")},
    "Latin-1": lambda: with_name('"é"'.encode("latin-1")),
    "an overlong character": lambda: with_name(b'"\xc0\xaf"'),
    "half a pair in UTF-8": lambda: with_name(b'"\xed\xa0\x80"'),
    "a character beyond Unicode": lambda: with_name(b'"\xf4\x90\x80\x80"'),
    "half a character at the end": lambda: TEXT.encode() + b"\xe2\x80",
    # A mistake in 64 MiB takes 219 MB: the bytes, what was read of them, and the copy that Python's error holds.
    "half a character after 48 MiB": lambda: filled(TEXT.encode(), b" ", b"\xe2", size=MOST_BYTES // 4 * 3),
    "two byte-order marks": lambda: b"\xef\xbb\xbf" * 2 + TEXT.encode(),
    "nothing": lambda: b"",
    "zeros": lambda: bytes(MOST_BYTES),
    "a compressed file": lambda: zlib.compress(TEXT.encode()),
    "a zero byte at the end": lambda: TEXT.encode() + b"\0",
}
NAMES: Mapping[str, Callable[[], bytes]] = {
    "half a pair, escaped": lambda: with_name(b'"\\ud83d"'),
    "a pair the wrong way round": lambda: with_name(b'"\\ude00\\ud83d"'),
    "an escaped zero": lambda: with_name(b'"\\u0000"'),
    "a raw control character": lambda: with_name(b'"\x1b[2J"'),
    "a name of 64 MiB": lambda: filled(with_name(b'"')[:-3], b"x", b'"}]}'),
    "a key of 64 MiB": lambda: filled(b'{"', b"k", b'": 1}'),
    "a key that steers a terminal": lambda: with_shape(b"[1]", b', "\\u001b[2J\\u202e\\n": 1'),
}
REPEATED: Mapping[str, Callable[[], bytes]] = {
    "a key twice in the document": lambda: b'{"version": 1, ' + document([])[1:],
    "the layers twice": lambda: document([])[:-1] + b', "layers": []}',
    "a key twice in a layer": lambda: with_shape(b"[1]", b', "shape": [1]'),
    "a key twice, once with escapes": lambda: with_shape(b"[1]", b', "sh\\u0061pe": [1]'),
    "a key 300,000 times": lambda: with_shape(b"[1]", b', "shape": [1]' * 300_000),
    "a key twice, 200 objects deep": lambda: with_shape(nested(200, b'{"a": 1, "a": ', b"}")),
    "a key twice in 100,000 objects": lambda: HEAD + b",".join([b'{"a": 1, "a": 1}'] * MOST_LAYERS) + b"]}",
}
BOMBS: Mapping[str, Callable[[], bytes]] = {
    "64 MiB of [": lambda: filled(b"", b"["),
    '64 MiB of {"":': lambda: filled(b"", b'{"":'),
    "64 MiB of both": lambda: filled(b"", b'[{"":'),
    "64 MiB of ]": lambda: filled(b"", b"]"),
    "10,000 lists in the layers": lambda: HEAD + nested(10_000) + b"]}",
    "10,000 lists in a shape": lambda: with_shape(nested(10_000)),
    **{f"{depth} lists in a shape": partial(with_shape, nested(depth)) for depth in (100, 400, 900, 990)},
    **{
        f"{depth} objects in a shape": partial(with_shape, nested(depth, b'{"a":', b"}"))
        for depth in (100, 300, 400, 900, 990)
    },
    "10,000 lists as inputs": lambda: with_shape(b"[1]", b', "inputs": ' + nested(10_000)),
    "10,000 lists under an unknown key": lambda: with_shape(b"[1]", b', "x": ' + nested(10_000)),
}
NUMBERS: Mapping[str, Callable[[], bytes]] = {
    "5,000 digits in a shape": lambda: with_shape(b"[" + DIGITS + b"]"),
    "5,000 digits and a sign": lambda: with_shape(b"[-" + DIGITS + b"]"),
    "5,000 digits and a fraction": lambda: with_shape(b"[" + DIGITS + b".5]"),
    "5,000 digits in the exponent": lambda: with_shape(b"[1e" + DIGITS + b"]"),
    "5,000 digits as the version": lambda: document([]).replace(b"1", DIGITS),
    "5,000 digits as the format": lambda: document([]).replace(b'"strata"', DIGITS),
    "5,000 digits as a name": lambda: with_name(DIGITS),
    "5,000 digits as the layers": lambda: document([]).replace(b"[]", DIGITS),
    "10,000 numbers of 5,000 digits": lambda: with_shape(b"[" + b",".join([DIGITS] * 10_000) + b"]"),
    "a number of 64 MiB": lambda: filled(with_shape(b"[")[:-3], b"7", b"]}]}"),
    "a fraction of 64 MiB": lambda: filled(with_shape(b"[0.")[:-3], b"7", b"]}]}"),
    **{f"the number {word}": partial(with_shape, b"[%s]" % word.encode()) for word in ("NaN", "-Infinity", "1e999")},
}
SIZES: Mapping[str, Callable[[], bytes]] = {
    "100,001 layers": lambda: document([image(3, 8, 8), *(relu(str(n)) for n in range(MOST_LAYERS))]),
    "as many layers as 64 MiB hold": _many_layers,
    "64 MiB of empty objects": lambda: filled(HEAD, b"{},", b"{}]}"),
    "64 MiB and a byte": lambda: filled(TEXT.encode(), b" ", size=MOST_BYTES + 1),
    "64 MiB of line breaks": lambda: filled(b"", b"\n"),
    "a list cut off after 1,000,000 names": lambda: with_shape(b"[1]", b', "inputs": [' + b'"a",' * 1_000_000),
}
REFUSED = {**ENCODINGS, **NAMES, **REPEATED, **BOMBS, **NUMBERS, **SIZES}
"""Each is refused within the limits, with one sentence, by every command."""
