"""Which cases of other books tell of the same programme in another year, by region, name and content.

Two cases are held against each other only where they lie in one region (a ministry's: in none) and their books are of different years. What
they are called, and what they say of themselves, are compared as vectors of letter pairs weighed by how few of the library's cases have
them, so that what every title says ("추진실적") counts for little without a list of such words. Each case has at most one counterpart in
another book, and that one has it for its own (mutual best). Sister programmes of one town (청년 창업 지원, 청년 취업 지원) are told apart
by what their names say of whom they are for and by what means: where each names a value of a facet that the other does not, they are two.

Pairs are compared within a region: at 10,000 cases of 250 districts in some seconds, once an index is opened.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log, sqrt

from corpus.model.facets import SUBJECTS
from corpus.model.ids import book_of
from corpus.model.nouns import Case, FacetVocabulary
from indexer.text.analyser import letter_pairs

NAME, CONTENT = 0.55, 0.45
LEAST = 0.28
LEAST_NAME = 0.3
"""Likeness from which two cases are the same programme, and that of their names alone without which they are none."""
_DIGITS = re.compile(r"\d+")
Weights = Mapping[str, float]
"""A text's letter pairs as a vector of length 1."""


@dataclass(frozen=True, slots=True)
class ProgrammeLink:
    """Two cases of different books that tell of one programme, and how alike they are, from 0 to 1."""

    one: str
    other: str
    score: float

    def counterpart(self, case_id: str) -> str:
        """Return the other case of the two."""
        return self.other if case_id == self.one else self.one


def link_programmes(cases: Sequence[Case], known: FacetVocabulary) -> dict[str, tuple[ProgrammeLink, ...]]:
    """Return for each case that has any its counterparts in other books, the most alike first. Cases name their book.

    `known` are the values of facets and the ordinary words for them.
    """
    said = [_said_of(case, known) for case in cases]
    names = _weigh([_name_of(case) for case in cases])
    contents = _weigh([_content_of(case) for case in cases])
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for rows in _by_region(cases):
        for one, other in combinations(rows, 2):
            if not _may_be_same(cases[one], cases[other]) or _differ(said[one], said[other]):
                continue
            name = _cosine(names[one], names[other])
            score = NAME * name + CONTENT * _cosine(contents[one], contents[other])
            if name >= LEAST_NAME and score >= LEAST:
                for row, to in ((one, other), (other, one)):
                    key = (row, book_of(cases[to].id))
                    best[key] = max(best.get(key, (0.0, -1)), (score, to))
    found: defaultdict[str, list[ProgrammeLink]] = defaultdict(list)
    for (row, _), (score, to) in best.items():
        if row < to and best[to, book_of(cases[row].id)][1] == row:
            link = ProgrammeLink(cases[row].id, cases[to].id, round(score, 4))
            found[link.one].append(link)
            found[link.other].append(link)
    return {name: tuple(sorted(links, key=lambda link: -link.score)) for name, links in found.items()}


def _by_region(cases: Sequence[Case]) -> Iterable[list[int]]:
    """Return the rows of the cases of each region that cases of several books lie in; those without a region lie in one."""
    rows: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, case in enumerate(cases):
        for place in _places_of(case):
            rows[place].append(row)
    return [held for held in rows.values() if len({book_of(cases[row].id) for row in held}) > 1]


def _places_of(case: Case) -> list[tuple[str, ...]]:
    """Return the region under each of the names of its province: 전라북도 and 전북특별자치도 are one."""
    if case.region is None:
        return [()]
    districts = case.region.districts or ("",)
    return [(province, district) for province in case.region.provinces for district in districts]


def _may_be_same(one: Case, other: Case) -> bool:
    """Tell whether two cases are of different books, and these not of one year."""
    years = {case.book.year for case in (one, other) if case.book and case.book.year}
    return book_of(one.id) != book_of(other.id) and (len(years) != 1 or any(not case.book or not case.book.year for case in (one, other)))


def _name_of(case: Case) -> str:
    """Return what a case is called, without the region, which is asked for by itself, and without years."""
    title = case.title
    for name in (*case.region.districts, *case.region.provinces) if case.region else ():
        title = title.replace(name, " ")
    return _DIGITS.sub(" ", title)


def _said_of(case: Case, known: FacetVocabulary) -> frozenset[str]:
    """Return the values of facets that a case's name speaks of: by a word for one, whose parts may stand apart (취업 첫걸음 지원)."""
    name = _name_of(case)
    values = (held for facet in SUBJECTS for held in known.get(facet.key, ()))
    return frozenset(held.value for held in values if any(all(part in name for part in word.split()) for word in (held.value, *held.words)))


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether each of two names speaks of something that the other does not."""
    return bool(one - other) and bool(other - one)


def _content_of(case: Case) -> str:
    told = (case.headline, case.summary, *case.keywords, *case.targets, *case.policy_measures, *(part.heading for part in case.sections))
    return _DIGITS.sub(" ", " ".join(told))


def _weigh(texts: Sequence[str]) -> list[Weights]:
    """Return each text's letter pairs, (1 + ln count) · ln((texts + 1) / texts that have it), as a vector of length 1; empty for none."""
    counts = [Counter(letter_pairs(text)) for text in texts]
    held = Counter(pair for own in counts for pair in own)
    weighed = [{pair: (1 + log(times)) * log((len(texts) + 1) / held[pair]) for pair, times in own.items()} for own in counts]
    return [_unit(own) for own in weighed]


def _unit(weights: Weights) -> Weights:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {pair: weight / length for pair, weight in weights.items()} if length else {}


def _cosine(one: Weights, other: Weights) -> float:
    few, many = sorted((one, other), key=len)
    return sum(weight * many[pair] for pair, weight in few.items() if pair in many)
