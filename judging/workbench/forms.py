"""What the forms of the workbench's pages send."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from corpus.errors import RequestError
from eval.sets.judged import QueryKind
from judging.storage.tables import CASE, NAME, NOTE, TEXT
from service.pages.rendering.sent_forms import Line, Number, take_last
from service.search.contract.request import clean_query

MAX_DRAWN, MAX_LINES = 200, 200
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
"""A query's number in an address; a database has no greater ones."""
Many = Annotated[list[str], Field(max_length=50)]


ChosenKind = Annotated[QueryKind | None, BeforeValidator(take_last)]


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
    kind: Annotated[Annotated[str, Field(max_length=20)] | None, BeforeValidator(take_last)] = None


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
