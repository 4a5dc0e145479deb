"""What Strata remembers between starts, as one JSON text for each key."""

import json
import os
from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings


def home() -> Path:
    """Give the folder for settings: `STRATA_HOME` where it is set, else the platform's own."""
    chosen = os.environ.get("STRATA_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("strata", appauthor=False))


def _settings() -> QSettings:
    return QSettings(str(home() / "settings.ini"), QSettings.Format.IniFormat)


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
