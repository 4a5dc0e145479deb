"""What a window needs and may not find: a screen that answers, and the system's libraries.

Qt ends the process where one of them is missing, so this looks first. It loads nothing of Qt before it is asked.
"""

import ctypes
import importlib
import os
import re
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

_QT_LIBRARIES = {
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libX11.so.6": "libx11-6",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What Qt's modules want from the system: each library with its package on Debian and Ubuntu."""

_PLATFORM_LIBRARIES = {
    "xcb": {
        "libxcb.so.1": "libxcb1",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    },
    "wayland": {
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
    },
}
"""What the plugin for each window system wants besides."""

PACKAGES = _QT_LIBRARIES | _PLATFORM_LIBRARIES["xcb"] | _PLATFORM_LIBRARIES["wayland"]
"""All of them. `.ci/run` reads this too."""

_QT_MODULES = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg")


def no_screen_reason() -> str | None:
    """Say why no window can be opened here; None where one can."""
    if sys.platform in ("win32", "darwin"):
        return None
    failures = []
    for platform in _platforms():
        failure = _screen_failure(platform)
        if failure is None:
            return None
        failures.append(failure)
    return f"There is no screen to open a window on ({' and '.join(failures)}); here is the table instead."


def missing_part() -> str | None:
    """Say which part of the program or the system a window lacks, and how to get it; None where all is there."""
    try:
        for module in _QT_MODULES:
            importlib.import_module(module)
    except ModuleNotFoundError as error:
        if getattr(sys, "frozen", False):
            return f"{error.name} is missing in this copy of Strata; unpack the download again."
        return f"{error.name} is not installed; run: python -m pip install ."
    except ImportError as error:
        return _describe_missing(str(error), *_platforms_with_screen()[:1])
    failures = []
    for platform in _platforms_with_screen():
        failure = _plugin_failure(platform)
        if failure is None:
            return None
        failures.append(failure)
    return failures[0] if failures else None


def _platforms() -> list[str]:
    """List the platform plugins that Qt will try, in its order; the first that works is taken."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return [name.partition(":")[0] for name in chosen.split(";")]
    platforms = []
    if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland":
        platforms.append("wayland")
    if os.environ.get("DISPLAY") or not platforms:
        platforms.append("xcb")
    return platforms


def _screen_failure(platform: str) -> str | None:
    """Say why a platform has no screen; None where one answers, or the platform needs none."""
    if platform == "xcb":
        variable, answers = "DISPLAY", _x11_answers
    elif platform.startswith("wayland"):
        variable, answers = "WAYLAND_DISPLAY", _wayland_answers
    else:
        return None
    name = os.environ.get(variable, "")
    if answers(name):
        return None
    return f"nothing answers at {variable} {name}" if name else f"{variable} is not set"


def _x11_answers(display: str) -> bool:
    if not display:
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return any(_connects(family, address) for family, address in _x11_addresses(display))
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _x11_addresses(display: str) -> list[tuple[int, str | tuple[str, int]]]:
    """Give the sockets at which an X server of that name would listen."""
    parts = re.fullmatch(r"(?P<host>.*):(?P<number>\d{1,4})(\.\d+)?", display)
    if parts is None:
        return []
    number = int(parts["number"])
    if parts["host"] not in ("", "unix"):
        return [(socket.AF_INET, (parts["host"], 6000 + number))]
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108  (the one place where X servers put their sockets)
    return [(socket.AF_UNIX, path), (socket.AF_UNIX, "\0" + path)]


def _wayland_answers(display: str) -> bool:
    folder = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    return _connects(socket.AF_UNIX, str(folder / (display or "wayland-0")))


def _connects(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(5)
        try:
            connection.connect(address)
        except (OSError, UnicodeError):  # the latter for a host that is no name
            return False
    return True


def _platforms_with_screen() -> list[str]:
    if sys.platform in ("win32", "darwin"):
        return []
    return [platform for platform in _platforms() if _screen_failure(platform) is None]


def _plugin_failure(platform: str) -> str | None:
    """Say why a platform's plugin cannot be loaded; None where it can."""
    family = platform.partition("-")[0]  # wayland-egl is in the plugin of wayland
    plugin = Path(str(sys.modules["PySide6"].__file__)).parent / "Qt" / "plugins" / "platforms" / f"libq{family}.so"
    if not plugin.exists():
        return f"QT_QPA_PLATFORM is {platform}, but PySide6 has no platform of that name."
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _describe_missing(str(error), family)
    return None


def _describe_missing(message: str, platform: str = "") -> str:
    """Say which libraries are missing, from the loader's message about the first of them."""
    wanted = {**_QT_LIBRARIES, **_PLATFORM_LIBRARIES.get(platform, {})}
    first = _library_in(message)
    if first is None:
        return f"PySide6 cannot be loaded: {' '.join(message.split())}"
    # The loader stops at the first; whoever installs them one by one has long to go.
    libraries = list(dict.fromkeys([first, *_missing_of(wanted)]))
    to_install = sorted({PACKAGES[library] for library in libraries if library in PACKAGES})
    one = len(libraries) == 1
    sentence = f"{'A system library is' if one else 'System libraries are'} missing: {', '.join(libraries)}"
    if to_install:
        sentence += f"; on Debian or Ubuntu install {'it' if one else 'them'} with: apt install {' '.join(to_install)}"
    return sentence


def _library_in(message: str) -> str | None:
    """Find the library that the loader says it did not find."""
    named = re.search(r"([^\s:/]+\.so[.\d]*): cannot open shared object file", message)
    return named and named[1]


def _missing_of(libraries: Iterable[str]) -> list[str]:
    missing = []
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError as error:
            # A library that is there may fail for one that it wants itself.
            missing.append(_library_in(str(error)) or library)
    return missing
