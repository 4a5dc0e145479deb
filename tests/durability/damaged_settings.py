"""Start with damaged settings again and again, and look whether the window opens.

`python -m tests.durability.damaged_settings --count 500`
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

SOUND = b'[General]\nlast_document="\\"/tmp/a.strata\\""\nlast_folder="\\"/tmp\\""\nrecent_documents="[\\"/tmp/a\\"]"\n'
WRONG = (b"[1,2]", b"{}", b"null", b"-1", b"1e999", b"@Variant(\\0\\0\\0)", b"@ByteArray(x)", b'"\\0"', b"NaN")


def damage(draw: random.Random, file: Path) -> None:
    """Put damaged settings in a place, of a random sort."""
    match draw.randrange(6):
        case 0:
            file.write_bytes(draw.randbytes(draw.randrange(2000)))
        case 1:
            file.write_bytes(SOUND[: draw.randrange(len(SOUND))])
        case 2:
            keys = (b"last_document", b"last_folder", b"recent_documents", b"language", b"theme", b"zoom")
            file.write_bytes(b"[General]\n" + b"".join(key + b"=" + draw.choice(WRONG) + b"\n" for key in keys))
        case 3:
            file.write_bytes(b"[General]\nlast_document=" + b"x" * draw.randrange(2**20, 2**22))
        case 4:
            file.mkdir()
        case _:
            damaged = bytearray(SOUND)
            for _ in range(draw.randrange(1, 20)):
                damaged[draw.randrange(len(damaged))] = draw.randrange(256)
            file.write_bytes(damaged)


def start_often(count: int, seed: int) -> list[str]:
    """Open the window over so many damaged settings; gives what went wrong."""
    from gui.application import make_application, open_window  # noqa: PLC0415
    from gui.preferences import put_damaged_settings_aside  # noqa: PLC0415

    make_application()
    wrong = []
    for number in range(seed, seed + count):
        with tempfile.TemporaryDirectory() as home:
            os.environ["STRATA_HOME"] = home
            damage(random.Random(number), Path(home) / "settings.ini")  # noqa: S311
            try:
                put_damaged_settings_aside()
                window = open_window(None)
                if not window.isVisible() or not window.document.network.layers:
                    wrong.append(f"{number}: no window")
                window.close_without_question()
            except Exception as error:  # noqa: BLE001  (whatever it is, it keeps the window from opening)
                wrong.append(f"{number}: {error!r}")
    return wrong


PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import main
from gui import application

opened = application.open_window

def open_and_quit(file):
    window = opened(file)
    def look():
        print("window", window.isVisible(), len(window.document.network))
        QApplication.quit()
    QTimer.singleShot(100, window, look)
    return window

application.open_window = open_and_quit
sys.exit(main.main([]))
"""


def start_program(home: Path, *before: str) -> str:
    """Start the real program over the settings in a folder until its window is there; gives what went wrong.

    `before` is what the command begins with, as where another user starts it.
    """
    environment = {**os.environ, "STRATA_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [*before, sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    is_fine = done.returncode == 0 and done.stdout.startswith("window True ") and "Traceback" not in done.stderr
    return "" if is_fine else f"status {done.returncode}: {done.stdout}{done.stderr}"


def start_programs(count: int, seed: int) -> list[str]:
    """Start the real program over so many damaged settings; gives what went wrong."""
    wrong = []
    for number in range(seed, seed + count):
        with tempfile.TemporaryDirectory() as home:
            damage(random.Random(number), Path(home) / "settings.ini")  # noqa: S311
            fault = start_program(Path(home))
            if fault:
                wrong.append(f"{number}: {fault}")
    return wrong


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--programs", type=int, default=20, help="so many are tried with the whole program too")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    wrong = start_often(given.count, given.seed) + start_programs(given.programs, given.seed)
    print(
        f"seed {given.seed}: {given.count} damaged settings, {given.programs} with the whole program, "
        f"{len(wrong)} starts failed",
        *wrong,
        sep="\n",
    )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
