"""A folder of its own for a portable copy: `STRATA_HOME`, as it is set or as it lies beside the program."""

import os
import sys
from pathlib import Path

HOME = "STRATA_HOME"
"""The variable of the environment, and the name of the folder beside the program."""


def stay_at_home() -> None:
    """Take the folder beside the program where there is one and no other is set; libraries keep their caches in it."""
    if not os.environ.get(HOME):
        folder = _program_folder() / HOME
        if not folder.is_dir():
            return
        os.environ[HOME] = str(folder)
    # Fontconfig, which Qt finds fonts with, writes there.
    os.environ["XDG_CACHE_HOME"] = str(Path(os.environ[HOME]).absolute() / "cache")


def _program_folder() -> Path:
    if not getattr(sys, "frozen", False):
        return Path(__file__).parents[1]
    program = Path(sys.executable)
    # On macOS the program lies in Strata.app/Contents/MacOS; what people see lies beside the app.
    apps = [folder for folder in program.parents if folder.suffix == ".app"]
    return (apps[-1] if apps else program).parent
