"""A library's books: their cases get ids of the whole library, name their book, and faults tell which file."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.library.published import read_library
from indexer.generations.build import read_corpus
from tests.support.made.books import CARDS, FARMS, WELFARE, write_library


def test_books_come_in_order_and_their_cases_are_called_by_book_and_name(tmp_path: Path) -> None:
    books = read_library(write_library(tmp_path))
    assert [(book.book.id, book.book.year) for book in books] == [(WELFARE, 2021), (FARMS, 2024)]
    assert [case.id for book in books for case in book.cases] == [f"{WELFARE}:1", f"{FARMS}:a1"]
    named = books[1].cases[0].book
    assert named is not None
    assert (named.id, named.title, named.year) == (FARMS, "2024 농촌 이야기", 2024)


def test_no_folder_is_an_empty_library(tmp_path: Path) -> None:
    assert read_library(tmp_path / "library") == ()


def test_the_embedded_book_stands_first_and_can_be_left_out(tmp_path: Path, cards: Path) -> None:
    library = write_library(tmp_path / "library")
    both, alone = read_corpus(cards, thesaurus=None, library=library), read_corpus(None, thesaurus=None, library=library)
    assert [case.id for case in both.cases] == ["8-01", "8-02", "9-01", f"{WELFARE}:1", f"{FARMS}:a1"]
    assert [case.book.id for case in both.cases if case.book] == ["jobs-2023"] * 3 + [WELFARE, FARMS]
    assert [case.id for case in alone.cases] == [f"{WELFARE}:1", f"{FARMS}:a1"]
    assert [book.id for book in alone.books] == [WELFARE, FARMS]
    assert {passage.id for passage in alone.passages} >= {f"{WELFARE}:1/summary", f"{WELFARE}:1/f01", f"{FARMS}:a1/s01"}


def test_a_book_with_the_embedded_ones_name_is_refused(tmp_path: Path) -> None:
    write_library(tmp_path)
    (tmp_path / FARMS).rename(tmp_path / "jobs-2023")
    with pytest.raises(CorpusError, match=r"jobs-2023/book\.yaml"):
        read_library(tmp_path)


def test_a_card_does_not_name_its_book(tmp_path: Path) -> None:
    write_library(tmp_path)
    card = CARDS[FARMS]["a1"] + "book: {id: care-2021, title: 남의 책, short_title: 남, year: 2020}\n"
    (tmp_path / FARMS / "cards" / "a1.yaml").write_text(card, encoding="utf-8")
    with pytest.raises(CorpusError, match="book: 적지 않는 항목입니다"):
        read_library(tmp_path)


def test_a_kind_that_is_not_the_books_is_refused(tmp_path: Path) -> None:
    write_library(tmp_path)
    (tmp_path / FARMS / "cards" / "a1.yaml").write_text(CARDS[FARMS]["a1"].replace("award: 이야기", "award: 으뜸상"), encoding="utf-8")
    with pytest.raises(CorpusError, match="'이야기'"):
        read_library(tmp_path)
