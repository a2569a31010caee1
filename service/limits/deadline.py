"""Until when the work for a request may go on: checked between its stages, so that what nobody waits for any longer stops at the next.

The deadline of a request goes with its context, into the threads that work for it. Work without one (the console, the evaluation) may take
as long as it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TypeVar

from corpus.errors import DeadlineError

T = TypeVar("T")
Clock = Callable[[], float]


class Deadline:
    """A moment after which work is to stop; it may be called off before. Threads may share it."""

    def __init__(self, seconds: float, *, clock: Clock = monotonic, whole: Deadline | None = None) -> None:
        """End so many seconds from now; a part of a `whole` ends with it at the latest."""
        self._clock, self._whole = clock, whole
        self._end, self._called_off = clock() + seconds, False

    @property
    def left(self) -> float:
        """The seconds that are left; 0 when it has passed or was called off."""
        own = 0.0 if self._called_off else max(self._end - self._clock(), 0.0)
        return own if self._whole is None else min(own, self._whole.left)

    def part(self, seconds: float) -> Deadline:
        """Return a deadline within this one, for a part of the work: to call it off stops nothing else."""
        return Deadline(seconds, clock=self._clock, whole=self)

    def call_off(self) -> None:
        """Have the work stop at its next check."""
        self._called_off = True

    def check(self) -> None:
        """Go on while there is time.

        Raises:
            DeadlineError: when there is none left.

        """
        if not self.left:
            raise DeadlineError


_CURRENT: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def current_deadline() -> Deadline | None:
    """Return the deadline of the work in hand, None where it has none."""
    return _CURRENT.get()


@contextmanager
def bound_by(deadline: Deadline | None) -> Iterator[None]:
    """Give the work of a block a deadline."""
    token = _CURRENT.set(deadline)
    try:
        yield
    finally:
        _CURRENT.reset(token)


@contextmanager
def bound_to_share(share: float) -> Iterator[None]:
    """Give the work of a block a share of the time that is left: in what remains, something is made of its failing."""
    whole = current_deadline()
    with bound_by(whole.part(whole.left * share) if whole else None):
        yield


def check_deadline() -> None:
    """Go on while the work in hand has time.

    Raises:
        DeadlineError: when it has none left.

    """
    if deadline := current_deadline():
        deadline.check()


def in_time(future: Future[T], share: float) -> T | None:
    """Return what a future comes to within a share of the time that is left; None, and it is dropped, where it takes longer."""
    deadline = current_deadline()
    try:
        return future.result(None if deadline is None else deadline.left * share)
    except TimeoutError:
        future.cancel()
        return None
