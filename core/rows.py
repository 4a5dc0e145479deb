"""Long rows of things that never change, a few of which can be replaced without copying all the others.

Short ones are tuples. A long tuple is parted into chunks when something in it is first replaced; what is
replaced later copies one chunk and the list of chunks.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, compress, count
from operator import is_not
from typing import Generic, TypeVar, overload

T = TypeVar("T")

_BITS = 9
_CHUNK = 1 << _BITS
_LONG = 2_048
"""Up to here a copy takes less than all the rest of an edit."""


class Rows(Sequence[T]):
    """A long tuple in chunks; equal to any sequence of equal things that `replaced` gives or takes."""

    __slots__ = ("_chunks", "_length")

    def __init__(self, chunks: tuple[tuple[T, ...], ...], length: int) -> None:
        self._chunks = chunks
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(self._chunks)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return self._slice(*index.indices(self._length))
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError("row out of range")
        return self._chunks[index >> _BITS][index & (_CHUNK - 1)]

    def _slice(self, start: int, stop: int, step: int) -> tuple[T, ...]:
        if step != 1:
            whole = tuple(self)
            return tuple([whole[index] for index in range(start, stop, step)])
        if stop <= start:
            return ()
        first = start >> _BITS
        touched = chain.from_iterable(self._chunks[first : (stop - 1 >> _BITS) + 1])
        return tuple(touched)[start - (first << _BITS) : stop - (first << _BITS)]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Rows):
            return self._chunks == other._chunks
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def shared_with(self, other: "Rows[T]") -> int:
        """Count the first things in chunks that both share."""
        differs = map(is_not, self._chunks, other._chunks)
        return next(compress(count(0, _CHUNK), differs), min(self._length, other._length))

    def with_changes(self, changes: Mapping[int, T]) -> "Rows[T]":
        """Give these with others in the place of some."""
        opened: dict[int, list[T]] = {}
        for index, new in changes.items():
            number = index >> _BITS
            if number not in opened:
                opened[number] = list(self._chunks[number])
            opened[number][index & (_CHUNK - 1)] = new
        chunks = list(self._chunks)
        for number, chunk in opened.items():
            chunks[number] = tuple(chunk)
        return Rows(tuple(chunks), self._length)


def replaced(things: Sequence[T], changes: Mapping[int, T]) -> Sequence[T]:
    """Give a tuple or Rows with others in the place of some."""
    if isinstance(things, Rows):
        return things.with_changes(changes)
    if len(things) > _LONG:
        chunks = (tuple(things[start : start + _CHUNK]) for start in range(0, len(things), _CHUNK))
        return Rows(tuple(chunks), len(things)).with_changes(changes)
    copy = list(things)
    for index, new in changes.items():
        copy[index] = new
    return tuple(copy)


def count_alike(things: Sequence[object], others: Sequence[object]) -> int:
    """Count the first things that are the same objects in both; a chunk that both share takes one look."""
    start, stop = 0, min(len(things), len(others))
    if isinstance(things, Rows) and isinstance(others, Rows):
        start = things.shared_with(others)
    differs = map(is_not, things[start:stop], others[start:stop])
    return next(compress(count(start), differs), stop)


class Draft(Generic[T]):
    """What is to be replaced in a tuple or Rows, read as if it were so already."""

    __slots__ = ("_changes", "_things")

    def __init__(self, things: Sequence[T]) -> None:
        self._things = things
        self._changes: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._things)

    def __getitem__(self, index: int) -> T:
        changes = self._changes
        return changes[index] if index in changes else self._things[index]

    def __setitem__(self, index: int, new: T) -> None:
        self._changes[index] = new

    def written_out(self) -> list[T]:
        """Give all of it as a list, for many changes."""
        result = list(self._things)
        for index, new in self._changes.items():
            result[index] = new
        return result

    def result(self) -> Sequence[T]:
        """Give what it comes to."""
        return replaced(self._things, self._changes) if self._changes else self._things
