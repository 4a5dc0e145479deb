"""What is in the folder and the archive, and that they come out the same each time."""

import ctypes
import hashlib
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from gui.screen import PACKAGES
from tests.core.helpers import ROOT

MOST_UNPACKED, MOST_PACKED = 120_000_000, 33_000_000
SOURCES = ("main.py", "pyproject.toml", "strata.spec", "LICENSE", "core", "gui", "resources")
UNWANTED = ("qml", "quick", "network", "virtualkeyboard", "/tls/", "libssl", "libcrypto", "webengine", "gtk", ".po")


def why_not() -> str:
    """Say why nothing can be built here; empty where it can be tried."""
    if not sys.platform.startswith("linux"):
        return "this is for Linux"
    missing = [tool for tool in ("objdump", "strip", "dpkg") if not shutil.which(tool)]
    if missing:
        return f"not installed: {', '.join(missing)}"
    python = str(sysconfig.get_config_var("INSTSONAME"))
    places = (Path(str(sysconfig.get_config_var("LIBDIR"))), Path(str(sysconfig.get_config_var("LIBPL"))))
    libraries = [name for name in PACKAGES if "wayland" not in name and not _loads(name)]
    if not _loads(python) and not any((place / python).exists() for place in places):
        libraries.append(python)
    return f"libraries that belong inside are not installed: {', '.join(libraries)}" if libraries else ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def build_twice(work: Path) -> Path:
    """Build from here and from a copy elsewhere, at the same time; gives the first, whose archive is beside it."""
    elsewhere = work / "another place" / "strata"
    for name in SOURCES:
        source = ROOT / name
        target = elsewhere / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    first, second = work / "first", work / "second"
    builds = [_build(ROOT, first), _build(elsewhere, second, "--no-archive")]
    for build in builds:
        said = build.communicate()[0]
        assert build.returncode == 0, f"the build failed:\n{said}"
    assert digests(first / "strata") == digests(second / "strata"), "two builds differ"
    return first / "strata"


def _build(sources: Path, out: Path, *options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(sources / "resources" / "packaging" / "build.py"), "--out", str(out), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def digests(folder: Path) -> dict[str, tuple[int, str]]:
    """Give each file's mode and the digest of what is in it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in files
    }


def sizes(folder: Path) -> str:
    """Hold the folder and the archive beside it to their limits; gives both sizes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    unpacked = sum(path.stat().st_size for path in files)
    assert unpacked <= MOST_UNPACKED, f"{unpacked} bytes unpacked"
    said = f"{unpacked / 1e6:.1f} MB in {len(files)} files"
    for archive in folder.parent.glob("*.tar.xz"):
        packed = archive.stat().st_size
        assert packed <= MOST_PACKED, f"{packed} bytes packed"
        said += f", {packed / 1e6:.1f} MB packed"
    return said


def contents(folder: Path) -> None:
    """Look at what is there: all modules and resources, all licences, nothing unwanted, no path of this machine."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    unwanted = [name for name in names for word in UNWANTED if word in name.lower()]
    assert not unwanted, unwanted
    assert not [path for path in folder.rglob("*") if path.is_symlink()], "links, which not every disk can hold"
    program = (folder / "strata").read_bytes()
    for source in [*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]:
        module = ".".join(source.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        assert module.encode() in program, f"{module} is not inside"
    inside = folder / "_internal"
    for name in ("examples", "fonts", "help", "icons", "licences"):
        for source in (path for path in (ROOT / "resources" / name).rglob("*") if path.is_file()):
            copy = inside / source.relative_to(ROOT)
            assert copy.read_bytes() == source.read_bytes(), copy
    assert len(list(inside.glob("resources/translations/*/LC_MESSAGES/strata.mo"))) == 2
    assert len(list(inside.glob("resources/licences/system/lib*.txt"))) > 20
    names_this_machine = [str(ROOT), str(Path.home()) + "/", sys.prefix + "/"]
    for path in (folder / name for name in names):
        data = path.read_bytes()
        found = [name for name in names_this_machine if len(name) > 2 and name.encode() in data]
        assert not found, f"{path} names {found}"
