"""Networks in a few words, for tests."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.analysis import Report, analyse
from core.files import parse_network
from core.kinds import Kind, catalogue
from core.network import Network
from core.session import Session
from core.table import Table

ROOT = Path(__file__).parents[2]
LASAGNE = ROOT / "resources" / "examples" / "lasagne-mnist.strata"
REFERENCE = ROOT / "tests" / "reference"

Fields = dict[str, Any]


def made(kind: str, **values: object) -> Kind:
    """Make a kind with settings."""
    return catalogue[kind](**values)


def layer(kind: str, name: str, **fields: object) -> Fields:
    """Give a layer as a document has it."""
    return {"type": kind, "name": name, **fields}


def image(*shape: int, name: str = "image") -> Fields:
    """Give an Input as a document has it."""
    return layer("Input", name, shape=list(shape))


def document(layers: Sequence[object], **more: object) -> bytes:
    """Write a document as a file has it."""
    return json.dumps({"format": "strata", "version": 1, "layers": layers, **more}).encode()


def network(*layers: Fields, name: str = "") -> Network:
    """Read a network of layers as a document has them."""
    return parse_network(document(layers, name=name))


def session(*layers: Fields) -> Session:
    """Open a document with such layers."""
    return Session(network(*layers))


def table(*layers: Fields) -> Table:
    """Give the table of a network."""
    read = network(*layers)
    return Table(read, analyse(read))


def reports(*layers: Fields) -> Sequence[Report]:
    """Work out a network of layers as a document has them."""
    return analyse(network(*layers)).reports


def problem(*layers: Fields) -> str:
    """Give the only problem of a network, which is on its last layer."""
    *others, last = reports(*layers)
    assert not any(report.problem for report in others)
    assert last.problem is not None
    return last.problem.message


def names(of: Network) -> list[str]:
    """List the names of a network's layers."""
    return [each.name for each in of.layers]


def inputs_of(of: Network, name: str) -> tuple[str, ...] | None:
    """Name what a layer reads by its own list; None where that is the layer above."""
    row = of.row_of_name[name]
    return None if of.layers[row].inputs is None else tuple(of.input_names(row))
