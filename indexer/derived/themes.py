"""Themes: what the sections of several cases speak of under one name.

The name comes first, so that it fits all that stands below it (as in Osiński & Weiss, "A concept-driven algorithm for clustering search
results", 2005): names are what people call things, the values of facets with their words and the keywords of cases. A name is a theme where
the sections that say it mean alike, which a word like 시간 does not bring about: of each section's vector its case's own mean is taken off,
so that a theme runs across cases instead of being one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from corpus.model.facets import SUBJECTS, values_of
from corpus.model.ids import anchor_of, case_of
from corpus.model.nouns import Case, FacetVocabulary, Passage
from corpus.passages import THEME_KINDS
from indexer.derived.drafted_texts import DraftedTexts
from indexer.text.letters import letters

THEMES, MOST_CASES = 24, 10
"""Themes at most, and cases that are listed of one."""
LEAST_CASES, LEAST_SECTIONS, MOST_SHARE = 3, 4, 0.25
"""A theme's cases and sections at least; a name that a greater share of all sections says tells nothing apart."""
LEAST_LETTERS = 3
"""Of a piece of a keyword: shorter ones mean several things."""
ALIKE, MUCH, COHERENT, HALF, SAME = 0.2, 0.27, 0.22, 0.5, 0.5
"""The cosine of a section with the others that say a name from which on it belongs, and from which on one that says it only by the way; the
mean that a theme must have; the share of those that say it who belong; and the share of a theme's sections that another may have."""
PROMINENT, LEAST_PROMINENT, LONGER = 2.0, 2, 0.05
"""What a section counts that says a name in its heading, or more than once (a second reader found all of these to deal with it, of others
two in three); how many such a theme has at least; and what each letter of a name adds: 신중년 일자리 says more than 신중년."""
_PIECES = re.compile(r"[\s·,/]+")


@dataclass(frozen=True, slots=True)
class CaseInTheme:
    """A case within a theme, and the ids of its sections that belong there, the most typical first."""

    case_id: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionCluster:
    """Sections of several cases that speak of one thing, `count` cases in all. `id` is stable as long as the index is."""

    id: str
    label: str
    sections: int
    count: int
    cases: tuple[CaseInTheme, ...]


@dataclass(frozen=True, slots=True)
class NamedSections:
    """A name, the sections that belong to it, the most typical first, and how much of a theme it is."""

    label: str
    rows: tuple[int, ...]
    worth: float


def find_themes(texts: DraftedTexts, vocabulary: FacetVocabulary) -> list[SectionCluster]:
    """Return the themes of a build, the widest first; without vectors none."""
    if texts.vectors is None:
        return []
    rows = [row for row, passage in enumerate(texts.passages) if passage.kind in THEME_KINDS]
    sections = [texts.passages[row] for row in rows]
    if not sections or not texts.cases:  # a public set has documents, no cases
        return []
    vectors = _without_own_mean(texts.vectors[rows].astype(np.float64), [section.case_id for section in sections])
    chosen: list[NamedSections] = []
    for theme in sorted(_find_named(sections, vectors, names_of_things(texts.cases, vocabulary)), key=lambda one: (-one.worth, one.label)):
        if len(chosen) < THEMES and not any(_is_the_same(theme, other) for other in chosen):
            chosen.append(theme)
    return sorted((_cluster(theme, sections) for theme in chosen), key=lambda theme: (-theme.count, -theme.sections, theme.id))


def names_of_things(cases: Sequence[Case], vocabulary: FacetVocabulary) -> dict[str, str]:
    """Return what things are called, by its letters: values of facets with their words, keywords of cases, the longer pieces of these."""
    values = [word for facet in SUBJECTS for known in vocabulary.get(facet.key, ()) for word in (known.value, *known.words)]
    values += [value for case in cases for facet in SUBJECTS for value in values_of(case, facet.key)]
    keywords = [keyword for case in cases for keyword in case.keywords]
    pieces = [piece for keyword in keywords for piece in _PIECES.split(keyword) if len(letters(piece)) >= LEAST_LETTERS]
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in (*values, *keywords, *pieces):
        spelt[letters(name)][name] += 1
    return {name: spellings.most_common(1)[0][0] for name, spellings in spelt.items() if len(name) > 1}


def find_sections(sections: Sequence[Passage], names: Iterable[str]) -> dict[str, dict[int, float]]:
    """Return for each name, by its letters, the places of the sections that say it, with what each counts."""
    starts: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        starts[name[:2]].append(name)
    said: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for row, section in enumerate(sections):
        for text, headed in ((section.text, False), (section.heading, True)):
            said_letters = letters(text)
            for at in range(len(said_letters) - 1):
                for name in starts.get(said_letters[at : at + 2], ()):
                    if said_letters.startswith(name, at):
                        said[name][row] = PROMINENT if headed or row in said[name] else 1.0
    return said


def _find_named(sections: Sequence[Passage], vectors: NDArray[np.float64], names: Mapping[str, str]) -> Iterator[NamedSections]:
    """Yield the names that are themes."""
    for name, said in find_sections(sections, names).items():
        rows, weights = np.array([*said]), np.array([*said.values()])
        if not LEAST_SECTIONS <= len(rows) <= max(LEAST_SECTIONS, MOST_SHARE * len(sections)):
            continue
        own = vectors[rows] * weights[:, None]
        others = own.sum(axis=0) - own
        alike = (vectors[rows] * others).sum(axis=1) / np.maximum(np.linalg.norm(others, axis=1), 1e-9)
        prominent = weights >= PROMINENT
        belong = (alike >= MUCH) | (prominent & (alike >= ALIKE))
        count = len({sections[row].case_id for row in rows[belong]})
        coherence = float(alike @ weights / weights.sum())
        if count >= LEAST_CASES and belong.mean() >= HALF and coherence >= COHERENT and prominent[belong].sum() >= LEAST_PROMINENT:
            typical = sorted(zip(rows[belong].tolist(), alike[belong].tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
            worth = coherence * log(1 + count) * (1 + LONGER * len(name))
            yield NamedSections(names[name], tuple(row for row, _ in typical), worth)


def _is_the_same(one: NamedSections, other: NamedSections) -> bool:
    """Tell whether two names are of one theme: most sections of the smaller are the other's, or one is short for the other (새일센터)."""
    shared = len(set(one.rows) & set(other.rows)) / min(len(one.rows), len(other.rows))
    shorter, longer = sorted((letters(one.label), letters(other.label)), key=len)
    rest = iter(longer)
    return shared > SAME or all(letter in rest for letter in shorter)


def _cluster(theme: NamedSections, sections: Sequence[Passage]) -> SectionCluster:
    held: dict[str, list[str]] = {}
    for row in theme.rows:
        held.setdefault(sections[row].case_id, []).append(sections[row].id)
    first = sections[theme.rows[0]].id
    cases = tuple(CaseInTheme(case_id, tuple(ids)) for case_id, ids in held.items())
    name = f"theme-{case_of(first)}-{anchor_of(first)}-{letters(theme.label)}"
    return SectionCluster(name, theme.label, len(theme.rows), len(held), cases[:MOST_CASES])


def _without_own_mean(vectors: NDArray[np.float64], cases: Sequence[str]) -> NDArray[np.float64]:
    """Return unit vectors less the mean of their case: what a case says everywhere is its subject, not a theme."""
    apart, groups = vectors.copy(), np.unique(cases, return_inverse=True)[1]
    for group in np.unique(groups):
        apart[groups == group] -= vectors[groups == group].mean(axis=0)
    unit: NDArray[np.float64] = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    return unit
