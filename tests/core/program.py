"""The program, run as a user runs it, and documents to run it on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.core.helpers import LASAGNE, ROOT, document, image, layer

FINE, HAS_PROBLEM, FAILED = 0, 1, 2

Done = subprocess.CompletedProcess[bytes]


def environment(**more: str) -> Mapping[str, str]:
    """Give the environment of a bare machine, where output is buffered as usual."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", **more}


def strata(*arguments: object, cwd: Path = ROOT, surroundings: Mapping[str, str] | None = None) -> Done:
    """Run the program in an environment, which is a bare machine's where none is given."""
    env = environment() if surroundings is None else surroundings
    command = [sys.executable, str(ROOT / "main.py"), *map(os.fspath, map(str, arguments))]
    return subprocess.run(command, capture_output=True, cwd=cwd, env=env, timeout=60, check=False)


def complaint(done: Done) -> str:
    """Give the one line on standard error of a call that failed; nothing may be on standard output."""
    assert done.returncode == FAILED
    assert done.stdout == b""
    return one_line(done)


def one_line(done: Done) -> str:
    text = done.stderr.decode()
    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert "Traceback" not in text
    return text[:-1]


@pytest.fixture
def lasagne(tmp_path: Path) -> Path:
    """Give a copy of the example."""
    return Path(shutil.copy(LASAGNE, tmp_path / "lasagne.strata"))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Give a document whose network has two problems."""
    file = tmp_path / "broken.strata"
    file.write_bytes(
        document(
            [
                image(1, 4, 4),
                layer("Conv2d", "conv", out_channels=8, kernel_size=5),
                layer("Dropout", "drop"),
                layer("Linear", "dense", out_features=3, inputs=["image"]),
                layer("Add", "Summe é"),
            ]
        )
    )
    return file


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Give a file that is no document."""
    file = tmp_path / "damaged.strata"
    file.write_bytes(LASAGNE.read_bytes()[:100])
    return file
