"""The example documents: networks to learn from, in groups, each with a few words."""

import json
from itertools import takewhile
from pathlib import Path

from core.records import dataclass

INDEX = "index.json"


@dataclass(frozen=True)
class Example:
    """A document to learn from."""

    path: Path
    title: str
    description: str


def example_groups(folder: Path) -> list[tuple[str, list[Example]]]:
    """List the groups of examples by their titles, in the order of the folder's index."""
    groups = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return [(group["group"], [_example(folder, entry) for entry in group["examples"]]) for group in groups]


def _example(folder: Path, entry: dict[str, str]) -> Example:
    path = folder / entry["file"]
    return Example(path, _title(path), entry["description"])


def _title(path: Path) -> str:
    """Read a document's name from the lines before its layers, which `write_network` puts there."""
    with path.open(encoding="utf-8") as file:
        head = "".join(takewhile(lambda line: not line.startswith('  "layers"'), file))
    title: str = json.loads(head.rstrip(",\n") + "}")["name"]
    return title
