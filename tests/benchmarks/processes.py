"""Whole processes: exports, checks, starts and their memory."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from core.analysis import analyse
from core.files import read_network
from tests.benchmarks.measure import Row, in_turn, seconds
from tests.benchmarks.networks import write_documents

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
REFERENCES = HERE / "references"
RESNET = ROOT / "resources" / "examples" / "resnet-152.strata"
EXAMPLE = ROOT / "resources" / "examples" / "lasagne-mnist.strata"
DOCUMENTS, LAYERS = 1_000, 50


class Processes:
    """Runs programs where nothing is remembered but compiled modules."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        self._environment["STRATA_HOME"] = str(folder / "home")
        self._environment["QT_QPA_PLATFORM"] = "offscreen"

    def whole(self, *command: object) -> float:
        """Give the seconds that a program takes from its start to its end."""
        return seconds(lambda: self._run(command))

    def _run(self, command: Sequence[object]) -> None:
        call = [str(part) for part in command]
        subprocess.run(call, env=self._environment, stdout=subprocess.DEVNULL, check=True)

    def until_painted(self, *command: object) -> tuple[float, int]:
        """Give the seconds until a window says that it is painted, and its peak memory in bytes."""
        start = time.perf_counter()
        call = [str(part) for part in command]
        with subprocess.Popen(call, env=self._environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "painted\n"
            taken = time.perf_counter() - start
            return taken, int(process.stdout.readline()) * 1024

    def until_mapped(self, *command: object) -> float:
        """Give the seconds until a window with `Strata` in its title is there, on the screen of this process."""
        environment = {**self._environment, "QT_QPA_PLATFORM": "xcb"}
        start = time.perf_counter()
        call = [str(part) for part in command]
        with subprocess.Popen(call, env=environment, stdout=subprocess.DEVNULL) as process:
            search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "— Strata"]
            subprocess.run(search, stdout=subprocess.DEVNULL, check=True)
            taken = time.perf_counter() - start
            process.terminate()
        return taken


def rows(packaged: Path | None) -> Iterator[Row]:
    """Measure each; `packaged` is the program of an unpacked download."""
    with tempfile.TemporaryDirectory(prefix="strata-benchmark-") as name:
        folder = Path(name)
        programs = Processes(folder)
        yield from _exports(programs, folder)
        yield _check(programs, folder)
        yield from _starts(programs)
        if packaged is not None:
            yield _packaged(programs, packaged)


def _exports(programs: Processes, folder: Path) -> Iterator[Row]:
    import onnx  # noqa: PLC0415  (only this needs it)

    from tests.benchmarks.references.onnx_shapes import resnet152  # noqa: PLC0415

    model = folder / "resnet152.onnx"
    onnx.save(resnet152(), model)
    what = "whole process: export of ResNet-152 as CSV"
    export = (sys.executable, ROOT / "main.py", "export", RESNET)
    for reference, command, at_most, aim in (
        ("torchinfo on the meta device", (REFERENCES / "torchinfo_resnet152.py",), Fraction(1, 50), Fraction(1, 100)),
        ("ONNX shape inference, whole process", (REFERENCES / "onnx_shapes.py", model), Fraction(1, 3), Fraction(1, 6)),
    ):
        ours, theirs = in_turn(
            lambda: programs.whole(*export),
            lambda command=command: programs.whole(sys.executable, *command),  # type: ignore[misc]
        )
        yield Row(what, reference, at_most, aim, ours, theirs)


def _check(programs: Processes, folder: Path) -> Row:
    documents = folder / "documents"
    documents.mkdir()
    files = write_documents(documents, DOCUMENTS, LAYERS)
    network = read_network(files[0])

    def many() -> float:
        return programs.whole(sys.executable, ROOT / "main.py", "check", *files) / DOCUMENTS

    def warm() -> float:
        return seconds(lambda: [analyse(network) for _ in range(100)]) / 100

    ours, theirs = in_turn(many, warm)
    what = f"check of {DOCUMENTS:,} documents of {LAYERS} layers in one call, each"
    return Row(what, "a full recompute of one, warm", Fraction(20), Fraction(8), ours, theirs)


def _starts(programs: Processes) -> Iterator[Row]:
    empty = (sys.executable, REFERENCES / "empty_window.py")

    def strata(file: Path) -> tuple[float, int]:
        return programs.until_painted(sys.executable, HERE / "started_window.py", file)

    ours, theirs = in_turn(lambda: strata(EXAMPLE)[0], lambda: programs.until_painted(*empty)[0])
    what = "process start to first painting, example open"
    yield Row(what, "an empty QMainWindow", Fraction(13, 10), Fraction(6, 5), ours, theirs)
    ours, theirs = in_turn(lambda: strata(RESNET)[1], lambda: programs.until_painted(*empty)[1])
    what = "peak memory, window with ResNet-152"
    yield Row(what, "an empty QMainWindow", Fraction(13, 10), Fraction(23, 20), ours, theirs, "MB")


def _packaged(programs: Processes, packaged: Path) -> Row:
    if not (os.environ.get("DISPLAY") and shutil.which("xdotool")):
        raise SystemExit("The packaged start is measured on a screen, by xdotool: run this under xvfb-run.")
    ours, theirs = in_turn(
        lambda: programs.until_mapped(packaged, EXAMPLE),
        lambda: programs.until_mapped(sys.executable, ROOT / "main.py", EXAMPLE),
    )
    what = "process start to the window on a screen, packaged"
    return Row(what, "the same from the virtual environment", Fraction(13, 10), Fraction(11, 10), ours, theirs)
