"""Strata's window on a file, in a process of its own: prints a line at its first painting, then its peak memory.

`started_window.py FILE` starts as `main.py FILE` does, and looks at nothing but the painting of the window.
"""

import gc
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Start Strata, and tell of its first painting."""
    sys.path.insert(0, str(ROOT))
    from gui.quick_imports import skip_feature_search  # noqa: PLC0415  (as main.py does first)

    skip_feature_search()
    gc.disable()  # as main.py does before it imports the window
    import main as program  # noqa: PLC0415
    from gui.main_window import MainWindow  # noqa: PLC0415  (imported before it is needed, not besides)

    painted = MainWindow.paintEvent

    def paint(window: MainWindow, event: object) -> None:
        painted(window, event)  # type: ignore[arg-type]
        from PySide6.QtCore import QTimer  # noqa: PLC0415

        QTimer.singleShot(0, tell)

    MainWindow.paintEvent = paint  # type: ignore[assignment, method-assign]
    program.main(sys.argv[1:])


def tell() -> None:
    """Say that the window is there and how much memory that took, and end without a question."""
    print("painted", flush=True)
    with open("/proc/self/status", encoding="ascii") as status:
        print(next(line.split()[1] for line in status if line.startswith("VmHWM")), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
