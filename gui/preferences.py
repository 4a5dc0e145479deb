"""What Strata remembers between starts, as one JSON text for each key."""

import json
import os
import stat
from pathlib import Path

from PySide6.QtCore import QSettings


def home() -> Path:
    """Give the folder for settings: `STRATA_HOME` where it is set, else the platform's own."""
    chosen = os.environ.get("STRATA_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415  (a portable copy needs none)

    return Path(platformdirs.user_config_dir("strata", appauthor=False))


_MOST_BYTES = 2**20
"""More than any settings have; a larger file is none of ours, and reading it would hold the start up."""


def _settings() -> QSettings:
    return QSettings(str(home() / "settings.ini"), QSettings.Format.IniFormat)


def put_damaged_settings_aside() -> None:
    """Rename settings that cannot be read, so that the next ones can be remembered."""
    file = home() / "settings.ini"
    try:
        is_sound = stat.S_ISREG(file.stat().st_mode) and file.stat().st_size <= _MOST_BYTES
        if is_sound:
            is_sound = _settings().status() == QSettings.Status.NoError
        if not is_sound:
            file.replace(home() / "settings.damaged")
    except (OSError, ValueError):
        pass  # there are none, or they stay and nothing is remembered; the window opens all the same


def recall(key: str, default: object = None) -> object:
    """Read what was remembered; the default where there is nothing, or nothing that can be read."""
    try:
        return json.loads(str(_settings().value(key)))
    except Exception:  # noqa: BLE001  (QSettings raises anything on a damaged file, and the window must start)
        return default


def remember(key: str, value: object) -> None:
    """Write something that JSON can hold, to be read at a later start."""
    settings = _settings()
    settings.setValue(key, json.dumps(value))
    settings.sync()
