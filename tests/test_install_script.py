"""The script beside the packaged program that puts it into the menu, and takes it out again."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from core.files import read_network, write_network
from tests.core.helpers import LASAGNE

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for the desktops of Linux")

RESOURCES = Path(__file__).parents[1] / "resources"
VALIDATE = shutil.which("desktop-file-validate")


@pytest.fixture(params=["strata", 'Größe 网 $(rm) `x` "a" \\b 100% it\'s; #'])
def unpacked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give an unpacked folder, by a plain name and by one of all the signs that mean something somewhere."""
    folder = tmp_path / str(request.param)
    for name in ("desktop", "icons"):
        shutil.copytree(RESOURCES / name, folder / "_internal" / "resources" / name)
    shutil.copy(RESOURCES / "desktop" / "install.sh", folder)
    (folder / "strata").write_text('#!/bin/sh\nprintf "%s" "$1" >"$HOME/opened"\n', encoding="utf-8")
    (folder / "strata").chmod(0o755)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def run(folder: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(shutil.which("sh")), str(folder / "install.sh"), *arguments],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(home)},
        check=False,
        timeout=60,
    )


def everything(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_symlink() or file.is_file())
    return {str(file.relative_to(folder)): b"" if file.is_symlink() else file.read_bytes() for file in files}


def command_of(desktop_file: Path) -> list[str]:
    """Take the command of a desktop file apart, as the specification says."""
    line = next(line for line in desktop_file.read_text(encoding="utf-8").splitlines() if line.startswith("Exec="))
    value = line.removeprefix("Exec=").replace("\\\\", "\\")
    quoted, rest = re.fullmatch(r'"((?:[^"\\`$]|\\.)*)" (.*)', value, re.DOTALL).groups()  # type: ignore[union-attr]
    return [re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%"), rest]


def test_installs_for_the_menu_the_documents_and_the_command(unpacked: Path, home: Path) -> None:
    done = run(unpacked, home)
    assert (done.returncode, done.stderr) == (0, "")
    data = home / ".local" / "share"
    assert command_of(data / "applications" / "strata.desktop") == [str(unpacked / "strata"), "%f"]
    assert (home / ".local" / "bin" / "strata").resolve() == unpacked / "strata"
    for place in ("apps/strata.svg", "mimetypes/application-x-strata.svg"):
        assert (data / "icons" / "hicolor" / "scalable" / place).read_bytes().startswith(b"<svg")
    if shutil.which("update-mime-database"):
        assert "application/x-strata:*.strata" in (data / "mime" / "globs").read_text(encoding="utf-8")


def test_undo_leaves_nothing(unpacked: Path, home: Path) -> None:
    run(unpacked, home)
    assert run(unpacked, home, "--undo").returncode == 0
    assert list(home.iterdir()) == []


def test_undo_leaves_what_was_there_before(unpacked: Path, home: Path) -> None:
    kept = home / ".local" / "share" / "mime" / "packages" / "other.xml"
    kept.parent.mkdir(parents=True)
    kept.write_bytes((RESOURCES / "desktop" / "strata.xml").read_bytes().replace(b"strata", b"other"))
    (home / ".local" / "bin").mkdir()
    (home / ".local" / "bin" / "other").write_text("")
    run(unpacked, home)
    run(unpacked, home)
    run(unpacked, home, "--undo")
    left = everything(home)
    assert {".local/share/mime/packages/other.xml", ".local/bin/other"} <= set(left)
    assert not [name for name in left if "strata" in name]
    assert b"x-strata" not in b"".join(left.values())


def test_undo_without_an_installation_is_no_fault(unpacked: Path, home: Path) -> None:
    assert run(unpacked, home, "--undo").returncode == 0
    assert list(home.iterdir()) == []


def test_leaves_a_program_of_the_same_name_alone(unpacked: Path, home: Path) -> None:
    other = home / ".local" / "bin" / "strata"
    other.parent.mkdir(parents=True)
    other.write_text("other")
    done = run(unpacked, home)
    assert done.returncode == 1
    assert "is not Strata's" in done.stderr
    run(unpacked, home, "--undo")
    assert everything(home) == {".local/bin/strata": b"other"}


def test_documents_are_known_by_their_beginning_too() -> None:
    beginning = write_network(read_network(LASAGNE))[:64]
    tree = ElementTree.parse(RESOURCES / "desktop" / "strata.xml")  # noqa: S314  (our own)
    kinds = "{http://www.freedesktop.org/standards/shared-mime-info}"
    marks = [match.get("value", "").encode() for match in tree.iter(f"{kinds}match")]
    assert any(mark in beginning for mark in marks)


@pytest.mark.skipif(not VALIDATE, reason="desktop-file-validate is not installed")
def test_the_desktop_file_is_valid(unpacked: Path, home: Path) -> None:
    run(unpacked, home)
    for file in (
        RESOURCES / "desktop" / "strata.desktop",
        home / ".local" / "share" / "applications" / "strata.desktop",
    ):
        done = subprocess.run([str(VALIDATE), str(file)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")
