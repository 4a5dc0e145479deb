"""What the command palette can find: actions, layers, examples, kinds to add and recent documents."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from core.examples import example_groups
from core.kinds import Kind, catalogue
from core.language import tr
from core.matching import Search, best, fold, is_loose
from core.records import dataclass
from core.shapes import write_shape
from gui.file_actions import EXAMPLES
from gui.recent_documents import recent_documents

if TYPE_CHECKING:
    from gui.main_window import MainWindow

LISTED_ELSEWHERE = "listed_elsewhere"
"""The property of a menu whose entries are a section of their own."""

_MOST_IN_A_SECTION = 12


@dataclass(frozen=True)
class Command:
    """Something to be chosen: its name, what tells it from others, its keys, and what it does."""

    title: str
    do: Callable[[], object]
    detail: str = ""
    keys: str = ""
    is_enabled: bool = True


@dataclass(frozen=True)
class Section:
    """Things of one sort: their folded texts, and the command for each, made when it is shown."""

    title: str
    texts: Sequence[Sequence[str]]
    command: Callable[[int], Command]


class CommandSources:
    """Gathers once what a window offers while its palette is open; what is never looked for is never gathered."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def find(self, typed: str) -> list[tuple[str, list[Command]]]:
        """Give the nearest commands by their sections, the one with the nearest of all first."""
        search = Search(typed)
        if not search.words:
            actions = self._actions
            return [(actions.title, [actions.command(number) for number in range(len(actions.texts))])]
        sections = (self._actions, self._layers, self._examples, self._kinds, self._recent)
        found = [(section, best(search, section.texts, _MOST_IN_A_SECTION)) for section in sections]
        found = [(section, hits) for section, hits in found if hits]
        found.sort(key=lambda each: each[1][0][0])
        if found and not is_loose(found[0][1][0][0]):
            found = [(section, [hit for hit in hits if not is_loose(hit[0])]) for section, hits in found]
        return [(section.title, [section.command(index) for _, index in hits]) for section, hits in found if hits]

    @cached_property
    def _actions(self) -> Section:
        known: dict[QAction, str] = {}
        for action in self._window.menuBar().actions():
            for each, path in _actions_below(action, ""):
                known.setdefault(each, path)
        for action in self._window.actions_by_name:
            known.setdefault(action, "")
        listed = [(action, path) for action, path in known.items() if action.objectName() != "commands"]
        texts = []
        for action, path in listed:
            # An action's name is its English text, whatever the language.
            english = action.objectName().replace("_", " ")
            texts.append((fold(_plain(action.text())), fold(f"{path} {_plain(action.text())} {english}")))
        return Section(tr("Actions"), texts, lambda number: _action_command(*listed[number]))

    @cached_property
    def _layers(self) -> Section:
        network, reports = self._window.document.network, self._window.document.state.analysis.reports
        outputs = [write_shape(report.shape or ()) for report in reports]
        texts = [
            (name := fold(layer.name), f"{name} {fold(_kind_words(layer.kind))} {output} {row}")
            for row, (layer, output) in enumerate(zip(network.layers, outputs, strict=True))
        ]

        def command(row: int) -> Command:
            layer = network.layers[row]
            detail = " · ".join(part for part in (layer.kind.title, outputs[row]) if part)
            return Command(layer.name, partial(self._window.show_layer, layer.id), detail, str(row))

        return Section(tr("Layers"), texts, command)

    @cached_property
    def _examples(self) -> Section:
        examples = [(group, one) for group, several in example_groups(EXAMPLES) for one in several]
        texts = [
            (fold(tr(one.title)), fold(f"{group} {tr(group)} {one.title} {tr(one.title)}")) for group, one in examples
        ]

        def command(number: int) -> Command:
            group, example = examples[number]
            return Command(tr(example.title), partial(self._window.open_example, example), tr(group))

        return Section(tr("Examples"), texts, command)

    @cached_property
    def _kinds(self) -> Section:
        entries = [
            (kind, number, preset) for kind in catalogue.values() for number, preset in enumerate(kind.presets())
        ]
        texts = []
        for kind, _, preset in entries:
            label = fold(tr(preset.label))
            others = fold(f"{preset.label} {kind.type} {kind.name_stem} {kind.other_names}")
            texts.append((label, fold(f"{_adding(preset.label)} {label} add {others}")))

        def command(place: int) -> Command:
            kind, number, preset = entries[place]
            key = f"{kind.type}#{number}"
            add = partial(self._window.edit_actions.add_after_selection, key)
            return Command(_adding(preset.label), add, tr(kind.family.value))

        return Section(tr("Kinds to add"), texts, command)

    @cached_property
    def _recent(self) -> Section:
        documents = recent_documents()

        def command(number: int) -> Command:
            path: Path = documents[number]
            return Command(path.name, partial(self._window.opening.open_here, path), str(path.parent))

        texts = [(fold(path.name), fold(str(path))) for path in documents]
        return Section(tr("Recent documents"), texts, command)


def _kind_words(kind: Kind) -> str:
    return f"{kind.title} {kind.label} {kind.type}"


def _adding(label: str) -> str:
    return tr("Add {kind}", kind=tr(label))


def _plain(text: str) -> str:
    """Give a menu's text without its marks for keys."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _actions_below(action: QAction, path: str) -> Iterator[tuple[QAction, str]]:
    """List the actions of a menu and those below it, each with the way to it."""
    menu = action.menu()
    if not isinstance(menu, QMenu):
        if not action.isSeparator() and action.text():
            yield action, path
        return
    if menu.property(LISTED_ELSEWHERE):
        return
    path = f"{path} > {_plain(menu.title())}" if path else _plain(menu.title())
    for each in menu.actions():
        yield from _actions_below(each, path)


def _action_command(action: QAction, path: str) -> Command:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Command(_plain(action.text()), action.trigger, path, keys, action.isEnabled())
