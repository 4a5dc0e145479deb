"""What looking takes on an edit: `python -m tests.benchmarks.costs`, from the project's folder.

Edits a network of 10,000 layers in 100 blocks with Summary, overview, comparison, picture and folding closed, and with
each of them open. The time until all is painted is given as a ratio to that of the same edit just before it was
opened, medians of the same run.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.main_window import MainWindow

LAYERS, TIMES = 10_000, 15
SETTLING = 4.0
"""Seconds that what was shown last has to come to its end: a large picture is drawn in a thread."""


def main() -> None:
    """Measure and print one line a case."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["STRATA_HOME"] = tempfile.mkdtemp(prefix="strata-benchmark-")
    from core.actions import set_setting  # noqa: PLC0415  (after the platform is chosen)
    from core.kinds import catalogue  # noqa: PLC0415
    from core.network import Layer, Network, new_layer_id  # noqa: PLC0415
    from core.session import Session  # noqa: PLC0415
    from gui.application import make_application  # noqa: PLC0415
    from gui.main_window import MainWindow  # noqa: PLC0415

    app = make_application()
    kinds = [catalogue["Conv2d"](out_channels=8, kernel_size=3, padding="same"), catalogue["BatchNorm"]()]
    layers = [Layer(new_layer_id(), "input", catalogue["Input"].initial())]
    layers += [Layer(new_layer_id(), f"block{row // 100}/l{row}", kinds[row % 2]) for row in range(LAYERS)]
    window = MainWindow(Session(Network(tuple(layers))))
    window.show()
    app.processEvents()
    channels = [8, 9]

    def edit() -> None:
        channels.reverse()
        document = window.document
        document.session.do(set_setting(document.network, LAYERS - 1, "out_channels", channels[0]))
        window.repaint()
        app.processEvents()

    plain = _median(edit)
    print(f"never opened: {plain * 1e3:.1f} ms")
    for name, close in (
        ("summary", "summary"),
        ("overview", ""),
        ("compare_with_saved", ""),
        ("show_picture", "show_list"),
        ("fold_all", "unfold_all"),
    ):
        before = _median(edit)
        window.action(name).trigger()
        app.processEvents()
        shown = _median(edit)
        behind = _behind(window, edit) if name == "summary" else ""
        if close:
            window.action(close).trigger()
        window.costs.close_windows()
        end = time.perf_counter() + SETTLING
        while time.perf_counter() < end:
            app.processEvents()
            time.sleep(0.05)
        closed = _median(edit)
        print(f"{name}: open {shown * 1e3:.1f} ms, ratio {shown / before:.1f}{behind}; closed {closed / before:.2f}")


def _behind(window: "MainWindow", edit: Callable[[], None]) -> str:
    """Time a panel that is open behind another one."""
    window.action("properties").trigger()
    behind = _median(edit)
    window.action("summary").trigger()
    return f", behind {behind * 1e3:.1f} ms"


def _median(do: Callable[[], None]) -> float:
    return statistics.median(_seconds(do) for _ in range(TIMES))


def _seconds(do: Callable[[], None]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
