"""Damaged documents in thousands, and all hostile ones, within the real limits.

`python -m tests.hostile [--count 20000] [--seed 0] [--workers N]`, from the project's folder, on an idle machine.
Prints the figures and ends with 1 where a document was answered wrongly, took more than 2 s or more than 200 MB
(100,000 layers are timed, and may take longer: their table is long).
The mutants go through `check` and `export` in worker processes, each new for a hundred of them: what one of these has
used at its peak is an upper bound for every document in it. The listed cases have a process of their own.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from tests.core.helpers import document
from tests.core.program import FAILED, FINE, HAS_PROBLEM
from tests.hostile.documents import REFUSED
from tests.hostile.graphs import ALL_GRAPHS
from tests.hostile.mutants import examples, mutant
from tests.hostile.trying import ANY, Figures, tell_line, try_by_themselves, try_cuts, try_mutants

BATCH = 100
BY_ITSELF = 200
"""One in so many mutants is also given to a process of its own."""


def _together(workers: int, tries: Iterable[Callable[[], Figures]]) -> Figures:
    """Run tries side by side, each in a new process."""
    figures = Figures()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=1) as pool:
        futures: list[Future[Figures]] = [pool.submit(each) for each in tries]
        for future in futures:
            try:
                figures.add(future.result())
            except BrokenProcessPool:
                figures.violations.append("a process died")
                break
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
            ((str(tried), partial(bytes, tried.data), ANY) for tried in sample), tell=False
        ),
        "hostile documents": lambda: try_by_themselves(
            ((name, make, (FAILED,)) for name, make in REFUSED.items()), tell=False
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
        tell_line(f"{name}: {figures}; {time.perf_counter() - start:.0f} s in all")
        violations += figures.violations
    for violation in violations[:100]:
        tell_line(f"VIOLATION {violation}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
