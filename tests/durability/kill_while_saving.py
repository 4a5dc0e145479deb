"""Kill a process with SIGKILL while it saves, again and again, and look whether the document can be read.

`python -m tests.durability.kill_while_saving --count 1000`
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from core.files import read_network
from core.writing import FileError

WRITER = """
import sys
from core.files import read_network, save_network
from core.records import replace
from pathlib import Path
path = Path(sys.argv[1])
one = read_network(path)
other = replace(one, name="the other one")
print("ready", flush=True)
while True:
    save_network(other, path)
    save_network(one, path)
"""


def kill_often(count: int, folder: Path, layers: int = 2000, seed: int = 1) -> tuple[int, int]:
    """Kill so often; gives how many documents could not be read, and how many temporary files were left."""
    draw = random.Random(seed)  # noqa: S311
    lines = ",".join(f'{{"type": "Dropout", "name": "drop{row}"}}' for row in range(layers))
    text = '{"format": "strata", "version": 1, "layers": [{"type": "Input", "name": "input", "shape": [3, 8, 8]},%s]}'
    path = folder / "document.strata"
    path.write_text(text % lines)
    unreadable = 0
    for _ in range(count):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            try:
                writer.wait(draw.uniform(0.0, 0.12))
            except subprocess.TimeoutExpired:
                writer.send_signal(signal.SIGKILL)
        try:
            unreadable += len(read_network(path)) != layers + 1
        except FileError:
            unreadable += 1
    left = sum(1 for file in folder.iterdir() if file != path)
    return unreadable, left


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        unreadable, left = kill_often(given.count, Path(folder), seed=given.seed)
    print(f"seed {given.seed}: {given.count} kills while saving, {unreadable} documents unreadable,")
    print(f"{left} temporary files left beside it (killed in the middle of a write), to be swept")
    sys.exit(bool(unreadable))


if __name__ == "__main__":
    main()
