"""What the cases are about: combinations of facets, and themes found in their sections. A door to scikit-learn.

Themes are clusters of section vectors from which each case's own mean is taken off, so that a theme runs across cases instead of being one
(k-means, Lloyd 1982; ten starts of a fixed seed, so the same vectors give the same themes). A theme is named by the words that its
headings use more than others do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans

from corpus.model.facets import CROSSED, values_of
from corpus.model.ids import anchor_of, case_of
from corpus.model.nouns import Case
from corpus.passages import THEME_KINDS
from indexer.generations.generation_store import Index
from indexer.seed import SEED
from service.search.contract.search_results import CaseSummary, FacetTopic
from service.search.presenting.hit_presenter import LIGHT, Presenter
from service.search.ranking.score_formulas import Groups

THEMES, SECTIONS_A_THEME = 24, 12
STARTS = 10
LABEL_WORDS, LEAST_CASES, MOST_CASES = 3, 2, 10


@dataclass(frozen=True, slots=True)
class ThemeCase:
    """A case within a theme, and its sections that belong there, the most typical first."""

    case: CaseSummary
    passages: list[str]


@dataclass(frozen=True, slots=True)
class Theme:
    """Sections of several cases that mean alike, `count` cases in all. `id` is stable as long as the index is."""

    id: str
    label: str
    sections: int
    count: int
    cases: list[ThemeCase]


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics, the widest first. Themes need vectors: without a model there are none, and `degraded` says so."""

    degraded: bool
    combinations: list[FacetTopic]
    themes: list[Theme]


def find_topics(index: Index, cases: Sequence[Case], group_of: Groups) -> Topics:
    """Return the topics of an index."""
    themes = [] if index.dense is None else list(_themes(index, cases, group_of))
    themes.sort(key=lambda theme: (-theme.count, -theme.sections, theme.id))
    return Topics(index.dense is None, _combinations(cases), themes)


def _combinations(cases: Sequence[Case]) -> list[FacetTopic]:
    """Return the pairs of values of the two facets best crossed that several cases join."""
    joined: defaultdict[tuple[str, str], list[tuple[int, str, Case]]] = defaultdict(list)
    for case in cases:
        rows, columns = (list(enumerate(values_of(case, facet))) for facet in CROSSED[0])
        for (down, row), (across, column) in product(rows, columns):
            joined[row, column].append((down + across, case.id, case))
    found = []
    for pair, holding in sorted(joined.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(holding) >= LEAST_CASES:
            foremost = [case for _, _, case in sorted(holding, key=lambda held: held[:2])[:MOST_CASES]]
            found.append(FacetTopic(*pair, len(holding), [Presenter.summary(case) for case in foremost]))
    return found


def _themes(index: Index, cases: Sequence[Case], group_of: Groups) -> Iterator[Theme]:
    rows = np.array([row for row, passage in enumerate(index.passages) if passage.kind in THEME_KINDS])
    if index.dense is None or len(rows) < 2 * SECTIONS_A_THEME:
        return
    vectors = _without_own_mean(index.dense.vectors()[rows].astype(np.float64), group_of[rows])
    count = min(THEMES, len(rows) // SECTIONS_A_THEME)
    fitted = KMeans(count, n_init=STARTS, random_state=SEED).fit(vectors)
    distances = np.linalg.norm(vectors - fitted.cluster_centers_[fitted.labels_], axis=1)
    labels = _labels(index, [rows[fitted.labels_ == theme] for theme in range(count)])
    for theme in range(count):
        own = np.flatnonzero(fitted.labels_ == theme)
        ordered = rows[own[np.argsort(distances[own], kind="stable")]]
        held = _by_case(index, cases, group_of, ordered.tolist())
        if len(held) >= LEAST_CASES:
            first = index.passages[int(ordered[0])].id
            name = f"theme-{case_of(first)}-{anchor_of(first)}"
            yield Theme(name, labels[theme], len(own), len(held), held[:MOST_CASES])


def _without_own_mean(vectors: NDArray[np.float64], groups: Groups) -> NDArray[np.float64]:
    """Return unit vectors less the mean of their case: what a case says everywhere is its subject, not a theme."""
    apart = vectors.copy()
    for group in np.unique(groups):
        apart[groups == group] -= vectors[groups == group].mean(axis=0)
    unit: NDArray[np.float64] = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    return unit


def _labels(index: Index, clusters: Sequence[NDArray[np.intp]]) -> list[str]:
    """Return a name for each cluster: words of its headings, by how many of its sections hold them and how seldom others do.

    Weight: n · ln(n / expected n), a term of the Kullback-Leibler divergence between the cluster and all sections.
    """
    spread = np.stack([_sections_with(index, rows) for rows in clusters])
    sizes = np.array([[len(rows)] for rows in clusters])
    expected = spread.sum(axis=0) * sizes / sizes.sum()
    weights = spread * np.log(np.maximum(spread, 1e-9) / np.maximum(expected, 1e-9))
    forms = index.lexical.forms()
    return [
        _name(index, rows, (forms[int(column)] for column in np.argsort(-row, kind="stable")))
        for rows, row in zip(clusters, weights, strict=True)
    ]


def _name(index: Index, rows: NDArray[np.intp], forms: Iterator[str]) -> str:
    """Join the first telling forms that stand in headings of these sections; a form that is part of one already taken is passed over."""
    headings = " ".join(index.passages[int(row)].heading for row in rows)
    words: list[str] = []
    for form in forms:
        telling = len(form) > 1 and form in headings and form not in LIGHT and not form.endswith("다") and not form.isdigit()
        if telling and not any(form in word or word in form for word in words):
            words.append(form)
        if len(words) == LABEL_WORDS:
            break
    return "·".join(words)


def _sections_with(index: Index, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return in how many of some sections each word occurs, shape (vocabulary,): a word said often in one section names no theme."""
    spread: NDArray[np.float64] = np.sum([index.lexical.counts([int(row)]) > 0 for row in rows], axis=0, dtype=np.float64)
    return spread


def _by_case(index: Index, cases: Sequence[Case], group_of: Groups, rows: Sequence[int]) -> list[ThemeCase]:
    """Return the cases of some rows, in the order in which they come, each with its passages."""
    held: dict[int, list[str]] = {}
    for row in rows:
        held.setdefault(int(group_of[row]), []).append(index.passages[row].id)
    return [ThemeCase(Presenter.summary(cases[number]), ids) for number, ids in held.items()]
