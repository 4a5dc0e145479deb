"""The About box."""

import platform

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QMessageBox, QWidget

from core import VERSION


def show_about(parent: QWidget) -> None:
    """Show what Strata is, its version and what it is made with."""
    QMessageBox.about(
        parent,
        "About Strata",
        f"<h3>Strata {VERSION}</h3>"
        "<p>An editor for the architecture of convolutional networks: every output size and every "
        "parameter count, with the working that leads to it.</p>"
        "<p>MIT licence. The fonts Inter and Strata Serif are under the SIL Open Font License.</p>"
        f"<p>Qt and PySide {pyside_version} (LGPL), Python {platform.python_version()}</p>",
    )
