"""Every shape of the HTTP API: parameters, bodies and responses, and the one shape of errors. Of the web they know nothing.

What the searcher returns (`SearchResult`, `Case`, `Answer`, `Topics`) is a response as it is: these nouns are the contract's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from corpus.model.facets import KEYS
from corpus.model.ids import canonical, parse
from service.asking.answer_feedback import LONGEST_NOTE, MOST_CITED, AnswerFeedback, Reason, clean_feedback
from service.asking.clipped_questions import MOST_BEFORE
from service.search.contract.request import MAX_LIMIT, MAX_OFFSET, MAX_PLAN, Filters, Mode, Order, SearchRequest, clean_query
from service.search.understanding.completion import Suggestion

Values = Annotated[list[str], Field(max_length=50)]
Ignored = Annotated[tuple[str, ...], Field(max_length=20)]
"""Signals that are to count for nothing, each `field:value`."""
AnyCaseId = Annotated[str, AfterValidator(canonical)]
"""The id of a case in either spelling; whoever takes it gets the one."""


def _passage_id(name: str) -> str:
    """Return the one spelling of a passage's id."""
    if parse(name) is None:
        msg = "대목의 번호가 아닙니다. 답의 citations에 있는 passage_id를 적으십시오"
        raise ValueError(msg)
    return canonical(name)


CitedIds = Annotated[tuple[Annotated[str, AfterValidator(_passage_id)], ...], Field(max_length=MOST_CITED)]
"""The ids of the passages that an answer cites."""


AnswerId = Annotated[str, Field(max_length=40)]
"""The id of an answer that is kept."""


class Strict(BaseModel):
    """Base of what clients send: a name that is not listed is refused, since a misspelt filter would silently not filter."""

    model_config = ConfigDict(extra="forbid")


class _FacetParameters(Strict):
    """What is done with the parameters of filters, whichever facets there are."""

    def values(self, facet: str) -> list[str]:
        """Return the values given for a facet."""
        given: list[str] = getattr(self, facet)
        return given

    def filters(self) -> Filters:
        """Return the filters as the searcher takes them; the order of values does not matter."""
        return Filters.of({key: sorted(set(self.values(key))) for key in KEYS})


if TYPE_CHECKING:

    class FilterParameters(_FacetParameters):
        """One parameter a facet."""
else:
    FilterParameters = create_model(
        "FilterParameters",
        __base__=_FacetParameters,
        __module__=__name__,
        __doc__="Filters: a repeated one means any of its values, different ones mean all.",
        **{key: (Values, []) for key in KEYS},
    )


class SearchParameters(FilterParameters):
    """Parameters of a search."""

    q: str
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 10
    offset: Annotated[int, Field(ge=0, le=MAX_OFFSET)] = 0
    mode: Mode = "hybrid"
    as_typed: bool = False
    ignore: Ignored = ()
    order: Order = "fit"

    def request(self) -> SearchRequest:
        """Return the request with a clean query."""
        query, ignore = clean_query(self.q), tuple(sorted(set(self.ignore)))
        return SearchRequest(query, self.mode, self.filters(), self.limit, self.offset, self.as_typed, ignore, self.order)


class ListParameters(FilterParameters):
    """Parameters of the list of cases."""

    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = MAX_LIMIT
    offset: Annotated[int, Field(ge=0, le=MAX_OFFSET)] = 0


class SimilarParameters(Strict):
    """Parameters of similar cases."""

    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 5


class PlanBody(Strict):
    """The draft of a plan, and how many cases are wanted."""

    text: Annotated[str, Field(description=f"{MAX_PLAN:,}자까지. 남기지 않습니다.")]
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 5


class SuggestParameters(Strict):
    """Parameters of completions."""

    q: str = ""


class QuestionBody(Strict):
    """A question, and which cases may answer it."""

    question: str
    filters: Annotated[FilterParameters, Field(default_factory=FilterParameters)]


class AskBody(QuestionBody):
    """A question, and the questions asked before it, the first of them first."""

    context: Annotated[list[str], Field(max_length=MOST_BEFORE)] = []


class FeedbackBody(QuestionBody):
    """What somebody says of the answer to a question: whether it is right and, where it is not, what is wrong."""

    answer: str
    right: Annotated[bool, Field(strict=True)]
    reason: Reason | None = None
    note: Annotated[str, Field(description=f"{LONGEST_NOTE}자까지")] = ""
    citations: CitedIds = ()

    def feedback(self) -> AnswerFeedback:
        """Return it with clean texts."""
        said = AnswerFeedback(
            question=self.question,
            filters=self.filters.filters(),
            answer=self.answer,
            right=self.right,
            reason=self.reason,
            note=self.note,
            citations=self.citations,
        )
        return clean_feedback(said)


class FeedbackResponse(BaseModel):
    """What is kept of what was said of an answer: personal data is masked."""

    question: str
    right: bool
    reason: Reason | None
    note: str


class SuggestResponse(BaseModel):
    """Completions of what has been typed, best first."""

    query: str
    suggestions: list[Suggestion]


class ReadyResponse(BaseModel):
    """Whether searches can be answered, from which generation, and what is not as it should be."""

    status: str
    generation: str | None
    degraded: bool
    counts: dict[str, int]
    problems: list[str]


class MovedResponse(BaseModel):
    """The id that a case's id has moved to: the two are one now."""

    moved_to: str


class ErrorDetail(BaseModel):
    """What went wrong: a stable code, a sentence, and the parameter at fault."""

    code: str
    message: str
    field: str | None


class ErrorResponse(BaseModel):
    """The one shape of every error."""

    error: ErrorDetail


ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorResponse} for status in (404, 422, 503)}
