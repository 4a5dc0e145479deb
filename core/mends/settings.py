"""Other values of settings: of the broken layer itself, and of the layers that it hangs on."""

from collections.abc import Iterator

from core.analysis import answer
from core.kinds import Kind, other_versions
from core.language import tr
from core.mends.branches import Broken, inputs_with
from core.mends.candidate import Candidate, Place
from core.network import Replace
from core.records import replace
from core.settings import Setting, SettingError

_MOST_LAYERS = 8
"""Layers of each branch whose settings are looked at."""

_MOST_AT_FAULT = 6
"""Values of the setting at fault that are looked at."""

_AT_FAULT, _VERSION, _OWN, _CAUSE, _ABOVE = 0, 10, 20, 22, 30


def own_settings(broken: Broken) -> Iterator[Candidate]:
    """Suggest values of the layer's own settings, that at fault first."""
    layer = broken.layer
    problem = broken.reports[broken.row].problem
    for number, setting in enumerate(layer.kind.settings):
        at_fault = problem is not None and problem.setting == setting.name
        found = 0
        for kind in _other_values(layer.kind, setting, broken.shapes):
            if answer(kind, broken.shapes).problem is None:
                cost = (_AT_FAULT if at_fault else _OWN) + number / 10 + found
                label = tr("Set {setting} to {value}", setting=tr(setting.label), value=_shown(kind, setting))
                # Where the setting is the one at fault, two values may be offered: the nearest that the rest can take.
                yield _replacing(broken, broken.row, kind, cost, label, (setting.name, found % 2 if at_fault else 0))
                found += 1
                if found == (_MOST_AT_FAULT if at_fault else 2):
                    break


def settings_above(broken: Broken) -> Iterator[Candidate]:
    """Suggest values for layers further up, the nearest first; only where the inputs part, if there are several."""
    seen: set[int] = set()
    for branch in broken.branches:
        for distance, row in enumerate(branch[:_MOST_LAYERS]):
            if row not in seen:
                seen.add(row)
                yield from _settings_of(broken, row, distance)


def _settings_of(broken: Broken, row: int, distance: int) -> Iterator[Candidate]:
    layer, own = broken.network.layers[row], broken.layer.kind
    cost = _CAUSE if row in broken.causes else _ABOVE + distance
    read = broken.read_by(row)
    for number, setting in enumerate(layer.kind.settings):
        for kind in _other_values(layer.kind, setting, broken.shapes):
            shapes = inputs_with(broken, row, kind)
            if shapes is not None and answer(own, shapes).problem is None:
                # What keeps the layer's parameters goes before what changes them.
                relearns = read is not None and answer(kind, (read,)).parameters != broken.reports[row].parameters
                label = tr(
                    "Set {setting} of {name} to {value}",
                    setting=tr(setting.label),
                    name=layer.name,
                    value=_shown(kind, setting),
                )
                yield _replacing(broken, row, kind, cost + number / 10 + relearns, label, row)
                break


def versions(broken: Broken) -> Iterator[Candidate]:
    """Suggest the same kind for the number of axes that is there."""
    layer = broken.layer
    for version in other_versions(type(layer.kind)):
        try:
            kind = version(**{name: _for_any_axes(value) for name, value in layer.kind.written().items()})
        except SettingError:
            continue
        if answer(kind, broken.shapes).problem is None:
            label = tr("Make it {kind}", kind=tr(version.label))
            yield _replacing(broken, broken.row, kind, _VERSION, label, version)


def _for_any_axes(value: object) -> object:
    """Give one value for all axes where they have the same."""
    alike = isinstance(value, list) and all(part == value[0] for part in value)
    return value[0] if isinstance(value, list) and alike else value


def _other_values(kind: Kind, setting: Setting[object], shapes: tuple[tuple[int, ...], ...]) -> Iterator[Kind]:
    for value in setting.candidates(getattr(kind, setting.name), shapes):
        try:
            other = kind.with_value(setting.name, value)
        except SettingError:
            continue
        if getattr(other, setting.name) != getattr(kind, setting.name):
            yield other


def _shown(kind: Kind, setting: Setting[object]) -> str:
    return setting.shown(getattr(kind, setting.name))


def _replacing(broken: Broken, row: int, kind: Kind, cost: float, label: str, part: object) -> Candidate:
    layer = broken.network.layers[row]
    place = Place.OWN if row == broken.row else Place.ABOVE
    return Candidate(place, cost, label, (Replace((row,), (layer,), (replace(layer, kind=kind),)),), part)
