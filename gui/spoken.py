"""What a screen reader says of the rows and cells of the layer list."""

from core.language import tr, tr_count
from core.rail import neighbours
from core.shapes import write_shape
from core.table import Table, write_count
from gui.layer_columns import LayerColumn


def cell_name(table: Table, row: int, column: int, text: str) -> str:
    """Name a cell: its text, or what stands there where it has none."""
    match column:
        case LayerColumn.GRIP:
            return tr("Handle")
        case LayerColumn.RAIL:
            return connections(table, row)
        case LayerColumn.SETTINGS if not text:
            return tr("no settings")
    return text or tr("not known")


def cell_description(table: Table, row: int, column: int, title: str) -> str:
    """Describe a cell: the whole row for the name, which layer it speaks of for the others."""
    if column == LayerColumn.NAME:
        return row_sentence(table, row)
    return tr("{title} of {layer}", title=title, layer=table.layer(row).name) if title else ""


def row_sentence(table: Table, row: int) -> str:
    """Say all that a row shows, in one line."""
    kind, report = table.layer(row).kind, table.report(row)
    place = tr("Row {row} of {count}", row=write_count(row + 1), count=write_count(len(table.network)))
    parts = [place, kind.title]
    if report.problem is not None:
        parts.append(tr("problem: {sentence}", sentence=table.problem_text(row)))
    elif report.shape is None:
        parts.append(table.waiting_text(row))
    else:
        parts += [part for part in (kind.summary(),) if part]
        parts.append(tr("output {shape}", shape=write_shape(report.shape)))
        parts.append(tr_count("{count} parameter", "{count} parameters", report.parameters or 0))
    return ", ".join([*parts, connections(table, row)])


def connections(table: Table, row: int) -> str:
    """Say what a layer reads and what reads it."""
    network = table.network
    reads = ", ".join(network.input_names(row))
    readers = ", ".join(network.layers[reader].name for reader in sorted(neighbours(network, row).readers))
    parts = [tr("reads {layers}", layers=reads) if reads else tr("reads nothing")]
    if readers:
        parts.append(tr("read by {layers}", layers=readers))
    return ", ".join(parts)
