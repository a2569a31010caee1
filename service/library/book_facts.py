"""The facts of a book as they are asked for: those of cards, and those that meet a filter. What is private is masked in them already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.facts.card_facts import card_facts
from corpus.model.fact import Fact, FactKind, FactOrigin, FactRole
from corpus.model.nouns import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFilter:
    """What of a fact is asked for; None where anything will do. `measure` is a part of it, whatever its blanks and capitals."""

    case: str | None = None
    kind: FactKind | None = None
    role: FactRole | None = None
    year: int | None = None
    measure: str | None = None
    origin: FactOrigin | None = None

    def accepts(self, fact: Fact) -> bool:
        """Tell whether a fact is among what is asked for."""
        alike = ((self.case, fact.case), (self.kind, fact.kind), (self.role, fact.role), (self.year, fact.year), (self.origin, fact.origin))
        return all(asked in {None, held} for asked, held in alike) and (
            self.measure is None or _letters(self.measure) in _letters(fact.measure)
        )


def card_book_facts(cases: Iterable[Case]) -> Iterator[Fact]:
    """Yield the facts of a book of cards, case by case."""
    for case in cases:
        yield from card_facts(case)


def _letters(text: str) -> str:
    return "".join(text.split()).casefold()
