"""A published book is searched as its text stands: its cases, the rest of its text, and nothing once it is withdrawn."""

from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.library.disk.content_folder import TEXT
from corpus.library.published import read_library, signature_of
from corpus.library.record_fields import fields_of, set_fields, set_status
from corpus.library.shelf import CONTENT, Shelf
from corpus.model.document import Block
from corpus.model.nouns import Region
from corpus.passages import all_card_passages
from tests.support.made.books import FARMS, write_library
from tests.support.made.documents import document_of, put_book, story

PREFACE = (Block(kind="heading", level=1, text="펴내며"), Block(kind="paragraph", text="다섯 고을의 이야기를 모아 함께 읽습니다."))
DOCUMENT = document_of([story(1), story(2)], before=PREFACE)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "library")
    put_book(shelf, DOCUMENT, title="이야기 모음", year=2021, publisher="가람부")
    return shelf


def test_a_draft_is_not_served_and_a_published_book_is(shelf: Shelf) -> None:
    assert read_library(shelf.folder) == ()
    before = signature_of(shelf.folder)
    set_status(shelf, "stories", published=True)
    assert signature_of(shelf.folder) != before
    (published,) = read_library(shelf.folder)
    assert [(case.id, case.title, case.pages, case.origin) for case in published.cases] == [
        ("stories:1", "나루군 골목 시장 이야기 1", (2, 2), "derived"),
        ("stories:2", "다솔시 늦밤 돌봄 이야기 2", (3, 3), "derived"),
        ("stories:text", "이야기 모음", (1, 1), "derived"),
    ]
    assert published.cases[0].region == Region(sido="충청남도", sigungu="나루군")
    assert published.cases[0].summary.startswith("나루군은 1번째 해에 골목 시장을 열어 주민 10명이 함께 썼습니다.")
    told = [(passage.case_id, passage.kind) for passage in all_card_passages(published.cases)]
    assert told == [(name, kind) for name in ("stories:1", "stories:2") for kind in ("summary", "keywords")]
    set_status(shelf, "stories", published=False)
    assert read_library(shelf.folder) == ()


def test_a_book_for_some_is_read_with_whom_it_is_for(shelf: Shelf) -> None:
    set_status(shelf, "stories", published=True)
    set_fields(shelf, "stories", fields_of({"visibility": "감사과"}))
    (published,) = read_library(shelf.folder)
    assert published.book.visibility == ("감사과",)


def test_passages_say_where_they_stand(shelf: Shelf) -> None:
    set_status(shelf, "stories", published=True)
    (published,) = read_library(shelf.folder)
    first = published.passages[0]
    assert (first.id, first.case_id, first.kind) == ("stories:1/L3", "stories:1", "casebook")
    assert first.sections == ("stories:1/s01",)
    assert first.context == "충청남도 나루군 나루군 골목 시장 이야기 1"
    assert (first.place.book, first.place.lines, first.place.pages, first.place.blocks, first.place.page_from) == (
        "stories",
        (3, 8),
        (2, 2),
        (2, 7),
        "file",
    )
    table = published.passages[1]
    assert (table.heading, table.place.lines) == ("나루군 골목 시장 이야기 1 > 남은 것", (9, 12))
    assert table.text == "구분 | 계획 | 실적\n참여 주민 | 계획: 101명 | 실적: 121명\n문 연 날 | 계획: 201일 | 실적: 211일"
    assert published.passages[-1].text == "다섯 고을의 이야기를 모아 함께 읽습니다."


def test_what_was_left_out_is_the_books_own_text(shelf: Shelf) -> None:
    record = shelf.read("stories")
    shelf.write(record.model_copy(update={"cases": (record.cases[0].model_copy(update={"status": "left_out"}), record.cases[1])}))
    set_status(shelf, "stories", published=True)
    (published,) = read_library(shelf.folder)
    assert [case.id for case in published.cases] == ["stories:2", "stories:text"]
    assert {passage.case_id for passage in published.passages if "나루군" in passage.text} == {"stories:text"}


def test_books_by_hand_lie_beside(shelf: Shelf) -> None:
    write_library(shelf.folder)
    set_status(shelf, "stories", published=True)
    assert [published.book.id for published in read_library(shelf.folder)] == ["care-2021", FARMS, "stories"]


def test_the_citation_names_what_is_known(shelf: Shelf) -> None:
    set_status(shelf, "stories", published=True)
    assert read_library(shelf.folder)[0].book.citation == "{place}, “{case}”, {publisher}, 「{title}」, {year}, {where}."
    set_fields(shelf, "stories", fields_of({"publisher": "", "year": ""}))
    assert read_library(shelf.folder)[0].book.citation == "{place}, “{case}”, 「{title}」, {where}."


def test_a_published_book_whose_text_was_altered_is_told_of(shelf: Shelf) -> None:
    record = set_status(shelf, "stories", published=True)
    (shelf.folder / "stories" / CONTENT / record.content / TEXT).write_text("다른 글", encoding="utf-8")
    with pytest.raises(LibraryError, match="자료 stories의 글이 없거나 손상되었습니다"):
        read_library(shelf.folder)
