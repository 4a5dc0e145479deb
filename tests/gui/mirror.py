"""What watches the model in its tests: a list that knows only what Qt was told, and Qt's own tester."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, qInstallMessageHandler
from PySide6.QtTest import QAbstractItemModelTester

from core.network import LayerId
from gui.layer_columns import LayerColumn
from gui.layer_model import LayerModel

Texts = list[str]


def row_texts(model: LayerModel, row: int) -> Texts:
    """Read a row."""
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def texts(model: LayerModel) -> list[Texts]:
    """Read the whole model."""
    return [row_texts(model, row) for row in range(model.rowCount())]


class Mirror:
    """Shows a model as a view does: it reads again only what it is told of, when it is told."""

    def __init__(self, model: LayerModel) -> None:
        self._model = model
        self.resets = 0
        self.rows: list[Texts] = texts(model)
        self._kept: dict[LayerId, QPersistentModelIndex] = {}
        model.rowsInserted.connect(self._insert)
        model.rowsRemoved.connect(self._remove)
        model.rowsMoved.connect(self._move)
        model.dataChanged.connect(self._change)
        model.layoutChanged.connect(self._read_all)
        model.modelReset.connect(self._reset)

    def _insert(self, parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = [row_texts(self._model, row) for row in range(first, last + 1)]

    def _remove(self, parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def _move(self, source: QModelIndex, first: int, last: int, target: QModelIndex, before: int) -> None:
        moved = self.rows[first : last + 1]
        del self.rows[first : last + 1]
        start = before - len(moved) if before > last else before
        self.rows[start:start] = moved

    def _change(self, first: QModelIndex, last: QModelIndex) -> None:
        told = slice(first.column(), last.column() + 1)
        for row in range(first.row(), last.row() + 1):
            self.rows[row][told] = row_texts(self._model, row)[told]

    def _read_all(self) -> None:
        self.rows = texts(self._model)

    def _reset(self) -> None:
        self.resets += 1
        self._kept.clear()
        self._read_all()

    def remember(self) -> None:
        """Keep an index to every layer, as selections do."""
        for row, layer in enumerate(self._model.table.network.layers):
            if layer.id not in self._kept:
                self._kept[layer.id] = QPersistentModelIndex(self._model.index(row, row % len(LayerColumn)))

    def check_indexes(self) -> None:
        """See that every index that is kept still means the same layer, or none once that has gone."""
        network = self._model.table.network
        for layer_id, index in list(self._kept.items()):
            assert (index.row() if index.isValid() else None) == network.row(layer_id)
            if not index.isValid():
                del self._kept[layer_id]


@contextmanager
def watched(model: LayerModel) -> Iterator[Mirror]:
    """Hold the model of the list to what Qt expects of one, with a mirror of what it tells."""
    with held_to_qt(model):
        yield Mirror(model)


@contextmanager
def held_to_qt(model: QAbstractItemModel) -> Iterator[None]:
    """Hold a model to what Qt expects of one; what it complains of, and what raises on the way, fails the test.

    Qt's tester warns instead of aborting, so that one fault does not take the other tests with it.
    """
    complaints: list[str] = []
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    old_handler = qInstallMessageHandler(lambda kind, context, text: complaints.append(text))
    old_hook, sys.excepthook = sys.excepthook, lambda kind, error, trace: complaints.append(repr(error))
    try:
        yield
    finally:
        qInstallMessageHandler(old_handler)
        sys.excepthook = old_hook
        tester.deleteLater()
    assert complaints == [], complaints[:3]
