"""The packaged program without a window, and that a portable copy writes nowhere else."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from core import VERSION
from core.home import HOME
from tests.core.helpers import ROOT
from tests.packaged.screen import Screen
from tests.packaged.session import Start, work_at_the_window

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
"""Runs the program with arguments, and variables of the environment by keyword."""

EXAMPLE = "resnet-18.strata"


def here(program: Path) -> Run:
    """Give the way to run a program in a bare environment."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        command = [str(program), *arguments]
        return subprocess.run(command, env=variables, capture_output=True, check=False, timeout=120)

    return run


def commands(run: Run, examples: str) -> None:
    """Try the command line: what is written is what the sources write."""
    assert run("--version").stdout.decode() == f"Strata {VERSION}\n"
    assert run("--help").stdout.startswith(b"usage: strata ")
    for target in ("csv", "svg", "markdown", "latex", "html"):
        done = run("export", f"{examples}/{EXAMPLE}", "--to", target)
        source = [sys.executable, "main.py", "export", str(ROOT / "resources" / "examples" / EXAMPLE), "--to", target]
        wanted = subprocess.run(source, cwd=ROOT, capture_output=True, check=True).stdout
        assert (done.returncode, done.stdout, done.stderr) == (0, wanted, b""), target
    done = run("check", f"{examples}/nothing.strata")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), done.stderr


def pictures(run: Run, examples: str) -> None:
    """Write what Qt draws, which it does on its offscreen platform."""
    for target, beginning in (("pdf", b"%PDF"), ("png", b"\x89PNG")):
        done = run("export", f"{examples}/{EXAMPLE}", "--to", target)
        assert (done.returncode, done.stdout[:4], done.stderr) == (0, beginning, b""), done.stderr


def opens_offscreen(start: Start, examples: str, home: Path, as_seen: str) -> None:
    """Open the window where it is not seen; it notes in its home which document is open."""
    program = start({"QT_QPA_PLATFORM": "offscreen", HOME: as_seen}, f"{examples}/{EXAMPLE}")
    end = time.monotonic() + 60
    while not list(home.rglob("*.alive")):
        assert program.poll() is None, program.communicate()
        assert time.monotonic() < end, "no window came"
        time.sleep(0.05)
    time.sleep(1)
    assert program.poll() is None, program.communicate()
    program.terminate()
    assert program.communicate(timeout=30)[0] == b""


def portable(folder: Path, work: Path, screen: Screen) -> str:
    """Work with a folder STRATA_HOME beside the program: every file that is written lies in it, or was asked for."""
    copy = work / "a stick" / "strata"
    shutil.copytree(folder, copy)
    home, documents, trace = work / "home", work / "documents", work / "trace"
    for made in (copy / HOME, home, documents):
        made.mkdir()
    strace = shutil.which("strace")
    watched = [strace, "-D", "-f", "-y", "-qq", "-s", "1000", "-e", "trace=file", "-o", str(trace)] if strace else []

    def start(variables: dict[str, str], /, *arguments: str) -> "subprocess.Popen[bytes]":
        surroundings = {"HOME": str(home), "PATH": os.environ["PATH"], **variables}
        command = [*watched, str(copy / "strata"), *arguments]
        return subprocess.Popen(command, env=surroundings, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    work_at_the_window(start, screen, f":{screen.number}", documents, str(documents))
    assert list(home.rglob("*")) == [], "something was written into the user's home"
    assert (copy / HOME / "settings.ini").exists()
    if not strace:
        return "the user's home stays empty; strace is not installed, so other places were not watched"
    elsewhere = sorted(_written(trace, home) - {""})
    allowed = (str(copy / HOME), str(documents), "/dev/", "/proc/")
    foreign = [path for path in elsewhere if not path.startswith(allowed)]
    assert not foreign, f"written elsewhere: {foreign}"
    return f"{len(elsewhere)} files written, all beside the program or asked for (watched with strace)"


_CALL = re.compile(r"^\d+ +(?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
_WRITING = ("mkdir", "rename", "link", "symlink", "mknod", "creat", "truncate", "chmod")


def _written(trace: Path, folder: Path) -> set[str]:
    """List the paths that calls wrote to, made or renamed, as far as they succeeded."""
    found: set[str] = set()
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        call = _CALL.match(line)
        if call is None or call["result"].startswith("-"):
            continue
        opened = call["call"].startswith("open") and re.search(r"O_WRONLY|O_RDWR|O_CREAT", call["arguments"])
        if opened or call["call"].startswith(_WRITING):
            paths = re.findall(r'"((?:[^"\\]|\\.)*)"', call["arguments"])
            found.update(str(folder / path) for path in paths)
    return found
