"""Run by itself: changes a library once for each step that touches its disk, and lets that step fail.

Arguments: operation, folder, `kill` or `full`. Audit hooks (sys.addaudithook) see every file that is opened to be written, made, renamed or
removed. Each try is a process of its own over a fresh copy of one library; at its step the process is killed, or the disk is full from then
on. Prints what is found after each as JSON: the exit code, the code of the error that was told, the books, whether every file is as before,
and the books after the operation was done once more.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path

from corpus.errors import LibraryError
from corpus.library.adding import reparse_book
from corpus.library.book_export import export_book, import_book
from corpus.library.record_fields import set_fields, set_status
from corpus.library.shelf import Shelf
from tests.support.made.documents import document_of, parse_as, put_book, story

STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
Tree = list[tuple[str, bytes | None]]
_EDITION = [story(3), story(4), story(1)]


def _add(shelf: Shelf) -> None:
    put_book(shelf, document_of([story(1), story(2)]), "second.pdf", content=b"second")


def _replace(shelf: Shelf) -> None:
    put_book(shelf, document_of(_EDITION), "edition.pdf", content=b"edition", replaces="first")


def _read_again(shelf: Shelf) -> None:
    reparse_book(shelf, "first", parse_as(document_of(_EDITION)))


def _give_pages(shelf: Shelf) -> None:
    put_book(shelf, document_of([story(3), story(4)]), "form.pdf", content=b"form", rendition_of="first")


def _correct(shelf: Shelf) -> None:
    set_fields(shelf, "first", {"title": "고친 제목"})


def _publish(shelf: Shelf) -> None:
    set_status(shelf, "first", published=True)


def _remove(shelf: Shelf) -> None:
    shelf.remove("first")


def _take_in(shelf: Shelf) -> None:
    import_book(shelf, shelf.folder.parent / "sent")


OPERATIONS: dict[str, Callable[[Shelf], None]] = {
    "add": _add, "replace": _replace, "read again": _read_again, "give pages": _give_pages,
    "correct": _correct, "publish": _publish, "remove": _remove, "import": _take_in,
}  # fmt: skip
_AGAIN_TOLD = {"duplicate_book", "book_not_found"}  # of an operation that had done its work before it was killed


def main(operation: str, folder: Path, how: str) -> None:
    shelf = Shelf(folder / "library")
    put_book(shelf, document_of([story(3), story(4)]), "first.pdf", content=b"first")
    other = Shelf(folder / "other" / "library")
    put_book(other, document_of([story(0)]), "third.pdf", content=b"third")
    export_book(other, "third", folder / "sent")
    shutil.copytree(shelf.folder, folder / "kept")
    present, tries = books_of(shelf), []
    at, code = 0, 1
    while code:
        at += 1
        shutil.rmtree(shelf.folder)
        shutil.copytree(folder / "kept", shelf.folder)
        before = tree_of(shelf.folder)
        code, told = attempt(operation, shelf, at, how)
        one = {"code": code, "told": told, "books": books_of(shelf), "same": tree_of(shelf.folder) == before}
        try:
            OPERATIONS[operation](shelf)
        except LibraryError as error:
            if error.code not in _AGAIN_TOLD:
                raise
        tries.append({**one, "again": books_of(shelf)})
    sys.stdout.write(json.dumps({"before": present, "tries": tries}))


def attempt(operation: str, shelf: Shelf, at: int, how: str) -> tuple[int, str]:
    """Do it in a process that fails at one step, from 1; return its exit code (0: there are fewer steps) and the code that it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os._exit(_run_until(OPERATIONS[operation], shelf, at, how, writing))
    os.close(writing)
    with os.fdopen(reading) as told:
        word = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), word


def _run_until(work: Callable[[Shelf], None], shelf: Shelf, at: int, how: str, writing: int) -> int:
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        within = bool(arguments) and str(shelf.folder) in str(arguments[0])
        writes = within and event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & WRITING)
        if writes or (within and event in STEPS):
            count += 1
            if count == at and how == "kill":
                os._exit(9)
            if count >= at and how == "full" and (writes or event == "os.mkdir"):
                raise OSError(ENOSPC, "No space left on device")

    sys.addaudithook(watch)
    try:
        work(shelf)
    except LibraryError as error:
        os.write(writing, error.code.encode())
        return 1
    except OSError as error:  # what nobody has told as what it is
        os.write(writing, repr(error).encode())
        return 1
    return int(count >= at)


def books_of(shelf: Shelf) -> dict[str, list[object]]:
    """What is told of each book, after all of its files were compared with their digests."""
    told: dict[str, list[object]] = {}
    for record in shelf.records():
        shelf.check(record)
        shelf.rendition(record)
        told[record.id] = [record.content, record.rendition and record.rendition.content, record.title, record.status]
        told[record.id] += [len(record.cases), len(shelf.document(record).blocks)]
    return told


def tree_of(folder: Path) -> Tree:
    """Every file and folder with what is in it."""
    return [(str(path.relative_to(folder)), path.read_bytes() if path.is_file() else None) for path in sorted(folder.rglob("*"))]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
