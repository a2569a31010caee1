"""What a judge sees of a case: what it is and its best passage for the query, whichever configuration found it and wherever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.model.nouns import Case
from judging.records import Graded
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import MAX_LIMIT, SearchRequest
from service.search.contract.search_results import PassageHit

CUT = 320


@dataclass(frozen=True, slots=True)
class Level:
    """A grade: its number, its name, and when to give it."""

    grade: int
    name: str
    guidance: str


SCALE = (
    Level(0, "무관", "이 질의를 한 사람에게 쓸모가 없습니다. 낱말만 같고 뜻이 다른 경우도 여기에 듭니다."),
    Level(1, "조금 관련", "주제가 닿아 있으나, 곁들여 참고할 정도입니다."),
    Level(2, "관련", "질의에 답하는 내용이 있습니다. 찾아낸 보람이 있습니다."),
    Level(3, "꼭 맞음", "바로 이 사례를 찾고 있었다고 할 만합니다."),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A case to be graded: its best passage, cut and whole, and the grade it has. `case` is None for one no longer in the index."""

    id: str
    case: Case | None
    passage: PassageHit | None
    graded: Graded | None

    @property
    def text(self) -> str:
        """The beginning of the passage."""
        text = self.passage.text if self.passage else ""
        return text if len(text) <= CUT else text[:CUT].rsplit(" ", 1)[0] + " …"

    @property
    def is_cut(self) -> bool:
        """Whether the passage goes on."""
        return self.passage is not None and len(self.passage.text) > CUT


def show_cases(searcher: CaseSearcher, query: str, order: Sequence[str], grades: Mapping[str, Graded]) -> list[Shown]:
    """Return cases in a given order as a judge sees them: nothing is marked, since marks would speak for those with the query's words."""
    request = SearchRequest(query, "hybrid", limit=MAX_LIMIT)
    found = searcher.recall(request) or searcher.search(request)
    passages = {hit.case.id: hit.passages[0] for hit in found.hits if hit.passages}
    return [Shown(case, searcher.case(case) if case in searcher.position else None, passages.get(case), grades.get(case)) for case in order]
