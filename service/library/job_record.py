"""The noun job: a file on its way into the library, or a book that is read again. No logic but its own checks.

What is kept on disk is all of it but `place`, `progress` and `can_retry`, which are told of the moment.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from corpus.model.nouns import BookId, Record, Text, Texts

JobKind = Literal["add", "replace", "rendition", "reparse"]
JobState = Literal["queued", "running", "done", "failed", "cancelled"]
JOB_PATTERN = r"[0-9]{13}-[0-9a-f]{8}"
"""The time at which it was given, in thousandths of a second, and what nobody guesses."""
JobId = Annotated[str, Field(pattern=rf"^{JOB_PATTERN}$")]
ENDED: frozenset[JobState] = frozenset({"done", "failed", "cancelled"})
Amount = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0)]


class JobProgress(Record):
    """What a running job is at, how much of that is behind it, and how long it may still take, where what was measured tells that."""

    stage: str
    done: Amount = 0
    total: Amount = 0
    seconds_left: Seconds | None = None


class JobError(Record):
    """Why a job failed, in the words of the one error shape."""

    code: Text
    message: Text
    field: str | None = None


class Job(Record):
    """A job. `book` is the one that it is about, where there is one already; `fields` is what the keeper says of the new one.

    `place` counts those that wait, from 1, which is the next. `messages` are for the keeper; `result` is what is told of the book.
    """

    id: JobId
    kind: JobKind
    state: JobState = "queued"
    place: Annotated[int, Field(ge=1)] | None = None
    progress: JobProgress | None = None
    file_name: Text | None = None
    size: Amount = 0
    fields: dict[str, str] = Field(default_factory=dict)
    book: BookId | None = None
    publish: bool = False
    messages: Texts = ()
    error: JobError | None = None
    result: dict[str, Any] | None = None
    can_retry: bool = False
    attempts: Amount = 0
    created: datetime
    queued: datetime
    started: datetime | None = None
    finished: datetime | None = None


def moment_of(now: float) -> datetime:
    """Return a time, in seconds since 1970, as a job tells of it."""
    return datetime.fromtimestamp(now, UTC)
