"""`export --to pdf-sheet`: the worked solution as pages, without a screen."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.core.helpers import LASAGNE, document, image, layer
from tests.core.program import FAILED, FINE, HAS_PROBLEM, strata

PDFTOTEXT = shutil.which("pdftotext")

needs_pdftotext = pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")


def export(file: Path, out: Path) -> int:
    """Write the sheet of a document; gives the exit status."""
    done = strata("export", file, "--to", "pdf-sheet", "-o", out)
    assert (done.stdout, done.stderr) == (b"", b"")
    return done.returncode


def pages(pdf: Path) -> list[str]:
    """Read the text of each page, with lines as they stand beside each other."""
    text = subprocess.run([str(PDFTOTEXT), "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


@needs_pdftotext
def test_the_sheet_has_the_table_the_sum_the_steps_and_the_conventions(tmp_path: Path) -> None:
    assert export(LASAGNE, tmp_path / "sheet.pdf") == FINE
    whole = " ".join("\n".join(pages(tmp_path / "sheet.pdf")).split())
    assert "1 conv2d1 (28 − 5)/1 + 1 = 24 → 32×24×24 (5·5·1 + 1)·32 = 832" in whole
    assert "Total 217,706" in whole
    assert "832 + 9,248 + 205,056 + 2,570 = 217,706" in whole
    assert "Step by step" in whole
    assert "Conventions" in whole
    assert "1 of 2" in whole


@needs_pdftotext
def test_a_long_table_goes_on_below_its_head_and_no_layer_is_lost(tmp_path: Path) -> None:
    rows = [image(1, 8, 8)]
    rows += [layer("Conv2d", f"conv{number}", out_channels=8, kernel_size=3, padding=1) for number in range(120)]
    file = tmp_path / "long.strata"
    file.write_bytes(document(rows))
    assert export(file, tmp_path / "sheet.pdf") == FINE
    found = pages(tmp_path / "sheet.pdf")
    with_table = [page for page in found if page.split()[:4] == ["#", "Layer", "Size", "Parameters"]]
    assert len(with_table) > 1
    whole = "\n".join(found).split()
    assert all(f"conv{number}" in whole for number in range(120))


@needs_pdftotext
def test_names_that_are_wider_than_their_column_are_broken_and_problems_are_told(tmp_path: Path) -> None:
    name = "a_name_that_is_much_wider_than_any_column_of_a_page_and_has_no_place_to_break_it_at"
    file = tmp_path / "odd.strata"
    file.write_bytes(document([image(1, 8, 8), layer("Conv2d", name, out_channels=8, kernel_size=9)]))
    assert export(file, tmp_path / "sheet.pdf") == HAS_PROBLEM
    whole = "".join("".join(pages(tmp_path / "sheet.pdf")).split())
    assert name in whole
    assert "kernel9" in whole.replace("size", "") or "9×9" in whole


def test_what_is_for_tables_is_refused_with_a_sentence() -> None:
    done = strata("export", LASAGNE, "--to", "pdf-sheet", "--columns", "name")
    assert done.returncode == FAILED
    assert done.stderr == b"strata: --columns is for tables, not for pdf-sheet\n"
