"""Documents in numbers, each judged: what came of them, and what they cost."""

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from core.files import FileError, parse_network
from tests.core.program import FAILED, FINE, HAS_PROBLEM
from tests.hostile.graphs import ALL_GRAPHS, GRAPHS
from tests.hostile.judging import COMMANDS, Answer, answered, faults, measured
from tests.hostile.limits import HANG, MEGABYTES, SECONDS, TooSlowError, stopped_after
from tests.hostile.mutants import examples, mutant

ANY = (FINE, HAS_PROBLEM, FAILED)
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
            _judge(figures, str(tried), partial(answered, file=file), ANY)
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
                status = max(one.statuses, default="?")
                tell_line(f"  {name}: {one.seconds[0]:.2f} s, {one.megabytes[0]:.0f} MB, exit status {status}")
            figures.add(one)
    return figures


def tell_line(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
