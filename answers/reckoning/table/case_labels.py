"""What a list calls a case: its place, or its title where it has none."""

from __future__ import annotations

from collections.abc import Sequence

from answers.reckoning.table.places import label
from corpus.model.nouns import Case


def label_of(case: Case) -> str:
    """Return what a list of places calls a case."""
    return label(case.region) if case.region else case.title


def labels_of(cases: Sequence[Case]) -> list[str]:
    """Return what a list calls cases; two of one place are told apart by their titles."""
    names = [label_of(case) for case in cases]
    return [f"{name} {case.title}" if names.count(name) > 1 and case.region else name for name, case in zip(names, cases, strict=True)]
