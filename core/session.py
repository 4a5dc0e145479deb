"""The open document: its state, its edits, undo and redo, and whether it is saved.

Every edit, undo and redo goes the same way and ends in one Change, which listeners are told.
"""

from collections.abc import Callable, Hashable, Sequence
from enum import Enum, auto
from pathlib import Path

from core.analysis import Analysis, analyse
from core.language import tr_count
from core.network import Edit, Insert, LayerId, Move, Network, Remove, Replace, apply_edits
from core.progress import UNWATCHED, Progress
from core.reanalysis import reanalyse
from core.records import dataclass, replace
from core.writing import FileMark


@dataclass(frozen=True, slots=True)
class State:
    """A network and what follows from it."""

    network: Network
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Step:
    """What a user asked for: edits that are done and undone together, under one name.

    Steps with the same `merge` that follow each other become one, as the steps of one spin box do.
    `relabel` words the label of what they have become where the first one's would not be true of it.
    `select` lists the layers to be selected afterwards; None leaves the selection.
    """

    label: str
    edits: tuple[Edit, ...]
    merge: Hashable = None
    select: tuple[LayerId, ...] | None = None
    relabel: Callable[[Replace], str] | None = None


class Way(Enum):
    """Whether a step was done, taken back or done again."""

    DO = auto()
    UNDO = auto()
    REDO = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """What listeners are told after each edit, undo and redo; `rows` are those shown differently now.

    `label` names the step, or says how many were undone or redone at once.
    `run` is the whole change since the run of steps began that this one belongs to, where it is not the first.
    """

    before: State
    after: State
    edits: tuple[Edit, ...]
    rows: range
    select: tuple[LayerId, ...] | None = None
    run: "Change | None" = None
    label: str = ""
    way: Way = Way.DO


Listener = Callable[[Change], None]


class Session:
    """One open document; `path` is its file, None while it has none, and `file_mark` what that was when it was read.

    `analysis` saves working it out again; `opened` is what the file holds where the network is a recovered copy.
    """

    def __init__(
        self,
        network: Network,
        path: Path | None = None,
        *,
        analysis: Analysis | None = None,
        file_mark: FileMark | None = None,
        opened: Network | None = None,
    ) -> None:
        self.path = path
        self.file_mark = file_mark
        self._state = State(network, analyse(network) if analysis is None else analysis)
        self._steps: list[Step] = []
        self._position = 0
        self._saved_position: int | None = 0
        self._opened = network if opened is None else opened
        self._saved: Network | None = None
        self._run_open = False
        self._run: Change | None = None
        self._listeners: list[Listener] = []
        self._ahead: Change | None = None

    @property
    def state(self) -> State:
        """The network as it is now, and what follows from it."""
        return self._state

    @property
    def network(self) -> Network:
        """The network as it is now."""
        return self._state.network

    @property
    def opened(self) -> Network:
        """The network as the session began with it."""
        return self._opened

    @property
    def saved(self) -> Network | None:
        """The network as it was saved last in this session; None where it has not been."""
        return self._saved

    def listen(self, listener: Listener) -> None:
        """Tell a listener of every change from now on."""
        self._listeners.append(listener)

    def do(self, step: Step) -> None:
        """Do a step, so that undo takes it back; one without edits is none."""
        if not step.edits:
            return
        merged = self._merged(step)
        if merged is None:
            del self._steps[self._position :]
            if self._saved_position is not None and self._saved_position > self._position:
                self._saved_position = None
            self._steps.append(step)
            self._position += 1
        else:
            self._steps.pop()
            self._position -= 1
            if merged.edits:
                self._steps.append(merged)
                self._position += 1
        # A run that came back to where it began has left no step for the next one to join.
        self._run_open = step.merge is not None and (merged is None or bool(merged.edits))
        self._apply(step.edits, step.select, label=step.label, joined=None if merged is None else merged.edits)

    def _merged(self, step: Step) -> Step | None:
        """Join a step with the last one where both belong to one run; without edits if nothing is left."""
        if not self._run_open or step.merge is None or self._position != len(self._steps):
            return None
        if self._saved_position == self._position:
            return None
        last = self._steps[-1]
        if last.merge != step.merge or len(last.edits) != 1 or len(step.edits) != 1:
            return None
        first_edit, edit = last.edits[0], step.edits[0]
        if not (isinstance(first_edit, Replace) and isinstance(edit, Replace) and first_edit.rows == edit.rows):
            return None
        joined = Replace(edit.rows, first_edit.old, edit.new)
        label = last.label if step.relabel is None else step.relabel(joined)
        return replace(step, label=label, edits=() if joined.old == joined.new else (joined,))

    def foresee(self, step: Step, progress: Progress = UNWATCHED) -> Change:
        """Give the change that a step would be, without doing it."""
        return _work_out(self._state, step.edits, progress)

    def work_out_ahead(self, step: Step, progress: Progress = UNWATCHED) -> None:
        """Work out what a step leads to, in any thread, so that doing it next takes but a moment; changes nothing."""
        ahead = self.foresee(step, progress)
        _ = ahead.after.network.wiring  # remembered too
        self._ahead = ahead

    def end_run(self) -> None:
        """Let the next step stand for itself, as when a user leaves a field."""
        self._run_open = False

    def take_back_run(self, merge: Hashable) -> bool:
        """Take back the run that is open as if it had never been, where it has this mark; tells whether it had."""
        if not (self._run_open and self._position and self._steps[-1].merge == merge):
            return False
        step = self._steps.pop()
        self._position -= 1
        self._run_open = False
        self._apply(tuple(edit.inverse() for edit in reversed(step.edits)), None, label=step.label, way=Way.UNDO)
        return True

    @property
    def undo_label(self) -> str | None:
        """The name of the step that undo takes back; None where there is none."""
        return self._steps[self._position - 1].label if self._position else None

    @property
    def redo_label(self) -> str | None:
        """The name of the step that redo does again; None where there is none."""
        return self._steps[self._position].label if self._position < len(self._steps) else None

    @property
    def labels(self) -> list[str]:
        """The names of all steps, the first one first; those from `position` on have been undone."""
        return [step.label for step in self._steps]

    @property
    def position(self) -> int:
        """How many of the steps stand."""
        return self._position

    @property
    def saved_position(self) -> int | None:
        """How many of the steps the file holds; None where no undo or redo leads to what it holds."""
        return self._saved_position

    def undo(self) -> None:
        """Take the last step back, if there is one."""
        if self._position:
            self.go_to(self._position - 1)

    def redo(self) -> None:
        """Do the step again that was taken back last, if there is one."""
        if self._position < len(self._steps):
            self.go_to(self._position + 1)

    def go_to(self, position: int) -> None:
        """Undo or redo until so many steps stand, in one Change; raises IndexError where there are fewer."""
        if not 0 <= position <= len(self._steps):
            raise IndexError(f"there are {len(self._steps)} steps, not {position}")
        if position == self._position:
            return
        way = Way.UNDO if position < self._position else Way.REDO
        passed = self._steps[min(position, self._position) : max(position, self._position)]
        if way is Way.UNDO:
            steps = [tuple(edit.inverse() for edit in reversed(step.edits)) for step in reversed(passed)]
            select = None
        else:
            steps = [step.edits for step in passed]
            select = passed[-1].select
        self._position = position
        self._run_open = False
        label = passed[0].label if len(passed) == 1 else tr_count("{count} step", "{count} steps", len(passed))
        self._apply(tuple(edit for edits in steps for edit in edits), select, shown=steps[-1], label=label, way=way)

    def mark_unsaved(self) -> None:
        """Count the network as one that no file holds, however it came here."""
        self._saved_position = None
        self._run_open = False

    @property
    def is_modified(self) -> bool:
        """Tell whether there are changes that no file holds."""
        return self._position != self._saved_position

    def mark_saved(self, path: Path) -> None:
        """Note that the document as it is now is in a file."""
        self.path = path
        self._saved_position = self._position
        self._saved = self.network
        self._run_open = False

    def _apply(
        self,
        edits: tuple[Edit, ...],
        select: tuple[LayerId, ...] | None,
        *,
        shown: Sequence[Edit] = (),
        joined: tuple[Edit, ...] | None = None,
        label: str = "",
        way: Way = Way.DO,
    ) -> None:
        """Apply edits and tell the listeners; where nothing is to be selected, what the last edits `shown` touched.

        `joined` are the edits of the whole run that these ones go on with, None where they begin anew.
        """
        before, ahead = self._state, self._ahead
        self._ahead = None
        if ahead is None or ahead.before is not before or ahead.edits != edits:
            ahead = _work_out(before, edits, UNWATCHED)
        if select is None and shown:
            select = _touched(ahead.after.network, shown)
        self._state = ahead.after
        run = None if joined is None or self._run is None else _join(self._run, ahead, joined)
        change = replace(ahead, select=select, run=run, label=label, way=way)
        self._run = run or ahead
        for listener in self._listeners:
            listener(change)


def _join(run: Change, change: Change, edits: tuple[Edit, ...]) -> Change:
    rows = range(min(run.rows.start, change.rows.start), max(run.rows.stop, change.rows.stop))
    return Change(run.before, change.after, edits, rows if run.rows and change.rows else run.rows or change.rows)


def _work_out(before: State, edits: tuple[Edit, ...], progress: Progress) -> Change:
    network = apply_edits(before.network, edits)
    analysis, rows = reanalyse(before.analysis, network, edits, progress)
    return Change(before, State(network, analysis), edits, rows, None)


def _touched(network: Network, edits: Sequence[Edit]) -> tuple[LayerId, ...] | None:
    """List the layers that edits have put in, moved or replaced; where they only removed some, the one above."""
    touched: dict[LayerId, None] = {}
    for edit in edits:
        match edit:
            case Insert():
                touched.update((layer.id, None) for layer in edit.layers)
            case Replace():
                touched.update((layer.id, None) for layer in edit.new)
            case Move():
                touched.update((network.layers[row].id, None) for row in edit.targets)
            case Remove():
                pass
    # Where layers come or go, the others that were rewired with them are not what the user looks for.
    inserted = tuple(layer.id for edit in edits if isinstance(edit, Insert) for layer in edit.layers)
    if inserted or touched:
        return inserted or tuple(touched)
    row = min((edit.first_row for edit in edits), default=0)
    return tuple(layer.id for layer in network.layers[max(row - 1, 0) :][:1])
