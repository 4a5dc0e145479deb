"""Make the download: `python resources/packaging/build.py` leaves the folder and the archive in `dist`.

Runs with any Python from 3.11 and brings what it needs into an environment of its own. The same sources, Python and
system give the same files, byte for byte.
"""

import argparse
import lzma
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

import finish

ROOT = Path(__file__).parents[2]
WINDOWS, MACOS = sys.platform == "win32", sys.platform == "darwin"


def main() -> int:
    """Build, and say what came out; gives the exit status."""
    parser = argparse.ArgumentParser(description="Make the folder that students unpack, and its archive.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where to put both (default: dist)")
    parser.add_argument("--no-archive", action="store_true", help="only the folder")
    arguments = parser.parse_args()
    out = arguments.out.resolve()
    with tempfile.TemporaryDirectory(prefix="strata-build-") as name:
        work = Path(name).resolve()
        python = make_environment(work)
        freeze(python, work, out)
        folder = out / ("Strata.app" if MACOS else "strata")
        if sys.platform.startswith("linux"):
            finish.finish(folder, version())
        found = finish.paths_of_this_machine(folder, [work, ROOT])
    print(f"{folder}: {megabytes(finish.size(folder))} MB")
    if found:
        print("Paths of this machine were left in:", *found[:10], sep="\n  ", file=sys.stderr)
        return 1
    if not arguments.no_archive:
        archive = pack(folder)
        print(f"{archive}: {megabytes(archive.stat().st_size)} MB")
    return 0


def version() -> str:
    """Give the program's version, from the one place where it is written."""
    command = [sys.executable, "-c", "import core; print(core.VERSION)"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def megabytes(size: int) -> str:
    """Write a size in millions of bytes."""
    return f"{size / 1e6:.1f}"


def make_environment(work: Path) -> Path:
    """Make an environment with the program's dependencies and PyInstaller, and give its Python."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["package"]]
    subprocess.run([sys.executable, "-m", "venv", str(work / "venv")], check=True)
    python = work / "venv" / ("Scripts/python.exe" if WINDOWS else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *wanted], check=True)
    return python


def freeze(python: Path, work: Path, out: Path) -> None:
    """Run PyInstaller on `strata.spec`, with nothing in its surroundings that would differ another time."""
    fixed = {
        "PYTHONHASHSEED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": str(finish.DATE),
        # Modules are read at each start: not packed they load sooner, and the archive packs them better.
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
        "PYINSTALLER_CONFIG_DIR": str(work / "config"),
    }
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_"))}
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(work / "build"), str(ROOT / "strata.spec")]
    subprocess.run(command, cwd=ROOT, env=surroundings | fixed, check=True)


def pack(folder: Path) -> Path:
    """Pack the folder into an archive beside it, as each system's users expect it."""
    name = f"strata-{version()}-{sys.platform}-{platform.machine().lower()}"
    if WINDOWS:
        return _zip(folder, folder.parent / f"{name}.zip")
    if MACOS:
        archive = folder.parent / f"{name}.zip"
        # Keeps the links and marks inside an app, which zipfile does not.
        subprocess.run([str(shutil.which("ditto")), "-c", "-k", "--keepParent", str(folder), str(archive)], check=True)
        return archive
    return _tar(folder, folder.parent / f"{name}.tar.xz")


def _tar(folder: Path, archive: Path) -> Path:
    def same_each_time(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = finish.DATE
        return entry

    with (
        lzma.open(archive, "wb", preset=9) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        tar.add(folder, folder.name, recursive=False, filter=same_each_time)
        for path in sorted(folder.rglob("*")):
            tar.add(path, f"{folder.name}/{path.relative_to(folder)}", recursive=False, filter=same_each_time)
    return archive


def _zip(folder: Path, archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())
    return archive


if __name__ == "__main__":
    sys.exit(main())
