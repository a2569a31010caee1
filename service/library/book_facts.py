"""The facts of a book as they are asked for: those of cards, those that meet a filter, and as readers are shown them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.facts.card_facts import card_facts
from corpus.model.fact import Fact, FactKind, FactOrigin, FactRole
from corpus.model.nouns import Case
from corpus.privacy import mask_private, private_spans


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


def hide_private(fact: Fact, lines: Sequence[str]) -> Fact:
    """Return a fact as readers are shown it: what is private on its lines of the book, or beside its heads, is masked in its words."""
    first, last = fact.lines or (1, 0)
    shown = "\n".join(lines[first - 1 : last])
    heads = " | ".join((*fact.row_path, *fact.column_path, fact.value))
    told = [(text, mask_private(text)) for text in (shown, heads, fact.clause or "")]
    hidden = {text[start:end]: masked[start:end] for text, masked in told for start, end, _ in private_spans(text)}

    def mask(text: str) -> str:
        for word, masked in hidden.items():
            text = text.replace(word, masked)
        return text

    return replace(
        fact,
        subject=fact.subject and mask(fact.subject),
        measure=mask(fact.measure),
        value=mask(fact.value),
        clause=fact.clause and mask(fact.clause),
        row_path=tuple(map(mask, fact.row_path)),
        column_path=tuple(map(mask, fact.column_path)),
    )


def _letters(text: str) -> str:
    return "".join(text.split()).casefold()
