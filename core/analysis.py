"""What follows from a network: a Report for each layer, and the totals.

`analyse` is the definition; `reanalyse` comes to the same after one step of edits by looking only at what
the edits can reach. A property test holds the two equal.
"""

from collections.abc import Callable, Sequence
from itertools import count, islice

from core.kinds import Kind, Shapes, forget_answers
from core.language import group, listed, tr, tr_count
from core.network import Edit, LayerId, Move, Network, Reference, Replace
from core.problems import Problem, RuleError
from core.progress import UNWATCHED, Progress
from core.records import dataclass, replace
from core.rows import Draft
from core.shapes import LARGEST_SIZE, Shape, write_shape


@dataclass(frozen=True, slots=True)
class Report:
    """What follows for one layer; without a shape nothing is known, for its own problem or another layer's."""

    shape: Shape | None = None
    parameters: int | None = None
    non_trainable: int | None = None
    macs: int | None = None
    problem: Problem | None = None
    waits_for: LayerId | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the layers that are known; `unknown` counts the others, `problems` those at fault."""

    layers: int = 0
    parameters: int = 0
    non_trainable: int = 0
    macs: int = 0
    problems: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Analysis:
    """The reports in the order of the layers, and their totals."""

    reports: Sequence[Report]
    totals: Totals


def analyse(network: Network, progress: Progress = UNWATCHED) -> Analysis:
    """Work out every layer of a network."""
    reports: list[Report] = []
    network = network.written_out()
    for row in progress.track(range(len(network))):
        reports.append(_report(network, row, reports))
    return Analysis(tuple(reports), _add_up(reports))


def reanalyse(
    before: Analysis, after: Network, edits: Sequence[Edit], progress: Progress = UNWATCHED
) -> tuple[Analysis, range]:
    """Work out a network after edits, from what was known before them.

    Gives the analysis and the rows from the first to the last of which something shown may have changed.
    """
    if len(edits) == 1 and isinstance(edits[0], Replace) and edits[0].changes_only_kinds:
        return _follow(before, after, edits[0].rows)
    if any(isinstance(edit, Replace) and edit.changes_names for edit in edits):
        # Other rows may speak of the name: in what they wait for, in a problem, in a reading by name.
        return analyse(after, progress), range(len(after))
    if len(edits) == 1 and isinstance(edits[0], Move) and not after.wiring.has_names:
        return _follow_move(before, after, edits[0])
    return _sweep(before, after, edits, progress)


def _follow(before: Analysis, after: Network, rows: tuple[int, ...]) -> tuple[Analysis, range]:
    """Follow changed kinds down the network as far as changed outputs are read."""
    draft = Draft(before.reports)
    for row in rows:
        new = _report(after, row, draft)
        draft[row] = new
        old = before.reports[row]
        if new.shape != old.shape or new.waits_for != old.waits_for:
            return _follow_nearby(before, after, rows) or _follow_flow(before, after, list(before.reports), rows)
    changed = range(rows[0], rows[-1] + 1)
    totals = _adjust(before.totals, [before.reports[row] for row in rows], [draft[row] for row in rows])
    return Analysis(draft.result(), totals), changed


def _follow_move(before: Analysis, after: Network, move: Move) -> tuple[Analysis, range]:
    """Work out the rows between a move's ends and the one below them, whose layer above may be another, and on."""
    last = min(max(move.rows[-1], move.targets[-1]) + 1, len(after) - 1)
    reports = list(move.put(before.reports))
    return _follow_flow(before, after, reports, range(move.first_row, last + 1))


_NEARBY = 16
"""The most rows that are looked at before all are copied to be followed: most edits reach the next convolution."""


def _follow_nearby(before: Analysis, after: Network, rows: tuple[int, ...]) -> tuple[Analysis, range] | None:
    """Follow changed kinds where they reach a few rows, without a copy of all; None where they may reach further."""
    draft, stop = Draft(before.reports), rows[0] + _NEARBY
    last = _reach(after, draft, rows, stop)
    if last == stop:
        return None
    changed = range(rows[0], last + 1)
    totals = _adjust(before.totals, [before.reports[row] for row in changed], [draft[row] for row in changed])
    return Analysis(draft.result(), totals), changed


def _follow_flow(
    before: Analysis, after: Network, reports: list[Report], rows: Sequence[int]
) -> tuple[Analysis, range]:
    """Follow the rows that are to be worked out anew, of which one may give another output, however far."""
    last = _reach(after.written_out(), reports, rows, len(reports))
    changed = range(rows[0], last + 1)
    return Analysis(tuple(reports), _totals_after(before, reports, changed)), changed


def _reach(after: Network, reports: list[Report] | Draft[Report], rows: Sequence[int], stop: int) -> int:
    """Work out rows and those that changed outputs reach, before a row to stop at.

    Gives the last row that may have another report, or `stop` where there is more to be done from there.
    """
    edited = set(rows)
    changed_flow: set[int] = set()
    row = rows[0]
    last = horizon = rows[-1]
    wiring = after.wiring
    while row <= horizon and row < len(reports):
        if row >= stop:
            return stop
        if row in edited or _reads_any(after, row, changed_flow):
            old, new = reports[row], _report(after, row, reports)
            if new is not old:
                reports[row] = new
                last = max(last, row)
                if new.shape != old.shape or new.waits_for != old.waits_for:
                    changed_flow.add(row)
                    horizon = max(horizon, row + 1, wiring.last_reader.get(after.layers[row].id, 0))
                    if wiring.has_names:
                        horizon = len(reports)
                    elif isinstance(reports, list) and row >= rows[-1] and not wiring.last_reader:
                        return max(last, _follow_chain(after, row + 1, reports))
        row += 1
    return last


def _follow_chain(network: Network, row: int, reports: list[Report]) -> int:
    """Follow a change of what a row reads where every layer reads the one above it; gives the last row it reaches."""
    shape = reports[row - 1].shape
    for layer, old in zip(islice(network.layers, row, None), islice(reports, row, None), strict=True):
        kind = layer.kind
        if shape is not None and layer.inputs is None and kind.most_inputs == 1:
            # The answer that is remembered, without a call for each of many layers.
            new = kind.answers.get((shape,)) or answer(kind, (shape,))
        else:
            new = _report(network, row, reports)
        if new is old:
            break
        reports[row] = new
        row += 1
        shape = new.shape
        if shape == old.shape and new.waits_for == old.waits_for:
            break
    return row - 1


def _totals_after(before: Analysis, reports: Sequence[Report], changed: range) -> Totals:
    """Take what has changed out of the totals and in again, or add up anew where that is less to do."""
    if 2 * len(changed) > len(reports):
        return _add_up(reports)
    rows = slice(changed.start, changed.stop)
    return _adjust(before.totals, before.reports[rows], reports[rows])


def _reads_any(network: Network, row: int, sources: set[int]) -> bool:
    layer = network.layers[row]
    if layer.inputs is None:
        return row - 1 in sources
    row_of = network.wiring.row_of
    return any(
        (network.row_of_reference(reference) if isinstance(reference, str) else row_of.get(reference)) in sources
        for reference in layer.inputs
    )


def _sweep(before: Analysis, after: Network, edits: Sequence[Edit], progress: Progress) -> tuple[Analysis, range]:
    """Work out everything from the first row that the edits touch; remembered answers make this cheap."""
    first = min((edit.first_row for edit in edits), default=len(after))
    if after.wiring.has_names:
        first = 0  # a reading by name may have found its layer, or lost it
    reports: list[Report] = list(before.reports[:first])
    after = after.written_out()
    for row in progress.track(range(first, len(after))):
        reports.append(_report(after, row, reports))
    # Row numbers have changed from the first row on, so all of these are to be shown again.
    return Analysis(tuple(reports), _add_up(reports)), range(first, len(after))


def reworded(network: Network, before: Analysis) -> Analysis:
    """Word the problems of an analysis in the language of the moment; the answers that are remembered stay."""
    reports = list(before.reports)
    for row, report in enumerate(reports):
        if report.problem:
            reports[row] = _report(network, row, reports, _ask)
    return Analysis(tuple(reports), before.totals)


def _report(
    network: Network,
    row: int,
    reports: Sequence[Report] | Draft[Report],
    ask: Callable[[Kind, Shapes], Report] | None = None,
) -> Report:
    """Work out one layer from the reports above it."""
    ask = ask or answer
    layer = network.layers[row]
    if layer.inputs is None and row and layer.kind.most_inputs == 1:
        above = reports[row - 1]  # the common case, kept short
        if above.shape is None:
            return _waiting(network, row - 1, above)
        return ask(layer.kind, (above.shape,))
    sources = []
    for reference in network.references(row):
        source = network.row_of_reference(reference)
        if source is None or source >= row:
            return Report(problem=_bad_reference(network, row, reference, source))
        sources.append(source)
    problem = _count_problem(layer.kind, len(sources), row)
    if problem:
        return Report(problem=problem)
    shapes = []
    for source in sources:
        shape = reports[source].shape
        if shape is None:
            return _waiting(network, source, reports[source])
        shapes.append(shape)
    report = ask(layer.kind, tuple(shapes))
    return _with_names(network, sources, shapes, report) if report.problem and len(sources) > 1 else report


_MOST_NAMED = 4


def _with_names(network: Network, sources: Sequence[int], shapes: Sequence[Shape], report: Report) -> Report:
    """Say in the problem of a layer with several inputs which of them gives what."""
    if report.problem is None:
        return report
    given = dict.fromkeys(
        tr("{name} gives {shape}", name=network.layers[source].name, shape=write_shape(shape))
        for source, shape in zip(sources, shapes, strict=True)
    )
    told = list(given)[:_MOST_NAMED] + (["…"] if len(given) > _MOST_NAMED else [])
    message = tr("{given}. {problem}", given=listed(told), problem=report.problem.message)
    return Report(problem=replace(report.problem, message=message))


def _waiting(network: Network, source: int, report: Report) -> Report:
    waits_for = network.layers[source].id if report.waits_for is None else report.waits_for
    return Report(waits_for=waits_for)


def _bad_reference(network: Network, row: int, reference: Reference, source: int | None) -> Problem:
    if source is None:
        name = tr("“{name}”", name=reference) if isinstance(reference, str) else tr("a layer")
        return Problem(tr("It reads {name}, but no layer has that name.", name=name), "inputs")
    if source == row:
        return Problem(tr("It reads itself; a layer can read only layers above it."), "inputs")
    name = network.layers[source].name
    sentence = tr("It reads {name}, which comes later; a layer can read only layers above it.", name=name)
    return Problem(sentence, "inputs")


def _count_problem(kind: Kind, count: int, row: int) -> Problem | None:
    least, most = kind.least_inputs, kind.most_inputs
    if count >= least and (most is None or count <= most):
        return None
    if count == 0 and row == 0:
        return Problem(tr("{kind} has nothing to read: there is no layer above it.", kind=tr(kind.label)), "inputs")
    if most == 0:
        wanted = tr("no input")
    elif most == 1:
        wanted = tr("one input")
    else:
        wanted = tr_count("{count} input or more", "{count} inputs or more", least)
    values = {"kind": tr(kind.label), "wanted": wanted, "read": count or tr("none")}
    return Problem(tr("{kind} takes {wanted}, but it reads {read}.", **values), "inputs")


_MOST_REMEMBERED, _MOST_TOGETHER = 64, 4_096
"""Answers of a kind with its settings, and of all of them, that are kept; a long session meets ever new ones."""

_since_forgotten = count(1)


def answer(kind: Kind, inputs: Shapes) -> Report:
    """Put input shapes through a kind's rules; the answer is remembered."""
    known: Report | None = kind.answers.get(inputs)
    if known is None:
        known = _ask(kind, inputs)
        if len(kind.answers) >= _MOST_REMEMBERED:
            kind.answers.clear()
        if next(_since_forgotten) % _MOST_TOGETHER == 0:
            forget_answers()
        kind.answers[inputs] = known
    return known


def _ask(kind: Kind, inputs: Shapes) -> Report:
    try:
        shape = kind.output(inputs)
    except RuleError as error:
        return Report(problem=error.problem)
    if max(shape) > LARGEST_SIZE:
        return Report(
            problem=Problem(tr("The output would have an axis of more than {digits} digits.", digits=group(1000)))
        )
    if min(shape) < 1:
        sentence = tr("The output would be {shape}; every axis must be at least 1.", shape=write_shape(shape))
        return Report(problem=Problem(sentence))
    weights = kind.weights(inputs)
    return Report(
        shape=shape,
        parameters=sum(weight.count for weight in weights if weight.trainable),
        non_trainable=sum(weight.count for weight in weights if not weight.trainable),
        macs=kind.macs(inputs, shape),
    )


def _add_up(reports: Sequence[Report]) -> Totals:
    known = [report for report in reports if report.shape is not None]
    problems = sum(report.problem is not None for report in reports) if len(known) < len(reports) else 0
    return Totals(
        len(reports),
        # From lists, as Python reads attributes quicker in its own loops than `attrgetter` does.
        sum([report.parameters or 0 for report in known]),
        sum([report.non_trainable or 0 for report in known]),
        sum([report.macs or 0 for report in known]),
        problems,
        len(reports) - len(known),
    )


def _adjust(totals: Totals, old: Sequence[Report], new: Sequence[Report]) -> Totals:
    """Take reports out of the totals and others in."""
    layers, parameters, non_trainable = totals.layers, totals.parameters, totals.non_trainable
    macs, problems, unknown = totals.macs, totals.problems, totals.unknown
    for sign, reports in ((-1, old), (1, new)):
        for report in reports:
            layers += sign
            if report.shape is None:
                unknown += sign
                problems += sign * (report.problem is not None)
            else:
                parameters += sign * (report.parameters or 0)
                non_trainable += sign * (report.non_trainable or 0)
                macs += sign * (report.macs or 0)
    return Totals(layers, parameters, non_trainable, macs, problems, unknown)


def input_shapes(network: Network, reports: Sequence[Report], row: int) -> Shapes | None:
    """Give the shapes that a layer reads; None where one of them is not known."""
    layer = network.layers[row]
    if layer.inputs is None and row and layer.reads_above:
        above = reports[row - 1].shape  # the common case, kept short
        return None if above is None else (above,)
    shapes = []
    for reference in network.references(row):
        source = network.row_of_reference(reference)
        shape = reports[source].shape if source is not None and source < row else None
        if shape is None:
            return None
        shapes.append(shape)
    return tuple(shapes)
