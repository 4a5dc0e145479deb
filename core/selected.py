"""What a user can ask for on several selected layers at once, as functions from a network to a Step."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from enum import Enum
from typing import Any

from core.actions import connect_layers, count_of, refused_value
from core.analysis import Report, input_shapes
from core.kinds import Kind
from core.language import group, listed, tr, tr_count
from core.network import Layer, Network, Replace
from core.problems import Refusal
from core.records import replace
from core.session import Step
from core.settings import AxisSizes, Padding, Setting, SettingError

_KINDS_NAMED = 4


class Part(Enum):
    """What may stand for a value, or for a number of it, that each layer has of its own."""

    KEEP = "keep"
    """As it is."""
    IN_NUMBERS = "numbers"
    """The numbers that a word, as `same`, comes to."""


def shared_settings(kinds: Iterable[type[Kind]]) -> tuple[Setting[Any], ...]:
    """List the settings that kinds have in common, so that one editor serves them all."""
    first, *others = dict.fromkeys(kinds)
    return tuple(setting for setting in first.settings if all(_has_alike(first, setting, other) for other in others))


def _has_alike(kind: type[Kind], setting: Setting[Any], other: type[Kind]) -> bool:
    alike = next((each for each in other.settings if each.name == setting.name), None)
    if alike is None or type(alike) is not type(setting):
        return False
    if isinstance(setting, AxisSizes | Padding) and kind.spatial_axes != other.spatial_axes:
        return False
    return all(getattr(alike, fact, None) == getattr(setting, fact, None) for fact in ("label", "follows", "options"))


def set_setting_of_all(
    network: Network, reports: Sequence[Report], rows: Sequence[int], name: str, value: object
) -> Step:
    """Change one setting of layers to one value, in which a `Part` stands for what each has of its own.

    Refuses the whole where one of them cannot take it.
    """

    def changed(layer: Layer, row: int) -> Kind:
        if value is Part.IN_NUMBERS:
            own = layer.kind.in_numbers(name, input_shapes(network, reports, row))
        else:
            own = _filled(value, getattr(layer.kind, name))
        try:
            return layer.kind.with_value(name, own)
        except SettingError:
            raise refused_value(layer.kind.setting(name), own) from None

    step_name = tr("Set {setting} of {layers}", setting=_label(network, rows, name), layers=_count(network, rows))
    # What a word comes to differs from row to row with the inputs, all else only from kind to kind.
    shared = value is not Part.IN_NUMBERS
    return _replace_kinds(network, rows, step_name, changed, shared=shared, merge=merge_mark(network, rows, name))


def merge_mark(network: Network, rows: Sequence[int], name: str) -> Hashable:
    """Give the mark by which the changes of one field become one step."""
    ids = tuple(network.layers[row].id for row in rows)
    return (name, ids[0] if len(ids) == 1 else ids)


def _filled(value: object, own: object) -> object:
    """Put a layer's own numbers where a value says so."""
    if value is Part.KEEP:
        return own
    if not isinstance(value, list):
        return value
    parts = own if isinstance(own, tuple) and len(own) == len(value) else (own,) * len(value)
    return [_filled(each, part) for each, part in zip(value, parts, strict=True)]


def can_reset(setting: Setting[Any]) -> bool:
    """Tell whether a setting has a value that new layers start with."""
    return not setting.is_required or setting.initial is not None


def reset_setting(network: Network, rows: Sequence[int], name: str) -> Step:
    """Give a setting of layers its default, or what new layers start with where documents have none."""

    def changed(layer: Layer, _: int) -> Kind:
        setting = layer.kind.setting(name)
        if not can_reset(setting):
            raise Refusal(tr("{setting} has no default.", setting=tr(setting.label)))
        return layer.kind.with_value(name, setting.initial if setting.is_required else setting.default)

    step_name = tr("Reset {setting} of {layers}", setting=_label(network, rows, name), layers=_count(network, rows))
    return _replace_kinds(network, rows, step_name, changed, shared=True)


def _replace_kinds(
    network: Network,
    rows: Sequence[int],
    step_name: str,
    changed: Callable[[Layer, int], Kind],
    *,
    shared: bool,
    merge: Hashable = None,
) -> Step:
    """Change the kinds of layers; with `shared`, equal kinds become equal kinds."""
    known: dict[Kind, Kind] = {}
    old = tuple(network.layers[row] for row in rows)
    new = []
    for row, layer in zip(rows, old, strict=True):
        kind = known.get(layer.kind) if shared else None
        if kind is None:
            try:
                kind = known[layer.kind] = changed(layer, row)
            except Refusal as refusal:
                if len(rows) == 1:
                    raise
                raise Refusal(tr("{layer}: {sentence}", layer=layer.name, sentence=refusal)) from None
        new.append(layer if kind is layer.kind else Layer(layer.id, layer.name, kind, layer.inputs))
    if all(after is before for after, before in zip(new, old, strict=True)):
        return Step(step_name, ())
    return Step(step_name, (Replace(tuple(rows), old, tuple(new)),), merge=merge)


def read_above(network: Network, rows: Sequence[int]) -> Step:
    """Let layers read the layer just above them."""
    if not rows:
        raise Refusal(tr("Select the layers that are to read the layer above."))
    chosen = tuple(row for row in sorted(rows) if network.layers[row].inputs is not None)
    old = tuple(network.layers[row] for row in chosen)
    edits = (Replace(chosen, old, tuple(replace(layer, inputs=None) for layer in old)),) if chosen else ()
    return Step(tr("Set Inputs of {layers}", layers=_count(network, chosen or rows)), edits)


def connect_selected(network: Network, rows: Sequence[int]) -> Step:
    """Let the lower of the two selected layers read the upper one."""
    if len(rows) != 2:
        raise Refusal(tr("Select two layers to connect: the lower one then reads the upper one."))
    return connect_layers(network, rows[0], rows[1])


def kinds_text(layers: Sequence[Layer]) -> str:
    """Say of which kinds layers are: `3 × Conv2D, 2 × Max Pooling 2D`; of many kinds, the most frequent."""
    counts = Counter(layer.kind.title for layer in layers)
    named = [
        tr("{count} × {kind}", count=group(count), kind=title) for title, count in counts.most_common(_KINDS_NAMED)
    ]
    more = len(counts) - len(named)
    return listed([*named, tr_count("{count} kind more", "{count} kinds more", more)] if more else named)


def _label(network: Network, rows: Sequence[int], name: str) -> str:
    return tr(network.layers[rows[0]].kind.setting(name).label)


def _count(network: Network, rows: Sequence[int]) -> str:
    return count_of([network.layers[row] for row in rows])
