"""A weight over a grid, over three tiny cases; and the choice of a value by folds worked by hand."""

import numpy as np
import pytest

from eval.experiments.curve import WEIGHTS, CurvePoint, RememberingEncoder, choose_elsewhere, curve, grid, measures_of
from eval.metrics.folds import fold_means
from eval.runs.saved_results import units
from eval.runs.search_runs import list_asked_queries, measure_runs, run_searcher
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from service.search.ranking.ranking_weights import RankingWeights
from tests.support.answering.judgments import tiny_judged
from tests.support.models.doubles import CountEncoder


def test_each_point_is_an_searcher_with_that_weight(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    judged = tiny_judged()
    points = list(curve(CaseSearcher(Ranker(index, analyser, encoder)), judged, "lexical", (0.0, 1.0)))
    for point in points:
        runs = run_searcher(CaseSearcher(Ranker(index, analyser, encoder, weights=RankingWeights(lexical=point.value))), judged)
        values = next(found.values for found in measure_runs(runs, judged) if found.name == "nDCG@10")
        assert point.folds["nDCG@10"] == fold_means(values, units(list_asked_queries(judged, runs)))
    assert [point.value for point in points] == [0, 1]
    assert list(points[0].folds) == list(measures_of("lexical"))


def test_every_query_is_embedded_once_whatever_the_grid(index: Index, analyser: Analyser) -> None:
    encoder = CountEncoder()
    list(curve(CaseSearcher(Ranker(index, analyser, encoder)), tiny_judged(), "depth", (1, 2, 3)))
    assert sorted(encoder.queried) == sorted(["어르신 관광", "반도체 창업", "반도체 교육", "관광"])


def test_remembered_vectors_are_the_encoders() -> None:
    remembering = RememberingEncoder(CountEncoder())
    for texts in (["청년"], ["창업", "청년"], []):
        np.testing.assert_array_equal(remembering.queries(texts), CountEncoder().queries(texts))
    np.testing.assert_array_equal(remembering.passages(["돌봄"]), CountEncoder().passages(["돌봄"]))
    assert (remembering.model_id, remembering.dimension) == ("counts@1", 8)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_grid_holds_the_weight_in_use_and_is_in_order(weight: str) -> None:
    assert getattr(RankingWeights(), weight) in grid(weight)
    assert list(grid(weight)) == sorted(set(grid(weight)))


def test_only_what_a_weight_can_change_is_shown() -> None:
    assert "evidence hit@5" in measures_of("lexical")
    assert "evidence hit@5" not in measures_of("depth")


def test_each_fold_is_judged_by_the_value_the_others_choose() -> None:
    """Without fold 1 the means are 0 and 1: value 1 is chosen and gives 0 there. Without 2 or 3 both are .5: the first is taken."""
    points = [CurvePoint(0.0, {"MRR": [1.0, 0.0, 0.0]}), CurvePoint(1.0, {"MRR": [0.0, 1.0, 1.0]})]
    assert choose_elsewhere(points, "MRR") == [(1.0, 0.0), (0.0, 0.0), (0.0, 0.0)]


def test_a_single_fold_has_no_other_to_choose_by() -> None:
    assert choose_elsewhere([CurvePoint(0.0, {"MRR": [1.0]})], "MRR") == []
