"""Documents as bytes: reading with every check, and writing."""

import contextlib
import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from core.kinds import Kind, catalogue
from core.language import group, listed, tr
from core.names import check_name, is_plain_text
from core.network import Layer, LayerId, Network, Reference, new_layer_id
from core.problems import Refusal
from core.progress import UNWATCHED, WHOLE, Progress
from core.records import replace
from core.settings import SettingError, describe_given
from core.writing import FileError as FileError  # noqa: PLC0414  (who reads files catches it)
from core.writing import FileMark, make_mark, reason, write_whole

if TYPE_CHECKING:
    from pathlib import Path  # its import takes a twentieth of the time of a table

FORMAT = "strata"
VERSION = 1
MOST_LAYERS = 100_000
MOST_BYTES = 64 * 2**20
MOST_PARTS = 4_000_000
"""Entries of lists and objects; more of them would fill the memory before the first one is looked at."""
_PARSED = 200
"""So many thousandths of the work of reading are done when the JSON is taken apart."""
_REPORTED = 256
_MOST_DIGITS = 30
"""No number of a document is longer; a longer one is not converted at all."""
_LONG_NUMBER = re.compile(rf"[0-9]{{{_MOST_DIGITS + 1}}}")
_ALL_ZEROS = str.maketrans("123456789", "0" * 9)


class _Refused(Exception):
    """Raised inside the reader for what is wrong in a document; the message begins with the place."""


class _Unreadable:
    """A JSON number that is none for us, kept until its place is known."""

    def __init__(self, text: str) -> None:
        self.text = text if len(text) <= 20 else tr("a number of {count} characters", count=group(len(text)))

    def __str__(self) -> str:
        return self.text


class _RepeatedKey(dict[str, object]):
    """An object in which a key stands twice, kept until its place is known."""

    repeated: str


def read_network(path: "str | Path", progress: Progress = UNWATCHED) -> Network:
    """Read a document.

    Raises FileError for a file that cannot be read or is no document; nothing half-read is given.
    """
    return parse_network(_read_bytes(path)[0], progress)


def read_marked(path: "Path", progress: Progress = UNWATCHED) -> tuple[Network, FileMark]:
    """Read a document as `read_network` does, with the mark of what was read: a change since shows against it."""
    data, found = _read_bytes(path)
    mark = make_mark(found, data)
    return parse_network(data, progress), mark


def _read_bytes(path: "str | Path") -> tuple[bytes, os.stat_result]:
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            found = os.fstat(file.fileno())  # before the content, so that whoever writes meanwhile is noticed
            if not stat.S_ISREG(found.st_mode):
                raise FileError(tr("is not a file"))
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise FileError(tr("cannot be read: {reason}", reason=reason(error))) from None
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 2**20
        raise FileError(tr("is larger than {most} MiB, the most that a document may have", most=most))
    return data, found


def _open_at_once(path: str, flags: int) -> int:
    # Not blocking, so that a pipe without a writer is refused instead of waited for.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def parse_network(data: bytes, progress: Progress = UNWATCHED) -> Network:
    """Read a document from its bytes; raises FileError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(tr("is not UTF-8 text (byte {byte})", byte=group(error.start))) from None
    del data  # as large as the text, and a document may be large
    try:
        return _network(_parse_json(text, progress.part(0, _PARSED)), progress.part(_PARSED, WHOLE))
    except _Refused as error:
        raise FileError(str(error)) from None


def parse_part(text: str, progress: Progress = UNWATCHED) -> Network:
    """Read a document, or a part of one: a list of layers, one layer, or lines of layers; raises FileError."""
    text = text.strip().rstrip(",")
    try:
        part = _parse_json_part(text, progress.part(0, _PARSED))
        return _network(_whole_document(part), progress.part(_PARSED, WHOLE))
    except _Refused as error:
        raise FileError(str(error)) from None


def _parse_json_part(text: str, progress: Progress) -> object:
    try:
        return _parse_json(text, progress)
    except _Refused:
        # Lines that were copied out of a document are layers with commas between them.
        with contextlib.suppress(_Refused):
            return _parse_json(f"[{text}]", progress)
        raise


def _whole_document(part: object) -> object:
    """Give a document around a part that is none."""
    layers = [part] if isinstance(part, dict) and "type" in part else part
    return {"format": FORMAT, "version": VERSION, "layers": layers} if isinstance(layers, list) else part


def _parse_json(text: str, progress: Progress) -> object:
    if text.count(",") > MOST_PARTS:
        most = {"parts": group(MOST_PARTS), "layers": group(MOST_LAYERS)}
        raise _Refused(tr("has more than {parts} parts, far more than {layers} layers can have", **most))
    try:
        return json.loads(
            text,
            object_pairs_hook=_object_taker(progress, text.count("{")),
            parse_constant=_Unreadable,
            parse_int=_integer if _has_long_number(text) else None,  # Python's own way is the quicker one
            parse_float=_fraction,
        )
    except json.JSONDecodeError as error:
        place = {"fault": error.msg, "line": group(error.lineno), "column": group(error.colno)}
        raise _Refused(tr("is not valid JSON: {fault}, line {line}, column {column}", **place)) from None
    except RecursionError:
        raise _Refused(tr("is not valid JSON for a document: it is nested too deeply")) from None


def _has_long_number(text: str) -> bool:
    if text.isascii():  # as nearly every document is; looking for one text is much quicker than for a pattern
        return "0" * (_MOST_DIGITS + 1) in text.translate(_ALL_ZEROS)
    return _LONG_NUMBER.search(text) is not None


def _object_taker(progress: Progress, expected: int) -> Callable[[list[tuple[str, object]]], dict[str, object]]:
    """Give what makes the objects of one document; it stops long before millions of layers fill the memory."""
    numbers = count(1)

    def take(pairs: list[tuple[str, object]]) -> dict[str, object]:
        # The document itself is one more, and so many layers as to be one too many are still counted.
        number = next(numbers)
        if not number % _REPORTED:
            progress.report(number, expected)
        if number > MOST_LAYERS + 2:
            raise _Refused(_at("layers", tr("must be at most {most} layers, got more", most=group(MOST_LAYERS))))
        result = dict(pairs)
        return result if len(result) == len(pairs) else _with_repeated(pairs)

    return take


def _with_repeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    marked = _RepeatedKey(pairs)
    seen: set[str] = set()
    marked.repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return marked


def _integer(digits: str) -> object:
    return int(digits) if len(digits) <= _MOST_DIGITS else _Unreadable(digits)


def _fraction(digits: str) -> object:
    value = float(digits)
    return value if abs(value) != float("inf") else _Unreadable(digits)


def _network(document: object, progress: Progress) -> Network:
    fields = _checked_object(document, "", ("format", "version", "layers"), ("name",))
    if fields["format"] != FORMAT:
        raise _Refused(_at("format", _must_be(f'"{FORMAT}"', fields["format"])))
    _check_version(fields["version"])
    name = fields.get("name", "")
    if not isinstance(name, str) or not is_plain_text(name):
        allowed = tr("a text without control characters or line breaks")
        raise _Refused(_at("name", _must_be(allowed, name)))
    items = fields["layers"]
    if not isinstance(items, list):
        raise _Refused(_at("layers", _must_be(tr("a list"), items)))
    if len(items) > MOST_LAYERS:
        most = {"most": group(MOST_LAYERS), "given": group(len(items))}
        raise _Refused(_at("layers", tr("must be at most {most} layers, got {given}", **most)))
    return Network(_layers(items, progress), name)


def _check_version(version: object) -> None:
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise _Refused(_at("version", _must_be(str(VERSION), version)))
    if version > VERSION:
        newer = tr("{given} is newer than this program, which reads version {known}", given=version, known=VERSION)
        raise _Refused(_at("version", newer))


def _layers(items: list[object], progress: Progress) -> tuple[Layer, ...]:
    known: dict[str, object] = {}
    parts = []
    for index, item in enumerate(progress.track(items)):
        name, kind, inputs = _layer(item, f"layers[{index}]")
        if name in known:
            raise _Refused(_at(f"layers[{index}].name", tr("{given} is used twice", given=describe_given(name))))
        known[name] = item
        parts.append((name, kind, inputs))
    ids: dict[str, LayerId] = {name: new_layer_id() for name in known}
    return tuple(
        Layer(ids[name], name, kind, None if inputs is None else _references(inputs, ids))
        for name, kind, inputs in parts
    )


def _references(names: list[str], ids: Mapping[str, LayerId]) -> tuple[Reference, ...]:
    return tuple(ids.get(name, name) for name in names)


def _layer(item: object, place: str) -> tuple[str, Kind, list[str] | None]:
    fields = dict(_checked_object(item, place, ("type", "name"), None))
    kind_type, name = fields.pop("type"), fields.pop("name")
    kind_class = catalogue.get(kind_type) if isinstance(kind_type, str) else None
    if kind_class is None:
        raise _Refused(_at(f"{place}.type", tr("{given} is not a kind of layer", given=describe_given(kind_type))))
    try:
        check_name(name)
    except Refusal as refusal:
        raise _Refused(_at(f"{place}.name", _bad_name(refusal, name))) from None
    inputs = _input_names(fields.pop("inputs"), place) if "inputs" in fields else None
    try:
        return name, _configured(kind_class, fields), inputs
    except SettingError as error:
        raise _Refused(_at(f"{place}.{_printable(error.setting)}", error.message)) from None


_MOST_CONFIGURED = 256
"""Each keeps the answers of its rules too."""

_LONGEST_WRITTEN = 400
_known_kinds: dict[tuple[type[Kind], str], Kind] = {}


def _configured(kind_class: type[Kind], fields: dict[str, Any]) -> Kind:
    """Configure a kind as its fields say; what has been written the same before needs no second check."""
    written = (kind_class, repr(fields))
    kind = _known_kinds.get(written)
    if kind is None:
        kind = kind_class(**fields)
        if len(written[1]) <= _LONGEST_WRITTEN:
            if len(_known_kinds) >= _MOST_CONFIGURED:
                _known_kinds.clear()
            _known_kinds[written] = kind
    return kind


def _input_names(value: object, place: str) -> list[str]:
    if not isinstance(value, list):
        raise _Refused(_at(f"{place}.inputs", _must_be(tr("a list of names"), value)))
    for number, name in enumerate(value):
        try:
            check_name(name)
        except Refusal as refusal:
            raise _Refused(_at(f"{place}.inputs[{number}]", _bad_name(refusal, name))) from None
    return value


def _checked_object(
    value: object, place: str, required: tuple[str, ...], optional: tuple[str, ...] | None
) -> dict[str, Any]:
    """Take an object with its keys; `optional` None leaves the others to the caller."""
    if not isinstance(value, dict):
        raise _Refused(_at(place or tr("the document"), _must_be(tr("an object"), value)))
    dot = f"{place}." if place else ""
    if isinstance(value, _RepeatedKey):
        raise _Refused(_at(f"{dot}{_printable(value.repeated)}", tr("stands twice in one object")))
    for key in required:
        if key not in value:
            raise _Refused(_at(f"{dot}{key}", tr("is missing")))
    for key in value if optional is not None else ():
        if key not in required and key not in (optional or ()):
            known = listed((*required, *(optional or ())))
            raise _Refused(_at(f"{dot}{_printable(key)}", tr("is not known; there are {known}", known=known)))
    return value


def _at(place: str, fault: str) -> str:
    return f"{place}: {fault}"


def _must_be(allowed: str, given: object) -> str:
    return tr("must be {allowed}, got {given}", allowed=allowed, given=describe_given(given))


def _bad_name(refusal: Refusal, name: object) -> str:
    return tr("{fault}, got {given}", fault=refusal, given=describe_given(name))


def _printable(key: str) -> str:
    return describe_given(key)[1:-1] or '""'


def write_network(network: Network, progress: Progress = UNWATCHED) -> bytes:
    """Give a document's bytes: one line a layer, what has its default left out."""
    head = {"format": FORMAT, "version": VERSION, **({"name": network.name} if network.name else {})}
    lines = [f"  {json.dumps(key)}: {_json(value)}," for key, value in head.items()]
    layers = ",\n".join("    " + _json(_layer_fields(network, row)) for row in progress.track(range(len(network))))
    body = f"\n{layers}\n  " if layers else ""
    return ("{\n" + "\n".join(lines) + f'\n  "layers": [{body}]\n' + "}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _layer_fields(network: Network, row: int) -> dict[str, object]:
    layer = network.layers[row]
    fields = {"type": layer.kind.type, "name": layer.name, **layer.kind.written()}
    if layer.inputs is not None:
        fields["inputs"] = network.input_names(row)
    return fields


def write_block(network: Network, layers: tuple[Layer, ...]) -> str:
    """Write some layers of a network as a document of their own; what they read outside of it keeps its name."""
    known = {layer.id for layer in layers}
    name_of: dict[Reference, Reference] = {layer.id: layer.name for layer in network.layers if layer.id not in known}
    named = (
        replace(layer, inputs=layer.inputs and tuple(name_of.get(reference, reference) for reference in layer.inputs))
        for layer in layers
    )
    return write_network(Network(tuple(named))).decode()


def save_network(network: Network, path: "Path", progress: Progress = UNWATCHED) -> FileMark | None:
    """Write a document to a file, whole or not at all, and give its mark.

    Raises FileError, also for what could not be read again.
    """
    if len(network) > MOST_LAYERS:
        most = {"most": group(MOST_LAYERS), "given": group(len(network))}
        raise FileError(tr("cannot be written: a document has at most {most} layers, this one {given}", **most))
    data = write_network(network, progress)
    progress.check()
    return write_whole(path, data)
