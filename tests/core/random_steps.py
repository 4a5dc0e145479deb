"""Random steps as a user would ask for them, one after the other on the state that the last one left."""

from collections.abc import Callable, Iterator

from hypothesis import strategies as st

from core import actions
from core.kinds import catalogue
from core.network import Network
from core.problems import Refusal
from core.session import Session, Step
from tests.core.strategies import NAMES, readings, values_of

Drawer = Callable[[st.DataObject, Session], Step]


def random_steps(data: st.DataObject, document: Session, most: int) -> Iterator[Step]:
    """Draw steps; each must be done before the next one is asked for."""
    for _ in range(data.draw(st.integers(1, most))):
        on_nothing = len(document.network) == 0
        drawer = _add if on_nothing else data.draw(st.sampled_from(DRAWERS))
        try:
            yield drawer(data, document)
        except Refusal:
            continue


def _rows(data: st.DataObject, network: Network) -> list[int]:
    return sorted(data.draw(st.sets(st.integers(0, len(network) - 1), min_size=1, max_size=4)))


def _row(data: st.DataObject, network: Network) -> int:
    return data.draw(st.integers(0, len(network) - 1))


def _gap(data: st.DataObject, network: Network) -> int:
    return data.draw(st.integers(0, len(network)))


def _add(data: st.DataObject, document: Session) -> Step:
    kind = catalogue[data.draw(st.sampled_from(list(catalogue)))]
    preset = data.draw(st.sampled_from(list(kind.presets())))
    state = document.state
    gap = _gap(data, state.network)
    selected = data.draw(st.sampled_from([[], _rows(data, state.network)])) if len(state.network) else []
    return actions.add_layer(state.network, state.analysis.reports, kind, preset.values, gap, selected)


def _remove(data: st.DataObject, document: Session) -> Step:
    return actions.remove_layers(document.network, _rows(data, document.network))


def _move(data: st.DataObject, document: Session) -> Step:
    return actions.move_layers(document.network, _rows(data, document.network), _gap(data, document.network))


def _move_up(data: st.DataObject, document: Session) -> Step:
    return actions.move_up(document.network, _rows(data, document.network))


def _move_down(data: st.DataObject, document: Session) -> Step:
    return actions.move_down(document.network, _rows(data, document.network))


def _copy(data: st.DataObject, document: Session) -> Step:
    return actions.copy_layers(document.network, _rows(data, document.network), _gap(data, document.network))


def _rename(data: st.DataObject, document: Session) -> Step:
    name = data.draw(st.sampled_from([*NAMES, "other"]))
    return actions.rename_layer(document.network, _row(data, document.network), name)


def _set(data: st.DataObject, document: Session) -> Step:
    row = _row(data, document.network)
    kind = document.network.layers[row].kind
    if not kind.settings:
        raise Refusal("nothing to set")
    setting = data.draw(st.sampled_from(kind.settings))
    value = data.draw(values_of(setting, kind.spatial_axes))
    return actions.set_setting(document.network, row, setting.name, value)


def _wire(data: st.DataObject, document: Session) -> Step:
    network = document.network
    row = _row(data, network)
    ids = [layer.id for layer in network.layers]
    return actions.set_inputs(network, row, data.draw(readings(ids, row, network.layers[row].kind)))


DRAWERS: tuple[Drawer, ...] = (_add, _remove, _move, _move_up, _move_down, _copy, _rename, _set, _set, _set, _wire)
