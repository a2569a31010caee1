"""Answers at addresses of their own: kept as found, masked, bounded, for who may see their books, and what is left when these change."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from answers.results import Answer, Citation
from corpus.errors import AnswerNotFoundError, LibraryError, RequestError
from corpus.library.book_record import BookRecord
from corpus.model.sight import EVERYTHING, PUBLIC, Sight
from corpus.privacy.mask_settings import MaskSettings
from judging.storage.answer_store import KeptAnswerStore
from judging.storage.book_forgetting import forget_judged_book
from judging.storage.database import Database
from service.api.routes import create_app
from service.asking.kept.answer_keeping import digest_book, digest_masks, keep_answer, store_answer
from service.asking.kept.kept_answer import KeptAnswer, KeptBook, KeptCitation
from service.asking.kept.kept_standing import OpenedAnswer, open_kept
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE, OUTSIDE, Person, service_at, sqlite

PATH = "/api/v1/answers"
ADMIN = "not-a-real-admin-key-0123456789"
QUESTION = "거제시 2022년 신청 인원은 몇 명입니까?"
ANSWER = "551명 (2022년 신청 인원, 목표 500명)"
SENT = {"question": QUESTION, "filters": {"sido": ["경상남도"]}}
FORM = {"q": QUESTION, "sido": ["경상남도"]}


def cite(book: str, quote: str = "신청 551명") -> KeptCitation:
    citation = Citation(f"{book}:1", f"{book}:1/s01", "실적", quote, None, (9, 9), book)
    return KeptCitation(citation=citation, place="거제시", reference=f"「{book}」 9쪽")


def kept_of(*books: str, **told: object) -> KeptAnswer:
    """An answer that cites some books of the library."""
    masks = digest_masks(record_of("any"))
    whole: dict[str, Any] = {
        "id": "a-kept-one", "kept_at": datetime.now(UTC), "question": "몇 명입니까?", "completed": None, "filters": {},
        "answer": "551명", "confidence": "high", "mode": "extractive", "citations": tuple(map(cite, books)), "working": None,
        "unverified": (), "remarks": (), "books": tuple(KeptBook(id=name, title=name, year=None, digest="", masks=masks) for name in books),
        "audiences": (), "generation": "g", **told,
    }  # fmt: skip
    return KeptAnswer(**whole)


def record_of(name: str, **told: object) -> BookRecord:
    file = {"name": f"{name}.pdf", "format": "pdf", "sha256": "0" * 64}
    given = {"id": name, "title": name, "file": file, "content": "1" * 64, "added": "2026-01-01", "status": "published"}
    return BookRecord.model_validate({**given, **told}, strict=False)


class Records:
    """The records of a library, as they are now."""

    def __init__(self, *records: BookRecord) -> None:
        self.held = {record.id: record for record in records}

    def __call__(self, book: str) -> BookRecord:
        if book not in self.held:
            raise LibraryError("없습니다", code="book_not_found")
        return self.held[book]


def open_store(folder: Path, days: int = 365) -> KeptAnswerStore:
    return KeptAnswerStore(Database(sqlite(folder)), days)


def open_now(kept: KeptAnswer, searcher: CaseSearcher, *records: BookRecord, sight: Sight = PUBLIC) -> OpenedAnswer:
    return open_kept(kept, 365, sight, searcher, Records(*records))


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def test_what_is_kept_is_found_whole_and_dropped(tmp_path: Path) -> None:
    store, kept = open_store(tmp_path), kept_of("stories", filters={"sido": ("경상남도",)}, audiences=(("총괄과",),))
    store.add(kept)
    assert open_store(tmp_path).find(kept.id) == kept
    assert store.find("another") is None
    store.drop(kept.id)
    assert store.find(kept.id) is None


def test_the_oldest_makes_room_and_nothing_is_kept_for_longer_than_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("judging.storage.answer_store.MAX_KEPT", 2)
    store = open_store(tmp_path, 30)
    for number in range(4):
        store.add(kept_of(id=str(number), kept_at=datetime.now(UTC) - timedelta(days=29 - number)))
    assert [store.find(str(number)) is not None for number in range(4)] == [False, False, True, True]
    assert [open_store(tmp_path, days).find("3") is not None for days in (28, 20)] == [True, False]
    assert sqlite3.connect(tmp_path / "judging.sqlite3").execute("SELECT count(*) FROM kept_answer").fetchone() == (0,)


def test_one_that_has_grown_too_old_is_dropped_when_it_is_opened(tmp_path: Path) -> None:
    store = open_store(tmp_path, 30)
    store.add(kept_of())
    store._longest = timedelta(0)  # as if the days had passed
    assert store.find("a-kept-one") is None
    assert sqlite3.connect(tmp_path / "judging.sqlite3").execute("SELECT count(*) FROM kept_answer").fetchone() == (0,)


def test_an_answer_is_kept_masked_with_its_books_and_whom_it_is_for(searcher: CaseSearcher) -> None:
    passage = next(iter(searcher.ranker.index.catalogue.passages_of("8-01")))
    told = Answer(
        question="010-1234-5678의 홍길동 과장 것은?", answerable=True, answer="551명", confidence="high", mode="extractive", degraded=False,
        citations=[Citation.of(passage, passage.text[:9])], nearest=[], working=None, unverified=[], remarks=[], took_ms=1.0,
    )  # fmt: skip
    kept = keep_answer(told, Filters(sido=("경상남도",)), searcher, Records())
    assert kept.question == "010-****-****의 홍○○ 과장 것은?"
    assert (kept.answer, kept.filters, kept.audiences) == ("551명", {"sido": ("경상남도",)}, ())
    assert [(book.id, book.digest, book.masks) for book in kept.books] == [("jobs-2023", digest_book("jobs-2023", searcher), None)]
    assert kept.books[0].digest != ""
    assert kept.citations[0].citation.quote == passage.text[:9]
    assert kept.citations[0].reference.startswith("경상남도")
    assert kept.generation == searcher.ranker.index.manifest.generation
    assert len({keep_answer(told, Filters(), searcher, Records()).id for _ in range(9)}) == 9
    assert len(kept.id) > 20
    with pytest.raises(RequestError, match="답을 찾은 물음만") as caught:
        keep_answer(replace(told, answerable=False), Filters(), searcher, Records())
    assert caught.value.code == "nothing_to_keep"
    with pytest.raises(RequestError, match="너무 길어"):
        keep_answer(replace(told, answer="가" * 70_000), Filters(), searcher, Records())


def test_one_whose_book_is_removed_meanwhile_is_not_kept(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(RequestError, match="그사이 바뀌었습니다"):
        store_answer(kept_of("gone"), store, Records())
    assert store.find("a-kept-one") is None


def test_a_kept_answer_opens_only_to_who_may_see_its_books(searcher: CaseSearcher) -> None:
    told, group = kept_of("stories"), Sight(frozenset({"총괄과"}))
    for kept, record in (
        (replace(told, audiences=(("총괄과",),)), record_of("stories")),  # for some when it was kept
        (told, record_of("stories", visibility=("총괄과",))),  # for some now
    ):
        for sight in (PUBLIC, Sight(frozenset({"다른과"}))):
            with pytest.raises(AnswerNotFoundError):
                open_now(kept, searcher, record, sight=sight)
        assert [open_now(kept, searcher, record, sight=sight).answer for sight in (group, EVERYTHING)] == ["551명", "551명"]
    with pytest.raises(AnswerNotFoundError):
        open_kept(None, 365, EVERYTHING, searcher, Records())


def test_what_is_from_a_withdrawn_book_is_shown_to_its_keeper_alone(searcher: CaseSearcher) -> None:
    kept = kept_of("stories", "other")
    for draft in ((record_of("stories", status="draft"),), ()):
        shown = open_now(kept, searcher, *draft, record_of("other"))
        assert (shown.answer, shown.withdrawn, [told.citation.book for told in shown.citations]) == (None, 1, ["other"])
    keeper = open_now(kept, searcher, record_of("stories", status="draft"), record_of("other"), sight=EVERYTHING)
    assert (keeper.answer, keeper.withdrawn, len(keeper.citations)) == ("551명", 1, 2)


def test_what_is_from_a_book_in_which_something_was_masked_since_is_hidden(searcher: CaseSearcher) -> None:
    masked = record_of("stories", masks=MaskSettings(office_names="mask"))
    shown = open_now(kept_of("stories"), searcher, masked)
    assert (shown.answer, shown.citations, shown.withdrawn, shown.masked) == (None, (), 0, 1)


def test_a_book_stands_as_its_digest_says(searcher: CaseSearcher) -> None:
    def stand(digest: str, name: str = "jobs-2023") -> list[str]:
        book = KeptBook(id=name, title="책", year=2023, digest=digest)
        return [one.standing for one in open_now(kept_of(books=(book,)), searcher).books]

    assert stand(digest_book("jobs-2023", searcher)) == ["unchanged"]
    assert stand("0" * 64) == ["changed"]
    assert stand("") == ["unchecked"]
    assert open_now(kept_of(books=(KeptBook(id="gone", title="책", year=2023, digest="0"),)), searcher).withdrawn == 1


def test_a_removed_book_leaves_no_word_in_what_is_kept(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    of_both = kept_of("gone", "other", id="both", working="훌라춤 1 + 1", remarks=("훌라",), filters={"book": ("gone",)})
    asked = kept_of("other", id="asked", question="훌라춤 교사는 몇 명?", completed="훌라춤 교사는?")
    apart = kept_of("other", id="apart")
    for kept in (of_both, asked, apart):
        store.add(kept)
    assert forget_judged_book(sqlite(tmp_path), "gone", lambda text: "훌라" in text)["kept_answers"] == 2
    left = store.find("both")
    assert left is not None
    assert (left.answer, left.working, left.remarks, left.filters, left.lost) == (None, None, (), {}, 1)
    assert ([told.citation.book for told in left.citations], [book.id for book in left.books]) == (["other"], ["other"])
    no_question = store.find("asked")
    assert no_question is not None
    assert (no_question.question, no_question.completed, no_question.answer) == ("", None, None)
    assert store.find("apart") == apart
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [word in raw for word in ("훌라".encode(), b"\\\\ud6cc", b"gone:1", "「gone」".encode())] == [False] * 4


def test_a_program_keeps_an_answer_and_reads_it_again(person: Person) -> None:
    made = person.client.post(PATH, json=SENT)
    told = made.json()
    assert (made.status_code, made.headers["location"]) == (201, f"{PATH}/{told['id']}")
    assert (told["question"], told["answer"], told["address"]) == (QUESTION, ANSWER, f"/answers/{told['id']}")
    assert told["filters"] == {"sido": ["경상남도"]}
    assert [(book["id"], book["standing"]) for book in told["books"]] == [("jobs-2023", "unchanged")]
    assert told["citations"][0]["citation"]["passage_id"].startswith("8-01/")
    assert (told["removed"], told["withdrawn"], told["masked"]) == (0, 0, 0)
    days = datetime.fromisoformat(told["expires_at"]) - datetime.fromisoformat(told["kept_at"])
    assert days == timedelta(days=365)
    again = person.client.get(f"{PATH}/{told['id']}")
    assert (again.status_code, again.json(), again.headers["cache-control"]) == (200, told, "private, no-store")
    unknown = person.client.get(f"{PATH}/nothing-here")
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "answer_not_found")
    refused = person.client.post(PATH, json={"question": "화성 탐사 로켓은 몇 대를 쏘았나?"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "nothing_to_keep")
    foreign = person.client.post(PATH, json=SENT, headers={"origin": "http://evil.example"})
    assert (foreign.status_code, foreign.json()["error"]["code"]) == (403, "foreign_form")


def test_one_click_below_an_answer_leads_to_its_page(person: Person) -> None:
    form = soup(person.get(f"/?q={QUESTION}&sido=경상남도")).select_one('form[action="/answers"]')
    assert form is not None
    hidden: dict[str, list[str]] = {}
    for field in form.select('input[type="hidden"]'):
        hidden.setdefault(str(field["name"]), []).append(str(field["value"]))
    assert hidden == {"q": [QUESTION], "sido": ["경상남도"]}
    address = person.post("/answers", **hidden)
    page = person.client.get(address, headers={"accept": "text/html"})
    assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("private, no-store", "no-referrer")
    shown = soup(page.text)
    texts = {name: " ".join(shown.select_one(name).text.split()) for name in ("#answer", ".lead", "blockquote", ".next")}  # type: ignore[union-attr]
    assert (texts["#answer"], texts[".lead"]) == (QUESTION, "551명")
    assert texts[".next"].startswith(f"이 답의 주소: {HERE}{address}")
    assert shown.select_one('.sources a[href^="/cases/8-01"]') is not None
    report = shown.select_one("#report").text.splitlines()  # type: ignore[union-attr]
    assert report[:2] == [f"물음: {QUESTION}", f"답: {ANSWER}"]
    assert report[-1] == f"답의 주소: {HERE}{address}"
    assert "찾은 그대로" in shown.text
    assert shown.select("form[action='/answers']") == []


def test_nothing_but_a_found_answer_of_our_own_page_is_kept(person: Person, tmp_path: Path) -> None:
    assert soup(person.get("/?q=화성 탐사 로켓은 몇 대를 쏘았나?")).select('form[action="/answers"]') == []
    assert person.send("/answers", {"q": "화성 탐사 로켓은 몇 대를 쏘았나?"}).status_code == 422
    for headers in ({"origin": "http://evil.example"}, {}):
        assert person.send("/answers", FORM, headers).status_code == 403
    for changed in ({"q": ""}, {"sido": ["없는도"]}, {"answer": "지어낸 답"}, {"before": ["가?"] * 4}):
        assert person.send("/answers", {**FORM, **changed}).status_code == 422
    assert not (tmp_path / "judging.sqlite3").exists()


def test_the_page_says_what_has_become_of_the_books(tmp_path: Path, searcher: CaseSearcher) -> None:
    person = Person(service_at(tmp_path, searcher, host=OUTSIDE, admin_key=ADMIN), f"http://{OUTSIDE}:8000")
    store = open_store(tmp_path)
    changed = KeptBook(id="jobs-2023", title="우수사례집", year=2023, digest="0" * 64)
    store.add(kept_of(id="changed", books=(changed,)))
    store.add(kept_of(id="removed", answer=None, question="", lost=1))
    store.add(kept_of("stories", id="withdrawn"))
    notices = {
        name: [told.text for told in soup(person.get(f"/answers/{name}")).select("main .notice")]
        for name in ("changed", "removed", "withdrawn")
    }
    assert [told.partition(".")[0] for told in notices["changed"]] == ["「우수사례집」의 내용이 그 뒤 바뀌었습니다"]
    assert ["지워져" in told for told in notices["removed"]] == [True]
    assert ["거두어졌습니다" in told for told in notices["withdrawn"]] == [True]
    for name in ("removed", "withdrawn"):
        page = person.get(f"/answers/{name}")
        assert ("551명" in page, 'id="report"' in page) == (False, False)
    keeper = {"accept": "text/html", "authorization": f"Bearer {ADMIN}"}
    assert "551명" in person.client.get("/answers/withdrawn", headers=keeper).text
    assert "그런 답이 없습니다" in person.get("/answers/unknown", 404)


def test_a_service_that_keeps_nothing_says_so(searcher: CaseSearcher) -> None:
    with TestClient(create_app(HeldRuntime(searcher)), base_url=HERE) as client:
        refused, unknown = client.post(PATH, json=SENT), client.get(f"{PATH}/any")
    assert (refused.status_code, "남길 곳이 없습니다" in refused.json()["error"]["message"], unknown.status_code) == (503, True, 404)
