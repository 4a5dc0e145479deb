"""Finding layers by what their rows show."""

from core.kinds import Kind
from core.matching import Search, fold
from core.shapes import write_shape
from core.table import SETTINGS, Table


class LayerTexts:
    """What can be looked for in each row of a table: number, name, kind, settings and output, folded."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._of_kind: dict[Kind, str] = {}

    def __getitem__(self, row: int) -> str:
        layer = self._table.layer(row)
        words = self._of_kind.get(layer.kind)
        if words is None:
            # The English name too: it is what lectures and papers say.
            words = f"{layer.kind.title}\n{layer.kind.label}\n{layer.kind.type}\n{layer.kind.summary()}"
            self._of_kind[layer.kind] = words
        read = "" if layer.inputs is None else SETTINGS.shown(self._table, row)
        shape = self._table.report(row).shape or ()
        output = f"{write_shape(shape)}\n{write_shape(shape, 'x')}"
        return fold(f"{layer.name}\n{words}\n{read}\n{output}")


def find_layers(table: Table, typed: str) -> list[int]:
    """List the rows in which every word that was typed occurs; none for an empty search."""
    search = Search(typed)
    if not search.words:
        return []
    texts = LayerTexts(table)
    return [row for row in range(len(table.network)) if search.occurs_in(texts[row])]
