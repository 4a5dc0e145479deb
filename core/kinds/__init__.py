"""The kinds of layers, one class each, by family.

A new kind is one class with `@kind` in the module of its family. A new module is named here.
"""

from core.kinds import activation, basic, convolution, merge, normalisation, pooling, shaping
from core.kinds.base import (
    Family,
    Kind,
    Preset,
    Shapes,
    Wanted,
    Weight,
    catalogue,
    forget_answers,
    other_versions,
)

__all__ = [
    "Family",
    "Kind",
    "Preset",
    "Shapes",
    "Wanted",
    "Weight",
    "activation",
    "basic",
    "catalogue",
    "convolution",
    "forget_answers",
    "merge",
    "normalisation",
    "other_versions",
    "pooling",
    "shaping",
]
