"""After a book is removed no file of the data folder holds a word of it: not its text, title or file name, in any form."""

import gzip
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answers.results import Citation
from corpus.errors import BuildError, LibraryError
from corpus.library.record_fields import set_status
from corpus.library.shelf import Shelf
from corpus.model.document import Document
from indexer.generations.build import build_index, read_corpus
from indexer.generations.current_pointer import current_generation
from indexer.generations.generation_folders import list_generations
from indexer.generations.generation_store import open_index
from judging.records import Graded, NewQuery
from judging.storage.answer_store import KeptAnswerStore
from judging.storage.book_forgetting import forget_judged_book
from judging.storage.database import Database
from judging.storage.feedback_store import FeedbackStore
from judging.storage.judgment_store import Store
from service.asking.answer_feedback import AnswerFeedback
from service.asking.kept.kept_answer import KeptAnswer, KeptBook, KeptCitation
from service.library.job_record import Job, moment_of
from service.library.job_store import JobStore
from service.library.upkeep.book_removal import OwnWords, RemovedTraces, remove_traces
from service.operations.settings import Settings
from service.search.contract.request import Filters
from tests.support.made.documents import document_of, put_book, story
from tests.support.models.doubles import CountEncoder, split_words

PLANTED = ("별빛고래섬", "쪽빛다람쥐", "zorblaxquux")
"""A word of the text, one of the title, one of the file's name."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", default_book="off")


@pytest.fixture
def shelf(settings: Settings) -> Shelf:
    return Shelf(settings.library)


def planted() -> Document:
    """A document of two cases, one of which names the place that nobody else does."""
    one = story(1)
    return document_of([(*one[:2], replace(one[2], text=f"{PLANTED[0]}은 주민 12명과 길을 냈습니다."), *one[3:]), story(2)])


def add_planted(shelf: Shelf) -> str:
    book = put_book(shelf, planted(), f"{PLANTED[2]}.pdf", title=f"{PLANTED[1]} 이야기").record.id
    (shelf.folder.parent / f"{PLANTED[2]}.pdf").unlink()  # the file that it came from, which is not the library's
    set_status(shelf, book, published=True)
    return book


def add_other(shelf: Shelf) -> None:
    put_book(shelf, document_of([story(at) for at in range(5, 9)]), "other.pdf", title="다른 이야기")
    set_status(shelf, "other", published=True)


def build(settings: Settings) -> None:
    build_index(read_corpus(None, library=settings.library), settings.index, CountEncoder(), segment=split_words)


def judge(settings: Settings, book: str) -> Store:
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.judging)
    store = Store(database)
    store.add(
        [
            NewQuery(f"{PLANTED[0]} 길", None, "own", None, frozenset({f"{book}:1", "other:1"})),
            NewQuery("주민이 낸 길", None, "own", None, frozenset({f"{book}:2", "other:1"})),
        ]
    )
    judge_id = store.judge("가나").id
    store.grade(Graded(judge_id, 2, f"{book}:2", 2, f"{PLANTED[0]}과 같음"))
    store.grade(Graded(judge_id, 2, "other:1", 1, ""))
    store.hear({f"{PLANTED[0]}을 찾습니다": 2, "주민 도서관": 1})
    for cited, question in (
        (f"{book}:1/L3", "몇 곳입니까?"),
        ("other:1/L3", f"{PLANTED[0]}은 몇 곳입니까?"),
        ("other:1/L3", "몇 명입니까?"),
    ):
        said = AnswerFeedback(question=question, filters=Filters(), answer="세 곳", right=False, reason=None, note="", citations=(cited,))
        FeedbackStore(database).add(said)
    KeptAnswerStore(database, 365).add(kept_of(book))
    database.close()
    return Store(Database(settings.judging))


def kept_of(book: str) -> KeptAnswer:
    """An answer that tells of the planted place and cites the book."""
    cited = Citation(f"{book}:1", f"{book}:1/L3", f"{PLANTED[0]} 길", PLANTED[0], (3, 3), None, book)
    return KeptAnswer(
        id="kept", kept_at=datetime.now(UTC), question=f"{PLANTED[0]}은?", completed=None, filters={"book": (book,)}, answer=PLANTED[0],
        confidence="high", mode="extractive", citations=(KeptCitation(citation=cited, place=PLANTED[0], reference=f"「{PLANTED[1]}」"),),
        working=PLANTED[0], unverified=(PLANTED[0],), remarks=(PLANTED[0],),
        books=(KeptBook(id=book, title=PLANTED[1], year=None, digest=""),),
        audiences=(), generation="g",
    )  # fmt: skip


def keep_jobs(settings: Settings, book: str) -> None:
    """A job that made the book, and one whose file never became one."""
    store = JobStore(settings.jobs)
    states: tuple[dict[str, object], ...] = (
        {"state": "done", "book": book, "result": {"book": book, "title": PLANTED[1]}},
        {"state": "failed"},
    )
    for number, told in enumerate(states):
        job = f"000000000000{number}-0000000{number}"
        upload = store.begin_upload(job) / "sent"
        upload.write_bytes(f"{PLANTED[2]}.pdf".encode())  # as `put_book` writes the file
        when = moment_of(0.0)
        given = {"id": job, "kind": "add", "file_name": f"{PLANTED[2]}.pdf", "created": when, "queued": when, "finished": when, **told}
        store.add(Job.model_validate(given), upload)


def remove(settings: Settings, shelf: Shelf, book: str) -> RemovedTraces:
    return remove_traces(settings, shelf, book, lambda name, tells: forget_judged_book(settings.judging, name, tells))


def held_words(folder: Path) -> Iterator[tuple[str, str]]:
    """Where a planted word is: in a file's name or bytes, packed or not, composed or not, as it is or escaped."""
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        texts = [str(path.relative_to(folder)).encode(), data, *([gzip.decompress(data)] if data.startswith(b"\x1f\x8b") else [])]
        for word in PLANTED:
            forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
            coded = {form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-32-le")}
            coded |= {json.dumps(form).strip('"').encode() for form in forms}
            if any(one in text for text in texts for one in coded):
                yield path.relative_to(folder).as_posix(), word


def test_nothing_of_a_removed_book_is_left(settings: Settings, shelf: Shelf) -> None:
    book = add_planted(shelf)
    build(settings)
    add_other(shelf)
    build(settings)
    judge(settings, book)
    keep_jobs(settings, book)
    assert {word for _, word in held_words(settings.data)} == {*PLANTED}
    told = remove(settings, shelf, book).tell()
    assert [*held_words(settings.data)] == []
    assert (told["book"], told["removed"], told["index"]) == (book, True, "to_build")
    counts = {one["what"]: one["count"] for one in told["gone"]}
    assert counts.pop("computed_texts") > 0
    assert counts == {
        "files": 7,
        "generations": 2,
        "jobs": 2,
        "uploads": 2,
        "judgments": 1,
        "queries": 1,
        "searches": 1,
        "feedback": 2,
        "kept_answers": 1,
    }
    assert current_generation(settings.index) is None
    build(settings)
    assert [*held_words(settings.data)] == []
    assert {case.id.partition(":")[0] for case in open_index(settings.index)[0].cases} == {"other"}
    assert Store(Database(settings.judging)).list_heard() == [("주민 도서관", 1)]


def test_what_other_books_need_is_not_computed_again(settings: Settings, shelf: Shelf) -> None:
    book = add_planted(shelf)
    add_other(shelf)
    build(settings)
    remove(settings, shelf, book)
    encoder = CountEncoder()
    build_index(read_corpus(None, library=settings.library), settings.index, encoder, segment=split_words)
    assert encoder.embedded == []


def test_a_generation_without_the_book_stays(settings: Settings, shelf: Shelf) -> None:
    add_other(shelf)
    build(settings)
    kept = current_generation(settings.index)
    book = add_planted(shelf)
    told = remove(settings, shelf, book)
    assert (told.index, current_generation(settings.index), list_generations(settings.index)) == ("unchanged", kept, [kept])


def test_a_build_that_has_read_a_removed_book_is_refused(settings: Settings, shelf: Shelf) -> None:
    add_other(shelf)
    build(settings)
    book = add_planted(shelf)
    read = read_corpus(None, library=settings.library)
    remove(settings, shelf, book)
    with pytest.raises(BuildError, match="자료가 지워졌습니다"):
        build_index(read, settings.index, CountEncoder(), segment=split_words)
    build(settings)
    assert [*held_words(settings.data)] == []


def test_an_id_is_not_given_again_and_is_not_kept(settings: Settings, shelf: Shelf) -> None:
    assert remove(settings, shelf, add_planted(shelf)).book == PLANTED[2]
    assert [*held_words(settings.data)] == []
    assert shelf.free_id(PLANTED[2]) == f"{PLANTED[2]}-2"
    with pytest.raises(LibraryError, match="찾을 수 없습니다"):
        remove(settings, shelf, PLANTED[2])


def test_words_are_a_books_own_where_no_other_text_has_them() -> None:
    words = OwnWords(["별빛고래섬은 골목 시장을 열었다"], ["골목 시장 이야기"])
    assert [words.are_in(text) for text in ("별빛고래섬에서", "골목 시장", "별빛고래섬 시장", "달빛 시장", "가")] == [
        True,
        False,
        True,
        False,
        False,
    ]
