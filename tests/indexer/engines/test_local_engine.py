"""The engine of one machine: every passage scored as plain NumPy scores it, a part of them no otherwise than all."""

import numpy as np
import pytest

from corpus.passages import indexed_text
from indexer.engines.seam import Candidates, EngineQuery
from indexer.generations.generation_store import Index
from tests.support.models.doubles import count_vector

QUERY = EngineQuery(words={"청년": 1, "관광": 0.5}, pairs={"청년": 1, "반도": 2}, vector=count_vector("청년 돌봄"))


def by_id(found: Candidates) -> dict[str, tuple[float, ...]]:
    rows = zip(found.ids, found.words, found.pairs, found.cosines, strict=True)
    return {name: tuple(map(float, scores)) for name, *scores in rows}


def whole_by_case(found: Candidates) -> dict[str, float]:
    return dict(zip(found.case_ids, map(float, found.whole), strict=True))


def test_all_passages_are_scored_as_plain_numpy_scores_them(index: Index) -> None:
    found, passages = index.engine.candidates(QUERY, {}, None), index.catalogue.passages()
    assert list(found.ids) == [passage.id for passage in passages]
    assert [found.case_ids[place] for place in found.case_of] == [passage.case_id for passage in passages]
    vectors = np.array([count_vector(indexed_text(passage)) for passage in passages])
    assert found.cosines == pytest.approx(vectors @ count_vector("청년 돌봄"), abs=1e-6)
    assert found.words == pytest.approx(index.words.scores({"청년": 1}) + 0.5 * index.words.scores({"관광": 1}))
    assert found.pairs == pytest.approx(index.pairs.scores({"청년": 1}) + 2 * index.pairs.scores({"반도": 1}))
    assert found.whole == pytest.approx(index.whole.scores({"청년": 1}) + 0.5 * index.whole.scores({"관광": 1}))
    assert found.bounds.words == index.words.bound_of({"청년": 1, "관광": 0.5})
    assert found.of_kinds({"need"}).tolist() == [passage.kind == "need" for passage in passages]


def test_conditions_leave_the_cases_that_meet_them_and_change_no_score(index: Index) -> None:
    every = index.engine.candidates(QUERY, {}, None)
    some = index.engine.candidates(QUERY, {"sido": {"서울특별시", "어디에도없는도"}}, None)
    assert set(some.case_ids) == {case.id for case in index.cases if case.region and case.region.sido == "서울특별시"}
    assert by_id(some) == {name: scores for name, scores in by_id(every).items() if index.catalogue[name].case_id in some.case_ids}
    assert whole_by_case(some).items() <= whole_by_case(every).items()
    assert some.bounds == every.bounds
    assert [some.case_ids[place] for place in some.case_of] == [index.catalogue[name].case_id for name in some.ids]
    none = index.engine.candidates(QUERY, {"sido": {"서울특별시"}, "target": {"아무도"}}, None)
    assert (list(none.ids), list(none.case_ids), none.words.shape) == ([], [], (0,))


@pytest.mark.parametrize("k", [1, 3])
def test_the_best_of_each_arm_are_all_returned_with_all_their_scores(index: Index, k: int) -> None:
    every, best = index.engine.candidates(QUERY, {}, None), index.engine.candidates(QUERY, {}, k)
    wanted = {
        every.ids[row]
        for scores in (every.words, every.pairs, every.cosines)
        for row in sorted(range(len(scores)), key=lambda row: (-scores[row], row))[:k]
        if scores[row] > 0
    }
    assert set(best.ids) == wanted
    assert by_id(best).items() <= by_id(every).items()


def test_without_a_vector_there_are_no_cosines(index: Index) -> None:
    found = index.engine.candidates(EngineQuery(words={"청년": 1}, pairs={}, vector=None), {}, 2)
    assert found.cosines.shape == (0,)
    assert 0 < len(found.ids) <= 2
