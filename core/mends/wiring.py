"""Other inputs: names that exist, layers that fit, an order in which what is read comes first."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from core.analysis import answer
from core.language import tr
from core.mends.bridging import joining_layers, missing_inputs
from core.mends.candidate import Candidate, Place
from core.network import Move, Network, Reference, Replace
from core.records import replace
from core.session import State

_MOST_LOOKED_AT = 200
"""Layers above that are looked at for one that fits."""

_MOST_NAMED = 4
_LIKE = 0.5


def wirings(state: State, row: int) -> Iterator[Candidate]:
    """Suggest other inputs for a layer whose inputs are at fault."""
    network = state.network
    sources = [network.row_of_reference(reference) for reference in network.references(row)]
    for number, source in enumerate(sources):
        if source is None or source >= row:
            yield from _instead(state, row, number)
    if any(source is not None and source > row for source in sources):
        yield _below(network, row, max(source for source in sources if source is not None))
    if all(source is not None and source < row for source in sources):
        yield from _count(state, row)


def _reading(network: Network, row: int, inputs: tuple[Reference, ...] | None, cost: float, label: str) -> Candidate:
    layer = network.layers[row]
    return Candidate(Place.WIRING, cost, label, (Replace((row,), (layer,), (replace(layer, inputs=inputs),)),), inputs)


def _instead(state: State, row: int, number: int) -> Iterator[Candidate]:
    """Suggest for a name without a layer those that are spelled alike, and the layer above for any bad input."""
    network = state.network
    references = network.references(row)
    wrong = references[number]
    others = (*references[:number], *references[number + 1 :])
    for place, source in enumerate(_alike(network, row, wrong) if isinstance(wrong, str) else []):
        layer = network.layers[source]
        inputs = (*references[:number], layer.id, *references[number + 1 :])
        label = tr("Read {name} instead of {other}", name=layer.name, other=wrong)
        yield _reading(network, row, inputs, place, label)
    if row and network.layers[row - 1].id not in others:
        above = network.layers[row - 1]
        inputs = (*references[:number], above.id, *references[number + 1 :])
        label = tr("Read {name}, the layer above", name=above.name)
        yield _reading(network, row, inputs if others else None, _MOST_NAMED, label)
    if others:
        label = tr("Read {name} no longer", name=_name(network, wrong))
        yield _reading(network, row, others, _MOST_NAMED + 1, label)
    if not row:
        yield from missing_inputs(network, row)


def _name(network: Network, reference: Reference) -> str:
    source = network.row_of_reference(reference)
    return str(reference) if source is None else network.layers[source].name


def _alike(network: Network, row: int, name: str) -> list[int]:
    """List the layers above whose names are spelled most alike."""
    first = max(row - _MOST_LOOKED_AT, 0)
    matcher = SequenceMatcher(b=name.lower())
    found = []
    for source in range(first, row):
        matcher.set_seq1(network.layers[source].name.lower())
        if matcher.quick_ratio() >= _LIKE and (ratio := matcher.ratio()) >= _LIKE:
            found.append((-ratio, -source))
    return [-source for _, source in sorted(found)[:_MOST_NAMED]]


def _below(network: Network, row: int, source: int) -> Candidate:
    label = tr("Move it below {name}", name=network.layers[source].name)
    return Candidate(Place.WIRING, 1, label, (Move((row,), (source,)),), "move")


def _count(state: State, row: int) -> Iterator[Candidate]:
    """Suggest inputs where there are too few or too many."""
    network, reports = state.network, state.analysis.reports
    layer, references = network.layers[row], network.references(row)
    kind = layer.kind
    if len(references) < kind.least_inputs:
        yield from _more(state, row)
    elif kind.most_inputs == 0:
        yield _reading(network, row, None, 0, tr("Read nothing"))
    elif kind.most_inputs is not None and len(references) > kind.most_inputs:
        for place, reference in enumerate(references[-_MOST_NAMED:]):
            label = tr("Read only {name}", name=_name(network, reference))
            yield _reading(network, row, (reference,), 10 + place, label)
        sources = [network.row_of_reference(reference) for reference in references]
        shapes = [reports[source].shape for source in sources if source is not None]
        known = tuple(shape for shape in shapes if shape is not None)
        if len(known) == len(references):
            yield from joining_layers(network, row, known)


def _more(state: State, row: int) -> Iterator[Candidate]:
    network, reports = state.network, state.analysis.reports
    references, kind = network.references(row), network.layers[row].kind
    if row == 0:
        yield from missing_inputs(network, row)
        return
    if kind.most_inputs == 1:
        yield _reading(network, row, None, 0, tr("Read {name}, the layer above", name=network.layers[row - 1].name))
        return
    taken = references or (network.layers[row - 1].id,)
    shapes = [reports[source].shape for each in taken if (source := network.row_of_reference(each)) is not None]
    known = tuple(shape for shape in shapes if shape is not None)
    found = 0
    for source in range(row - 1, max(row - 1 - _MOST_LOOKED_AT, -1), -1):
        layer, shape = network.layers[source], reports[source].shape
        if shape is None or layer.id in taken or len(known) != len(taken):
            continue
        if answer(kind, (*known, shape)).problem is None:
            label = tr("Read {name} as well", name=layer.name)
            if not references:
                label = tr("Read {first} and {second}", first=network.layers[row - 1].name, second=layer.name)
            yield _reading(network, row, (*taken, layer.id), found, label)
            found += 1
            if found == _MOST_NAMED:
                return
