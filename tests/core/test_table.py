"""The table: its cells, its totals, and the CSV and the text that are made of it."""

import csv
import io

import pytest
from hypothesis import given

from core.analysis import analyse
from core.export import TEXT_EXPORTS
from core.export.csv_table import write_csv
from core.export.terminal import terminal_text
from core.export.text_table import write_text
from core.files import read_network
from core.network import Network
from core.table import FILE_COLUMNS, Table, totals_text
from tests.core.evaluate import holds
from tests.core.helpers import LASAGNE, REFERENCE, image, layer, table
from tests.core.strategies import networks

HEADER = (
    "index,name,type,inputs,output_shape,size_derivation,parameters,non_trainable,parameter_derivation,macs,"
    "receptive_field,problem"
)


def lasagne() -> Table:
    read = read_network(LASAGNE)
    return Table(read, analyse(read))


def rows(of: Table) -> list[dict[str, str]]:
    """Read the CSV of a table as a spreadsheet does; the last row is the total."""
    return list(csv.DictReader(io.StringIO(write_csv(of), newline=""), strict=True))


def broken() -> Table:
    """Give a network with a join, a problem, layers that wait for it, and weights that are not learned."""
    return table(
        image(3, 16, 16),
        layer("Conv2d", "conv", out_channels=8, kernel_size=[3, 5], stride=2, padding=1),
        layer("BatchNorm", "norm"),
        layer("Add", "join", inputs=["norm", "conv"]),
        layer("MaxPool2d", "pool", kernel_size=9),
        layer("Linear", "dense", out_features=10),
        layer("Concatenate", "wide", inputs=["join", "conv"]),
    )


@pytest.mark.parametrize(("name", "write"), [("lasagne-mnist.csv", write_csv), ("lasagne-mnist.txt", write_text)])
def test_the_lasagne_example_is_written_as_it_was(name: str, write: object) -> None:
    assert callable(write)
    assert write(lasagne()).encode() == (REFERENCE / name).read_bytes()


@pytest.mark.parametrize(("name", "write"), [("broken.csv", write_csv), ("broken.txt", write_text)])
def test_a_network_with_a_problem_is_written_as_it_was(name: str, write: object) -> None:
    assert callable(write)
    assert write(broken()).encode() == (REFERENCE / name).read_bytes()


def test_the_csv_has_its_header_lines_of_crlf_and_a_total() -> None:
    text = write_csv(lasagne())
    assert text.startswith(HEADER + "\r\n")
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == 9
    assert text.splitlines()[-1] == ",Total,,,,,217706,0,,1589760,,"


def test_an_empty_network_has_a_header_and_a_total() -> None:
    assert write_csv(table()) == f"{HEADER}\r\n,Total,,,,,0,0,,0,,\r\n"


def test_csv_is_a_format_of_the_command_line() -> None:
    assert TEXT_EXPORTS["csv"] is write_csv


def test_cells_that_cannot_be_known_are_empty_and_totals_count_what_is_known() -> None:
    *layers, total = rows(broken())
    assert [row["parameters"] for row in layers] == ["0", "368", "16", "0", "", "", "0"]
    for row in layers[4:6]:
        assert {key for key, cell in row.items() if cell} <= {"index", "name", "type", "inputs", "problem"}
    assert (total["parameters"], total["non_trainable"]) == ("384", "16")
    assert [bool(row["problem"]) for row in layers] == [False] * 4 + [True, False, False]


@given(networks())
def test_every_row_of_the_csv_adds_up(network: Network) -> None:
    made = Table(network, analyse(network))
    *layers, total = rows(made)
    assert len(layers) == len(network)
    for key in ("parameters", "non_trainable", "macs"):
        assert int(total[key]) == sum(int(row[key]) for row in layers if row[key])
    for number, row in enumerate(layers):
        assert row["index"] == str(number)
        assert bool(row["output_shape"]) == bool(row["parameters"]) == bool(row["macs"])
        for equation in [*row["size_derivation"].split("; "), row["parameter_derivation"]]:
            assert not equation or holds(equation)
        if row["parameter_derivation"]:
            assert row["parameter_derivation"].endswith(f" = {row['parameters']}")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_name_that_a_spreadsheet_would_run_is_text(start: str) -> None:
    first, second, _ = rows(table(image(4, name=start), layer("Dropout", "drop", inputs=[start])))
    assert first["name"] == f"'{start}"
    assert second["inputs"] == f"'{start}"


@pytest.mark.parametrize("name", ["a=b", "'a", "1+1", "a,b", 'a"b', "a;b", "层", " a"])
def test_any_other_name_stands_as_it_is(name: str) -> None:
    assert rows(table(image(4, name=name)))[0]["name"] == name


def test_inputs_are_joined_and_the_implied_one_is_named() -> None:
    made = table(image(4), layer("Dropout", "a"), layer("Add", "sum", inputs=["a", "image"]), image(4, name="other"))
    assert [row["inputs"] for row in rows(made)] == ["", "image", "a;image", "", ""]


def test_counts_beyond_64_bits_are_written_in_full() -> None:
    million = 1_000_000
    made = table(image(10 * million, million, million, million), layer("Linear", "dense", out_features=10 * million))
    _, dense, total = rows(made)
    count = (10_000_000 * million**3 + 1) * 10_000_000
    assert dense["parameters"] == total["parameters"] == str(count)
    assert f"{count:,} parameters" in totals_text(made)
    assert f"{count:,}" in write_text(made)


def test_a_vector_and_a_volume_are_written_as_files_and_as_people_have_them() -> None:
    made = table(image(3, 8, 9), layer("Linear", "dense", out_features=1234))
    shape = next(column for column in FILE_COLUMNS if column.key == "output_shape")
    assert [shape.plain(made, row) for row in range(2)] == ["3x8x9", "1234"]
    assert [shape.shown(made, row) for row in range(2)] == ["3×8×9", "1234"]


def test_a_row_says_which_layer_it_waits_for() -> None:
    made = broken()
    assert [made.waiting_text(row) for row in range(7)] == ["", "", "", "", "", "waits for pool", ""]
    assert [bool(made.problem_text(row)) for row in range(7)] == [False] * 4 + [True, False, False]


def test_totals_are_said_in_short_phrases() -> None:
    assert totals_text(lasagne()) == [
        "7 layers",
        "217,706 parameters",
        "1,589,760 multiply–accumulates",
        "no problems",
    ]
    assert totals_text(broken()) == [
        "7 layers",
        "≥ 384 parameters",
        "and 16 not learnable",
        "≥ 20,160 multiply–accumulates",
        "2 layers unknown",
        "1 problem",
    ]
    assert totals_text(table(image(1), layer("Linear", "x", out_features=1, bias=False))) == [
        "2 layers",
        "1 parameter",
        "1 multiply–accumulate",
        "no problems",
    ]


def test_the_columns_of_the_text_stand_below_each_other() -> None:
    lines = write_text(broken()).splitlines()
    assert len({len(line) for line in lines if set(line) == {"-"}}) == 1
    title = lines[0].index("Parameters") + len("Parameters")
    assert lines[3][:title].endswith("368")
    assert lines[-1][:title].endswith("384")


def test_long_cells_are_cut_in_the_text_and_stay_one_line() -> None:
    text = write_text(table(image(4, name="x" * 100), layer("Dropout", "y" * 90)))
    assert "x" * 39 + "…" in text
    assert max(map(len, text.splitlines())) < 140


def test_what_would_steer_a_terminal_is_written_as_an_escape() -> None:
    assert terminal_text("a\x1b[31m\u202eb é") == "a\\u001b[31m\\u202eb é"
    assert "\u202e" not in write_text(table(image(4, name="a\u202eb")))
