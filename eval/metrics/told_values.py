"""How an answer tells its value: alone or beside another of the same unit, and whether a citation of the right case holds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from answers.results import Answer
from corpus.facts.language.clauses import split_sentences
from corpus.facts.quantities import Mention, Value, mentions
from eval.metrics.reply_judging import plain_text, stands_in
from eval.metrics.value_spelling import contains, is_quantity, value_of

FIRST_YEAR = 1000
"""From here on, so many 년 are a date and no time that passed."""


def names_second_value(text: str) -> bool:
    """Tell whether the first sentence names two values of one unit; dates and years say which is meant, and bare numbers have no unit."""
    first = next(split_sentences(text), None)
    told: defaultdict[str, set[Value]] = defaultdict(set)
    for mention in mentions(first.text if first else ""):
        if mention.kind and not _is_date(mention):
            told[mention.kind].add(mention.value)
    return any(len(values) > 1 for values in told.values())


def told_spellings(text: str) -> list[str]:
    """Return the values an answer tells before its brackets, dates only where there is nothing else; without any, the words there."""
    value = value_of(text)
    found = mentions(value)
    figures = [mention.text for mention in found if not _is_date(mention)]
    return figures or [mention.text for mention in found] or [value]


def is_cited(spellings: Collection[str], answer: Answer, case: str) -> bool:
    """Tell whether one of the spellings stands in what an answer cites of a case, as written or as the same quantity."""
    quotes = [citation.quote for citation in answer.citations if citation.case_id == case]
    return any(
        stands_in(spelling, plain_text(quote)) or (is_quantity(spelling) and contains([spelling], quote))
        for spelling in spellings
        for quote in quotes
    )


def _is_date(mention: Mention) -> bool:
    return mention.kind == "date" or (mention.kind == "년" and isinstance(mention.value, float) and mention.value >= FIRST_YEAR)
