"""What search recognised in a question, handed on to the answers, which may not look into the search themselves."""

from __future__ import annotations

from collections.abc import Sequence

from answers.asked.question import Recognition
from corpus.model.nouns import Case
from service.search.understanding.query_signals import Understood


def recognitions_of(understood: Understood, cases: Sequence[Case]) -> tuple[Recognition, ...]:
    """Return everything that was recognised, in order, with the ids of the cases that have it."""
    return tuple(
        Recognition(meaning.field, meaning.value, start, end, frozenset(cases[number].id for number in meaning.holders))
        for meaning, (start, end) in understood.mentions
    )
