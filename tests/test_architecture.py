"""The rooms of the house: who may import whom, and that a kind of layer is described in one place only."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.export import TEXT_EXPORTS
from core.kinds import catalogue

ROOT = Path(__file__).parents[1]
EXAMPLE = "resources/examples/lasagne-mnist.strata"

ROOMS = [
    "records",
    "home",
    "licences",
    "language",
    "matching",
    "shapes",
    "algebra",
    "settings",
    "problems",
    "names",
    "progress",
    "writing",
    "kinds",
    "rows",
    "network",
    "rail",
    "analysis",
    "reanalysis",
    "receptive",
    "working",
    "signs",
    "session",
    "changes",
    "actions",
    "mends",
    "selected",
    "files",
    "recovery",
    "examples",
    "table",
    "finding",
    "help",
    "blocks",
    "compare",
    "picture",
    "costs",
    "typeset",
    "sheet",
    "export",
    "commands",
]
"""The rooms of core; each imports only those before it."""


def sources(folder: str) -> list[Path]:
    """List the modules below a folder."""
    return sorted(path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """List every module that a module imports, wherever in it, by its full name."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import(names=aliases):
                found.update(alias.name for alias in aliases)
            case ast.ImportFrom(module=module, names=aliases, level=level):
                # `from . import x` and `from core import x` both import core.x where that is a module.
                package = ".".join([*path.parts[:-1][: len(path.parts) - level], *([module] if module else [])])
                base = package if level else module or ""
                found.add(base)
                found.update(f"{base}.{alias.name}" for alias in aliases if _is_module(f"{base}.{alias.name}"))
    return found


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def room(module: str) -> str:
    """Name the room of a module of core; empty for core itself."""
    return [*module.split("."), ""][1]


@pytest.mark.parametrize("path", sources("core"), ids=str)
def test_core_imports_nothing_but_the_standard_library_and_itself(path: Path) -> None:
    packages = {name.split(".")[0] for name in imports(path)}
    assert packages <= {*sys.stdlib_module_names, "core"}


@pytest.mark.parametrize("path", [path for path in sources("core") if len(path.parts) > 1], ids=str)
def test_a_room_of_core_imports_only_the_rooms_before_it(path: Path) -> None:
    own = path.with_suffix("").parts[1]
    if own == "__init__":
        assert not {name for name in imports(path) if name.startswith("core")}
        return
    assert own in ROOMS, f"{path} is in no room; give {own} its place in ROOMS"
    allowed = {"", *ROOMS[: ROOMS.index(own)]} | ({own} if len(path.parts) > 2 else set())
    assert {room(name) for name in imports(path) if name.split(".")[0] == "core"} <= allowed


def test_every_room_stands() -> None:
    assert {path.with_suffix("").parts[1] for path in sources("core")} == {*ROOMS, "__init__"}


@pytest.mark.parametrize("path", sources("gui"), ids=str)
def test_the_window_never_imports_main(path: Path) -> None:
    assert "main" not in {name.split(".")[0] for name in imports(path)}


OUTSIDE_KINDS = [path for path in sources("core") + sources("gui") if path.parts[:2] != ("core", "kinds")]


@pytest.mark.parametrize("path", OUTSIDE_KINDS, ids=str)
def test_only_the_kinds_know_one_kind_from_another(path: Path) -> None:
    concrete = {f"core.kinds.{each.__module__.rpartition('.')[2]}" for each in catalogue.values()}
    assert not imports(path) & concrete
    assert not list(comparisons_with_types(path))


def comparisons_with_types(path: Path) -> Iterator[str]:
    """Find the comparisons with a kind's type, as in `layer.kind.type == "Conv2d"`, in any form."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Compare():
                parts: list[ast.AST] = [node.left, *node.comparators]
            case ast.MatchValue():
                parts = [node.value]
            case _:
                continue
        for part in parts:
            for leaf in ast.walk(part):
                if isinstance(leaf, ast.Constant) and leaf.value in catalogue:
                    yield f"{path}:{leaf.lineno}: {leaf.value}"


LOADED = """
import importlib, json, pathlib, sys
import main
for path in pathlib.Path("core").rglob("*.py"):
    importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
statuses = [main.main(arguments) for arguments in json.loads(sys.argv[1])]
sys.stdout.flush()
print(json.dumps([statuses, sorted(sys.modules)]))
"""


def test_exporting_and_checking_load_no_qt_and_nothing_of_the_window() -> None:
    formats = [["export", EXAMPLE, "--to", target] for target in (*TEXT_EXPORTS, "svg")]
    calls = json.dumps([*formats, ["check", EXAMPLE], ["export", "no such file"]])
    done = subprocess.run([sys.executable, "-c", LOADED, calls], cwd=ROOT, capture_output=True, check=True)
    statuses, modules = json.loads(done.stdout.splitlines()[-1])
    assert statuses == [0] * (len(formats) + 1) + [2]
    assert "core.commands" in modules
    assert not {name.split(".")[0] for name in modules} & {"PySide6", "shiboken6", "gui", "platformdirs"}


def test_a_table_loads_nothing_that_is_slow_and_not_needed() -> None:
    code = "import sys, main; main.main(sys.argv[1:]); sys.stdout.flush(); print(' '.join(sys.modules))"
    call = [sys.executable, "-c", code, "export", EXAMPLE]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, check=True, text=True)
    modules = set(done.stdout.splitlines()[-1].split())
    assert "core.export.csv_table" in modules
    assert not modules & {"dataclasses", "inspect", "pathlib", "shutil", "core.session", "core.actions", "core.help"}
