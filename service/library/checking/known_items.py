"""Queries whose right answer is known, made from what a book itself says: its headings, facts and figures, not word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from random import Random
from typing import Literal

from corpus.errors import RequestError
from corpus.model.fact import Fact
from corpus.model.ids import figure_id
from corpus.model.nouns import Case, Passage
from corpus.model.place import Range
from corpus.passages import PLACED_KINDS, overlap, place_or_title
from indexer.seed import SEED
from service.search.contract.request import clean_query

ItemKind = Literal["heading", "fact", "figure"]
TITLE_WORDS = 2
HALF = 0.5
_SHORTEST = 2  # letters of a heading or a measure
_HEADED = PLACED_KINDS - {"figure"}
_MARKS = re.compile(r"^(?:[\W\d_]+|[가-하ivxIVX]{1,4}[.)])+")


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A query, the case that it is about, and the passages that hold what it asks for."""

    kind: ItemKind
    query: str
    case: str
    passages: frozenset[str]


def make_items(
    book: str, cases: Sequence[Case], passages_of: Callable[[str], Sequence[Passage]], facts: Sequence[Fact], most: int
) -> list[KnownItem]:
    """Return up to `most` items of a book, as many of each kind as there are; the same ones whenever it is the same book.

    A query that would be made for two cases is left out: nobody could say which of them is meant.
    """
    chance = Random(f"{SEED} {book}")  # noqa: S311 - a sample, not a secret
    of_case: dict[str, list[Fact]] = {}
    for fact in facts:
        of_case.setdefault(fact.case, []).append(fact)
    made: list[KnownItem] = []
    for case in cases:
        passages = passages_of(case.id)
        made += [*_headings(case, passages, chance), *_facts(case, passages, of_case.get(case.id, ())), *_figures(case, passages)]
    first = {item.query: item for item in reversed(made)}
    cases_of = Counter(query for query, _ in {(item.query, item.case) for item in made})
    kinds: dict[ItemKind, list[KnownItem]] = {}
    for item in first.values():
        if cases_of[item.query] == 1:
            kinds.setdefault(item.kind, []).append(item)
    shuffled = [chance.sample(sorted(kinds[kind], key=lambda item: item.query), len(kinds[kind])) for kind in sorted(kinds)]
    dealt = [item for item in chain.from_iterable(zip_longest(*shuffled)) if item is not None]
    return sorted(dealt[:most], key=lambda item: (item.kind, item.query))


def _headings(case: Case, passages: Iterable[Passage], chance: Random) -> Iterator[KnownItem]:
    """Yield a query for each heading of a case: the heading with its case's place, or with some words of the title."""
    titled = case.title.split()
    headed: dict[str, set[str]] = {}
    for passage in passages:
        heading = _MARKS.sub("", passage.heading.rpartition(" > ")[2]).strip()
        if passage.kind in _HEADED and len(heading) >= _SHORTEST and _letters(heading) not in _letters(case.title):
            headed.setdefault(heading, set()).add(passage.id)
    for heading, held in headed.items():
        others = [word for word in titled if word not in heading]
        chosen = {*chance.sample(range(len(others)), min(TITLE_WORDS, len(others)))}
        words = [word for at, word in enumerate(others) if at in chosen]
        place = _place_words(case)
        yield from _item("heading", case, [*(place if place and chance.random() < HALF else words), heading], held)


def _facts(case: Case, passages: Sequence[Passage], facts: Iterable[Fact]) -> Iterator[KnownItem]:
    """Yield a query for each fact that stands on lines of some passage: its case's place, what it is of, what is told of it, and the year.

    What a card states is asked for by its figures; what is told of a thing by its own name asks for nothing.
    """
    for fact in (fact for fact in facts if fact.origin != "card"):
        subject = fact.subject or ("" if case.region else case.title)
        told = _letters(fact.measure)
        if len(told) >= _SHORTEST and told not in _letters(subject) and (held := _passages_at(passages, fact.lines)):
            place = [word for word in _place_words(case) if word not in subject]
            yield from _item("fact", case, [*place, subject, fact.measure, *_year(fact.year)], held)


def _figures(case: Case, passages: Sequence[Passage]) -> Iterator[KnownItem]:
    """Yield a query for each figure of a case's card."""
    for number, figure in enumerate(case.figures, 1):
        held = {figure_id(case.id, number), *_passages_at(passages, figure.source)}
        yield from _item("figure", case, [place_or_title(case), figure.name, *_year(figure.year)], held)


def _item(kind: ItemKind, case: Case, words: Iterable[str], passages: Iterable[str]) -> Iterator[KnownItem]:
    try:
        yield KnownItem(kind, clean_query(" ".join(words)), case.id, frozenset(passages))
    except RequestError:  # nothing of it can be searched for
        return


def _passages_at(passages: Iterable[Passage], lines: Range | None) -> set[str]:
    """Return the passages of a case's text that stand on some of these lines."""
    if lines is None:
        return set()
    return {
        passage.id for passage in passages if passage.kind == "casebook" and passage.place.lines and overlap(passage.place.lines, lines)
    }


def _place_words(case: Case) -> list[str]:
    """Return the narrowest name of a case's place, none where it has none."""
    return [case.region.sigungu or case.region.sido] if case.region else []


def _year(year: int | None) -> list[str]:
    return [f"{year}년"] if year else []


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
