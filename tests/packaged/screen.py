"""A screen of its own, and hands for the window on it: keys go to whatever has the focus, as a user's would."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

TOOLS = ("Xvfb", "xdotool")
PATIENCE = 60
"""So many seconds for anything to happen; a loaded machine takes some."""


def missing_tools() -> list[str]:
    """List what is not installed of what a screen needs."""
    return [tool for tool in TOOLS if not shutil.which(tool)]


class Screen:
    """A virtual screen; `number` as in DISPLAY. Reachable over TCP too, so from within another root."""

    def __init__(self, number: str) -> None:
        self.number = number

    def tool(self, *arguments: str) -> str:
        """Run xdotool here, and give what it says."""
        command = [str(shutil.which("xdotool")), *arguments]
        environment = {**os.environ, "DISPLAY": f":{self.number}"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.strip()

    def windows(self, title: str) -> list[str]:
        """List the windows that are shown with a title."""
        return self.tool("search", "--onlyvisible", "--name", title).split()

    def wait_for_window(self, title: str) -> None:
        """Wait until a window is shown with a title, and give it the keyboard."""
        until(lambda: bool(self.windows(title)), f"no window {title!r}")
        time.sleep(0.5)  # it has been shown, and is still setting itself up
        self.tool("windowfocus", "--sync", self.windows(title)[-1])

    def press(self, *keys: str) -> None:
        """Press keys, as `ctrl+s`."""
        self.tool("key", "--clearmodifiers", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self.tool("type", "--delay", "5", text)


@contextmanager
def screen() -> Iterator[Screen]:
    """Put a screen up, and take it down."""
    read, write = os.pipe()
    command = [str(shutil.which("Xvfb")), "-displayfd", str(write), "-screen", "0", "1400x900x24", "-listen", "tcp"]
    command.append("-noreset")  # else it begins anew, answering nobody, whenever its last guest has gone
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield Screen(told.readline().strip())
    finally:
        server.terminate()
        server.wait()


def until(happened: Callable[[], bool], complaint: str) -> None:
    """Wait until something has happened; raises AssertionError with the complaint where it does not."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, complaint
        time.sleep(0.05)


def has_content(file: Path, wanted: Callable[[bytes], bool]) -> Callable[[], bool]:
    """Give the question for `until` whether a file is there, with what is wanted in it."""
    return lambda: file.exists() and wanted(file.read_bytes())
