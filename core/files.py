"""Documents on disk: reading with every check, and writing that replaces a file whole or not at all."""

import contextlib
import json
import os
import stat
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from core.actions import Refusal, check_name, is_plain_text
from core.kinds import Kind, catalogue
from core.network import Layer, LayerId, Network, Reference, new_layer_id
from core.settings import SettingError, describe_given

FORMAT = "strata"
VERSION = 1
MOST_LAYERS = 100_000
MOST_BYTES = 64 * 2**20
MOST_PARTS = 4_000_000
"""Entries of lists and objects; more of them would fill the memory before the first one is looked at."""
_MOST_DIGITS = 30
"""No number of a document is longer; a longer one is not converted at all."""


class FileError(Exception):
    """Raised for a file that cannot be read or written; the message is one sentence for the user."""


class _Refused(Exception):
    """Raised inside the reader for what is wrong in a document; the message begins with the place."""


class _Unreadable:
    """A JSON number that is none for us, kept until its place is known."""

    def __init__(self, text: str) -> None:
        self.text = text if len(text) <= 20 else f"a number of {len(text):,} characters"

    def __str__(self) -> str:
        return self.text


class _RepeatedKey(dict[str, object]):
    """An object in which a key stands twice, kept until its place is known."""

    repeated: str


def read_network(path: Path) -> Network:
    """Read a document.

    Raises FileError for a file that cannot be read or is no document; nothing half-read is given.
    """
    return parse_network(_read_bytes(path))


def _read_bytes(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FileError("is not a file")
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot be read: {_reason(error)}") from None
    if len(data) > MOST_BYTES:
        raise FileError(f"is larger than {MOST_BYTES // 2**20} MiB, the most that a document may have")
    return data


def _open_at_once(path: str, flags: int) -> int:
    # Not blocking, so that a pipe without a writer is refused instead of waited for.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _reason(error: OSError | ValueError) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else "the name is not one of a file"
    return text[:1].lower() + text[1:]


def parse_network(data: bytes) -> Network:
    """Read a document from its bytes; raises FileError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"is not UTF-8 text (byte {error.start:,})") from None
    del data  # as large as the text, and a document may be large
    try:
        return _network(_parse_json(text))
    except _Refused as error:
        raise FileError(str(error)) from None


def _parse_json(text: str) -> object:
    if text.count(",") > MOST_PARTS:
        raise _Refused(f"has more than {MOST_PARTS:,} parts, far more than {MOST_LAYERS:,} layers can have")
    try:
        return json.loads(
            text,
            object_pairs_hook=_object_taker(),
            parse_constant=_Unreadable,
            parse_int=lambda digits: int(digits) if len(digits) <= _MOST_DIGITS else _Unreadable(digits),
            parse_float=_fraction,
        )
    except json.JSONDecodeError as error:
        raise _Refused(f"is not valid JSON: {error.msg}, line {error.lineno:,}, column {error.colno:,}") from None
    except RecursionError:
        raise _Refused("is not valid JSON for a document: it is nested too deeply") from None


def _object_taker() -> Callable[[list[tuple[str, object]]], dict[str, object]]:
    """Give what makes the objects of one document; it stops long before millions of layers fill the memory."""
    numbers = count(1)

    def take(pairs: list[tuple[str, object]]) -> dict[str, object]:
        # The document itself is one more, and so many layers as to be one too many are still counted.
        if next(numbers) > MOST_LAYERS + 2:
            raise _Refused(f"layers: must be at most {MOST_LAYERS:,} layers, got more")
        return _object(pairs)

    return take


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    marked = _RepeatedKey(result)
    seen: set[str] = set()
    marked.repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return marked


def _fraction(digits: str) -> object:
    value = float(digits)
    return value if abs(value) != float("inf") else _Unreadable(digits)


def _network(document: object) -> Network:
    fields = _checked_object(document, "", ("format", "version", "layers"), ("name",))
    if fields["format"] != FORMAT:
        raise _Refused(f'format: must be "{FORMAT}", got {describe_given(fields["format"])}')
    _check_version(fields["version"])
    name = fields.get("name", "")
    if not isinstance(name, str) or not is_plain_text(name):
        raise _Refused(f"name: must be a text without control characters or line breaks, got {describe_given(name)}")
    items = fields["layers"]
    if not isinstance(items, list):
        raise _Refused(f"layers: must be a list, got {describe_given(items)}")
    if len(items) > MOST_LAYERS:
        raise _Refused(f"layers: must be at most {MOST_LAYERS:,} layers, got {len(items):,}")
    return Network(_layers(items), name)


def _check_version(version: object) -> None:
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise _Refused(f"version: must be {VERSION}, got {describe_given(version)}")
    if version > VERSION:
        raise _Refused(f"version: {version} is newer than this program, which reads version {VERSION}")


def _layers(items: list[object]) -> tuple[Layer, ...]:
    known: dict[str, object] = {}
    parts = []
    for index, item in enumerate(items):
        name, kind, inputs = _layer(item, f"layers[{index}]")
        if name in known:
            raise _Refused(f"layers[{index}].name: {describe_given(name)} is used twice")
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
        raise _Refused(f"{place}.type: {describe_given(kind_type)} is not a kind of layer")
    try:
        check_name(name)
    except Refusal as refusal:
        raise _Refused(f"{place}.name: {refusal}, got {describe_given(name)}") from None
    inputs = _input_names(fields.pop("inputs"), place) if "inputs" in fields else None
    try:
        return name, kind_class(**fields), inputs
    except SettingError as error:
        raise _Refused(f"{place}.{_printable(error.setting)}: {error.message}") from None


def _input_names(value: object, place: str) -> list[str]:
    if not isinstance(value, list):
        raise _Refused(f"{place}.inputs: must be a list of names, got {describe_given(value)}")
    for number, name in enumerate(value):
        try:
            check_name(name)
        except Refusal as refusal:
            raise _Refused(f"{place}.inputs[{number}]: {refusal}, got {describe_given(name)}") from None
    return value


def _checked_object(
    value: object, place: str, required: tuple[str, ...], optional: tuple[str, ...] | None
) -> dict[str, Any]:
    """Take an object with its keys; `optional` None leaves the others to the caller."""
    dot = f"{place}." if place else ""
    if not isinstance(value, dict):
        raise _Refused(f"{place or 'the document'}: must be an object, got {describe_given(value)}")
    if isinstance(value, _RepeatedKey):
        raise _Refused(f"{dot}{_printable(value.repeated)}: stands twice in one object")
    for key in required:
        if key not in value:
            raise _Refused(f"{dot}{key}: is missing")
    for key in value if optional is not None else ():
        if key not in required and key not in (optional or ()):
            known = ", ".join((*required, *(optional or ())))
            raise _Refused(f"{dot}{_printable(key)}: is not known; there are {known}")
    return value


def _printable(key: str) -> str:
    return describe_given(key)[1:-1] or '""'


def write_network(network: Network) -> bytes:
    """Give a document's bytes: one line a layer, what has its default left out."""
    head = {"format": FORMAT, "version": VERSION, **({"name": network.name} if network.name else {})}
    lines = [f"  {json.dumps(key)}: {_json(value)}," for key, value in head.items()]
    layers = ",\n".join("    " + _json(_layer_fields(network, row)) for row in range(len(network)))
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


def save_network(network: Network, path: Path) -> None:
    """Write a document to a file, whole or not at all; raises FileError, also for what could not be read again."""
    if len(network) > MOST_LAYERS:
        raise FileError(f"cannot be written: a document has at most {MOST_LAYERS:,} layers, this one {len(network):,}")
    write_whole(path, write_network(network))


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file's content whole or not at all, through a temporary file beside it.

    Follows a link to its target and keeps the file's permissions. Raises FileError; the old file is then
    as it was.
    """
    temporary = None
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise FileError("cannot be written: it is a folder")
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe, as /dev/null: there is nothing to replace
            return
        descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        os.chmod(temporary, _permissions(target))
        os.replace(temporary, target)
    except (OSError, ValueError) as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise FileError(f"cannot be written: {_reason(error)}") from None


def _permissions(target: Path) -> int:
    """Give the permissions of a file that is there, or those that the user's mask leaves for a new one."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
