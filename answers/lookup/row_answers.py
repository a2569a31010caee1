"""A question and a case → the values of its rows that may answer, likeliest first: found, read, and chosen from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from threading import Lock

from cachetools import LRUCache

from answers.asked.question import Question
from answers.asked.question_model import RECKONED
from answers.lookup.finding import CaseRows, FoundRow
from answers.lookup.reckoned_values import ReckonedValue, reckon_values
from answers.lookup.row_choice import ChosenPair, ChosenValue, RowWeights, choose_pairs, choose_values, load_row_weights
from answers.lookup.row_values import RowValue, values_of
from corpus.rows.evidence_row import EvidenceRow
from indexer.model.pair_reader import PairReader, PairReading

FOUND, READ = 20, 12
"""Rows that are looked at for a question, and the first of them that a model reads: docs/answers.md has the curve."""
RECKONS = 0.4
"""How probable it is at least that a question asks for what two values give."""
REMEMBERED = 64
"""Cases whose rows are kept prepared: some hundred kilobytes each."""


class RowAnswers:
    """Answers from the rows of cases. Threads may share it."""

    def __init__(
        self,
        rows_of: Callable[[str], Sequence[EvidenceRow]],
        names: Mapping[str, str],
        reader: PairReader | None,
    ) -> None:
        """Hold what gives a case's rows, what each case is called, and what reads."""
        self._rows_of, self.names, self.reader = rows_of, names, reader
        self._prepared: LRUCache[str, CaseRows] = LRUCache(REMEMBERED)
        self._lock = Lock()

    @property
    def reads(self) -> bool:
        """Whether a model reads the rows that were found."""
        return self.reader is not None

    @cached_property
    def weights(self) -> RowWeights:
        """How a value is chosen; read when first needed, so that learning anew does not need what was learned before."""
        return load_row_weights("read" if self.reads else "unread")

    @cached_property
    def pair_weights(self) -> RowWeights:
        """How a pair of values is chosen."""
        return load_row_weights("pairs")

    def choose(self, question: Question, values: Sequence[RowValue]) -> list[ChosenValue]:
        """Return the values that may answer, likeliest first."""
        return choose_values(question, values, self.weights)

    def reckon(self, question: Question, values: Sequence[RowValue]) -> list[ChosenPair]:
        """Return what follows from two values and may answer, likeliest first; nothing where the question asks for nothing of the kind."""
        return choose_pairs(question, self.pairs(question, values), self.pair_weights)

    def pairs(self, question: Question, values: Sequence[RowValue]) -> list[ReckonedValue]:
        """Return what follows from every two values that were read, where a question asks for such."""
        return list(reckon_values(values)) if asks_to_reckon(question) else []

    def values(self, question: Question, case_id: str) -> list[RowValue]:
        """Return every value of the rows that fit a question best."""
        found = self._prepare(case_id).find(question.text, FOUND)
        readings = self._read(question.text, found[:READ])
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
            known = CaseRows(self._rows_of(case_id), self.names.get(case_id, ""))
            with self._lock:
                self._prepared[case_id] = known
        return known


def asks_to_reckon(question: Question) -> bool:
    """Tell whether a question asks for what two values give: a difference, a sum or a share."""
    return sum(question.intents[one] for one in RECKONED) >= RECKONS
