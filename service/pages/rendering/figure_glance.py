"""A case's figures at a glance: the two or three a reader of a list wants to see."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model.ids import figure_id
from corpus.model.nouns import Case, Figure
from corpus.passages import place
from service.search.contract.search_results import Hit

GLANCE = 3


def choose_figures(case: Case, hit: Hit, most: int = GLANCE) -> list[Figure]:
    """Return a few of a case's figures that have a result: those found or named by the query first, then those with a target too."""
    found = {passage.id for passage in hit.passages}
    told = [word for word in hit.why if word not in place(case)]  # every figure of a place may bear its name
    order = [
        (_relevance(figure, figure_id(case.id, number) in found, told), -number, figure)
        for number, figure in enumerate(case.figures, 1)
        if figure.actual is not None
    ]
    chosen: dict[str, Figure] = {}
    for _, _, figure in sorted(order, key=lambda item: item[:2], reverse=True):
        chosen.setdefault(figure.name, figure)
    return list(chosen.values())[:most]


def choose_leading_figures(figures: Sequence[Figure], most: int) -> list[Figure]:
    """Return a few figures that have a result without a query to choose them: those with a target first, each name once."""
    chosen: dict[str, Figure] = {}
    for figure in sorted(figures, key=lambda figure: figure.target is None):
        if figure.actual is not None:
            chosen.setdefault(figure.name, figure)
    return list(chosen.values())[:most]


def _relevance(figure: Figure, found: bool, words: Sequence[str]) -> tuple[bool, bool, bool]:
    return found, any(word in figure.name for word in words), figure.target is not None
