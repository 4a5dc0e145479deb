"""The open document as the window's parts see it: one session at a time, its changes as Qt signals."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Signal

from core.language import tr
from core.network import Network
from core.problems import Refusal
from core.session import Change, Session, State, Step
from core.table import Table
from core.writing import FileMark, take_mark


class Document(QObject):
    """Holds the session that is open and passes its changes on.

    `changed` carries the Change after every edit; `replaced` says that another session is open now;
    `refused` carries the sentence for a request that could not be met; `saved` follows saving; `told` carries
    a line on what was done.
    """

    changed = Signal(object)
    replaced = Signal()
    refused = Signal(str)
    saved = Signal()
    told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._take(session)

    def tell_exported(self, path: Path) -> None:
        """Tell that a file was written, and where."""
        folder, home = path.absolute().parent, Path(QDir.homePath())
        shown = Path("~") / folder.relative_to(home) if folder.is_relative_to(home) else folder
        self.told.emit(tr("Exported {name} to {folder}", name=path.name, folder=shown))

    def _take(self, session: Session) -> None:
        self.session = session
        if session.file_mark is None:
            session.file_mark = take_mark(session.path)
        session.listen(self._tell)

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)

    def open(self, session: Session) -> None:
        """Put another session in the place of this one."""
        self._take(session)
        self.replaced.emit()

    @property
    def file_mark(self) -> FileMark | None:
        """What the document's file was when it was read or written last."""
        return self.session.file_mark

    @file_mark.setter
    def file_mark(self, mark: FileMark | None) -> None:
        self.session.file_mark = mark

    @property
    def state(self) -> State:
        """The network as it is now, and what follows from it."""
        return self.session.state

    @property
    def network(self) -> Network:
        """The network as it is now."""
        return self.session.network

    def table(self) -> Table:
        """Give the table of the network as it is now."""
        return Table(self.state.network, self.state.analysis)

    def do(self, ask: Callable[[], Step]) -> bool:
        """Do what an action answers; tells `refused` and gives False where it refuses."""
        try:
            step = ask()
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        self.session.do(step)
        return True
