"""The About box."""

import platform

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QMessageBox, QWidget

from core import VERSION
from core.language import tr


def _paragraphs() -> tuple[str, ...]:
    return (
        tr(
            "An editor for the architecture of convolutional networks: every output size and every "
            "parameter count, with the working that leads to it."
        ),
        tr("MIT licence. The fonts are under the SIL Open Font License."),
    )


def show_about(parent: QWidget) -> None:
    """Show what Strata is, its version and what it is made with."""
    QMessageBox.about(
        parent,
        tr("About Strata"),
        f"<h3>Strata {VERSION}</h3>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in _paragraphs())
        + "<p>"
        + tr("Qt and PySide {qt} (LGPL), Python {python}", qt=pyside_version, python=platform.python_version())
        + "</p>",
    )
