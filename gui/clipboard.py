"""Cut, copy and paste of layers, as text that is a document of its own."""

from PySide6.QtGui import QGuiApplication

from core import actions
from core.actions import Refusal
from core.files import FileError, parse_network, write_block
from core.language import mark, tr
from core.session import Step
from gui.document import Document


class LayerClipboard:
    """Carries layers between documents and windows."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def copy(self, rows: list[int]) -> None:
        """Put layers on the clipboard."""
        if rows:
            network = self._document.network
            QGuiApplication.clipboard().setText(write_block(network, actions.block(network, rows)))

    def cut(self, rows: list[int]) -> None:
        """Put layers on the clipboard and take them out."""
        self.copy(rows)
        self._document.do(lambda: actions.remove_layers(self._document.network, rows, label=mark("Cut {layers}")))

    def paste(self, gap: int) -> None:
        """Put the layers that are on the clipboard into a gap between rows."""
        self._document.do(lambda: self._paste(gap))

    def _paste(self, gap: int) -> Step:
        text = QGuiApplication.clipboard().text()
        try:
            pasted = parse_network(text.encode("utf-8", "replace"))
        except FileError as error:
            if not text:
                raise Refusal(tr("The clipboard is empty.")) from None
            raise Refusal(tr("The clipboard holds no layers: it {fault}.", fault=error)) from None
        return actions.paste_layers(self._document.network, pasted, gap)
