"""The workbench as its users meet it: queries in, blind grading, agreement, files out, and who is kept out."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import ir_measures
import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from judging.configurations import CONFIGURATIONS
from judging.pooling import shuffle_cases
from judging.records import Graded
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.served.judging import HERE, KEY, OUTSIDE, Person, asked, open_store, service_at

ROOT = Path(__file__).resolve().parents[2]
MARKUP = '<b id="bad">청년</b>'
CONFIGURED = (*CONFIGURATIONS, *(each.name for each in CONFIGURATIONS.values()), "순위", "점수")
"""Words that would tell a judge of configurations or ranks."""


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def test_from_a_query_to_a_file_of_judgments(person: Person, tmp_path: Path) -> None:
    assert "이름을 적으시면" in person.get("/judge")
    person.sits_down("김판정")
    assert person.post("/judge/queries/own", queries="청년 창업\n\n  어르신 관광 \n청년 창업", kind="need", depth=10) == "/judge?said=added"
    overview = person.get("/judge?said=added")
    assert "질의를 넣었습니다." in overview
    assert [row.text for row in soup(overview).select(".queries tbody th")] == ["청년 창업", "어르신 관광"]
    assert person.client.get("/judge/next").headers["location"] == "/judge/queries/1"
    order = shuffle_cases(open_store(tmp_path).pool(1), 1, 1)
    for case, following in pairwise(order):
        assert person.post("/judge/queries/1/grades", judge=1, case=case, grade=2) == f"/judge/queries/1#case-{following}"
    assert person.post("/judge/queries/1/grades", judge=1, case=order[-1], grade=0, note="멀다") == "/judge/queries/2?finished=1"
    assert person.post("/judge/queries/1/grades", judge=1, case=order[0], grade=3) == f"/judge/queries/1#case-{order[0]}"  # changed
    file = person.client.get("/judge/export.qrels")
    assert file.headers["content-disposition"] == 'attachment; filename="judgments.qrels"'
    (tmp_path / "out.qrels").write_text(file.text, encoding="utf-8")
    told = {qrel.doc_id: qrel.relevance for qrel in ir_measures.read_trec_qrels(str(tmp_path / "out.qrels"))}
    assert told == {**dict.fromkeys(order, 2), order[0]: 3, order[-1]: 0}
    assert person.client.get("/judge/export.queries").text == "q1\t청년 창업\nq2\t어르신 관광\n"


def test_a_judge_sees_neither_configuration_nor_rank_nor_others_grades(person: Person, tmp_path: Path) -> None:
    person.sits_down("김판정").post("/judge/queries/own", queries="청년")
    store = open_store(tmp_path)
    other = store.judge("이평가")
    pool = store.pool(1)
    for case in pool:
        store.grade(Graded(other.id, 1, case, 3, "남의 메모"))
    page = soup(person.get("/judge/queries/1"))
    main = page.select_one("main")
    assert main is not None
    assert [found for found in CONFIGURED if found in main.get_text()] == []
    assert page.select("main mark") == []
    assert "남의 메모" not in str(page)
    assert page.select('[aria-pressed="true"]') == []
    assert [item["id"] for item in page.select(".pool > li")] == [f"case-{case}" for case in shuffle_cases(pool, 1, 1)]


def test_two_judges_meet_the_cases_in_their_own_order(person: Person, tmp_path: Path) -> None:
    person.sits_down("김판정").post("/judge/queries/own", queries="청년")
    orders = set()
    for name in ("김판정", "이평가", "박심사", "최검토"):
        person.sits_down(name)
        orders.add(tuple(str(item["id"]) for item in soup(person.get("/judge/queries/1")).select(".pool > li")))
    assert len(orders) > 1


def test_undo_leads_to_the_grade_taken_back(person: Person, tmp_path: Path) -> None:
    person.sits_down("김판정").post("/judge/queries/own", queries="청년")
    case = sorted(open_store(tmp_path).pool(1))[0]
    person.post("/judge/queries/1/grades", judge=1, case=case, grade=1, note="처음")
    person.post("/judge/queries/1/grades", judge=1, case=case, grade=3, note="나중")
    assert person.post("/judge/undo", judge=1) == f"/judge/queries/1#case-{case}"
    page = soup(person.get("/judge/queries/1"))
    assert [button["value"] for button in page.select('[aria-pressed="true"]')] == ["1"]
    assert [note["value"] for note in page.select(f"#note-{case}")] == ["처음"]
    person.post("/judge/undo", judge=1)
    assert person.post("/judge/undo", judge=1) == "/judge?said=nothing"


def test_a_form_made_for_another_judge_is_refused(person: Person, tmp_path: Path) -> None:
    person.sits_down("김판정").post("/judge/queries/own", queries="청년")
    person.sits_down("이평가")
    refused = person.send("/judge/queries/1/grades", {"judge": 1, "case": "8-01", "grade": 3})
    assert refused.status_code == 422
    assert "이평가로 바뀌었습니다" in refused.json()["error"]["message"]
    assert open_store(tmp_path).grades() == []


def test_agreement_and_where_judges_differ(person: Person, tmp_path: Path) -> None:
    assert "두 사람 이상이" in person.get("/judge/agreement")
    store = open_store(tmp_path)
    one, other, query = store.judge("김판정"), store.judge("이평가"), asked(store)
    for case, first, second in (("8-01", 3, 3), ("8-02", 0, 0), ("9-01", 3, 1)):
        store.grade(Graded(one.id, query.id, case, first, ""))
        store.grade(Graded(other.id, query.id, case, second, ""))
    page = soup(person.get("/judge/agreement"))
    assert re.sub(r"\s+", " ", page.select(".counts")[0].get_text(" ")).startswith(" 함께 판정한 사례 3건 같은 등급 67% κ 0.50")
    assert [cell.text for cell in page.select(".confusion tbody tr:nth-child(4) td")] == ["0", "1", "0", "1"]
    assert [[cell.text for cell in row.select("td")][1:] for row in page.select(".pair .queries tbody tr")] == [["3", "1"]]
    assert "κ 0." in person.get("/judge")


def test_a_grade_is_kept_under_the_one_spelling_of_its_case(person: Person, tmp_path: Path) -> None:
    person.sits_down("김판정").post("/judge/queries/own", queries="청년")
    order = shuffle_cases(open_store(tmp_path).pool(1), 1, 1)
    assert person.post("/judge/queries/1/grades", judge=1, case=f"jobs-2023:{order[0]}", grade=2) == f"/judge/queries/1#case-{order[1]}"
    assert person.post("/judge/queries/1/grades", judge=1, case=order[0], grade=3) == f"/judge/queries/1#case-{order[0]}"  # changed
    assert [(graded.case, graded.grade) for graded in open_store(tmp_path).grades()] == [(order[0], 3)]


def test_judgments_made_elsewhere_come_in(person: Person, tmp_path: Path) -> None:
    person.sits_down("김판정").post("/judge/queries/own", queries="청년")
    assert person.post("/judge/import", name="밖에서", qrels="q1 0 8-01 3\nq1 0 9-01 0\n") == "/judge?said=taken"
    assert person.client.get("/judge/export.qrels?judge=2").text == "q1 0 8-01 3\nq1 0 9-01 0\n"
    refused = person.send("/judge/import", {"name": "누구", "qrels": "q1 0 9-99 3"})
    assert "1행: 사례 9-99가 색인에 없습니다" in refused.json()["error"]["message"]
    assert [judge.name for judge in open_store(tmp_path).judges()] == ["김판정", "밖에서"]


def test_queries_are_drawn_from_the_development_set_and_none_twice(person: Person, tmp_path: Path) -> None:
    person.post("/judge/queries/development", count=3, kind="need")
    person.post("/judge/queries/development", count=3, kind="need")
    person.post("/judge/queries/development", count=2, kind="topics")
    queries = open_store(tmp_path).queries()
    assert [query.kind for query in queries] == ["need"] * 6 + [None] * 2
    assert len({query.origin for query in queries}) == 8
    assert "종류가 없습니다" in person.send("/judge/queries/development", {"count": 3, "kind": "x"}).json()["error"]["message"]


def test_searches_are_kept_only_where_that_is_switched_on_and_with_personal_data_masked(tmp_path: Path, searcher: CaseSearcher) -> None:
    for name, setting in (("off", "off"), ("on", "on")):
        folder = tmp_path / name
        folder.mkdir()
        app = service_at(folder, searcher, query_log=setting)
        someone = Person(app)
        for query in ("청년 창업 02-1234-5678", "어르신 관광", "어르신 관광", "긴" * 201):
            someone.get(f"/?q={query}")
        someone.client.get("/api/v1/search?q=어르신 관광&offset=1")  # the same search, read on
        if setting == "on":
            app.state.saerye.heard.__self__.join()
        assert open_store(folder).list_heard() == ([("어르신 관광", 2), ("청년 창업 02-****-****", 1)] if setting == "on" else [])
    assert "기록하지 않습니다" in Person(service_at(tmp_path / "off", searcher)).get("/judge/queries/new")
    assert someone.post("/judge/queries/log", text="어르신 관광") == "/judge?said=added"
    assert "고른" not in someone.get("/judge")
    assert someone.send("/judge/queries/log", {"text": "지어낸 것"}).status_code == 422


def test_a_query_is_taken_out_and_pools_are_deepened(person: Person, tmp_path: Path) -> None:
    person.post("/judge/queries/own", queries="청년\n관광", c=["alone-words", "lexical"], depth=1)
    before = len(open_store(tmp_path).pool(1))
    assert person.post("/judge/queries/deepen", c=["dense", "hybrid"], depth=3) == "/judge?said=deeper"
    assert (before < 3, len(open_store(tmp_path).pool(1))) == (True, 3)
    assert person.post("/judge/queries/1/retire") == "/judge?said=retired"
    assert [query.text for query in open_store(tmp_path).queries()] == ["관광"]
    assert person.send("/judge/queries/1/retire", {}).status_code == 422


def test_markup_in_names_queries_and_notes_is_text(person: Person, tmp_path: Path) -> None:
    person.sits_down(MARKUP).post("/judge/queries/own", queries=MARKUP)
    case = sorted(open_store(tmp_path).pool(1))[0]
    person.post("/judge/queries/1/grades", judge=1, case=case, grade=2, note=MARKUP)
    for path in ("/judge", "/judge/queries/1", "/judge/queries/new", "/judge/results?c=hybrid&c=lexical", "/judge/agreement"):
        page = soup(person.get(path))
        assert page.select("#bad") == [], path
    assert soup(person.get("/judge/queries/1")).select(f"#note-{case}")[0]["value"] == MARKUP


PATHS = ["/judge", "/judge/queries/new", "/judge/queries/1", "/judge/agreement", "/judge/results", "/judge/results?c=hybrid&c=dense"]


def test_pages_obey_their_own_policy_and_have_one_heading_and_no_id_twice(person: Person, tmp_path: Path) -> None:
    person.sits_down("김판정").post("/judge/queries/own", queries="청년\n관광")
    for path in PATHS:
        page = soup(person.get(path))
        assert page.select("[style], style, script:not([src])") == [], path
        assert [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)] == [], path
        assert len(page.select("h1")) == 1, path
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), path
        assert [label["for"] for label in page.select("label[for]") if label["for"] not in ids] == [], path


@pytest.mark.parametrize(
    ("path", "fields", "told"),
    [
        ("/judge/judge", {"name": " "}, "name: 이름이 비어 있습니다"),
        ("/judge/judge", {"name": "가" * 41}, "이름이 너무 깁니다"),
        ("/judge/judge", {}, "name: 꼭 있어야"),
        ("/judge/judge", {"name": "가", "admin": "1"}, "admin: 정해지지 않은"),
        ("/judge/queries/own", {"queries": "\n \n"}, "적은 것: 0건"),
        ("/judge/queries/own", {"queries": "청년\n!?"}, "2행: "),
        ("/judge/queries/own", {"queries": "\n".join(f"청년 {number}" for number in range(201))}, "적은 것: 201건"),
        ("/judge/queries/own", {"queries": "청년", "kind": "x"}, "kind: 정해진 값이 아닙니다"),
        ("/judge/queries/own", {"queries": "청년", "depth": "0"}, "depth: 1 이상"),
        ("/judge/queries/own", {"queries": "청년", "c": "hybrid"}, "고른 것: 1개"),
        ("/judge/queries/own", {"queries": "청년", "c": ["hybrid", "x"]}, "모릅니다"),
        ("/judge/queries/development", {"count": "201"}, "count: 200 이하"),
        ("/judge/queries/1/grades", {"judge": 1, "case": "8-01", "grade": 4}, "grade: 3 이하"),
        ("/judge/queries/1/grades", {"judge": 1, "case": "8-01"}, "grade: 꼭 있어야"),
        ("/judge/queries/1/grades", {"judge": 1, "case": "9-99", "grade": 1}, "판정할 사례가 아닙니다"),
        ("/judge/queries/1/grades", {"judge": 1, "case": "8-01", "grade": 1, "note": "가" * 501}, "메모가 너무 깁니다"),
        ("/judge/queries/9/grades", {"judge": 1, "case": "8-01", "grade": 1}, "질의 9가"),
    ],
)
def test_bad_forms_name_the_field_and_the_way_out(person: Person, path: str, fields: dict[str, object], told: str) -> None:
    person.sits_down("김판정").post("/judge/queries/own", queries="청년")
    refused = person.send(path, fields)
    assert refused.status_code == 422
    error = refused.json()["error"]
    assert told.split(": ")[-1] in error["message"]
    assert set(error) == {"code", "message", "field"}


@pytest.mark.parametrize(
    ("body", "type_"), [(b"name=%FF", "application/x-www-form-urlencoded"), (b"&".join([b"a=1"] * 401), ""), (b"{}", "application/json")]
)
def test_what_is_no_form_is_refused(person: Person, body: bytes, type_: str) -> None:
    headers = {"origin": HERE, **({"content-type": type_} if type_ else {})}
    assert person.client.post("/judge/judge", content=body, headers=headers).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/judge/nothing", "/judgement", "/judge/queries/x", "/judge/queries/0", f"/judge/queries/{2**63}", f"/judge/next?after={2**63}",
        f"/judge/export.qrels?judge={2**63}", f"/judge?offset={2**63}",
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_in_the_one_shape(person: Person, path: str) -> None:
    response = person.client.get(path)
    assert response.status_code in {404, 422}
    assert set(response.json()["error"]) == {"code", "message", "field"}


def test_forms_of_other_sites_are_refused(person: Person, tmp_path: Path) -> None:
    for headers in ({}, {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": HERE, "sec-fetch-site": "cross-site"}):
        refused = person.send("/judge/judge", {"name": "누구"}, headers)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "foreign_form")
    assert open_store(tmp_path).judges() == []
    assert person.get("/judge")  # reading is another thing


def test_pages_send_their_origin_and_are_kept_nowhere(person: Person) -> None:
    headers = person.client.get("/judge").headers
    assert (headers["referrer-policy"], headers["cache-control"]) == ("same-origin", "no-store")
    assert person.client.get("/").headers["referrer-policy"] == "no-referrer"


def test_a_server_for_others_is_closed_and_says_how_to_open_it(tmp_path: Path, searcher: CaseSearcher) -> None:
    person = Person(service_at(tmp_path, searcher, host="0.0.0.0"))  # noqa: S104
    assert "SAERYE_JUDGE_KEY" in person.get("/judge", 403)  # though the request names this machine
    assert person.client.get("/judge/export.qrels").json()["error"]["code"] == "judge_closed"
    assert person.send("/judge/judge", {"name": "누구"}).status_code == 403
    assert person.get("/judge/key", 403)
    assert not (tmp_path / "judging.sqlite3").exists()


def test_who_has_the_key_comes_in_and_the_browser_keeps_no_key(tmp_path: Path, searcher: CaseSearcher) -> None:
    person = Person(service_at(tmp_path, searcher, host=OUTSIDE, judge_key=KEY), f"http://{OUTSIDE}:8000")
    assert soup(person.get("/judge", 401)).select("input[type=password]")
    assert person.client.get("/judge/export.qrels").json()["error"]["code"] == "judge_key_needed"
    assert person.send("/judge/key", {"key": "wrong"}).status_code == 401
    assert person.send("/judge/key", {"key": KEY}, {"origin": "http://evil.example"}).status_code == 403
    entered = person.send("/judge/key", {"key": KEY})
    cookie = entered.headers["set-cookie"]
    assert (entered.status_code, entered.headers["location"]) == (303, "/judge")
    assert KEY not in cookie
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    person.sits_down("김판정")
    assert "김판정" in person.get("/judge")


def test_a_cookie_over_tls_is_sent_over_tls_only(tmp_path: Path, searcher: CaseSearcher) -> None:
    person = Person(service_at(tmp_path, searcher, host=OUTSIDE, judge_key=KEY), f"https://{OUTSIDE}")
    assert "Secure" in person.send("/judge/key", {"key": KEY}).headers["set-cookie"]


def test_a_database_that_cannot_be_used_is_told_and_tried_again(tmp_path: Path, searcher: CaseSearcher) -> None:
    person = Person(service_at(tmp_path / "later", searcher))
    refused = person.client.get("/judge")
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "judging_unavailable")
    assert str(tmp_path) not in refused.text
    (tmp_path / "later").mkdir()
    assert person.get("/judge")


def test_without_a_model_words_are_pooled_in_more_than_one_way(tmp_path: Path, searcher: CaseSearcher) -> None:
    person = Person(service_at(tmp_path, CaseSearcher(Ranker(searcher.ranker.index, searcher.ranker.analyser, None)))).sits_down("김판정")
    boxes = soup(person.get("/judge/queries/new")).select('form[action$="own"] [name="c"]')
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["lexical", "alone-words"]
    assert person.post("/judge/queries/own", queries="청년", c=["lexical", "alone-words"]) == "/judge?said=added"


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(service_at(tmp_path, None), base_url=HERE) as client:
        yield client


def test_without_an_index_the_overview_opens_and_grading_waits(waiting: TestClient) -> None:
    assert waiting.get("/judge").status_code == 200
    assert waiting.get("/judge/queries/new").json()["error"]["code"] == "index_not_ready"
