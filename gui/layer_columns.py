"""The columns of the layer list."""

from enum import IntEnum


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
