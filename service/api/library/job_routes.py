"""Jobs over HTTP: how far they are, called off, tried again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from service.api.library.asking.library_asking import LIBRARIAN
from service.api.library.asking.library_shapes import LIBRARY_ERRORS, JobList
from service.api.state import state_of
from service.library.job_record import ENDED, Job

LOOK_SECONDS = 0.25
"""How often a stream looks at its job."""
LONGEST_STREAM = 240.0
"""Seconds after which a stream ends and a browser opens it again: a service that is to end waits for its streams."""
router = APIRouter(prefix="/api/v1/jobs", responses=LIBRARY_ERRORS, tags=["자료"], dependencies=[LIBRARIAN])


def find_job(request: Request, job_id: str) -> Job:
    """Return the job that a request names.

    Raises:
        LibraryError: (job_not_found).

    """
    return state_of(request).jobs.find(job_id)


@router.get("", summary="작업 목록")
def list_jobs(request: Request) -> JobList:
    """List the jobs that are remembered, the latest first."""
    return JobList(jobs=list(state_of(request).jobs.list_all()))


@router.get("/{job_id}", summary="작업 하나")
def read_job(job: Annotated[Job, Depends(find_job)]) -> Job:
    """Return how far a job is, its place in the queue, what is to be said of it, and what came of it."""
    return job


@router.get("/{job_id}/events", summary="작업 지켜보기", response_class=EventSourceResponse)
async def watch_job(request: Request, job: Annotated[Job, Depends(find_job)]) -> AsyncIterator[ServerSentEvent]:
    """Send the job whenever something of it changes (`job`), and as it has ended (`ended`), which is the last."""
    jobs, loop = state_of(request).jobs, asyncio.get_running_loop()
    until, told = loop.time() + LONGEST_STREAM, None
    while loop.time() < until:
        if job != told:
            told = job
            yield ServerSentEvent(event="ended" if job.state in ENDED else "job", data=job.model_dump(mode="json"))
        if job.state in ENDED:
            return
        await asyncio.sleep(LOOK_SECONDS)
        job = await asyncio.to_thread(jobs.find, job.id)


@router.delete("/{job_id}", summary="작업 취소")
def cancel_job(request: Request, job_id: str) -> Job:
    """Call a job off: one that waits ends at once, one that runs as soon as it can; one that has ended stays as it is."""
    return state_of(request).jobs.cancel(job_id)


@router.post("/{job_id}/retry", summary="작업 다시 하기", status_code=202)
def retry_job(request: Request, job_id: str) -> Job:
    """Put a failed job back into the queue, at its end."""
    return state_of(request).jobs.retry(job_id)
