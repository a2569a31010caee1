"""What a first hit's evidence holds of its query, weighed by hand over three cases."""

from math import log

import pytest

from eval.runs.reason_metrics import Why, WhyReader
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import SearchRequest
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder


@pytest.fixture
def searcher(index: Index, analyser: Analyser, encoder: CountEncoder) -> CaseSearcher:
    return CaseSearcher(Ranker(index, analyser, encoder))


def first(searcher: CaseSearcher, query: str) -> Why | None:
    return WhyReader(searcher).first(searcher.search(SearchRequest(query, "lexical", limit=1)))


def test_a_word_weighs_its_rarity_among_cases(searcher: CaseSearcher) -> None:
    """반도체: one case of three, ln(4 / 2). 어르신: one, and not in the first hit. 사례: all, ln(4 / 4) = 0."""
    found = first(searcher, "반도체 창업 어르신 사례")
    assert found is not None
    assert found.reasons == 2
    assert found.covered == pytest.approx(2 / 3)


def test_a_word_of_no_case_weighs_most_and_is_never_held(searcher: CaseSearcher) -> None:
    found = first(searcher, "반도체 코끼리")
    assert found is not None
    assert found.reasons == 1
    assert found.covered == pytest.approx(log(2) / (log(2) + log(4)))


def test_the_mended_query_is_read(searcher: CaseSearcher) -> None:
    assert first(searcher, "qksehcp ckddjq") == Why(2, 1.0)


def test_words_of_every_case_alone_weigh_nothing(searcher: CaseSearcher) -> None:
    assert first(searcher, "사례") == Why(0, 0.0)


def test_nothing_found_says_nothing(searcher: CaseSearcher) -> None:
    assert first(searcher, "코끼리") is None
