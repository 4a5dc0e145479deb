"""What edits change of an analysis: only what they can reach is worked out anew.

It comes to the same as `analyse` of the whole network, which is its definition; tests hold the two equal.
"""

from collections.abc import Sequence
from itertools import islice

from core.analysis import Analysis, Report, Totals, add_up, adjust, analyse, answer, report_on
from core.network import Edit, Move, Network, Replace
from core.progress import UNWATCHED, Progress
from core.rows import Draft


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
        new = report_on(after, row, draft)
        draft[row] = new
        old = before.reports[row]
        if new.shape != old.shape or new.waits_for != old.waits_for:
            return _follow_nearby(before, after, rows) or _follow_flow(before, after, list(before.reports), rows)
    changed = range(rows[0], rows[-1] + 1)
    totals = adjust(before.totals, [before.reports[row] for row in rows], [draft[row] for row in rows])
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
    totals = adjust(before.totals, [before.reports[row] for row in changed], [draft[row] for row in changed])
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
            old, new = reports[row], report_on(after, row, reports)
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
            new = report_on(network, row, reports)
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
        return add_up(reports)
    rows = slice(changed.start, changed.stop)
    return adjust(before.totals, before.reports[rows], reports[rows])


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
        reports.append(report_on(after, row, reports))
    # Row numbers have changed from the first row on, so all of these are to be shown again.
    return Analysis(tuple(reports), add_up(reports)), range(first, len(after))
