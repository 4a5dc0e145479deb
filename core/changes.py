"""What an edit has changed, in one line: `Stride 2 → 1: 3 volumes changed, 1 problem solved`."""

from core.language import listed, mark, tr, tr_count
from core.network import Replace
from core.session import Change, Way

_LINES = {Way.DO: "{what}", Way.UNDO: mark("Undo – {what}"), Way.REDO: mark("Redo – {what}")}


def describe_change(change: Change) -> str:
    """Say what was done, undone or redone, and what it changed: parameters, volumes and problems.

    Of a run of steps, as someone types a number, the whole is told: what is undone as one is told as one.
    Empty where an edit of one layer changed nothing of these.
    """
    label, way, change = change.label, change.way, change.run or change
    what = consequences(change)
    name = _setting_changed(change) or (label if what or way is not Way.DO or not _is_of_one_layer(change) else "")
    line = tr("{setting}: {what}", setting=name, what=what) if name and what else name or what
    return tr(_LINES[way], what=line) if line else ""


def consequences(change: Change) -> str:
    """Say what followed in the numbers; empty where nothing did.

    Parameters are compared over the layers that are known both before and after, come or go; where layers
    become known or unknown, that is told in the place of a difference that the totals do not show.
    """
    parameters, volumes = _differences(change)
    before, after = change.before.analysis.totals, change.after.analysis.totals
    parts = []
    if parameters and parameters == after.parameters - before.parameters:
        text = tr_count("{count} parameter", "{count} parameters", abs(parameters))
        parts.append(("+" if parameters > 0 else "−") + text)
    if volumes:
        parts.append(tr_count("{count} volume changed", "{count} volumes changed", volumes))
    if after.unknown > before.unknown:
        count = after.unknown - before.unknown
        parts.append(tr_count("{count} more layer unknown", "{count} more layers unknown", count))
    elif after.unknown < before.unknown:
        count = before.unknown - after.unknown
        parts.append(tr_count("{count} more layer known", "{count} more layers known", count))
    if after.problems > before.problems:
        parts.append(tr_count("{count} new problem", "{count} new problems", after.problems - before.problems))
    elif after.problems < before.problems:
        parts.append(tr_count("{count} problem solved", "{count} problems solved", before.problems - after.problems))
    return listed(parts)


def _is_of_one_layer(change: Change) -> bool:
    """Tell whether one layer was edited where it stands; who types its name need not be told of each letter."""
    return all(isinstance(edit, Replace) and len(edit.rows) == 1 for edit in change.edits)


def _differences(change: Change) -> tuple[int, int]:
    """Count by how much the known parameters differ, and the volumes of layers that stand in both."""
    before, after = change.before, change.after
    old_reports, new_reports = before.analysis.reports, after.analysis.reports
    row_of = before.network.wiring.row_of
    if all(isinstance(edit, Replace) for edit in change.edits):  # each layer stands where it stood
        rows = slice(change.rows.start, change.rows.stop)
        if not before.analysis.totals.unknown and not after.analysis.totals.unknown:
            pairs = zip(old_reports[rows], new_reports[rows], strict=True)
            volumes = sum([old.shape != new.shape for old, new in pairs])
            return after.analysis.totals.parameters - before.analysis.totals.parameters, volumes
        pairs = zip(old_reports[rows], new_reports[rows], strict=True)
        known = [(old, new) for old, new in pairs if old.shape is not None and new.shape is not None]
        parameters = sum(new.parameters or 0 for _, new in known) - sum(old.parameters or 0 for old, _ in known)
        return parameters, sum(old.shape != new.shape for old, new in known)
    parameters = volumes = matched = 0
    for row in change.rows:
        new = new_reports[row]
        old_row = row_of.get(after.network.layers[row].id)
        if old_row is None:
            parameters += new.parameters or 0
            continue
        matched += 1
        old = old_reports[old_row]
        if old is new or old.shape is None or new.shape is None:
            continue
        parameters += (new.parameters or 0) - (old.parameters or 0)
        volumes += new.shape != old.shape
    if len(before.network) - len(after.network) != matched - len(change.rows):
        parameters -= _removed_parameters(change)
    return parameters, volumes


def _removed_parameters(change: Change) -> int:
    """Add up the known parameters of the layers that went."""
    row_of = change.after.network.wiring.row_of
    before = change.before
    return sum(
        report.parameters or 0
        for layer, report in zip(before.network.layers, before.analysis.reports, strict=True)
        if layer.id not in row_of
    )


def _setting_changed(change: Change) -> str:
    """Write the one setting that an edit of one layer changed, as `Stride 1 → 2`; empty for every other edit."""
    edit = change.edits[0] if len(change.edits) == 1 else None
    if not isinstance(edit, Replace) or len(edit.new) != 1:
        return ""
    (old,), (new,) = edit.old, edit.new
    if type(old.kind) is not type(new.kind):
        return ""
    changed = [each for each in new.kind.settings if old.kind.values[each.name] != new.kind.values[each.name]]
    if len(changed) != 1:
        return ""
    setting = changed[0]
    before, after = (setting.shown(getattr(kind, setting.name)) for kind in (old.kind, new.kind))
    if before == after:
        return ""  # what followed another setting is a number of its own now, or the other way round
    return tr("{setting} {before} → {after}", setting=tr(setting.label), before=before, after=after)
