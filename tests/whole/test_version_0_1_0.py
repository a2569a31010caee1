"""What version 0.1.0 wrote is still read: its cards, its index, its judgments and its reading lists (tests/data/v0_1_0/README.md)."""

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.cards import load_cases, load_regions
from corpus.errors import StoreError
from corpus.vocabulary.facet_values import load_vocabulary
from indexer.generations.build import Corpus, build_index, reasons_to_build, wanted_inputs
from indexer.generations.generation_store import Index, open_index
from indexer.text.analyser import Analyser
from judging.qrels import merge_grades, write_qrels
from judging.storage.database import Database
from judging.storage.judgment_store import Store
from service.asking.asker import Asker
from service.pages.reading_list.formats import FORMATS
from service.pages.reading_list.gathering import ListRequest, gather
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters, SearchRequest
from service.search.ranking.ranker import Ranker
from tests.support.models.analysers import analyser_of
from tests.support.models.doubles import CountEncoder

KEPT = Path(__file__).parents[1] / "data" / "v0_1_0"
DAY = date(2026, 11, 29)
REWORDED = {"사례집에 ": "자료에 ", "요약은 사례집을": "요약은 원문을", "사례 3건, 대목 4곳": "사례 1건, 대목 4곳"}
"""What version 0.1.0 said of its one book, and what is said of any."""


def reworded(text: str) -> str:
    for then, now in REWORDED.items():
        text = text.replace(then, now)
    return text


def renamed(text: str) -> str:
    """A list whose cases go by place and headline, not by their titles as then."""
    case = re.compile(r"## (\d+)\. (.+)\n\n(.+?) · (.+)\n\n\*\*(.+)\.\*\*\n\n")
    return case.sub(r"## \1. \3 \5\n\n\2 · \4\n\n", text)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the data folder: nothing is to be written into what is kept."""
    return Path(shutil.copytree(KEPT / "data", tmp_path / "data"))


@pytest.fixture
def old_index(old: Path) -> Index:
    index, problems = open_index(old / "index")
    assert problems == []
    return index


@pytest.fixture(scope="module")
def old_analyser() -> Analyser:
    return analyser_of(open_index(KEPT / "data" / "index")[0].manifest.inputs.analyser["words"])


@pytest.fixture
def old_searcher(old_index: Index, old_analyser: Analyser) -> CaseSearcher:
    return CaseSearcher(Ranker(old_index, old_analyser, CountEncoder()))


def results() -> Any:  # noqa: ANN401 - JSON
    return json.loads((KEPT / "results.json").read_text(encoding="utf-8"))


def test_its_cards_are_read() -> None:
    assert [case.id for case in load_cases(KEPT / "cards")] == ["1-01", "1-02", "2-01"]


def test_its_records_are_read_as_they_were_written(old: Path, old_index: Index) -> None:
    folder = next((old / "index" / "generations").iterdir())
    passages = json.loads((folder / "passages.json").read_text(encoding="utf-8"))
    assert [(passage.id, passage.heading, passage.text) for passage in old_index.catalogue.passages()] == [
        (passage["id"], passage["heading"], passage["text"]) for passage in passages
    ]
    first, spans = passages[0], old_index.catalogue.spans(passages[0]["id"], {"청년"})
    indexed = "\n".join(filter(None, (first["context"], first["heading"], first["text"], first["expansion"])))
    assert {indexed[start:end] for _, start, end in spans} == {"청년"}


def test_its_index_is_served(old_searcher: CaseSearcher) -> None:
    """The same cases are found; their order, and what is shown of them, is today's ranking's."""
    for wanted in results()["search"]:
        filters = Filters(**{facet: tuple(values) for facet, values in wanted["filters"].items()})
        found = old_searcher.search(SearchRequest(wanted["query"], "hybrid", filters, 10, 0))
        assert sorted(hit.case.id for hit in found.hits) == sorted(wanted["cases"]), wanted["query"]
        assert [hit.case.id for hit in found.hits][:1] == wanted["cases"][:1], wanted["query"]


def test_its_index_has_the_programs_own_regions_and_values_of_facets(old: Path, old_index: Index) -> None:
    folder = next((old / "index" / "generations").iterdir())
    assert not [name for name in ("regions.json", "facet-values.json") if (folder / name).exists()]
    assert (old_index.regions, old_index.facet_values) == (load_regions(), load_vocabulary())


@pytest.mark.flow
def test_its_index_is_renewed_by_the_next_build_and_nothing_is_embedded_again(
    old: Path, old_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.caches.token_cache.Analyser", analyser_of)  # the same, loaded once
    corpus, encoder = Corpus.of(old_index), CountEncoder()
    wanted = wanted_inputs(corpus, encoder.model_id)
    assert reasons_to_build(old / "index", wanted) == [
        "사례 자료이(가) 달라졌습니다",
        "형태소 분석 사전이(가) 달라졌습니다",
        "색인 형식이(가) 달라졌습니다",
    ]
    build_index(corpus, old / "index", encoder)
    assert (reasons_to_build(old / "index", wanted), encoder.embedded) == ([], [])


def test_its_index_answers(old_searcher: CaseSearcher) -> None:
    asker = Asker(old_searcher)
    for wanted in results()["ask"]:
        answer = asker.ask(wanted["question"])
        assert answer.answerable == wanted["answerable"]
        if answer.answerable:  # a value is told with other words about it than then, a no with its own
            assert answer.answer.split(" (")[0] == reworded(wanted["answer"]).split(" (")[0]
            assert [citation.passage_id for citation in answer.citations][:1] == wanted["citations"][:1]


def test_its_judgments_are_kept(old: Path) -> None:
    store = Store(Database(f"sqlite:///{old / 'judging.sqlite3'}"))
    assert [judge.name for judge in store.judges()] == ["김판정", "이평가"]
    assert [query.text for query in store.queries()] == ["어르신 관광", "반도체 창업", "청년 조선소"]
    assert write_qrels(merge_grades(store.grades())) == (KEPT / "judgments.qrels").read_text(encoding="utf-8")
    assert store.withdraw(store.judge("김판정")) == (2, "2-01")  # and goes on being one


@pytest.mark.parametrize("suffix", ["csv", "md"])
def test_its_reading_list_gives_the_same_file(old_index: Index, suffix: str) -> None:
    kept = json.loads((KEPT / "list.json").read_text(encoding="utf-8"))
    notes = {item["id"]: item["note"] for item in kept["items"] if item["note"]}
    wanted = ListRequest(tuple(item["id"] for item in kept["items"]), kept["title"], notes)
    gathered = gather(
        wanted, {case.id: case for case in old_index.cases}, old_index.catalogue, {book.id: book for book in old_index.books}, DAY
    )
    assert gathered.missing == ()
    assert FORMATS[suffix].write(gathered.contents).decode() == renamed(reworded((KEPT / f"list.{suffix}").read_bytes().decode()))


def test_its_index_is_told_damaged_where_it_is(old: Path) -> None:
    passages = next((old / "index" / "generations").glob("*/passages.json"))
    passages.write_bytes(passages.read_bytes().replace("청년".encode(), "노년".encode(), 1))
    with pytest.raises(StoreError, match=r"passages\.json"):
        open_index(old / "index")
