"""That no work is lost: copies while editing, changes by others, recovery, and unexpected errors."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QMessageBox, QPushButton

from core.files import read_network
from core.recovery import RecoveryFolder
from core.session import Session
from core.writing import write_whole
from gui.background import Background
from gui.crash import CrashGuard
from gui.crash_dialog import CrashDialog
from gui.file_actions import read_session
from gui.log import LOG
from gui.main_window import MainWindow
from gui.recovery_offer import offer_recovery
from tests.core.helpers import document, image, layer, names, network
from tests.gui.helpers import Opener, trigger


def _open(open_session: Opener, folder: Path) -> MainWindow:
    file = folder / "mine.strata"
    file.write_bytes(document([image(3, 8, 8), layer("Flatten", "flat")]))
    return open_session(Session(read_network(file), file))


def _press(window: MainWindow, text: str) -> None:
    (box,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    next(button for button in box.findChildren(QPushButton) if button.text() == text).click()


def test_a_file_that_someone_changed_is_not_overwritten_without_a_question(
    open_session: Opener, tmp_path: Path
) -> None:
    window = _open(open_session, tmp_path)
    file = tmp_path / "mine.strata"
    theirs = document([image(1, 4, 4)])
    write_whole(file, theirs)
    trigger(window, "move_up")
    trigger(window, "save")
    assert file.read_bytes() == theirs
    assert window.document.session.is_modified
    _press(window, "Overwrite")
    assert names(read_network(file)) == names(window.document.network)
    assert not window.document.session.is_modified


def test_a_change_while_the_window_is_opening_is_not_overwritten(open_session: Opener, tmp_path: Path) -> None:
    file = tmp_path / "mine.strata"
    file.write_bytes(document([image(3, 8, 8), layer("Flatten", "flat")]))
    session = read_session(Background(), file)
    theirs = document([image(1, 4, 4)])
    write_whole(file, theirs)
    window = open_session(session)
    trigger(window, "move_up")
    trigger(window, "save")
    assert file.read_bytes() == theirs
    _press(window, "Overwrite")


def test_a_change_is_told_of_and_can_be_reloaded(open_session: Opener, tmp_path: Path) -> None:
    window = _open(open_session, tmp_path)
    write_whole(tmp_path / "mine.strata", document([image(1, 4, 4)]))
    window.safekeeping.look_at_file()
    assert window.file_bar.text() == "Another program has changed mine.strata."
    window.file_bar.choose("Reload")
    assert len(window.document.network) == 1
    assert window.file_bar.text() == ""


def test_unsaved_work_is_kept_and_a_saved_document_leaves_no_copy(
    open_session: Opener, tmp_path: Path, home: Path
) -> None:
    window = _open(open_session, tmp_path)
    trigger(window, "move_up")
    window.safekeeping.keeper.keep_now()
    assert len(list((home / "recovery").glob("*.copy"))) == 1
    trigger(window, "save")
    assert list((home / "recovery").glob("*.copy")) == []


def test_work_of_a_crashed_process_is_offered_and_recovered_as_unsaved(
    open_session: Opener, tmp_path: Path, home: Path
) -> None:
    crashed = RecoveryFolder(home / "recovery")
    crashed.keep("key", network(image(3), layer("Dropout", "drop")), None, "", None)
    crashed.close()
    window = _open(open_session, tmp_path)
    usual = QLocale()
    QLocale.setDefault(QLocale.c())  # as where the system names no country
    try:
        offer = offer_recovery(window)
    finally:
        QLocale.setDefault(usual)
    assert offer is not None
    assert re.fullmatch(r"Untitled, 2 layers, \d{4}-\d\d-\d\d \d\d:\d\d", offer.list.item(0).text())
    offer.recover()
    assert names(window.document.network) == ["image", "drop"]
    assert window.document.session.is_modified
    assert window.isWindowModified()
    assert offer_recovery(window) is None


def test_a_recovered_copy_is_compared_with_what_its_file_holds(
    open_session: Opener, tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "theirs.strata"
    mark = write_whole(file, document([image(3)]))
    crashed = RecoveryFolder(home / "recovery")
    crashed.keep("key", network(image(3), layer("Dropout", "drop")), file, "", mark)
    crashed.close()
    window = _open(open_session, tmp_path)
    offer = offer_recovery(window)
    assert offer is not None
    offer.recover()
    assert names(window.document.session.opened) == ["image"]


def test_a_storm_of_errors_shows_one_dialog_with_a_report(
    open_session: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[str] = []
    monkeypatch.setattr(LOG, "error", lambda _, fault: logged.append(fault.strip()))
    window = _open(open_session, tmp_path)
    guard = CrashGuard(window.windows)
    for _ in range(50):
        guard.take(ValueError, ValueError("a fault"), None)
    guard.take(KeyError, KeyError("a later one"), None)
    dialog = guard.dialog
    assert dialog is not None
    assert len(window.findChildren(CrashDialog)) == 1
    dialog.save_report(tmp_path / "report.txt")
    report = (tmp_path / "report.txt").read_text()
    assert "ValueError: a fault" in report
    assert logged == ["ValueError: a fault", "KeyError: 'a later one'"]
    assert "PySide6" in report
    assert '"layers"' not in report
    dialog.with_document.setChecked(True)
    dialog.save_report(tmp_path / "report.txt")
    assert '"layers"' in (tmp_path / "report.txt").read_text()
    dialog.close()
