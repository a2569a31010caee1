"""Generations of version 0.1.0, whose records are JSON and whose tokens lie beside their BM25: read into a catalogue without a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from corpus.library.published import name_books
from corpus.model.book import Book
from corpus.model.nouns import Case, Passage
from indexer.arms.bm25 import Bm25, refuse_other_shapes
from indexer.arms.dense import DenseIndex
from indexer.derived.derivation import derive
from indexer.derived.drafted_texts import DraftedTexts
from indexer.derived.themes import SectionCluster
from indexer.generations.catalogue import Catalogue, Records, TokenSpans, catalogue_in_memory

_PASSAGES, _CASES = TypeAdapter(list[Passage]), TypeAdapter(list[Case])
WORDS = "lexical"
"""The folder of the words in these formats."""


@dataclass(frozen=True, slots=True)
class OlderRecords:
    """The records of an older generation, and the themes, which were worked out anew whenever it was loaded."""

    catalogue: Catalogue
    themes: Sequence[SectionCluster]


def read_older(folder: Path, books: Sequence[Book], words: Bm25, whole: Bm25, dense: DenseIndex | None) -> OlderRecords:
    """Read the records of a generation whose arms are loaded.

    Raises:
        OSError, ValueError: when a file cannot be read, or does not hold what it should.

    """
    cases = tuple(name_books(_CASES.validate_json((folder / "cases.json").read_bytes(), by_name=True), books))
    passages = tuple(_PASSAGES.validate_json((folder / "passages.json").read_bytes()))
    spans = _read_spans(folder / WORDS, len(passages))
    forms = sorted(words.vocabulary, key=words.vocabulary.__getitem__)
    terms = [own[:, 0] for own in spans]
    derived = derive(DraftedTexts(cases, passages, terms, forms, dense.vectors() if dense else None))
    records = Records(cases=cases, passages=passages, spans=spans, similar=derived.similar, words=words, whole=whole)
    return OlderRecords(catalogue_in_memory(records), derived.themes)


def _read_spans(folder: Path, count: int) -> list[TokenSpans]:
    with refuse_other_shapes():
        spans, bounds = np.load(folder / "spans.npy", allow_pickle=False), np.load(folder / "bounds.npy", allow_pickle=False)
        return [spans[bounds[row] : bounds[row + 1]] for row in range(count)]
