"""`pip install .` in an environment of its own: the command, the window, and nothing left afterwards."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.core.helpers import ROOT
from tests.packaged.running import commands, here, opens_offscreen


def install_and_remove(work: Path, sources: Path) -> None:
    """Install from a copy of the sources, try, and remove."""
    environment = work / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    # Where Python keeps what it has compiled must be the same for pip, which removes it, and for the program.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run([*pip, "install", str(sources)], check=True, capture_output=True, env=variables)
    packages = next((environment / "lib").iterdir()) / "site-packages"
    assert not (packages / "core").exists()
    assert not (packages / "gui").exists()
    program = environment / "bin" / "strata"
    examples = str(ROOT / "resources" / "examples")
    commands(here(program), examples)
    with tempfile.TemporaryDirectory() as home:

        def start(variables: dict[str, str], /, *arguments: str) -> "subprocess.Popen[bytes]":
            return subprocess.Popen(
                [str(program), *arguments], env=variables, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )

        opens_offscreen(start, examples, Path(home), home)
    subprocess.run([*pip, "uninstall", "--yes", "strata"], check=True, capture_output=True, env=variables)
    left = [path for path in environment.rglob("*strata*") if "site-packages/PySide6" not in path.as_posix()]
    assert not left, left
