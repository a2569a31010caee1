"""Themes: sections of several cases that mean alike. A door to scikit-learn.

Themes are clusters of section vectors from which each case's own mean is taken off, so that a theme runs across cases instead of being one
(k-means, Lloyd 1982; ten starts of a fixed seed, so the same vectors give the same themes). A theme is named by the words that its
headings use more than others do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.model.ids import anchor_of, case_of
from corpus.passages import THEME_KINDS
from indexer.derived.drafted_texts import DraftedTexts
from indexer.seed import SEED
from indexer.text.function_words import LIGHT

THEMES, SECTIONS_A_THEME = 24, 12
STARTS = 10
LABEL_WORDS, LEAST_CASES, MOST_CASES = 3, 2, 10


@dataclass(frozen=True, slots=True)
class CaseInTheme:
    """A case within a theme, and the ids of its sections that belong there, the most typical first."""

    case_id: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionCluster:
    """Sections of several cases that mean alike, `count` cases in all. `id` is stable as long as the index is."""

    id: str
    label: str
    sections: int
    count: int
    cases: tuple[CaseInTheme, ...]


def find_themes(texts: DraftedTexts) -> list[SectionCluster]:
    """Return the themes of a build, the widest first; without vectors, and of few sections, none."""
    return sorted(_themes(texts), key=lambda theme: (-theme.count, -theme.sections, theme.id))


def _themes(texts: DraftedTexts) -> Iterator[SectionCluster]:
    if not texts.cases:  # a public set has documents, no cases
        return
    rows = np.array([row for row, passage in enumerate(texts.passages) if passage.kind in THEME_KINDS])
    if texts.vectors is None or len(rows) < 2 * SECTIONS_A_THEME:
        return
    from sklearn.cluster import KMeans

    vectors = _without_own_mean(texts.vectors[rows].astype(np.float64), [texts.passages[row].case_id for row in rows])
    count = min(THEMES, len(rows) // SECTIONS_A_THEME)
    fitted = KMeans(count, n_init=STARTS, random_state=SEED).fit(vectors)
    distances = np.linalg.norm(vectors - fitted.cluster_centers_[fitted.labels_], axis=1)
    labels = _labels(texts, [rows[fitted.labels_ == theme] for theme in range(count)])
    for theme in range(count):
        own = np.flatnonzero(fitted.labels_ == theme)
        ordered = rows[own[np.argsort(distances[own], kind="stable")]]
        held = _by_case(texts, ordered.tolist())
        if len(held) >= LEAST_CASES:
            first = texts.passages[int(ordered[0])].id
            name = f"theme-{case_of(first)}-{anchor_of(first)}"
            yield SectionCluster(name, labels[theme], len(own), len(held), held[:MOST_CASES])


def _without_own_mean(vectors: NDArray[np.float64], cases: Sequence[str]) -> NDArray[np.float64]:
    """Return unit vectors less the mean of their case: what a case says everywhere is its subject, not a theme."""
    apart, groups = vectors.copy(), np.unique(cases, return_inverse=True)[1]
    for group in np.unique(groups):
        apart[groups == group] -= vectors[groups == group].mean(axis=0)
    unit: NDArray[np.float64] = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    return unit


def _labels(texts: DraftedTexts, clusters: Sequence[NDArray[np.intp]]) -> list[str]:
    """Return a name for each cluster: words of its headings, by how many of its sections hold them and how seldom others do.

    Weight: n · ln(n / expected n), a term of the Kullback-Leibler divergence between the cluster and all sections.
    """
    spread = np.stack([_sections_with(texts, rows) for rows in clusters])
    sizes = np.array([[len(rows)] for rows in clusters])
    expected = spread.sum(axis=0) * sizes / sizes.sum()
    weights = spread * np.log(np.maximum(spread, 1e-9) / np.maximum(expected, 1e-9))
    forms = texts.forms
    return [
        _name(texts, rows, (forms[int(column)] for column in np.argsort(-row, kind="stable")))
        for rows, row in zip(clusters, weights, strict=True)
    ]


def _name(texts: DraftedTexts, rows: NDArray[np.intp], forms: Iterator[str]) -> str:
    """Join the first telling forms that stand in headings of these sections; a form that is part of one already taken is passed over."""
    headings = " ".join(texts.passages[int(row)].heading for row in rows)
    words: list[str] = []
    for form in forms:
        telling = len(form) > 1 and form in headings and form not in LIGHT and not form.endswith("다") and not form.isdigit()
        if telling and not any(form in word or word in form for word in words):
            words.append(form)
        if len(words) == LABEL_WORDS:
            break
    return "·".join(words)


def _sections_with(texts: DraftedTexts, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return in how many of some sections each word occurs, shape (vocabulary,): a word said often in one section names no theme."""
    spread: NDArray[np.float64] = np.sum([texts.counts([int(row)]) > 0 for row in rows], axis=0, dtype=np.float64)
    return spread


def _by_case(texts: DraftedTexts, rows: Sequence[int]) -> tuple[CaseInTheme, ...]:
    """Return the cases of some rows, in the order in which they come, each with its passages."""
    held: dict[str, list[str]] = {}
    for row in rows:
        held.setdefault(texts.passages[row].case_id, []).append(texts.passages[row].id)
    return tuple(CaseInTheme(case_id, tuple(ids)) for case_id, ids in held.items())
