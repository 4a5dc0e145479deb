"""One window that runs for long: `python -m tests.long_runs.soak [--count 100000] [--seed N] [--every 5000]`.

Random edits, undos, redos, selections, opens and exports in one window on the offscreen platform, with its dialogs,
picture, summary, overview, comparison and help opened and closed, and second windows now and then; first each of them
once, and every zoom. From the project's folder; settings go to a folder of its own. Every so many actions it prints a
line, with the same small document open each time: the memory that the process has, and what is left of it when malloc
has given back what is free, which depends on chance. Ends with 1 where the latter has grown by more than a tenth since
the first line, where edits have become slower from the second line to the last, each measured by a fixed calculation
of the same time, or where an exception came up.
"""

import argparse
import ctypes
import faulthandler
import gc
import os
import random
import resource
import secrets
import statistics
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

MOST_MEMORY = 1.10
"""Memory at the end by that at the first line."""
MOST_TIME = 1.25
"""Time of an edit at the end by that at the second line."""

_REFERENCE_EVERY = 20
_TURNS = 5
_MOST_FAULTS = 10
"""Exceptions and complaints of Qt after which there is no use in going on."""

_PAGE = resource.getpagesize()


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured after so many actions; times are medians in milliseconds since the line before."""

    actions: int
    memory: float
    in_use: float
    edit: float
    open: float
    reference: float
    widgets: int
    objects: int
    layers: float

    def __str__(self) -> str:
        """Write it as a line of the table."""
        return (
            f"{self.actions:>9,} {self.memory:>8.1f} {self.in_use:>8.1f} {self.edit:>8.2f} "
            f"{self.edit / self.reference:>10.2f} {self.open:>8.1f} {self.widgets:>8,} "
            f"{self.objects:>10,} {self.layers:>7.0f}"
        )


TITLES = (
    f"{'actions':>9} {'RSS MB':>8} {'in use':>8} {'edit ms':>8} {'edit/ref.':>10} {'open ms':>8} "
    f"{'widgets':>8} {'objects':>10} {'layers':>7}"
)


@dataclass(slots=True)
class Times:
    """The times since the last line, in seconds."""

    of: dict[str, list[float]] = field(default_factory=dict)

    def add(self, sort: str, seconds: float) -> None:
        """Note how long something took."""
        self.of.setdefault(sort, []).append(seconds)

    def median(self, sort: str) -> float:
        """Give the median in milliseconds; 0 where nothing of that sort was done."""
        return 1000 * statistics.median(self.of.get(sort) or [0.0])


def resident() -> float:
    """Give the memory that this process has, in MB (of 2^20 bytes)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE / 2**20


def give_back() -> None:
    """Let malloc give back what is free, where the system has a call for it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def fixed_calculation() -> int:
    """Do what takes the same on a machine that is as busy: small objects and look-ups, as an edit has them."""
    table = {f"layer{number}": (number, number * 3) for number in range(3_000)}
    return sum(low * high for low, high in sorted(table.values()))


def main() -> int:
    """Run it; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.long_runs.soak")
    parser.add_argument("--count", type=int, default=100_000, help="how many actions (default: 100000)")
    parser.add_argument("--every", type=int, default=5_000, help="actions between two lines (default: 5000)")
    parser.add_argument("--seed", type=int, default=None, help="the seed of a run before")
    given = parser.parse_args()
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    faulthandler.enable()  # says where, should Qt crash
    with tempfile.TemporaryDirectory(prefix="strata-soak-") as folder:
        os.environ.update(STRATA_HOME=folder, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")
        return Soak(seed, given.count, given.every, Path(folder)).run()


class Soak:
    """The window, its user, and what is measured of them."""

    def __init__(self, seed: int, count: int, every: int, folder: Path) -> None:
        from gui.application import make_application, open_window  # noqa: PLC0415  (after the platform is chosen)
        from tests.long_runs.answering import Answerer  # noqa: PLC0415
        from tests.long_runs.window_user import WindowUser  # noqa: PLC0415

        self.seed, self.count, self.every = seed, count, every
        self.app = make_application()
        self.window = open_window(None)
        self.window.resize(self.window.minimumSize())  # painted the more quickly
        draw = random.Random(seed)  # noqa: S311  (no secrets here)
        self.user = WindowUser(draw, self.window, Answerer(draw, self.window), folder)
        self._tour = self.user.tour()
        self.done = 0
        self.times = Times()
        self.lines: list[Line] = []
        self.faults = 0
        self._is_busy = False
        self._turns_to_measure = 0

    def run(self) -> int:
        """Do all actions in the program's own event loop; gives the exit status."""
        from PySide6.QtCore import QEvent, QTimer, qInstallMessageHandler  # noqa: PLC0415

        tell(f"seed {self.seed}: {self.count:,} actions in one window")
        tell(TITLES)
        sys.excepthook = self._note
        qInstallMessageHandler(self._hear)
        timer = QTimer(self.window)
        timer.timeout.connect(self._step)
        timer.start(0)
        began = time.perf_counter()
        self.app.exec()
        timer.stop()
        qInstallMessageHandler(None)
        self.window.close_without_question()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.app.clipboard().clear()  # this platform would let go of it after Python has ended
        return self._judge(time.perf_counter() - began)

    def _note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        # With the way here, as the exception's own ends where Qt called.
        self._count_fault("".join([*traceback.format_stack(), *traceback.format_exception(kind, error, trace)]))

    def _hear(self, _kind: object, _context: object, message: str) -> None:
        """Take what Qt complains of; that this platform has no window manager is none of it."""
        if not message.startswith("This plugin does not support"):
            self._count_fault(f"Qt: {message}")

    def _count_fault(self, fault: str) -> None:
        self.faults += 1
        tell(f"after {self.done:,} actions:\n{fault}")
        if self.faults >= _MOST_FAULTS:
            self.app.exit()

    def _step(self) -> None:
        """Do one action, to what it paints; none while a dialog, a menu or another action is under way."""
        if self._is_busy or self.user.answerer.is_wanted:
            return
        if self._turns_to_measure:
            self._turns_to_measure -= 1
            if not self._turns_to_measure:
                self._measure()
            return
        self._is_busy = True
        try:
            self._do_one()
        finally:
            self._is_busy = False

    def _do_one(self) -> None:
        sort, deed = next(self._tour, None) or self.user.draw_next()
        start = time.perf_counter()
        deed()
        self.app.processEvents()
        self.times.add(sort, time.perf_counter() - start)
        self.times.add("layers", len(self.window.document.network) / 1000)
        self.done += 1
        if self.done % _REFERENCE_EVERY == 0:
            start = time.perf_counter()
            fixed_calculation()
            self.times.add("reference", time.perf_counter() - start)
        if self.done % self.every == 0:
            self.user.tidy_up()
            self._turns_to_measure = _TURNS  # what was closed is deleted when the event loop goes on
        elif self.done >= self.count:
            self.app.exit()

    def _measure(self) -> None:
        times = self.times
        gc.collect()
        memory = resident()
        give_back()
        line = Line(
            self.done,
            memory,
            resident(),
            times.median("edit"),
            times.median("open"),
            times.median("reference"),
            len(self.app.allWidgets()),
            len(gc.get_objects()),
            times.median("layers"),
        )
        self.lines.append(line)
        self.times = Times()
        tell(str(line))
        if self.done >= self.count:
            self.app.exit()

    def _judge(self, seconds: float) -> int:
        """Say whether something has grown; gives the exit status."""
        lines = self.lines
        fine = not self.faults
        if len(lines) > 1:
            memory = lines[-1].in_use / lines[0].in_use
            tell(f"memory in use, last line by first: {memory:.3f} (at most {MOST_MEMORY:.2f})")
            fine = fine and memory <= MOST_MEMORY
        if len(lines) > 2:
            second, last = lines[1], lines[-1]
            slower = (last.edit / last.reference) / (second.edit / second.reference)
            tell(
                f"time of an edit by the fixed calculation, last line by second: {slower:.3f} (at most {MOST_TIME:.2f})"
            )
            fine = fine and slower <= MOST_TIME
        answered = self.user.answerer.answered
        tell(
            f"seed {self.seed}: {self.done:,} actions, {answered:,} dialogs and menus answered, "
            f"{self.faults:,} faults; {seconds:.0f} s"
        )
        return 0 if fine else 1


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
