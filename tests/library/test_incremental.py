"""Another book is segmented and embedded, and no text that was there already is: shown by counts."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.library.record_fields import set_status
from corpus.library.shelf import Shelf
from indexer.generations.build import Corpus, build_index, read_corpus
from indexer.text.analyser import Token
from tests.support.made.documents import document_of, put_book, story
from tests.support.models.doubles import CountEncoder, split_words


class Counted:
    """An analyser that counts the texts it is given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> list[Token]:
        self.texts.append(text)
        return split_words(text)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "library")
    for book in range(3):
        publish(shelf, f"old-{book}", [story(100 * book + at) for at in range(10)])
    return shelf


def publish(shelf: Shelf, name: str, stories: list[tuple]) -> None:  # type: ignore[type-arg]
    put_book(shelf, document_of(stories), f"{name}.pdf", title=name)
    set_status(shelf, name, published=True)


def work(shelf: Shelf, encoder: CountEncoder) -> tuple[Counter[str], int, Corpus]:
    """Build; return whose texts were segmented and embedded, how many tokens were made, and the corpus."""
    segment = Counted()
    before = len(encoder.embedded)
    corpus = read_corpus(None, library=shelf.folder)
    build_index(corpus, shelf.folder.parent / "index", encoder, segment=segment)
    owners = {f"{passage.context}\n{passage.heading}\n{passage.text}": passage.place.book for passage in corpus.passages}
    return Counter(owners[text] for text in encoder.embedded[before:]), len(segment.texts), corpus


def test_adding_a_book_embeds_and_segments_that_book_alone(shelf: Shelf) -> None:
    encoder = CountEncoder()
    first, _, corpus = work(shelf, encoder)
    assert first == Counter(passage.place.book for passage in corpus.passages)
    publish(shelf, "new", [story(900 + at) for at in range(5)])
    added, segmented, corpus = work(shelf, encoder)
    own = [passage for passage in corpus.passages if passage.place.book == "new"]
    assert added == Counter({"new": len(own)})
    asked = {passage.heading for passage in own}
    assert len(own) <= segmented <= len(own) + len(asked), "its passages, and its headings, of which some are asked"
    assert corpus.words == [], "its names are no names of the analyser's, which would segment everything anew"


def test_taking_a_book_out_and_in_again_computes_nothing(shelf: Shelf) -> None:
    encoder = CountEncoder()
    work(shelf, encoder)
    set_status(shelf, "old-1", published=False)
    assert work(shelf, encoder)[0] == Counter()
    set_status(shelf, "old-1", published=True)
    assert work(shelf, encoder)[:2] == (Counter(), 0)


def test_a_new_edition_embeds_what_is_new_in_it(shelf: Shelf) -> None:
    encoder = CountEncoder()
    work(shelf, encoder)
    put_book(shelf, document_of([story(at) if at != 4 else story(77) for at in range(10)]), "second.pdf", replaces="old-0")
    again, _, _ = work(shelf, encoder)
    assert again == Counter({"old-0": 4}), "the prose and the table of the one case that is new, its summary and its keywords"
