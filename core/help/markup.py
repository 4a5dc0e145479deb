"""Markdown to HTML, as much of it as the pages of the help use: headings, paragraphs, lists, tables, bold, code, links.

`{{name argument}}` is a directive: what it stands for is worked out when the page is made, so that a page cannot
say a number, a key or the name of an action that the program does not have.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

from core.algebra import Pieces
from core.working import Line

Directive = Callable[[str, str], str]
"""Gives the HTML of a directive by its name and its argument; raises KeyError for one that there is not."""

_DIRECTIVE = re.compile(r"\{\{(\w+) ?(.*?)\}\}(?!\})")
_WHOLE_DIRECTIVE = re.compile(r"\{\{(\w+) ?(.*)\}\}")
_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(.+?)\*"), r"<i>\1</i>"),
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
    (re.compile(r"\[(.+?)\]\((.+?)\)"), r'<a href="help:\2">\1</a>'),
)
_BLOCKS = (("# ", "h1"), ("## ", "h2"), ("### ", "h3"))
_NUMBERED = re.compile(r"\d+\. ")


def to_html(markdown: str, directive: Directive) -> str:
    """Write Markdown as HTML."""
    blocks = re.split(r"\n\s*\n", markdown.strip())
    return "\n".join(part for block in blocks for part in _block(block.splitlines(), directive))


def _block(lines: list[str], directive: Directive) -> Iterator[str]:
    for sort, group in groupby(lines, _sort_of_line):
        own = list(group)
        match sort:
            case "heading":
                yield from (_heading(line, directive) for line in own)
            case "bullet":
                yield _list("ul", [line[2:] for line in own], directive)
            case "number":
                yield _list("ol", [_NUMBERED.sub("", line, count=1) for line in own], directive)
            case "table":
                yield _table(own, directive)
            case "directive":
                yield from (_whole_directive(line, directive) for line in own)
            case _:
                yield f"<p>{_inline(' '.join(own), directive)}</p>"


def _sort_of_line(line: str) -> str:
    if line.startswith("#"):
        return "heading"
    if line.startswith("- "):
        return "bullet"
    if _NUMBERED.match(line):
        return "number"
    if line.startswith("|"):
        return "table"
    return "directive" if _WHOLE_DIRECTIVE.fullmatch(line) and line.count("{{") == 1 else "text"


def _heading(line: str, directive: Directive) -> str:
    mark, tag = next((mark, tag) for mark, tag in _BLOCKS if line.startswith(mark))
    return f"<{tag}>{_inline(line.removeprefix(mark), directive)}</{tag}>"


def _list(tag: str, items: list[str], directive: Directive) -> str:
    return f"<{tag}>" + "".join(f"<li>{_inline(item, directive)}</li>" for item in items) + f"</{tag}>"


def _table(lines: list[str], directive: Directive) -> str:
    rows = [[_inline(cell.strip(), directive) for cell in line.strip("|").split("|")] for line in lines]
    return table(rows[0], rows[2:])  # the second line only parts the first from the others


def _whole_directive(line: str, directive: Directive) -> str:
    found = _WHOLE_DIRECTIVE.fullmatch(line)
    assert found is not None  # noqa: S101  (_sort_of_line has looked)
    made = directive(found[1], found[2])
    return made if made.startswith("<table") else f"<p>{made}</p>"


def _inline(text: str, directive: Directive) -> str:
    made: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        made.append(directive(found[1], found[2]))
        return f"\0{len(made) - 1}\0"

    text = escape(_DIRECTIVE.sub(put_aside, text), quote=False)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return re.sub("\0(\\d+)\0", lambda found: made[int(found[1])], text)


def table(head: list[str], rows: list[list[str]]) -> str:
    """Write a table of cells that are HTML; an empty head is left out."""
    lines = ["<tr>" + "".join(f"<th>{cell}</th>" for cell in head) + "</tr>"] if head else []
    lines += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    return '<table class="rows" cellspacing="0" cellpadding="6">' + "".join(lines) + "</table>"


def formula(pieces: Pieces) -> str:
    """Write a formula: signs slanted with their lower part below, what was set standing out."""
    written = []
    for piece in pieces:
        sign, _, below = escape(piece.text).partition("_") if piece.is_symbol else (escape(piece.text), "", "")
        if piece.is_symbol:
            written.append(f"<i>{sign}</i>" + (f"<sub>{below}</sub>" if below else ""))
        else:
            written.append(f'<span class="given">{sign}</span>' if piece.source else sign)
    return '<span class="formula">' + "".join(written) + "</span>"


def working(lines: list[Line]) -> str:
    """Write the lines of a working as a table: what a line is about, and how its number comes about."""
    equals = '<span class="formula"> &nbsp;=&nbsp; </span>'
    rows = [
        [
            f'<span class="dim">{escape(line.label)}</span>',
            equals.join(formula(side) for side in (line.symbols, line.numbers, line.result) if side),
        ]
        for line in lines
    ]
    return table([], rows)
