"""Blocks: neighbouring layers whose names share what stands before a `/`, as `stage1/conv1` and `stage1/relu`.

A block is nothing but names, so documents need no more than they have; files of other tools name blocks the same way.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import count

from core.actions import block, count_of
from core.algebra import Piece
from core.analysis import Report
from core.language import group, tr
from core.names import LONGEST_NAME, check_name, free_name
from core.network import Insert, Layer, LayerId, Network, Reference, Replace, new_layer_id
from core.problems import Refusal
from core.records import dataclass, replace
from core.session import Step
from core.working import Line

SEPARATOR = "/"
MOST_REPEATS = 1_000
MOST_ADDED = 100_000
_LEAST_ROWS = 2
_SHOWN = 32
"""Characters of a name that is too long which a sentence shows."""
_MOST_SUMMANDS = 16
"""A longer sum says no more by being written out."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of rows from `start` to before `stop` under one path; `depth` counts the blocks around it."""

    path: str
    start: int
    stop: int
    depth: int

    @property
    def rows(self) -> range:
        """The rows."""
        return range(self.start, self.stop)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(SEPARATOR)[2]


@dataclass(frozen=True, slots=True)
class Subtotal:
    """What the layers of a block come to; `unknown` counts those without numbers, `problems` those at fault."""

    parameters: int
    non_trainable: int
    macs: int
    unknown: int
    problems: int = 0


def blocks(network: Network) -> list[Block]:
    """List the blocks of two rows or more, outer ones before those within them."""
    names = [layer.name for layer in network.layers]
    if SEPARATOR not in "".join(names):
        return []  # the common case, kept short
    found: list[Block] = []
    opened: list[tuple[str, int]] = []
    above = ""
    for row, name in enumerate((*names, "")):
        around = name.rpartition(SEPARATOR)[0]
        if around == above and row < len(names):
            continue
        above = around
        parts = around.split(SEPARATOR) if around else []
        shared = 0
        while shared < min(len(parts), len(opened)) and parts[shared] == opened[shared][0]:
            shared += 1
        while len(opened) > shared:
            path = SEPARATOR.join(part for part, _ in opened)
            _, start = opened.pop()
            if path and row - start >= _LEAST_ROWS:  # a name that begins with / has no block around it
                found.append(Block(path, start, row, len(opened) - (path[0] == SEPARATOR)))
        opened += [(part, row) for part in parts[shared:]]
    return sorted(found, key=lambda found_block: (found_block.start, found_block.depth))


def subtotal(reports: Sequence[Report], rows: range) -> Subtotal:
    """Add up the layers of some rows; what is not known counts as nothing."""
    inside = [reports[row] for row in rows]
    return Subtotal(
        sum(report.parameters or 0 for report in inside),
        sum(report.non_trainable or 0 for report in inside),
        sum(report.macs or 0 for report in inside),
        sum(report.shape is None for report in inside),
        sum(report.problem is not None for report in inside),
    )


def explain_block(reports: Sequence[Report], rows: Sequence[int]) -> list[Line]:
    """Give the working of some rows' subtotals: what the layers have, added up; each piece's `read` is its row.

    Where a layer is not known the sum is told as the least that it can be.
    """
    at_least = "≥ " if any(reports[row].shape is None for row in rows) else ""
    sums = (
        (tr("Parameters"), [(reports[row].parameters or 0, row) for row in rows]),
        (tr("Multiply–accumulates"), [(reports[row].macs or 0, row) for row in rows]),
    )
    return [_sum_line(label, [(count, row) for count, row in counts if count], at_least) for label, counts in sums]


def _sum_line(label: str, counts: Sequence[tuple[int, int]], at_least: str) -> Line:
    written = [Piece(group(count), read=row) for count, row in counts]
    if len(written) > _MOST_SUMMANDS:
        written[_MOST_SUMMANDS // 2 : -_MOST_SUMMANDS // 2] = [Piece("…")]
    numbers: list[Piece] = []
    for summand in written if len(counts) > 1 else ():
        numbers += [Piece(" + "), summand] if numbers else [summand]
    return Line(label, (), tuple(numbers), (Piece(at_least + group(sum(count for count, _ in counts))),))


def common_path(network: Network, rows: Sequence[int]) -> str:
    """Give the innermost block's path that all rows share; empty where there is none."""
    paths = [network.layers[row].name.split(SEPARATOR)[:-1] for row in rows]
    shared: list[str] = []
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return SEPARATOR.join(shared)


def group_layers(network: Network, rows: Sequence[int], name: str) -> Step:
    """Put neighbouring layers into a block of a name, within the block that they share."""
    rows = _neighbouring(rows)
    name = name.strip().strip(SEPARATOR)
    if not name:
        raise Refusal(tr("The block needs a name."))
    outer = common_path(network, rows)
    before = f"{outer}{SEPARATOR}" if outer else ""
    names = [f"{before}{name}{SEPARATOR}{network.layers[row].name[len(before) :]}" for row in rows]
    layers = count_of([network.layers[row] for row in rows])
    return _renamed(network, rows, names, tr("Group {layers} as {block}", layers=layers, block=before + name))


def ungroup_layers(network: Network, rows: Sequence[int]) -> Step:
    """Take the innermost block that all rows share off, from all of its rows."""
    path = common_path(network, rows) if rows else ""
    if not path:
        raise Refusal(tr("Select layers of a block first."))
    whole = next((found.rows for found in blocks(network) if found.path == path and rows[0] in found.rows), rows)
    outer, separator, _ = path.rpartition(SEPARATOR)
    taken = set(network.row_of_name) - {network.layers[row].name for row in whole}
    names: list[str] = []
    for row in whole:
        wanted = outer + separator + network.layers[row].name[len(path) + 1 :]
        name = wanted if wanted not in taken else _next_free(wanted, taken)
        taken.add(name)
        names.append(name)
    return _renamed(network, whole, names, tr("Ungroup {block}", block=path))


def rename_block(network: Network, rows: Sequence[int], name: str) -> Step:
    """Give the innermost block that all rows share another name, in all of its rows."""
    path = common_path(network, rows) if rows else ""
    if not path:
        raise Refusal(tr("Select layers of a block first."))
    name = name.strip().strip(SEPARATOR)
    if not name:
        raise Refusal(tr("The block needs a name."))
    outer, separator, _ = path.rpartition(SEPARATOR)
    whole = next((found.rows for found in blocks(network) if found.path == path and rows[0] in found.rows), rows)
    names = [outer + separator + name + network.layers[row].name[len(path) :] for row in whole]
    return _renamed(network, whole, names, tr("Rename {name} to {new}", name=path, new=outer + separator + name))


def name_copies(network: Network, originals: Sequence[Layer], step: Step) -> Step:
    """Name the copies that a step puts in so that those of a whole block are a block with the next free number.

    `originals` are the layers that were copied, in the order of the copies; layers of which only some of a block
    were copied keep the names that the step gives them.
    """
    (insert,) = (edit for edit in step.edits if isinstance(edit, Insert))
    taken = set(network.row_of_name)
    new_paths: dict[str, str] = {}
    layers: list[Layer] = []
    for path, original, copy in zip(_whole_blocks(network, originals), originals, insert.layers, strict=True):
        if path and path not in new_paths:
            new_paths[path] = _take_next(_next_blocks(path, taken), taken)
        name = new_paths[path] + original.name[len(path) :] if path else copy.name
        layers.append(replace(copy, name=_checked(name)))
    names = [layer.name for layer in layers]
    if len({*names}) < len(names) or not taken.isdisjoint(names):
        return step  # what the step has given is free in any case
    edits = tuple(replace(edit, layers=tuple(layers)) if edit is insert else edit for edit in step.edits)
    return replace(step, edits=edits)


def _whole_blocks(network: Network, originals: Sequence[Layer]) -> list[str]:
    """Give for each of some layers the outermost block all of whose layers are among them; empty where there is none.

    Blocks side by side are taken one by one: what numbers them as a series is their names.
    """
    here, copied = _members(network.layers), _members(originals)
    return [
        next((path for path in _paths(layer.name) if 0 < here.get(path, 0) <= copied[path]), "") for layer in originals
    ]


def _take_next(paths: Iterator[str], taken: set[str]) -> str:
    """Take the next path of a series under which nothing stands by now."""
    path = next(path for path in paths if path + SEPARATOR not in taken)
    taken.add(path + SEPARATOR)
    return path


def _paths(name: str) -> list[str]:
    """List the blocks that a layer is in by its name, the outer ones first."""
    return [name[:place] for place, sign in enumerate(name) if sign == SEPARATOR]


def _members(layers: Sequence[Layer]) -> Counter[str]:
    return Counter(path for layer in layers for path in _paths(layer.name))


def repeat_layers(network: Network, rows: Sequence[int], times: int) -> Step:
    """Put copies of neighbouring layers one after another below them; each copy reads what is above it.

    `times` counts the copies that are added. Copies of a whole block are blocks with the next free numbers.
    """
    rows = _neighbouring(rows)
    if not 1 <= times <= MOST_REPEATS:
        raise Refusal(
            tr("The number of copies must be 1 to {most}; {times} is not.", most=group(MOST_REPEATS), times=times)
        )
    if len(rows) * times > MOST_ADDED:
        raise Refusal(
            tr(
                "That would add {layers}; at most {most} are added at once.",
                layers=group(len(rows) * times),
                most=group(MOST_ADDED),
            )
        )
    originals = block(network, rows)
    whole = _whole_blocks(network, originals)
    taken = set(network.row_of_name)
    numbers = {path: _next_blocks(path, taken) for path in dict.fromkeys(whole)}
    head: Reference | None = network.layers[rows[0] - 1].id if rows[0] else None
    copies: list[Layer] = []
    last = originals[-1].id
    for _ in range(times):
        new_paths = {path: _take_next(numbers[path], taken) for path in numbers if path}
        new_ids: dict[Reference, LayerId] = {layer.id: new_layer_id() for layer in originals}
        if head is not None and originals[0].reads_above:
            new_ids[head] = last  # what the block reads at its head it reads further down too, as a skip does
        for layer, path in zip(originals, whole, strict=True):
            name = new_paths[path] + layer.name[len(path) :] if path else _next_free(layer.name, taken)
            taken.add(_checked(name))
            inputs = layer.inputs and tuple(new_ids.get(reference, reference) for reference in layer.inputs)
            copies.append(Layer(new_ids[layer.id], name, layer.kind, inputs))
        last = copies[-1].id
    places = tuple(range(rows[-1] + 1, rows[-1] + 1 + len(copies)))
    is_block = len(numbers) == 1 and bool(whole[0])
    label = tr("Repeat {layers}", layers=whole[0] if is_block else count_of(originals))
    return Step(label, (Insert(places, tuple(copies)),), select=tuple(layer.id for layer in copies))


def free_block(network: Network, rows: Sequence[int]) -> str:
    """Propose a name for a block of some rows, under which nothing stands within the block that they share."""
    outer = common_path(network, rows)
    before = f"{outer}{SEPARATOR}" if outer else ""
    return next(_next_blocks(f"{before}block0", set(network.row_of_name)))[len(before) :]


def _neighbouring(rows: Sequence[int]) -> list[int]:
    ordered = sorted(rows)
    if not ordered:
        raise Refusal(tr("Select the layers first."))
    if ordered[-1] - ordered[0] != len(ordered) - 1:
        raise Refusal(tr("Select layers that stand next to each other."))
    return ordered


def _renamed(network: Network, rows: Sequence[int], names: Sequence[str], label: str) -> Step:
    old = tuple(network.layers[row] for row in rows)
    for name in names:
        _checked(name)
    taken = set(network.row_of_name) - {layer.name for layer in old}
    clash = next((name for name in names if name in taken), None)
    if clash is not None:
        raise Refusal(tr("The name {name} is taken.", name=clash))
    new = tuple(replace(layer, name=name) for layer, name in zip(old, names, strict=True))
    edits = (Replace(tuple(rows), old, new),) if new != old else ()
    return Step(label, edits, select=tuple(layer.id for layer in old))


def _checked(name: str) -> str:
    if len(name) > LONGEST_NAME:
        shown = f"{name[:_SHOWN]}…"
        raise Refusal(tr("The name {name} would be longer than {most} characters.", name=shown, most=LONGEST_NAME))
    try:
        return check_name(name)
    except Refusal as refusal:
        raise Refusal(tr("The name {fault}.", fault=refusal)) from None


def _next_free(name: str, taken: set[str]) -> str:
    stem = name.rstrip("0123456789") or name
    number = int(name[len(stem) :] or 1) + 1
    return free_name(stem, taken, number)


def _next_blocks(path: str, taken: Collection[str]) -> Iterator[str]:
    """Count on from a block's path, leaving out those under which layers stand."""
    stem = path.rstrip("0123456789") or path
    number = int(path[len(stem) :] or 1) + 1
    used = {
        name[: name.find(SEPARATOR, len(stem))]
        for name in taken
        if name.startswith(stem) and name.find(SEPARATOR, len(stem)) >= 0
    }
    for following in count(number):
        if f"{stem}{following}" not in used:
            yield f"{stem}{following}"
