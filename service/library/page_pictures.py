"""Pages of a book as pictures: for whom, drawn from its kept file or taken from those that were drawn before, which lie in its folder.

    library/<book>/pictures/<text>-<page>-<what is marked and hidden>.png

They go with the book, and with its text once that is another; beyond `MOST_KEPT` bytes the longest unseen go.
"""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from corpus.documents.pictures.cited_places import HIDDEN
from corpus.documents.pictures.page_drawing import DRAWN, PageWanted
from corpus.errors import DocumentError, LibraryError
from corpus.fence.fenced_drawing import draw_fenced
from corpus.library.book_record import BookRecord
from corpus.library.disk.content_folder import original_of
from corpus.library.shelf import CONTENT, Shelf
from corpus.model.book import BookFile
from corpus.model.document import Document, MaskedPlace

CORPUS = Path(__file__).parents[2] / "corpus"
log = logging.getLogger("saerye")
PICTURES = "pictures"
ABOUT, MASKS = 6, frozenset("○*")
"""Letters about a masked place that tell it on its page; what masks are written with."""
MOST_KEPT = 128 << 20
"""Bytes of pictures that are kept of a book."""
OPEN_LICENCES = frozenset({"공공누리 1", "공공누리 2", "공공누리 3", "공공누리 4"})
"""Under which a page may be shown as it is: none of them keeps what is published from being passed on."""
Draw = Callable[[Path, PageWanted], bytes]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a PNG file, and what tells it from another state of it."""

    png: bytes
    tag: str


def may_show_pages(record: BookRecord, *, librarian: bool) -> bool:
    """Tell whether somebody who may read a book may see its pages as they are: readers under an open licence, librarians always."""
    return librarian or record.licence in OPEN_LICENCES


def has_pictures(shelf: Shelf, record: BookRecord) -> bool:
    """Tell whether pages of a book can be drawn: its file is kept, or that of its other form, whose pages are cited."""
    return _file_of_pages(shelf, record) is not None


def page_picture(shelf: Shelf, record: BookRecord, wanted: PageWanted, draw: Draw = draw_fenced) -> PagePicture:
    """Return a page of a book, of whichever format its file is.

    Raises:
        LibraryError: (page_not_found) where there is no such page or it cannot be drawn, (book_not_found) where the book has gone.

    """
    path = _file_of_pages(shelf, record)
    if path is None:
        raise _no_page(f"자료 {record.id}에는 쪽 그림이 없습니다. 보관한 원본이 PDF, 한글, 그림 파일일 때 쪽을 보입니다.")
    if not 1 <= wanted.number <= (record.pages or 1):
        raise _no_page(f"자료 {record.id}에 {wanted.number}쪽이 없습니다. 1부터 {record.pages or 1:,}까지의 쪽을 적으십시오.")
    file, text = _paged_file(record)
    asked = replace(wanted, kind=file.format)
    tag = sha256(repr((text, asked, drawing_digest())).encode()).hexdigest()[:24]
    kept = shelf.folder / record.id / PICTURES / f"{text[:16]}-{wanted.number}-{tag}.png"
    with suppress(FileNotFoundError):
        found = kept.read_bytes()
        os.utime(kept)
        return PagePicture(found, tag)
    try:
        drawn = draw(path, asked)
    except DocumentError as error:
        raise _no_page(error.message) from error
    _keep(kept, drawn, text[:16])
    return PagePicture(drawn, tag)


def private_places(document: Document, number: int) -> tuple[str, ...]:
    """Return the masked places of a page, each by the letters about it: what nobody but a librarian is to see."""
    on_page = {
        line
        for block in document.blocks
        if block.pages and block.lines and block.pages[0] <= number <= block.pages[1]
        for line in range(block.lines[0], block.lines[1] + 1)
    }
    places: defaultdict[int, list[MaskedPlace]] = defaultdict(list)
    for place in document.masks or ():
        if place.line in on_page:
            places[place.line].append(place)
    return tuple(dict.fromkeys(told for line, own in places.items() for told in _tell_places(document.lines[line - 1], own)))


def _tell_places(line: str, places: Sequence[MaskedPlace]) -> Iterator[str]:
    """Yield the letters about each masked place of a line, with what stands for a letter that is masked, of any of them."""
    masked = {at for place in places for at in range(place.start, place.end) if line[at] in MASKS}
    shown = "".join(HIDDEN if at in masked else letter for at, letter in enumerate(line))
    for place in places:
        yield shown[max(0, place.start - ABOUT) : place.end + ABOUT]


@cache
def drawing_digest() -> str:
    """Return the SHA-256 of the program's files that say what is drawn, marked and hidden: after a change pages are drawn anew."""
    sources = [path for room in ("privacy", "documents/pictures") for path in sorted((CORPUS / room).glob("*.*")) if path.is_file()]
    return sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _file_of_pages(shelf: Shelf, record: BookRecord) -> Path | None:
    """Return the kept file whose pages are cited, None where there is none that can be drawn."""
    file, text = _paged_file(record)
    return original_of(shelf.folder / record.id / CONTENT, text) if file.format in DRAWN else None


def _paged_file(record: BookRecord) -> tuple[BookFile, str]:
    """Return the file whose pages are a book's, its own or that of its other form, and the digest of the text that was read of it."""
    return (record.rendition.file, record.rendition.content) if record.rendition else (record.file, record.content)


def _keep(path: Path, picture: bytes, text: str) -> None:
    """Keep a picture in its book's folder, drop those of another text, and the longest unseen where they are too many."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{id(picture)}")
    try:
        path.parent.mkdir(exist_ok=True)
        beside.write_bytes(picture)
        beside.replace(path)
        _prune(path.parent, text)
    except OSError:  # the page is shown all the same: a full disk, or the book has gone meanwhile
        log.warning("the picture %s could not be kept", path.name, exc_info=True)
        beside.unlink(missing_ok=True)


def _prune(folder: Path, text: str) -> None:
    held = sorted(((stat := path.stat()).st_mtime, stat.st_size, path) for path in folder.glob("*.png"))
    total = sum(size for _, size, _ in held)
    for _, size, path in held:
        if total > MOST_KEPT or not path.name.startswith(f"{text}-"):
            path.unlink(missing_ok=True)
            total -= size


def _no_page(told: str) -> LibraryError:
    return LibraryError(told, code="page_not_found", field="page")
