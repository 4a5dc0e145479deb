"""A folder of its own for a portable copy: `STRATA_HOME`, as it is set or as it lies beside the program."""

import os
import sys

HOME = "STRATA_HOME"
"""The variable of the environment, and the name of the folder beside the program."""


def stay_at_home() -> None:
    """Take the folder beside the program where there is one and no other is set; libraries keep their caches in it."""
    if not os.environ.get(HOME):
        folder = os.path.join(_program_folder(), HOME)
        if not os.path.isdir(folder):
            return
        os.environ[HOME] = folder
    # Fontconfig, which Qt finds fonts with, writes there.
    os.environ["XDG_CACHE_HOME"] = os.path.join(os.path.abspath(os.environ[HOME]), "cache")


def _program_folder() -> str:
    if not getattr(sys, "frozen", False):
        return os.path.dirname(os.path.dirname(__file__))
    seen = at = sys.executable
    while at != os.path.dirname(at):
        at = os.path.dirname(at)
        if at.endswith(".app"):
            seen = at  # on macOS the program lies in Strata.app/Contents/MacOS; what people see lies beside the app
    return os.path.dirname(seen)
