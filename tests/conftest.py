"""What every test run needs: a screen for the window's tests, a home of its own, and the same surroundings everywhere.

The tests of core need nothing but Python. The window's tests need Qt's system libraries; where one is missing,
their modules are skipped with the sentence that the program itself would say.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import hypothesis
import pytest

from gui.screen import missing_part

GUI_TESTS = Path(__file__).parent / "gui"
GUI_TESTS_WITHOUT_QT = {"test_screen.py"}

PYTEST_QT_SETTINGS = ("qt_api", "qt_log_level_fail", "qt_log_ignore")

# What a user's desktop may have set, and what would change the window's looks or words.
FOREIGN_SETTINGS = (
    "LANGUAGE",
    "QT_AUTO_SCREEN_SCALE_FACTOR",
    "QT_FONT_DPI",
    "QT_LOGGING_RULES",
    "QT_SCALE_FACTOR",
    "QT_SCREEN_SCALE_FACTORS",
    "QT_STYLE_OVERRIDE",
    "WAYLAND_DISPLAY",
    "XDG_SESSION_TYPE",
)

hypothesis.settings.register_profile("strata", deadline=None)
hypothesis.settings.load_profile("strata")


class Screen:
    """The screen of this run: an Xvfb of its own, or Qt's offscreen platform where there is none."""

    def __init__(self) -> None:
        self.server = self._start_server()
        self.is_real = self.server is not None and missing_part() is None
        if not self.is_real:
            self.stop()
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        self.missing_part = missing_part()

    @staticmethod
    def _start_server() -> "subprocess.Popen[str] | None":
        program = shutil.which("Xvfb")
        if program is None:
            return None
        # Without -noreset the server starts anew whenever its last client has gone.
        command = [program, "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert server.stdout is not None
        number = server.stdout.readline().strip()  # empty where the server could not start
        if not number:
            server.wait()
            return None
        os.environ.update(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")
        return server

    def stop(self) -> None:
        """End the server, if there is one."""
        if self.server is not None:
            self.server.terminate()
            self.server.communicate()
            self.server = None


def _set_surroundings() -> str:
    """Set the environment in which the window looks and speaks the same everywhere; gives the home it made."""
    for name in FOREIGN_SETTINGS:
        os.environ.pop(name, None)
    home = tempfile.mkdtemp(prefix="strata-tests-")
    os.environ.update(LC_ALL="C.UTF-8", QT_QPA_PLATFORMTHEME="", STRATA_HOME=home, XDG_RUNTIME_DIR=home)
    return home


HOME = _set_surroundings()
SCREEN = Screen()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Load pytest-qt where Qt can be loaded; where not, make its settings in pyproject.toml known all the same."""
    if SCREEN.missing_part is None:
        pluginmanager.import_plugin("pytestqt.plugin")
        return
    for name in PYTEST_QT_SETTINGS:
        parser.addini(name, "a setting of pytest-qt, which is not loaded")


def pytest_unconfigure() -> None:
    """Take down what was put up."""
    SCREEN.stop()
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_report_header() -> list[str]:
    """Say on what the window's tests run, or why they do not."""
    if SCREEN.missing_part is not None:
        return [f"window: skipped. {SCREEN.missing_part}"]
    return [f"window: on {'Xvfb' if SCREEN.is_real else 'the offscreen platform'}"]


class SkippedModule(pytest.Module):
    """A module of tests that is not even imported, because it imports Qt."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        pytest.skip(str(SCREEN.missing_part), allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Skip the window's tests as modules where Qt cannot be loaded."""
    if SCREEN.missing_part is None or GUI_TESTS not in module_path.parents or module_path.name in GUI_TESTS_WITHOUT_QT:
        return None
    return SkippedModule.from_parent(parent, path=module_path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a window system where there is none."""
    if SCREEN.is_real:
        return
    for item in items:
        if item.get_closest_marker("real_screen"):
            item.add_marker(pytest.mark.skip(reason="Xvfb is not there, and Qt's offscreen platform has no drags"))
