"""Names of layers: which are allowed, and how a free one is found."""

import re
from collections.abc import Container

from core.language import group, mark, tr
from core.problems import Refusal

LONGEST_NAME = 100


_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"  # compiled for a name that needs it: few do


def check_name(name: object) -> str:
    """Take a layer's name; raises Refusal with what is allowed, to follow the place."""
    if isinstance(name, str) and len(name) > LONGEST_NAME:
        sentence = mark("must be a text of 1 to {most} characters, not of {count}")
        raise Refusal(tr(sentence, most=LONGEST_NAME, count=group(len(name))))
    if not isinstance(name, str) or not name or not is_plain_text(name):
        sentence = mark("must be a text of 1 to {most} characters without control characters or line breaks")
        raise Refusal(tr(sentence, most=LONGEST_NAME))
    return name


def is_plain_text(text: str) -> bool:
    """Tell whether a text has no control characters, line breaks or halves of characters."""
    return text.isprintable() or re.search(_CONTROL, text) is None  # the first is the quicker one


def free_name(stem: str, taken: Container[str], number: int = 1) -> str:
    """Find the first of `conv1`, `conv2` … that is not taken, from a number on."""
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def copied_name(name: str, taken: set[str], tried: dict[str, int]) -> str:
    """Find a name for a copy: the next free number in the place of the one that the name ends with.

    `tried` remembers the last number found for each stem, so that many copies do not count from 1 each.
    """
    stem = name.rstrip("0123456789") or name
    stem = stem[: LONGEST_NAME - len(str(len(taken) + 1))]
    copy = free_name(stem, taken, tried.get(stem, 0) + 1)
    tried[stem] = int(copy[len(stem) :])
    return copy
