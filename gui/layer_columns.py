"""The columns of the layer list."""

from enum import IntEnum

from core.language import mark


class LayerColumn(IntEnum):
    """The columns of the list, from left to right."""

    GRIP = 0
    INDEX = 1
    RAIL = 2
    NAME = 3
    KIND = 4
    SETTINGS = 5
    OUTPUT = 6
    PARAMETERS = 7
    MACS = 8
    RECEPTIVE_FIELD = 9
    ACTIVATION_MEMORY = 10
    PARAMETER_MEMORY = 11


OPTIONAL_COLUMNS = (
    LayerColumn.MACS,
    LayerColumn.RECEPTIVE_FIELD,
    LayerColumn.ACTIVATION_MEMORY,
    LayerColumn.PARAMETER_MEMORY,
)
"""Columns that are hidden until someone asks for them."""

COLUMN_HELP = {
    LayerColumn.GRIP: mark("Drag a row by its handle to move it; with Ctrl, to copy it."),
    LayerColumn.INDEX: mark("The place in the order of computation; the input is 0."),
    LayerColumn.RAIL: mark("Which layer reads which; drag from row to row to connect two."),
    LayerColumn.OUTPUT: mark("The output volume: channels × height × width, for one sample."),
    LayerColumn.PARAMETERS: mark(
        "Learnable parameters. Costs in the View menu sorts by them; the list keeps its order."
    ),
    LayerColumn.MACS: mark("Multiplications with an addition each, for one sample."),
    LayerColumn.RECEPTIVE_FIELD: mark("How many input units along each axis one output value can see."),
    LayerColumn.ACTIVATION_MEMORY: mark("What the output takes up in memory, for one sample."),
    LayerColumn.PARAMETER_MEMORY: mark("What the parameters take up in memory, those that are not learnable included."),
}
"""What the headers say when the pointer rests on them."""
