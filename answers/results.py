"""What asking returns: the nouns of `POST /api/v1/ask`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from corpus.model.nouns import Licence, Passage
from corpus.model.place import PageFrom, PageRange, Place, Range

Confidence = Literal["high", "medium", "low"]
AnswerMode = Literal["extractive", "generative"]
AskedOperation = Literal[
    "look_up", "difference", "sum", "share", "compare", "over", "threshold", "two", "need", "points", "yes_no", "smalltalk"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer stands. `quote` is verbatim in the passage; what follows is the passage's place."""

    case_id: str
    passage_id: str
    heading: str
    quote: str
    lines: Range | None
    pages: PageRange | None
    book: str
    page_from: Annotated[PageFrom | None, Field(exclude_if=lambda found: found is None)] = None
    licence: Annotated[Licence | None, Field(exclude_if=lambda found: found is None)] = None
    source: Annotated[str | None, Field(exclude_if=lambda found: found is None)] = None
    """Under what the book may be used, and the address that it is from."""

    @classmethod
    def of(cls, passage: Passage, quote: str) -> Citation:
        """Return the citation of a passage; `quote` is part of its text, letter by letter."""
        at = passage.place
        return cls(passage.case_id, passage.id, passage.heading, quote, at.lines, at.pages, at.book, at.page_from)

    @property
    def place(self) -> Place:
        """The place."""
        return Place(self.book, self.lines, self.pages, page_from=self.page_from)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A value that is near what was asked for and does not answer it: of what, which, of which year, and where it stands."""

    measure: str
    value: str
    year: int | None
    case_id: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is told: its text and evidence, how sure it is, and what goes with it.

    Where `answerable` is false, `answer` says why there is none. `working` is the computation as a reader can follow it ("484 ÷ 500");
    `unverified` lists what was not checked; `remarks` are the source's own contradictions that touch the answer; `nearest` are values
    beside an honest no.
    """

    answer: str
    answerable: bool
    confidence: Confidence
    citations: tuple[Citation, ...] = ()
    working: str | None = None
    unverified: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    nearest: tuple[NearMiss, ...] = ()

    @property
    def reckoned(self) -> bool:
        """Whether the answer follows from other values and is not one that a source states: its working is an equation."""
        return " = " in (self.working or "")


@dataclass(frozen=True, slots=True)
class UnderstoodQuestion:
    """What was understood of one question: the places and programmes it names, its years, and what is to be done for what kind of answer.

    `question` is the one that was answered, of a text that holds several each in turn, and `corrected` the same repaired, where anything
    was. `role` is None where it asks for neither the target nor the result, or for both. `answer_kind` is a unit ("명", "%", "원"), "date",
    "name" or "points"; None where the words leave it open.
    """

    question: str
    places: list[str]
    programmes: list[str]
    years: list[int]
    role: Literal["target", "actual"] | None
    operation: AskedOperation
    answer_kind: str | None
    corrected: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, as the API returns it. `degraded`: a model, or the time, for a better one was missing.

    `understood` has an entry for each question that was answered, one where the text is one question.
    `completed` is the question that was answered where one that follows others was made whole by them.
    """

    question: str
    answerable: bool
    answer: str
    confidence: Confidence
    mode: AnswerMode
    degraded: bool
    citations: list[Citation]
    nearest: list[NearMiss]
    working: str | None
    unverified: list[str]
    remarks: list[str]
    took_ms: float
    understood: list[UnderstoodQuestion] = field(default_factory=list)
    completed: str | None = None
