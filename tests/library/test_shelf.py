"""A book on the shelf: there whole or not at all, told apart by its bytes, and never under an id that another had."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.book_folders import load_book
from corpus.errors import LibraryError
from corpus.library.adding import Added, Adding, Told, add_book
from corpus.library.disk.content_folder import BLOCKS, ORIGINAL
from corpus.library.record_fields import fields_of, set_fields, set_status
from corpus.library.shelf import CONTENT, RECORD, Shelf
from corpus.model.book import BookFile
from corpus.model.document import Document
from tests.support.made.documents import Parse, document_of, put_book, story

DOCUMENT = document_of([story(1), story(2)])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "library")


def code_of(error: pytest.ExceptionInfo[LibraryError]) -> str:
    return error.value.code


def test_a_book_that_was_added_is_read_back_as_it_was(shelf: Shelf) -> None:
    record = put_book(shelf, DOCUMENT, "stories 2021.pdf", title="우수 이야기", year=2021).record
    assert (record.id, record.title, record.year, record.status, record.pages) == ("stories-2021", "우수 이야기", 2021, "draft", 3)
    assert [(case.id, case.title, case.lines, case.pages) for case in record.cases] == [
        ("1", "나루군 골목 시장 이야기 1", (1, 10), (2, 2)),
        ("2", "다솔시 늦밤 돌봄 이야기 2", (11, 20), (3, 3)),
    ]
    assert shelf.ids() == ("stories-2021",)
    assert shelf.read("stories-2021") == record
    assert shelf.document(record) == replace(DOCUMENT, masks=())
    original = shelf.original(record)
    assert original is not None
    assert original.read_bytes() == b"stories 2021.pdf"


def test_the_title_is_the_documents_own_where_nobody_says_another(shelf: Shelf) -> None:
    assert put_book(shelf, DOCUMENT).record.title == "지어낸 사례 모음"


def test_the_original_is_left_out_as_asked(shelf: Shelf) -> None:
    record = put_book(shelf, DOCUMENT, keep_original=False).record
    assert shelf.original(record) is None
    assert not list((shelf.folder / record.id).rglob(ORIGINAL))


@pytest.mark.parametrize("damage", [b"", b"{}\n"])
def test_a_text_that_was_altered_is_told_of_and_not_read(shelf: Shelf, damage: bytes) -> None:
    record = put_book(shelf, DOCUMENT).record
    (shelf.folder / record.id / CONTENT / record.content / BLOCKS).write_bytes(damage)
    with pytest.raises(LibraryError, match="손상") as error:
        shelf.document(record)
    assert code_of(error) == "damaged_book"
    with pytest.raises(LibraryError, match="손상"):
        shelf.check(record)


@pytest.mark.parametrize("change", ["title", "checksum", "missing", "rubbish"])
def test_a_record_that_was_altered_is_told_of(shelf: Shelf, change: str) -> None:
    record = put_book(shelf, DOCUMENT).record
    path = shelf.folder / record.id / RECORD
    stored = json.loads(path.read_bytes())
    if change == "missing":
        del stored["checksum"]
    elif change != "rubbish":
        stored[change] = "다른 말"
    path.write_text("{" if change == "rubbish" else json.dumps(stored), encoding="utf-8")
    with pytest.raises(LibraryError, match=RECORD) as error:
        shelf.read(record.id)
    assert code_of(error) == "damaged_book"


def test_a_damaged_book_can_be_taken_out(shelf: Shelf) -> None:
    book = put_book(shelf, DOCUMENT).record.id
    (shelf.folder / book / RECORD).write_text("{", encoding="utf-8")
    shelf.remove(book)
    assert shelf.ids() == ()


@pytest.mark.parametrize("name", ["none", "../library", "A", "", "stories/1"])
def test_a_book_that_is_not_there(shelf: Shelf, name: str) -> None:
    put_book(shelf, DOCUMENT)
    with pytest.raises(LibraryError) as error:
        shelf.read(name)
    assert (code_of(error), error.value.status) == ("book_not_found", 404)


def test_ids_are_made_of_names_and_never_given_twice(shelf: Shelf) -> None:
    names = ["우수사례 2021.hwp", "우수사례집.hwp", "우수사례집2.hwp", "jobs-2023.pdf", "A__b (최종).pdf"]
    made = [put_book(shelf, document_of([story(at)]), name).record.id for at, name in enumerate(names, 1)]
    assert made == ["2021", "book", "2", "jobs-2023-2", "a-b"]
    shelf.remove("book")
    assert "book" not in shelf.ids()
    assert put_book(shelf, document_of([story(9)]), "또 우수사례집.hwp").record.id == "book-2"


def test_a_changed_record_is_another_revision_and_an_old_one_is_refused(shelf: Shelf) -> None:
    first = put_book(shelf, DOCUMENT).record
    second = set_fields(shelf, first.id, {"title": "새 이름"}, seen=first.revision)
    assert (second.title, second.revision, shelf.read(first.id)) == ("새 이름", 2, second)
    with pytest.raises(LibraryError, match="그사이") as error:
        set_fields(shelf, first.id, {"title": "늦은 이름"}, seen=first.revision)
    assert (code_of(error), error.value.status) == ("changed_meanwhile", 412)
    assert shelf.read(first.id) == second


def test_publishing_twice_changes_nothing_more(shelf: Shelf) -> None:
    book = put_book(shelf, DOCUMENT).record.id
    published = set_status(shelf, book, published=True)
    assert (published.status, set_status(shelf, book, published=True)) == ("published", published)
    assert set_status(shelf, book, published=False).status == "draft"


def test_what_a_keeper_says_is_held_to_its_kind() -> None:
    told = {"year": "2024", "visibility": "기획과, 감사과", "publisher": " 가람부 ", "contact": ""}
    assert fields_of(told) == {"year": 2024, "visibility": ("기획과", "감사과"), "publisher": "가람부", "contact": None}
    with pytest.raises(LibraryError, match="정할 수 없는 항목") as error:
        fields_of({"id": "x"})
    assert error.value.field == "id"


@pytest.mark.parametrize(("field", "value"), [("year", "이천이십"), ("licence", "공짜"), ("title", "")])
def test_a_field_that_cannot_be_so_is_named(shelf: Shelf, field: str, value: str) -> None:
    record = put_book(shelf, DOCUMENT).record
    with pytest.raises(LibraryError) as error:
        set_fields(shelf, record.id, fields_of({field: value}))
    assert (code_of(error), error.value.field) == ("invalid_parameter", field)
    assert shelf.read(record.id) == record


def test_the_same_file_is_recognised(shelf: Shelf) -> None:
    put_book(shelf, DOCUMENT, content=b"one")
    with pytest.raises(LibraryError, match="자료 stories") as error:
        put_book(shelf, document_of([story(5)]), "other.pdf", content=b"one")
    assert (code_of(error), error.value.status) == ("duplicate_book", 409)
    assert shelf.ids() == ("stories",)


def add_while_another_does(shelf: Shelf, path: Path, other: bytes) -> Added:
    """Add a file, and another under the same name while it is read, which takes minutes and holds no lock."""

    def parse(path: Path, *, name: str, progress: Told) -> Document:
        file = path.parent / "other" / name
        file.parent.mkdir()
        file.write_bytes(other)
        add_book(shelf, Adding(path=file, name=name), Parse(document_of([story(5)])))
        return DOCUMENT

    path.write_bytes(b"one")
    return add_book(shelf, Adding(path=path, name=path.name), parse)


def test_a_file_that_came_in_while_it_was_read_is_recognised(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="자료 stories") as error:
        add_while_another_does(shelf, tmp_path / "stories.pdf", b"one")
    assert code_of(error) == "duplicate_book"
    assert [path.name for path in shelf.folder.iterdir() if path.is_dir()] == ["stories"]


def test_an_id_that_was_taken_while_a_file_was_read_stays_with_the_first(shelf: Shelf, tmp_path: Path) -> None:
    added = add_while_another_does(shelf, tmp_path / "stories.pdf", b"two").record
    assert (added.id, shelf.ids()) == ("stories-2", ("stories", "stories-2"))
    assert shelf.document(shelf.read("stories")).blocks == document_of([story(5)]).blocks
    assert shelf.document(added).blocks == DOCUMENT.blocks


def test_the_file_of_the_embedded_book_is_recognised(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_bytes(b"text of the embedded book")
    own = load_book()
    embedded = own.model_copy(update={"file": BookFile(name="a.txt", format="text", sha256=sha256(path.read_bytes()).hexdigest())})
    with pytest.raises(LibraryError, match=f"자료 {own.id}") as error:
        add_book(shelf, Adding(path=path, name=path.name), Parse(DOCUMENT), embedded=embedded)
    assert code_of(error) == "duplicate_book"
    assert add_book(shelf, Adding(path=path, name=path.name), Parse(DOCUMENT)).record.id == "copy"
