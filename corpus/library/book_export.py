"""A book as a folder that another library can take in: what was reviewed here is there too, ids and all.

    book.json, document.jsonl, document.json, text.txt, passages.jsonl, facts.jsonl, cards/, original/<name>
    writings.json where a language model has written of its cases

What comes in is compared with the digest that went out, before any of it is parsed.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from pydantic import ValidationError

from corpus.documents.document_json import read_document
from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord
from corpus.library.derived_books import derived_book, publish_shelved
from corpus.library.disk.content_folder import BLOCKS, REST, copy_content, digest_folder
from corpus.library.disk.derived_folder import fact_lines
from corpus.library.disk.disk_space import telling_full_disk
from corpus.library.disk.writing_file import WRITINGS, read_writings, write_writings
from corpus.library.shelf import CONTENT, IMPORTING, RECORD, Shelf
from corpus.model.ids import case_id
from corpus.yaml_files import dump_yaml

PASSAGES, FACTS, CARDS = "passages.jsonl", "facts.jsonl", "cards"
OTHER_FORM = "rendition"
MOST_RECORD = 64 * 1024 * 1024  # bytes of a record that comes in


def export_book(shelf: Shelf, book: str, folder: Path) -> BookRecord:
    """Write a book into a folder, which is made or is empty; there is none of it before all of it is there.

    Raises:
        LibraryError: (book_not_found, damaged_book, storage_full; invalid_parameter where the folder holds something).

    """
    record = shelf.read(book)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LibraryError(f"{folder.name}: 비어 있는 폴더를 주십시오.", code="invalid_parameter", field="dir")
    work = folder.with_name(f".{folder.name}.writing")
    shutil.rmtree(work, ignore_errors=True)
    try:
        with telling_full_disk():
            _write_out(shelf, record, work)
            if folder.exists():
                folder.rmdir()
            work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return record


def _write_out(shelf: Shelf, record: BookRecord, folder: Path) -> None:
    held = shelf.folder / record.id / CONTENT
    copy_content(held / record.content, folder)
    if record.rendition is not None:
        copy_content(held / record.rendition.content, folder / OTHER_FORM)
    published = publish_shelved(shelf, record)
    passages = (json.dumps(asdict(passage), ensure_ascii=False) for passage in published.passages)
    (folder / PASSAGES).write_text("".join(f"{line}\n" for line in passages), encoding="utf-8")
    (folder / FACTS).write_text("".join(f"{line}\n" for line in fact_lines(derived_book(shelf, record).facts)), encoding="utf-8")
    write_writings(folder, [*read_writings(shelf.folder / record.id).values()])
    (folder / CARDS).mkdir()
    for case in published.cases:
        told = case.model_dump(mode="json", by_alias=True, exclude={"book"})
        (folder / CARDS / f"{case.id.removeprefix(f'{record.id}:')}.yaml").write_text(dump_yaml(told), encoding="utf-8")
    (folder / RECORD).write_text(json.dumps(tell_record(record), ensure_ascii=False, indent=1), encoding="utf-8")


def tell_record(record: BookRecord) -> dict[str, object]:
    """Return a record as it is shown: its cases by their ids in the whole library."""
    told = record.model_dump(mode="json", exclude={"sketch"})
    cases = [{**case, "id": case_id(record.id, str(case["id"]))} for case in told["cases"]]
    return {**told, "sketch": list(record.sketch), "cases": cases}


def import_book(shelf: Shelf, folder: Path) -> BookRecord:
    """Take in a book that another library has written; it keeps its id, so that what points to it still does.

    Raises:
        LibraryError: (damaged_book) when a file is missing or not as it went out, (duplicate_book) when its id or its file is here already.

    """
    record = _read_record(folder / RECORD)
    with shelf.writing():
        return _take_in(shelf, record, folder)


def _take_in(shelf: Shelf, record: BookRecord, folder: Path) -> BookRecord:
    if (shelf.folder / record.id).exists() or record.file.sha256 in {held.file.sha256 for held in shelf.records()}:
        told = f"자료 {record.id}이(가) 이미 있습니다. 바꾸려면 먼저 'saerye library remove {record.id}'로 빼십시오."
        raise LibraryError(told, code="duplicate_book", field="dir")
    work = shelf.folder / f"{IMPORTING}{record.id}"
    shutil.rmtree(work, ignore_errors=True)
    try:
        _copy_content(folder, work / CONTENT / record.content, record.content, folder.name)
        if record.rendition is not None:
            _copy_content(folder / OTHER_FORM, work / CONTENT / record.rendition.content, record.rendition.content, folder.name)
        if (folder / WRITINGS).is_file() and (folder / WRITINGS).stat().st_size <= MOST_RECORD:
            write_writings(work, [*read_writings(folder).values()])
        return shelf.take_in(record, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _read_record(path: Path) -> BookRecord:
    try:
        if path.stat().st_size > MOST_RECORD:
            raise _unfit(path.parent.name, path.name)
        told = json.loads(path.read_bytes())
        for case in told["cases"]:
            case["id"] = case["id"].removeprefix(f"{told['id']}:")
        return BookRecord.model_validate_json(json.dumps(told))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise _unfit(path.parent.name, path.name) from error


def _copy_content(source: Path, target: Path, digest: str, name: str) -> None:
    """Copy the files of a text, and refuse them where they are not what they went out as."""
    try:
        copy_content(source, target)
    except FileNotFoundError as error:
        raise _unfit(name, Path(str(error.filename)).name) from error
    if digest_folder(target) != digest:
        raise _unfit(name, BLOCKS)
    with (target / BLOCKS).open(encoding="utf-8") as blocks:
        read_document(blocks, (target / REST).read_text(encoding="utf-8"))


def _unfit(folder: str, name: str) -> LibraryError:
    told = f"{folder}/{name}: 없거나 내보낼 때의 내용과 다릅니다. 자료를 내보낸 곳에서 다시 내보내 주십시오."
    return LibraryError(told, code="damaged_book", field="dir")
