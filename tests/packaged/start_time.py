"""From the start of the process to the first paint: packaged and from the sources, warm; packaged, cold.

`python -m tests.packaged.start_time --folder dist/strata [--pairs 11]` on an idle machine with Xvfb; the sources run
in the Python that runs this. Cold means that the system has forgotten every file, which root can ask it for.
"""

import argparse
import ctypes
import ctypes.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.core.helpers import LASAGNE, ROOT
from tests.packaged.screen import PATIENCE, missing_tools, screen

DROP_CACHES = Path("/proc/sys/vm/drop_caches")
_SMALLEST = 300
"""A window of fewer pixels across is none that people work in."""


class Eye:
    """Looks at a screen through the library of X."""

    def __init__(self, number: str) -> None:
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        for name in ("XOpenDisplay", "XDefaultRootWindow", "XGetImage"):
            getattr(self._x, name).restype = ctypes.c_void_p
        self._x.XGetPixel.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(f":{number}".encode()))
        self._root = ctypes.c_void_p(self._x.XDefaultRootWindow(self._display))

    def sees_a_window(self) -> bool:
        """Tell whether something other than the black of the empty screen is painted near its upper left corner."""
        # The window stands there, as nobody manages windows; its menu bar is the first thing in it.
        image = self._x.XGetImage(self._display, self._root, 0, 0, _SMALLEST, 1, ctypes.c_ulong(0xFFFFFF), 2)
        if not image:
            return False
        image = ctypes.c_void_p(image)
        pixels = [self._x.XGetPixel(image, x, 0) for x in (5, _SMALLEST // 2, _SMALLEST - 5)]
        self._x.XDestroyImage(image)
        return all(pixels)


def first_paint(command: list[str], eye: Eye, number: str) -> float:
    """Give the seconds from a start to the first paint, with settings that are new."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "STRATA_HOME": home}
        begin = time.perf_counter()
        program = subprocess.Popen([*command, str(LASAGNE)], env=environment)
        try:
            while not eye.sees_a_window():
                assert time.perf_counter() - begin < PATIENCE, "no window came"
                assert program.poll() is None, "the program ended"
                time.sleep(0.001)
            taken = time.perf_counter() - begin
        finally:
            program.terminate()
            program.wait()
        while eye.sees_a_window():
            time.sleep(0.01)
    return taken


def forget_files() -> bool:
    """Let the system forget the files that it keeps in memory; tells whether it did."""
    try:
        os.sync()
        DROP_CACHES.write_text("3")
    except OSError:
        return False
    return True


def main() -> int:
    """Measure, and print the medians; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.packaged.start_time", description="Time the start.")
    parser.add_argument("--folder", type=Path, default=ROOT / "dist" / "strata", help="the unpacked program")
    parser.add_argument("--pairs", type=int, default=11, help="how many of each (default: 11)")
    arguments = parser.parse_args()
    if missing_tools():
        print(f"not installed: {', '.join(missing_tools())}")
        return 2
    packaged, sources = [str(arguments.folder.resolve() / "strata")], [sys.executable, str(ROOT / "main.py")]
    with screen() as shown:
        eye = Eye(shown.number)
        warm: dict[str, list[float]] = {"packaged": [], "sources": []}
        for turn in range(arguments.pairs + 1):  # the first is thrown away
            for name, command in (("packaged", packaged), ("sources", sources)):
                taken = first_paint(command, eye, shown.number)
                if turn:
                    warm[name].append(taken)
        cold = [first_paint(packaged, eye, shown.number) for _ in range(5) if forget_files()]
    medians = {name: statistics.median(taken) for name, taken in warm.items()}
    print(f"warm, {arguments.pairs} pairs, medians: " + ", ".join(f"{n} {1e3 * t:.0f} ms" for n, t in medians.items()))
    ratios = [a / b for a, b in zip(warm["packaged"], warm["sources"], strict=True)]
    print(f"packaged / sources: {statistics.median(ratios):.2f}")
    told = (
        f"median {1e3 * statistics.median(cold):.0f} ms of {len(cold)}" if cold else "needs root on a Linux of its own"
    )
    print(f"packaged, cold: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
