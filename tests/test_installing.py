"""What `pip install .` gives: a command `strata`, and one package that holds all of it."""

import subprocess
import sys
import sysconfig
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

from core import VERSION
from tests.core.helpers import LASAGNE, REFERENCE
from tests.core.program import environment


@pytest.fixture(scope="module")
def installed() -> Distribution:
    """Give what pip installed into the environment of these tests."""
    # Not wherever modules are looked for: building leaves a strata.egg-info in this folder.
    found = list(distributions(name="strata", path=[sysconfig.get_path("purelib")]))
    if not found:
        pytest.skip("Strata is not installed here; run: python -m pip install .")
    return found[0]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).parent / "strata"), *arguments]
    return subprocess.run(command, capture_output=True, cwd=cwd, env=environment(), timeout=60, check=False)


def test_the_command_runs_from_any_folder(installed: Distribution, tmp_path: Path) -> None:
    assert installed.version == VERSION
    assert run("--version", cwd=tmp_path).stdout == f"Strata {VERSION}\n".encode()
    assert run("--help", cwd=tmp_path).stdout.startswith(b"usage: strata ")
    table = run("export", str(LASAGNE), cwd=tmp_path)
    assert (table.returncode, table.stdout) == (0, (REFERENCE / "lasagne-mnist.csv").read_bytes())


def test_one_package_is_installed_and_none_named_core_or_gui(installed: Distribution) -> None:
    tops = {file.parts[0] for file in installed.files or () if ".." not in file.parts}
    assert tops == {"strata", f"strata-{VERSION}.dist-info"}


def test_all_that_the_program_reads_is_installed(installed: Distribution) -> None:
    root = Path(__file__).parents[1]
    names = {file.as_posix() for file in installed.files or ()}
    sources = [file for folder in ("core", "gui") for file in (root / folder).rglob("*.py")]
    folders = ("examples", "fonts", "icons", "licences")
    read = [file for folder in folders for file in (root / "resources" / folder).glob("*")]
    read += [*(root / "resources" / "help").rglob("*.md"), *(root / "resources" / "translations").rglob("*.mo")]
    # What has been written since then cannot be there.
    then = Path(str(installed.locate_file(f"strata-{VERSION}.dist-info"))).stat().st_mtime
    there = [file for file in [*sources, *read] if file.stat().st_mtime < then]
    assert there
    missing = {f"strata/{file.relative_to(root).as_posix()}" for file in there} - names
    assert not missing
