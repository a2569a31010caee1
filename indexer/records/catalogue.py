"""Texts and records by id, in one SQLite file beside the arms: what is read of the few passages and cases that are shown.

Nothing here grows with the library but the file: it is mapped into memory, and a page of it is read when it is needed. A generation is
never written again, so the file is opened as one that cannot change. Who searches reads columns (`rows`), who shows reads records.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from math import log
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from corpus.model.ids import parse
from corpus.model.nouns import Case, Passage
from corpus.passages import EVIDENCE_KINDS, figure_passage
from corpus.rows.evidence_row import EvidenceRow
from corpus.rows.text_rows import passage_rows
from indexer.derived.similar_cases import SimilarCase

Span = tuple[str, int, int]
"""A form, and the [start, end) where it stands in a passage's indexed text."""
TokenSpans = NDArray[np.int32]
"""A passage's tokens in text order, shape (tokens, 3): number of the term, start, end."""
KEPT, KEPT_TERMS, KEPT_MARKS = 4096, 1 << 16, 8  # records, terms and choices of terms remembered
MAPPED = 1 << 30
PASSAGE, CASE, SIMILAR, ROW = TypeAdapter(Passage), TypeAdapter(Case), TypeAdapter(list[SimilarCase]), TypeAdapter(EvidenceRow)


class Catalogue(Mapping[str, Passage]):
    """The records of a generation: its passages by their ids, in the order of the arms, and cases and terms. Threads may share it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Hold a connection to a written catalogue, which may be used by any thread."""
        self._connection, self._lock = connection, Lock()
        self._size = int(self._ask("select count(*) from passages")[0][0])
        self.case_count = int(self._ask("select count(distinct case_id) from passages")[0][0])
        self._has_rows = bool(self._ask("select 1 from sqlite_master where type = 'table' and name = 'rows'"))
        self._term_count = int(self._ask("select count(*) from terms")[0][0])
        self._passage = lru_cache(KEPT)(self._read_passage)
        self._term = lru_cache(KEPT_TERMS)(self._read_term)
        self._tokens = lru_cache(KEPT)(self._read_tokens)
        self._numbers = lru_cache(KEPT)(self._read_numbers)
        self._marks = lru_cache(KEPT_MARKS)(self._mark_terms)  # a query asks for its own of every passage it shows

    @classmethod
    def open(cls, path: Path) -> Catalogue:
        """Open a catalogue written by `write_catalogue`.

        Raises:
            ValueError: when the file is none.

        """
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            connection.execute(f"pragma mmap_size = {MAPPED}")
            return cls(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            raise ValueError(str(error)) from error

    def __getitem__(self, passage_id: str) -> Passage:
        """Return a passage.

        Raises:
            KeyError: when there is none of that id.

        """
        return self._passage(passage_id)

    def __iter__(self) -> Iterator[str]:
        """Yield the passages' ids."""
        return iter([row[0] for row in self.rows()])

    def __len__(self) -> int:
        """Return how many passages there are."""
        return self._size

    def rows(self) -> list[tuple[str, str, str]]:
        """Return id, id of the case, and kind of every passage, in the order of the arms."""
        return self._ask("select id, case_id, kind from passages order by place")

    def passages(self) -> tuple[Passage, ...]:
        """Return every passage, in the order of the arms: for a build and an evaluation, not for a search."""
        return tuple(PASSAGE.validate_json(record) for (record,) in self._ask("select record from passages order by place"))

    def cases(self) -> tuple[Case, ...]:
        """Return every case, in the order in which they were given."""
        return tuple(CASE.validate_json(record, by_name=True) for (record,) in self._ask("select record from cases order by place"))

    def passages_of(self, case_id: str) -> list[Passage]:
        """Return the passages of a case, in the order of the arms."""
        return [PASSAGE.validate_json(record) for (record,) in self._ask(_OF_CASE.format("record"), case_id)]

    def rows_of(self, case_id: str) -> list[EvidenceRow]:
        """Return what questions on a case are answered from; of a generation that has none, the sentences of its passages."""
        found = self._ask("select record from rows where case_id = ? order by place", case_id) if self._has_rows else []
        if not found:
            return [*passage_rows(passage for passage in self.passages_of(case_id) if passage.kind in EVIDENCE_KINDS)]
        return [ROW.validate_json(record) for (record,) in found]

    def all_rows(self) -> Iterator[EvidenceRow]:
        """Return the rows of all cases, as they were given: for a build."""
        found = self._ask("select record from rows order by place") if self._has_rows else []
        return (ROW.validate_json(record) for (record,) in found)

    def similar(self, case_id: str) -> list[SimilarCase]:
        """Return the cases most like a case, the most alike first."""
        found = self._ask("select record from similar where id = ?", case_id)
        return SIMILAR.validate_json(found[0][0]) if found else []

    def count_of(self, kind: str) -> int:
        """Return how many passages of a kind there are."""
        return int(self._ask("select count(*) from passages where kind = ?", kind)[0][0])

    def spans(self, passage_id: str, forms: Collection[str]) -> list[Span]:
        """Return (form, start, end) of the passage's tokens that are among the forms, in text order; offsets into the indexed text."""
        names, marks = self._marks(frozenset(forms))
        own = self._tokens(passage_id)
        return [(names[term], start, end) for term, start, end in own[marks[own[:, 0]]].tolist()]

    def tokens(self, passage_id: str) -> TokenSpans:
        """Return a passage's tokens in text order, by the numbers of their terms."""
        return self._tokens(passage_id)

    def case_has(self, case_id: str, form: str) -> bool:
        """Tell whether some passage of a case holds a form."""
        return self._term(form)[0] in self._numbers(case_id)

    def holders(self, form: str) -> int:
        """Return how many passages hold a form."""
        return self._term(form)[1]

    def holding_cases(self, form: str) -> int:
        """Return how many cases hold a form."""
        return self._term(form)[2]

    def rarity(self, form: str) -> float:
        """Return a form's inverse document frequency, ln((N + 1) / (n + 1)); the highest for one that no passage holds."""
        return log((self._size + 1) / (self.holders(form) + 1))

    def case_rarity(self, form: str) -> float:
        """Return the same over cases."""
        return log((self.case_count + 1) / (self.holding_cases(form) + 1))

    def _read_passage(self, passage_id: str) -> Passage:
        found = self._ask("select record from passages where id = ?", passage_id)
        if not found:
            return self._figure_of(passage_id)
        return PASSAGE.validate_json(found[0][0])

    def _figure_of(self, passage_id: str) -> Passage:
        """Return a figure that is not searched by itself, since the row that it was read off is: it can be cited all the same."""
        ref = parse(passage_id)
        case = self._ask("select record from cases where id = ?", ref.case_id) if ref and ref.kind == "figure" else []
        held = CASE.validate_json(case[0][0], by_name=True) if case else None
        if ref is None or ref.number is None or held is None or ref.number > len(held.figures):
            raise KeyError(passage_id)
        return figure_passage(held, ref.number)

    def _read_term(self, form: str) -> tuple[int | None, int, int]:
        found = self._ask("select number, passages, cases from terms where form = ?", form)
        return found[0] if found else (None, 0, 0)

    def _mark_terms(self, forms: frozenset[str]) -> tuple[dict[int, str], NDArray[np.bool_]]:
        """Return the numbers of forms, and of each term whether it is one of them: quicker than comparing each token with each form."""
        names = {number: form for form in forms if (number := self._term(form)[0]) is not None}
        marks = np.zeros(self._term_count, dtype=np.bool_)
        marks[list(names)] = True
        return names, marks

    def _read_tokens(self, passage_id: str) -> TokenSpans:
        return _tokens(self._ask("select tokens from passages where id = ?", passage_id)[0][0])

    def _read_numbers(self, case_id: str) -> frozenset[int]:
        tokens = [_tokens(blob)[:, 0] for (blob,) in self._ask(_OF_CASE.format("tokens"), case_id)]
        return frozenset(np.unique(np.concatenate(tokens)).tolist()) if tokens else frozenset()

    def _ask(self, query: str, *values: str) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return self._connection.execute(query, values).fetchall()


_OF_CASE = "select {} from passages where case_id = ? order by place"


def _tokens(blob: bytes) -> TokenSpans:
    return np.frombuffer(blob, dtype="<i4").reshape(-1, 3)
