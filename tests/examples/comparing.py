"""What the comparisons with PyTorch and Keras share."""

from collections import Counter
from pathlib import Path

from core.analysis import Analysis, analyse
from core.files import read_network
from core.shapes import Shape

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"

Layers = Counter[tuple[int, int, Shape]]
"""How often there is a layer with so many parameters, so many that are not learnable, and such an output."""


def read(name: str) -> Analysis:
    """Work an example out."""
    return analyse(read_network(EXAMPLES / f"{name}.strata"))


def layers_with_parameters(analysis: Analysis) -> Layers:
    """Count the layers that have parameters."""
    reports = ((report.parameters or 0, report.non_trainable or 0, report.shape) for report in analysis.reports)
    return Counter((learned, kept, shape) for learned, kept, shape in reports if shape and learned + kept)
