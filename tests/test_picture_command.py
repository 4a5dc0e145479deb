"""Pictures from the command line: what is written, with which status, and without a screen or Qt where none is due."""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from core.commands import read_table
from core.export.svg import write_svg
from core.table import Table
from tests.core.helpers import LASAGNE, REFERENCE, ROOT, image, layer, table
from tests.core.program import FAILED, FINE, HAS_PROBLEM, broken, complaint, damaged, environment, lasagne, strata

__all__ = ["broken", "damaged", "lasagne"]

STARTS = {"svg": b"<svg", "pdf": b"%PDF-", "png": b"\x89PNG"}


def branching() -> Table:
    """Give a small network with a skip and a problem."""
    return table(
        image(3, 8, 8, name="in"),
        layer("Conv2d", "a", out_channels=3, kernel_size=3, padding=1),
        layer("Activation", "relu", function="relu"),
        layer("Add", "sum", inputs=["relu", "in"]),
        layer("MaxPool2d", "pool", kernel_size=9),
        layer("Flatten", "flat"),
    )


@pytest.mark.parametrize("target", STARTS)
@pytest.mark.parametrize("style", ["volumes", "schematic"])
def test_a_picture_is_written_where_there_is_no_screen(lasagne: Path, tmp_path: Path, target: str, style: str) -> None:
    out = tmp_path / "picture"
    bare = environment(QT_QPA_PLATFORM="xcb", DISPLAY=":987")
    done = strata("export", lasagne, "--to", target, "--style", style, "-o", out, surroundings=bare)
    assert (done.returncode, done.stdout, done.stderr) == (FINE, b"", b"")
    assert out.read_bytes().startswith(STARTS[target])


def test_standard_output_takes_a_picture(lasagne: Path) -> None:
    assert strata("export", lasagne, "--to", "png").stdout.startswith(STARTS["png"])
    assert strata("export", lasagne, "--to", "svg").stdout.decode() == write_svg(read_table(lasagne))


@pytest.mark.parametrize("target", STARTS)
def test_the_picture_of_a_network_with_a_problem_is_written_all_the_same(
    broken: Path, tmp_path: Path, target: str
) -> None:
    done = strata("export", broken, "--to", target, "-o", tmp_path / "picture")
    assert (done.returncode, done.stderr) == (HAS_PROBLEM, b"")
    assert (tmp_path / "picture").stat().st_size


@pytest.mark.parametrize("target", STARTS)
def test_a_document_that_cannot_be_read_is_one_line(damaged: Path, tmp_path: Path, target: str) -> None:
    complaint(strata("export", damaged, "--to", target, "-o", tmp_path / "picture"))
    assert not (tmp_path / "picture").exists()


def test_a_style_is_for_pictures(lasagne: Path) -> None:
    assert "--style is for pictures" in complaint(strata("export", lasagne, "--style", "volumes"))
    assert strata("export", lasagne, "--to", "svg", "--style", "cubist").returncode == FAILED


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--to", "png", "--width", "500"), "strata: A width is 2 to 200 cm."),
        (("--to", "svg", "--width", "nan"), "strata: A width is 2 to 200 cm."),
        (("--to", "png", "--dpi", "5"), "strata: A resolution is 30 to 1,200 dpi."),
        (("--to", "pdf", "--dpi", "300"), "strata: --dpi is for png, not for pdf"),
        (("--to", "csv", "--width", "16"), "strata: --width is for pictures (svg, pdf, png), not for csv"),
        (("--to", "png", "--width", "wide"), "strata: argument --width: invalid float value: 'wide' (see --help)"),
        (("--to", "png", "--width", "200", "--dpi", "1200"), "too many; choose a smaller width or resolution"),
    ],
)
def test_a_size_that_cannot_be_is_one_sentence(lasagne: Path, options: tuple[str, ...], sentence: str) -> None:
    assert sentence in complaint(strata("export", lasagne, *options))


def test_the_blocks_of_a_level_are_folded(tmp_path: Path) -> None:
    out = tmp_path / "picture.svg"
    network = ROOT / "resources" / "examples" / "resnet-50.strata"
    assert strata("export", network, "--to", "svg", "--fold", "2", "-o", out).returncode == FINE
    drawn = out.read_text(encoding="utf-8")
    assert "block2 ×5" in drawn
    assert "conv3" not in drawn
    assert strata("export", network, "--to", "svg", "--fold", "1", "-o", out).returncode == FINE
    assert ">stage3<" in out.read_text(encoding="utf-8")
    assert "--fold takes 1 or more" in complaint(strata("export", network, "--to", "svg", "--fold", "0"))
    assert "--fold is for pictures" in complaint(strata("export", network, "--fold", "1"))


def test_a_picture_is_as_wide_as_asked(lasagne: Path, tmp_path: Path) -> None:
    out = tmp_path / "picture"
    assert strata("export", lasagne, "--to", "svg", "--width", "12.5", "-o", out).returncode == FINE
    assert 'width="12.5cm"' in out.read_text(encoding="utf-8")
    assert strata("export", lasagne, "--to", "png", "--width", "12.7", "--dpi", "100", "-o", out).returncode == FINE
    assert int.from_bytes(out.read_bytes()[16:20], "big") == 500
    assert strata("export", lasagne, "--to", "pdf", "--width", "12.7", "-o", out).returncode == FINE
    box = re.search(rb"/MediaBox \[0 0 ([0-9.]+)", out.read_bytes())
    assert box is not None
    assert float(box[1]) == pytest.approx(360, abs=1)


PDF_FONTS = shutil.which("pdffonts") or ""


@pytest.mark.skipif(not PDF_FONTS, reason="pdffonts (Debian: poppler-utils) is not installed")
def test_the_fonts_of_a_pdf_are_inside_it(lasagne: Path, tmp_path: Path) -> None:
    out = tmp_path / "picture.pdf"
    assert strata("export", lasagne, "--to", "pdf", "-o", out).returncode == FINE
    listed = subprocess.run([PDF_FONTS, out], capture_output=True, check=True, timeout=60).stdout.decode()
    fonts = [line.split() for line in listed.splitlines()[2:]]
    assert fonts
    assert all(font[0].endswith(("Inter-Regular", "Inter-SemiBold")) and font[-5] == "yes" for font in fonts)


def test_the_fonts_of_an_svg_have_others_to_fall_back_to(lasagne: Path) -> None:
    assert 'font-family="Inter, ' in write_svg(read_table(lasagne))
    assert 'sans-serif"' in write_svg(read_table(lasagne))


def test_svg_loads_no_qt(lasagne: Path) -> None:
    script = (
        "import sys, main; status = main.main(['export', sys.argv[1], '--to', 'svg', '-o', sys.argv[2]]);"
        "sys.exit(status or any(name.startswith('PySide6') for name in sys.modules))"
    )
    command = [sys.executable, "-c", script, str(lasagne), str(lasagne.with_suffix(".svg"))]
    assert subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode == 0


PDF_TO_TEXT = shutil.which("pdftotext") or ""


@pytest.mark.skipif(not PDF_TO_TEXT, reason="pdftotext (Debian: poppler-utils) is not installed")
def test_a_pdf_has_one_page_and_its_texts_are_texts(lasagne: Path, tmp_path: Path) -> None:
    out = tmp_path / "picture.pdf"
    assert strata("export", lasagne, "--to", "pdf", "-o", out).returncode == FINE
    text = subprocess.run([PDF_TO_TEXT, out, "-"], capture_output=True, check=True, timeout=60).stdout.decode()
    assert text.count("\f") == 1
    assert {"conv2d1", "maxpool2", "output"} <= set(text.split())
    assert "32×24×24" in text


NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def tree(text: str) -> tuple[list[tuple[str, dict[str, str], str]], list[float]]:
    """List the elements of an SVG with their places left open, and apart from them the numbers of the places."""
    elements: list[tuple[str, dict[str, str], str]] = []
    numbers: list[float] = []
    for element in ET.fromstring(text).iter():  # noqa: S314  (our own files)
        attributes = dict(element.attrib)
        for name in ("x", "y", "width", "height", "viewBox", "points", "d", "textLength"):
            if name in attributes:
                numbers += map(float, NUMBER.findall(attributes[name]))
                attributes[name] = NUMBER.sub("#", attributes[name])
        elements.append((element.tag, attributes, element.text or ""))
    return elements, numbers


@pytest.mark.parametrize("style", ["volumes", "schematic"])
@pytest.mark.parametrize("name", ["lasagne", "branching"])
def test_svg_is_as_in_the_golden_file(name: str, style: str) -> None:
    drawn = write_svg(read_table(LASAGNE) if name == "lasagne" else branching(), style)
    golden = (REFERENCE / f"{name}-{style}.svg").read_text(encoding="utf-8")
    elements, numbers = tree(drawn)
    golden_elements, golden_numbers = tree(golden)
    assert elements == golden_elements
    assert numbers == pytest.approx(golden_numbers, abs=0.11)  # one step of the last digit that is written
