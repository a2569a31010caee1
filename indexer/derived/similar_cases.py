"""How alike two cases are, and in what: the facets they share, the words they use, and what their sections mean.

All pairs are compared, once a build: at 29 cases in a moment, at 5,000 in some minutes and 200 MB a table. What is kept are the most alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.model.facets import SUBJECTS, SUBJECTS_BY_RANK, values_of
from corpus.model.nouns import Case
from corpus.passages import SUBJECT_KINDS
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.derived.drafted_texts import DraftedTexts
from indexer.derived.meaning_layout import centroids

Likeness = NDArray[np.float64]
"""Likeness of any two cases, shape (cases, cases)."""
LATER_COUNTS_LESS = 0.3
VALUES_TOLD, WORDS_TOLD, WORD_LEAST, WORDS_TRIED = 2, 2, 2, 50
MOST_KEPT = 100
"""Cases kept as alike to one."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two cases share: values by the facet's key, and words; the most telling first."""

    values: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A case that is like another, and what both share."""

    case_id: str
    shared: Shared


def find_similar(texts: DraftedTexts, gazetteer: Gazetteer, *, most: int = MOST_KEPT) -> dict[str, list[SimilarCase]]:
    """Return for each case those most like it, the most alike first, by the mean of three standardised likenesses, equally weighted."""
    cases = texts.cases
    if not cases:
        return {}
    rows = texts.rows_of_cases(SUBJECT_KINDS)
    words = _word_vectors(texts, rows)
    parts = [_gram(_facet_vectors(cases)), _gram(words)]
    if texts.vectors is not None:
        parts.append(_gram(centroids(texts.vectors, rows)))
    likeness = np.sum([_standardise(part) for part in parts], axis=0)
    places = {form for case in cases for entry in gazetteer.entries(case.region) for form in entry.forms}
    telling = {form for form in texts.forms if _tells(form, gazetteer.kinds) and form not in places}
    found = {}
    for own, case in enumerate(cases):
        order = [int(number) for number in np.argsort(-likeness[own].astype(np.float32), kind="stable") if number != own]
        found[case.id] = [SimilarCase(cases[other].id, _find_shared(texts, words, telling, own, other)) for other in order[:most]]
    return found


def _find_shared(texts: DraftedTexts, words: NDArray[np.float64], telling: set[str], one: int, other: int) -> Shared:
    """Return what two cases share: facet values, and the two words that are most telling of both."""
    ours, theirs = texts.cases[one], texts.cases[other]
    common = {facet.key: _common(ours, theirs, facet.key)[:VALUES_TOLD] for facet in SUBJECTS_BY_RANK}
    both = words[one] * words[other]
    held = np.flatnonzero(both > 0)
    best = (texts.forms[int(column)] for column in held[np.argsort(-both[held], kind="stable")[:WORDS_TRIED]])
    subjects = " ".join((*ours.keywords, *theirs.keywords))
    chosen = [word for word in best if word in telling and word in subjects]
    return Shared({key: values for key, values in common.items() if values}, tuple(chosen[:WORDS_TOLD]))


def _common(one: Case, other: Case, facet: str) -> tuple[str, ...]:
    """Return the values of a facet that two cases have, in the order of the first."""
    theirs = values_of(other, facet)
    return tuple(value for value in values_of(one, facet) if value in theirs)


def _tells(form: str, kinds: Sequence[str]) -> bool:
    """Tell whether a form says something to a reader: no verb, number, or kind of place. That two cases name a place is no likeness."""
    of_place = (*(kind for kind in kinds if len(kind) >= WORD_LEAST), "시청", "군청", "구청")
    return len(form) >= WORD_LEAST and not form.endswith(("다", *of_place)) and not form.isdigit()


def _word_vectors(texts: DraftedTexts, rows: Sequence[NDArray[np.intp]]) -> NDArray[np.float64]:
    """Return unit vectors of the cases' words, (1 + ln count) · ln((cases + 1) / cases that use it), shape (cases, vocabulary)."""
    counts = np.stack([texts.counts(own.tolist()) for own in rows]).astype(np.float64)
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


def _standardise(likeness: Likeness) -> Likeness:
    """Return z-scores over the pairs of different cases; a case's likeness to itself says nothing."""
    pairs = likeness[~np.eye(len(likeness), dtype=np.bool_)]
    deviation = pairs.std() if len(pairs) else 0.0
    standard: Likeness = (likeness - pairs.mean()) / deviation if deviation > 1e-9 else np.zeros_like(likeness)  # noqa: PLR2004 - float noise
    return standard
