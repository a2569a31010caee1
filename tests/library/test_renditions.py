"""The same text in another form: recognised by its words, and its pages cited."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.library.published import read_library
from corpus.library.record_fields import set_status
from corpus.library.renditions import SAME_TEXT, fingerprint, resemblance, shared_text, take_pages
from corpus.library.shelf import Shelf
from corpus.model.document import Block, Document
from tests.support.made.documents import document_of, put_book, story

STORIES = [story(at, sentences=6) for at in range(5)]
PLAIN = replace(document_of(STORIES, page_from=None), format="docx")
PAGED = document_of(STORIES)


def spaced(document: Document) -> Document:
    """The document as another program has it: other blanks, marks and breaks of blocks."""
    blocks = tuple(replace(block, text=block.text.replace(" ", "  ").replace(".", "·")) for block in document.blocks)
    return replace(document, blocks=blocks)


def test_blanks_and_marks_do_not_make_another_text() -> None:
    assert shared_text(spaced(PAGED), PLAIN) == 1.0
    assert resemblance(fingerprint(spaced(PAGED)).sketch, fingerprint(PLAIN).sketch) == 1.0


def test_an_excerpt_and_another_text_are_not_the_same() -> None:
    assert shared_text(document_of(STORIES[:2]), PLAIN) < SAME_TEXT
    assert shared_text(document_of([story(at, sentences=6) for at in range(10, 15)]), PLAIN) < SAME_TEXT


def test_every_block_takes_the_page_it_stands_on_there() -> None:
    paged = take_pages(PLAIN, PAGED)
    assert [block.page for block in paged.blocks] == [block.page for block in PAGED.blocks]
    assert {block.page_from for block in paged.blocks} == {"file"}
    assert paged.page_count == PAGED.page_count


def test_a_block_that_is_nowhere_there_stands_on_the_page_before_it() -> None:
    more = replace(PLAIN, blocks=(*PLAIN.blocks[:3], Block(kind="paragraph", text="어디에도 없는 새 글입니다"), *PLAIN.blocks[3:]))
    assert take_pages(more, PAGED).blocks[3].page == 2


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "library")


def test_a_second_form_is_offered_and_then_cited_by_its_pages(shelf: Shelf) -> None:
    book = put_book(shelf, PLAIN, "stories.docx").record.id
    added = put_book(shelf, spaced(PAGED), "printed.pdf")
    assert added.same is not None
    assert (added.same.book, added.same.share) == (book, 1.0)
    attached = put_book(shelf, spaced(PAGED), "printed.pdf", rendition_of=book).record
    assert attached.rendition is not None
    assert (attached.id, attached.rendition.file.name, attached.rendition.share) == (book, "printed.pdf", 1.0)
    assert shelf.ids() == (book,), "the draft that it came in as is gone"
    set_status(shelf, book, published=True)
    (published,) = read_library(shelf.folder)
    assert [case.pages for case in published.cases] == [(page, page) for page in range(2, 7)]
    assert {(passage.place.pages, passage.place.page_from) for passage in published.passages if passage.case_id == f"{book}:3"} == {
        ((4, 4), "file")
    }
    shelf.check(attached)


def test_another_text_cannot_be_a_books_second_form(shelf: Shelf) -> None:
    book = put_book(shelf, PLAIN, "stories.docx").record
    with pytest.raises(LibraryError, match="같은 글이 아닙니다") as error:
        put_book(shelf, document_of([story(30), story(31)]), "other.pdf", rendition_of=book.id)
    assert error.value.field == "rendition_of"
    assert shelf.read(book.id) == book


def test_a_new_edition_keeps_the_second_form_only_where_it_still_is_one(shelf: Shelf) -> None:
    book = put_book(shelf, PLAIN, "stories.docx").record.id
    put_book(shelf, PAGED, "printed.pdf", rendition_of=book)
    same = put_book(shelf, replace(PLAIN, title="고친 판"), "second.docx", replaces=book).record
    assert same.rendition is not None
    other = put_book(shelf, document_of([story(at) for at in range(40, 46)], page_from=None), "third.docx", replaces=book).record
    assert other.rendition is None
    shelf.check(other)
