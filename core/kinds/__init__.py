"""The kinds of layers, one class each, by family.

A new kind is one class with `@kind` in the module of its family. A new module is named here, in the order in
which people are shown the families.
"""

from core.kinds import basic, convolution, merge, pooling
from core.kinds.base import Family, Kind, Preset, Shapes, Weight, catalogue

__all__ = ["Family", "Kind", "Preset", "Shapes", "Weight", "basic", "catalogue", "convolution", "merge", "pooling"]
