"""A bare Debian without Python, in which the packaged program runs: made by debootstrap, entered by chroot."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.packaged.running import commands, opens_offscreen, pictures
from tests.packaged.screen import Screen
from tests.packaged.session import work_at_the_window

SUITE = "bookworm"
PROGRAM = "/opt/strata/strata"
EXAMPLES = "/opt/strata/_internal/resources/examples"
SEARCHED = "/usr/sbin:/usr/bin:/sbin:/bin"


def why_not() -> str:
    """Say why no tree can be made here; empty where it can be tried."""
    if os.geteuid() != 0:
        return "making a tree needs root"
    missing = [tool for tool in ("debootstrap", "chroot") if not shutil.which(tool, path=SEARCHED)]
    return f"not installed: {', '.join(missing)}" if missing else ""


def make(tree: Path) -> str:
    """Make the tree, of what a Debian cannot be without; gives the reason where that cannot be done."""
    tool = str(shutil.which("debootstrap", path=SEARCHED))
    command = [tool, "--variant=minbase", SUITE, str(tree)]
    surroundings = {**os.environ, "PATH": SEARCHED}
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)
    last = (done.stdout + done.stderr).strip().splitlines()[-1:]
    return "" if done.returncode == 0 else f"debootstrap failed, as it does without a network: {' '.join(last)}"


class Tree:
    """A tree with the unpacked program in it, in which nothing else of this machine is seen."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        shutil.copytree(folder, root / "opt" / "strata")

    def command(self, *words: str, **variables: str) -> list[str]:
        """Give the command that runs words within, in a bare environment."""
        surroundings = {"HOME": "/root", "PATH": SEARCHED, **variables}
        settings = [f"{name}={value}" for name, value in surroundings.items()]
        return [str(shutil.which("chroot", path=SEARCHED)), str(self.root), "/usr/bin/env", "-i", *settings, *words]

    def run(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[bytes]":
        """Run the program within."""
        command = self.command(PROGRAM, *arguments, **variables)
        return subprocess.run(command, capture_output=True, check=False, timeout=120)

    def start(self, variables: dict[str, str], /, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start the program within."""
        command = self.command(PROGRAM, *arguments, **variables)
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def install(self, *packages: str) -> None:
        """Install packages within, and nothing that they merely recommend."""
        words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        command = self.command(*words, DEBIAN_FRONTEND="noninteractive")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def try_it(tree: Tree, screen: Screen | None) -> str:
    """Try all that is wanted of the program in the tree; gives what was tried."""
    assert not list(tree.root.glob("usr/bin/python*")), "there is a Python in the bare tree"
    commands(tree.run, EXAMPLES)
    without = tree.run()
    assert without.stdout.decode().endswith("217,706\n")
    assert without.stderr.decode().startswith("There is no screen to open a window on (DISPLAY is not set)")
    missing = tree.run(QT_QPA_PLATFORM="offscreen")
    assert missing.returncode == 2
    sentence = missing.stderr.decode()
    assert sentence.startswith("System libraries are missing: "), sentence
    assert sentence.count("\n") == 1, sentence
    assert sentence.endswith("apt install libegl1 libgl1 libx11-6\n"), sentence
    tree.install("libgl1", "libegl1", "fonts-dejavu-core")
    pictures(tree.run, EXAMPLES)
    opens_offscreen(tree.start, EXAMPLES, tree.root / "tmp" / "home", "/tmp/home")  # noqa: S108  (inside the tree)
    tried = "without libraries (one sentence), exports, offscreen"
    if screen is None:
        return tried
    work_at_the_window(tree.start, screen, f"127.0.0.1:{screen.number}", tree.root / "root", "/root")
    return tried + ", xcb (opened, saved, exported at the window)"
