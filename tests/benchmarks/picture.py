"""What the picture takes: `python -m tests.benchmarks.picture`, from the project's folder.

Lays out and paints networks of 1,000 layers; times are given beside that of working the same network out from the
start, in the same run. Then edits networks with the picture never opened, open, and closed again, as a ratio to the
first, and types without a pause into a large network that is seen as a picture. Medians, but for the longest wait.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.network import Network
    from gui.picture_maker import PictureMaker
    from gui.picture_view import PictureView

LAYERS, MANY, SMALL, TIMES = 1_000, 10_000, 100, 9


def main() -> None:
    """Measure and print one line a case."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["STRATA_HOME"] = tempfile.mkdtemp(prefix="strata-benchmark-")
    from gui.application import make_application  # noqa: PLC0415  (after the platform is chosen)

    app = make_application()
    _draw()
    _look(app.processEvents)
    for layers in (SMALL, LAYERS, MANY):
        _edit(layers, app.processEvents)


def _draw() -> None:
    from core.analysis import analyse  # noqa: PLC0415
    from core.picture.styles import STYLES, picture  # noqa: PLC0415
    from core.table import Table  # noqa: PLC0415

    network = _network(LAYERS)
    table = Table(network, analyse(network))
    plain = _median(lambda: analyse(network))
    print(f"{LAYERS} layers, worked out: {plain * 1e3:.1f} ms")
    for style in STYLES:
        drawn = _median(lambda style=style: picture(table, style))  # type: ignore[misc]
        print(f"{LAYERS} layers, laid out as {style}: {drawn * 1e3:.1f} ms, ratio {drawn / plain:.1f}")


def _look(wait: Callable[[], object]) -> None:
    from core.session import Session  # noqa: PLC0415
    from gui.main_window import MainWindow  # noqa: PLC0415

    window = MainWindow(Session(_network(LAYERS)))
    window.show()
    window.action("show_picture").trigger()
    view = window.picture
    view.maker.make_now()
    wait()
    for zoom in (0.0, 0.29, 0.31, 0.5, 1.0, 2.0):
        if zoom:
            view.set_zoom(zoom)
        else:
            view.fit()
        frames = [_seconds(partial(_scroll, view, 40 * step)) for step in range(41)][1:]
        print(
            f"{LAYERS} layers, a frame at {view.zoom:.2f}: {statistics.median(frames) * 1e3:.1f} ms,"
            f" longest {max(frames) * 1e3:.1f} ms"
        )
    window.hide()


def _scroll(view: "PictureView", to: int) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(to % max(1, bar.maximum()))
    view.viewport().repaint()


def _edit(layers: int, wait: Callable[[], object]) -> None:
    from core.actions import set_setting  # noqa: PLC0415
    from core.session import Session  # noqa: PLC0415
    from gui.main_window import MainWindow  # noqa: PLC0415

    window = MainWindow(Session(_network(layers)))
    window.show()
    wait()
    channels = [8, 9]

    def edit() -> None:
        channels.reverse()
        document = window.document
        document.session.do(set_setting(document.network, layers - 1, "out_channels", channels[0]))
        window.repaint()
        wait()

    edit()
    plain = _median(edit)
    window.action("show_picture").trigger()
    _until_drawn(window.picture.maker, wait)
    shown = [_seconds(edit) for _ in range(TIMES)]
    typed: list[float] = []
    for pause in (0.02, 0.3, 0.02, 0.02, 0.02):  # the second begins a drawing, into which the others are typed
        until = time.perf_counter() + pause
        while time.perf_counter() < until:
            time.sleep(0.002)
            wait()
        typed.append(_seconds(edit))
    begin = time.perf_counter()
    _until_drawn(window.picture.maker, wait)
    drawn = time.perf_counter() - begin
    window.action("show_list").trigger()
    wait()
    closed = _median(edit)
    print(
        f"{layers} layers, an edit before the picture is opened: {plain * 1e3:.1f} ms; open: ratio"
        f" {statistics.median(shown) / plain:.2f}, longest {max(typed) * 1e3:.1f} ms while it is drawn, which is there"
        f" after {drawn:.2f} s; closed: ratio {closed / plain:.2f}"
    )
    window.hide()


def _until_drawn(maker: "PictureMaker", wait: Callable[[], object]) -> None:
    while maker.is_old or maker.is_busy:
        time.sleep(0.002)
        wait()


def _network(layers: int) -> "Network":
    from core.kinds import catalogue  # noqa: PLC0415
    from core.network import Layer, Network, new_layer_id  # noqa: PLC0415

    kinds = [catalogue["Conv2d"](out_channels=8, kernel_size=3, padding="same"), catalogue["MaxPool2d"](kernel_size=1)]
    made = [Layer(new_layer_id(), "input", catalogue["Input"].initial())]
    made += [Layer(new_layer_id(), f"l{row}", kinds[row % 2]) for row in range(layers)]
    return Network(tuple(made))


def _median(do: Callable[[], object]) -> float:
    return statistics.median(_seconds(do) for _ in range(TIMES))


def _seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
