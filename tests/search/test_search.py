from collections import Counter
from dataclasses import replace
from math import exp

import numpy as np
import pytest

from corpus.errors import CaseNotFoundError, RequestError
from indexer.generations.generation_store import Index
from indexer.model.encoder import Vectors
from indexer.text.analyser import Analyser
from indexer.text.function_words import LIGHT
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters, Mode, SearchRequest
from service.search.ranking.ranker import Ranker
from service.search.ranking.ranking_weights import RankingWeights
from service.search.ranking.score_formulas import TEMPER, group_scores
from tests.support.models.doubles import CountEncoder, count_vector

MODES: tuple[Mode, ...] = ("hybrid", "lexical", "dense")


@pytest.fixture
def searcher(index: Index, analyser: Analyser, encoder: CountEncoder) -> CaseSearcher:
    return CaseSearcher(Ranker(index, analyser, encoder))


@pytest.fixture
def wordy(index: Index, analyser: Analyser) -> CaseSearcher:
    """The searcher of a service whose model is missing."""
    return CaseSearcher(Ranker(index, analyser, None))


def ids(searcher: CaseSearcher, query: str, **more: object) -> list[str]:
    return [hit.case.id for hit in searcher.search(SearchRequest(query, **more)).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
@pytest.mark.parametrize(("query", "first"), [("청년 창업이 아닌 청년 이직", "8-01"), ("어르신 관광", "8-02"), ("반도체 창업", "9-01")])
def test_every_mode_finds_the_case_that_speaks_of_it(searcher: CaseSearcher, mode: str, query: str, first: str) -> None:
    assert ids(searcher, query, mode=mode)[0] == first


def test_dense_scores_are_the_cosines_of_the_vectors(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    ranking = Ranker(index, analyser, encoder, weights=RankingWeights(depth=1)).rank("반도체 창업", "dense")
    assert index.dense is not None
    cosines = index.dense.vectors() @ count_vector("반도체 창업")
    scale = index.statistics.cosines
    assert ranking.passages == pytest.approx((cosines - scale.mean) / scale.deviation, abs=1e-4)
    best = [
        max(ranking.passages[row] for row, passage in enumerate(index.catalogue.passages()) if passage.case_id == case)
        for case in ("8-01", "8-02", "9-01")
    ]
    assert ranking.cases == pytest.approx(best, abs=1e-5)


def test_hybrid_is_the_convex_combination_of_both_arms(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    ranker = Ranker(index, analyser, encoder, weights=RankingWeights(lexical=0.25))
    both = 0.25 * ranker.rank("청년 돌봄", "lexical").passages + 0.75 * ranker.rank("청년 돌봄", "dense").passages
    assert ranker.rank("청년 돌봄", "hybrid").passages == pytest.approx(both, abs=1e-5)


def test_a_case_is_scored_by_its_best_passages_and_by_its_words_as_a_whole(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    ranker = Ranker(index, analyser, encoder, weights=RankingWeights(whole=0.5))
    ranking = ranker.rank("섬마을 청년 교육")
    best, terms, scale = group_scores(ranking.passages, ranking.candidates.case_of, 3, depth=8), Counter[str](), index.statistics.whole
    terms.update(analyser.forms("섬마을 청년 교육"))
    whole = (index.whole.scores(terms) / index.whole.bound_of(terms) - scale.mean) / scale.deviation
    share = 1 - 3 / len(index.catalogue.passages())
    assert ranking.cases == pytest.approx(best + 0.5 * share * whole, abs=1e-5)


def test_evidence_is_lifted_by_its_cases_share_and_a_figure_is_lowered(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    ranker = Ranker(index, analyser, encoder, weights=RankingWeights(case=0.5, figure=2.0))
    ranking = ranker.rank("섬마을 청년 교육")
    chances = [exp(float(case) / TEMPER) for case in ranking.cases]
    for row, passage in enumerate(index.catalogue.passages()):
        lowered = 2.0 if passage.kind == "figure" else 0.0
        expected = float(ranking.passages[row]) + 0.5 * chances[ranking.candidates.case_of[row]] / sum(chances) - lowered
        assert ranking.evidence[row] == pytest.approx(expected, abs=1e-5), passage.id
    assert any(passage.kind == "figure" for passage in index.catalogue.passages())


def test_letter_pairs_find_what_is_spaced_or_spelt_otherwise(index: Index, analyser: Analyser) -> None:
    rankers = (Ranker(index, analyser, None, weights=RankingWeights(pairs=pairs)) for pairs in (0.0, 0.35))
    words, both = (ranker.rank("섬마으르신관강", "lexical") for ranker in rankers)
    assert len(set(words.passages.tolist())) == 1  # no word is known
    assert index.catalogue.passages()[int(both.passages.argmax())].case_id == "8-02"


def test_lexical_search_returns_only_cases_that_hold_a_word(searcher: CaseSearcher) -> None:
    result = searcher.search(SearchRequest("반도체", "lexical"))
    assert [hit.case.id for hit in result.hits] == ["9-01"]
    assert result.total == 1
    assert result.facets["sido"][0].value == "서울특별시"
    assert searcher.search(SearchRequest("없는낱말", "lexical")).hits == []


def test_highlights_are_the_words_found_and_nothing_else(searcher: CaseSearcher) -> None:
    hit = searcher.search(SearchRequest("청년이 도시를 떠났다")).hits[0]
    background = next(passage for passage in hit.passages if passage.id == "8-01/s01")
    marked = [background.text[start:end] for start, end in background.highlights]
    assert marked == ["청년", "도시", "떠났"]
    assert background.source.lines == (10, 14)
    assert background.source.pages == (8, 21)


def test_common_words_are_neither_marked_nor_given_as_reasons(searcher: CaseSearcher) -> None:
    hit = searcher.search(SearchRequest("명이 청년을 하다")).hits[0]
    assert not LIGHT & set(hit.why)
    assert all(passage.text[start:end] == "청년" for passage in hit.passages for start, end in passage.highlights)


def test_reasons_are_the_querys_words_the_case_holds(searcher: CaseSearcher) -> None:
    hits = {hit.case.id: hit for hit in searcher.search(SearchRequest("섬마을 어르신 반도체")).hits}
    assert set(hits["8-02"].why) == {"섬마을", "어르신"}
    assert hits["9-01"].why == ["반도체"]


def test_a_word_of_most_cases_is_no_reason_and_one_of_few_comes_first(searcher: CaseSearcher) -> None:
    """사례 stands in all three, 교육 in two, 반도체 and 섬마을 in one each."""
    hits = {hit.case.id: hit for hit in searcher.search(SearchRequest("교육 반도체 섬마을 사례")).hits}
    assert hits["9-01"].why == ["반도체", "교육"]
    assert hits["8-02"].why == ["섬마을", "교육"]
    assert hits["8-01"].why == []


def test_a_need_that_led_here_is_told(searcher: CaseSearcher) -> None:
    need = "어르신 일거리를 관광에서 찾고 싶다"
    assert searcher.search(SearchRequest(need)).hits[0].matched_need == need


def test_evidence_is_never_a_need_or_a_list_of_keywords(searcher: CaseSearcher) -> None:
    kinds = {
        passage.kind
        for hit in searcher.search(SearchRequest("청년내일채움공제 반도체설계교실 섬마을 해설사")).hits
        for passage in hit.passages
    }
    assert not kinds & {"need", "keywords"}


def test_filters_narrow_and_facets_count_what_each_choice_would_give(searcher: CaseSearcher) -> None:
    result = searcher.search(SearchRequest("일자리", filters=Filters(sido=("전라남도",))))
    assert [hit.case.id for hit in result.hits] == ["8-02"]
    counted = {facet: {value.value: value.count for value in values} for facet, values in result.facets.items()}
    assert counted["sido"] == {"경상남도": 1, "서울특별시": 1, "전라남도": 1}  # the other choices of the same filter stay open
    assert counted["target"] == {"고령자": 1}
    assert counted["award"] == {"지역일자리 목표 공시제": 1}


def test_an_unknown_filter_value_is_refused(searcher: CaseSearcher) -> None:
    with pytest.raises(RequestError, match="없는나라"):
        searcher.search(SearchRequest("청년", filters=Filters(sido=("없는나라",))))


def test_a_slip_is_mended_said_and_can_be_left(searcher: CaseSearcher) -> None:
    mended = searcher.search(SearchRequest("qksehcp ckddjq"))
    assert (mended.did_you_mean, mended.interpreted.corrected) == ("반도체 창업", "반도체 창업")
    assert (mended.query, mended.hits[0].case.id) == ("qksehcp ckddjq", "9-01")
    left = searcher.search(SearchRequest("qksehcp ckddjq", as_typed=True))
    assert (left.did_you_mean, left.interpreted.corrected) == (None, None)
    assert searcher.search(SearchRequest("반도체 창업")).did_you_mean is None


def test_what_a_query_names_lifts_the_cases_that_have_it_unless_ignored(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    plain, lifted = (CaseSearcher(Ranker(index, analyser, encoder, weights=RankingWeights(signals=weight))) for weight in (0.0, 9.0))
    assert ids(plain, "시니어", mode="dense")[0] == "8-01"
    assert ids(lifted, "시니어", mode="dense")[0] == "8-02"  # the case for 고령자
    assert ids(lifted, "시니어", mode="dense", ignore=("target:고령자",)) == ids(plain, "시니어", mode="dense")


def test_evidence_is_the_same_whatever_the_query_names(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    plain, lifted = (CaseSearcher(Ranker(index, analyser, encoder, weights=RankingWeights(signals=weight))) for weight in (0.0, 9.0))
    assert plain.passages("여수 시니어 관광") == lifted.passages("여수 시니어 관광")


def test_what_is_ignored_is_another_search(searcher: CaseSearcher) -> None:
    told = searcher.search(SearchRequest("여수 시니어")).interpreted
    assert (told.regions, [signal.value for signal in told.signals]) == (["여수시"], ["여수시", "고령자"])
    assert searcher.search(SearchRequest("여수 시니어", ignore=("sigungu:여수시",))).interpreted.regions == []
    with pytest.raises(RequestError, match="ignore"):
        searcher.search(SearchRequest("여수", ignore=("sigungu:여수",)))


def test_spans_count_in_the_mended_query(searcher: CaseSearcher) -> None:
    told = searcher.search(SearchRequest("qksehcp ckddjq")).interpreted
    assert told.corrected == "반도체 창업"
    assert [told.corrected[slice(*signal.span)] for signal in told.signals] == ["반도체", "창업"]


def test_offset_continues_the_ranking_and_ends_quietly(searcher: CaseSearcher) -> None:
    every = searcher.search(SearchRequest("청년", limit=3)).hits
    assert [hit.rank for hit in every] == [1, 2, 3]
    second = searcher.search(SearchRequest("청년", limit=1, offset=1))
    assert (second.hits[0].rank, second.hits[0].case.id, second.total) == (2, every[1].case.id, 3)
    assert searcher.search(SearchRequest("청년", offset=99)).hits == []


def test_without_the_model_words_go_on_and_the_result_says_so(wordy: CaseSearcher) -> None:
    result = wordy.search(SearchRequest("반도체 창업"))
    assert (result.degraded, result.hits[0].case.id) == (True, "9-01")
    assert wordy.search(SearchRequest("반도체", "dense")).degraded
    assert not wordy.search(SearchRequest("반도체", "lexical")).degraded
    assert wordy.degraded


def test_an_equal_search_is_remembered_and_a_different_one_is_not(searcher: CaseSearcher, encoder: CountEncoder) -> None:
    request = SearchRequest("청년")
    assert searcher.recall(request) is None
    result = searcher.search(request)
    remembered = searcher.recall(request)
    assert remembered is not None
    assert replace(remembered, took_ms=0) == replace(result, took_ms=0)
    assert searcher.recall(SearchRequest("청년", limit=9)) is None


def test_the_cache_is_bounded(index: Index, analyser: Analyser) -> None:
    searcher = CaseSearcher(Ranker(index, analyser, None), cache_size=2)
    for word in ("청년", "창업", "관광"):
        searcher.search(SearchRequest(word))
    assert searcher.recall(SearchRequest("청년")) is None
    assert searcher.recall(SearchRequest("관광")) is not None


def test_similar_cases_leave_the_case_out_and_tell_what_is_shared(searcher: CaseSearcher) -> None:
    result = searcher.similar("8-01", limit=5)
    assert {hit.case.id for hit in result.hits} == {"8-02", "9-01"}
    assert [hit.rank for hit in result.hits] == [1, 2]
    assert result.total == 2
    assert all(passage.kind == "summary" for hit in result.hits for passage in hit.passages)
    assert searcher.similar("8-01", limit=1).hits == result.hits[:1]


def test_an_unknown_case_is_not_found(searcher: CaseSearcher) -> None:
    with pytest.raises(CaseNotFoundError):
        searcher.case("9-99")
    with pytest.raises(CaseNotFoundError):
        searcher.similar("../8-01")


def test_cases_are_listed_by_id(searcher: CaseSearcher) -> None:
    listed = searcher.list_cases(Filters(award=("지역일자리 목표 공시제",)), limit=1, offset=1)
    assert (listed.total, [case.id for case in listed.cases]) == (2, ["8-02"])


def test_evidence_for_a_query_with_slips_is_that_of_the_mended_one_unless_it_is_to_stay(searcher: CaseSearcher) -> None:
    assert searcher.passages("qksehcp ckddjq") == searcher.passages("반도체 창업")
    assert searcher.passages("qksehcp ckddjq", "lexical", as_typed=True)[0].id != "9-01/s01"


def test_evidence_over_all_cases_has_a_place_in_the_casebook(searcher: CaseSearcher) -> None:
    found = searcher.passages("반도체 창업")
    assert found[0].id == "9-01/s01"
    assert all(passage.place.lines for passage in found)


def test_stages_are_observed(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    seen: list[str] = []
    CaseSearcher(Ranker(index, analyser, encoder, observe=lambda stage, _: seen.append(stage))).search(SearchRequest("청년"))
    assert sorted(seen) == sorted(["repair", "analyse", "encode", "candidates", "fuse", "understand", "present"])


def test_a_reweighted_searcher_finds_what_a_new_one_with_those_weights_would(
    index: Index, analyser: Analyser, encoder: CountEncoder
) -> None:
    searcher, weights = CaseSearcher(Ranker(index, analyser, encoder)), RankingWeights(lexical=0.9, signals=9.0, thesaurus=0.0, depth=1)
    reweighted, new = searcher.reweigh(weights), CaseSearcher(Ranker(index, analyser, encoder, weights=weights))
    for request in (SearchRequest("시니어 창업", mode) for mode in MODES):
        before = searcher.search(request)
        found, wanted = (replace(each.search(request), took_ms=0) for each in (reweighted, new))
        assert found == wanted
        assert replace(searcher.search(request), took_ms=0) == replace(before, took_ms=0)  # and this one is as it was
    assert ids(reweighted, "시니어", mode="dense") != ids(searcher, "시니어", mode="dense")


def test_a_reweighted_search_makes_nothing_anew(index: Index, analyser: Analyser, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, seen = CountEncoder(), []
    searcher = CaseSearcher(Ranker(index, analyser, encoder, observe=lambda stage, _: seen.append(stage)))
    monkeypatch.setattr(analyser, "tokens", None)  # whoever prepared anything would need it
    monkeypatch.setattr(analyser, "name_margin", None)
    reweighted = searcher.reweigh(RankingWeights(depth=1))
    assert reweighted.parts is searcher.parts
    assert reweighted.ranker.index is index
    assert reweighted.ranker.weights == RankingWeights(depth=1) != searcher.ranker.weights
    assert (encoder.queried, encoder.batches) == ([], [])
    monkeypatch.undo()
    reweighted.search(SearchRequest("청년"))
    assert seen == []  # no search of a user's


def test_vectors_of_another_length_would_not_pass_silently(index: Index) -> None:
    short: Vectors = np.ones(3, dtype=np.float32)
    assert index.dense is not None
    with pytest.raises(AssertionError):
        index.dense.scores(short)
