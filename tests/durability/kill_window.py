"""Kill the running window with SIGKILL while someone edits, and measure how many seconds of edits are lost.

Each life of the window is edited every 0.3 s with pauses, and killed at a random time; the name of the last layer says
when its edit was made. `python -m tests.durability.kill_window --count 200`
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from core.recovery import RecoveryFolder

EDITOR = """
import random, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from core import actions
from gui import application
from gui.file_actions import FIRST_EXAMPLE

draw = random.Random(int(sys.argv[1]))
app = application.make_application()
window = application.open_window(FIRST_EXAMPLE)
session = window.document.session
log = open(sys.argv[2], "w")

def edit():
    name = f"t{int(time.time() * 1000)}"
    window.document.do(lambda: actions.rename_layer(window.document.network, 1, name))
    log.write(name + "\\n")
    log.flush()
    pause = 2500 if draw.random() < 0.05 else 300
    QTimer.singleShot(pause, window, edit)

QTimer.singleShot(0, window, edit)
app.exec()
"""


def live_and_die(seed: int, longest: float) -> float:
    """Run one window until it is killed; gives the seconds of edits that its recovery copy does not have."""
    draw = random.Random(seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        home, edits = Path(folder), Path(folder) / "edits"
        environment = {**os.environ, "STRATA_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-c", EDITOR, str(seed), str(edits)]
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as window:
            while not (edits.exists() and edits.stat().st_size) and window.poll() is None:
                time.sleep(0.05)
            time.sleep(draw.uniform(1, longest))
            killed = time.time()
            window.send_signal(signal.SIGKILL)
        made = [int(line[1:]) for line in edits.read_text().split() if len(line) == 14]
        copies = RecoveryFolder(home / "recovery").abandoned()
        names = [layer.name for copy in copies for layer in copy.read().layers]
        kept = max((int(name[1:]) for name in names if name[:1] == "t" and name[1:].isdigit()), default=0)
        lost = [moment for moment in made if moment > kept]
        # From the first edit that is lost to the kill.
        return killed - lost[0] / 1000 if lost else 0.0


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--parallel", type=int, default=4)
    parser.add_argument("--longest", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with ThreadPoolExecutor(given.parallel) as pool:
        seeds = range(given.seed, given.seed + given.count)
        lost = list(pool.map(lambda seed: live_and_die(seed, given.longest), seeds))
    print(f"seeds {seeds[0]} to {seeds[-1]}: {len(lost)} kills, at most {max(lost):.1f} s of edits lost")
    sys.exit(max(lost) > 15)


if __name__ == "__main__":
    main()
