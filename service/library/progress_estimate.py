"""How long a job may still take, told from what was measured: the pace of what it is at, or that of files of its format before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median

from service.library.file_names import ending_of
from service.library.job_record import Job, JobProgress

SHORTEST = 1.0
"""Seconds of a stage before its pace tells anything."""


def expect_seconds(job: Job, before: Iterable[Job]) -> float | None:
    """Return how long a job should take by the jobs done before whose files had its format; None where there were none."""
    ending = ending_of(job.file_name or "").lower()
    paces = [
        (other.finished - other.started).total_seconds() / other.size
        for other in before
        if other.state == "done" and other.started and other.finished and other.size and ending_of(other.file_name or "").lower() == ending
    ]
    return median(paces) * job.size if paces and job.size else None


class ProgressEstimate:
    """Follows a job stage by stage."""

    def __init__(self, expected: float | None, now: Callable[[], float]) -> None:
        self._expected, self._now = expected, now
        self._begun = self._stage_begun = now()
        self._stage, self._first = "", 0

    def tell(self, stage: str, done: int, total: int) -> JobProgress:
        """Return how far the job is, after it has said so."""
        now = self._now()
        if stage != self._stage:
            self._stage, self._stage_begun, self._first = stage, now, done
        return JobProgress(stage=stage, done=max(0, done), total=max(0, total), seconds_left=self._estimate_left(now, done, total))

    def _estimate_left(self, now: float, done: int, total: int) -> float | None:
        spent, came = now - self._stage_begun, done - self._first
        if came > 0 and spent >= SHORTEST and total >= done:
            return round((total - done) * spent / came, 1)
        if self._expected is None or now - self._begun > self._expected:
            return None
        return round(self._expected - (now - self._begun), 1)
