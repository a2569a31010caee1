"""The check of a book: queries made from it whose answer is known, ranks counted out, and what was read of its tables and lines."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.model.fact import Fact
from corpus.model.nouns import Case, Passage, Region
from corpus.model.place import Place
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.console.library_lines import tell_check
from service.library.checking.finding_check import FindingCheck, FoundKind, RankShares, _rank_of, _shares
from service.library.checking.known_items import KnownItem, make_items
from service.library.checking.reading_check import BookReading, check_reading
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.library_api.test_book_facts import fact
from tests.support.made.books import FARMS, WELFARE, write_library
from tests.support.made.documents import document_of, story
from tests.support.models.doubles import CountEncoder
from tests.support.served.library_service import Intake, add, client_of, library_service


def case_of(case_id: str, title: str, town: str, cases: tuple[Case, ...]) -> Case:
    return cases[0].model_copy(update={"id": case_id, "title": title, "region": Region(sido="충청남도", sigungu=town), "figures": ()})


def passage(case: str, line: int, heading: str) -> Passage:
    return Passage(f"{case}/L{line}", case, "casebook", heading, "글", place=Place("stories", lines=(line, line + 4)))


@pytest.fixture
def towns(cases: tuple[Case, ...]) -> list[Case]:
    return [case_of("stories:1", "골목 시장 되살리기", "나루군", cases), case_of("stories:2", "늦밤 돌봄", "다솔시", cases)]


PASSAGES = {
    "stories:1": [
        passage("stories:1", 1, "1. 시작한 까닭"),
        passage("stories:1", 6, "남은 것 > □ 주민이 얻은 것"),
        passage("stories:1", 11, "골목 시장"),
    ],
    "stories:2": [passage("stories:2", 21, "가. 시작한 까닭")],
}


def items(towns: list[Case], facts: list[Fact], most: int = 200) -> list[KnownItem]:
    return make_items("stories", towns, PASSAGES.__getitem__, facts, most)


def test_a_heading_is_asked_for_with_its_cases_place_or_title(towns: list[Case]) -> None:
    found = items(towns, [])
    assert {(item.kind, item.case, item.passages) for item in found} == {
        ("heading", "stories:1", frozenset({"stories:1/L1"})),
        ("heading", "stories:1", frozenset({"stories:1/L6"})),
        ("heading", "stories:2", frozenset({"stories:2/L21"})),
    }, "a heading that is the title asks for nothing more"
    for item in found:
        heading = "주민이 얻은 것" if item.passages == {"stories:1/L6"} else "시작한 까닭"
        before = item.query.removesuffix(heading).split()
        town = towns[0] if item.case == "stories:1" else towns[1]
        assert before == [town.region.sigungu] or (len(before) == 2 and set(before) <= set(town.title.split())), item  # type: ignore[union-attr]
    assert items(towns, []) == found, "the same ones every time"


def test_a_fact_is_asked_for_by_subject_measure_and_year(towns: list[Case]) -> None:
    told = [
        fact(1, subject="골목 시장", measure="찾은 손님", year=2021, lines=(7, 7)),
        fact(2, subject=None, measure="문 연 날", year=None, lines=(2, 3)),
        fact(3, measure="어디에도 없는 것", lines=(900, 900)),
        fact(4, subject="나루군 골목 시장", measure="골목 시장", lines=(7, 7)),
        fact(5, measure="카드의 값", lines=(7, 7), origin="card"),
    ]
    assert {(item.query, item.passages) for item in items(towns, told) if item.kind == "fact"} == {
        ("나루군 골목 시장 찾은 손님 2021년", frozenset({"stories:1/L6"})),
        ("나루군 문 연 날", frozenset({"stories:1/L1"})),
    }


def test_a_query_that_two_cases_answer_is_left_out(towns: list[Case]) -> None:
    nowhere = [town.model_copy(update={"region": None}) for town in towns]
    places = (("stories:1", (7, 7)), ("stories:2", (21, 21)))
    alike = [fact(at, case=case, subject="우리 군", measure="일자리 수", lines=lines) for at, (case, lines) in enumerate(places)]
    assert [item for item in items(nowhere, alike) if item.kind == "fact"] == []
    assert [item.query for item in items(towns, alike) if item.kind == "fact"] == [
        "나루군 우리 군 일자리 수 2021년",
        "다솔시 우리 군 일자리 수 2021년",
    ]


def test_kinds_share_the_queries_that_may_be_made(towns: list[Case]) -> None:
    told = [fact(at, measure=f"손님 수 {at}번", lines=(7, 7)) for at in range(9)]
    assert [item.kind for item in items(towns, told, most=4)] == ["fact", "fact", "heading", "heading"]
    assert [item.kind for item in items(towns, told, most=20)] == ["fact"] * 9 + ["heading"] * 3


def test_ranks_are_counted_as_they_are_written_down() -> None:
    assert _rank_of(["a", "b", "c"], {"c", "b"}) == 2
    assert _rank_of(["a"], {"z"}) is None
    assert _shares([1, 2, None, 10]) == RankShares(mrr=0.4, hit_1=0.25, hit_5=0.5)


@pytest.fixture(scope="module")
def searcher(books_built: Path) -> CaseSearcher:
    index = open_index(books_built)[0]
    return CaseSearcher(Ranker(index, Analyser(index.manifest.inputs.analyser["words"]), CountEncoder()))


@pytest.fixture
def served(tmp_path: Path, searcher: CaseSearcher) -> Iterator[TestClient]:
    """A service over the three cases and two books that were put in by hand."""
    write_library(tmp_path / "library")
    with client_of(library_service(tmp_path, Intake(), searcher)) as client:
        yield client


def test_a_book_is_measured_beside_the_others(served: TestClient) -> None:
    told = served.get("/api/v1/books/jobs-2023/check", params={"queries": 20}).json()
    assert (told["book"], told["whole"], told["reading"], told["searchable"], told["unmeasured"]) == ("jobs-2023", True, None, True, [])
    assert [other["book"] for other in told["others"]] == [WELFARE, FARMS]
    whole = told["finding"]["whole"]
    assert whole["queries"] == sum(kind["queries"] for kind in told["finding"]["kinds"]) <= 20
    assert {kind["kind"] for kind in told["finding"]["kinds"]} == {"heading", "figure"}
    assert 0 < whole["passage"]["mrr"] <= 1
    assert whole["case"]["hit_1"] <= whole["case"]["hit_5"] <= 1
    lines = tell_check(told)
    assert lines[0] == "자료 jobs-2023: 정상"
    assert any(line.startswith(f"  {FARMS} ") for line in lines)


def test_what_was_measured_is_remembered_and_the_rest_is_named(searcher: CaseSearcher) -> None:
    asked: list[str] = []

    def facts_of(book: str) -> tuple[Fact, ...]:
        asked.append(book)
        return ()

    check = FindingCheck()
    hurried = check.compare(searcher, FARMS, facts_of, 20, left=lambda: 0.5)
    assert (asked, hurried.own.book, hurried.others, hurried.unmeasured) == ([FARMS], FARMS, (), ("jobs-2023", WELFARE))
    full = check.compare(searcher, FARMS, facts_of, 20, left=lambda: 60)
    assert (asked, full.own, [other.book for other in full.others]) == ([FARMS, "jobs-2023", WELFARE], hurried.own, ["jobs-2023", WELFARE])
    assert check.compare(searcher, WELFARE, facts_of, 20, left=lambda: 0.5).unmeasured == (), "both others are known by now"


def test_the_searches_of_a_check_are_not_remembered_by_the_service(searcher: CaseSearcher) -> None:
    before = len(searcher._cache)
    found = FindingCheck().measure(searcher, "jobs-2023", lambda _: (), 20)
    assert isinstance(found.whole, FoundKind)
    assert len(searcher._cache) == before


def test_a_draft_is_told_as_it_was_read(client: TestClient) -> None:
    add(client, "1 2")
    told = client.get("/api/v1/books/stories/check").json()
    assert (told["whole"], told["searchable"], told["finding"], told["others"]) == (True, False, None, [])
    assert told["reading"] == {
        "lines": 20, "lines_in_passages": 20, "tables": 2, "tables_with_head": 2, "tables_with_facts": 2, "pages_to_check": [],
    }  # fmt: skip
    assert tell_check(told) == [
        "자료 stories: 정상",
        "읽은 것: 글 20행의 100%가 대목에 있음, 표 2개(머리 있는 표 2개, 값을 읽은 표 2개)",
        "찾기는 살피지 않았습니다. 펴낸 자료로 'saerye build'를 하신 뒤에 다시 살피십시오.",
    ]
    for path, status in (("/api/v1/books/none/check", 404), ("/api/v1/books/stories/check?queries=201", 422)):
        assert client.get(path).status_code == status


def test_a_check_is_for_librarians(client: TestClient, tmp_path: Path) -> None:
    add(client)
    with client_of(library_service(tmp_path / "data", Intake(), admin_key="not-a-real-admin-key-0123")) as locked:
        assert locked.get("/api/v1/books/stories/check").status_code in {401, 403}


def test_tables_and_lines_that_were_read_are_counted() -> None:
    document = document_of([story(1), story(2)])
    tables = [(number, block) for number, block in enumerate(document.blocks) if block.cells]
    bare = replace(tables[1][1], cells=tuple(replace(cell, head=False) for cell in tables[1][1].cells))
    blocks = tuple(bare if number == tables[1][0] else block for number, block in enumerate(document.blocks))
    first: Any = tables[0][1].lines
    facts = [fact(1, lines=first, block=tables[0][0]), fact(2, origin="prose", lines=tables[1][1].lines)]
    passages = [Passage("stories:1/L1", "stories:1", "casebook", "", "글", place=Place("stories", lines=(1, 5)))]
    warnings = ["3쪽: 표 확인 필요", "1,204쪽: 표 확인 필요", "다른 말"]
    assert check_reading(replace(document, blocks=blocks), passages, facts, warnings) == BookReading(
        lines=20, lines_in_passages=5, tables=2, tables_with_head=1, tables_with_facts=1, pages_to_check=(3, 1204)
    )
