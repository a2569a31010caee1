"""What a first hit's evidence holds of its query, weighed by hand over three cases."""

from math import log

import pytest

from eval.runs.reason_metrics import Why, WhyReader
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_search import CaseSearch
from service.search.contract.request import SearchRequest
from service.search.ranking.ranker import Ranker
from tests.support.doubles import CountEncoder


@pytest.fixture
def engine(index: Index, analyser: Analyser, encoder: CountEncoder) -> CaseSearch:
    return CaseSearch(Ranker(index, analyser, encoder))


def first(engine: CaseSearch, query: str) -> Why | None:
    return WhyReader(engine).first(engine.search(SearchRequest(query, "lexical", limit=1)))


def test_a_word_weighs_its_rarity_among_cases(engine: CaseSearch) -> None:
    """반도체: one case of three, ln(4 / 2). 어르신: one, and not in the first hit. 사례: all, ln(4 / 4) = 0."""
    found = first(engine, "반도체 창업 어르신 사례")
    assert found is not None
    assert found.reasons == 2
    assert found.covered == pytest.approx(2 / 3)


def test_a_word_of_no_case_weighs_most_and_is_never_held(engine: CaseSearch) -> None:
    found = first(engine, "반도체 코끼리")
    assert found is not None
    assert found.reasons == 1
    assert found.covered == pytest.approx(log(2) / (log(2) + log(4)))


def test_the_mended_query_is_read(engine: CaseSearch) -> None:
    assert first(engine, "qksehcp ckddjq") == Why(2, 1.0)


def test_words_of_every_case_alone_weigh_nothing(engine: CaseSearch) -> None:
    assert first(engine, "사례") == Why(0, 0.0)


def test_nothing_found_says_nothing(engine: CaseSearch) -> None:
    assert first(engine, "코끼리") is None
