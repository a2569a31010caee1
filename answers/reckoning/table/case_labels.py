"""What a list calls a case: its place, or its title where it has none."""

from __future__ import annotations

from answers.reckoning.table.places import label
from corpus.model.nouns import Case


def label_of(case: Case) -> str:
    """Return what a list of places calls a case."""
    return label(case.region) if case.region else case.title
