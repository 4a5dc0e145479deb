"""Damaged documents, made from the examples: a seed and a number always give the same one."""

from dataclasses import dataclass
from functools import cache

from tests.core.helpers import ROOT
from tests.hostile.damage import BYTE_CHANGES, TOKEN_CHANGES, Draw, flip_a_bit
from tests.hostile.redrawing import JSON_CHANGES

EXAMPLES = ROOT / "resources" / "examples"
FAMILIES = (BYTE_CHANGES, TOKEN_CHANGES, JSON_CHANGES, JSON_CHANGES, JSON_CHANGES)
"""Most of the first two end in broken JSON, so the third is drawn more often."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged document, and how it came about."""

    seed: int
    number: int
    source: str
    changes: tuple[str, ...]
    data: bytes

    def __str__(self) -> str:
        return f"mutant {self.number} of seed {self.seed} ({self.source}: {', '.join(self.changes)})"


@cache
def examples() -> dict[str, bytes]:
    """Read every file that comes with the program as an example."""
    return {file.name: file.read_bytes() for file in sorted(EXAMPLES.iterdir()) if file.is_file()}


def mutant(seed: int, number: int) -> Mutant:
    """Damage an example once, twice or three times."""
    draw = Draw(f"{seed} {number}")
    source = draw.choice(list(examples()))
    data = examples()[source]
    names = []
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        change = draw.choice(draw.choice(FAMILIES))
        data = change(draw, data) or data
        names.append(change.__name__.replace("_", " "))
    if data == examples()[source]:
        data = flip_a_bit(draw, data)
        names.append("flip a bit")
    return Mutant(seed, number, source, tuple(names), data)
