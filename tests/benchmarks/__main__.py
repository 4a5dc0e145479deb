"""All that is measured, as ratios: `python -m tests.benchmarks`, from the project's folder.

Needs `python -m pip install ".[test,oracle,benchmarks]"`. Writes the table and a plot of time against size to
`tests/benchmarks/results`. `--packaged PROGRAM` measures the start of an unpacked download too, on a screen
(`xvfb-run -a python -m tests.benchmarks ...` where there is none). `--only WORDS` measures the rows with these words.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.benchmarks.measure import PAIRS, TITLES, Row
from tests.benchmarks.plot import write_plot

RESULTS = Path(__file__).parent / "results"
SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)


def main() -> int:
    """Measure, print and write the results; gives 1 where a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--packaged", type=Path, metavar="PROGRAM", help="the program of an unpacked download")
    parser.add_argument("--only", choices=("recompute", "painting", "processes"), help="one group of rows")
    parsed = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["STRATA_HOME"] = tempfile.mkdtemp(prefix="strata-benchmark-")
    found = []
    for row in _rows(parsed.only, parsed.packaged):
        found.append(row)
        print(f"{row.what} / {row.reference}: {row.ratio:.3g} ({row.verdict})", flush=True)
    if parsed.only is None:
        _write(found)
    return int(any(row.verdict == "missed" for row in found))


def _rows(only: str | None, packaged: Path | None) -> Iterator[Row]:
    if only in (None, "recompute"):
        from tests.benchmarks import recompute  # noqa: PLC0415  (each group needs something else)

        yield from recompute.rows()
    if only in (None, "painting"):
        from tests.benchmarks import painting  # noqa: PLC0415

        yield from painting.rows()
    if only in (None, "processes"):
        from tests.benchmarks import processes  # noqa: PLC0415

        yield from processes.rows(packaged)


def _versions() -> str:
    """Name what was measured with, as far as it is installed."""
    found = []
    for package in ("PySide6-Essentials", "torch", "torchinfo", "onnx"):
        with suppress(PackageNotFoundError):
            found.append(f"{package} {version(package)}")
    return ", ".join(found)


def _write(rows: list[Row]) -> None:
    from tests.benchmarks.recompute import growth  # noqa: PLC0415  (needs core)

    RESULTS.mkdir(exist_ok=True)
    made = (
        f"`python -m tests.benchmarks`, {datetime.now(UTC):%Y-%m-%d}: medians of {PAIRS} pairs, taken in turn. "
        f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}, {_versions()}. "
        "The bounds and aims are for the ratio."
    )
    lines = [
        "# What was measured",
        "",
        made,
        "",
        f"| {' | '.join(TITLES)} |",
        "| --- | --- | --: | --: | --: | --: | --: | --- |",
        *(f"| {' | '.join(row.cells())} |" for row in rows),
        "",
        "![Time against size](growth.svg)",
        "",
    ]
    (RESULTS / "results.md").write_text("\n".join(lines), encoding="utf-8")
    (RESULTS / "growth.svg").write_text(write_plot(SIZES, growth(SIZES)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
