"""Files that are sent, and books to be read again, put into the queue of jobs: by calls and by the forms of pages alike."""

from __future__ import annotations

import asyncio

from fastapi import Request

from corpus.errors import LibraryError
from corpus.library.book_record import FIELDS
from corpus.library.disk.disk_space import refuse_full, telling_full_disk
from service.api.library.asking.upload_parsing import ReceivedUpload, receive_upload
from service.api.state import State, state_of
from service.library.job_record import Job, JobKind, moment_of
from service.library.job_work import check_fields

UPLOAD_FIELDS = (*FIELDS, "replaces", "rendition_of", "publish")
"""What may be sent with a file."""
YES, NO = {"true", "1", "on", "yes"}, {"", "false", "0", "off", "no"}


async def queue_sent_file(request: Request) -> str:
    """Take the file of a request with what is said of the book, queue the job that reads it, and return the job's id.

    Raises:
        LibraryError: as `receive_upload`, and for what is said of the book.

    """
    state = state_of(request)
    store, settings, tools = state.jobs.store, state.runtime.settings, state.jobs.tools
    declared = request.headers.get("content-length", "0")
    refuse_full(settings.jobs, int(declared) if declared.isdigit() else 0, tools.free_bytes)
    job = store.make_id(tools.now())
    try:
        with telling_full_disk():
            folder = await asyncio.to_thread(store.begin_upload, job)
        upload = await receive_upload(request, folder, UPLOAD_FIELDS, settings.upload_bytes, tools.free_bytes)
        await asyncio.to_thread(_queue_upload, state, job, upload)
    finally:
        await asyncio.to_thread(store.drop_incoming, job)
    return job


def queue_reading_again(state: State, book: str) -> Job:
    """Queue the job that reads a book's kept file again, and return it.

    Raises:
        LibraryError: (book_not_found, and as `BookDesk.read`).

    """
    record, now = state.desk.read(book), state.jobs.tools.now()
    name, given = state.jobs.store.make_id(now), moment_of(now)
    return state.jobs.add(Job(id=name, kind="reparse", book=record.id, file_name=record.file.name, created=given, queued=given))


def _queue_upload(state: State, job: str, upload: ReceivedUpload) -> None:
    """Queue the job of a file that has come in, after looking at what is said of it."""
    told = {name: value for name, value in upload.fields.items() if value}
    replaces, rendition_of, publish = (told.pop(name, "") for name in ("replaces", "rendition_of", "publish"))
    if replaces and rendition_of:
        raise LibraryError("replaces와 rendition_of 가운데 하나만 적으십시오.", code="invalid_parameter", field="rendition_of")
    if publish.lower() not in YES | NO:
        raise LibraryError("publish: true나 false로 적어야 합니다", code="invalid_parameter", field="publish")
    check_fields(told)
    about = replaces or rendition_of
    kind: JobKind = "replace" if replaces else "rendition" if rendition_of else "add"
    now = moment_of(state.jobs.tools.now())
    state.jobs.add(
        Job(
            id=job,
            kind=kind,
            file_name=upload.name,
            size=upload.size,
            fields=told,
            book=state.desk.read(about).id if about else None,
            publish=publish.lower() in YES,
            created=now,
            queued=now,
        ),
        upload.path,
    )
