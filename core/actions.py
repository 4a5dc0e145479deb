"""What a user can ask for: functions from a network to a Step.

They change nothing. A request that cannot be met raises Refusal, with one sentence for the user.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from core.analysis import Report, answer
from core.kinds import Kind
from core.language import mark, tr, tr_count
from core.names import check_name, copied_name, free_name
from core.network import (
    Edit,
    Insert,
    Layer,
    LayerId,
    Move,
    Network,
    Reference,
    Remove,
    Replace,
    apply_edits,
    new_layer_id,
)
from core.problems import Refusal
from core.progress import UNWATCHED, Progress
from core.records import replace
from core.session import Step
from core.settings import Setting, SettingError, describe_given


def count_of(layers: Sequence[Layer]) -> str:
    """Speak of layers in the name of a step: one by its name, more by their number."""
    return layers[0].name if len(layers) == 1 else tr_count("{count} layer", "{count} layers", len(layers))


def add_layer(
    network: Network,
    reports: Sequence[Report],
    kind: type[Kind],
    values: Mapping[str, object],
    row: int,
    selected: Sequence[int] = (),
) -> Step:
    """Put a new layer at `row`, set as the palette offers it, under a free name.

    A kind that joins layers reads the selected ones, where there are enough of them above.
    """
    made = kind.initial(values)
    stem = f"{made.stem}_" if made.stem[-1:].isdigit() else made.stem  # relu6_1, not relu61
    name = free_name(stem, network.row_of_name)
    joined = tuple(network.layers[source].id for source in selected if source < row)
    joins_selected = kind.least_inputs > 1 and len(joined) >= kind.least_inputs
    inputs = joined if joins_selected else _fitting_inputs(network, reports, made, row)
    layer = Layer(new_layer_id(), name, made, inputs)
    return Step(tr("Add {kind}", kind=made.title), (Insert((row,), (layer,)),), select=(layer.id,))


def _fitting_inputs(network: Network, reports: Sequence[Report], kind: Kind, row: int) -> tuple[Reference, ...] | None:
    """Give a layer that joins several others the one above and the nearest that fits it, by asking its rule."""
    if kind.least_inputs < 2 or row == 0:
        return None
    above = reports[row - 1].shape
    for source in range(row - 2, -1, -1):
        shape = reports[source].shape
        if above is not None and shape is not None and answer(kind, (above, shape)).shape is not None:
            return (network.layers[row - 1].id, network.layers[source].id)
    return None


def remove_layers(network: Network, rows: Sequence[int], *, label: str = mark("Delete {layers}")) -> Step:
    """Remove layers; those that read one of them read what it read, where that is one layer."""
    rows = tuple(sorted(rows))
    if not rows:
        raise Refusal(tr("Select the layers to delete first."))
    gone = tuple(network.layers[row] for row in rows)
    edits: list[Edit] = [*_hand_inputs_on(network, rows), Remove(rows, gone)]
    rewired = apply_edits(network, edits[:-1])
    edits[-1] = Remove(rows, tuple(rewired.layers[row] for row in rows))
    left = len(network) - len(rows)
    after = min(rows[0], left - 1)
    after_network = apply_edits(rewired, edits[-1:])
    select = (after_network.layers[after].id,) if left else ()
    return Step(tr(label, layers=count_of(gone)), tuple(edits), select=select)


def _hand_inputs_on(network: Network, rows: tuple[int, ...]) -> list[Edit]:
    """Rewire the readers of layers that go, so that the removal leaves their wiring as it was meant."""
    gone = {network.layers[row].id for row in rows}
    heirs = _heirs(network, rows)
    changed_rows, old, new = [], [], []
    above: LayerId | None = None
    for row, layer in enumerate(network.layers):
        if layer.id in gone:
            continue
        references = network.references(row)
        if not gone.isdisjoint(references):
            handed = tuple(heirs.get(reference, reference) for reference in references)
            # What reads the layer above goes on doing so where that comes to the same, or nothing else is left.
            implied = layer.reads_above and (handed == (above,) or isinstance(handed[0], str))
            inputs = None if implied else handed
            if inputs != layer.inputs:
                changed_rows.append(row)
                old.append(layer)
                new.append(replace(layer, inputs=inputs))
        above = layer.id
    return [Replace(tuple(changed_rows), tuple(old), tuple(new))] if new else []


def _heirs(network: Network, rows: tuple[int, ...]) -> dict[Reference, Reference]:
    """Say for each layer that goes what its readers read instead; its name where it had not one input."""
    heirs: dict[Reference, Reference] = {}
    gone = {network.layers[row].id for row in rows}
    for row in rows:
        references = network.references(row)
        layer = network.layers[row]
        known = len(references) == 1 and network.row_of_reference(references[0]) is not None
        heir = heirs.get(references[0], references[0]) if known else layer.name
        # A layer that reads itself or one below it (both are mistakes) may name one that goes as well.
        heirs[layer.id] = layer.name if heir in gone else heir
    return heirs


def move_layers(network: Network, rows: Sequence[int], gap: int) -> Step:
    """Move layers, in their order, into the gap before row `gap`; without edits where that changes nothing."""
    start = gap - sum(row < gap for row in rows)
    return _move_to(network, rows, range(start, start + len(rows)))


def _move_to(network: Network, rows: Sequence[int], targets: Sequence[int]) -> Step:
    if not rows:
        raise Refusal(tr("Select the layers to move first."))
    before, after = tuple(sorted(rows)), tuple(targets)
    layers = tuple(network.layers[row] for row in before)
    edits = () if after == before else (Move(before, after),)
    return Step(tr("Move {layers}", layers=count_of(layers)), edits, select=tuple(layer.id for layer in layers))


def move_up(network: Network, rows: Sequence[int]) -> Step:
    """Move each layer one row up; those that are at the top already stay."""
    targets: list[int] = []
    for row in sorted(rows):
        targets.append(max(row - 1, targets[-1] + 1 if targets else 0))
    return _move_to(network, rows, targets)


def move_down(network: Network, rows: Sequence[int]) -> Step:
    """Move each layer one row down; those that are at the bottom already stay."""
    targets: list[int] = []
    for row in sorted(rows, reverse=True):
        targets.append(min(row + 1, targets[-1] - 1 if targets else len(network) - 1))
    return _move_to(network, rows, targets[::-1])


def copy_layers(network: Network, rows: Sequence[int], gap: int, *, label: str = mark("Duplicate {layers}")) -> Step:
    """Put copies of layers into the gap before row `gap`; connections among them stay among the copies."""
    if not rows:
        raise Refusal(tr("Select the layers to duplicate first."))
    originals = block(network, rows)
    first = network.row(originals[0].id)
    above: dict[Reference, LayerId] = {}
    if first and gap and originals[0].reads_above:
        # What the block reads at its head it reads further down too, as a skip does: the copy reads what is above it.
        above[network.layers[first - 1].id] = network.layers[gap - 1].id
    return _put_copies(network, originals, gap, label, above)


def block(network: Network, rows: Sequence[int]) -> tuple[Layer, ...]:
    """Take layers out as a block that means the same elsewhere.

    What reads the layer above goes on doing so within the block, and at its head; a layer whose layer above is
    not taken along names it.
    """
    layers: list[Layer] = []
    for row in sorted(rows):
        layer = network.layers[row]
        if layers and layer.reads_above and network.layers[row - 1].id != layers[-1].id:
            layer = replace(layer, inputs=network.references(row))
        layers.append(layer)
    return tuple(layers)


def head_input(network: Network, rows: Sequence[int]) -> str:
    """Name what the first of some rows reads above it without naming it; empty where there is no such layer."""
    first = min(rows)
    return network.layers[first - 1].name if first and network.layers[first].reads_above else ""


def paste_layers(network: Network, pasted: Network, gap: int, head: str = "", progress: Progress = UNWATCHED) -> Step:
    """Put the layers of another document into the gap before row `gap`.

    Connections among them stay; what they read by name otherwise is looked for among the layers here. `head` is
    the name of what stood above them: it means what stands above them now, as a skip from there does.
    """
    if not pasted.layers:
        raise Refusal(tr("There are no layers to paste."))
    here: dict[Reference, LayerId] = {name: network.layers[row].id for name, row in network.row_of_name.items()}
    if head and gap and pasted.layers[0].reads_above:
        here[head] = network.layers[gap - 1].id
    return _put_copies(network, pasted.layers, gap, mark("Paste {layers}"), here, progress)


def _put_copies(
    network: Network,
    originals: Sequence[Layer],
    gap: int,
    label: str,
    rewired: Mapping[Reference, LayerId] = MappingProxyType({}),
    progress: Progress = UNWATCHED,
) -> Step:
    new_ids: dict[Reference, LayerId] = {**rewired, **{layer.id: new_layer_id() for layer in originals}}
    taken, tried = set(network.row_of_name), dict[str, int]()
    copies = []
    for layer in progress.track(originals):
        name = copied_name(layer.name, taken, tried) if layer.name in taken else layer.name
        taken.add(name)
        inputs = layer.inputs and tuple(new_ids.get(reference, reference) for reference in layer.inputs)
        copies.append(Layer(new_ids[layer.id], name, layer.kind, inputs))
    places = tuple(range(gap, gap + len(copies)))
    select = tuple(layer.id for layer in copies)
    return Step(tr(label, layers=count_of(originals)), (Insert(places, tuple(copies)),), select=select)


def rename_layer(network: Network, row: int, name: str) -> Step:
    """Give a layer another name, which no other layer may have."""
    layer = network.layers[row]
    name = name.strip()
    try:
        check_name(name)
    except Refusal as refusal:
        raise Refusal(tr("The name {fault}.", fault=refusal)) from None
    if network.row_of_name.get(name, row) != row:
        raise Refusal(tr("The name {name} is taken by layer {row}.", name=name, row=network.row_of_name[name]))
    renaming = Replace((row,), (layer,), (replace(layer, name=name),))
    edits = () if name == layer.name else (renaming,)
    return Step(_renaming_label(renaming), edits, merge=("name", layer.id), relabel=_renaming_label)


def _renaming_label(edit: Replace) -> str:
    return tr("Rename {name} to {new}", name=edit.old[0].name, new=edit.new[0].name)


def set_setting(network: Network, row: int, setting: str, value: object) -> Step:
    """Change one setting of a layer."""
    layer = network.layers[row]
    description = layer.kind.setting(setting)
    try:
        kind = layer.kind.with_value(setting, value)
    except SettingError:
        raise refused_value(description, value) from None
    edits = _replace(row, layer, replace(layer, kind=kind))
    return Step(
        tr("Set {setting} of {name}", setting=tr(description.label), name=layer.name), edits, merge=(setting, layer.id)
    )


def refused_value(setting: Setting[Any], value: object) -> Refusal:
    """Give the refusal of a value that a setting cannot take."""
    # In a field for one axis nobody wants to hear of lists, so the sentence is the one for a single number.
    culprit = setting.culprit(value)
    given = tr("an empty field") if culprit == "" else describe_given(culprit)
    values = {"setting": tr(setting.label), "allowed": setting.allowed_part(), "given": given}
    return Refusal(tr("{setting} must be {allowed}; {given} is not.", **values))


def set_inputs(network: Network, row: int, inputs: tuple[Reference, ...] | None) -> Step:
    """Say which layers a layer reads, in order; None for the layer above."""
    layer = network.layers[row]
    edits = _replace(row, layer, replace(layer, inputs=inputs))
    return Step(tr("Set Inputs of {name}", name=layer.name), edits, merge=("inputs", layer.id))


def connect_layers(network: Network, first: int, second: int) -> Step:
    """Let the lower of two rows read the upper one: as well where it joins layers, else instead of what it reads."""
    source, row = sorted((first, second))
    upper, layer = network.layers[source], network.layers[row]
    read = network.references(row)
    if layer.kind.most_inputs == 0:
        raise Refusal(tr("{name} is an input, which reads no other layer.", name=layer.name))
    if upper.id in read:
        raise Refusal(tr("{name} reads {source} already.", name=layer.name, source=upper.name))
    if layer.kind.most_inputs is None:
        return set_inputs(network, row, (*read, upper.id))
    return set_inputs(network, row, None if source == row - 1 else (upper.id,))


def revert_to(network: Network, saved: Network) -> Step:
    """Put other layers in the place of all, as the step that undo takes back."""
    edits: list[Edit] = []
    if network.layers:
        edits.append(Remove(tuple(range(len(network))), tuple(network.layers)))
    if saved.layers:
        edits.append(Insert(tuple(range(len(saved))), tuple(saved.layers)))
    return Step(tr("Revert to Saved"), tuple(edits))


def _replace(row: int, old: Layer, new: Layer) -> tuple[Edit, ...]:
    return () if new == old else (Replace((row,), (old,), (new,)),)
