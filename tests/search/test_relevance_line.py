import json
from pathlib import Path

import numpy as np
import pytest

from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters, SearchRequest
from service.search.ranking import relevance_line
from service.search.ranking.ranker import Ranker
from service.search.ranking.relevance_line import (
    CASE_SIGNS,
    HYBRID,
    LEXICAL,
    RELEVANCE_WEIGHTS,
    SEARCH_SIGNS,
    LinearJudge,
    RelevanceLine,
    case_signs,
    load_relevance_line,
    search_signs,
)
from tests.support.models.doubles import CountEncoder, count_vector

NONE = np.zeros(3, dtype=np.float32)


@pytest.fixture
def ranker(index: Index, analyser: Analyser) -> Ranker:
    return Ranker(index, analyser, CountEncoder())


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> RelevanceLine:
    """A line by hand: a search has good hits where no word of it is unknown, a case is one where its words as a whole say something."""
    known = np.array([0, 0, 0, 0, -10.0, 0, 0])
    says = np.array([0, 4.0, 0, 0, 0])
    made = RelevanceLine(
        {HYBRID: LinearJudge(known, 1.0, 0.5), LEXICAL: LinearJudge(known[:-1], 1.0, 0.5)},
        dict.fromkeys((HYBRID, LEXICAL), LinearJudge(says, -1.0, 0.5)),
    )
    monkeypatch.setattr("service.search.case_searcher.load_relevance_line", lambda: made)
    return made


def test_a_judge_says_yes_from_its_least_probability_on() -> None:
    judge = LinearJudge(np.array([1.0, -2.0]), 0.5, 0.5)
    assert judge.accepts(np.array([[1.0, 0.0], [0.0, 1.0], [1.5, 1.0]])).tolist() == [True, False, True]  # 1.5, -1.5 and 0


def test_the_signs_of_a_search_are_what_its_ranking_shows(ranker: Ranker, index: Index) -> None:
    ranking = ranker.rank("섬마을 어르신 관광")
    seen = dict(zip(SEARCH_SIGNS, search_signs(ranking, index.catalogue), strict=True))
    assert index.dense is not None
    assert seen["best case"] == pytest.approx(ranking.cases.max())
    assert seen["best words"] == pytest.approx(ranking.candidates.words.max() / ranking.candidates.bounds.words)
    assert seen["share unknown"] == 0
    assert seen["prepared"] == 1  # the best case has needs
    assert seen["best meaning"] == pytest.approx((index.dense.vectors() @ count_vector("섬마을 어르신 관광")).max(), abs=1e-5)
    known, unknown = ("관광", "우주선")
    mixed = dict(zip(SEARCH_SIGNS, search_signs(ranker.rank(f"{known} {unknown}"), index.catalogue), strict=True))
    rarities = [index.catalogue.rarity(form) for form in ranker.rank(unknown).sought.typed]
    assert mixed["share unknown"] == pytest.approx(sum(rarities) / (sum(rarities) + index.catalogue.rarity(known)))


def test_the_signs_of_cases_are_a_row_each(ranker: Ranker) -> None:
    ranking = ranker.rank("섬마을 어르신 관광")
    signs = case_signs(ranking, np.array([0, 2, 0], dtype=np.float32))
    assert signs.shape == (3, len(CASE_SIGNS))
    assert signs[:, 0] == pytest.approx(ranking.cases)
    assert signs[:, 2].tolist() == [0, 2, 0]
    assert signs[:, 3] == pytest.approx(ranking.cases - ranking.cases.max())


def test_without_vectors_the_meaning_is_no_sign(index: Index, analyser: Analyser) -> None:
    ranking = Ranker(index, analyser, None).rank("관광", "lexical")
    assert len(search_signs(ranking, index.catalogue)) == len(SEARCH_SIGNS) - 1
    assert isinstance(load_relevance_line().count(ranking, NONE, index.catalogue), int)


@pytest.mark.usefixtures("line")
def test_good_hits_come_first_and_are_counted_under_filters_too(ranker: Ranker) -> None:
    searcher = CaseSearcher(ranker)
    result = searcher.search(SearchRequest("섬마을 어르신"))
    assert (result.relevant_total, result.total) == (1, 3)
    assert result.hits[0].case.id == "8-02"
    assert [hit.relevant for hit in result.hits] == [True, False, False]
    assert [hit.relevant for hit in searcher.search(SearchRequest("섬마을 어르신", offset=1)).hits] == [False, False]
    elsewhere = searcher.search(SearchRequest("섬마을 어르신", filters=Filters(sido=("경상남도",))))
    assert (elsewhere.relevant_total, [hit.relevant for hit in elsewhere.hits]) == (0, [False])


@pytest.mark.usefixtures("line")
def test_a_search_with_a_word_that_nobody_wrote_has_no_good_hit_and_hides_nothing(ranker: Ranker) -> None:
    result = CaseSearcher(ranker).search(SearchRequest("우주선 양자컴퓨터"))
    assert (result.relevant_total, len(result.hits), {hit.relevant for hit in result.hits}) == (0, 3, {False})


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(("query", "good"), [("여수", 1), ("8-01", 1), ('"섬마을"', 1)])
def test_places_ids_and_quoted_words_are_good_hits_whatever_their_letters(ranker: Ranker, query: str, good: int) -> None:
    result = CaseSearcher(ranker).search(SearchRequest(query))
    assert result.relevant_total == good
    assert result.hits[0].relevant


@pytest.mark.usefixtures("line")
def test_what_is_left_out_is_no_good_hit(ranker: Ranker) -> None:
    result = CaseSearcher(ranker).search(SearchRequest("어르신 말고 청년 교육"))
    shown = {hit.case.id: hit.relevant for hit in result.hits}
    assert shown["8-02"] is False


def test_weights_learned_for_other_signs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = json.loads(RELEVANCE_WEIGHTS.read_text(encoding="utf-8"))
    assert tuple(held[HYBRID]["search"]["signs"]) == SEARCH_SIGNS
    held[HYBRID]["case"]["signs"].pop("score")
    other = tmp_path / "weights.json"
    other.write_text(json.dumps(held), encoding="utf-8")
    monkeypatch.setattr(relevance_line, "RELEVANCE_WEIGHTS", other)
    with pytest.raises(ValueError, match="other signs"):
        load_relevance_line(other)
