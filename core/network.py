"""The network: an immutable tuple of frozen layers, and the four edits that lead from one to the next."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import count
from typing import TypeVar

from core.kinds import Kind
from core.records import dataclass, replace
from core.rows import replaced

T = TypeVar("T")
LayerId = int
Reference = LayerId | str
"""What a layer reads: the id of a layer, or a name for which the document has no layer."""

_ids = count(1)


def new_layer_id() -> LayerId:
    """Give an id that no layer of this process has."""
    return next(_ids)


@dataclass(frozen=True, slots=True)
class Layer:
    """One row of the network; `inputs` is None where it reads the layer just before it."""

    id: LayerId
    name: str
    kind: Kind
    inputs: tuple[Reference, ...] | None = None

    @property
    def reads_above(self) -> bool:
        """Tell whether it reads the layer just before it without naming it."""
        return self.inputs is None and self.kind.most_inputs != 0


@dataclass(frozen=True)
class Wiring:
    """Where each layer stands, and how far down each one is read by name."""

    row_of: dict[LayerId, int]
    last_reader: dict[LayerId, int]
    has_names: bool


@dataclass(frozen=True)
class Network:
    """Layers in the order of computation; a layer may read only layers above it."""

    layers: Sequence[Layer] = ()
    name: str = ""

    def __len__(self) -> int:
        return len(self.layers)

    @cached_property
    def wiring(self) -> Wiring:
        """Who stands where, worked out once."""
        row_of = {layer.id: row for row, layer in enumerate(self.layers)}
        last_reader: dict[LayerId, int] = {}
        has_names = False
        for row, inputs in [(row, layer.inputs) for row, layer in enumerate(self.layers) if layer.inputs]:
            for reference in inputs:
                if isinstance(reference, str):
                    has_names = True
                else:
                    last_reader[reference] = row
        return Wiring(row_of, last_reader, has_names)

    @cached_property
    def row_of_name(self) -> dict[str, int]:
        """The row of each name."""
        return {layer.name: row for row, layer in enumerate(self.layers)}

    def row(self, layer_id: LayerId) -> int | None:
        """Find a layer's row."""
        return self.wiring.row_of.get(layer_id)

    def row_of_reference(self, reference: Reference) -> int | None:
        """Find the row that an input means, above or not; None where there is no such layer."""
        if isinstance(reference, str):
            return self.row_of_name.get(reference)
        return self.wiring.row_of.get(reference)

    def references(self, row: int) -> tuple[Reference, ...]:
        """List what a layer reads, the layer above included where it is implied."""
        layer = self.layers[row]
        if layer.inputs is not None:
            return layer.inputs
        return (self.layers[row - 1].id,) if row and layer.reads_above else ()

    def input_names(self, row: int) -> list[str]:
        """Name what a layer reads, in order."""
        found = ((reference, self.row_of_reference(reference)) for reference in self.references(row))
        return [str(reference) if source is None else self.layers[source].name for reference, source in found]

    def with_layers(self, layers: Sequence[Layer], *, same_wiring: bool = False) -> "Network":
        """Give this network with other layers; with `same_wiring` only kinds differ."""
        network = replace(self, layers=layers)
        if same_wiring and "wiring" in self.__dict__:
            network.__dict__["wiring"] = self.wiring
            if "row_of_name" in self.__dict__:
                network.__dict__["row_of_name"] = self.row_of_name
        return network

    def written_out(self) -> "Network":
        """Give this network with its layers in a tuple, which is read quickest from end to end."""
        return self if isinstance(self.layers, tuple) else self.with_layers(tuple(self.layers), same_wiring=True)


@dataclass(frozen=True, slots=True)
class Insert:
    """Put layers in, so that they stand at `rows` of the result; rows ascend."""

    rows: tuple[int, ...]
    layers: tuple[Layer, ...]

    @property
    def first_row(self) -> int:
        """The first row that is another one afterwards."""
        return self.rows[0]

    def apply(self, network: Network) -> Network:
        """Give the network after this edit."""
        return network.with_layers(_put_in(network.layers, self.rows, self.layers))

    def inverse(self) -> "Remove":
        """Give the edit that takes this one back."""
        return Remove(self.rows, self.layers)


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out the layers at `rows`; rows ascend."""

    rows: tuple[int, ...]
    layers: tuple[Layer, ...]

    @property
    def first_row(self) -> int:
        """The first row that is another one afterwards."""
        return self.rows[0]

    def apply(self, network: Network) -> Network:
        """Give the network after this edit."""
        return network.with_layers(_take_out(network.layers, self.rows))

    def inverse(self) -> Insert:
        """Give the edit that takes this one back."""
        return Insert(self.rows, self.layers)


@dataclass(frozen=True, slots=True)
class Move:
    """Take the layers at `rows` and put them, in their order, where they stand at `targets` of the result."""

    rows: tuple[int, ...]
    targets: tuple[int, ...]

    @property
    def first_row(self) -> int:
        """The first row that is another one afterwards."""
        return min(self.rows[0], self.targets[0])

    def apply(self, network: Network) -> Network:
        """Give the network after this edit."""
        return network.with_layers(self.put(network.layers))

    def put(self, things: Sequence[T]) -> tuple[T, ...]:
        """Give what stands in the order of the layers in their order after this edit."""
        moved = tuple(things[row] for row in self.rows)
        return _put_in(_take_out(things, self.rows), self.targets, moved)

    def inverse(self) -> "Move":
        """Give the edit that takes this one back."""
        return Move(self.targets, self.rows)


@dataclass(frozen=True, slots=True)
class Replace:
    """Put other layers, with the same ids, in the place of those at `rows`."""

    rows: tuple[int, ...]
    old: tuple[Layer, ...]
    new: tuple[Layer, ...]

    @property
    def first_row(self) -> int:
        """The first row that is another one afterwards."""
        return self.rows[0]

    def apply(self, network: Network) -> Network:
        """Give the network after this edit."""
        layers = replaced(network.layers, dict(zip(self.rows, self.new, strict=True)))
        return network.with_layers(layers, same_wiring=self.changes_only_kinds)

    def inverse(self) -> "Replace":
        """Give the edit that takes this one back."""
        return Replace(self.rows, self.new, self.old)

    @property
    def changes_only_kinds(self) -> bool:
        """Tell whether names and inputs stay as they are."""
        return all(
            old.name == new.name and old.inputs == new.inputs for old, new in zip(self.old, self.new, strict=True)
        )

    @property
    def changes_names(self) -> bool:
        """Tell whether a layer gets another name."""
        return any(old.name != new.name for old, new in zip(self.old, self.new, strict=True))


Edit = Insert | Remove | Move | Replace


def apply_edits(network: Network, edits: Iterable[Edit]) -> Network:
    """Apply edits one after the other."""
    for edit in edits:
        network = edit.apply(network)
    return network


def _put_in(things: Sequence[T], rows: tuple[int, ...], new: tuple[T, ...]) -> tuple[T, ...]:
    result = list(things)
    for start, stop in runs(rows):
        result[rows[start] : rows[start]] = new[start:stop]
    return tuple(result)


def _take_out(things: Sequence[T], rows: tuple[int, ...]) -> tuple[T, ...]:
    result = list(things)
    for start, stop in reversed(list(runs(rows))):
        del result[rows[start] : rows[stop - 1] + 1]
    return tuple(result)


def runs(rows: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Split ascending rows into runs of neighbours, each as the start and stop of its indices in `rows`."""
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or rows[index] != rows[index - 1] + 1:
            yield start, index
            start = index


def is_unread(network: Network, row: int) -> bool:
    """Tell whether nothing reads a layer that is not the last one."""
    layer = network.layers[row]
    if row + 1 >= len(network) or layer.id in network.wiring.last_reader or network.layers[row + 1].reads_above:
        return False
    # A name that is a reader's mistake may mean this layer.
    return not any(layer.name in (each.inputs or ()) for each in network.layers[row + 1 :]) or not (
        network.wiring.has_names
    )
