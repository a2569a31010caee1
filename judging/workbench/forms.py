"""What the pages' forms send: decoded, bounded and typed. A field's fault is told in the one shape of errors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from urllib.parse import parse_qs

from fastapi import Path, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corpus.errors import RequestError
from eval.sets.judged import QueryKind
from judging.storage.tables import CASE, NAME, NOTE, TEXT
from service.search.contract.request import clean_query

FORM = "application/x-www-form-urlencoded"
MAX_FIELDS, MAX_DRAWN, MAX_LINES = 400, 200, 200
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
"""A query's number in an address; a database has no greater ones."""
Many = Annotated[list[str], Field(max_length=50)]


def _one(value: object) -> object:
    """Return the last of the values that a form's field has, and None for one left open."""
    last = value[-1] if isinstance(value, list) and value else value
    return None if last == "" else last


ChosenKind = Annotated[QueryKind | None, BeforeValidator(_one)]
Number = Annotated[int, BeforeValidator(_one)]
Line = Annotated[str, BeforeValidator(lambda value: _one(value) or "")]


class SentForm(BaseModel):
    """Base of what a form sends; what is not listed is refused."""

    model_config = ConfigDict(extra="forbid")


class JudgeNameForm(SentForm):
    """A judge's name."""

    name: Line

    def clean(self) -> str:
        """Return the name as it is kept."""
        return clean_query(self.name, field="name", longest=NAME)


class Pooled(SentForm):
    """The configurations whose first cases are to be graded, and how many of each."""

    c: Many = []
    depth: Annotated[Number, Field(ge=1, le=50)] = 10


class Own(Pooled):
    """Queries that someone typed, one a line, all of one kind."""

    queries: Line
    kind: ChosenKind = None

    def lines(self) -> list[str]:
        """Return the clean queries, each once.

        Raises:
            RequestError: when there are none or too many, or naming the line of one that cannot be searched for.

        """
        found: dict[str, None] = {}
        for number, line in enumerate(self.queries.splitlines(), 1):
            if not line.strip():
                continue
            try:
                found[clean_query(line, field="queries", longest=TEXT)] = None
            except RequestError as error:
                raise RequestError(f"{number}행: {error.message}", field="queries") from error
        if not 0 < len(found) <= MAX_LINES:
            raise RequestError(f"질의를 한 줄에 하나씩 {MAX_LINES}건까지 적어 주십시오. 적은 것: {len(found)}건.", field="queries")
        return list(found)


class Drawn(Pooled):
    """How many queries to draw, and of which kind."""

    count: Annotated[Number, Field(ge=1, le=MAX_DRAWN)] = 20
    kind: Annotated[Annotated[str, Field(max_length=20)] | None, BeforeValidator(_one)] = None


class Picked(Pooled):
    """Searches chosen to be judged."""

    text: Annotated[list[Annotated[str, Field(max_length=TEXT)]], Field(max_length=MAX_LINES)] = []


class GradeForm(SentForm):
    """A grade that a judge gives a case."""

    judge: Number
    case: Annotated[Line, Field(max_length=CASE)]
    grade: Annotated[Number, Field(ge=0, le=3)]
    note: Line = ""

    def clean_note(self) -> str:
        """Return the note as it is kept."""
        return clean_query(self.note, field="note", longest=NOTE) if self.note.strip() else ""


class Undo(SentForm):
    """Whose newest grade is to be withdrawn."""

    judge: Number


class Nothing(SentForm):
    """A form that is only a button."""


class QrelsForm(JudgeNameForm):
    """Judgments that were made elsewhere."""

    qrels: Line


S = TypeVar("S", bound=SentForm)


def form_reader(model: type[S]) -> Callable[[Request], Awaitable[S]]:
    """Return what reads a form of a kind from a request.

    Raises:
        RequestError: when it is no form.
        RequestValidationError: naming the field at fault.

    """

    async def read(request: Request) -> S:
        if request.headers.get("content-type", FORM).split(";")[0].strip().lower() != FORM:
            raise RequestError(f"양식은 {FORM}으로 보내 주십시오.")
        try:
            fields = parse_qs((await request.body()).decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
        except ValueError as error:
            raise RequestError("보낸 양식을 읽을 수 없습니다. 화면을 다시 열어 보내 주십시오.") from error
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            raise RequestValidationError(
                [{**detail, "loc": ("body", *detail["loc"])} for detail in error.errors(include_url=False)]
            ) from error

    return read
