"""Reading documents: what is taken, and what is refused with its place."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.files import MOST_BYTES, FileError, parse_network, read_network, write_network
from core.network import Network
from tests.core.helpers import LASAGNE, document, image, inputs_of, layer, names, network
from tests.core.strategies import networks

HEAD = '{"format": "strata", "version": 1, "layers": ['


def refusal(data: bytes | str) -> str:
    with pytest.raises(FileError) as refused:
        parse_network(data.encode() if isinstance(data, str) else data)
    message = str(refused.value)
    assert "\n" not in message
    assert len(message) < 500
    return message


def complaint(data: bytes) -> str:
    """Say why a document is refused; empty where it is read. Any other exception is for the test to fail with."""
    try:
        parse_network(data)
    except FileError as error:
        return str(error)
    return ""


def as_written(of: Network) -> list[object]:
    """Tell networks apart by all but the ids of their layers."""
    rows = range(len(of))
    return [of.name, *((of.layers[row].name, of.layers[row].kind, inputs_of(of, of.layers[row].name)) for row in rows)]


@given(networks())
def test_what_is_written_is_read_as_the_same_network(before: Network) -> None:
    data = write_network(before)
    after = parse_network(data)
    assert as_written(after) == as_written(before)
    assert write_network(after) == data


def test_a_document_is_written_with_one_line_a_layer_and_without_defaults() -> None:
    assert write_network(read_network(LASAGNE)).decode() == LASAGNE.read_text(encoding="utf-8")


def test_a_document_with_everything_is_written_as_it_was_read() -> None:
    text = """{
  "format": "strata",
  "version": 1,
  "layers": [
    {"type": "Input", "name": "Bild “é”", "shape": [3, 8, 8]},
    {"type": "Conv2d", "name": "a", "out_channels": 3, "kernel_size": [3, 1], "padding": [[0, 1], [2, 2]]},
    {"type": "MaxPool2d", "name": "b", "kernel_size": [3, 3], "stride": [1, 1], "padding": "same", "inputs": []},
    {"type": "Dropout", "name": "c", "p": 0.25, "inputs": ["nobody", "a"]}
  ]
}
"""
    assert write_network(parse_network(text.encode())).decode() == text


def test_an_empty_document_has_no_layers() -> None:
    assert len(parse_network(document([]))) == 0
    assert parse_network(write_network(Network(name="Empty"))).name == "Empty"


def test_a_byte_order_mark_is_read_over() -> None:
    assert len(parse_network(b"\xef\xbb\xbf" + LASAGNE.read_bytes())) == 7


def test_a_reading_keeps_what_it_names() -> None:
    read = network(image(3), layer("Add", "sum", inputs=["image", "image"]), layer("Dropout", "drop", inputs=["sum"]))
    assert inputs_of(read, "sum") == ("image", "image")
    assert inputs_of(read, "drop") == ("sum",)


@pytest.mark.parametrize(
    "data",
    [
        LASAGNE.read_text(encoding="utf-8").encode("utf-16"),
        LASAGNE.read_text(encoding="utf-8").encode("utf-32"),
        document([image(1, name="x")]).replace(b"x", "é".encode("latin-1")),
        b"\xef\xbb\xbf\xff",
        b"\x80",
    ],
)
def test_another_encoding_is_refused(data: bytes) -> None:
    assert refusal(data).startswith("is not UTF-8 text (byte ")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "is not valid JSON: Expecting value, line 1, column 1"),
        ("{}}", "is not valid JSON: Extra data, line 1, column 3"),
        ('{"format":\n "strata",}', "is not valid JSON: Expecting property name enclosed in double quotes, line 2"),
        ('{"format": "str\nata"}', "is not valid JSON: Invalid control character at, line 1, column 16"),
        ("\ufeff\ufeff{}", "is not valid JSON: Unexpected UTF-8 BOM"),
        ("[" * 100_000, "is not valid JSON for a document: it is nested too deeply"),
        ("[]", "the document: must be an object, got []"),
        ("null", "the document: must be an object, got null"),
        ("NaN", "the document: must be an object, got NaN"),
        ("{}", "format: is missing"),
        ('{"format": "strata"}', "version: is missing"),
        ('{"format": "strata", "version": 1}', "layers: is missing"),
        ('{"format": "Strata", "version": 1, "layers": []}', 'format: must be "strata", got "Strata"'),
        ('{"format": "strata", "version": 2, "layers": []}', "version: 2 is newer than this program"),
        ('{"format": "strata", "version": 0, "layers": []}', "version: must be 1, got 0"),
        ('{"format": "strata", "version": true, "layers": []}', "version: must be 1, got true"),
        ('{"format": "strata", "version": 1.0, "layers": []}', "version: must be 1, got 1.0"),
        ('{"format": "strata", "version": "1", "layers": []}', 'version: must be 1, got "1"'),
        ('{"format": "strata", "version": 1, "layers": {}}', "layers: must be a list, got an object"),
        (
            '{"format": "strata", "version": 1, "layers": [], "zoom": 2}',
            "zoom: is not known; there are format, version",
        ),
        ('{"format": "strata", "version": 1, "version": 1, "layers": []}', "version: stands twice in one object"),
        ('{"format": "strata", "version": 1, "layers": [], "name": 3}', "name: must be a text without control"),
        ('{"format": "strata", "version": 1, "layers": [], "name": "a\\nb"}', "name: must be a text without control"),
        ('{"format": "strata", "version": 1, "layers": [], "name": "\\ud800"}', "name: must be a text without control"),
    ],
)
def test_what_is_wrong_in_a_document_is_named(data: str, message: str) -> None:
    assert refusal(data).startswith(message)


def conv(**fields: object) -> dict[str, object]:
    return {"type": "Conv2d", "name": "conv", "out_channels": 8, "kernel_size": 3, **fields}


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (3, "layers[1]: must be an object, got 3"),
        ({"name": "x"}, "layers[1].type: is missing"),
        ({"type": "Flatten"}, "layers[1].name: is missing"),
        ({"type": "Conv4d", "name": "x"}, 'layers[1].type: "Conv4d" is not a kind of layer'),
        ({"type": 3, "name": "x"}, "layers[1].type: 3 is not a kind of layer"),
        ({"type": ["Conv2d"], "name": "x"}, 'layers[1].type: ["Conv2d"] is not a kind of layer'),
        (conv(name="image"), 'layers[1].name: "image" is used twice'),
        (conv(name=""), "layers[1].name: must be a text of 1 to 100 characters"),
        (conv(name="x" * 101), "layers[1].name: must be a text of 1 to 100 characters, not of 101"),
        (conv(name="a\nb"), "layers[1].name: must be a text of 1 to 100 characters"),
        (conv(name=None), "layers[1].name: must be a text of 1 to 100 characters"),
        (conv(name="\ud800"), "layers[1].name: must be a text of 1 to 100 characters"),
        (conv(filters=3), "layers[1].filters: is not a setting of Conv2d, which has out_channels,"),
        (conv(cls=3), "layers[1].cls: is not a setting of Conv2d, which has"),
        (conv(self=3), "layers[1].self: is not a setting of Conv2d, which has"),
        (conv(**{"a\u202eb": 3}), "layers[1].a\\u202eb: is not a setting of Conv2d"),
        (conv(**{"": 3}), 'layers[1]."": is not a setting of Conv2d'),
        ({"type": "Conv2d", "name": "x"}, "layers[1].out_channels: is missing; it must be a whole number from 1 to"),
        (conv(kernel_size=0), "layers[1].kernel_size: must be a whole number from 1 to 10,000"),
        (conv(kernel_size=[3]), "layers[1].kernel_size: must be a whole number from 1 to 10,000"),
        (conv(out_channels=True), "layers[1].out_channels: must be a whole number from 1 to 10,000,000, got true"),
        (conv(out_channels=3.0), "layers[1].out_channels: must be a whole number from 1 to 10,000,000, got 3.0"),
        (conv(stride=None), "layers[1].stride: must be a whole number from 1 to 10,000"),
        (conv(padding="full"), 'layers[1].padding: must be "same", "valid" or'),
        (conv(bias=1), "layers[1].bias: must be true or false, got 1"),
        (conv(inputs="image"), 'layers[1].inputs: must be a list of names, got "image"'),
        (conv(inputs=None), "layers[1].inputs: must be a list of names, got null"),
        (conv(inputs=["image", 0]), "layers[1].inputs[1]: must be a text of 1 to 100 characters"),
        (conv(inputs=[""]), "layers[1].inputs[0]: must be a text of 1 to 100 characters"),
    ],
)
def test_what_is_wrong_in_a_layer_is_named_with_its_place(item: object, message: str) -> None:
    assert refusal(document([image(1, 9, 9), item])).startswith(message)


@pytest.mark.parametrize(
    ("value", "given"),
    [
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("-Infinity", "-Infinity"),
        ("1e999", "1e999"),
        ("1e2", "100.0"),
        ("-0.0", "-0.0"),
        ("9" * 30, "9" * 30),
        ("9" * 5_000, "a number of 5,000 characters"),
        ("9" * 5_000 + ".5", "a number of 5,002 characters"),
        ("-" + "9" * 5_000, "a number of 5,001 characters"),
        ("[[[[[[[[]]]]]]]]", "[[[[…]]]]"),
        ('{"a": 1}', "an object"),
        ('{"a": 1, "a": 2}', "an object"),
    ],
)
@pytest.mark.parametrize("field", ["out_channels", "kernel_size"])
def test_a_number_that_is_none_of_ours_is_refused_where_it_stands(field: str, value: str, given: str) -> None:
    other = "kernel_size" if field == "out_channels" else "out_channels"
    text = f'{HEAD}{{"type": "Conv2d", "name": "x", "{other}": 1, "{field}": {value}}}]}}'
    message = refusal(text)
    assert message.startswith(f"layers[0].{field}: must be a whole number from 1 to 10,000")
    assert message.endswith(f", got {given}")


@pytest.mark.parametrize("value", ["NaN", "1e999", "1.5", "-1e-9", "true"])
def test_a_probability_that_is_none_is_refused(value: str) -> None:
    text = f'{HEAD}{{"type": "Dropout", "name": "x", "p": {value}}}]}}'
    assert refusal(text).startswith("layers[0].p: must be a number from 0 to 1, got ")


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ('{"type": "Flatten", "name": "x", "name": "y"}', "layers[0].name"),
        ('{"type": "Flatten", "type": "Flatten", "name": "x"}', "layers[0].type"),
        ('{"type": "Dropout", "name": "x", "p": 0.5, "p": 0.5}', "layers[0].p"),
        ('{"type": "Dropout", "name": "x", "q": 1, "q": 1}', "layers[0].q"),
    ],
)
def test_a_key_that_stands_twice_is_refused_where_it_stands(item: str, place: str) -> None:
    assert refusal(f"{HEAD}{item}]}}") == f"{place}: stands twice in one object"


@pytest.mark.parametrize("depth", [50, 300, 450, 900, 5_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_a_document_that_is_nested_deeply_is_refused(depth: int, opening: str, closing: str) -> None:
    text = f'{HEAD}{{"type": "Input", "name": "x", "shape": {opening * depth}1{closing * depth}}}]}}'
    message = refusal(text)
    assert message.startswith(("layers[0].shape: must be a list", "is not valid JSON for a document: it is nested"))


def test_a_document_that_was_cut_off_is_refused_wherever_that_was() -> None:
    data = LASAGNE.read_bytes().rstrip()
    for length in range(len(data)):
        assert refusal(data[:length]).startswith("is not valid JSON: ")
    assert len(parse_network(data)) == 7


@given(st.data())
def test_a_damaged_document_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    damaged = bytearray(LASAGNE.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=2) | JSON_BITS)
    assert "\n" not in complaint(bytes(damaged))


JSON_BITS = st.sampled_from([b"[", b"]", b"{", b"}", b'"', b",", b":", b"1", b"-", b"1e9", b"null", b"true", b'"a"'])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(max_size=5), parts, max_size=4),
    max_leaves=8,
)


@given(JSON, st.sampled_from(["document", "layers", "layer", "name", "inputs", "shape", "type"]))
def test_any_json_in_any_place_is_read_or_refused(value: object, place: str) -> None:
    fields = {"type": "Input", "name": "x", "shape": [3], **({place: value} if place != "layer" else {})}
    items = value if place == "layers" else [value if place == "layer" else fields]
    whole = value if place == "document" else {"format": "strata", "version": 1, "layers": items}
    assert "\n" not in complaint(json.dumps(whole).encode())


def test_a_document_holds_100_000_layers_and_no_more() -> None:
    items = [{"type": "Flatten", "name": str(number)} for number in range(100_001)]
    assert len(parse_network(document(items[:-1]))) == 100_000
    assert refusal(document(items)) == "layers: must be at most 100,000 layers, got 100,001"


def test_a_file_holds_64_mebibytes_and_no_more(tmp_path: Path) -> None:
    file = tmp_path / "large.strata"
    data = document([])
    file.write_bytes(data + b" " * (MOST_BYTES - len(data)))
    assert len(read_network(file)) == 0
    with file.open("ab") as more:
        more.write(b" ")
    with pytest.raises(FileError, match=r"^is larger than 64 MiB"):
        read_network(file)


def test_names_may_be_of_any_script() -> None:
    assert names(parse_network(document([image(1, name="层 🙂")]))) == ["层 🙂"]


def test_a_document_of_millions_of_parts_is_refused_before_they_fill_the_memory() -> None:
    with pytest.raises(FileError, match=r"more than 4,000,000 parts"):
        parse_network(b"[" + b"0," * 4_000_001 + b"0]")
