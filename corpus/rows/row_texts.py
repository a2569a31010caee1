"""How a row is worded: headings above it, heads joined, and the year and role that its heads do not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.facts.language.clauses import split_sentences
from corpus.facts.language.value_measures import clean
from corpus.model.fact import Fact, FactRole

HEADINGS, LONGEST_HEADING = 2, 60  # the innermost ones; characters
LONGEST_CONTEXT, LONGEST_SAID = 110, 260  # characters: what a reader of 128 tokens sees of a row beside a question
ROLES: Mapping[FactRole, str] = {"target": "목표", "actual": "실적", "earlier": "이전", "change": "증감", "plan": "계획"}
BETWEEN, UNDER = " | ", " > "


def tell_headings(path: Sequence[str]) -> str:
    """Return the innermost headings of a path in one line, without the marks of an outline."""
    return UNDER.join(filter(None, (clean(" ".join(one.split())).strip()[:LONGEST_HEADING] for one in path[-HEADINGS:])))


def join_heads(heads: Iterable[str]) -> str:
    """Return heads in one line, each but once; where they are too long, their end, which stands nearest to the value."""
    return BETWEEN.join(dict.fromkeys(filter(None, heads)))[-LONGEST_CONTEXT:]


def tell_time(fact: Fact) -> str:
    """Return the year and the role of a fact in words."""
    return " ".join(filter(None, (f"{fact.year}년" if fact.year else "", ROLES[fact.role] if fact.role else "")))


def tell_value(fact: Fact) -> str:
    """Return a fact's value with its unit."""
    return fact.value if not fact.unit or fact.unit in fact.value else f"{fact.value}{fact.unit}"


def cut_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text in one line each; what holds no two letters or digits says nothing."""
    for sentence in split_sentences(text):
        said = " ".join(sentence.text.split())
        if sum(map(str.isalnum, said)) > 1:
            yield said[:LONGEST_SAID]
