"""What a hostile document may cost, and an end for what would never end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 2.0
MEGABYTES = 200.0
HANG = 20.0
"""The tests stop what takes longer; the real limits are for `python -m tests.hostile`, on an idle machine."""


class TooSlowError(BaseException):
    """Raised in the middle of what takes too long; nothing that handles errors takes it for one of its own."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Stop what takes longer, where the system has a timer for that; raises TooSlowError."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"took more than {seconds:g} s")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
