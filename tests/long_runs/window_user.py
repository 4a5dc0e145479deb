"""A user of one running window: what is drawn at random is done there, with all that can be opened from it."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.analysis import analyse
from core.examples import Example, example_groups
from core.export import TEXT_EXPORTS
from core.files import read_network
from core.kinds import catalogue
from core.network import Network
from core.session import Session
from gui.file_actions import EXAMPLES, FIRST_EXAMPLE, new_network
from gui.main_window import MainWindow
from gui.picture_export import picture_bytes, put_on_clipboard
from gui.theme import ZOOMS
from tests.long_runs.answering import Answerer, visible_fields
from tests.long_runs.asking import ask

MOST_ROWS = 200
"""A network that has grown beyond this is cut down again."""

SMALL, LARGE = 8_000, 18_000
"""Bytes of an example's document: those up to the first are opened often, beyond the second (200 layers) never."""

FILES = 6
"""So many documents are saved over and over again."""

Deed = tuple[str, Callable[[], object]]
"""The sort of what is done, and how to do it."""

_EDIT_ACTIONS = ("delete", "duplicate", "move_up", "move_down", "read_above", "connect", "ungroup", "cut", "paste")
_WORDS = ("conv", "relu", "28", "problem", "nothing has this", "dense")
_PICTURES = ("svg", "pdf", "png")


class WindowUser:
    """Draws deeds and does them; `draw_next` gives the sort of each: edit, undo, select, open, save, export or look."""

    def __init__(self, draw: random.Random, window: MainWindow, answerer: Answerer, folder: Path) -> None:
        self.draw = draw
        self.window = window
        self.answerer = answerer
        self.files = [folder / f"{number}.strata" for number in range(FILES)]
        self.exports = folder / "exported"
        everything = [each for _, group in example_groups(EXAMPLES) for each in group]
        self.small = [each for each in everything if each.path.stat().st_size < SMALL]
        self.large = [each for each in everything if SMALL <= each.path.stat().st_size < LARGE]
        for file in self.files:
            file.write_bytes(draw.choice(self.small).path.read_bytes())
        self._deeds: list[tuple[float, str, Callable[[], object]]] = [
            (30, "edit", self._request),
            (9, "edit", self._menu_edit),
            (8, "edit", self._type_number),
            (4, "edit", self._add_from_palette),
            (1, "edit", self._mend),
            (1, "edit", self._edit_blocks),
            (9, "undo", lambda: window.action("undo").trigger()),
            (5, "undo", lambda: window.action("redo").trigger()),
            (1, "undo", self._go_in_history),
            (10, "select", self._select),
            (1.2, "open", self._open_example),
            (0.8, "open", self._open_file),
            (0.1, "open", lambda: window.action("new").trigger()),
            (0.1, "open", self._open_by_dialog),
            (1, "save", self._save),
            (0.1, "save", self._save_as),
            (0.1, "save", lambda: window.action("revert").trigger()),
            (1, "export", self._export_text),
            (0.3, "export", self._export_picture),
            (0.1, "export", self._export_by_dialog),
            (0.2, "export", lambda: put_on_clipboard(window.document, "volumes", window.layers.folding.paths)),
            (1, "look", self._fold),
            (1, "look", lambda: window.picture_actions.show(draw.randrange(2))),
            (0.4, "look", lambda: window.action(draw.choice(("picture_volumes", "picture_schematic"))).trigger()),
            (0.6, "look", lambda: window.action(draw.choice(("history", "summary"))).trigger()),
            (0.4, "look", self._overview),
            (0.3, "look", self._compare),
            (0.3, "look", self._help),
            (0.3, "look", self._menu),
            (0.4, "look", self._find),
            (0.2, "look", self._command_palette),
            (3, "look", self.close_all),
            (0.05, "look", self._second_window),
            (0.03, "look", self._restyle),
        ]
        self._weights = [weight for weight, _, _ in self._deeds]

    def draw_next(self) -> Deed:
        """Draw the next deed."""
        _, sort, deed = self.draw.choices(self._deeds, self._weights)[0]
        return sort, deed

    def tour(self) -> Iterator[Deed]:
        """Give each deed once, at every zoom and in both appearances what there is to be seen.

        So what Qt and Python load and keep when it is first needed is there before memory is measured.
        """
        yield from ((sort, deed) for _, sort, deed in self._deeds)
        zooms = ["zoom_in"] * len(ZOOMS) + ["zoom_out"] * len(ZOOMS)
        for name in (*zooms, "appearance_dark", *reversed(zooms), "actual_size", "appearance_light"):
            yield "look", self.window.action(name).trigger

    def tidy_up(self) -> None:
        """Bring the window to where it is comparable: a small document in the list, and nothing else open."""
        window = self.window
        self.close_all()
        QApplication.clipboard().clear()  # a large picture may be there
        window.action("appearance_light").trigger()
        window.action("actual_size").trigger()
        window.document.open(Session(read_network(FIRST_EXAMPLE)))
        window.layers.select_rows([1])
        window.safekeeping.keeper.finish()

    def close_all(self) -> None:
        """Close what is open beside the list."""
        window = self.window
        window.costs.close_windows()
        if window.help.window is not None:
            window.help.window.close()
        window.find_bar.close_bar()
        window.history_dock.hide()
        window.summary_dock.hide()
        window.picture_actions.show(0)

    # Edits

    @property
    def _network(self) -> Network:
        return self.window.document.network

    def _request(self) -> None:
        session = self.window.document.session
        self.window.document.do(lambda: ask(self.draw, session, MOST_ROWS))
        if self.draw.random() < 0.5:
            session.end_run()

    def _menu_edit(self) -> None:
        if len(self._network) > MOST_ROWS:
            return
        self.window.action(self.draw.choice(_EDIT_ACTIONS)).trigger()

    def _type_number(self) -> None:
        fields = visible_fields(self.window.properties)
        if not fields:
            return
        field = self.draw.choice(fields)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, self.draw.choice(("1", "2", "3", "5", "16", "0", "x")))
        if self.draw.random() < 0.3:
            QTest.keyClick(field, Qt.Key.Key_Escape)

    def _add_from_palette(self) -> None:
        if len(self._network) < MOST_ROWS:
            kind = self.draw.choice(list(catalogue.values()))
            self.window.edit_actions.add_after_selection(f"{kind.type}#0")

    def _mend(self) -> None:
        """Go to a problem and press one of the buttons that mend it."""
        from gui.problem_box import WrappedButton  # noqa: PLC0415

        self.window.action("first_problem").trigger()
        QApplication.processEvents()
        buttons = [each for each in self.window.properties.findChildren(WrappedButton) if each.isVisible()]
        if buttons:
            self.draw.choice(buttons).click()

    def _edit_blocks(self) -> None:
        if len(self._network) < MOST_ROWS // 2:
            self.window.action(self.draw.choice(("group", "repeat", "rename_block"))).trigger()

    def _go_in_history(self) -> None:
        session = self.window.document.session
        session.go_to(self.draw.randint(max(0, session.position - 20), len(session.labels)))

    def _select(self) -> None:
        count = len(self._network)
        if count:
            first = self.draw.randrange(count)
            last = first if self.draw.random() < 0.7 else min(count - 1, first + self.draw.randint(1, 6))
            self.window.layers.select_rows(range(first, last + 1))

    # Files

    def example(self) -> Example:
        """Draw an example, mostly a small one."""
        return self.draw.choice(self.large if self.draw.random() < 0.05 else self.small)

    def _open_example(self) -> None:
        self.window.open_example(self.example())

    def _open_file(self) -> None:
        self.window.opening.open_here(self.draw.choice(self.files))

    def _open_by_dialog(self) -> None:
        self.answerer.path = self.draw.choice(self.files)
        self.window.action("open").trigger()

    def _save(self) -> None:
        if self.window.document.session.path is None:
            self.answerer.path = self._free(self.draw.choice(self.files))
        self.window.action("save").trigger()

    def _save_as(self) -> None:
        self.answerer.path = self._free(self.draw.choice(self.files))
        self.window.action("save_as").trigger()

    def _free(self, path: Path) -> Path:
        """Remove a file, mostly: each time that Qt's dialog asks whether to overwrite one, Qt keeps 30 kB."""
        if self.draw.random() < 0.9:
            path.unlink(missing_ok=True)
        return path

    def _export_text(self) -> None:
        target = self.draw.choice(list(TEXT_EXPORTS))
        text = TEXT_EXPORTS[target](self.window.document.table())
        self.exports.write_text(text, encoding="utf-8")

    def _export_picture(self) -> None:
        table, draw = self.window.document.table(), self.draw
        if len(table.network):
            target, style = draw.choice(_PICTURES), draw.choice(("volumes", "schematic"))
            self.exports.write_bytes(picture_bytes(table, target, style))

    def _export_by_dialog(self) -> None:
        self.answerer.path = self._free(self.exports.with_suffix(".csv"))
        self.window.action(self.draw.choice(("export_csv", "export_picture"))).trigger()

    # Looking

    def _fold(self) -> None:
        self.window.action(self.draw.choice(("fold", "unfold", "fold_all", "unfold_all"))).trigger()

    def _overview(self) -> None:
        window = self.window
        if window.costs.overview is not None and window.costs.overview.isVisible():
            window.costs.overview.close()
        else:
            window.action("overview").trigger()

    def _compare(self) -> None:
        costs = self.window.costs
        if costs.comparison is not None and costs.comparison.isVisible():
            costs.comparison.close()
        elif self.draw.random() < 0.5:
            costs.compare_with_saved()
        else:
            costs.compare_with_file(self.draw.choice(self.small).path)

    def _help(self) -> None:
        shown = self.window.help.window
        if shown is not None and shown.isVisible():
            shown.search.setText(self.draw.choice(("", "padding", "stride")))
            shown.close()
        else:
            self.window.action(self.draw.choice(("help", "help_kind", "help_shortcuts"))).trigger()

    def _menu(self) -> None:
        """Open a right-click menu; it is closed by the next look at what waits for an answer."""
        window, place = self.window, self.window.rect().center()
        asked = self.draw.choice(
            (
                window.layers.menu_wanted,
                window.working.customContextMenuRequested,
                window.totals.customContextMenuRequested,
                window.picture.menu_wanted,
            )
        )
        asked.emit(place)

    def _find(self) -> None:
        bar = self.window.find_bar
        if bar.isVisible():
            bar.close_bar()
        else:
            bar.open_bar()
            bar.field.setText(self.draw.choice(_WORDS))

    def _command_palette(self) -> None:
        palette = self.window.commands
        palette.open_palette()
        palette.field.setText(self.draw.choice(_WORDS))
        QApplication.processEvents()
        palette.close_palette()

    def _second_window(self) -> None:
        """Open a second window, edit there, and close it."""
        table = self.window.windows
        network = Session(new_network()).network
        other = table.open(Session(network, analysis=analyse(network)), beside=self.window)
        other.show()
        for _ in range(5):
            other.document.do(lambda: ask(self.draw, other.document.session))
            QApplication.processEvents()
        if self.draw.random() < 0.5:
            other.picture_actions.show(1)
            other.costs.compare_with_saved()
            other.costs.show_overview()
            other.action("help").trigger()
            QApplication.processEvents()
        other.close_without_question()

    def _restyle(self) -> None:
        name = self.draw.choice(("appearance_dark", "appearance_light", "zoom_in", "zoom_out"))
        self.window.action(name).trigger()
