"""One random sequence of edits through session and Qt model, held to all that must be true after each of them."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from core.analysis import analyse
from core.export import TEXT_EXPORTS
from core.files import parse_network, read_network, write_network
from core.network import Network
from core.session import Session, State
from core.table import Table
from gui.document import Document
from gui.layer_columns import LayerColumn
from gui.layer_model import LayerModel
from tests.core.helpers import LASAGNE, ROOT
from tests.gui.mirror import Texts, texts, watched
from tests.long_runs.asking import NAMES, Draw, ask

STEPS = 50
EXAMPLES = ROOT / "resources" / "examples"
STARTS: tuple[Callable[[], Network], ...] = (
    Network,
    lambda: read_network(LASAGNE),
    lambda: read_network(EXAMPLES / "lenet-5.strata"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a document is at one moment, and what the window shows of it."""

    state: State
    shown: list[Texts]


class Sequence:
    """A document, its model and the requests of one user."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.document = Document(Session(draw.choice(STARTS)()))
        self.model = LayerModel(self.document)
        self.refused = 0
        self.document.refused.connect(self._count)

    def _count(self, sentence: str) -> None:
        assert sentence
        self.refused += 1

    def run(self, steps: int) -> None:
        """Make the requests, take all back and do all again; raises AssertionError."""
        session = self.document.session
        with watched(self.model) as mirror:
            start = self._seen()
            for _ in range(steps):
                mirror.remember()
                self._one_step()
                assert mirror.rows == texts(self.model), "Qt was told something else than what happened"
                mirror.check_indexes()
                assert session.state.analysis == analyse(session.network), "the analysis is not that of the network"
            self._go_to(len(session.labels))
            end = self._seen()
            assert mirror.rows == end.shown
            self._go_to(0)
            assert self._seen() == start, "undo of all is not the start"
            assert mirror.rows == start.shown
            self._go_to(len(session.labels))
            assert self._seen() == end, "redo of all is not the end"
            assert mirror.rows == end.shown
            self._save_and_load(end)

    def _seen(self) -> Seen:
        return Seen(self.document.state, texts(self.model))

    def _go_to(self, position: int) -> None:
        """Undo or redo until so many steps stand, one by one or at once."""
        session = self.document.session
        at_once = self.draw.random() < 0.5
        while session.position != position:
            if at_once:
                session.go_to(position)
            elif session.position > position:
                session.undo()
            else:
                session.redo()

    def _one_step(self) -> None:
        session, chance = self.document.session, self.draw.random()
        if chance < 0.06:
            self._go_to(self.draw.randint(max(session.position - 5, 0), len(session.labels)))
        elif chance < 0.10:
            session.undo()
        elif chance < 0.12:
            session.redo()
        elif chance < 0.15 and len(session.network):
            index = self.model.index(self.draw.randrange(len(session.network)), LayerColumn.NAME)
            self.model.setData(index, self.draw.choice(NAMES))
        else:
            self.document.do(lambda: ask(self.draw, session))
        if self.draw.random() < 0.5:
            session.end_run()

    def _save_and_load(self, end: Seen) -> None:
        written = write_network(self.document.network)
        loaded = parse_network(written)
        assert write_network(loaded) == written, "a document changes when it is saved and read again"
        csv = TEXT_EXPORTS["csv"]
        assert csv(Table(loaded, analyse(loaded))) == csv(self.document.table()), "what is read has another table"
        self.document.open(Session(loaded))
        assert texts(self.model) == end.shown, "the window shows something else of what was read"
        (layers, again) = (end.state.network.layers, loaded.layers)
        assert [(each.name, each.kind) for each in layers] == [(each.name, each.kind) for each in again]


def run_sequence(seed: int, number: int, steps: int = STEPS) -> int:
    """Run one sequence, the same for the same seed and number; gives how many requests were refused."""
    sequence = Sequence(random.Random(f"{seed} {number}"))  # noqa: S311  (no secrets here)
    try:
        sequence.run(steps)
    except BaseException as error:
        error.add_note(f"sequence {number} of seed {seed}")
        raise
    return sequence.refused
