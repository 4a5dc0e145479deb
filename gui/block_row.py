"""What the row of a folded block shows and says: its subtotals in the place of a layer's facts."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from core.blocks import Block
from core.costs import write_bytes
from core.language import group, listed, tr, tr_count
from core.rail import RailRow
from core.shapes import write_shape
from core.table import RECEPTIVE_FIELD, Table
from gui.folding import Folding
from gui.layer_columns import LayerColumn

if TYPE_CHECKING:
    from gui.layer_model import LayerModel

_COUNTS = (LayerColumn.PARAMETERS, LayerColumn.MACS)
_MEMORY = (LayerColumn.ACTIVATION_MEMORY, LayerColumn.PARAMETER_MEMORY)


def block_cell(folding: Folding, model: "LayerModel", block: Block, column: int) -> str:
    """Write a cell of the row of a folded block."""
    return folding.known(block, f"cell {column}", lambda: _cell(folding, model, block, column))


def _cell(folding: Folding, model: "LayerModel", block: Block, column: int) -> str:
    table, text = model.table, ""
    match column:
        case LayerColumn.INDEX:
            text = str(block.start)
        case LayerColumn.NAME:
            text = block.path
        case LayerColumn.KIND:
            text = _layers(block)
        case LayerColumn.SETTINGS:
            text = block_note(folding, table, block) or _kinds(table, block)
        case LayerColumn.OUTPUT:
            text = write_shape(table.report(block.stop - 1).shape or ())
        case LayerColumn.RECEPTIVE_FIELD:
            text = RECEPTIVE_FIELD.shown(table, block.stop - 1)
        case LayerColumn.PARAMETERS | LayerColumn.MACS:
            text = _sum(folding, model, block, column, group)
        case LayerColumn.ACTIVATION_MEMORY | LayerColumn.PARAMETER_MEMORY:
            text = _sum(folding, model, block, column, write_bytes)
    return text


def _sum(folding: Folding, model: "LayerModel", block: Block, column: int, write: Callable[[int], str]) -> str:
    fact, table = model.fact(column), model.table
    unknown = folding.subtotal(block).unknown
    if fact is None or unknown == len(block.rows):
        return ""
    total = sum(int(fact.plain(table, row) or 0) for row in block.rows)
    return ("≥ " if unknown else "") + write(total)


def block_share(folding: Folding, model: "LayerModel", block: Block, column: int) -> float:
    """Give a block's share of what a column counts; 0 in columns without one."""
    if column not in (*_COUNTS, *_MEMORY):
        return 0.0
    return folding.known(block, f"share {column}", lambda: sum(model.share(row, column) for row in block.rows))


def block_note(folding: Folding, table: Table, block: Block) -> str:
    """Say what is wrong in a block, or whom it waits for; empty where all of it is known."""
    of = folding.subtotal(block)
    if of.problems:
        first = next(text for text in map(table.problem_text, block.rows) if text)
        count = tr_count("{count} problem", "{count} problems", of.problems)
        return tr("{problems}: {sentence}", problems=count, sentence=first)
    return next((f"… {text}" for text in map(table.waiting_text, block.rows) if text), "")


def _kinds(table: Table, block: Block) -> str:
    counts = Counter(table.layer(row).kind.title for row in block.rows)
    return listed(f"{count} × {title}" if count > 1 else title for title, count in counts.items())


def block_tip(folding: Folding, model: "LayerModel", block: Block, column: int) -> str:
    """Say what the pointer finds in a cell of the row of a folded block."""
    if column in (*_COUNTS, *_MEMORY):
        return tr("Subtotal of the {layers} of {block}", layers=_layers(block), block=block.path)
    if column == LayerColumn.RECEPTIVE_FIELD:
        return model.table.field_end_text(block.stop - 1) or block_cell(folding, model, block, column)
    if column == LayerColumn.OUTPUT:
        return tr("Output of {layer}", layer=model.table.layer(block.stop - 1).name)
    return block_cell(folding, model, block, column)


def _layers(block: Block) -> str:
    return tr_count("{count} layer", "{count} layers", len(block.rows))


def block_sentence(folding: Folding, model: "LayerModel", block: Block) -> str:
    """Say all that the row of a folded block shows, in one line."""
    of = folding.subtotal(block)
    parts = [tr("{block}, block of {layers}, folded", block=block.path, layers=_layers(block))]
    parts += [note for note in (block_note(folding, model.table, block),) if note]
    shape = block_cell(folding, model, block, LayerColumn.OUTPUT)
    if shape:
        parts.append(tr("output {shape}", shape=shape))
    if of.unknown < len(block.rows):
        least = "≥ " if of.unknown else ""
        parts.append(least + tr_count("{count} parameter", "{count} parameters", of.parameters))
    return ", ".join(parts)


def folded_rail(rail: Sequence[RailRow], block: Block) -> tuple[RailRow, tuple[int, ...]]:
    """Draw the rail of a block's rows together in one; also gives the lanes beyond the first that leave it."""
    first, last = rail[block.start], rail[block.stop - 1]
    above = {source: lane for lane, source in first.passing} | {source: lane for lane, source, _ in first.joining}
    below = {source: lane for lane, source in last.passing}
    below |= {source: lane for lane, source, goes_on in last.joining if goes_on}
    joined = {source for row in block.rows for _, source, _ in rail[row].joining}
    leaving = [lane for source, lane in below.items() if source not in above]
    if last.leaving is not None:
        leaving.append(last.leaving)
    row = RailRow(
        first.from_above,
        last.to_below,
        leaving[0] if leaving else None,
        tuple((lane, source) for source, lane in above.items() if source in below and source not in joined),
        tuple((lane, source, source in below) for source, lane in above.items() if source in joined),
    )
    return row, tuple(leaving[1:])
