"""The shapes of the library over HTTP. Of the web they know nothing.

What is told of a job (`Job`) and of a book in the list (`BookEntry`) is a response as it is.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from corpus.library.book_record import CaseStatus
from corpus.library.corrections import CORRECTABLE, Correctable
from corpus.model.fact import Fact, FactKind, FactOrigin, FactRole
from corpus.model.nouns import Figure, Licence, Line, LineRange, Number, Period, Region, Section, Text, Texts
from corpus.privacy.private_span import OfficeNames
from service.api.shapes import ErrorResponse, Strict
from service.library.book_views import BookEntry
from service.library.checking.finding_check import MOST_QUERIES
from service.library.job_record import Job
from service.library.upkeep.book_removal import IndexState
from service.library.upkeep.mask_setting import MaskChange

Year = Annotated[int, Field(ge=1900, le=2100)]
Book = dict[str, Any]
Masks = dict[str, Any]


def _split_groups(told: Any) -> Any:  # noqa: ANN401 - what a client sends
    """Return groups that are told as one word each, or parted by commas."""
    return [group.strip() for group in told.split(",") if group.strip()] if isinstance(told, str) else told


class BookPatch(Strict):
    """What of a book is set; null takes a value back, what is not named stays."""

    title: Text | None = None
    publisher: Text | None = None
    year: Year | None = None
    kind: Text | None = None
    licence: Licence | None = None
    source: Text | None = None
    contact: Text | None = None
    visibility: Annotated[list[Text], Field(max_length=50), BeforeValidator(_split_groups)] | None = None

    def fields(self) -> dict[str, Any]:
        """Return what is set, as the book's record holds it."""
        told = self.model_dump(exclude_unset=True)
        empty = {"licence": "unknown", "visibility": ("all",)}
        return {name: value or empty.get(name) for name, value in told.items()}


class CasePatch(Strict):
    """What of a case is set; null takes a value back, what is not named stays."""

    title: Text = ""
    region: Region | None = None
    kind: Text | None = None
    year: Year | None = None
    lines: LineRange | None = None
    status: CaseStatus = "draft"
    headline: Text = ""
    summary: Text = ""
    period: Period = Period(start=None, end=None)
    budget_million_krw: Annotated[Number, Field(ge=0)] | None = None
    targets: Texts = ()
    measures: Texts = ()
    industries: Texts = ()
    keywords: Texts = ()
    needs: Texts = ()
    partners: Texts = ()
    sections: Annotated[tuple[Section, ...], Field(strict=False)] = ()
    metrics: Annotated[tuple[Figure, ...], Field(strict=False)] = ()
    notes: Texts = ()
    derived: Annotated[tuple[Correctable, ...], Field(strict=False)] = ()
    """Fields of the card that are as the text gives them again."""

    def fields(self) -> dict[str, Any]:
        """Return what is set, as the case's record holds it."""
        told = self.model_dump(mode="json", include=self.model_fields_set & {*CORRECTABLE})
        return {name: told.get(name, getattr(self, name)) for name in self.model_fields_set}


class SplitBody(Strict):
    """The line of the book's text before which a case is cut in two."""

    line: Line


class JoinBody(Strict):
    """The case that is joined to another."""

    other: Annotated[str, Field(alias="with", max_length=200)]


class TextToMask(Strict):
    """A text that is secret, on lines of a book's canonical text."""

    lines: LineRange
    text: Annotated[str, Field(min_length=1, max_length=1_000)]


class MaskToLift(Strict):
    """Masks of lines that hide no secret: the one with this number on its line, from 1, or all."""

    lines: LineRange
    index: Annotated[int, Field(ge=1)] | None = None


class MaskPatch(Strict):
    """What of a book's masks is another: what is not named stays."""

    office_names: OfficeNames | None = None
    mask: Annotated[tuple[TextToMask, ...], Field(strict=False, max_length=200)] = ()
    unmask: Annotated[tuple[MaskToLift, ...], Field(strict=False, max_length=200)] = ()

    def change(self) -> MaskChange:
        """Return it as it is done."""
        return MaskChange(
            office_names=self.office_names,
            mask=tuple((one.lines, one.text) for one in self.mask),
            unmask=tuple((one.lines, one.index) for one in self.unmask),
        )


class AcceptBody(Strict):
    """How sure the outline is of the drafts that are accepted, at least."""

    score: Annotated[float, Field(ge=0, le=1)]


class TakenJob(BaseModel):
    """The job that was given: what becomes of it is told at `/api/v1/jobs/{job}`."""

    job: str


class JobList(BaseModel):
    """The jobs that are remembered, the latest first."""

    jobs: list[Job]


class BookList(BaseModel):
    """The books that whoever asks may know of."""

    books: list[BookEntry]


class BookText(BaseModel):
    """Lines of a book's canonical text, from the first to the last of `lines`, of so many in all."""

    book: str
    lines: LineRange
    of: int
    text: str


class GoneTraces(BaseModel):
    """How much of one kind is gone with a book: files, generations, computed_texts, jobs, uploads, judgments, queries, searches, notes."""

    what: str
    count: int


class FactParameters(Strict):
    """Which facts of a book are asked for, and which part of them."""

    case: Annotated[str | None, Field(max_length=200)] = None
    kind: FactKind | None = None
    role: FactRole | None = None
    year: Year | None = None
    measure: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    origin: FactOrigin | None = None
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class CheckParameters(Strict):
    """How many queries are made from a book, and from each of the others."""

    queries: Annotated[int, Field(ge=1, le=MOST_QUERIES)] = 50


class PictureParameters(Strict):
    """What is marked on a page: lines of the book's text, or a block of its document."""

    lines: Annotated[str | None, Field(pattern=r"^[0-9]{1,9}(-[0-9]{1,9})?$")] = None
    block: Annotated[int | None, Field(ge=0, le=10_000_000)] = None

    def line_range(self) -> tuple[int, int] | None:
        """Return the first and last line, None where none are asked for."""
        first, _, last = (self.lines or "").partition("-")
        return (int(first), int(last or first)) if first else None


class FactList(BaseModel):
    """A slice of the facts that are asked for, in the order of the book; each as a line of `facts.jsonl`."""

    book: str
    total: int
    offset: int
    limit: int
    facts: list[Fact]


class RemovedBook(BaseModel):
    """A book that is there no longer; no other will have its id. `index` says whether one is to be built without it."""

    book: str
    removed: bool = True
    gone: list[GoneTraces]
    index: IndexState


LIBRARY_ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorResponse} for status in (401, 403, 404, 409, 412, 422, 507)}
