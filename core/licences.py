"""Whose work Strata is made of, and under which licence; the texts lie in `resources/licences`."""

import sys
from pathlib import Path

from core.records import dataclass

_RESOURCES = Path(__file__).parents[1] / "resources"
_SYSTEM = _RESOURCES / "licences" / "system"
"""What the packaged program has of the libraries of the system that it was made on; one text for each package."""


@dataclass(frozen=True)
class Part:
    """A part that others made, or Strata itself; `licence` is its SPDX name."""

    name: str
    licence: str
    files: tuple[Path, ...]

    def text(self) -> str:
        """Give its licence as it stands, all of it."""
        return "\n\n".join(file.read_text(encoding="utf-8") for file in self.files)


def parts() -> list[Part]:
    """List the parts that this copy of Strata has: more where it is packaged than where it runs in an environment."""
    listed = [
        _part("Strata", "MIT", "Strata"),
        _part("Qt, PySide6, Shiboken6", "LGPL-3.0-only", "Qt", "LGPL-3.0", "GPL-3.0"),
        _part("Python", "PSF-2.0", "Python"),
        _part("platformdirs", "MIT", "platformdirs"),
        _font("Inter", "Inter"),
        _font("Strata Serif", "StrataSerif"),
        _font("Strata Sans SC", "StrataSansSC"),
    ]
    if getattr(sys, "frozen", False):
        listed.append(_part("PyInstaller", "GPL-2.0-or-later WITH Bootloader-exception", "PyInstaller"))
    return listed + [Part(file.stem, "", (file,)) for file in sorted(_SYSTEM.glob("*.txt"))]


def _part(name: str, licence: str, *texts: str) -> Part:
    return Part(name, licence, tuple(_RESOURCES / "licences" / f"{text}.txt" for text in texts))


def _font(name: str, text: str) -> Part:
    return Part(name, "OFL-1.1", (_RESOURCES / "fonts" / f"{text}-OFL.txt",))
