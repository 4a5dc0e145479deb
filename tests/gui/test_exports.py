"""Exports from the window: what is asked, what is written, and what is remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.commands import read_table
from core.export import TEXT_EXPORTS
from core.progress import WHOLE, Cancelled, WatchedProgress
from gui import theme
from gui.export_dialog import SUFFIXES, TableExportDialog, format_title
from gui.main_window import MainWindow
from gui.preferences import remember
from gui.sheet_pdf import sheet_pdf
from tests.core.helpers import LASAGNE, image, layer, table
from tests.gui.helpers import trigger

Checked = Qt.CheckState


@pytest.fixture
def save_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[list[str]]]:
    """Answer the next file dialogs with a path; gives the filters that each of them offered."""

    def answer(path: Path) -> list[list[str]]:
        offered: list[list[str]] = []

        def run(dialog: QFileDialog) -> int:
            offered.append(dialog.nameFilters())
            return 1

        monkeypatch.setattr(QFileDialog, "exec", run)
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
        return offered

    return answer


SaveTo = Callable[[Path], list[list[str]]]


def choose(dialog: TableExportDialog, target: str) -> None:
    """Choose a format as a user does."""
    dialog.format_box.setCurrentIndex(dialog.format_box.findData(target))


def shown_columns(dialog: TableExportDialog) -> list[str]:
    """List the titles of the columns that are ticked, in their order."""
    items = [dialog.columns.item(row) for row in range(dialog.columns.count())]
    return [item.text() for item in items if item.checkState() == Checked.Checked]


@pytest.mark.parametrize(
    ("suffix", "target"), [("md", "markdown"), ("tex", "latex"), ("html", "html"), ("pdf", "pdf-sheet")]
)
def test_the_worked_solution_is_written_in_the_format_that_its_name_says(
    window: MainWindow, save_to: SaveTo, tmp_path: Path, suffix: str, target: str
) -> None:
    path = tmp_path / f"solution.{suffix}"
    save_to(path)
    trigger(window, "export_solution")
    if suffix == "pdf":
        assert path.read_bytes().startswith(b"%PDF-")
    else:
        assert path.read_text(encoding="utf-8") == TEXT_EXPORTS[target](read_table(LASAGNE))


def test_the_format_of_last_time_is_offered_first(window: MainWindow, save_to: SaveTo, tmp_path: Path) -> None:
    offered = save_to(tmp_path / "solution.tex")
    trigger(window, "export_solution")
    trigger(window, "export_solution")
    assert [filters[0] for filters in offered] == ["PDF (*.pdf)", "LaTeX (*.tex)"]


def test_a_name_without_a_known_ending_is_refused(
    window: MainWindow, save_to: SaveTo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "open", lambda box: told.append(box.informativeText()))
    save_to(tmp_path / "solution.docx")
    trigger(window, "export_solution")
    assert told == ["The name of the file must end with one of .pdf, .md, .tex, .html."]
    assert list(tmp_path.glob("*.docx")) == []


@pytest.mark.parametrize("target", SUFFIXES)
def test_the_table_is_written_as_it_was_chosen(
    window: MainWindow, save_to: SaveTo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    path = tmp_path / f"table.{SUFFIXES[target]}"
    offered = save_to(path)

    def fill_in(dialog: TableExportDialog) -> int:
        choose(dialog, target)
        for row in range(dialog.columns.count()):
            item = dialog.columns.item(row)
            item.setCheckState(Checked.Checked if item.text() in ("Layer", "Parameters") else Checked.Unchecked)
        dialog.accept()
        return 1

    monkeypatch.setattr(TableExportDialog, "exec", fill_in)
    trigger(window, "export_table")
    assert offered == [[f"{format_title(target)} (*.{SUFFIXES[target]})"]]
    text = path.read_text(encoding="utf-8")
    assert "conv2d1" in text
    assert "832" in text
    assert "24" not in text.replace("9,248", "").replace("9248", "")


def test_columns_and_their_order_are_remembered_for_each_format(window: MainWindow) -> None:
    dialog = TableExportDialog(window)
    choose(dialog, "markdown-table")
    assert shown_columns(dialog) == ["#", "Layer", "Kind", "Settings", "Output", "Parameters"]
    dialog.columns.setCurrentRow(1)
    dialog.up.click()
    dialog.columns.item(1).setCheckState(Checked.Unchecked)
    dialog.accept()
    again = TableExportDialog(window)
    assert again.target == "markdown-table"
    assert shown_columns(again) == ["Layer", "Kind", "Settings", "Output", "Parameters"]
    choose(again, "html-table")
    assert shown_columns(again) == ["#", "Layer", "Kind", "Settings", "Output", "Parameters"]
    choose(again, "markdown-table")
    again.usual.click()
    assert shown_columns(again)[0] == "#"


def test_a_table_without_columns_cannot_be_exported(window: MainWindow) -> None:
    dialog = TableExportDialog(window)
    for row in range(dialog.columns.count()):
        dialog.columns.item(row).setCheckState(Checked.Unchecked)
    assert not next(button for button in dialog.buttons.buttons() if button.text() == "Choose File…").isEnabled()


def end_of_words(dialog: TableExportDialog, row: int) -> int:
    """Find the last pixel across a row of the columns that is not the ground."""
    rect = dialog.columns.visualItemRect(dialog.columns.item(row))
    ratio = dialog.columns.devicePixelRatioF()
    image = dialog.columns.viewport().grab(rect).toImage()
    ground = image.pixel(image.width() - 3, image.height() // 2)
    ends = [x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != ground]
    return round(max(ends) / ratio)


@pytest.mark.parametrize("zoom", [100, 150])
def test_the_words_of_a_column_stay_in_place_when_it_is_selected(window: MainWindow, zoom: int) -> None:
    before = theme.zoom()
    theme.set_zoom(zoom)
    try:
        dialog = TableExportDialog(window)
        dialog.ensurePolished()
        dialog.resize(dialog.sizeHint())
        dialog.columns.setCurrentRow(0)
        plain = end_of_words(dialog, 1)
        dialog.columns.setCurrentRow(1)
        assert end_of_words(dialog, 1) == plain
    finally:
        theme.set_zoom(before)


class Stopping(WatchedProgress):
    """Progress that remembers what it was told, and stops the work once so much of it is done."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self.last = last
        self.told: list[int] = []

    def report(self, done: int, total: int) -> None:
        super().report(done, total)
        self.told.append(self.thousandths)
        if self.thousandths >= self.last:
            self.cancel()


@pytest.mark.usefixtures("dressed_app")
def test_the_pages_of_a_solution_tell_how_far_they_are_and_can_be_called_off() -> None:
    layers = [layer("Dropout", f"drop{number}") for number in range(600)]
    made = table(image(1, 8, 8), *layers)
    progress = Stopping(2 * WHOLE)
    assert sheet_pdf(made, progress).startswith(b"%PDF")
    assert progress.told == sorted(progress.told)
    assert progress.told[-1] == WHOLE
    assert max(later - now for now, later in zip(progress.told, progress.told[1:], strict=False)) < WHOLE / 4
    for last in (100, 500, 800):
        with pytest.raises(Cancelled):
            sheet_pdf(made, Stopping(last))


def test_a_damaged_memory_of_the_last_choice_is_no_memory(window: MainWindow) -> None:
    remember("table_export", {"format": ["csv"], "csv": [[1, "name", None], ["comma"]]})
    dialog = TableExportDialog(window)
    assert dialog.target == "csv"
    assert shown_columns(dialog) == ["Layer"]
    assert dialog.options.separator == ","


def test_spreadsheets_get_the_separator_of_the_locale_and_programs_a_comma(window: MainWindow) -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
        dialog = TableExportDialog(window)
        for target, sign in (("spreadsheet", ";"), ("csv", ",")):
            choose(dialog, target)
            assert dialog.options.separator == sign
        choose(dialog, "html-table")
        assert not dialog.separator_box.isEnabled()
    finally:
        QLocale.setDefault(before)
