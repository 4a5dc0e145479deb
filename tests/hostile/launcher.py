"""Start a program and note what it cost: `launcher.py NOTE SECONDS PROGRAM ARGUMENT…`.

The note is its exit status, its seconds and its largest memory in bytes; it is killed where it takes too long.
A process counts the memory of the one that started it as its own. This one is small, a test run is not.
"""

import os
import subprocess
import sys
import threading
import time


def main(note: str, seconds: str, *command: str) -> None:
    """Run the program to its end."""
    start = time.perf_counter()
    program = subprocess.Popen(command)
    timer = threading.Timer(float(seconds), program.kill)
    timer.start()
    _, status, usage = os.wait4(program.pid, 0)
    took = time.perf_counter() - start
    timer.cancel()
    # The Mac counts bytes, the others kibibytes.
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    with open(note, "w", encoding="ascii") as file:
        file.write(f"{os.waitstatus_to_exitcode(status)} {took} {memory}")


if __name__ == "__main__":
    main(*sys.argv[1:])
