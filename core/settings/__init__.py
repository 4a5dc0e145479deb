"""What a user can set on a layer: one Setting class for each sort of value.

A Setting is a descriptor: on a kind's class it is the description (label, help, bounds, default), on a
configured kind it is the value, typed. `read` takes what a file or an editor gives and answers the value in
its one canonical form, or raises SettingError with a sentence that says what is allowed.
"""

from core.settings.axes import AnyAxisSizes, AxisSizes, write_equal_axes
from core.settings.base import (
    MOST_CHANNELS,
    MOST_INPUT_SIZE,
    MOST_WINDOW,
    REQUIRED,
    Setting,
    SettingError,
    describe_given,
    is_integer,
)
from core.settings.ends import Margins, Padding, PaddingValue, Pairs, pair_terms
from core.settings.shape import ShapeSetting, TargetShape
from core.settings.simple import Choice, Count, Probability, Switch

__all__ = [
    "MOST_CHANNELS",
    "MOST_INPUT_SIZE",
    "MOST_WINDOW",
    "REQUIRED",
    "AnyAxisSizes",
    "AxisSizes",
    "Choice",
    "Count",
    "Margins",
    "Padding",
    "PaddingValue",
    "Pairs",
    "Probability",
    "Setting",
    "SettingError",
    "ShapeSetting",
    "Switch",
    "TargetShape",
    "describe_given",
    "is_integer",
    "pair_terms",
    "write_equal_axes",
]
