"""What `saerye eval facts` does: the cells of the casebook's tables beside the facts that are read off its text, as rows of measures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from eval.deriving.taught_cases import read_taught
from eval.metrics.fact_scores import FactScore, score_facts
from eval.sets.table_questions import load_table_questions

_MEASURES: dict[str, Callable[[FactScore], bool]] = {
    "value in a fact": lambda score: score.value,
    "value with its heads": lambda score: score.heads,
    "unit": lambda score: score.unit,
    "year": lambda score: score.year,
    "role": lambda score: score.role,
    "all of these": lambda score: score.whole,
}


def evaluate_facts(casebook: Path) -> list[list[str]]:
    """Return a row a measure, a heading first: the share of questions, of the cases that rules were made on and of those held out.

    Raises:
        CasebookError: when the text is not that of the cards.
        DocumentError: when it cannot be read.

    """
    questions = load_table_questions()
    scores = score_facts(questions, (fact for case in read_taught(casebook) for fact in case.facts))
    groups = {
        "open": [score for question, score in zip(questions, scores, strict=True) if not question.held_out],
        "held_out": [score for question, score in zip(questions, scores, strict=True) if question.held_out],
        "all": scores,
    }
    rows = [["measure", *groups], ["questions", *(str(len(group)) for group in groups.values())]]
    for name, holds in _MEASURES.items():
        rows.append([name, *(f"{sum(map(holds, group)) / len(group):.3f}" for group in groups.values())])
    return rows
