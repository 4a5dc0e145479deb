"""Changes to a document as JSON: what comes out is well formed, and now and then a network."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.hostile.damage import Change, Draw

Json = Any
Place = tuple[list[Any] | dict[str, Any], Any]
"""A list or an object, with the index or key of a value in it."""

VALUES: Sequence[Json] = (
    *(None, True, False, 0, 1, 2, 3, -1, 7, 10_000, 10_001, 10_000_000, 2**31, 2**63, 10**29, 10**31),
    *(0.5, 1.0, -0.0, 1e308, float("nan"), float("inf"), float("-inf"), "", "same", "valid", "nearest", "\ud800"),
    *("a\nb", "x" * 101, "\u202e", "=1+1", [], {}, [[]], [1], [1, 1], [3, 3], [1, 1, 1], [0, 0], [-1, 4], [[0, 1]]),
    *([[1, 2], [3, 4]], [[1, 2], 3], [True, 1], [1.0, 1.0], ["1"], {"a": 1}, [{}], [None]),
)
KEYS = ("type", "name", "inputs", "shape", "kernel_size", "bias", "", "__init__", "self", "cls", "a\nb", "\ud800", "é")
KINDS = (
    *("Input", "Flatten", "Add", "Multiply", "Average", "Maximum", "Concatenate", "BatchNorm", "GlobalAvgPool"),
    *("Dropout", "LayerNorm", "PReLU", "Upsample", "Conv9d", "input"),
)


def _places(value: Json) -> Iterator[Place]:
    """Go through all values in a value."""
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        keys = range(len(holder)) if isinstance(holder, list) else list(holder) if isinstance(holder, dict) else ()
        for key in keys:
            yield holder, key
            waiting.append(holder[key])


def _objects(value: Json) -> list[dict[str, Any]]:
    return [value] * isinstance(value, dict) + [h[key] for h, key in _places(value) if isinstance(h[key], dict)]


def _layers(value: Json) -> list[Json]:
    layers = value.get("layers") if isinstance(value, dict) else None
    return layers if isinstance(layers, list) else []


def change_a_value(draw: Draw, value: Json) -> None:
    places = list(_places(value))
    if places:
        holder, key = draw.choice(places)
        holder[key] = draw.choice(VALUES)


def change_a_number(draw: Draw, value: Json) -> None:
    places = [(holder, key) for holder, key in _places(value) if type(holder[key]) is int]
    if places:
        holder, key = draw.choice(places)
        holder[key] = draw.choice((holder[key] + 1, holder[key] - 1, holder[key] * 2, draw.randint(1, 64)))


def swap_two_values(draw: Draw, value: Json) -> None:
    places = list(_places(value))
    if len(places) > 1:
        (first, key), (second, other) = draw.sample(places, 2)
        # One may stand in the other, which would then hold itself; so what is swapped is a copy.
        first[key], second[other] = json.loads(json.dumps([second[other], first[key]]))


def rename_a_key(draw: Draw, value: Json) -> None:
    holder = draw.choice(_objects(value) or [{}])
    if holder:
        key = draw.choice(list(holder))
        holder[draw.choice((*KEYS, key.upper(), key + " ", key[:-1]))] = holder.pop(key)


def drop_a_key(draw: Draw, value: Json) -> None:
    holder = draw.choice(_objects(value) or [{}])
    if holder:
        del holder[draw.choice(list(holder))]


def add_a_key(draw: Draw, value: Json) -> None:
    draw.choice(_objects(value) or [{}])[draw.choice(KEYS)] = draw.choice(VALUES)


def drop_a_layer(draw: Draw, value: Json) -> None:
    layers = _layers(value)
    if layers:
        del layers[draw.randrange(len(layers))]


def move_a_layer(draw: Draw, value: Json) -> None:
    layers = _layers(value)
    if layers:
        layers.insert(draw.randrange(len(layers)), layers.pop(draw.randrange(len(layers))))


def repeat_a_layer(draw: Draw, value: Json) -> None:
    layers = _layers(value)
    if layers:
        again = json.loads(json.dumps(draw.choice(layers)))
        if isinstance(again, dict) and draw.random() < 0.8:
            again["name"] = f"again {draw.randrange(1_000)}"
        layers.insert(draw.randrange(len(layers) + 1), again)


def change_a_kind(draw: Draw, value: Json) -> None:
    layers = [layer for layer in _layers(value) if isinstance(layer, dict)]
    if layers:
        layer = draw.choice(layers)
        kept = {key: layer[key] for key in ("name", "inputs") if key in layer and draw.random() < 0.9}
        layer.clear()
        layer.update({"type": draw.choice(KINDS), **kept})


def change_what_is_read(draw: Draw, value: Json) -> None:
    layers = [layer for layer in _layers(value) if isinstance(layer, dict)]
    names = [layer.get("name", "") for layer in layers]
    if layers:
        layer = draw.choice(layers)
        layer["inputs"] = [draw.choice((*names, "nobody")) for _ in range(draw.choice((0, 1, 1, 2, 2, 3, 200)))]


def _changed(change: Callable[[Draw, Json], None]) -> Change:
    """Make of a change to a value one to a document; what is no JSON stays as it is."""

    def apply(draw: Draw, data: bytes) -> bytes:
        try:
            value = json.loads(data)
            change(draw, value)
            text = json.dumps(value, ensure_ascii=draw.random() < 0.5)
        except (ValueError, RecursionError):
            return data
        # Half of a character becomes bytes that are not UTF-8.
        return text.encode("utf-8", "surrogatepass")

    apply.__name__ = change.__name__
    return apply


JSON_CHANGES: Sequence[Change] = tuple(
    map(
        _changed,
        (
            *(change_a_value, change_a_number, swap_two_values, rename_a_key, drop_a_key, add_a_key, drop_a_layer),
            *(move_a_layer, repeat_a_layer, change_a_kind, change_what_is_read),
        ),
    )
)
