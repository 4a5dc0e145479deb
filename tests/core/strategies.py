"""Random settings, shapes and networks, drawn from the catalogue: a new kind is drawn without a word here."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from core.analysis import answer
from core.kinds import Kind, Shapes, catalogue
from core.network import Layer, Network, Reference, new_layer_id
from core.settings import (
    AnyAxisSizes,
    AxisSizes,
    Choice,
    Count,
    Margins,
    Padding,
    Probability,
    Setting,
    ShapeSetting,
    Switch,
    TargetShape,
)
from core.shapes import MOST_AXES, Shape

Draw = st.DrawFn
Strategy = st.SearchStrategy

NAMES = ("nobody", "layer1", "layer8", "dropout1", "flatten1")
"""Names that layers read, whether there is such a layer or not; some are those that new layers and copies get."""

CHANNELS = (1, 2, 3, 4, 6, 8, 12)


def _padding(axes: int) -> Strategy[Any]:
    end = st.integers(0, 3)
    numbers = st.lists(end, min_size=axes, max_size=axes)
    pairs = st.lists(st.lists(end, min_size=2, max_size=2), min_size=axes, max_size=axes)
    return st.one_of(st.sampled_from(["same", "valid"]), end, numbers, pairs)


def _axis_sizes(setting: AxisSizes, axes: int) -> Strategy[Any]:
    size = st.integers(setting.low, min(setting.high, 4))
    return st.one_of(size, st.lists(size, min_size=axes, max_size=axes))


def _for_any_axes(one: Strategy[Any], each: Strategy[Any]) -> Strategy[Any]:
    return st.one_of(one, st.lists(each, min_size=1, max_size=MOST_AXES - 1))


@st.composite
def _target_shape(draw: Draw) -> list[int]:
    shape: list[int] = draw(st.lists(st.sampled_from([1, 1, 2, 3, 4]), min_size=1, max_size=MOST_AXES))
    if draw(st.integers(0, 3)):
        shape[draw(st.integers(0, len(shape) - 1))] = -1
    return shape


def shapes(axes: int | None = None) -> Strategy[tuple[int, ...]]:
    """Draw shapes with so many axes, 1 to 4 where none is said."""
    if axes is None:
        return st.integers(1, 4).flatmap(shapes)
    return st.tuples(st.sampled_from(CHANNELS), *[st.integers(1, 17)] * (axes - 1))


_VALUES: dict[type[Setting[Any]], Callable[[Any, int], Strategy[Any]]] = {
    Count: lambda setting, axes: (
        st.sampled_from(CHANNELS).filter(lambda n: setting.low <= n <= setting.high)
        if setting.high > 3
        else st.integers(setting.low, setting.high)
    ),
    AxisSizes: _axis_sizes,
    AnyAxisSizes: lambda setting, axes: _for_any_axes(st.integers(1, 4), st.integers(1, 4)),
    Margins: lambda setting, axes: _for_any_axes(
        st.integers(0, 3), st.lists(st.integers(0, 3), min_size=2, max_size=2)
    ),
    Padding: lambda setting, axes: _padding(axes),
    Switch: lambda setting, axes: st.booleans(),
    Choice: lambda setting, axes: st.sampled_from(list(setting.options)),
    Probability: lambda setting, axes: st.floats(0, 1),
    ShapeSetting: lambda setting, axes: shapes().map(list),
    TargetShape: lambda setting, axes: _target_shape(),
}
"""How the values of each sort of setting are drawn, as a document may give them."""


def values_of(setting: Setting[Any], axes: int) -> Strategy[Any]:
    """Draw a value that a setting takes."""
    return _VALUES[type(setting)](setting, axes)


@st.composite
def kinds(draw: Draw, *types: str) -> Kind:
    """Draw a kind with settings; of all kinds where none is named."""
    kind = catalogue[draw(st.sampled_from(types or tuple(catalogue)))]
    given = {
        setting.name: draw(values_of(setting, kind.spatial_axes))
        for setting in kind.settings
        if setting.is_required or draw(st.booleans())
    }
    return kind(**given)


@st.composite
def inputs_for(draw: Draw, kind: Kind) -> Shapes:
    """Draw inputs that a kind may well take, though not surely."""
    most = kind.least_inputs + 2 if kind.most_inputs is None else kind.most_inputs
    count = draw(st.integers(kind.least_inputs, most))
    first = draw(shapes(kind.spatial_axes + 1 if kind.spatial_axes and draw(st.integers(0, 9)) else None))
    inputs = [first]
    while len(inputs) < count:
        axis = draw(st.integers(0, len(first) - 1))
        size = draw(st.sampled_from([first[axis], 1, 5]))
        inputs.append((*first[:axis], size, *first[axis + 1 :]))
    return tuple(inputs[:count])


@st.composite
def networks(draw: Draw, least: int = 0, most: int = 8) -> Network:
    """Draw a network with branches, joins, and mistakes of every sort, among them names without a layer."""
    count = draw(st.integers(least, most))
    ids = [new_layer_id() for _ in range(count)]
    layers: list[Layer] = []
    known: dict[Reference, Shape | None] = {}
    for row in range(count):
        # Where the first try does not fit, others may, so that not everything waits for a mistake at the top.
        for _ in range(draw(st.integers(1, 4))):
            kind = draw(kinds("Input") if row == 0 else kinds())
            reading = draw(st.one_of(readings(ids, row, kind), _alike(known, kind)))
            read = ids[max(row - 1, 0) : row] if reading is None else reading
            known[ids[row]] = _shape(kind, [known.get(reference) for reference in read])
            if known[ids[row]] is not None:
                break
        layers.append(Layer(ids[row], f"layer{row}", kind, reading))
    return Network(tuple(layers), draw(st.sampled_from(["", "A network"])))


def _shape(kind: Kind, shapes: list[Shape | None]) -> Shape | None:
    inputs = tuple(shape for shape in shapes if shape is not None)
    fits = len(inputs) == len(shapes) >= kind.least_inputs and len(inputs) <= (kind.most_inputs or len(inputs))
    return answer(kind, inputs).shape if fits else None


def _alike(known: dict[Reference, Shape | None], kind: Kind) -> Strategy[tuple[Reference, ...] | None]:
    """Draw layers above that have the same shape, for what joins several; the layer above for other kinds."""
    shapes = sorted({shape for shape in known.values() if shape is not None})
    if kind.least_inputs < 2 or not shapes:
        return st.none()
    return st.sampled_from(shapes).flatmap(
        lambda shape: st.lists(
            st.sampled_from([reference for reference, own in known.items() if own == shape]), min_size=2, max_size=3
        ).map(tuple)
    )


def readings(ids: list[int], row: int, kind: Kind) -> Strategy[tuple[Reference, ...] | None]:
    """Draw what a layer reads: mostly the layer above or any above, sometimes what it should not."""
    if row == 0 or not kind.least_inputs:
        return st.sampled_from([None, None, None, ()])
    above: Strategy[Reference] = st.sampled_from(ids[:row])
    anything: Strategy[Reference] = st.one_of(st.sampled_from(ids), st.sampled_from(NAMES))
    right = st.lists(above, min_size=kind.least_inputs, max_size=kind.most_inputs or 3).map(tuple)
    wrong = st.lists(anything, max_size=3).map(tuple)
    implied = st.none() if kind.least_inputs == 1 else right
    return st.one_of(implied, implied, right, wrong)
