"""The library's pages as they are shown: to who looks after the books, and to everybody else."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from corpus.library.record_fields import set_status
from corpus.library.shelf import Shelf
from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import Index, open_index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.made.documents import document_of, put_book, story
from tests.support.models.doubles import CountEncoder
from tests.support.served.judging import Person
from tests.support.served.library_service import Intake, library_service
from tests.support.served.shelved_book import BOOK, MAYOR, Librarian, shelve_book

KEY = "not-a-real-admin-key-0123"
NO_FORMS = re.compile(r"<form(?! class=\"searchbox\")")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def librarian(data: Path) -> Librarian:
    shelve_book(data)
    return Librarian(library_service(data, Intake()))


def soup_of(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def words_of(page: str) -> str:
    return " ".join(soup_of(page).get_text().split())


def test_the_list_tells_of_each_book_what_is_in_it_and_what_is_left_to_look_at(librarian: Librarian) -> None:
    page = soup_of(librarian.get("/library"))
    [own] = [item for item in page.select(".books > li") if BOOK in str(item)]
    assert own.select_one("h3 a")["href"] == f"/library/{BOOK}"  # type: ignore[index]
    told = " ".join(own.get_text(" ").split())
    assert "PDF · 4쪽 · 번호 stories" in told
    assert [mark.get_text() for mark in own.select(".sign")] == ["초안", "검색되지 않음", "살필 점 1"]
    assert [tuple(part.get_text() for part in pair) for pair in own.select(".counts div")] == [
        ("사례", "3"),
        ("살펴봄", "0"),
        ("살펴볼 것", "3"),
    ]
    form = page.select_one('form[action="/library"]')
    assert form is not None
    assert form["enctype"] == "multipart/form-data"
    assert [field["name"] for field in form.select("[name]")] == [
        "file", "title", "publisher", "year", "licence", "source", "visibility", "publish",
    ]  # fmt: skip


def test_a_library_without_books_says_what_to_do(tmp_path: Path) -> None:
    app = library_service(tmp_path, Intake(), default_book="off")
    assert "위에서 파일을 골라 넣으십시오." in Person(app).get("/library")
    reader = Person(library_service(tmp_path, Intake(), default_book="off", admin_key=KEY))
    assert "자료를 맡은 사람이 펴내면 여기에 나옵니다." in reader.get("/library")


def test_readers_see_what_is_published_for_all_and_no_form(data: Path) -> None:
    shelve_book(data, publish=True)
    reader = Person(library_service(data, Intake(), admin_key=KEY))
    listed = reader.get("/library")
    assert f'href="/library/{BOOK}"' in listed
    assert "/key" in listed
    page = reader.get(f"/library/{BOOK}?case=1")
    assert not NO_FORMS.search(listed)
    assert not NO_FORMS.search(page)
    assert MAYOR in page, "the name of an office, which the book keeps"
    assert f"/library/{BOOK}?edit" not in page
    assert not soup_of(reader.get(f"/library/{BOOK}?case=1&edit=summary")).select(".setting")


def test_readers_are_told_nothing_of_drafts_and_jobs(librarian: Librarian, data: Path) -> None:
    reader = Person(library_service(data, Intake(), admin_key=KEY))
    assert BOOK not in reader.get("/library")
    assert "그런 자료가 없습니다" in reader.get(f"/library/{BOOK}", 404)
    assert "열쇠" in reader.get("/library/jobs/1700000000000-0123abcd", 401)


def test_the_doubtful_cases_stand_first_and_then_the_book_s_own_order(librarian: Librarian) -> None:
    def titles(page: str) -> list[str]:
        return [what.get_text().split(".")[0] for what in soup_of(page).select(".outline .what")]

    assert titles(librarian.get(librarian.page)) == ["2", "3", "1"]  # an uncertain one, one with a note beside its doubts, the rest
    assert titles(librarian.get(f"{librarian.page}?order=reading")) == ["1", "2", "3"]
    first = soup_of(librarian.get(librarian.page)).select_one(".outline [aria-current=page]")
    assert first is not None
    assert "의심스러움 40% · 살필 점 1" in " ".join(first.get_text().split())


def test_a_field_is_told_with_its_rule_its_certainty_and_its_place(librarian: Librarian) -> None:
    page = soup_of(librarian.get(f"{librarian.page}?case=1"))
    summary = page.select_one("#field-summary")
    assert summary is not None
    assert "규칙 ‘first_prose’ · 의심스러움 40%" in summary.get_text()
    assert "원문 3~5행" in summary.get_text()
    link = summary.select_one(".because a")
    assert link is not None
    assert link["href"] == f"{librarian.page}?case=1&lines=3-5#L3"
    targets = page.select_one("#field-targets")
    assert targets is not None
    assert "거의 확실함 95%" in targets.get_text()
    marked = soup_of(librarian.get(f"{librarian.page}?case=1&lines=3-5"))
    assert [line["value"] for line in marked.select(".lines .marked")] == ["3", "4", "5"]
    assert [line["value"] for line in page.select(".lines li[value]")] == [str(number) for number in range(1, 11)]
    assert [mark.get_text() for mark in page.select(".lines .page")] == ["2쪽"]


def test_derived_text_is_marked_as_such(librarian: Librarian) -> None:
    assert "자동으로 정리한 사례" in librarian.get(librarian.page)
    librarian.does("cases/1/status", status="accepted")
    assert "자동으로 정리하고 사람이 살펴본 사례" in librarian.get(f"{librarian.page}?case=1")


def test_markup_in_what_a_book_says_is_text(librarian: Librarian) -> None:
    librarian.does("cases/1/set", field="title", value="<script>alert(1)</script>")
    librarian.does("set", title="<img src=x onerror=alert(2)>", contact='"><b>')
    for path in (librarian.page, f"{librarian.page}?case=1&edit=title", "/library"):
        page = librarian.get(path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert '"><b>' not in page
    assert "3쪽의 표가 &lt;b&gt;겹칩니다&lt;/b&gt;." in librarian.get(librarian.page)


def test_facts_are_a_table_page_by_page(librarian: Librarian) -> None:
    page = soup_of(librarian.get(f"{librarian.page}?case=1"))
    rows = page.select(".facts-read tbody tr")
    assert len(rows) == 50
    cells = [" ".join(cell.get_text().split()) for cell in rows[1].select("th, td")]
    assert cells == ["참여 주민 1", MAYOR, "101", "명", "2021년", "실적", "표", "9행", "대체로 확실함 90%"]
    assert [link["href"] for link in page.select("nav.pager a")] == [
        f"{librarian.page}?case=1#facts-title",
        f"{librarian.page}?case=1&facts=50#facts-title",
    ]
    assert len(soup_of(librarian.get(f"{librarian.page}?case=1&facts=50")).select(".facts-read tbody tr")) == 10
    assert len(soup_of(librarian.get(f"{librarian.page}?case=1&facts=999")).select(".facts-read tbody tr")) == 50


def test_pages_of_a_drawn_format_are_shown_beside_the_text(librarian: Librarian) -> None:
    page = soup_of(librarian.get(f"{librarian.page}?case=2&lines=13-14"))
    [picture] = page.select(".picture img")
    assert (picture["src"], picture["loading"]) == (f"/api/v1/books/{BOOK}/pages/3.png?lines=13-14", "lazy")
    assert "3쪽의 그림" in str(picture["alt"])


def test_a_case_that_was_joined_leads_to_where_it_went_and_one_that_is_none_is_told(librarian: Librarian) -> None:
    librarian.does("cases/1/join", **{"with": "2"})
    moved = librarian.client.get(f"{librarian.page}?case=2")
    assert (moved.status_code, moved.headers["location"]) == (301, f"{librarian.page}?case=1")
    assert "그런 사례가 없습니다" in librarian.get(f"{librarian.page}?case=9", 404)


@pytest.mark.parametrize(
    "query", ["order=best", "edit=nothing", "edit=sections", "edit=sections:9", "edit=summary:1", "start=-1", "facts=x"]
)
def test_what_an_address_cannot_ask_is_told(librarian: Librarian, query: str) -> None:
    librarian.get(f"{librarian.page}?case=1&{query}", 422)


@pytest.mark.parametrize("lines", ["", "x", "3", "9-3", "999999", "0-0", "1-2-3"])
def test_lines_that_are_none_are_not_marked_and_break_nothing(librarian: Librarian, lines: str) -> None:
    page = soup_of(librarian.get(f"{librarian.page}?case=1&lines={lines}"))
    assert [line["value"] for line in page.select(".marked")] == {"3": ["3"], "9-3": ["9"]}.get(lines, [])


def test_cases_of_which_only_the_text_is_known_have_pages_and_are_alike(
    data: Path, three_cards: Path, analyser: Analyser, root: Path
) -> None:
    put_book(Shelf(data / "library"), document_of([story(number) for number in (1, 2, 3)]))
    set_status(Shelf(data / "library"), BOOK, published=True)
    corpus = read_corpus(three_cards, thesaurus=None, library=data / "library")
    build_index(corpus, root, CountEncoder(), segment=analyser.tokens)
    person = Person(library_service(data, Intake(), CaseSearcher(Ranker(open_index(root)[0], analyser, CountEncoder()))))
    assert "자동으로 정리한 사례" in person.get("/cases/stories:1")
    hits = person.client.get("/api/v1/cases/stories:1/similar").json()["hits"]
    [alike] = [hit for hit in hits if hit["case"]["id"] == "stories:2"]
    assert alike["passages"][0]["text"].startswith("다솔시은 2번째 해에")
    assert person.get("/topics").count("자동으로 정리한 사례") >= 3
    assert person.get("/compare").count("자동으로 정리한 사례") >= 3
    assert "자동으로 정리한 사례" in person.get("/?q=다솔시 늦밤 돌봄")


def test_a_book_of_cards_is_shown_and_not_changed(tmp_path: Path, index: Index, analyser: Analyser) -> None:
    searcher = CaseSearcher(Ranker(index, analyser, CountEncoder()))
    person = Person(library_service(tmp_path, Intake(), searcher))
    page = words_of(person.get("/library/jobs-2023"))
    assert "사람이 카드로 적은 자료입니다. 여기에서는 고치지 않습니다." in page
    assert "어르신과 함께하는 섬마을 관광" in page
    assert person.send("/library/jobs-2023/publish", {"revision": 1}).json()["error"]["field"] == "book"
