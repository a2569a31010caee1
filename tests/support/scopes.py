"""A stand-in for the module that finds the places a question names: by the regions' names alone, in full and in short."""

from collections.abc import Sequence

from answers.question import Scope
from answers.reckoning.places import named
from corpus.model.nouns import Case


def scope_of(text: str, cases: Sequence[Case]) -> Scope:
    """All cases of the places a text names; which programme of a place is meant is left open."""
    return Scope(frozenset().union(*(place.cases for place in named(text, cases))) or None)
