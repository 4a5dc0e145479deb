"""From a keystroke to the painted numbers: `python -m tests.benchmarks.keystroke`, from the project's folder.

Opens ResNet-152 and types another input size, which changes every volume. The time until all panels are painted
is given beside that of a bare repaint of the same list in the same run, as medians of interleaved pairs, and as
their ratio. A frame at 60 Hz lasts 16.7 ms.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable

PAIRS = 15


def main() -> None:
    """Measure and print one line a case."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["STRATA_HOME"] = tempfile.mkdtemp(prefix="strata-benchmark-")
    from PySide6.QtTest import QTest  # noqa: PLC0415  (after the platform is chosen)

    from gui.application import make_application, open_window  # noqa: PLC0415
    from gui.file_actions import EXAMPLES  # noqa: PLC0415
    from gui.number_field import NumberField  # noqa: PLC0415

    app = make_application()
    window = open_window(EXAMPLES / "resnet-152.strata")
    window.layers.select_rows([0])
    app.processEvents()
    fields = [f for f in window.properties.findChildren(NumberField) if f.isVisible()]
    height, width = fields[1], fields[2]

    def bare() -> None:
        window.layers.viewport().repaint()

    def keystroke(field: NumberField) -> Callable[[], None]:
        def press() -> None:
            QTest.keyClicks(field.lineEdit(), "6")
            window.repaint()
            app.processEvents()

        return press

    for name, field in (("height", height), ("width", width)):
        plain, typed = [], []
        for _ in range(PAIRS):
            field.lineEdit().setText("25")
            field.edited.emit(25)
            app.processEvents()
            plain.append(_seconds(bare))
            typed.append(_seconds(keystroke(field)))
            assert window.document.network.layers[0].kind.values["shape"][1 if field is height else 2] == 256
        ratio = statistics.median(typed) / statistics.median(plain)
        print(
            f"{name}: keystroke to painted {statistics.median(typed) * 1e3:.1f} ms, "
            f"bare repaint of the list {statistics.median(plain) * 1e3:.1f} ms, ratio {ratio:.1f}"
        )


def _seconds(do: Callable[[], None]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
