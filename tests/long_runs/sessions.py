"""Random sequences of edits in thousands: `python -m tests.long_runs.sessions [--count 10000] [--seed N] [--steps 50]`.

Each goes through session and Qt model, under Qt's model tester: undo of all gives the start, redo of all the end,
saving and loading the same, and Qt has nothing to complain of. From the project's folder; a seed of its own is drawn
and printed where none is given. Ends with 1 where something did not hold.
"""

import argparse
import multiprocessing
import os
import secrets
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field

BATCH = 50
_MOST_TOLD = 5


@dataclass
class Figures:
    """What came of some sequences."""

    sequences: int = 0
    refused: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        """Add those of others."""
        self.sequences += other.sequences
        self.refused += other.refused
        self.failures += other.failures


def run_batch(seed: int, numbers: range, steps: int) -> Figures:
    """Run some sequences in this process, on the offscreen platform."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415  (after the platform is chosen)

    from tests.long_runs.sequence import run_sequence  # noqa: PLC0415

    app = QGuiApplication.instance() or QGuiApplication([])
    figures = Figures()
    for number in numbers:
        try:
            figures.refused += run_sequence(seed, number, steps)
        except Exception:  # noqa: BLE001  (whatever it was, it is told with its number)
            figures.failures.append(traceback.format_exc())
        figures.sequences += 1
    app.processEvents()
    return figures


def main() -> int:
    """Run them side by side; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.long_runs.sessions")
    parser.add_argument("--count", type=int, default=10_000, help="how many sequences (default: 10000)")
    parser.add_argument("--first", type=int, default=0, help="number of the first one, to look at one again")
    parser.add_argument("--seed", type=int, default=None, help="the seed of a run before")
    parser.add_argument("--steps", type=int, default=50, help="edits in each (default: 50)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes side by side")
    given = parser.parse_args()
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    end = given.first + given.count
    batches = [range(start, min(start + BATCH, end)) for start in range(given.first, end, BATCH)]
    _tell(f"seed {seed}: {given.count:,} sequences of {given.steps} edits in {given.workers} processes")
    began, figures = time.perf_counter(), Figures()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(given.workers, mp_context=context) as pool:
        for done in as_completed([pool.submit(run_batch, seed, batch, given.steps) for batch in batches]):
            figures.add(done.result())
            for failure in done.result().failures[:_MOST_TOLD]:
                _tell(failure)
    edits = figures.sequences * given.steps
    _tell(
        f"seed {seed}: {figures.sequences:,} sequences, {edits:,} edits asked for, {figures.refused:,} refused, "
        f"{len(figures.failures):,} failures; {time.perf_counter() - began:.0f} s"
    )
    return 1 if figures.failures else 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
