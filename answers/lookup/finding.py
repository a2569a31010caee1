"""The rows of a case that may answer a question: those that share its pairs of letters, the rarer the better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.facts.quantities import Mention, Value, mentions
from corpus.rows.evidence_row import EvidenceRow
from indexer.arms.bm25 import Bm25
from indexer.text.analyser import letter_pairs

Pairs = frozenset[str]


@dataclass(frozen=True)
class AskedLetters:
    """A question's words, the rarity of its pairs of letters among a case's rows, and which of these the case's own name says."""

    words: tuple[tuple[str, ...], ...]
    rarity: Mapping[str, float]
    named: Pairs
    unknown: Pairs

    @cached_property
    def total(self) -> float:
        """The weight of all pairs; never zero."""
        return sum(self.rarity.values()) or 1.0

    def share(self, said: Pairs) -> float:
        """Return which share of the weight of all pairs `said` carries."""
        return sum(self.rarity[pair] for pair in said & self.rarity.keys()) / self.total

    def lacking(self, said: Pairs) -> float:
        """Return the mean weight of the pairs of the heaviest word that `said` lacks and the case knows."""
        held = said | self.named | self.unknown
        return max((sum(self.rarity[pair] for pair in pairs if pair not in held) / len(pairs) for pairs in self.words), default=0.0)


@dataclass(frozen=True)
class FoundRow:
    """A row and how it fits a question: what its letters share.

    `covered` is the share of the question that the row says, `about` that which row and name of the case say; `lacking` is the weight of
    the heaviest word that neither says; `alien` is the share of the row's headings and heads that the question does not say.
    """

    row: EvidenceRow
    covered: float
    about: float
    lacking: float
    alien: float
    asked: AskedLetters

    @cached_property
    def quantities(self) -> Sequence[Mention]:
        """The quantities in what the row says."""
        return mentions(self.row.said)

    @cached_property
    def all_quantities(self) -> frozenset[tuple[str, Value]]:
        """The quantities of the whole row, its headings and heads too, by kind and value."""
        return frozenset((one.kind, one.value) for one in (*mentions(self.row.context), *self.quantities))


class CaseRows:
    """The rows of a case, prepared to be searched. Threads may share it."""

    def __init__(self, rows: Sequence[EvidenceRow], name: str) -> None:
        """Index the rows of a case that is called `name`: its region and its title."""
        self.rows = tuple(rows)
        documents = [letter_pairs(row.text) for row in rows]
        self._pairs = [frozenset(document) for document in documents]
        self._heads = [frozenset(letter_pairs(row.context)) for row in rows]
        self._index = Bm25.build([str(number) for number in range(len(rows))], documents or [[""]])
        self._name = frozenset(letter_pairs(name))

    def find(self, question: str, most: int) -> list[FoundRow]:
        """Return the rows that fit a question best, best first."""
        if not self.rows:
            return []
        words = tuple(pairs for word in question.split() if (pairs := tuple(letter_pairs(word))))
        rarity = {pair: self._index.rarity(pair) for pair in letter_pairs(question)}
        asked = AskedLetters(words, rarity, self._name, frozenset(pair for pair in rarity if not self._index.holders(pair)))
        scores = self._index.scores(dict.fromkeys(rarity, 1.0))
        return [self._found(number, asked) for number in _best(scores, most)]

    def _found(self, number: int, asked: AskedLetters) -> FoundRow:
        own, heads = self._pairs[number], {pair: self._index.rarity(pair) for pair in self._heads[number]}
        unsaid = sum(weight for pair, weight in heads.items() if pair not in asked.rarity and pair not in self._name)
        return FoundRow(
            row=self.rows[number],
            covered=asked.share(own),
            about=asked.share(own | self._name),
            lacking=asked.lacking(own),
            alien=unsaid / (sum(heads.values()) or 1.0),
            asked=asked,
        )


def _best(scores: NDArray[np.float32], most: int) -> list[int]:
    """Return the numbers of the best scores, best first, earlier rows first where they are alike."""
    return [int(number) for number in np.argsort(-scores, kind="stable")[:most]]
