"""The command line at the ends of pipes, in odd terminals, and where there is no screen."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from core.files import write_network
from tests.core.helpers import REFERENCE, ROOT, image, layer, network
from tests.core.program import (
    FAILED,
    FINE,
    HAS_PROBLEM,
    broken,
    damaged,
    environment,
    lasagne,
    one_line,
    strata,
)

CSV = (REFERENCE / "lasagne-mnist.csv").read_bytes()

__all__ = ["broken", "damaged", "lasagne"]


# Terminals and pipes


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_an_ascii_locale_changes_no_byte(lasagne: Path, broken: Path, locale: dict[str, str]) -> None:
    ascii_only = environment(**locale)
    assert strata("export", lasagne, surroundings=ascii_only).stdout == CSV
    for command in ("export", "check"):
        done = strata(command, broken, surroundings=ascii_only)
        assert done.stdout == strata(command, broken).stdout
        assert (done.returncode, done.stderr) == (HAS_PROBLEM, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems hold names of files as text")
def test_a_name_that_is_no_text_is_written_with_escapes(lasagne: Path) -> None:
    odd = os.fsencode(lasagne.parent) + b"/\xff.strata"
    shutil.copy(os.fsencode(lasagne), odd)
    command = [os.fsencode(sys.executable), b"main.py", b"check", odd]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (FINE, b"")
    assert b"/\\udcff.strata: 7 layers" in done.stdout


@pytest.fixture
def long_document(tmp_path: Path) -> Path:
    """Give a document whose table does not fit into a pipe."""
    file = tmp_path / "long.strata"
    layers = [
        image(1, 9, 9),
        *(layer("Conv2d", f"c{n}", out_channels=1, kernel_size=20, inputs=["image"]) for n in range(5_000)),
    ]
    file.write_bytes(write_network(network(*layers)))
    return file


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def buffering(request: pytest.FixtureRequest) -> Mapping[str, str]:
    """Give environments in which output leaves at the end, and at once."""
    return environment(PYTHONUNBUFFERED=request.param)


@pytest.mark.parametrize("command", ["export", "check"])
def test_a_reader_that_leaves_early_is_no_fault(
    long_document: Path, command: str, buffering: Mapping[str, str]
) -> None:
    call = [sys.executable, "main.py", command, str(long_document)]
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=buffering, bufsize=0
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == FINE


@pytest.mark.parametrize("command", ["export", "check"])
def test_a_reader_that_has_never_come_is_no_fault(lasagne: Path, command: str, buffering: Mapping[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    call = [sys.executable, "main.py", command, str(lasagne)]
    done = subprocess.run(call, stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, env=buffering, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (FINE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("command", ["export", "check"])
def test_a_full_disk_behind_standard_output_gets_one_line(
    lasagne: Path, command: str, buffering: Mapping[str, str]
) -> None:
    call = [sys.executable, "main.py", command, str(lasagne)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, env=buffering, check=False)
    assert done.returncode == FAILED
    assert one_line(done) == "standard output: cannot be written: No space left on device"


@pytest.mark.skipif(os.name != "posix", reason="needs a shell of POSIX")
@pytest.mark.parametrize("command", ["export", "check"])
def test_a_standard_output_that_is_closed_gets_one_line(lasagne: Path, command: str) -> None:
    call = ["/bin/sh", "-c", '"$0" main.py "$1" "$2" >&-', sys.executable, command, str(lasagne)]
    done = subprocess.run(call, stderr=subprocess.PIPE, cwd=ROOT, env=environment(), check=False)
    assert done.returncode == FAILED
    assert one_line(done) == "standard output: cannot be written: it is closed"


# Without a screen


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_the_example_is_printed_and_one_line_says_why() -> None:
    done = strata()
    assert done.returncode == FINE
    assert one_line(done)
    assert done.stdout == (REFERENCE / "lasagne-mnist.txt").read_bytes()
    assert b"217,706" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_a_document_is_printed(broken: Path, damaged: Path) -> None:
    done = strata(broken)
    assert done.returncode == HAS_PROBLEM
    assert "The 5×5 kernel is larger than the 4×4 i…" in done.stdout.decode()
    assert one_line(done)
    failed = strata(damaged)
    assert failed.returncode == FAILED
    assert failed.stdout == b""
    assert f"{damaged}: is not valid JSON: " in failed.stderr.decode()
    assert "Traceback" not in failed.stderr.decode()
