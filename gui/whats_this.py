"""What the parts of the window say when someone asks what they are (Shift+F1)."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton

from core.language import tr

if TYPE_CHECKING:
    from gui.main_window import MainWindow


def explain_parts(window: "MainWindow") -> None:
    """Give the parts of a window their texts; the fields of settings have theirs from the settings."""
    palette = tr(
        "The kinds of layers, by family. Double-click one, press Enter or drag it to add a layer below the selection."
    )
    window.palette_panel.setWhatsThis(palette)
    window.palette_panel.field.setWhatsThis(window.palette_panel.field.toolTip())
    window.layers.setWhatsThis(
        tr(
            "The layers in the order of computation. Drag rows to move them, with Ctrl to copy them; drag on the "
            "line at the left to connect two layers. F2 renames, Alt+Up and Alt+Down move, Ctrl+L connects."
        )
    )
    window.layers.horizontalHeader().setWhatsThis(tr("What is known of each layer. A right click offers more columns."))
    window.properties.setWhatsThis(tr("The settings of the selected layers. What is changed counts at once."))
    window.working.setWhatsThis(tr("How the numbers of the selected layer come about; yours stand out."))
    window.totals.setWhatsThis(
        tr(
            "All layers together: learnable parameters, multiply–accumulates for one sample, and problems. "
            "The button leads to the first problem."
        )
    )
    for button in window.findChildren(QToolButton):
        if not button.whatsThis() and button.toolTip():
            button.setWhatsThis(button.toolTip())
