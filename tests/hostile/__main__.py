"""Damaged documents in thousands, and all hostile ones, within the real limits.

`python -m tests.hostile [--count 20000] [--seed 0] [--workers N]`, from the project's folder, on an idle machine.
Prints the figures and ends with 1 where a document was answered wrongly, took more than 2 s or more than 200 MB.
The mutants go through `check` and `export` in worker processes, each new for a hundred of them: what one of these has
used at its peak is an upper bound for every document in it. The listed cases have a process of their own.
"""

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from core.files import FileError, parse_network
from tests.core.helpers import document
from tests.core.program import FAILED, FINE, HAS_PROBLEM
from tests.hostile.documents import REFUSED
from tests.hostile.graphs import ALL_GRAPHS, GRAPHS
from tests.hostile.judging import COMMANDS, Answer, answered, faults, measured
from tests.hostile.limits import HANG, MEGABYTES, SECONDS, TooSlowError, stopped_after
from tests.hostile.mutants import examples, mutant

BATCH = 100
BY_ITSELF = 200
"""One in so many mutants is also given to a process of its own."""
NOT_LIMITED = ALL_GRAPHS.keys() - GRAPHS.keys()


@dataclass
class Figures:
    """What came of documents: how they were answered, the worst time and memory, and what went wrong."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: tuple[float, str] = (0.0, "")
    megabytes: tuple[float, str] = (0.0, "")
    violations: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        """Take in those of other documents."""
        self.statuses += other.statuses
        self.seconds = max(self.seconds, other.seconds)
        self.megabytes = max(self.megabytes, other.megabytes)
        self.violations += other.violations

    def note(self, name: str, seconds: float, megabytes: float, *, limited: bool = True) -> None:
        """Note what a document cost."""
        self.seconds = max(self.seconds, (seconds, name))
        self.megabytes = max(self.megabytes, (megabytes, name))
        if limited and (seconds > SECONDS or megabytes > MEGABYTES):
            self.violations.append(f"{name}: {seconds:.2f} s, {megabytes:.0f} MB")

    def __str__(self) -> str:
        refused, accepted = self.statuses[FAILED], self.statuses[FINE] + self.statuses[HAS_PROBLEM]
        return (
            f"{refused + accepted:,} documents: {refused:,} refused, {accepted:,} answered "
            f"({self.statuses[HAS_PROBLEM]:,} with problems); at worst {self.seconds[0]:.2f} s ({self.seconds[1]}) "
            f"and {self.megabytes[0]:.0f} MB ({self.megabytes[1]}); {len(self.violations)} violations"
        )


def _judge(figures: Figures, name: str, answer: Callable[[str], Answer], allowed: Sequence[int]) -> None:
    """Give a document to both commands."""
    try:
        answers = [answer(command) for command in COMMANDS]
    except (Exception, TooSlowError) as error:  # noqa: BLE001  (any at all is what is looked for)
        figures.violations.append(f"{name}: {type(error).__name__}: {error}")
        return
    figures.statuses[answers[0].status] += 1
    figures.violations += [f"{name}: {fault}" for fault in faults(answers, allowed)]
    worst = max(each.seconds for each in answers)
    figures.note(name, worst, max(each.megabytes for each in answers), limited=name not in NOT_LIMITED)


def try_mutants(seed: int, numbers: Sequence[int]) -> Figures:
    """Give mutants to the commands in this process."""
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "mutant.strata")
        for number in numbers:
            tried = mutant(seed, number)
            file.write_bytes(tried.data)
            _judge(figures, str(tried), partial(answered, file=file), (FINE, HAS_PROBLEM, FAILED))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    figures.note(f"mutants {numbers[0]} to {numbers[-1]} of seed {seed} together", 0.0, peak)
    return figures


def try_cuts(name: str) -> Figures:
    """Cut an example off at every byte."""
    figures = Figures()
    data = examples()[name].rstrip()
    for length in range(len(data)):
        start = time.perf_counter()
        try:
            with stopped_after(HANG):
                parse_network(data[:length])
            figures.violations.append(f"the first {length:,} bytes of {name}: not refused")
        except FileError:
            figures.statuses[FAILED] += 1
        except (Exception, TooSlowError) as error:  # noqa: BLE001
            figures.violations.append(f"the first {length:,} bytes of {name}: {type(error).__name__}: {error}")
        figures.note(f"the first {length:,} bytes of {name}", time.perf_counter() - start, 0.0)
    return figures


def try_by_themselves(documents: Iterable[tuple[str, Callable[[], bytes], Sequence[int]]], *, tell: bool) -> Figures:
    """Give documents to the program as a user does, one after the other."""
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "hostile.strata")
        for name, make, allowed in documents:
            file.write_bytes(make())
            one = Figures()
            _judge(one, name, partial(measured, file=file), allowed)
            if tell:
                _tell(
                    f"  {name}: {one.seconds[0]:.2f} s, {one.megabytes[0]:.0f} MB, exit {max(one.statuses, default='?')}"
                )
            figures.add(one)
    return figures


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _together(workers: int, tries: Iterable[Callable[[], Figures]]) -> Figures:
    """Run tries side by side, each in a new process."""
    figures = Figures()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=1) as pool:
        for future in [pool.submit(each) for each in tries]:
            figures.add(future.result())
    return figures


def main() -> int:
    """Try everything; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=20_000, help="how many damaged documents (default: 20000)")
    parser.add_argument("--seed", type=int, default=0, help="of the damage (default: 0)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes side by side")
    given = parser.parse_args()
    numbers = range(given.count)
    batches = [numbers[start : start + BATCH] for start in range(0, given.count, BATCH)]
    any_status = (FINE, HAS_PROBLEM, FAILED)
    sample = (mutant(given.seed, number) for number in numbers[::BY_ITSELF])
    graphs = [(name, partial(_graph, name), (FINE, HAS_PROBLEM)) for name in ALL_GRAPHS]
    parts: dict[str, Callable[[], Figures]] = {
        f"mutants of seed {given.seed}": lambda: _together(
            given.workers, [partial(try_mutants, given.seed, batch) for batch in batches]
        ),
        "examples cut off at every byte": lambda: _together(
            given.workers, [partial(try_cuts, name) for name in examples()]
        ),
        "mutants in a process of their own": lambda: try_by_themselves(
            ((str(tried), partial(bytes, tried.data), any_status) for tried in sample), tell=False
        ),
        "hostile documents": lambda: try_by_themselves(
            ((name, make, (FAILED,)) for name, make in REFUSED.items()), tell=True
        ),
        "large graphs": lambda: try_by_themselves(graphs, tell=True),
    }
    return _report(parts)


def _graph(name: str) -> bytes:
    return document(ALL_GRAPHS[name]())


def _report(parts: dict[str, Callable[[], Figures]]) -> int:
    violations: list[str] = []
    for name, run in parts.items():
        start = time.perf_counter()
        figures = run()
        _tell(f"{name}: {figures}; {time.perf_counter() - start:.0f} s in all")
        violations += figures.violations
    for violation in violations[:100]:
        _tell(f"VIOLATION {violation}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
