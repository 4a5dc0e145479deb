"""Cut, copy and paste of layers: as a document of their own, and as a table for other programs."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core import actions
from core.blocks import name_copies
from core.files import FileError, parse_part, write_block
from core.language import mark, tr
from core.problems import Refusal
from core.progress import WHOLE, Cancelled, Progress
from core.session import Step
from core.table import Column
from gui.background import Background
from gui.document import Document

LAYERS_MIME = "application/x-strata-layers"
"""A JSON object: the `document`, and as `head` the name of what its first layer read where it was copied."""
TSV_MIME = "text/tab-separated-values"

_PARSED, _PUT_IN = 500, 700
"""So many thousandths of the work of pasting are done when the text is read, and when its layers have their places."""


class LayerClipboard:
    """Carries layers between documents, windows and programs; `columns` are those that the list shows."""

    def __init__(self, document: Document, columns: Callable[[], Sequence[Column]]) -> None:
        self._document = document
        self._columns = columns
        self._background = Background()

    def copy(self, rows: list[int]) -> None:
        """Put layers on the clipboard: plain text is the document, rich text the table."""
        if not rows:
            return
        from core.export.clipboard_table import write_html, write_tsv  # noqa: PLC0415  (needed by few, so not at every start)

        network, table = self._document.network, self._document.table()
        text = write_block(network, actions.block(network, rows))
        data = QMimeData()
        data.setText(text)
        # Spreadsheets and word processors take the richest text that they know, text editors the plain one.
        data.setHtml(write_html(table, rows, self._columns()))
        data.setData(TSV_MIME, write_tsv(table, rows, self._columns()).encode())
        own = {"head": actions.head_input(network, rows), "document": text}
        data.setData(LAYERS_MIME, json.dumps(own).encode())
        QGuiApplication.clipboard().setMimeData(data)

    def copy_table(self, rows: list[int]) -> None:
        """Put rows on the clipboard as a table alone, also for what takes plain text."""
        if rows:
            from core.export.clipboard_table import write_html, write_tsv  # noqa: PLC0415  (needed by few, so not at every start)

            table, data = self._document.table(), QMimeData()
            data.setText(write_tsv(table, rows, self._columns()))
            data.setHtml(write_html(table, rows, self._columns()))
            data.setData(TSV_MIME, data.text().encode())
            QGuiApplication.clipboard().setMimeData(data)

    def cut(self, rows: list[int]) -> None:
        """Put layers on the clipboard and take them out."""
        self.copy(rows)
        self._document.do(lambda: actions.remove_layers(self._document.network, rows, label=mark("Cut {layers}")))

    def paste(self, gap: int) -> None:
        """Put the layers that are on the clipboard into a gap between rows."""
        with suppress(Cancelled):
            self._document.do(lambda: self._paste(gap))

    def _paste(self, gap: int) -> Step:
        text, head = _layers_on_clipboard()
        if not text.strip():
            raise Refusal(tr("The clipboard holds no text, and so no layers."))
        if text.lstrip()[:1] not in "{[":
            raise Refusal(tr("The clipboard holds a text that is no layers of a document."))
        session = self._document.session
        network = session.network

        def work(progress: Progress) -> Step:
            pasted = parse_part(text, progress.part(0, _PARSED))
            step = actions.paste_layers(network, pasted, gap, head, progress.part(_PARSED, _PUT_IN))
            step = name_copies(network, pasted.layers, step)
            session.work_out_ahead(step, progress.part(_PUT_IN, WHOLE))
            return step

        try:
            return self._background.run(tr("Pasting layers"), work)
        except FileError as error:
            raise Refusal(tr("The clipboard holds no layers: it {fault}.", fault=error)) from None


def _layers_on_clipboard() -> tuple[str, str]:
    """Give the text that may hold layers, and what stood above them where that is known."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None:  # nothing at all, as some systems have it before the first copy
        return "", ""
    if data.hasFormat(LAYERS_MIME):
        try:
            own = json.loads(bytes(data.data(LAYERS_MIME).data()))
            if isinstance(own["document"], str) and isinstance(own["head"], str):
                return own["document"], own["head"]
        except (ValueError, LookupError, TypeError, RecursionError):
            pass  # another program's, or damaged: the plain text counts
    return data.text(), ""
