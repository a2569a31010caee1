"""An index that holds values which the vocabulary does not know, or has lost since: they filter, are counted and are understood."""

from pathlib import Path

import pytest

from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.pages.maps.facet_map import draw_map
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters, SearchRequest
from service.search.ranking.ranker import Ranker


@pytest.fixture
def searcher(cards: Path, root: Path, analyser: Analyser) -> CaseSearcher:
    path = cards / "9-01.yaml"
    text = path.read_text(encoding="utf-8").replace("industries: [반도체]", "industries: [우주항공, 반도체]")
    path.write_text(text.replace("award: 지역산업맞춤형 일자리창출 지원사업", "award: 장려상"), encoding="utf-8")
    build_index(read_corpus(cards, thesaurus=None), root, None, segment=analyser.tokens)
    return CaseSearcher(Ranker(open_index(root)[0], analyser, None))


def test_they_filter_and_are_counted(searcher: CaseSearcher) -> None:
    result = searcher.search(SearchRequest("창업", filters=Filters(industry=("우주항공",), award=("장려상",))))
    assert [hit.case.id for hit in result.hits] == ["9-01"]
    assert result.hits[0].case.industries == ("우주항공", "반도체")
    assert [(value.value, value.count) for value in result.facets["award"]] == [("장려상", 1)]


def test_they_are_understood_by_their_own_name(searcher: CaseSearcher) -> None:
    signals = searcher.understand("우주항공 장려상 사례").signals
    assert [(signal.field, signal.value, signal.cases) for signal in signals] == [("industry", "우주항공", 1), ("award", "장려상", 1)]


def test_they_have_their_place_on_the_map(searcher: CaseSearcher) -> None:
    drawn = draw_map(searcher.cases, "industry", "target", Filters(), searcher.vocabulary)
    assert [row.value for row, _ in drawn.rows] == ["반도체", "조선", "관광·MICE", "우주항공"]
