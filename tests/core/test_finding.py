"""Finding layers by what their rows show."""

import pytest

from core.analysis import analyse
from core.finding import find_layers
from core.table import Table
from tests.core.helpers import image, layer, network

OF = network(
    image(3, 32, 32),
    layer("Conv2d", "stem", out_channels=16, kernel_size=3),
    layer("Conv2d", "Main", out_channels=32, kernel_size=5, inputs=["stem"]),
    layer("Flatten", "flat"),
    layer("Dropout", "rest", p=0.25),
)


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("main", [2]),
        ("STEM", [1, 2]),
        ("convolution", [1, 2]),
        ("conv2d", [1, 2]),
        ("5×5", [2]),
        ("16 channels", [1]),
        ("16×30×30", [1]),
        ("16x30x30", [1]),
        ("convolution 32×26", [2]),
        ("0.25", [4]),
        ("nothing such", []),
        ("", []),
        ("  ", []),
    ],
)
def test_words_are_found_in_names_kinds_settings_and_outputs(typed: str, rows: list[int]) -> None:
    assert find_layers(Table(OF, analyse(OF)), typed) == rows
