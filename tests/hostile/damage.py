"""Changes to the bytes and the tokens of a document, without regard to what they mean."""

import random
import re
from collections.abc import Callable, Sequence

Change = Callable[["Draw", bytes], bytes]


class Draw(random.Random):
    """What is drawn at random."""

    def span(self, size: int, longest: int = 60) -> slice:
        """Draw a piece of so many bytes."""
        start = self.randrange(size + 1)
        return slice(start, min(start + self.randint(1, longest), size))


NUMBERS = (
    *(
        b"0",
        b"-1",
        b"-0",
        b"00",
        b"1.0",
        b"0.5",
        b"-0.0",
        b"1e3",
        b"1e999",
        b"-1e999",
        b"1e-999",
        b"0x10",
        b"+1",
        b".5",
    ),
    *(b"1.", b"1e", b"10001", b"10000001", b"2147483648", b"9223372036854775808", b"1" + b"0" * 29, b"9" * 31),
    *(b"9" * 5_000, b"-" + b"9" * 5_000, b"0." + b"3" * 5_000, b"1e" + b"9" * 5_000, b"NaN", b"Infinity", b"-Infinity"),
)
WORDS = (
    *(b'""', b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\u0000"', b'"a\\nb"', b'"\\u2028"', b'"\\u202e"', b'"\\x41"'),
    *(b'"' + b"x" * 101 + b'"', b'"' + "é🙂".encode() * 50 + b'"', b'"=1+1"', b'"same"', b'"__class__"', b'"self"'),
    *(b'"Input"', b'"Add"', b'"Concatenate"', b'"Conv2d"', b'"inputs"', b'"type"', b'"name"', b"'a'", b'"\x01"'),
)
BITS = (
    *(b"\x00", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\x80", b"\xe2\x80\xa8"),
    *(b'"', b"\\", b"\\u", b"{", b"}", b"[", b"]", b",", b":", b"//", b"/**/", b"\n", b"\r", b"\t", b"\x1b[31m"),
    *(b"null", b"true", b"[]", b"{}", b'"a":1,'),
)
OTHERS = (b"null", b"true", b"false", b"[]", b"{}", b'{"a": 1, "a": 2}', b"[[[]]]", b"[1, [2, [3]]]")
DEPTHS = (1, 2, 5, 50, 400, 990, 3_000)

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|\w+|[\[\]{}:,]')
_NUMBER = re.compile(rb"(?<![\w\"])-?\d[\d.eE+-]*(?![\w\"])")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_PAIR = re.compile(rb'"\w+"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d[\d.]*|\w+|\[[^\[\]]*\])')


def flip_a_bit(draw: Draw, data: bytes) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1 :]


def delete_a_span(draw: Draw, data: bytes) -> bytes:
    span = draw.span(len(data))
    return data[: span.start] + data[span.stop :]


def repeat_a_span(draw: Draw, data: bytes) -> bytes:
    span = draw.span(len(data), 300)
    return data[: span.stop] + data[span] * draw.choice((1, 1, 2, 50)) + data[span.stop :]


def move_a_span(draw: Draw, data: bytes) -> bytes:
    span = draw.span(len(data))
    rest = data[: span.start] + data[span.stop :]
    place = draw.randrange(len(rest) + 1)
    return rest[:place] + data[span] + rest[place:]


def cut_off(draw: Draw, data: bytes) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def put_bytes_in(draw: Draw, data: bytes) -> bytes:
    place = draw.randrange(len(data) + 1)
    return data[:place] + draw.choice(BITS) * draw.choice((1, 1, 1, 3)) + data[place:]


def change_the_encoding(draw: Draw, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(draw.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig")), "replace")


def _with_match(draw: Draw, data: bytes, pattern: re.Pattern[bytes], write: Callable[[bytes], bytes]) -> bytes:
    """Write one match of a pattern anew; where there is none, the data stays as it is."""
    found = list(pattern.finditer(data))
    if not found:
        return data
    match = draw.choice(found)
    return data[: match.start()] + write(match.group()) + data[match.end() :]


def swap_two_tokens(draw: Draw, data: bytes) -> bytes:
    found = list(_TOKEN.finditer(data))
    if len(found) < 2:
        return data
    first, second = sorted(draw.sample(found, 2), key=lambda match: match.start())
    between = data[first.end() : second.start()]
    return data[: first.start()] + second.group() + between + first.group() + data[second.end() :]


def drop_a_token(draw: Draw, data: bytes) -> bytes:
    return _with_match(draw, data, _TOKEN, lambda token: b"")


def repeat_a_token(draw: Draw, data: bytes) -> bytes:
    return _with_match(draw, data, _TOKEN, lambda token: token + b" " + token)


def make_a_number_extreme(draw: Draw, data: bytes) -> bytes:
    return _with_match(draw, data, _NUMBER, lambda token: draw.choice(NUMBERS))


def change_a_word(draw: Draw, data: bytes) -> bytes:
    return _with_match(draw, data, _STRING, lambda token: draw.choice((*WORDS, *OTHERS)))


def put_another_type(draw: Draw, data: bytes) -> bytes:
    return _with_match(draw, data, _NUMBER, lambda token: draw.choice((*OTHERS, b'"' + token + b'"', token + b".0")))


def nest_a_token(draw: Draw, data: bytes) -> bytes:
    depth, (opening, closing) = draw.choice(DEPTHS), draw.choice(((b"[", b"]"), (b'{"a":', b"}")))
    return _with_match(draw, data, _TOKEN, lambda token: opening * depth + token + closing * depth)


def double_a_key(draw: Draw, data: bytes) -> bytes:
    def twice(pair: bytes) -> bytes:
        again = draw.choice((pair, pair.partition(b":")[0] + b": 1"))
        return pair + b", " + again

    return _with_match(draw, data, _PAIR, twice)


BYTE_CHANGES: Sequence[Change] = (
    *(flip_a_bit, delete_a_span, repeat_a_span, move_a_span, cut_off, put_bytes_in, change_the_encoding),
)
TOKEN_CHANGES: Sequence[Change] = (
    *(swap_two_tokens, drop_a_token, repeat_a_token, make_a_number_extreme, change_a_word, put_another_type),
    *(nest_a_token, double_a_key),
)
