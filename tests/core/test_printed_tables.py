"""The table alone, in every format: with the columns that are chosen, subtotals of blocks, and nothing that runs."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given

from core.analysis import analyse
from core.commands import read_table, table_options
from core.export import SEPARATED, TABLE_EXPORTS
from core.export.columns import CHOICE, TableOptions, columns_named
from core.network import Network
from core.problems import Refusal
from core.table import Table
from tests.core.helpers import LASAGNE, REFERENCE, image, layer, table
from tests.core.program import FAILED, strata
from tests.core.strategies import networks

SUFFIXES = {
    "csv": "csv",
    "tsv": "tsv",
    "spreadsheet": "spreadsheet.csv",
    "text": "txt",
    "markdown-table": "table.md",
    "latex-table": "table.tex",
    "html-table": "table.html",
}


def blocks() -> Table:
    """Make a network with blocks within blocks, a branch, what is not learnable, and a name that would run."""
    return table(
        image(3, 32, 32),
        layer("Conv2d", "stem/conv", out_channels=8, kernel_size=3, padding=1),
        layer("BatchNorm", "stem/norm"),
        layer("Conv2d", "stage/a/conv", out_channels=8, kernel_size=3, padding=1, bias=False),
        layer("Conv2d", "stage/b/conv", out_channels=8, kernel_size=1),
        layer("Add", "stage/add", inputs=["stage/b/conv", "stem/norm"]),
        layer("Linear", "=1+1|<b>&", out_features=10),
    )


def test_every_format_of_the_table_has_its_golden_files() -> None:
    assert set(TABLE_EXPORTS) == set(SUFFIXES)


@pytest.mark.parametrize("target", SUFFIXES)
@pytest.mark.parametrize("name", ["lasagne-mnist", "blocks"])
def test_the_table_is_written_as_it_was_looked_at(target: str, name: str) -> None:
    made = blocks() if name == "blocks" else read_table(LASAGNE)
    assert TABLE_EXPORTS[target](made).encode() == (REFERENCE / f"{name}.{SUFFIXES[target]}").read_bytes()


@pytest.mark.parametrize("target", SUFFIXES)
def test_columns_come_as_they_were_chosen(target: str) -> None:
    options = table_options(target, "parameters, Layer,output", None)
    text = TABLE_EXPORTS[target](read_table(LASAGNE), options=options).replace(r"$\times$", "x").replace("×", "x")
    assert "5x5, 32 channels" not in text
    assert "Convolution" not in text
    assert text.index("832") < text.index("conv2d1") < text.index("32x24x24")


@pytest.mark.parametrize("column", CHOICE, ids=lambda column: column.key)
def test_every_column_can_stand_alone_in_every_format(column: object) -> None:
    for target in TABLE_EXPORTS:
        assert TABLE_EXPORTS[target](blocks(), options=TableOptions((column,)))  # type: ignore[arg-type]


@given(networks())
def test_a_table_with_separators_has_as_many_cells_in_each_line(of: Network) -> None:
    made = Table(of, analyse(of))
    for target, separator in (("csv", ","), ("tsv", "\t"), ("spreadsheet", ",")):
        lines = list(csv.reader(io.StringIO(TABLE_EXPORTS[target](made), newline=""), delimiter=separator))
        assert len({len(line) for line in lines}) == 1


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    for target in ("csv", "tsv", "spreadsheet"):
        cells = [cell for line in TABLE_EXPORTS[target](blocks()).splitlines() for cell in re.split("[,\t]", line)]
        assert not [cell for cell in cells if cell.strip('"').startswith("=")]


def test_a_spreadsheet_has_its_mark_and_the_separator_that_is_asked_for() -> None:
    text = TABLE_EXPORTS["spreadsheet"](read_table(LASAGNE), options=table_options("spreadsheet", "name,output", ";"))
    assert text.splitlines()[0] == "\ufeffLayer;Output"


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ("name,size", 'There is no column "size"; there are index, name, type'),
        ("name,Layer", "The column name is named twice."),
        ("", 'There is no column ""; there are index'),
    ],
)
def test_columns_that_are_unknown_or_twice_are_refused(columns: str, fault: str) -> None:
    with pytest.raises(Refusal) as refused:
        columns_named(columns)
    assert str(refused.value).startswith(fault)


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (["--to", "html", "--columns", "name"], "--columns is for tables ("),
        (["--to", "tsv", "--separator", ";"], f"--separator is for tables ({', '.join(SEPARATED)}), not for tsv"),
        (["--to", "csv", "--separator", "|"], "A separator is one of comma, semicolon, tab, or the sign itself."),
        (["--to", "pdf", "--columns", "name"], "--columns is for tables, not for pdf"),
    ],
)
def test_a_wrong_call_is_one_sentence(call: list[str], complaint: str) -> None:
    done = strata("export", LASAGNE, *call)
    assert (done.returncode, done.stdout) == (FAILED, b"")
    assert done.stderr.decode().startswith(f"strata: {complaint}")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no pdflatex: apt install texlive-latex-recommended")
def test_the_table_in_latex_compiles_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "table.tex").write_text(TABLE_EXPORTS["latex-table"](blocks()), encoding="utf-8")
    run = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "table.tex"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    assert b"Overfull" not in done.stdout
