"""The forms of a book's page: what each does, to which state of the book, and what is told where it is refused."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from corpus.library.book_record import CaseRecord
from tests.support.served.forms import forms_of
from tests.support.served.judging import Person
from tests.support.served.library_service import Intake, library_service
from tests.support.served.shelved_book import BOOK, HTML, TARGET, Librarian, shelve_book

KEY = "not-a-real-admin-key-0123"
OTHER = {"origin": "http://127.0.0.1:9999", "sec-fetch-site": "cross-site"}
FORMS = (
    "set", "accept", "publish", "withdraw", "undo", "reparse", "remove", "cases/1/set", "cases/1/derive", "cases/1/status",
    "cases/1/split", "cases/1/join",
)  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def librarian(data: Path) -> Librarian:
    shelve_book(data)
    return Librarian(library_service(data, Intake()))


def case_of(librarian: Librarian, local: str = "1") -> CaseRecord:
    return next(case for case in librarian.record.cases if case.id == local)


def alert_of(page: str) -> str:
    told = BeautifulSoup(page, "html.parser").select_one("[role=alert]")
    assert told is not None
    return " ".join(told.get_text(" ").split())


def input_of(page: str, selector: str) -> str:
    found = BeautifulSoup(page, "html.parser").select_one(selector)
    assert found is not None, selector
    return found.get_text() if found.name == "textarea" else str(found["value"])


@pytest.mark.parametrize(
    ("field", "typed", "held"),
    [
        ("headline", {"value": "한 줄로 적은 것"}, {"headline": "한 줄로 적은 것"}),
        ("summary", {"value": " 두 줄로\r\n적은 것 "}, {"summary": "두 줄로\n적은 것"}),
        ("period", {"start": "2021-03", "end": ""}, {"period": {"start": "2021-03", "end": None}}),
        ("budget_million_krw", {"value": "1,250.5"}, {"budget_million_krw": 1250.5}),
        ("budget_million_krw", {"value": ""}, {"budget_million_krw": None}),
        ("targets", {"value": "청년\n\n 구직자 \n청년"}, {"targets": ["청년", "구직자"]}),
        ("measures", {"value": "창업지원"}, {"measures": ["창업지원"]}),
        ("industries", {"value": ""}, {"industries": []}),
        ("partners", {"value": "가람대학교"}, {"partners": ["가람대학교"]}),
        ("keywords", {"value": "도서관"}, {"keywords": ["도서관"]}),
        ("needs", {"value": "마을에 책 읽을 곳이 없을 때"}, {"needs": ["마을에 책 읽을 곳이 없을 때"]}),
        ("notes", {"value": "연도가 두 곳에서 다르다."}, {"notes": ["연도가 두 곳에서 다르다."]}),
    ],
)
def test_a_field_of_the_card_is_set_as_it_was_typed(librarian: Librarian, field: str, typed: dict[str, str], held: dict[str, Any]) -> None:
    assert librarian.does("cases/1/set", field=field, **typed) == f"{librarian.page}?case=1&said=set#field-{field}"
    assert case_of(librarian).corrected == held
    page = librarian.get(f"{librarian.page}?case=1&said=set&edit={field}")
    assert "고쳤습니다." in page
    assert "손으로 고침" in page


@pytest.mark.parametrize(
    ("field", "typed", "attribute", "value"),
    [
        ("title", {"value": " 고친  제목 "}, "title", "고친 제목"),
        ("kind", {"value": "으뜸상"}, "kind", "으뜸상"),
        ("kind", {"value": ""}, "kind", None),
        ("year", {"value": "2019"}, "year", 2019),
        ("year", {"value": ""}, "year", None),
        ("lines", {"first": "1", "last": "6"}, "lines", (1, 6)),
    ],
)
def test_what_the_record_itself_holds_is_set_too(
    librarian: Librarian, field: str, typed: dict[str, str], attribute: str, value: object
) -> None:
    librarian.does("cases/1/set", field=field, **typed)
    assert getattr(case_of(librarian), attribute) == value
    assert field in case_of(librarian).by_hand


def test_a_region_is_set_and_taken_away(librarian: Librarian) -> None:
    librarian.does("cases/1/set", field="region", sido="경기도", sigungu="")
    region = case_of(librarian).region
    assert region is not None
    assert (region.sido, region.sigungu) == ("경기도", None)
    librarian.does("cases/1/set", field="region", sido="", sigungu="")
    assert case_of(librarian).region is None


def test_sections_are_set_added_and_dropped_one_by_one(librarian: Librarian) -> None:
    new = {"kind": "outcome", "heading": "남긴 것", "text": "모두가 <b>웃었다</b>.", "asks": "무엇이 남았나?", "first": "7", "last": "8"}
    librarian.does("cases/1/set", field="sections:new", **new)
    held = case_of(librarian).corrected["sections"]
    assert [(one["kind"], one["heading"], one["source"]) for one in held] == [
        ("programme", "한 일", [3, 4]),
        ("outcome", "남긴 것", [7, 8]),
    ]
    librarian.does("cases/1/set", field="sections:1", **{**new, "heading": "고친 일", "first": "", "last": ""})
    held = case_of(librarian).corrected["sections"]
    assert [(one["heading"], one["source"]) for one in held] == [("고친 일", None), ("남긴 것", [7, 8])]
    librarian.does("cases/1/set", field="sections:1", drop="on")
    assert [one["heading"] for one in case_of(librarian).corrected["sections"]] == ["남긴 것"]
    page = librarian.is_refused("cases/1/set", 422, field="sections:4", **new)
    assert "4번째가 없습니다" in page


def test_figures_are_set_with_their_numbers(librarian: Librarian) -> None:
    typed = {"name": "문 연 날", "year": "2021", "target": "1,000", "actual": "-1.5", "unit": "일", "first": "10", "last": ""}
    librarian.does("cases/1/set", field="metrics:new", **typed)
    first, second = case_of(librarian).corrected["metrics"]
    assert first["name"] == "참여 주민"
    assert second == {"name": "문 연 날", "year": 2021, "target": 1000, "actual": -1.5, "unit": "일", "source": [10, 10]}


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("title", {"value": " "}, "제목"),
        ("year", {"value": "1200"}, "연도: 1,900 이상이어야 합니다."),
        ("year", {"value": "작년"}, "정수로 적으십시오"),
        ("budget_million_krw", {"value": "백"}, "숫자로 적으십시오"),
        ("budget_million_krw", {"value": "-1"}, "예산(백만 원): 0 이상이어야 합니다."),
        ("budget_million_krw", {"value": "nan"}, "숫자로 적으십시오"),
        ("period", {"start": "2021-13", "end": ""}, "기간: 정해진 형식이 아닙니다."),
        ("lines", {"first": "5", "last": "3"}, "범위의 시작(5)이 끝(3)보다 뒤에 있습니다"),
        ("lines", {"first": "1", "last": "12"}, "그 행은 사례 2"),
        ("lines", {"first": "9" * 30, "last": ""}, "정수로 적으십시오"),
        ("sections:new", {"kind": "nothing", "heading": "머리", "text": "글"}, "대목[2]: 정해진 값이 아닙니다."),
        ("sections:new", {"kind": "outcome", "heading": "", "text": ""}, "대목[2]: 비어 있습니다."),
        ("metrics:new", {"name": "x", "unit": "명", "target": "둘"}, "목표: 숫자로 적으십시오"),
        ("region", {"sido": "", "sigungu": "가람시"}, "지역"),
    ],
)
def test_what_cannot_be_so_is_told_by_its_name_with_what_was_typed_still_there(
    librarian: Librarian, field: str, typed: dict[str, str], told: str
) -> None:
    page = librarian.is_refused("cases/1/set", 422, field=field, **typed)
    assert told in alert_of(page)
    assert case_of(librarian).corrected == {}
    for name, value in typed.items():
        if name not in {"kind"}:
            assert input_of(page, f"#set-{name}") == value.strip("\n")


def test_another_change_meanwhile_is_told_and_what_was_typed_waits_to_be_sent_again(librarian: Librarian) -> None:
    librarian.get(librarian.page)  # the state that both have on their screens
    seen = librarian.record.revision
    librarian.does("cases/2/set", field="targets", value="청년")
    page = librarian.is_refused("cases/1/set", 412, revision=seen, field="summary", value="내가 적은 <b>요약</b>")
    assert "자료 stories이(가) 그사이 바뀌었습니다" in alert_of(page)
    assert "그사이 바뀐 것 사례 2: 지원 대상" in alert_of(page)
    assert case_of(librarian).corrected == {}
    assert input_of(page, "#set-value") == "내가 적은 <b>요약</b>"
    [form] = [form for form in forms_of(page) if form.action.endswith("/cases/1/set")]
    again = dict(form.sendings[0])
    assert again["revision"] == str(librarian.record.revision)
    assert librarian.post(form.action, **again).startswith(librarian.page)
    assert case_of(librarian).corrected == {"summary": "내가 적은 <b>요약</b>"}


@pytest.mark.parametrize("revision", ["", "x", "1.5", "-1", "99"])
@pytest.mark.parametrize("form", ["publish", "remove", "cases/1/status", "reparse"])
def test_without_the_state_that_was_seen_nothing_is_changed(librarian: Librarian, form: str, revision: str) -> None:
    before = librarian.record
    librarian.is_refused(form, 412, revision=revision, name=BOOK, status="accepted")
    assert librarian.record == before


def test_a_form_of_another_page_is_refused_and_so_is_who_may_not(librarian: Librarian, data: Path) -> None:
    before = librarian.record
    reader = Person(library_service(data, Intake(), admin_key=KEY))
    for form in FORMS:
        fields = {
            "revision": before.revision,
            "name": BOOK,
            "field": "title",
            "value": "x",
            "status": "accepted",
            "score": 0,
            "line": 4,
            "with": "2",
        }
        foreign = librarian.send(f"{librarian.page}/{form}", fields, OTHER)
        assert (foreign.status_code, foreign.json()["error"]["code"]) == (403, "foreign_form"), form
        unsaid = librarian.send(f"{librarian.page}/{form}", fields, {})
        assert (unsaid.status_code, unsaid.json()["error"]["code"]) == (403, "foreign_form"), form
        closed = reader.send(f"{librarian.page}/{form}", fields)
        assert (closed.status_code, closed.json()["error"]["code"]) == (401, "librarian_key_needed"), form
    assert librarian.record == before


def test_what_was_set_is_taken_as_the_text_gives_it_again(librarian: Librarian) -> None:
    librarian.does("cases/1/set", field="targets", value="청년")
    page = librarian.get(f"{librarian.page}?case=1")
    assert "원문대로 되돌리기" in page
    assert librarian.does("cases/1/derive", field="targets") == f"{librarian.page}?case=1&said=derived#field-targets"
    assert case_of(librarian).corrected == {}
    assert TARGET in librarian.get(f"{librarian.page}?case=1")
    librarian.is_refused("cases/1/derive", 422, field="title")


def test_accepting_leads_to_the_next_case_that_nobody_has_looked_at(librarian: Librarian) -> None:
    assert librarian.does("cases/2/status", status="accepted") == f"{librarian.page}?case=3&said=next#told"
    assert librarian.does("cases/3/status", status="accepted", order="reading") == f"{librarian.page}?case=1&order=reading&said=next#told"
    assert librarian.does("cases/1/status", status="accepted") == f"{librarian.page}?case=1&said=accepted#told"
    assert librarian.does("cases/1/status", status="draft") == f"{librarian.page}?case=1&said=draft#told"
    assert librarian.does("cases/1/status", status="left_out") == f"{librarian.page}?case=1&said=left_out#told"
    assert [case.status for case in librarian.record.cases] == ["left_out", "accepted", "accepted"]
    librarian.is_refused("cases/1/status", 422, status="fine")


def test_all_above_a_score_are_accepted_and_counted(librarian: Librarian) -> None:
    assert "90% 이상 2건, 0% 이상 3건" in librarian.get(librarian.page)
    assert librarian.does("accept", score="90") == f"{librarian.page}?said=all_accepted&count=2#told"
    assert "2건을 살펴본 것으로 하였습니다." in librarian.get(f"{librarian.page}?said=all_accepted&count=2")
    assert [case.status for case in librarian.record.cases] == ["accepted", "draft", "accepted"]
    for score in ("", "x", "101", "-1"):
        assert "확실한 정도" in alert_of(librarian.is_refused("accept", 422, score=score))


def test_a_case_is_cut_joined_and_the_last_step_taken_back(librarian: Librarian) -> None:
    assert librarian.does("cases/2/split", line="14") == f"{librarian.page}?case=2&said=split#told"
    assert [case.lines for case in librarian.record.cases] == [(1, 10), (11, 13), (14, 20), (21, 30)]
    assert "마지막 일 되돌리기" in librarian.get(librarian.page)
    assert librarian.does("cases/2/join", **{"with": "4"}) == f"{librarian.page}?case=2&said=joined#told"
    assert librarian.does("undo", case="2") == f"{librarian.page}?case=2&said=undone#told"
    assert [case.id for case in librarian.record.cases] == ["1", "2", "4", "3"]
    assert "되돌릴 일이 없습니다" in alert_of(librarian.is_refused("undo", 422))
    assert "첫 대목 다음부터" in alert_of(librarian.is_refused("cases/2/split", 422, line="999"))
    assert "이어진 두 사례만" in alert_of(librarian.is_refused("cases/1/join", 422, **{"with": "3"}))


def test_publishing_says_how_many_nobody_has_looked_at(librarian: Librarian) -> None:
    librarian.does("cases/1/status", status="accepted")
    page = librarian.get(librarian.page)
    assert "2건은 아직 아무도 살펴보지 않았습니다." in page
    assert "살펴보지 않은 2건과 함께 펴내기" in page
    assert librarian.does("publish") == f"{librarian.page}?said=published&count=2#told"
    assert librarian.record.status == "published"
    assert "살펴보지 않은 사례 2건이 함께 나갔습니다." in librarian.get(f"{librarian.page}?said=published&count=2")
    assert librarian.does("withdraw") == f"{librarian.page}?said=withdrawn#told"
    librarian.does("accept", score="0")
    assert librarian.does("publish") == f"{librarian.page}?said=published_all#told"


def test_what_is_known_of_the_book_is_set(librarian: Librarian) -> None:
    told = {
        "title": "새 제목",
        "publisher": "가람부",
        "year": "2020",
        "licence": "공공누리 1",
        "source": "",
        "visibility": "가람, 나루",
        "kind": "",
        "contact": "02",
    }
    assert librarian.does("set", **told) == f"{librarian.page}?said=book_set#told"
    record = librarian.record
    assert (record.title, record.publisher, record.year, record.licence) == ("새 제목", "가람부", 2020, "공공누리 1")
    assert (record.source, record.visibility, record.kind, record.contact) == (None, ("가람", "나루"), None, "02")
    page = librarian.is_refused("set", 422, title="", publisher="나루부")
    assert alert_of(page).startswith("제목: ")
    assert input_of(page, "#book-publisher") == "나루부"
    assert "발행 연도" in alert_of(librarian.is_refused("set", 422, title="x", year="12"))
    assert "이용 허락" in alert_of(librarian.is_refused("set", 422, title="x", licence="마음대로"))


def test_a_book_is_taken_out_by_its_number_alone(librarian: Librarian) -> None:
    page = librarian.is_refused("remove", 422, name="다른 것")
    assert "자료의 번호 stories" in alert_of(page)
    assert input_of(page, "#remove") == "다른 것"
    assert librarian.does("remove", name=BOOK) == "/library?said=removed"
    assert "자료를 뺐습니다." in librarian.get("/library?said=removed")
    librarian.get(librarian.page, 404)
    assert librarian.send(f"{librarian.page}/publish", {"revision": 1}).status_code == 404


@pytest.mark.parametrize("body", [b"field=%FF", b"\xff", b"&".join(b"a%d=1" % number for number in range(100))])
def test_what_is_no_form_is_told(librarian: Librarian, body: bytes) -> None:
    own = {"origin": librarian.origin, "content-type": "application/x-www-form-urlencoded"}
    response = librarian.client.post(f"{librarian.page}/set", content=body, headers=own)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "unreadable_body")
    response = librarian.client.post(f"{librarian.page}/set", json={}, headers={"origin": librarian.origin})
    assert response.json()["error"]["code"] == "unsupported_body"


def test_a_long_section_is_taken_and_letters_that_cannot_be_seen_are_not(librarian: Librarian) -> None:
    text = "가" * 19_000
    typed = {"kind": "outcome", "heading": "긴\x00 \x1b대목", "text": text, "asks": ""}
    librarian.does("cases/1/set", field="sections:new", **typed)
    held = case_of(librarian).corrected["sections"][1]
    assert (held["text"], held["heading"]) == (text, "긴 대목")
    assert librarian.send(f"{librarian.page}/set", {"title": "x" * 600_000}, {"origin": librarian.origin, **HTML}).status_code == 413
