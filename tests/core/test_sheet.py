"""The worked solution: line for line as a lecturer writes it, in formats that other programs read."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from core.analysis import analyse
from core.commands import read_table
from core.examples import example_groups
from core.export import TEXT_EXPORTS
from core.export.html import write_html
from core.export.latex import write_latex
from core.export.markdown import write_markdown
from core.network import Network
from core.sheet import make_sheet
from core.table import Table
from tests.core.helpers import LASAGNE, REFERENCE, ROOT, image, layer, table
from tests.core.strategies import networks
from tests.core.test_printed_tables import blocks

Writer = Callable[[Table], str]
EXAMPLES = [example.path for _, group in example_groups(ROOT / "resources" / "examples") for example in group]
WRITERS: list[tuple[str, Writer]] = [("md", write_markdown), ("tex", write_latex), ("html", write_html)]


def awkward() -> Table:
    """Make a network with names that mean something to every format, a rounding, branches, a problem and who waits."""
    return table(
        image(3, 27, 30, name=r"in*put_|#$%^&~{}<\>"),
        layer("Conv2d", "c", out_channels=8, kernel_size=[3, 5], stride=2, padding="same"),
        layer("BatchNorm", "bn"),
        layer("MaxPool2d", "层", kernel_size=2, ceil_mode=True),
        layer("Concatenate", "cat", inputs=["层", "c"]),
        layer("Linear", "fc", out_features=10),
    )


@pytest.mark.parametrize(("suffix", "write"), WRITERS)
@pytest.mark.parametrize(
    ("name", "make"),
    [("lasagne-sheet", lambda: read_table(LASAGNE)), ("awkward-sheet", awkward), ("blocks-sheet", blocks)],
)
def test_the_sheet_is_written_as_it_was_looked_at(
    suffix: str, write: Writer, name: str, make: Callable[[], Table]
) -> None:
    assert write(make()) == (REFERENCE / f"{name}.{suffix}").read_text(encoding="utf-8")


def test_the_classic_answer_comes_out_line_for_line() -> None:
    lines = write_markdown(read_table(LASAGNE)).splitlines()
    assert lines[4:13] == [
        "| 0 | input | 1×28×28 | 0 |",
        "| 1 | conv2d1 | (28 − 5)/1 + 1 = 24 → 32×24×24 | (5·5·1 + 1)·32 = 832 |",
        "| 2 | maxpool1 | (24 − 2)/2 + 1 = 12 → 32×12×12 | 0 |",
        "| 3 | conv2d2 | (12 − 3)/1 + 1 = 10 → 32×10×10 | (3·3·32 + 1)·32 = 9,248 |",
        "| 4 | maxpool2 | (10 − 2)/2 + 1 = 5 → 32×5×5 | 0 |",
        "| 5 | dense | 256 | (32·5·5 + 1)·256 = 205,056 |",
        "| 6 | output | 10 | (256 + 1)·10 = 2,570 |",
        "| | **Total** | | **217,706** |",
        "",
    ]
    assert "832 + 9,248 + 205,056 + 2,570 = 217,706" in lines[13]


@given(networks())
def test_the_addends_come_to_the_total(of: Network) -> None:
    sheet = make_sheet(Table(of, analyse(of)))
    assert sum(int(addend.replace(",", "")) for addend in sheet.addends) == sheet.learnable


@given(networks())
def test_every_sign_of_a_sheet_is_explained_and_no_other(of: Network) -> None:
    sheet = make_sheet(Table(of, analyse(of)))
    equations = [each for row in sheet.rows for each in (*row.sizes, *([row.parameters] if row.parameters else []))]
    used = {piece.text.partition("_")[0] for each in equations for piece in each.inline_symbols if piece.is_symbol}
    explained = sheet.signs.partition(". Below them: ")[0].removeprefix("Signs: ").rstrip(".")
    assert {part.partition(" = ")[0] for part in explained.split("; ") if part} == used


def test_a_sign_is_explained_by_its_setting_and_what_stands_below_it_too() -> None:
    made = table(
        image(3, 8, 8), layer("Conv2d", "c", out_channels=8, kernel_size=3), layer("Linear", "d", out_features=5)
    )
    assert make_sheet(made).signs == (
        "Signs: n = size of the input along an axis; k = kernel size; s = stride; C = channels; H = height; W = width; "
        "F = features. Below them: in, out = of the input, of the output; h, w = along height, width."
    )
    assert make_sheet(table(image(3, 8, 8))).signs == ""


@given(networks())
def test_a_table_in_markdown_has_a_line_a_layer_and_as_many_cells_in_each(of: Network) -> None:
    lines = write_markdown(Table(of, analyse(of))).splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    assert len(rows) == len(of) + 3
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no pdflatex: apt install texlive-latex-recommended")
@pytest.mark.parametrize("make", [awkward, lambda: read_table(EXAMPLES[0])])
def test_latex_compiles_as_it_is(tmp_path: Path, make: Callable[[], Table]) -> None:
    (tmp_path / "sheet.tex").write_text(write_latex(make()), encoding="utf-8")
    run = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "sheet.tex"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    assert b"Overfull" not in done.stdout
    assert (tmp_path / "sheet.pdf").stat().st_size > 10_000


def _lacks(engine: str) -> str:
    """Say what an engine lacks to load fonts by their names; empty where it lacks nothing."""
    if not shutil.which(engine) or not shutil.which("kpsewhich"):
        return f"no {engine}: apt install texlive-xetex texlive-luatex"
    wanted = "luaotfload.sty" if engine == "lualatex" else "fontspec.sty"
    look = ["kpsewhich", wanted]
    found = subprocess.run(look, capture_output=True, check=False)
    return "" if found.returncode == 0 else f"{engine} has no {wanted}: apt install texlive-luatex"


@pytest.mark.parametrize("engine", ["lualatex", "xelatex"])
@pytest.mark.parametrize("target", ["latex", "latex-table"])
def test_names_beyond_latin_come_out_where_an_engine_loads_fonts(tmp_path: Path, engine: str, target: str) -> None:
    if _lacks(engine):
        pytest.skip(_lacks(engine))
    made = table(image(3, 8, 8, name="Слой Δ"), layer("BatchNorm", "层 Größe"), layer("Flatten", "🙂"))
    (tmp_path / "sheet.tex").write_text(TEXT_EXPORTS[target](made), encoding="utf-8")
    run = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "sheet.tex"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    log = (tmp_path / "sheet.log").read_text(encoding="utf-8", errors="replace")
    assert "Missing character" not in log
    assert "Overfull" not in log


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _in_a_browser(folder: Path, page: str) -> str:
    (folder / "sheet.html").write_text(page, encoding="utf-8")
    alone = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
    home = f"--user-data-dir={folder / 'browser'}"
    run = [str(CHROMIUM), *alone, home, "--dump-dom", (folder / "sheet.html").as_uri()]
    return subprocess.run(run, capture_output=True, check=True, timeout=60).stdout.decode()


@pytest.mark.skipif(CHROMIUM is None, reason="no browser: apt install chromium")
def test_html_opens_in_a_browser_and_shows_the_formulas(tmp_path: Path) -> None:
    shown = _in_a_browser(tmp_path, write_html(awkward()))
    assert shown.count("<mfrac>") > 5
    assert "in*put_|#$%^&amp;~{}&lt;\\&gt;" in shown


@pytest.mark.skipif(CHROMIUM is None, reason="no browser: apt install chromium")
def test_the_table_in_html_opens_in_a_browser_with_its_subtotals(tmp_path: Path) -> None:
    shown = _in_a_browser(tmp_path, TEXT_EXPORTS["html-table"](blocks()))
    assert shown.count("<tr") == 1 + 7 + 2 + 1
    assert "=1+1|&lt;b&gt;&amp;" in shown


@pytest.mark.parametrize("target", ["html", "html-table"])
def test_html_fetches_nothing(target: str) -> None:
    page = TEXT_EXPORTS[target](awkward())
    assert not re.search(r"(src|href|@import|url\()", page)
