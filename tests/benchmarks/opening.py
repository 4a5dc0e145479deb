"""How long the window stands still while it opens 100,000 layers: `python -m tests.benchmarks.opening`.

Opens a document of 100,000 layers that are all set differently, exports its table and pastes it into itself, and
prints how long each takes and the longest time in which the window answered to nothing. Without a screen.
"""

import os
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from core.export import TEXT_EXPORTS
from core.progress import Progress
from core.table import Table
from tests.core.helpers import document, image, layer

LAYERS = 100_000


def large_document() -> bytes:
    """Write a document whose layers are all set differently."""
    rows = [image(3, 64, 64)]
    for number in range(1, LAYERS):
        if number % 3:
            rows.append(layer("Dropout", f"dropout{number}", p=number / LAYERS))
        else:
            rows.append(layer("Conv2d", f"conv{number}", out_channels=number, kernel_size=3, padding="same"))
    return document(rows)


def _csv(table: Table, progress: Progress) -> bytes:
    return TEXT_EXPORTS["csv"](table, progress).encode()


def main() -> None:
    """Measure and print one line for each work."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(tempfile.mkdtemp(prefix="strata-benchmark-"))
    os.environ["STRATA_HOME"] = str(folder)
    from PySide6.QtCore import QTimer  # noqa: PLC0415  (after the platform is chosen)

    from gui.application import make_application, open_window  # noqa: PLC0415
    from gui.file_actions import FIRST_EXAMPLE  # noqa: PLC0415

    app = make_application()
    window = open_window(FIRST_EXAMPLE)
    file = folder / "large.strata"
    file.write_bytes(large_document())
    turns: list[float] = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: turns.append(time.perf_counter()))
    timer.start()

    def tell(name: str, do: Callable[[], object]) -> None:
        app.processEvents()
        turns[:] = [time.perf_counter()]
        start = time.perf_counter()
        do()
        app.processEvents()
        seconds = time.perf_counter() - start
        turns.append(time.perf_counter())
        gaps = [(later - earlier, earlier - start) for earlier, later in pairwise(turns)]
        (longest, when) = max(gaps)
        print(f"{name}: {seconds:.2f} s, longest standstill {longest * 1e3:.0f} ms (after {when:.2f} s)")

    tell("open", lambda: window.files.open_file(file))
    tell("export", lambda: window.files.export("", folder / "large.csv", _csv))
    window.layers.select_rows([1])
    app.clipboard().setText(file.read_text())
    tell("paste", lambda: window.edit_actions._clipboard.paste(2))


if __name__ == "__main__":
    main()
