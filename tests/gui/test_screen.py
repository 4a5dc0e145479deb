import ctypes
import importlib
import re
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from gui import screen

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the screen is looked for on Linux only")

SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")


class Loader:
    """Stands for the system's loader: what is absent raises as the loader does, what is broken by its own message."""

    def __init__(self, absent: set[str], broken: dict[str, str]) -> None:
        self.absent = absent
        self.broken = broken

    def __call__(self, name: str) -> object:
        key = Path(name).name
        if key in self.absent:
            raise OSError(f"{key}: cannot open shared object file: No such file or directory")
        if key in self.broken:
            raise OSError(self.broken[key])
        return object()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Take every screen away."""
    for name in SCREEN_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return monkeypatch


def use_loader(
    monkeypatch: pytest.MonkeyPatch, *absent: str, broken: dict[str, str] | None = None, failing_module: str = ""
) -> None:
    """Put a Qt that can be imported, or fails at one module, on a system that lacks some libraries."""
    loader = Loader(set(absent), broken or {})

    def import_module(name: str) -> ModuleType:
        if name == failing_module:
            raise ImportError(f"{absent[0]}: cannot open shared object file: No such file or directory")
        return ModuleType(name)

    monkeypatch.setattr(importlib, "import_module", import_module)
    monkeypatch.setattr(ctypes, "CDLL", loader)


def use_plugins(monkeypatch: pytest.MonkeyPatch, folder: Path, *names: str) -> None:
    """Put a PySide6 with these platform plugins where the program looks for it."""
    package = ModuleType("PySide6")
    package.__file__ = str(folder / "__init__.py")
    plugins = folder / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    for name in names:
        (plugins / f"libq{name}.so").touch()
    monkeypatch.setitem(sys.modules, "PySide6", package)


def listen(path: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()
    return server


@pytest.mark.usefixtures("bare")
def test_says_that_display_is_not_set() -> None:
    assert screen.no_screen_reason() == (
        "There is no screen to open a window on (DISPLAY is not set); here is the table instead."
    )


def test_says_that_nothing_answers(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DISPLAY", ":9999")
    assert screen.no_screen_reason() == (
        "There is no screen to open a window on (nothing answers at DISPLAY :9999); here is the table instead."
    )


@pytest.mark.parametrize("display", [":9999", "unix:9999.0", "localhost:3999", "nonsense", ":", "/x:0", "..:0", "é:0"])
def test_looks_at_sockets_without_libxcb(bare: pytest.MonkeyPatch, display: str) -> None:
    bare.setattr(ctypes, "CDLL", Loader({"libxcb.so.1"}, {}))
    bare.setenv("DISPLAY", display)
    assert "nothing answers at DISPLAY" in str(screen.no_screen_reason())


def test_finds_an_x_socket_without_libxcb(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setattr(ctypes, "CDLL", Loader({"libxcb.so.1"}, {}))
    bare.setattr(screen, "_x11_addresses", lambda _: [(socket.AF_UNIX, str(tmp_path / "X0"))])
    bare.setenv("DISPLAY", ":0")
    with listen(tmp_path / "X0"):
        assert screen.no_screen_reason() is None


def test_knows_where_x_servers_listen() -> None:
    assert screen._x11_addresses(":7.1") == [
        (socket.AF_UNIX, "/tmp/.X11-unix/X7"),  # noqa: S108  (nothing is written there)
        (socket.AF_UNIX, "\0/tmp/.X11-unix/X7"),
    ]
    assert screen._x11_addresses("far.example:7") == [(socket.AF_INET, ("far.example", 6007))]


def test_finds_a_wayland_screen(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("WAYLAND_DISPLAY", "wayland-1")
    with listen(tmp_path / "wayland-1"):
        assert screen.no_screen_reason() is None


def test_finds_the_usual_wayland_screen_unnamed(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("QT_QPA_PLATFORM", "wayland")
    assert "(WAYLAND_DISPLAY is not set)" in str(screen.no_screen_reason())
    with listen(tmp_path / "wayland-0"):
        assert screen.no_screen_reason() is None


def test_names_both_screens_that_do_not_answer(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("WAYLAND_DISPLAY", "wayland-1")
    bare.setenv("DISPLAY", ":9999")
    assert "(nothing answers at WAYLAND_DISPLAY wayland-1 and nothing answers at DISPLAY :9999)" in str(
        screen.no_screen_reason()
    )


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=100x100", "xcb;offscreen"])
def test_wants_no_screen_for_other_platforms(bare: pytest.MonkeyPatch, platform: str) -> None:
    bare.setenv("QT_QPA_PLATFORM", platform)
    assert screen.no_screen_reason() is None


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_looks_for_no_screen_elsewhere(bare: pytest.MonkeyPatch, system: str) -> None:
    bare.setattr(sys, "platform", system)
    assert screen.no_screen_reason() is None


@pytest.mark.real_screen
def test_finds_the_x_screen_of_this_run() -> None:
    assert screen.no_screen_reason() is None


def test_misses_nothing(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    use_loader(bare)
    use_plugins(bare, tmp_path, "offscreen")
    assert screen.missing_part() is None


@pytest.mark.parametrize("name", ["PySide6", "PySide6.QtSvg", "shiboken6"])
def test_says_how_to_install_qt(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def import_module(_: str) -> ModuleType:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(importlib, "import_module", import_module)
    assert screen.missing_part() == f"{name} is not installed; run: python -m pip install ."
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert screen.missing_part() == f"{name} is missing in this copy of Strata; unpack the download again."


def test_names_a_library_that_a_module_lacks(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    use_loader(bare, "libEGL.so.1", failing_module="PySide6.QtGui")
    assert screen.missing_part() == (
        "A system library is missing: libEGL.so.1; on Debian or Ubuntu install it with: apt install libegl1"
    )


def test_names_all_that_is_missing_at_once(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(screen, "_x11_answers", lambda _: True)
    use_loader(
        bare, "libGL.so.1", "libEGL.so.1", "libxcb-cursor.so.0", "libgthread-2.0.so.0", failing_module="PySide6.QtGui"
    )
    assert screen.missing_part() == (
        "System libraries are missing: libGL.so.1, libgthread-2.0.so.0, libEGL.so.1, libxcb-cursor.so.0; "
        "on Debian or Ubuntu install them with: apt install libegl1 libgl1 libglib2.0-0 libxcb-cursor0"
    )


def test_names_what_the_platform_plugin_lacks(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setattr(screen, "_x11_answers", lambda _: True)
    lacks = {"libqxcb.so": "libxcb-cursor.so.0: cannot open shared object file: No such file or directory"}
    use_loader(bare, "libxcb-cursor.so.0", "libxcb-icccm.so.4", broken=lacks)
    use_plugins(bare, tmp_path, "xcb")
    assert screen.missing_part() == (
        "System libraries are missing: libxcb-cursor.so.0, libxcb-icccm.so.4; "
        "on Debian or Ubuntu install them with: apt install libxcb-cursor0 libxcb-icccm4"
    )


def test_names_the_library_that_another_wants(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    lacks = {"libX11.so.6": "libxcb.so.1: cannot open shared object file: No such file or directory"}
    use_loader(bare, "libxcb.so.1", broken=lacks, failing_module="PySide6.QtGui")
    assert screen.missing_part() == (
        "A system library is missing: libxcb.so.1; on Debian or Ubuntu install it with: apt install libxcb1"
    )


def test_names_an_unknown_library_without_a_package(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    use_loader(bare, "libnobody-knows.so.3", failing_module="PySide6.QtCore")
    assert screen.missing_part() == "A system library is missing: libnobody-knows.so.3"


def test_passes_another_fault_of_the_loader_on_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def import_module(_: str) -> ModuleType:
        raise ImportError("libm.so.6: version `GLIBC_2.99' not found\n(required by libQt6Core.so.6)")

    monkeypatch.setattr(importlib, "import_module", import_module)
    assert screen.missing_part() == (
        "PySide6 cannot be loaded: libm.so.6: version `GLIBC_2.99' not found (required by libQt6Core.so.6)"
    )


def test_one_platform_that_loads_is_enough(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("WAYLAND_DISPLAY", "wayland-0")
    bare.setenv("DISPLAY", ":0")
    bare.setattr(screen, "_screen_failure", lambda _: None)
    lacks = {"libqwayland.so": "libwayland-client.so.0: cannot open shared object file: No such file or directory"}
    use_loader(bare, broken=lacks)
    use_plugins(bare, tmp_path, "xcb", "wayland")
    assert screen.missing_part() is None


def test_says_that_a_platform_does_not_exist(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("QT_QPA_PLATFORM", "nonsense")
    use_loader(bare)
    use_plugins(bare, tmp_path, "xcb")
    assert screen.missing_part() == "QT_QPA_PLATFORM is nonsense, but PySide6 has no platform of that name."


def test_every_package_is_named_as_debian_does() -> None:
    assert all(re.fullmatch(r"lib[a-z0-9+.-]+|zlib1g", package) for package in screen.PACKAGES.values())


def test_loads_no_qt_before_it_is_asked() -> None:
    code = "import sys, gui.screen; sys.exit('PySide6' in sys.modules)"
    root = Path(screen.__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
