"""All pages of the help in one language, and the search through them."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from html import escape
from pathlib import Path

from core.analysis import analyse
from core.files import read_network
from core.help.keys import FIRST_PAGE, SHORTCUTS_PAGE, kind_key
from core.help.kind_pages import family_groups, kind_page
from core.help.markup import table, to_html, working
from core.help.pages import ActionWords, Page
from core.kinds import catalogue
from core.language import group, mark, tr
from core.shapes import write_shape
from core.table import Table
from core.working import explain, explain_layer, parameter_derivation, size_derivation

RESOURCES = Path(__file__).parents[2] / "resources"


_BEFORE_KINDS = (
    (mark("First steps"), (FIRST_PAGE,)),
    (mark("Building"), ("building", "problems", "files", "accessibility")),
    (
        mark("Counting"),
        ("counting", "sizes", "learnable", "multiply-accumulates", "receptive-field", "costs", "frameworks"),
    ),
)
_AFTER_KINDS = ((mark("Shortcuts"), (SHORTCUTS_PAGE,)), (mark("Questions"), ("questions",)))
WRITTEN_PAGES = tuple(key for _, keys in _BEFORE_KINDS + _AFTER_KINDS for key in keys)


class Library:
    """The pages of the help; `actions` are those of the window, which the pages speak of."""

    def __init__(self, language: str, actions: Sequence[ActionWords], folder: Path = RESOURCES) -> None:
        self._language = language
        self._actions = {action.name: action for action in actions}
        self._folder = folder
        written = [self._written_page(title, key) for title, keys in _BEFORE_KINDS for key in keys]
        kinds = [kind_page(kind) for _, kinds in family_groups() for kind in kinds]
        last = [self._written_page(title, key) for title, keys in _AFTER_KINDS for key in keys]
        self.pages: Mapping[str, Page] = {page.key: page for page in (*written, *kinds, *last)}

    def _written_page(self, title: str, key: str) -> Page:
        markdown = self._file(key).read_text(encoding="utf-8")
        heading = markdown.split("\n", 1)[0].removeprefix("# ")
        return Page(key, tr(title), heading, to_html(markdown, self._directive))

    def _file(self, key: str) -> Path:
        """Find a page's file: in the language, in its language without the country, in English."""
        names = (self._language, self._language.split("_")[0], "en")
        files = [self._folder / "help" / name / f"{key}.md" for name in names if name]
        return next((file for file in files if file.is_file()), files[-1])

    # Directives

    def _directive(self, name: str, argument: str) -> str:
        made: dict[str, Callable[[str], str]] = {
            "action": lambda action: f"<b>{escape(self._actions[action].text)}</b>",
            "key": self._key_of,
            "kind": _link_to_kind,
            "shortcuts": lambda _: self._shortcuts(),
            "total": lambda file: group(self._example(file).analysis.totals.parameters),
            "counts": self._counts,
            "working": self._worked,
            "explain": _explained,
        }
        return made[name](argument)

    def _key_of(self, name: str) -> str:
        action = self._actions[name]
        return f"<b>{escape(action.keys[0] if action.keys else action.text)}</b>"

    def _worked(self, argument: str) -> str:
        file, row = argument.split()
        example = self._example(file)
        return working(explain_layer(example.network, example.analysis.reports, int(row)))

    def _example(self, file: str) -> Table:
        network = read_network(self._folder / "examples" / file)
        return Table(network, analyse(network))

    def _counts(self, file: str) -> str:
        """Write for each layer of an example its size and its parameters, both worked out, and the total."""
        example = self._example(file)
        rows = [
            [
                escape(layer.name),
                escape(write_shape(example.report(row).shape or ())),
                escape(example.derivation(row, size_derivation)),
                escape(example.derivation(row, parameter_derivation)),
            ]
            for row, layer in enumerate(example.network.layers)
        ]
        total = group(example.analysis.totals.parameters)
        head = [tr("Layer"), tr("Output"), tr("Size working"), tr("Parameter working")]
        return table([*map(escape, head)], [*rows, [f"<b>{escape(tr('Total'))}</b>", "", "", f"<b>{total}</b>"]])

    def _shortcuts(self) -> str:
        rows = [
            [escape(action.menu), escape(action.text), "<br>".join(map(escape, action.keys))]
            for action in self._actions.values()
            if action.keys
        ]
        return table([*map(escape, (tr("Menu"), tr("Action"), tr("Keys")))], rows)

    # Finding pages

    @cached_property
    def groups(self) -> list[tuple[str, list[Page]]]:
        """The pages by group, in reading order."""
        groups: dict[str, list[Page]] = {}
        for page in self.pages.values():
            groups.setdefault(page.group, []).append(page)
        return list(groups.items())

    def search(self, text: str) -> list[Page]:
        """Give the pages in which every word occurs, the best ones first."""
        words = text.lower().split()
        scored = [(_score(page, words), page) for page in self.pages.values()]
        return [page for score, page in sorted(scored, key=lambda pair: -pair[0]) if score > 0] if words else []


def _link_to_kind(name: str) -> str:
    kind = catalogue[name]
    return f'<a href="help:{kind_key(kind)}">{escape(tr(kind.label))}</a>'


def _explained(argument: str) -> str:
    """Work out one layer: its input's sizes, then its settings as a document has them."""
    sizes, _, written = argument.partition(" ")
    fields = json.loads(written)
    kind = catalogue[fields.pop("type")](**fields)
    return working(explain(kind, (tuple(map(int, sizes.split("x"))),)))


def _score(page: Page, words: Sequence[str]) -> int:
    """Tell how well a page answers a search: most for its title, then its other names, headings and text."""
    title, text = page.title.lower(), page.text.lower()
    headings = " ".join(page.headings).lower()
    whole = " ".join(words)
    score = 200 * (title == whole) + 60 * title.startswith(whole)
    for word in words:
        found = (
            40 * _found(word, title)
            + 30 * (word in page.words.split())
            + 15 * _found(word, page.words)
            + 10 * _found(word, headings)
            + min(text.count(word), 9)
        )
        if not found:
            return 0
        score += found
    return score


def _found(word: str, text: str) -> int:
    """Tell whether a word occurs, and twice as much where a word begins with it."""
    return (word in text) + (f" {word}" in f" {text}")
