from dataclasses import replace

import pytest

from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.contract.search_results import PlanHit
from service.search.plans import plan_comparison
from service.search.plans.plan_comparison import MOST_PARTS, closest_sentence
from service.search.plans.plan_parts import PlanPart
from service.search.plans.plan_search import search_plan
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder

DRAFT = """섬 지역 노인 일거리 계획(안)
섬에 사는 어르신은 늘지만 할 일이 없다. 어르신이 관광객에게 섬을 안내하게 하자.
어르신 마흔 분께 관광 해설 교육을 하고 섬에서 일하시게 한다.
행정 사항: 예산은 추경에 담고, 월별로 점검한다."""


@pytest.fixture
def searcher(index: Index, analyser: Analyser) -> CaseSearcher:
    return CaseSearcher(Ranker(index, analyser, CountEncoder()))


def test_the_case_that_does_the_same_comes_first_and_is_ranked_once(searcher: CaseSearcher) -> None:
    found = search_plan(searcher, DRAFT)
    assert [hit.rank for hit in found.hits] == [1, 2, 3]
    assert (found.hits[0].case.id, found.total, found.degraded) == ("8-02", 3, False)
    assert len(search_plan(searcher, DRAFT, limit=1).hits) == 1


def test_the_score_of_a_case_is_the_mean_over_the_parts(searcher: CaseSearcher) -> None:
    parts = [PlanPart(("어르신 관광 안내",)), PlanPart(("반도체 창업",))]
    rankings = [searcher.ranker.rank(part.text) for part in parts]
    plan = plan_comparison.join_parts(parts, rankings, [[], []])
    assert plan.cases == pytest.approx((rankings[0].cases + rankings[1].cases) / 2)
    assert plan.best.tolist() == [max(pair) for pair in zip(*(ranking.passages.tolist() for ranking in rankings), strict=True)]


def test_what_both_do_is_told_with_the_drafts_own_sentence(searcher: CaseSearcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_comparison, "SHARED", 0.5)
    hit = search_plan(searcher, DRAFT).hits[0]
    assert hit.relevant
    means = next(one for one in hit.shared if one.aspect == "means")
    assert means.passage is not None
    assert (means.label, means.passage.id) == ("섬마을 해설사", "8-02/s01")
    assert means.draft == "어르신 마흔 분께 관광 해설 교육을 하고 섬에서 일하시게 한다."
    target = next(one for one in hit.shared if one.aspect == "target")
    assert (target.label, target.passage) == ("고령자", None)
    assert [one.aspect for one in hit.shared] == sorted((one.aspect for one in hit.shared), key=("problem", "target", "means").index)
    assert "고령자" in hit.why


def test_what_no_part_comes_near_is_what_the_draft_lacks(searcher: CaseSearcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_comparison, "SHARED", -99.0)
    monkeypatch.setattr(plan_comparison, "LACKING", 99.0)
    assert [passage.id for passage in _hit_of(searcher, "8-01").lacks] == ["8-01/s02"]  # its measure; a background is nothing to do
    monkeypatch.setattr(plan_comparison, "SHARED", 99.0)
    unlike = _hit_of(searcher, "8-01")
    assert (unlike.relevant, unlike.lacks, [one for one in unlike.shared if one.passage]) == (False, [], [])


def _hit_of(searcher: CaseSearcher, case: str) -> PlanHit:
    return next(hit for hit in search_plan(searcher, DRAFT).hits if hit.case.id == case)


def test_without_the_model_cases_are_ranked_and_nothing_is_claimed(index: Index, analyser: Analyser) -> None:
    found = search_plan(CaseSearcher(Ranker(index, analyser, None)), DRAFT)
    assert (found.degraded, found.hits[0].case.id) == (True, "8-02")
    assert [(one.aspect, one.passage) for hit in found.hits for one in hit.shared if one.passage] == []
    assert [hit.lacks for hit in found.hits] == [[], [], []]


def test_a_long_draft_costs_no_more_than_its_most_telling_parts(index: Index, analyser: Analyser) -> None:
    encoder = CountEncoder()
    searcher = CaseSearcher(Ranker(index, analyser, encoder))
    ballast = [f"{number}월에는 점검하고 그 결과를 다음 달 계획에 담는다." * 9 for number in range(40)]
    search_plan(searcher, "\n".join([*ballast, DRAFT, *ballast]))
    assert len(encoder.queried) == MOST_PARTS
    assert any("관광 해설 교육" in query for query in encoder.queried)


def test_what_is_said_again_counts_once(searcher: CaseSearcher) -> None:
    ballast = "월별로 점검하고 그 결과를 다음 계획에 담는다. " * 500
    assert search_plan(searcher, f"{ballast[:9000]}\n{DRAFT}\n{ballast[:9000]}").hits[0].case.id == "8-02"


@pytest.mark.parametrize("text", ["12,345", "9" * 20_000, "가" * 20_000, "□ ○\n가"])
def test_odd_drafts_are_answered(searcher: CaseSearcher, text: str) -> None:
    assert len(search_plan(searcher, text).hits) == 3


def test_the_sentence_closest_to_a_text_is_one_that_says_it_not_a_word_of_it() -> None:
    part = PlanPart(("해설사", "섬마을 해설사를 길러 관광객을 맞이한다.", "예산은 따로 잡는다."))
    assert closest_sentence(part, "섬마을 해설사가 관광객에게 섬을 안내했다.") == part.sentences[1]


def test_a_derived_cards_text_is_of_the_kind_of_its_section(searcher: CaseSearcher) -> None:
    case = searcher.case("8-01")
    passage = replace(
        searcher.ranker.index.catalogue["8-01/s01"], id="8-01/L11", kind="casebook", sections=("8-01/s01",),
    )  # fmt: skip
    assert plan_comparison.kind_of(case, passage) == "background"
    assert plan_comparison.kind_of(case, replace(passage, sections=())) == "casebook"
