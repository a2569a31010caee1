"""A question and a case → the values of its rows that may answer, likeliest first: found, read, and chosen from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from threading import Lock

from cachetools import LRUCache

from answers.asked.question import Question
from answers.asked.spoken_numbers import write_numbers
from answers.lookup.finding import CaseRows, FoundRow
from answers.lookup.row_choice import ChosenValue, RowWeights, choose_values, load_row_weights
from answers.lookup.row_values import RowValue, values_of
from corpus.rows.evidence_row import EvidenceRow
from indexer.model.pair_reader import PairReader, PairReading

FOUND, READ = 20, 8
"""Rows that are looked at for a question, and the first of them that a model reads: docs/answers.md has the curve."""
REMEMBERED = 64
"""Cases whose rows are kept prepared: some hundred kilobytes each."""


class RowAnswers:
    """Answers from the rows of cases. Threads may share it."""

    def __init__(
        self,
        rows_of: Callable[[str], Sequence[EvidenceRow]],
        names: Mapping[str, str],
        reader: PairReader | None,
        weights: RowWeights | None = None,
    ) -> None:
        """Hold what gives a case's rows, what each case is called, and what reads; without weights, those that the package ships."""
        self._rows_of, self._names, self.reader, self._given = rows_of, names, reader, weights
        self._prepared: LRUCache[str, CaseRows] = LRUCache(REMEMBERED)
        self._lock = Lock()

    @property
    def reads(self) -> bool:
        """Whether a model reads the rows that were found."""
        return self.reader is not None

    @cached_property
    def weights(self) -> RowWeights:
        """What was learned; read when first needed, so that learning anew does not need what was learned before."""
        return self._given or load_row_weights(read=self.reads)

    def choose(self, question: Question, case_id: str) -> list[ChosenValue]:
        """Return the values that may answer, likeliest first."""
        return choose_values(question, self.values(question, case_id), self.weights)

    def values(self, question: Question, case_id: str) -> list[RowValue]:
        """Return every value of the rows that fit a question best."""
        text = write_numbers(question.text)
        found = self._prepare(case_id).find(text, FOUND)
        readings = self._read(text, found[:READ])
        return [value for number, row in enumerate(found) for value in values_of(question, row, readings.get(number))]

    def _read(self, question: str, found: Sequence[FoundRow]) -> dict[int, PairReading]:
        if self.reader is None:
            return {}
        texts = [(one.row.text, one.row.said_at) for one in found]
        return dict(enumerate(self.reader.read(question, texts)))

    def _prepare(self, case_id: str) -> CaseRows:
        with self._lock:
            known = self._prepared.get(case_id)
        if known is None:
            known = CaseRows(self._rows_of(case_id), self._names.get(case_id, ""))
            with self._lock:
                self._prepared[case_id] = known
        return known
