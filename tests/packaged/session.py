"""One session at the window of the packaged program: the example is changed, saved and exported."""

import json
import subprocess
import time
from pathlib import Path
from typing import Protocol

from tests.packaged.screen import Screen, has_content, until


class Start(Protocol):
    """Starts the program, with variables of the environment and with arguments."""

    def __call__(self, variables: dict[str, str], /, *arguments: str) -> "subprocess.Popen[bytes]": ...


MAIN_WINDOW = "Strata$"


def work_at_the_window(start: Start, screen: Screen, display: str, folder: Path, as_seen: str) -> None:
    """Save the example under a new name, delete a layer, save, export, quit; `as_seen` is the folder's name inside."""
    program = start({"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"})
    try:
        screen.wait_for_window(MAIN_WINDOW)
        saved, table = folder / "mine.strata", folder / "table.csv"
        _answer_dialog(screen, "ctrl+shift+s", f"{as_seen}/{saved.name}")
        until(has_content(saved, lambda data: len(_layers(data)) == 7), "Save As wrote nothing")
        screen.wait_for_window(MAIN_WINDOW)
        screen.press("Delete")
        screen.press("ctrl+s")
        until(has_content(saved, lambda data: len(_layers(data)) == 6), "the change was not saved")
        _answer_dialog(screen, "ctrl+shift+e", f"{as_seen}/{table.name}")
        until(has_content(table, lambda data: data.count(b"\r\n") == 8), "no table was exported")
        _uses_its_own_qt(program)
        screen.wait_for_window(MAIN_WINDOW)
        screen.press("ctrl+q")
        output = program.communicate(timeout=30)[0].decode()
    except BaseException:
        program.kill()
        raise
    assert program.returncode == 0, f"the program ended with {program.returncode}: {output}"
    assert not output, f"the program said: {output}"


def _layers(data: bytes) -> list[object]:
    layers = json.loads(data)["layers"]
    assert isinstance(layers, list)
    return layers


def _answer_dialog(screen: Screen, keys: str, path: str) -> None:
    """Ask for a file dialog by its keys, and give it a path."""
    titles = {"ctrl+shift+s": "Save", "ctrl+shift+e": "Export CSV"}
    title = f"^{titles[keys]}"
    screen.press(keys)
    screen.wait_for_window(title)
    screen.press("ctrl+a")
    screen.write(path)

    def is_answered() -> bool:
        screen.press("Return")  # once more where the list of completions took the first
        time.sleep(1)
        return not screen.windows(title)

    until(is_answered, f"the dialog {title!r} stays")


def _uses_its_own_qt(program: "subprocess.Popen[bytes]") -> None:
    """See that Qt is loaded from the files that people may replace."""
    maps = Path(f"/proc/{program.pid}/maps")
    loaded = {line.split(maxsplit=5)[5] for line in maps.read_text().splitlines() if "/libQt6" in line}
    assert any(path.endswith("/strata/_internal/PySide6/Qt/lib/libQt6Widgets.so.6") for path in loaded), loaded
    foreign = [path for path in loaded if "/strata/_internal/PySide6/Qt/" not in path]
    assert not foreign, foreign
