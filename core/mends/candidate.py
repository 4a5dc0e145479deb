"""A change that may mend a problem, before it is tried on the whole network."""

from enum import Enum, auto

from core.network import Edit
from core.records import dataclass


class Place(Enum):
    """Where a change is made."""

    OWN = auto()
    ABOVE = auto()
    BETWEEN = auto()
    WIRING = auto()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change that is worth a try.

    The lowest `cost` is tried first; of all that change the same `part`, only the first that mends is offered.
    """

    place: Place
    cost: float
    label: str
    edits: tuple[Edit, ...]
    part: object
