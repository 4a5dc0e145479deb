"""Make README's pictures from the real window: `python resources/screenshots/make.py`, from the project's folder.

Needs no screen: Qt's offscreen platform draws the window as it is.
"""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))


def main() -> None:
    """Write `window.png`, `window-dark.png`, `problem.png` and `picture.png` beside this file."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["STRATA_HOME"] = tempfile.mkdtemp(prefix="strata-screenshots-")
    from PySide6.QtWidgets import QWidget  # noqa: PLC0415  (after the platform is chosen)

    from core.actions import set_setting  # noqa: PLC0415
    from gui import theme  # noqa: PLC0415
    from gui.application import make_application, open_window  # noqa: PLC0415

    app = make_application()
    window = open_window(None)
    window.showNormal()
    window.resize(1280, 800)

    def take(name: str, of: QWidget = window) -> None:
        for _ in range(5):
            app.processEvents()
        of.grab().save(str(HERE / name))

    window.layers.setFocus()
    theme.choose(theme.LIGHT_NAME)
    take("window.png")
    theme.choose(theme.DARK_NAME)
    take("window-dark.png")
    theme.choose(theme.LIGHT_NAME)
    document = window.document
    document.do(lambda: set_setting(document.network, 3, "kernel_size", 13))
    window.layers.select_rows([3])
    take("problem.png")
    window = open_window(HERE.parent / "examples" / "u-net.strata")
    window.showNormal()
    window.resize(1280, 960)
    window.main_docks()[2].hide()
    window.action("show_picture").trigger()
    window.layers.select_rows([18])
    take("picture.png", window)  # once, so that the window has its size
    window.picture.fit()
    take("picture.png", window)


if __name__ == "__main__":
    main()
