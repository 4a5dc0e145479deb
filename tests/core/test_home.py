import os
import sys
from pathlib import Path

import pytest

from core.home import HOME, stay_at_home


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which the packaged program lies; nothing is set."""
    monkeypatch.setenv("XDG_CACHE_HOME", "the user's")
    monkeypatch.setenv(HOME, "")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "strata"))
    return tmp_path


def test_takes_the_folder_beside_the_program(unpacked: Path) -> None:
    (unpacked / HOME).mkdir()
    stay_at_home()
    assert os.environ[HOME] == str(unpacked / HOME)
    assert os.environ["XDG_CACHE_HOME"] == str(unpacked / HOME / "cache")


def test_takes_the_folder_beside_the_app_of_macos(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(unpacked / "Strata.app" / "Contents" / "MacOS" / "strata"))
    (unpacked / HOME).mkdir()
    stay_at_home()
    assert os.environ[HOME] == str(unpacked / HOME)


def test_a_home_that_is_set_comes_first(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (unpacked / HOME).mkdir()
    monkeypatch.setenv(HOME, "elsewhere")
    stay_at_home()
    assert os.environ[HOME] == "elsewhere"
    assert os.environ["XDG_CACHE_HOME"] == str(Path("elsewhere").absolute() / "cache")


def test_leaves_everything_where_it_belongs_otherwise(unpacked: Path) -> None:
    (unpacked / HOME).write_text("a file is no home")
    stay_at_home()
    assert not os.environ[HOME]
    assert os.environ["XDG_CACHE_HOME"] == "the user's"
