"""Random requests as a user makes them in the window, drawn fast and the same again from the same seed."""

import random
from collections.abc import Callable
from typing import Any

from core import actions, selected
from core.files import parse_network, write_block
from core.kinds import Kind, catalogue
from core.network import Network, Reference
from core.problems import Refusal
from core.session import Session, Step
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
from core.shapes import MOST_AXES

Draw = random.Random

MOST_ROWS = 12
"""A list that has grown beyond this is cut down again: a sequence looks at every cell after every step."""

NAMES = ("nobody", "layer1", "conv1", "conv2", "dropout1", "=1+1", "ü 名前", "a;b")


def _sizes(draw: Draw, axes: int, low: int, high: int) -> object:
    size = draw.choice((low, low + 1, min(high, 3), min(high, 5), high if draw.random() < 0.05 else low))
    return size if draw.random() < 0.5 else [draw.randint(low, min(high, 5)) for _ in range(axes)]


def _some_axes(draw: Draw, part: Callable[[], object]) -> object:
    return draw.randint(1, 4) if draw.random() < 0.5 else [part() for _ in range(draw.randint(1, MOST_AXES - 1))]


def _padding(draw: Draw, axes: int) -> object:
    ends = [[draw.randint(0, 3), draw.randint(0, 3)] for _ in range(axes)]
    return draw.choice(("same", "valid", draw.randint(0, 3), [each[0] for each in ends], ends))


def _pair(draw: Draw) -> list[int]:
    return [draw.randint(0, 3), draw.randint(0, 3)]


_VALUES: dict[type[Setting[Any]], Callable[[Draw, Any, int], object]] = {
    Count: lambda draw, setting, axes: draw.choice((setting.low, min(setting.high, 8), min(setting.high, 12), 6, 0)),
    AxisSizes: lambda draw, setting, axes: _sizes(draw, axes, setting.low, setting.high),
    AnyAxisSizes: lambda draw, setting, axes: _some_axes(draw, lambda: draw.randint(1, 4)),
    Margins: lambda draw, setting, axes: _some_axes(draw, lambda: _pair(draw)),
    Padding: lambda draw, setting, axes: _padding(draw, axes),
    Switch: lambda draw, setting, axes: draw.random() < 0.5,
    Choice: lambda draw, setting, axes: draw.choice(list(setting.options)),
    Probability: lambda draw, setting, axes: draw.random(),
    ShapeSetting: lambda draw, setting, axes: [draw.choice((1, 3, 8, 28)) for _ in range(draw.randint(1, MOST_AXES))],
    TargetShape: lambda draw, setting, axes: [draw.choice((-1, 1, 2, 4)) for _ in range(draw.randint(1, MOST_AXES))],
}


def _rows(draw: Draw, network: Network) -> list[int]:
    most = min(len(network), draw.choice((1, 1, 2, 4)))
    return sorted(draw.sample(range(len(network)), most))


def _row(draw: Draw, network: Network) -> int:
    return draw.randrange(len(network))


def _gap(draw: Draw, network: Network) -> int:
    return draw.randint(0, len(network))


def _add(draw: Draw, session: Session) -> Step:
    state = session.state
    kind = draw.choice(list(catalogue.values()))
    preset = draw.choice(list(kind.presets()))
    selected = _rows(draw, state.network) if len(state.network) and draw.random() < 0.5 else []
    gap = _gap(draw, state.network)
    return actions.add_layer(state.network, state.analysis.reports, kind, preset.values, gap, selected)


def _remove(draw: Draw, session: Session) -> Step:
    return actions.remove_layers(session.network, _rows(draw, session.network), label=draw.choice(("Delete", "Cut")))


def _cut_down(draw: Draw, session: Session) -> Step:
    rows = range(len(session.network))
    return actions.remove_layers(session.network, sorted(draw.sample(rows, len(rows) // 2)))


def _move(draw: Draw, session: Session) -> Step:
    return actions.move_layers(session.network, _rows(draw, session.network), _gap(draw, session.network))


def _step_aside(draw: Draw, session: Session) -> Step:
    move = draw.choice((actions.move_up, actions.move_down))
    return move(session.network, _rows(draw, session.network))


def _copy(draw: Draw, session: Session) -> Step:
    return actions.copy_layers(session.network, _rows(draw, session.network), _gap(draw, session.network))


def _paste(draw: Draw, session: Session) -> Step:
    network = session.network
    text = write_block(network, actions.block(network, _rows(draw, network)))
    return actions.paste_layers(network, parse_network(text.encode()), _gap(draw, network))


def _rename(draw: Draw, session: Session) -> Step:
    return actions.rename_layer(session.network, _row(draw, session.network), draw.choice(NAMES))


def _set(draw: Draw, session: Session) -> Step:
    row = _row(draw, session.network)
    kind = session.network.layers[row].kind
    if not kind.settings:
        raise Refusal("nothing to set")
    setting = draw.choice(kind.settings)
    value = None if setting.default is None and draw.random() < 0.3 else value_of(draw, setting, kind.spatial_axes)
    return actions.set_setting(session.network, row, setting.name, value)


def _set_all(draw: Draw, session: Session) -> Step:
    state, rows = session.state, _rows(draw, session.network)
    kinds = [type(state.network.layers[row].kind) for row in rows]
    shared = selected.shared_settings(kinds)
    if not shared:
        raise Refusal("nothing to set")
    setting = draw.choice(shared)
    if draw.random() < 0.3:
        return selected.reset_setting(state.network, rows, setting.name)
    value = value_of(draw, setting, kinds[0].spatial_axes)
    return selected.set_setting_of_all(state.network, state.analysis.reports, rows, setting.name, value)


def _read_above(draw: Draw, session: Session) -> Step:
    return selected.read_above(session.network, _rows(draw, session.network))


def value_of(draw: Draw, setting: Setting[Any], axes: int) -> object:
    """Draw a value for a setting, which it takes or, now and then, refuses."""
    return _VALUES[type(setting)](draw, setting, axes)


def _wire(draw: Draw, session: Session) -> Step:
    network = session.network
    row = _row(draw, network)
    return actions.set_inputs(network, row, _reading(draw, network, row, network.layers[row].kind))


def _reading(draw: Draw, network: Network, row: int, kind: Kind) -> tuple[Reference, ...] | None:
    """Draw what a layer reads: mostly layers above, sometimes itself, what comes later, or nobody."""
    ids = [layer.id for layer in network.layers]
    wild = draw.random() < 0.2
    choice: list[Reference] = [*ids, *NAMES] if wild else list(ids[:row])
    if not choice or draw.random() < 0.2:
        return None
    count = draw.randint(kind.least_inputs, kind.most_inputs or 3) if not wild else draw.randint(0, 3)
    return tuple(draw.choice(choice) for _ in range(count))


def _connect(draw: Draw, session: Session) -> Step:
    return actions.connect_layers(session.network, _row(draw, session.network), _row(draw, session.network))


ASKED: tuple[Callable[[Draw, Session], Step], ...] = (
    *(_add, _add, _remove, _move, _step_aside, _copy, _paste, _rename),
    *(_set, _set, _set, _set, _set_all, _set_all, _wire, _wire, _connect, _read_above),
)


def ask(draw: Draw, session: Session, most_rows: int = MOST_ROWS) -> Step:
    """Draw the next request; raises Refusal where it cannot be met."""
    count = len(session.network)
    drawer = _add if count == 0 else _cut_down if count > most_rows else draw.choice(ASKED)
    return drawer(draw, session)
