"""What the costs take on an edit: `python -m tests.benchmarks.costs`, from the project's folder.

Edits a network of 10,000 layers with every panel of the costs closed, and with each of them open. The time until all
is painted is given as a ratio to that of the same edit with none of them ever opened, medians of the same run.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable

LAYERS, TIMES = 10_000, 9


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
    layers += [Layer(new_layer_id(), f"l{row}", kinds[row % 2]) for row in range(LAYERS)]
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
    for name in ("summary", "overview", "compare_with_saved"):
        window.action(name).trigger()
        app.processEvents()
        shown = _median(edit)
        if name == "summary":
            window.action(name).trigger()
        window.costs.close_windows()
        app.processEvents()
        closed = _median(edit)
        print(f"{name}: open {shown * 1e3:.1f} ms, ratio {shown / plain:.1f}; closed, ratio {closed / plain:.2f}")


def _median(do: Callable[[], None]) -> float:
    return statistics.median(_seconds(do) for _ in range(TIMES))


def _seconds(do: Callable[[], None]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
