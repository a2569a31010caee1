"""Generations of version 0.1.0, whose records are JSON and whose tokens lie beside their BM25: read into a catalogue without a file.

Their passages say lines alone; the rest of its place a passage has from its case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from corpus.library.published import name_books
from corpus.model.nouns import Case, Passage
from corpus.model.place import NOWHERE, Range
from corpus.passages import place_of_case
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.arms.bm25 import Bm25, refuse_other_shapes
from indexer.arms.dense import DenseIndex
from indexer.derived.derivation import derive
from indexer.derived.drafted_texts import DraftedTexts
from indexer.derived.themes import SectionCluster
from indexer.engines.arm_statistics import ArmStatistics, choose_headings, heading_of, measure_arms
from indexer.engines.local import LocalEngine, columns_of
from indexer.engines.seam import EngineQuery
from indexer.records.catalogue import Catalogue, TokenSpans
from indexer.records.catalogue_writing import Records, catalogue_in_memory
from indexer.text.analyser import letter_pairs

WORDS = "lexical"
"""The folder of the words in these formats."""


@dataclass(frozen=True, slots=True)
class StoredLines:
    """The lines of a passage, as these formats say them."""

    lines: Range | None


_PASSAGES, _LINES, _CASES = TypeAdapter(list[Passage]), TypeAdapter(list[StoredLines]), TypeAdapter(list[Case])


@dataclass(frozen=True, slots=True)
class OlderRecords:
    """The records of an older generation, and what a newer one keeps: themes, and where the scores of the arms lie."""

    catalogue: Catalogue
    themes: Sequence[SectionCluster]
    statistics: ArmStatistics


def read_older(folder: Path, parts: Mapping[str, Any], words: Bm25, pairs: Bm25, whole: Bm25, dense: DenseIndex | None) -> OlderRecords:
    """Read the records of a generation whose arms and parts are loaded.

    Raises:
        OSError, ValueError: when a file cannot be read, or does not hold what it should.

    """
    cases = tuple(name_books(_CASES.validate_json((folder / "cases.json").read_bytes(), by_name=True), parts["books"]))
    passages = _read_passages(folder / "passages.json", cases)
    spans = _read_spans(folder / WORDS, len(passages))
    forms = sorted(words.vocabulary, key=words.vocabulary.__getitem__)
    terms = [own[:, 0] for own in spans]
    drafted = DraftedTexts(cases, passages, terms, forms, dense.vectors() if dense else None)
    derived = derive(drafted, Gazetteer(parts["regions"], cases), parts["facet_values"])
    records = Records(cases=cases, passages=passages, spans=spans, similar=derived.similar, words=words, whole=whole)
    rows = [(passage.id, passage.case_id, passage.kind) for passage in passages]
    engine = LocalEngine(columns_of(rows, cases), words, pairs, whole, dense)
    statistics = measure_arms(engine, _heading_queries(passages, spans, forms, dense))
    return OlderRecords(catalogue_in_memory(records), derived.themes, statistics)


def _heading_queries(
    passages: Sequence[Passage], spans: Sequence[TokenSpans], forms: Sequence[str], dense: DenseIndex | None
) -> Iterator[EngineQuery]:
    """Yield the queries by which the arms are measured, where no analyser and no model is at hand: headings' tokens, passages' vectors."""
    vectors = None if dense is None else dense.vectors()
    for row in choose_headings(passages):
        heading, start = heading_of(passages[row]), len(f"{passages[row].context}\n" if passages[row].context else "")
        own = [forms[term] for term, first, last in spans[row].tolist() if start <= first and last <= start + len(heading)]
        yield EngineQuery(words=Counter(own), pairs=Counter(letter_pairs(heading)), vector=None if vectors is None else vectors[row])


def _read_passages(path: Path, cases: Iterable[Case]) -> tuple[Passage, ...]:
    data = path.read_bytes()
    whole = {case.id: place_of_case(case) for case in cases}
    stored = zip(_PASSAGES.validate_json(data), _LINES.validate_json(data), strict=True)
    return tuple(replace(one, place=replace(whole.get(one.case_id, NOWHERE), lines=own.lines)) for one, own in stored)


def _read_spans(folder: Path, count: int) -> list[TokenSpans]:
    with refuse_other_shapes():
        spans, bounds = np.load(folder / "spans.npy", allow_pickle=False), np.load(folder / "bounds.npy", allow_pickle=False)
        return [spans[bounds[row] : bounds[row + 1]] for row in range(count)]
