"""An engine that finds only some passages: what is ranked, shown and answered is read from candidates alone."""

from dataclasses import dataclass, replace

import pytest

from indexer.engines.seam import Candidates, Conditions, Engine, EngineQuery
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.asking.asker import Asker
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import SearchRequest
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder


@dataclass(frozen=True)
class BestFew:
    """The engine behind, of which no more than the best few passages of each arm are heard."""

    behind: Engine
    few: int

    def candidates(self, query: EngineQuery, conditions: Conditions, k: int | None) -> Candidates:
        return self.behind.candidates(query, conditions, self.few if k is None else min(k, self.few))


def search(index: Index, analyser: Analyser, few: int | None) -> CaseSearcher:
    return CaseSearcher(Ranker(index if few is None else replace(index, engine=BestFew(index.engine, few)), analyser, CountEncoder()))


@pytest.mark.parametrize("query", ["반도체 창업", "어르신 관광", "청년이 떠나는 조선소"])
def test_the_best_case_and_its_best_passage_are_the_same(index: Index, analyser: Analyser, query: str) -> None:
    whole, part = (search(index, analyser, few).search(SearchRequest(query)) for few in (None, 4))
    assert part.hits[0].case.id == whole.hits[0].case.id
    assert part.hits[0].passages[0] == whole.hits[0].passages[0]
    assert part.total <= whole.total == 3


def test_a_passage_scores_the_same_whatever_else_is_found(index: Index, analyser: Analyser) -> None:
    whole, part = (search(index, analyser, few).ranker.rank("청년 창업") for few in (None, 2))
    scores = dict(zip(whole.candidates.ids, whole.passages.tolist(), strict=True))
    assert 0 < len(part.candidates.ids) < len(whole.candidates.ids)
    assert {name: scores[name] for name in part.candidates.ids} == dict(zip(part.candidates.ids, part.passages.tolist(), strict=True))


def test_nothing_found_is_no_hit_and_an_honest_no(index: Index, analyser: Analyser) -> None:
    none = search(index, analyser, 0)
    assert none.search(SearchRequest("반도체 창업")).hits == []
    assert not Asker(none).ask("반도체 창업 교육은 몇 명이 들었나요?").answerable


def test_a_question_is_answered_from_what_is_found(index: Index, analyser: Analyser) -> None:
    question = "거제시 조선업 상담사는 몇 명인가요?"
    assert Asker(search(index, analyser, 12)).ask(question).answer == Asker(search(index, analyser, None)).ask(question).answer
