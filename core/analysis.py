"""What follows from a network: a Report for each layer, and the totals.

`analyse` is the definition; `reanalyse`, in core/reanalysis.py, comes to the same after one step of edits by looking
only at what the edits can reach.
"""

from collections.abc import Callable, Sequence
from itertools import count

from core.kinds import Kind, Shapes, forget_answers
from core.language import group, listed, tr, tr_count
from core.network import LayerId, Network, Reference
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
        reports.append(report_on(network, row, reports))
    return Analysis(tuple(reports), add_up(reports))


def reworded(network: Network, before: Analysis) -> Analysis:
    """Word the problems of an analysis in the language of the moment; the answers that are remembered stay."""
    reports = list(before.reports)
    for row, report in enumerate(reports):
        if report.problem:
            reports[row] = report_on(network, row, reports, _ask)
    return Analysis(tuple(reports), before.totals)


def report_on(
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


def add_up(reports: Sequence[Report]) -> Totals:
    """Sum up the reports of all layers."""
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


def adjust(totals: Totals, old: Sequence[Report], new: Sequence[Report]) -> Totals:
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
