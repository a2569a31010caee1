"""What is done for a job: the file taken in, or a book read again; and what is told of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from corpus.library.adding import Added, Adding, Parse, Told
from corpus.library.book_record import BookRecord
from corpus.library.disk.content_folder import UNWRITTEN
from corpus.library.disk.disk_space import FreeBytes, free_bytes
from corpus.library.record_fields import fields_of, make_record, set_status
from corpus.particle_forms import fit_particles
from service.library.intake import parser_of, read_again, shelf_of, take_in, tell_added
from service.library.job_record import Job
from service.library.writing.book_writing import write_book_cards
from service.operations.settings import Settings

Asked = Callable[[], bool]
"""Tells whether the work has been called off."""


class TakesIn(Protocol):
    """Adds a file to the library that the settings name."""

    def __call__(self, settings: Settings, adding: Adding, progress: Told, cancelled: Asked) -> Added:
        """Return what was added.

        Raises:
            DocumentError, LibraryError: when it cannot be.

        """


class ParserOf(Protocol):
    """Gives what reads a file."""

    def __call__(self, settings: Settings) -> Parse:
        """Return it."""


class ReadsAgain(Protocol):
    """Reads a book's kept file again."""

    def __call__(self, settings: Settings, book: str, progress: Told, cancelled: Asked) -> Added:
        """Return what the book is now.

        Raises:
            DocumentError, LibraryError: when it cannot be read.

        """


class WritesCards(Protocol):
    """Has a language model write of a book's cases, where one is set."""

    def __call__(self, settings: Settings, record: BookRecord, progress: Told, cancelled: Asked) -> tuple[str, ...]:
        """Return what the book's keeper is to know.

        Raises:
            LibraryError: when what was written cannot be kept.

        """


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTools:
    """What jobs are done with: who takes a file in, reads one again, writes of cards; what reads any; what tells free disk and time."""

    take_in: TakesIn = take_in
    read_again: ReadsAgain = read_again
    write_cards: WritesCards = write_book_cards
    parser_of: ParserOf = parser_of
    free_bytes: FreeBytes = free_bytes
    now: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What came of a job: what is told of the book, and sentences for its keeper."""

    result: dict[str, Any]
    messages: tuple[str, ...]


def check_fields(fields: Mapping[str, str]) -> None:
    """Refuse what a keeper says of a book that its record could not hold, before the file waits for its turn.

    Raises:
        LibraryError: (invalid_parameter) naming the field.

    """
    unread = {"name": "x", "format": "text", "sha256": UNWRITTEN}
    make_record(**{"id": "x", "title": "x", "file": unread, "content": UNWRITTEN, "added": "x", **fields_of(fields)})


def do_job(settings: Settings, job: Job, upload: Path | None, tools: JobTools, progress: Told, cancelled: Asked) -> JobOutcome:
    """Do what a job asks for; what is to be published is, once it is in.

    Raises:
        DocumentError, LibraryError: when it cannot be done; the library is as it was.

    """
    if job.kind == "reparse" or upload is None:
        added = tools.read_again(settings, job.book or "", progress, cancelled)
    else:
        adding = Adding(
            path=upload,
            name=job.file_name or upload.name,
            told=fields_of(job.fields),
            replaces=job.book if job.kind == "replace" else None,
            rendition_of=job.book if job.kind == "rendition" else None,
        )
        added = tools.take_in(settings, adding, progress, cancelled)
    written = tools.write_cards(settings, added.record, progress, cancelled)
    told = tell_added(added, written)
    if job.publish:
        told["status"] = set_status(shelf_of(settings), added.record.id, published=True).status
    return JobOutcome(told, (*_tell_messages(added), *written))


def _tell_messages(added: Added) -> tuple[str, ...]:
    """Return what a keeper is to know of what came in."""
    same = added.same
    alike = (
        f"자료 {same.book}와(과) 같은 글입니다(같은 대목 {same.share:.0%}). 그 자료를 이 파일의 쪽수로 인용하려면 "
        f"rendition_of에 {same.book}을(를) 적어 같은 파일을 다시 올리십시오."
        if same
        else ""
    )
    changes = (f"바뀐 것: {change}" for change in added.changes)
    return (*filter(None, [fit_particles(alike)]), *changes, *(f"살펴볼 것: {warning}" for warning in added.record.warnings))
