"""How far long work has come, and the way to stop it.

Long work takes a Progress and asks it now and then; UNWATCHED is for callers whom it does not interest, at no cost.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

WHOLE = 1000
"""Progress is told in thousandths."""

_STRIDE = 256


class Cancelled(Exception):
    """Raised inside work that nobody wants any more; what it was made for is as it was before."""


class Progress:
    """The progress of work that nobody watches or stops."""

    def check(self) -> None:
        """Raise Cancelled where the work is not wanted any more."""

    def report(self, done: int, total: int) -> None:
        """Tell that so much is done; raises Cancelled as `check` does."""

    def part(self, first: int, last: int) -> "Progress":
        """Give the progress of a part of the work, from one thousandth of it to another."""
        return self

    def track(self, items: Sequence[T]) -> Iterable[T]:
        """Go through items, telling how far this has come; raises Cancelled as `check` does."""
        return items


UNWATCHED = Progress()


class WatchedProgress(Progress):
    """Progress that one thread makes and another one reads and cancels."""

    def __init__(self) -> None:
        self.thousandths = 0
        self._is_cancelled = False

    def cancel(self) -> None:
        """Have the work stop at its next report."""
        self._is_cancelled = True

    def check(self) -> None:
        if self._is_cancelled:
            raise Cancelled

    def report(self, done: int, total: int) -> None:
        self.check()
        self.thousandths = WHOLE * min(done, total) // max(total, 1)

    def part(self, first: int, last: int) -> Progress:
        return _Part(self, first, last)

    def track(self, items: Sequence[T]) -> Iterator[T]:
        for start in range(0, len(items), _STRIDE):
            self.report(start, len(items))
            yield from items[start : start + _STRIDE]


class _Part(WatchedProgress):
    """A part of watched work; what it reports goes on to the whole."""

    def __init__(self, whole: WatchedProgress, first: int, last: int) -> None:
        super().__init__()
        self._whole, self._first, self._last = whole, first, last

    def cancel(self) -> None:
        self._whole.cancel()

    def check(self) -> None:
        self._whole.check()

    def report(self, done: int, total: int) -> None:
        share = (self._last - self._first) * min(done, total) // max(total, 1)
        self._whole.report(self._first + share, WHOLE)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from looking through a large network while it is made, and just afterwards.

    A network has no cycles, so there is nothing to find, and with 100,000 layers each look takes up to 0.2 s in
    which no thread can run.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Together these make what is there old at no cost, instead of after three looks; it is still collected.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
