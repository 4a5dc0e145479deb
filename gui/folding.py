"""Which blocks are folded: what the list, the picture and the working ask. The document knows nothing of it."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from core.blocks import SEPARATOR, Block, Subtotal, blocks, subtotal
from core.network import Insert, Network, Replace
from core.session import Change, Step
from gui.document import Document
from gui.preferences import recall, remember

T = TypeVar("T")

_REMEMBERED_DOCUMENTS = 50
_REMEMBERED_PATHS = 500


def changes_blocks(change: Change) -> bool:
    """Tell whether a change may have made other blocks, or put them elsewhere."""
    return any(not isinstance(edit, Replace) or edit.changes_names for edit in change.edits)


class _Layout:
    """The blocks of one network, and where the outermost of those folded begin and end."""

    def __init__(self, network: Network, known: list[Block] | None = None) -> None:
        self.network = network
        self._known = known

    @cached_property
    def all(self) -> list[Block]:
        """All blocks, outer ones first."""
        return blocks(self.network) if self._known is None else self._known

    @cached_property
    def starting(self) -> dict[int, list[Block]]:
        """The blocks that start in a row, outer ones first."""
        found: dict[int, list[Block]] = {}
        for each in self.all:
            found.setdefault(each.start, []).append(each)
        return found


class Folding(QObject):
    """Remembers by their paths which blocks are folded, while edits go on; `changed` says that others are."""

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._paths: frozenset[str] = frozenset()
        self._layout = _Layout(document.network)
        self._shown: dict[int, Block] | None = None
        self._known: tuple[object, dict[tuple[Block, str], Any]] = (None, {})
        document.changed.connect(self._follow)
        document.replaced.connect(self._start_over)
        document.saved.connect(self._remember)
        self._recall()

    # What is asked

    @property
    def network(self) -> Network:
        """The network that the rows are of."""
        return self._layout.network

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the folded blocks; some may be of blocks that are not there now."""
        return self._paths

    @property
    def folded(self) -> dict[int, Block]:
        """The outermost folded blocks by their first row."""
        if self._shown is None:
            self._shown = {}
            stop = 0
            for each in self._layout.all if self._paths else ():
                if each.start >= stop and each.path in self._paths:
                    self._shown[each.start] = each
                    stop = each.stop
        return self._shown

    def hidden_rows(self) -> set[int]:
        """Give the rows that are not seen: those of folded blocks but their first."""
        return {row for each in self.folded.values() for row in range(each.start + 1, each.stop)}

    def block_over(self, row: int) -> Block | None:
        """Give the folded block in which a row stands; None for a row that is seen as itself."""
        if row in self.folded:
            return self.folded[row]
        return next((each for each in self.folded.values() if row in each.rows), None)

    def starting(self, row: int) -> Sequence[Block]:
        """List the blocks whose signs stand in a row: those that start there, up to a folded one."""
        here = self._layout.starting.get(row, [])
        stop = next((place for place, each in enumerate(here) if each.path in self._paths), len(here))
        return here[: stop + 1]

    def around(self, row: int) -> list[Block]:
        """List the blocks that a row is in, outer ones first."""
        return [each for each in self._layout.all if row in each.rows]

    @property
    def has_blocks(self) -> bool:
        """Tell whether there is a block at all."""
        return bool(self._layout.all)

    def subtotal(self, block: Block) -> Subtotal:
        """Give what a block comes to."""
        return self.known(block, "subtotal", lambda: subtotal(self._document.state.analysis.reports, block.rows))

    def known(self, block: Block, what: str, work_out: Callable[[], T]) -> T:
        """Give what is worked out from a block's layers, once for each state of the document."""
        state = self._document.state
        if self._known[0] is not state:
            self._known = (state, {})
        known = self._known[1]
        if (block, what) not in known:
            known[block, what] = work_out()
        found: T = known[block, what]
        return found

    # Folding

    def toggle(self, path: str) -> None:
        """Fold a block that is not, and the other way round."""
        self._set(self._paths ^ {path})

    def fold(self, paths: Iterable[str]) -> None:
        """Fold blocks."""
        self._set(self._paths | set(paths))

    def fold_copies(self, rows: Sequence[int], step: Step) -> Step:
        """Fold what a step makes of folded blocks: copies of rows, once or several times over; gives the step."""
        copies = [layer for edit in step.edits if isinstance(edit, Insert) for layer in edit.layers]
        paths: set[str] = set()
        for each in self.folded.values():
            if set(rows).issuperset(each.rows):
                names = (copy.name for number, copy in enumerate(copies) if rows[number % len(rows)] in each.rows)
                paths.update(SEPARATOR.join(name.split(SEPARATOR)[: each.depth + 1]) for name in names)
        self.fold(paths)
        return step

    def unfold(self, paths: Iterable[str]) -> None:
        """Unfold blocks."""
        self._set(self._paths - set(paths))

    def fold_all(self) -> None:
        """Fold the outermost blocks."""
        self.fold(each.path for each in self._layout.all if each.depth == 0)

    def unfold_all(self) -> None:
        """Unfold every block."""
        self._set(frozenset())

    def reveal(self, rows: Iterable[int]) -> None:
        """Unfold the blocks of which some of these rows are hidden, unless all of a block's rows are among them."""
        wanted = set(rows)
        while True:
            cut = {
                each.path
                for each in self.folded.values()
                if not wanted.isdisjoint(each.rows) and not wanted.issuperset(each.rows)
            }
            if not cut:
                return
            self.unfold(cut)

    def _set(self, paths: frozenset[str]) -> None:
        if paths != self._paths:
            self._paths = paths
            self._shown = None
            self._remember()
            self.changed.emit()

    # Following the document

    def _follow(self, change: Change) -> None:
        renamed = changes_blocks(change)
        self._layout = _Layout(change.after.network, None if renamed else self._layout.__dict__.get("all"))
        if renamed:
            self._shown = None

    def _start_over(self) -> None:
        self._layout = _Layout(self._document.network)
        self._shown = None
        self._recall()
        self.changed.emit()

    def _recall(self) -> None:
        path, known = self._document.session.path, recall("folded", {})
        paths = known.get(str(path), []) if path is not None and isinstance(known, dict) else []
        self._paths = frozenset(each for each in paths if isinstance(each, str)) if isinstance(paths, list) else _NONE

    def _remember(self) -> None:
        path, known = self._document.session.path, recall("folded", {})
        if path is None or not isinstance(known, dict) or (not self._paths and str(path) not in known):
            return
        known.pop(str(path), None)
        if 0 < len(self._paths) <= _REMEMBERED_PATHS:
            known[str(path)] = sorted(self._paths)
        remember("folded", dict(list(known.items())[-_REMEMBERED_DOCUMENTS:]))


_NONE: frozenset[str] = frozenset()
