import sys
from pathlib import Path

import pytest

from core import licences
from core.licences import parts

ROOT = Path(__file__).parents[2]


def test_each_part_has_its_text() -> None:
    beginnings = {part.name: part.text()[:1000] for part in parts()}
    assert "MIT License" in beginnings["Strata"]
    assert "Lesser General" in beginnings["Qt, PySide6, Shiboken6"]
    assert "PYTHON" in beginnings["Python"].upper()
    for font in ("Inter", "Strata Serif", "Strata Sans SC"):
        assert "SIL OPEN FONT LICENSE" in beginnings[font].upper()


def test_qt_comes_with_its_licences_and_the_way_to_replace_it() -> None:
    text = next(part for part in parts() if part.name.startswith("Qt")).text()
    for wanted in ("How to replace them", "GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE"):
        assert wanted in text


def test_stratas_licence_is_the_one_of_the_repository() -> None:
    assert parts()[0].text() == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_every_text_that_is_shipped_belongs_to_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    shipped = {*(ROOT / "resources" / "licences").glob("*.txt"), *(ROOT / "resources" / "fonts").glob("*-OFL.txt")}
    assert {file for part in parts() for file in part.files} == shipped


def test_a_packaged_copy_lists_the_libraries_of_the_system_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "libxcb1.txt").write_text("as it is", encoding="utf-8")
    monkeypatch.setattr(licences, "_SYSTEM", tmp_path)
    assert (parts()[-1].name, parts()[-1].text()) == ("libxcb1", "as it is")
