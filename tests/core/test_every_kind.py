"""Every kind reaches the palette, the files, the table, the workings and the oracle; a new one is held to it."""

import csv
import io

import pytest

from core import actions
from core.analysis import analyse
from core.export.csv_table import write_csv
from core.files import parse_network, write_network
from core.kinds import Kind, Shapes, catalogue
from core.network import Network
from core.session import Session
from core.settings import REQUIRED
from core.table import Table
from core.working import explain_layer
from tests.core.helpers import REFERENCE, Fields, image, layer, made, network, table
from tests.core.workings import check_line, check_workings
from tests.oracle.draws import DRAWERS, NOT_DRAWN

KINDS = pytest.mark.parametrize("kind", catalogue.values(), ids=list(catalogue))

FITTING: dict[int, tuple[int, ...]] = {0: (16, 12, 12), 1: (16, 12), 2: (16, 12, 12), 3: (16, 12, 12, 12)}
"""A shape for each number of spatial axes that a kind may want; 0 stands for any."""


def small_network(kind: type[Kind], values: Fields) -> Network:
    """Give a network in which a layer from the palette reads what suits it."""
    shape = FITTING[kind.spatial_axes]
    before = network(image(*shape, name="a"), image(*shape, name="b"))
    step = actions.add_layer(before, analyse(before).reports, kind, values, 2)
    document = Session(before)
    document.do(step)
    return document.network


def described(kind: type[Kind]) -> str:
    """Write a kind's settings as documents have them."""
    settings = []
    for setting in kind.settings:
        follows = getattr(setting, "follows", "")
        default = "" if setting.default is REQUIRED else f"={follows or setting.default}"
        settings.append(setting.name + default)
    return " ".join([kind.type, *settings])


def test_documents_call_the_kinds_and_their_settings_as_they_did() -> None:
    reference = (REFERENCE / "kinds.txt").read_text(encoding="utf-8")
    assert sorted(map(described, catalogue.values())) == reference.splitlines()


@KINDS
def test_a_layer_from_the_palette_has_a_size_a_working_and_a_row(kind: type[Kind]) -> None:
    for preset in kind.presets():
        of = small_network(kind, dict(preset.values))
        analysis = analyse(of)
        assert analysis.totals.problems == 0
        for line in explain_layer(of, analysis.reports, 2):
            check_line(line)
        *_, row, total = csv.DictReader(io.StringIO(write_csv(Table(of, analysis)), newline=""))
        assert row["type"] == kind.type
        assert row["parameters"] == total["parameters"] == str(analysis.totals.parameters)
        assert row["output_shape"]


@KINDS
def test_a_layer_from_the_palette_is_saved_and_opened_as_it_was(kind: type[Kind]) -> None:
    for preset in kind.presets():
        of = small_network(kind, dict(preset.values))
        assert [each.kind for each in parse_network(write_network(of)).layers] == [each.kind for each in of.layers]


@KINDS
def test_a_kind_is_drawn_for_the_comparison_with_pytorch(kind: type[Kind]) -> None:
    assert (kind.type in DRAWERS) != (kind.type in NOT_DRAWN)


MILLION = 1_000_000
TEN = 10 * MILLION
WHOLE = TEN * MILLION**3
LARGEST = (TEN, MILLION, MILLION, MILLION)
WINDOWS = (MILLION - 10_000 + 1) ** 3


@pytest.mark.parametrize(
    ("kind", "values", "inputs", "parameters", "non_trainable", "macs"),
    [
        ("Linear", {"out_features": TEN}, (LARGEST,), (WHOLE + 1) * TEN, 0, WHOLE * TEN),
        ("Linear", {"out_features": TEN, "over": "channel"}, (LARGEST,), (TEN + 1) * TEN, 0, WHOLE * TEN),
        (
            "Conv3d",
            {"out_channels": TEN, "kernel_size": 10_000},
            (LARGEST,),
            (10_000**3 * TEN + 1) * TEN,
            0,
            10_000**3 * TEN * TEN * WINDOWS,
        ),
        (
            "ConvTranspose3d",
            {"out_channels": TEN, "kernel_size": 10_000, "stride": 10_000},
            (LARGEST,),
            (10_000**3 * TEN + 1) * TEN,
            0,
            10_000**3 * TEN * WHOLE,
        ),
        (
            "SeparableConv2d",
            {"out_channels": TEN, "kernel_size": 10_000, "depth_multiplier": TEN, "padding": "same"},
            (LARGEST[:3],),
            10_000**2 * TEN * TEN + TEN * TEN * TEN + TEN,
            0,
            (10_000**2 * TEN * TEN + TEN * TEN * TEN) * MILLION**2,
        ),
        ("BatchNorm", {}, ((WHOLE,),), 2 * WHOLE, 2 * WHOLE, 0),
        ("LayerNorm", {}, (LARGEST,), 2 * WHOLE, 0, 0),
        ("PReLU", {"per_channel": True}, ((WHOLE,),), WHOLE, 0, 0),
    ],
)
def test_counts_beyond_64_bits_are_exact_in_the_table_and_in_the_totals(
    kind: str, values: Fields, inputs: Shapes, parameters: int, non_trainable: int, macs: int
) -> None:
    check_workings(made(kind, **values), inputs)
    (shape,) = inputs
    above = [image(*shape)] if shape[0] <= TEN else [image(*LARGEST), layer("Flatten", "image2")]
    source = above[-1]["name"]
    both = [layer(kind, name, inputs=[source], **values) for name in ("once", "again")]
    *_, once, again, total = rows(*above, *both)
    counts = [parameters, non_trainable, macs]
    assert [int(once[key]) for key in COUNTS] == [int(again[key]) for key in COUNTS] == counts
    assert [int(total[key]) for key in COUNTS] == [2 * count for count in counts]
    assert max(counts) > 2**63


COUNTS = ("parameters", "non_trainable", "macs")


def rows(*layers: Fields) -> list[dict[str, str]]:
    """Read the CSV of a network's table; the last row is the total."""
    return list(csv.DictReader(io.StringIO(write_csv(table(*layers)), newline="")))
