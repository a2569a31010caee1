"""How alike two cases are, and in what: the facets they share, the words they use, and what their sections mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.model.facets import SUBJECTS, SUBJECTS_BY_RANK, places_of, values_of
from corpus.model.nouns import Case
from corpus.passages import SUBJECT_KINDS
from indexer.generations.generation_store import Index
from indexer.generations.meaning_layout import centroids
from service.search.ranking.score_formulas import Groups, descending

Likeness = NDArray[np.float64]
"""Likeness of any two cases, shape (cases, cases)."""
LATER_COUNTS_LESS = 0.3
VALUES_TOLD, WORDS_TOLD, WORD_LEAST = 2, 2, 2


@dataclass(frozen=True, slots=True)
class Shared:
    """What two cases share: values by the facet's key, and words; the most telling first."""

    values: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...]


class SimilarCases:
    """Likeness of all pairs of cases, worked out once: the mean of three standardised likenesses, equally weighted."""

    def __init__(self, index: Index, cases: Sequence[Case], group_of: Groups) -> None:
        """Compare the cases, whose passages `group_of` tells apart."""
        self._cases = cases
        told = np.array([passage.kind in SUBJECT_KINDS for passage in index.passages])
        rows = [np.flatnonzero(told & (group_of == number)) for number in range(len(cases))]
        self._words = _word_vectors(index, rows)
        self._forms = index.lexical.forms()
        parts = [_gram(_facet_vectors(cases)), _gram(self._words)]
        if index.dense is not None:
            parts.append(_gram(centroids(index.dense.vectors(), rows)))
        self._likeness: Likeness = np.sum([_standardised(part) for part in parts], axis=0)
        places = {name for case in cases for name in _place_words(case)}
        self._telling = {form for form in self._forms if _tells(form) and form not in places}

    def order(self, own: int) -> list[int]:
        """Return the other cases, the most alike first."""
        return [int(number) for number in descending(self._likeness[own].astype(np.float32)) if number != own]

    def shared(self, one: int, other: int) -> Shared:
        """Return what two cases share: facet values, and the two words that are most telling of both."""
        ours, theirs = self._cases[one], self._cases[other]
        common = {facet.key: _common(ours, theirs, facet.key)[:VALUES_TOLD] for facet in SUBJECTS_BY_RANK}
        both = self._words[one] * self._words[other]
        best = (self._forms[int(column)] for column in np.argsort(-both, kind="stable")[:50] if both[column] > 0)
        subjects = " ".join((*ours.keywords, *theirs.keywords))
        words = [word for word in best if word in self._telling and word in subjects]
        return Shared({key: values for key, values in common.items() if values}, tuple(words[:WORDS_TOLD]))


def sentence(shared: Shared) -> str | None:
    """Return what two cases share as one sentence: "둘 다 조선 분야에서 청년 대상으로 창업지원에 힘썼습니다."; None where it is nothing."""
    parts = [facet.clause.format(", ".join(shared.values[facet.key])) for facet in reversed(SUBJECTS_BY_RANK) if facet.key in shared.values]
    if parts and SUBJECTS_BY_RANK[0].key not in shared.values:
        parts.append("추진한 사례입니다")  # the most telling facet's clause has the verb
    told = [f"둘 다 {' '.join(parts)}."] if parts else []
    told += [f"함께 쓰는 말: {', '.join(shared.words)}."] if shared.words else []
    return " ".join(told) or None


def _common(one: Case, other: Case, facet: str) -> tuple[str, ...]:
    """Return the values of a facet that two cases have, in the order of the first."""
    theirs = values_of(other, facet)
    return tuple(value for value in values_of(one, facet) if value in theirs)


def _tells(form: str) -> bool:
    """Tell whether a form says something to a reader: no verb, number, or kind of place."""
    return len(form) >= WORD_LEAST and not form.endswith(("다", "특별시", "광역시", "시청", "군청", "구청")) and not form.isdigit()


def _word_vectors(index: Index, rows: Sequence[NDArray[np.intp]]) -> NDArray[np.float64]:
    """Return unit vectors of the cases' words, (1 + ln count) · ln((cases + 1) / cases that use it), shape (cases, vocabulary)."""
    counts = np.stack([index.lexical.counts(own.tolist()) for own in rows]).astype(np.float64)
    weights = np.log1p(counts - 1, where=counts > 0, out=np.full_like(counts, -1)) + 1
    used = (counts > 0).sum(axis=0)
    return _unit(weights * np.log((len(rows) + 1) / np.maximum(used, 1)))


def _facet_vectors(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Return unit vectors over facet values: rare values count more, and the first of a case's list more than the last."""
    values = sorted({(facet.key, value) for case in cases for facet in SUBJECTS for value in values_of(case, facet.key)})
    vectors = np.zeros((len(cases), len(values)))
    for column, (facet, value) in enumerate(values):
        for row, case in enumerate(cases):
            own = values_of(case, facet)
            if value in own:
                vectors[row, column] = 1 / (1 + LATER_COUNTS_LESS * own.index(value))
    return _unit(vectors * np.log((len(cases) + 1) / np.maximum((vectors > 0).sum(axis=0), 1)))


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    unit: NDArray[np.float64] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


def _gram(vectors: NDArray[np.float64]) -> Likeness:
    gram: Likeness = vectors @ vectors.T
    return gram


def _standardised(likeness: Likeness) -> Likeness:
    """Return z-scores over the pairs of different cases; a case's likeness to itself says nothing."""
    pairs = likeness[~np.eye(len(likeness), dtype=np.bool_)]
    deviation = pairs.std() if len(pairs) else 0.0
    standard: Likeness = (likeness - pairs.mean()) / deviation if deviation > 1e-9 else np.zeros_like(likeness)  # noqa: PLR2004 - float noise
    return standard


def _place_words(case: Case) -> set[str]:
    """Return a region's name and its short form: that two cases name a place is no likeness."""
    return {part for name in places_of(case) for part in (name, name[:-1], name[:2])}
