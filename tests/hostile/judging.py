"""The program on a document, in this process or in one of its own, and whether its answer is one that it may give."""

import csv
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from main import main
from tests.core.helpers import ROOT
from tests.core.program import FAILED, FINE, HAS_PROBLEM, environment
from tests.hostile.limits import HANG, stopped_after

COMMANDS = ("check", "export")
COLUMNS = 12
LONGEST_SENTENCE = 2_000
LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command; the memory, in megabytes, is known only of a process of its own."""

    command: str
    status: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float = 0.0


def answered(command: str, file: Path, *, hang: float = HANG) -> Answer:
    """Run a command in this process."""
    out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
    start = time.perf_counter()
    with redirect_stdout(out), redirect_stderr(err), stopped_after(hang):
        status = main([command, str(file)])
    seconds = time.perf_counter() - start
    return Answer(command, status, _written(out), _written(err), seconds)


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def measured(command: str, file: Path, *, hang: float = HANG) -> Answer:
    """Run a command in a process of its own, as a user does."""
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, "note")
        program = [sys.executable, str(ROOT / "main.py"), command, str(file)]
        launcher = [sys.executable, "-S", "-E", str(LAUNCHER), str(note), str(hang), *program]
        done = subprocess.run(launcher, capture_output=True, env=environment(), check=True)
        status, seconds, memory = note.read_text(encoding="ascii").split()
    return Answer(command, int(status), done.stdout, done.stderr, float(seconds), float(memory) / 1e6)


def fault(answer: Answer, allowed: Sequence[int] = (FINE, HAS_PROBLEM, FAILED)) -> str:
    """Say what is wrong with an answer; empty where nothing is."""
    if answer.status not in allowed:
        return f"{answer.command}: exit status {answer.status}: {answer.err[-300:]!r}"
    found = _fault_of_refusal(answer) if answer.status == FAILED else _fault_of_result(answer)
    return f"{answer.command}: {found}" if found else ""


def _fault_of_refusal(answer: Answer) -> str:
    if answer.out:
        return f"refused, and yet {len(answer.out):,} bytes on standard output"
    sentence = answer.err.decode()
    if not sentence.endswith("\n") or not sentence[:-1].isprintable() or len(sentence) > LONGEST_SENTENCE:
        return f"not one line: {sentence[:300]!r}"
    return ""


def _fault_of_result(answer: Answer) -> str:
    if answer.err:
        return f"answered, and yet complained: {answer.err[:300]!r}"
    text = answer.out.decode()
    if answer.command == "check":
        *problems, totals = text.splitlines()
        fits = bool(problems) == (answer.status == HAS_PROBLEM) and text.endswith("\n")
        return "" if fits and text.replace("\n", "").isprintable() else f"not a line a problem: {totals[:300]!r}"
    header, *rows, total = csv.reader(io.StringIO(text, newline=""))
    if any(len(row) != COLUMNS for row in (header, *rows, total)) or total[1] != "Total":
        return "not a table"
    has_problem = any(row[-1] for row in rows)
    return "" if has_problem == (answer.status == HAS_PROBLEM) else "the exit status does not fit the problems"


def faults(answers: Sequence[Answer], allowed: Sequence[int] = (FINE, HAS_PROBLEM, FAILED)) -> list[str]:
    """Say what is wrong with the answers to a document: each by itself, and that they agree."""
    found = [text for text in (fault(answer, allowed) for answer in answers) if text]
    if len({answer.status for answer in answers}) > 1:
        found.append(f"exit statuses {[answer.status for answer in answers]}")
    return found
