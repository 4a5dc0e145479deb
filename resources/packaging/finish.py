"""What is done to the built folder on Linux: made smaller, freed of this machine's paths, and given its papers."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATE = int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))
"""The time that every file is given: the beginning of 2026, or what those who rebuild packages ask for."""

_ELF = b"\x7fELF"
_NOWHERE = b"/nonexistent"
"""A place that systems promise never to have."""

_DOCUMENTS = Path("/usr/share/doc")
_COMMON = Path("/usr/share/common-licenses")


def finish(folder: Path, version: str) -> None:
    """Finish the built folder."""
    for file in _of_python(folder):
        _strip(file)
        _forget_paths(file)
    _add_licences(folder)
    _add_papers(folder, version)
    for path in [*folder.rglob("*"), folder]:
        runs = path.is_dir() or path.suffix == ".sh" or path == folder / "strata"
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (DATE, DATE))


def size(folder: Path) -> int:
    """Give the bytes in all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def paths_of_this_machine(folder: Path, more: list[Path]) -> list[Path]:
    """List the files that name this user's home, this repository, or the folders in which Python was made."""
    needles = {str(path).encode() for path in [Path.home(), *more] if len(path.parts) > 1} | set(_python_paths())
    needles = {needle + b"/" for needle in needles} | {needle for needle in needles if needle.count(b"/") > 1}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path for path in files if any(needle in path.read_bytes() for needle in needles)]


def _of_python(folder: Path) -> list[Path]:
    """List the libraries of Python; those of Qt and of the system come as they should be."""
    inside = folder / "_internal"
    return [*inside.glob("libpython*"), *inside.glob("python3*/lib-dynload/*.so")]


def _strip(file: Path) -> None:
    tool = shutil.which("strip")
    if tool:
        subprocess.run([tool, "--strip-unneeded", str(file)], check=True)
    else:
        print("strip is not installed (Debian: binutils); the folder is larger without it.", file=sys.stderr)


def _python_paths() -> list[bytes]:
    """List where this Python lies and was made, as far as that is no place that each system has."""
    names = ("prefix", "installed_base", "abs_srcdir", "abs_builddir", "VPATH")
    found = {str(sysconfig.get_config_var(name) or "") for name in names} | {sys.base_prefix}
    found |= {os.path.realpath(path) for path in found if path}
    return [os.fsencode(path) for path in sorted(found, key=len, reverse=True) if _is_of_this_machine(path)]


def _is_of_this_machine(path: str) -> bool:
    return path.startswith("/") and not re.match(r"/usr(/local)?(/lib/.*)?$", path) and len(path) > len(_NOWHERE)


def _forget_paths(file: Path) -> None:
    """Write other folders over those of this machine, of the same length; a packaged Python never looks there."""
    data = file.read_bytes()
    for path in _python_paths():
        data = data.replace(path, _NOWHERE + b"/" * (len(path) - len(_NOWHERE)))
    file.write_bytes(data)


def _add_licences(folder: Path) -> None:
    """Lay the licences of the system's libraries that are inside beside the others, with the texts they refer to."""
    target = folder / "_internal" / "resources" / "licences" / "system"
    target.mkdir(exist_ok=True)
    common: set[str] = set()
    for package in sorted({_package_of(path) for path in (folder / "_internal").glob("*.so*") if _is_system(path)}):
        text = (_DOCUMENTS / package / "copyright").read_text(encoding="utf-8")
        (target / f"{package}.txt").write_text(text, encoding="utf-8")
        common.update(re.findall(rf"{_COMMON}/([\w.-]*\w)", text))
    for name in sorted(common):
        if (_COMMON / name).exists():
            shutil.copyfile(_COMMON / name, target / f"{name}.txt")


def _is_system(path: Path) -> bool:
    return not path.is_symlink() and not path.name.startswith(("libpython", "libpyside", "libshiboken"))


def _package_of(library: Path) -> str:
    """Give the Debian package that a library of the system is of."""
    command = ["dpkg", "-S", f"*/{library.name}"]  # packages of Debian and its children only
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    packages = [line.partition(":")[0] for line in lines if line.endswith(f"/{library.name}")]
    if not packages:
        raise SystemExit(
            f"{library.name} is of no Debian package, so its licence is not known; build on Debian or Ubuntu."
        )
    return packages[0]


def _add_papers(folder: Path, version: str) -> None:
    """Lay the script for the menu and the first page to read where they are seen."""
    shutil.copyfile(ROOT / "resources" / "desktop" / "install.sh", folder / "install.sh")
    page = (ROOT / "resources" / "packaging" / "read-me.txt").read_text(encoding="utf-8")
    page = page.replace("VERSION", version).replace("GLIBC", _glibc_needed(folder))
    (folder / "READ-ME.txt").write_text(page, encoding="utf-8")


def _glibc_needed(folder: Path) -> str:
    """Give the oldest version of the C library with which everything inside runs."""
    newest = (2, 0)
    for path in folder.rglob("*"):
        if path.is_file() and path.open("rb").read(4) == _ELF:
            found = re.findall(rb"GLIBC_(\d+)\.(\d+)", path.read_bytes())
            newest = max([newest, *((int(major), int(minor)) for major, minor in found)])
    return ".".join(map(str, newest))
