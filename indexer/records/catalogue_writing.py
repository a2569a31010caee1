"""Records → a catalogue: a SQLite file that is never written again, or one in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.model.nouns import Case, Passage
from corpus.rows.evidence_row import EvidenceRow
from indexer.arms.bm25 import Bm25
from indexer.derived.similar_cases import SimilarCase
from indexer.records.catalogue import CASE, PASSAGE, ROW, SIMILAR, Catalogue, Span, TokenSpans

TABLES = """
create table passages (place integer primary key, id text unique not null, case_id text not null, kind text not null,
                       record blob not null, tokens blob not null) strict;
create index passages_of_case on passages (case_id, place);
create table cases (place integer primary key, id text unique not null, record blob not null) strict;
create table similar (id text primary key, record blob not null) strict;
create table rows (place integer primary key, case_id text not null, record blob not null) strict;
create index rows_of_case on rows (case_id, place);
create table terms (number integer primary key, form text unique not null, passages integer not null, cases integer not null) strict;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What a catalogue is written from.

    `spans` are the passages' tokens, whose terms have the numbers that `words` gives them; how many cases hold a term, `whole` says.
    """

    cases: Sequence[Case]
    passages: Sequence[Passage]
    spans: Sequence[TokenSpans]
    similar: Mapping[str, Sequence[SimilarCase]]
    words: Bm25
    whole: Bm25
    rows: Iterable[EvidenceRow] = ()


def write_catalogue(records: Records, path: Path) -> None:
    """Write records into a new file.

    Raises:
        OSError: when the disk refuses.

    """
    try:
        _write(records, path).close()
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error


def catalogue_in_memory(records: Records) -> Catalogue:
    """Return a catalogue that has no file."""
    return Catalogue(_write(records, ":memory:"))


def _write(records: Records, where: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(where, check_same_thread=False)
    connection.executescript("pragma journal_mode = off; pragma synchronous = off;" + TABLES)  # a file that is synced and hashed as a whole
    words, whole = records.words, records.whole
    cases = ((place, case.id, CASE.dump_json(case)) for place, case in enumerate(records.cases))
    similar = ((case_id, SIMILAR.dump_json(list(alike))) for case_id, alike in records.similar.items())
    terms = ((number, form, words.holders(form), whole.holders(form)) for form, number in words.vocabulary.items())
    rows = ((place, row.case, ROW.dump_json(row)) for place, row in enumerate(records.rows))
    with connection:
        connection.executemany("insert into passages values (?, ?, ?, ?, ?, ?)", _passage_rows(records.passages, records.spans))
        connection.executemany("insert into cases values (?, ?, ?)", cases)
        connection.executemany("insert into similar values (?, ?)", similar)
        connection.executemany("insert into terms values (?, ?, ?, ?)", terms)
        connection.executemany("insert into rows values (?, ?, ?)", rows)
    return connection


def _passage_rows(passages: Iterable[Passage], spans: Iterable[TokenSpans]) -> Iterator[tuple[object, ...]]:
    for place, (passage, own) in enumerate(zip(passages, spans, strict=True)):
        record = PASSAGE.dump_json(passage)
        yield place, passage.id, passage.case_id, passage.kind, record, np.ascontiguousarray(own, dtype="<i4").tobytes()


def spans_of(tokens: Iterable[Sequence[Span]], vocabulary: Mapping[str, int]) -> list[TokenSpans]:
    """Return the tokens of each passage as numbers of their terms and places."""
    return [np.array([(vocabulary[form], start, end) for form, start, end in own], dtype=np.int32).reshape(-1, 3) for own in tokens]
