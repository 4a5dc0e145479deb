"""Layers put in before the broken one, from the whole catalogue."""

from collections.abc import Iterable, Iterator

from core.actions import remove_layers
from core.analysis import answer
from core.kinds import Kind, Wanted, catalogue
from core.language import tr
from core.mends.branches import Broken, sources_of, walk_up
from core.mends.candidate import Candidate, Place
from core.names import free_name
from core.network import Edit, Insert, Layer, Network, Reference, Replace, new_layer_id
from core.records import replace
from core.settings import SettingError
from core.shapes import MOST_AXES, Shape

_COST = 24
_MOST_OTHERS = 3
_NEAR = 8


def bridging_layers(broken: Broken, *, other_axes: bool) -> Iterator[Candidate]:
    """Suggest a layer between an input and the broken layer, on the shortest branch first.

    With `other_axes` the layer may be given another number of axes where it has one input.
    """
    several = len(set(broken.sources)) > 1
    lengths = [len(branch) for branch in broken.branches] if several else [0]
    order = sorted(range(len(lengths)), key=lambda number: lengths[number])
    for place, number in enumerate(order):
        for cost, kind in _bridges(broken, number, other_axes=other_axes):
            name, source = broken.layer.name, broken.network.layers[broken.sources[number]].name
            title = _described(kind)
            label = (
                tr("Add {kind} between {source} and {name}", kind=title, source=source, name=name)
                if several
                else tr("Add {kind} before it", kind=title)
            )
            edits = _inserting(broken.network, broken.row, number, kind)
            yield Candidate(Place.BETWEEN, _COST + cost + place / 4, label, edits, type(kind))


def _bridges(broken: Broken, number: int, *, other_axes: bool) -> Iterator[tuple[float, Kind]]:
    """Ask every kind for a bridge from one input to a shape that the layer takes."""
    given = broken.shapes[number]
    several = len(set(broken.shapes)) > 1
    for index, wanted in enumerate(_wanted(broken, number)):
        if len(wanted) != len(given) and not (several or other_axes):
            continue
        for each in catalogue.values():
            if each.most_inputs != 1:
                continue
            for bridge in each.bridges(given, wanted):
                kind = _configured(each, bridge.values)
                output = answer(kind, (given,)).shape if kind else None
                if kind is None or output is None or output == given or _squeezed(given, output, broken):
                    continue
                shapes = (*broken.shapes[:number], output, *broken.shapes[number + 1 :])
                if answer(broken.layer.kind, shapes).problem is None:
                    yield bridge.rank + index / 100, kind


def _squeezed(given: Shape, output: Shape, broken: Broken) -> bool:
    """Tell whether an axis is squeezed to 1 only so that a merge repeats it."""
    pairs = zip(given, output, strict=True) if len(given) == len(output) else ()
    return len(broken.shapes) > 1 and any(new == 1 < old for old, new in pairs)


def _wanted(broken: Broken, number: int) -> list[Wanted]:
    """List shapes that might do in the place of one input: like the others, with other axes, with other channels."""
    given = broken.shapes[number]
    others = [shape for shape in dict.fromkeys(broken.shapes) if shape != given][:_MOST_OTHERS]
    wanted: list[Wanted] = []
    for other in others:
        if len(other) == len(given):
            # A concatenation keeps the sizes along its axis.
            wanted += [(*other[:axis], given[axis], *other[axis + 1 :]) for axis in range(len(other))]
        wanted.append(other)
    own = broken.layer.kind.spatial_axes
    numbers = {len(other) for other in others} or ({own + 1} if own else set(range(1, MOST_AXES + 1)))
    if not others:
        above = [broken.reports[row].shape for row in walk_up(broken.network, broken.sources[number])[1:]]
        wanted += dict.fromkeys(shape for shape in above if shape is not None and len(shape) in numbers - {len(given)})
        near = sorted(range(max(1, given[0] - _NEAR), given[0] + _NEAR + 1), key=lambda size: abs(size - given[0]))
        wanted += [(size, *given[1:]) for size in near if len(given) > 1]
    wanted += [(None,) * axes for axes in sorted(numbers - {len(given)})]
    return list(dict.fromkeys(wanted))


def removed_layers(broken: Broken) -> Iterator[Candidate]:
    """Suggest to go without the layer that is read, where it learns nothing and the layer reads no other."""
    if len(broken.sources) != 1 or broken.reports[broken.sources[0]].parameters:
        return
    (source,) = broken.sources
    shapes = tuple(broken.reports[each].shape for each in sources_of(broken.network, source) or ())
    if len(shapes) == 1 and shapes[0] is not None and answer(broken.layer.kind, (shapes[0],)).problem is None:
        step = remove_layers(broken.network, [source])
        yield Candidate(Place.ABOVE, _COST, step.label, step.edits, "remove")


def missing_inputs(network: Network, row: int) -> Iterator[Candidate]:
    """Suggest a layer that needs no input, above one that has nothing to read."""
    layer = network.layers[row]
    axes = [layer.kind.spatial_axes + 1] if layer.kind.spatial_axes else [3, 1, 2, 4]
    for each in catalogue.values():
        if each.most_inputs == 0:
            for cost, wanted in enumerate(axes):
                for bridge in each.bridges((), (None,) * wanted):
                    kind = _configured(each, bridge.values)
                    if kind is not None:
                        new = _named(network, kind, None)
                        edits: list[Edit] = [Insert((row,), (new,))]
                        if layer.inputs is not None:
                            edits.append(_rewired(layer, row + 1, None))
                        label = tr("Add {kind} above it", kind=_described(kind))
                        yield Candidate(Place.BETWEEN, _COST + cost, label, tuple(edits), each)


def joining_layers(network: Network, row: int, shapes: tuple[Shape, ...]) -> Iterator[Candidate]:
    """Suggest a layer that joins what a layer reads that takes one input only."""
    layer, references = network.layers[row], network.references(row)
    for cost, each in enumerate(each for each in catalogue.values() if each.least_inputs > 1):
        kind = _configured(each, {})
        output = answer(kind, shapes).shape if kind else None
        if kind is not None and output is not None and answer(layer.kind, (output,)).problem is None:
            new = _named(network, kind, references)
            edits = (Insert((row,), (new,)), _rewired(layer, row + 1, None))
            yield Candidate(Place.BETWEEN, _COST + cost, tr("Add {kind} before it", kind=_described(kind)), edits, each)


def _configured(kind: type[Kind], values: object) -> Kind | None:
    try:
        return kind(**values)  # type: ignore[arg-type]
    except SettingError:
        return None


def _described(kind: Kind) -> str:
    summary = kind.summary()
    title = tr(kind.title)
    return tr("{kind} ({settings})", kind=title, settings=summary) if summary else title


def _named(network: Network, kind: Kind, inputs: tuple[Reference, ...] | None) -> Layer:
    return Layer(new_layer_id(), free_name(kind.stem, network.row_of_name), kind, inputs)


def _rewired(layer: Layer, row: int, inputs: tuple[Reference, ...] | None) -> Replace:
    return Replace((row,), (layer,), (replace(layer, inputs=inputs),))


def _inserting(network: Network, row: int, number: int, kind: Kind) -> tuple[Edit, ...]:
    """Put a layer just above another one, between it and one of its inputs."""
    layer, references = network.layers[row], network.references(row)
    source = references[number]
    above = network.row_of_reference(source) == row - 1
    new = _named(network, kind, None if above else (source,))
    insert = Insert((row,), (new,))
    if layer.inputs is None or len(layer.inputs) == 1:
        return (insert,) if layer.inputs is None else (insert, _rewired(layer, row + 1, None))
    return (insert, _rewired(layer, row + 1, _with(references, number, new.id)))


def _with(references: Iterable[Reference], number: int, layer_id: Reference) -> tuple[Reference, ...]:
    return tuple(layer_id if each == number else reference for each, reference in enumerate(references))
