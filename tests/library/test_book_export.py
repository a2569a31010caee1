"""A book handed on: what one library reviewed the next one has, ids and all; what was altered on the way is refused."""

import json
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.library.book_export import PASSAGES, export_book, import_book
from corpus.library.disk.content_folder import BLOCKS, TEXT
from corpus.library.record_fields import set_fields, set_status
from corpus.library.shelf import RECORD, Shelf
from tests.support.made.documents import document_of, put_book, story

DOCUMENT = document_of([story(1), story(2)])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    shelf = Shelf(tmp_path / "here" / "library")
    put_book(shelf, DOCUMENT)
    set_fields(shelf, "stories", {"publisher": "가람부"})
    set_status(shelf, "stories", published=True)
    put_book(shelf, DOCUMENT, "printed.pdf", rendition_of="stories")
    export_book(shelf, "stories", tmp_path / "out")
    return tmp_path / "out"


def test_what_goes_out_is_what_the_contract_names(out: Path) -> None:
    told = json.loads((out / RECORD).read_text(encoding="utf-8"))
    assert (told["id"], told["publisher"], told["pages"], told["status"]) == ("stories", "가람부", 3, "published")
    assert [(case["id"], case["lines"]) for case in told["cases"]] == [("stories:1", [1, 10]), ("stories:2", [11, 20])]
    blocks = [json.loads(line) for line in (out / BLOCKS).read_text(encoding="utf-8").splitlines()]
    assert len(blocks) == len(DOCUMENT.blocks)
    assert blocks[7]["cells"][4] == {"row": 1, "col": 1, "row_span": 1, "col_span": 1, "head": False, "text": "101명"}
    assert (out / TEXT).read_text(encoding="utf-8").splitlines() == [*DOCUMENT.lines]
    passages = [json.loads(line) for line in (out / PASSAGES).read_text(encoding="utf-8").splitlines()]
    assert {passage["case_id"] for passage in passages} == {"stories:1", "stories:2"}
    assert (out / "original" / "stories.pdf").read_bytes() == b"stories.pdf"


def test_a_colleague_gets_what_was_reviewed(out: Path, tmp_path: Path) -> None:
    there = Shelf(tmp_path / "there" / "library")
    record = import_book(there, out)
    here = Shelf(tmp_path / "here" / "library")
    assert record == here.read("stories") == there.read("stories")
    assert there.document(record) == replace(DOCUMENT, masks=())
    there.check(record)
    with pytest.raises(LibraryError, match="이미 있습니다") as error:
        import_book(there, out)
    assert error.value.code == "duplicate_book"


@pytest.mark.parametrize("name", [BLOCKS, TEXT, "original/stories.pdf", "rendition/document.jsonl", RECORD])
@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_what_was_altered_on_the_way_is_refused(out: Path, tmp_path: Path, name: str, damage: str) -> None:
    (out / name).write_bytes(b"{}") if damage == "altered" else (out / name).unlink()
    there = Shelf(tmp_path / "there" / "library")
    with pytest.raises(LibraryError, match="다시 내보내") as error:
        import_book(there, out)
    assert error.value.code == "damaged_book"
    assert there.ids() == ()
    assert [*there.folder.glob(".importing*")] == []


def test_a_name_that_leads_out_of_the_library_is_refused(out: Path, tmp_path: Path) -> None:
    told = json.loads((out / RECORD).read_text(encoding="utf-8"))
    (out / RECORD).write_text(json.dumps({**told, "id": "../elsewhere"}), encoding="utf-8")
    with pytest.raises(LibraryError):
        import_book(Shelf(tmp_path / "there" / "library"), out)


def test_a_folder_that_holds_something_is_not_written_into(out: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="비어 있는 폴더"):
        export_book(Shelf(tmp_path / "here" / "library"), "stories", out)


def test_a_full_disk_is_told_and_leaves_nothing_of_what_was_going_out(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_told: object) -> str:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("corpus.library.book_export.dump_yaml", refuse)
    (tmp_path / "again").mkdir()
    with pytest.raises(LibraryError) as error:
        export_book(Shelf(tmp_path / "here" / "library"), "stories", tmp_path / "again")
    assert error.value.code == "storage_full"
    assert [*(tmp_path / "again").iterdir()] == [*tmp_path.glob(".again*")] == []
