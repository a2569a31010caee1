"""Digests of what is indexed, by which a build knows whether there is anything to do."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256

from corpus.model.book import Book
from corpus.model.ids import book_of
from corpus.model.nouns import Case, Passage
from corpus.passages import indexed_text
from indexer.generations.parts import part_digests


def digest_content(passages: Iterable[Passage], cases: Iterable[Case]) -> str:
    """Return the SHA-256 of all that is indexed and shown."""
    content = json.dumps([(asdict(passage), indexed_text(passage)) for passage in passages], ensure_ascii=False)
    return sha256((content + "".join(case.model_dump_json() for case in cases)).encode()).hexdigest()


def digest_books(books: Iterable[Book], passages: Iterable[Passage], cases: Iterable[Case]) -> dict[str, str]:
    """Return a digest of each book's own passages and cases."""
    own: defaultdict[str, tuple[list[Passage], list[Case]]] = defaultdict(lambda: ([], []))
    for passage in passages:
        own[book_of(passage.case_id)][0].append(passage)
    for case in cases:
        own[book_of(case.id)][1].append(case)
    return {book.id: digest_content(*own[book.id]) for book in books}


def digest_whole(holder: object, passages: Iterable[Passage], cases: Iterable[Case]) -> str:
    """Return one digest of all that a corpus holds and of whom each of its books is for."""
    told = json.dumps([part_digests(holder), digest_content(passages, cases)])
    return sha256(told.encode()).hexdigest()
