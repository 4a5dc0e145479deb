"""What a packaged Strata sets right on a bare system before it starts; PyInstaller runs this first, on Linux."""

import _locale
import contextlib
import os
import sys


def _speak_utf8() -> None:
    """Take the locale that Python outside of a package takes where the system has none, or not the one it names."""
    try:
        name = _locale.setlocale(_locale.LC_CTYPE, "")
    except _locale.Error:
        name = "C"
    if name in ("C", "POSIX") and not os.environ.get("LC_ALL"):
        with contextlib.suppress(_locale.Error):
            _locale.setlocale(_locale.LC_CTYPE, "C.UTF-8")
            os.environ["LC_CTYPE"] = "C.UTF-8"


def _find_fonts() -> None:
    """Say where fonts lie, where no fontconfig is installed that would."""
    if not os.path.exists("/etc/fonts/fonts.conf"):
        fonts = os.path.join(sys._MEIPASS, "resources", "desktop", "fonts.conf")  # type: ignore[attr-defined]
        os.environ.setdefault("FONTCONFIG_FILE", fonts)


_speak_utf8()
_find_fonts()
