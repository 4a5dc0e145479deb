"""Records of core, each beside the same class made by Python's own dataclasses."""

import dataclasses
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from core import records


def both(make: Callable[[Any, Any], type[Any]]) -> tuple[type[Any], type[Any]]:
    """Make a class with either."""
    return make(records.dataclass, records.field), make(dataclasses.dataclass, dataclasses.field)


def frozen(dataclass: Any, field: Any) -> type[Any]:  # noqa: ANN401  (either module's)
    @dataclass(frozen=True, slots=True)
    class Point:
        x: int
        y: int = 0
        note: str = field(default="", compare=False)

        @property
        def both(self) -> int:
            return self.x + self.y

    return Point


def plain(dataclass: Any, field: Any) -> type[Any]:  # noqa: ANN401
    @dataclass
    class Box:
        name: str
        parts: list[int] = field(default_factory=list)

        def __post_init__(self) -> None:
            self.name = self.name.upper()

    return Box


def test_a_frozen_record_means_the_same_as_there() -> None:
    ours, theirs = both(frozen)
    for point in (ours, theirs):
        first = point(1, note="seen")
        assert first == point(x=1) != point(2)
        assert hash(first) == hash(point(1))
        assert first.both == 1
        assert first != SimpleNamespace(x=1, y=0)
        assert not hasattr(first, "__dict__")
        with pytest.raises(AttributeError):
            first.x = 2
        with pytest.raises(AttributeError):
            del first.x
        with pytest.raises(TypeError):
            point()
        with pytest.raises(TypeError):
            point(1, z=2)
    assert repr(ours(1, 2)) == repr(theirs(1, 2)).replace(theirs.__qualname__, ours.__qualname__)
    assert ours.__match_args__ == theirs.__match_args__


def test_a_plain_record_means_the_same_as_there() -> None:
    for box in both(plain):
        first = box("a")
        first.parts.append(1)
        assert (first.name, first.parts) == ("A", [1])
        assert box("a").parts == []
        assert box("a") == box("A") != first
        with pytest.raises(TypeError):
            hash(first)


def test_a_record_is_replaced_and_read_as_there() -> None:
    ours, theirs = both(frozen)
    assert records.replace(ours(1, 2), y=3) == ours(1, 3)
    assert records.values_of(ours(1, 2)) == dataclasses.asdict(theirs(1, 2))
    with pytest.raises(TypeError):
        records.replace(ours(1), z=3)


def test_a_record_of_a_record_has_the_fields_of_both() -> None:
    def make(dataclass: Any, field: Any) -> type[Any]:  # noqa: ANN401
        base = frozen(dataclass, field)

        @dataclass(frozen=True, slots=True)
        class Named(base):  # type: ignore[misc, valid-type]
            name: str = "unnamed"

        return Named

    for named in both(make):
        assert (named(1).x, named(1).name, named(1, 2, "", "p").name) == (1, "unnamed", "p")
        assert named(1) != named(1, name="p")
