"""Regions under whichever of their names: two books that call one province differently, districts that were renamed, joined or moved."""

from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest
from fastapi.testclient import TestClient

from corpus.cards import load_regions
from corpus.errors import RequestError
from corpus.model.facets import places_of, values_of
from corpus.model.nouns import Region
from corpus.vocabulary.facet_values import unknown_values
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.engines.seam import EngineQuery
from indexer.generations.build import Corpus, build_index, read_corpus
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.app import create_service
from service.asking.asker import Asker
from service.pages.maps.facet_map import draw_map, provinces
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters, SearchRequest
from service.search.ranking.ranker import Ranker
from service.search.understanding.completion import Suggester
from service.search.understanding.place_names import write_as_printed
from tests.support.made.books import BOOKS, CARDS, FARMS
from tests.support.made.cards import GEOJE
from tests.support.served.held import HeldRuntime

Serve = Callable[[list[str], list[str]], CaseSearcher]
"""A search over the places of the embedded book's cases, of 2023, and those of another's, of 2024: `serve(["전라북도 군산시"], [])`."""
NAMES = ("전라북도", "전북특별자치도")


@pytest.fixture
def serve(tmp_path: Path, root: Path, analyser: Analyser) -> Serve:
    def built(own: list[str], other: list[str]) -> CaseSearcher:
        cards, library = tmp_path / "cards", tmp_path / "library"
        for folder in (cards, library / FARMS / "cards"):
            folder.mkdir(parents=True)
        (library / FARMS / "book.yaml").write_text(BOOKS[FARMS], encoding="utf-8")
        for number, place in enumerate(own, 1):
            card = GEOJE.replace("id: 8-01", f"id: 8-0{number}").replace("{sido: 경상남도, sigungu: 거제시}", told(place))
            (cards / f"8-0{number}.yaml").write_text(card, encoding="utf-8")
        for number, place in enumerate(other, 1):
            card = CARDS[FARMS]["a1"].replace("id: a1", f"id: a{number}").replace("{sido: 전라남도, sigungu: 해남군}", told(place))
            (library / FARMS / "cards" / f"a{number}.yaml").write_text(card, encoding="utf-8")
        corpus = read_corpus(cards, thesaurus=None, library=library if other else None)
        assert unknown_regions(corpus) == []
        build_index(corpus, root, None, segment=analyser.tokens)
        return CaseSearcher(Ranker(open_index(root)[0], analyser, None))

    return built


def unknown_regions(corpus: Corpus) -> list[str]:
    return [str(fault) for fault in unknown_values(corpus.cases, corpus.facet_values) if fault.key.startswith("region.")]


def told(place: str) -> str:
    sido, _, sigungu = place.partition(" ")
    return f"{{sido: {sido}, sigungu: {sigungu or 'null'}}}"


def found(searcher: CaseSearcher, **chosen: str) -> list[str]:
    """The ids of the cases that meet conditions, by the list and by a search alike."""
    filters = Filters(**{facet: (value,) for facet, value in chosen.items()})
    listed = [case.id for case in searcher.list_cases(filters).cases]
    assert {hit.case.id for hit in searcher.search(SearchRequest("청년", filters=filters)).hits} == set(listed)
    return listed


def counted(searcher: CaseSearcher, facet: str, filters: Filters | None = None) -> dict[str, int]:
    return {value.value: value.count for value in searcher.list_cases(filters or Filters()).facets[facet]}


def signals(searcher: CaseSearcher, query: str) -> list[tuple[str, str, int]]:
    return [(signal.field, signal.value, signal.cases) for signal in searcher.understand(query).signals if signal.field.startswith("si")]


@pytest.fixture
def two_books(serve: Serve) -> CaseSearcher:
    return serve(["전라북도 군산시", "전라남도 여수시"], ["전북특별자치도 전주시"])


@pytest.mark.parametrize("name", NAMES)
def test_a_province_is_found_and_counted_under_each_of_its_names(two_books: CaseSearcher, name: str) -> None:
    assert found(two_books, sido=name) == ["8-01", "farms-2024:a1"]
    assert found(two_books, sido=name, sigungu="전주시") == ["farms-2024:a1"]
    assert counted(two_books, "sido") == {"전북특별자치도": 2, "전라남도": 1}
    assert counted(two_books, "sigungu", Filters(sido=(name,))) == {"군산시": 1, "전주시": 1}


@pytest.mark.parametrize("name", NAMES)
def test_an_searcher_leaves_the_same_cases_as_the_filters_that_it_is_handed(two_books: CaseSearcher, name: str) -> None:
    query = EngineQuery(words={"청년": 1}, pairs={}, vector=None)
    conditions = two_books.resolve(Filters(sido=(name,))).conditions()
    assert two_books.ranker.index.engine.candidates(query, conditions, None).case_ids == ["8-01", "farms-2024:a1"]


@pytest.mark.parametrize("query", ["전북특별자치도 청년", "전라북도 청년", "전북 청년", "전북도 청년"])
def test_a_province_is_recognised_by_each_of_its_names(two_books: CaseSearcher, query: str) -> None:
    assert signals(two_books, query) == [("sido", "전북특별자치도", 2)]
    assert two_books.understand(query).holders == [frozenset({0, 2}), frozenset({0, 1, 2})]  # 청년, too


@pytest.mark.parametrize("name", NAMES)
def test_a_province_is_ignored_by_each_of_its_names(two_books: CaseSearcher, name: str) -> None:
    ignore = (f"sido:{name}",)
    assert two_books.search(SearchRequest("전북 여수", ignore=ignore)).interpreted.regions == ["여수시"]


def test_a_case_keeps_the_name_that_its_book_prints(two_books: CaseSearcher) -> None:
    client = TestClient(create_service(HeldRuntime(two_books)))
    told = {case["id"]: case["region"] for case in client.get("/api/v1/cases").json()["cases"]}
    assert told["8-01"] == {"sido": "전라북도", "sigungu": "군산시"}
    assert told["farms-2024:a1"] == {"sido": "전북특별자치도", "sigungu": "전주시"}
    assert client.get("/api/v1/cases/8-01").json()["region"] == told["8-01"]
    found = client.get("/api/v1/search", params={"q": "청년", "sido": "전라북도"}).json()
    assert sorted(hit["case"]["region"]["sido"] for hit in found["hits"]) == sorted(NAMES)
    assert found["facets"]["sido"] == [{"value": "전북특별자치도", "count": 2}, {"value": "전라남도", "count": 1}]
    assert places_of(two_books.case("8-01")) == ("전라북도", "군산시")
    assert values_of(two_books.case("8-01"), "sido") == ("전북특별자치도",)


def test_pages_mark_a_choice_and_a_tile_by_either_name(two_books: CaseSearcher) -> None:
    client = TestClient(create_service(HeldRuntime(two_books)))
    for name in NAMES:
        page = client.get("/", params={"sido": name}).text
        assert '<a class="on" href="/" data-choice="sido:전북특별자치도"><span>전북특별자치도</span> <span class="count">2</span>' in page
        tile = client.get("/topics", params={"sido": name}).text
        assert 'class="r3 c1 s2 picked"' in tile
        assert "전북특별자치도의 시·군·구" in tile


@pytest.mark.parametrize(
    ("own", "other", "shown"),
    [
        (["전라북도 군산시", "전라북도"], [], "전라북도"),
        (["전북특별자치도 군산시"], ["전북특별자치도"], "전북특별자치도"),
        (["전라북도 군산시"], ["전북특별자치도"], "전북특별자치도"),
        (["전라남도 여수시"], [], "전라북도"),  # as of the books, which are of 2023
        (["전라남도 여수시"], ["전라남도"], "전북특별자치도"),  # and one of 2024
    ],
)
def test_the_name_shown_is_the_cases_own_where_they_agree(serve: Serve, own: list[str], other: list[str], shown: str) -> None:
    searcher = serve(own, other)
    tile = next(province for province in provinces(searcher.cases, searcher.gazetteer) if province.name == "전북")
    assert (tile.own.value, tile.place) == (shown, (3, 1))
    drawn = draw_map(searcher.cases, "sido", "target", Filters(), searcher.vocabulary)
    names = [row.value for row, _ in drawn.rows] + drawn.unseen["시·도"]
    assert (len(names), [name for name in names if name in NAMES]) == (17, [shown])


def test_a_district_that_moved_is_found_in_both_provinces(serve: Serve) -> None:
    searcher = serve(["경상북도 군위군", "경상북도 안동시", "대구광역시"], [])
    for name in ("경상북도", "대구광역시"):
        assert found(searcher, sido=name, sigungu="군위군") == ["8-01"]
    assert found(searcher, sido="대구광역시") == ["8-01", "8-03"]
    assert counted(searcher, "sido") == {"경상북도": 2, "대구광역시": 2}
    assert signals(searcher, "경북 군위 청년") == [("sido", "경상북도", 2), ("sigungu", "군위군", 1)]
    assert signals(searcher, "대구 군위군 청년") == [("sido", "대구광역시", 2), ("sigungu", "군위군", 1)]
    suggester = Suggester(searcher.cases, searcher.gazetteer)
    for typed in ("대구 군위", "경북 군위", "군위"):
        assert [told.text for told in suggester.complete(typed)] == ["경상북도 군위군"]


def test_a_moved_district_of_no_case_is_recognised_in_both_provinces(serve: Serve) -> None:
    searcher = serve(["경상북도 안동시"], ["대구광역시"])
    assert signals(searcher, "경북 군위 사과")[1] == ("sigungu", "군위군", 0)
    assert signals(searcher, "대구 군위 사과")[1] == ("sigungu", "군위군", 0)


@pytest.mark.parametrize(
    ("printed", "asked", "shown"),
    [
        ("인천광역시 미추홀구", "인천광역시 남구", "미추홀구"),
        ("인천광역시 남구", "인천광역시 미추홀구", "남구"),
        ("경기도 여주군", "경기도 여주시", "여주군"),
        ("충청남도 당진시", "충청남도 당진군", "당진시"),
        ("충청북도 청원군", "충청북도 청주시", "청원군"),
        ("경상남도 마산시", "경상남도 창원시", "마산시"),
        ("경상남도 창원시", "경상남도 진해시", "창원시"),
        ("충청남도 연기군", "세종특별자치시 연기군", "연기군"),
        ("제주도 북제주군", "제주특별자치도 제주시", "북제주군"),
        ("강원도 춘천시", "강원특별자치도 춘천시", "춘천시"),
    ],
)
def test_a_district_is_found_under_its_other_names(serve: Serve, printed: str, asked: str, shown: str) -> None:
    searcher = serve([printed, "부산광역시 남구"], [])
    sido, sigungu = asked.split()
    assert found(searcher, sido=sido, sigungu=sigungu) == ["8-01"]
    assert found(searcher, sido=sido) == ["8-01"]
    assert signals(searcher, f"{asked} 청년")[1][2] == 1
    assert shown in counted(searcher, "sigungu")
    assert places_of(searcher.case("8-01")) == tuple(printed.split())


def test_a_former_name_does_not_take_the_place_of_one_that_is_borne_now(serve: Serve) -> None:
    searcher = serve(["인천광역시 미추홀구", "부산광역시 남구"], [])
    assert found(searcher, sigungu="남구") == ["8-02"]
    assert found(searcher, sigungu="남구", sido="부산광역시") == ["8-02"]
    assert counted(searcher, "sigungu") == {"남구": 1, "미추홀구": 1}


def test_former_names_that_are_ordinary_words_are_known_in_full_alone(serve: Serve) -> None:
    searcher = serve(["충청북도 청주시"], ["세종특별자치시"])
    assert [signals(searcher, query) for query in ("국민 청원 게시판", "납부 기한 연기", "연기 학원 지원")] == [[], [], []]
    assert signals(searcher, "청원군 청년") == [("sigungu", "청주시", 1)]
    assert signals(searcher, "세종 연기군")[1] == ("sigungu", "연기군", 0)


def test_a_new_province_is_used_as_it_stands_and_told_of(serve: Serve, tmp_path: Path) -> None:
    searcher = serve(["전라북도 군산시"], [])
    path = tmp_path / "cards" / "8-01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("sido: 전라북도", "sido: 한빛특별자치도"), encoding="utf-8")
    corpus = read_corpus(tmp_path / "cards", thesaurus=None)
    assert unknown_regions(corpus) == ["8-01.yaml: region.sido: 시·도의 어휘에 없는 값입니다: '한빛특별자치도'"]
    build_index(corpus, tmp_path / "new", None, segment=searcher.ranker.analyser.tokens)
    other = CaseSearcher(Ranker(open_index(tmp_path / "new")[0], searcher.ranker.analyser, None))
    assert found(other, sido="한빛특별자치도", sigungu="군산시") == ["8-01"]
    assert (counted(other, "sido"), counted(other, "sigungu")) == ({"한빛특별자치도": 1}, {"군산시": 1})
    assert Suggester(other.cases, other.gazetteer).complete("한빛")[0].text == "한빛특별자치도"
    with pytest.raises(RequestError, match=r"sido에 없는 값입니다: '전북특별자치도'. 쓸 수 있는 값: 한빛특별자치도"):
        found(other, sido="전북특별자치도")


def test_each_region_has_a_code_that_its_later_names_leave_as_it_is() -> None:
    gazetteer = Gazetteer(load_regions())
    codes = [entry.code for province in gazetteer.provinces for entry in (province, *gazetteer.districts_of(province.code))]
    assert len(set(codes)) == 17 + 226 + 2 + 1  # and 연기군, which is no more
    assert len(codes) == len(set(codes)) + 2  # 군위군 and 연기군 stand in two provinces
    known = {"전북특별자치도": "52", "전라북도": "52", "강원도": "51", "제주도": "50", "세종특별자치시": "36"}
    assert {name: entry.code for name in known if (entry := gazetteer.province(name))} == known
    moved = [("경상북도", "군위군"), ("대구광역시", "군위군"), ("인천광역시", "남구"), ("인천광역시", "미추홀구"), ("경상남도", "진해시")]
    assert [gazetteer.entries(Region(sido=sido, sigungu=name))[1].code for sido, name in moved] == [
        "47-군위군", "47-군위군", "28-남구", "28-남구", "48-창원시"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sido", "sigungu"),
    [("전남", ""), ("전라남도 ", ""), (normalize("NFD", "전라남도"), ""), ("", "여수"), ("", " 여수시"), ("전남", "여수")],
)
def test_a_filter_takes_a_region_in_short_and_however_it_is_composed(two_books: CaseSearcher, sido: str, sigungu: str) -> None:
    filters = Filters(**{key: (value,) for key, value in (("sido", sido), ("sigungu", sigungu)) if value})
    resolved = two_books.resolve(filters)
    assert resolved.chosen == tuple((key, (shown,)) for key, shown in (("sido", "전라남도"), ("sigungu", "여수시")) if filters.values(key))


def test_a_province_is_written_as_cases_print_it_where_it_is_named_by_an_official_name_of_another_time() -> None:
    official = {"전북특별자치도", "전라북도"}.__contains__
    named = [("sido", "전라북도", (0, 7)), ("target", "청년", (8, 10))]
    assert write_as_printed("전북특별자치도 청년", named, official) == "전라북도 청년"
    assert write_as_printed("전라북도의 청년", [("sido", "전라북도", (0, 4))], official) == "전라북도의 청년"
    assert write_as_printed("전북 청년", [("sido", "전라북도", (0, 2))], official) == "전북 청년"  # in short it names no other


def test_a_query_of_places_alone_finds_their_cases_first(two_books: CaseSearcher) -> None:
    for query in ("전남 여수", "여수시청", "전남도청", "전라남도청"):
        hits = two_books.search(SearchRequest(query)).hits
        places = [hit.case.region.sido if hit.case.region else "" for hit in hits]
        assert places[:1] == ["전라남도"], query
        assert places == sorted(places, key=lambda place: place != "전라남도"), query


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_asked_of_a_province_by_either_name(two_books: CaseSearcher, name: str) -> None:
    asker = Asker(two_books)
    assert asker.look(f"{name}는 청년을 어떻게 도왔나?", Filters()).scope.cases == frozenset({"8-01", "farms-2024:a1"})
    answer = asker.ask("신청 인원은 몇 명인가?", Filters(sido=(name,)))
    assert (answer.answerable, [citation.case_id for citation in answer.citations]) == (True, ["8-01"])


def test_a_province_that_only_takes_part_is_known_by_its_other_name_too(serve: Serve, tmp_path: Path) -> None:
    searcher = serve(["경상북도 안동시"], ["전라남도"])
    path = tmp_path / "cards" / "8-01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("조선업 불황으로", "전라북도와 함께"), encoding="utf-8")
    build_index(read_corpus(tmp_path / "cards", thesaurus=None), tmp_path / "new", None, segment=searcher.ranker.analyser.tokens)
    other = CaseSearcher(Ranker(open_index(tmp_path / "new")[0], searcher.ranker.analyser, None))
    scope = Asker(other).look("전북특별자치도는 무엇을 했나?", Filters()).scope
    assert scope.absent == ()
