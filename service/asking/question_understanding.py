"""What was understood of a question, as clients are told it: what it names, its years, what is to be done, and what would answer it."""

from __future__ import annotations

from typing import Literal, cast

from answers.asked.question import Question, Scope, analyse
from answers.asked.question_model import RECKONED
from answers.results import AskedOperation, Draft, UnderstoodQuestion
from corpus.model.facets import PLACES
from service.search.contract.search_results import BRAND

SURE = 0.6
"""How probable an operation is at least that the letters alone tell."""
_NO_VALUE = frozenset({"need", "smalltalk"})


def understand_question(asked: str, repaired: str, scope: Scope, draft: Draft) -> UnderstoodQuestion:
    """Return what was understood of a clean question that was repaired to another text, or to itself, and answered by `draft`.

    `scope` tells what it names.
    """
    question = analyse(repaired)
    operation = _operation(question, draft)
    named = scope.recognitions
    return UnderstoodQuestion(
        question=asked,
        places=list(dict.fromkeys(found.value for found in named if found.field in PLACES)),
        programmes=list(dict.fromkeys(found.value for found in named if found.field == BRAND)),
        years=list(question.years),
        role=_role(question),
        operation=operation,
        answer_kind=_answer_kind(question, operation),
        corrected=repaired if repaired != asked else None,
    )


def _role(question: Question) -> Literal["target", "actual"] | None:
    """Return which of a figure's numbers is asked for; None where both are, or one is set against the other."""
    told = question.roles & {"target", "actual", "attainment"}
    return "target" if told == {"target"} else "actual" if told == {"actual"} else None


def _operation(question: Question, draft: Draft) -> AskedOperation:
    """Return what is to be done: what the letters surely tell, else what goes with the kind of answer.

    They take one look-up in fifty for a reckoning, or for a matter of sentences; where the answer is a value as it is stated, or a value
    is asked for, it was none.
    """
    best = max(question.intents, key=question.intents.__getitem__)
    told = "points" if best == "why" else best
    stated = draft.answerable and not draft.reckoned
    mistaken = (told in RECKONED and stated) or (told == "points" and question.asks_value)
    if question.intents[best] >= SURE and not mistaken:
        return cast("AskedOperation", told)
    return "look_up" if question.asks_value else "yes_no" if question.kind == "yes_no" else "points"


def _answer_kind(question: Question, operation: AskedOperation) -> str | None:
    if operation in _NO_VALUE:
        return None
    if question.wanted and question.kind == "quantity":
        return "원" if question.wanted[0] == "won" else question.wanted[0] or None
    if question.kind == "date":
        return "date"
    if question.kind == "name":
        return "name"
    return "points" if question.kind in {"reason", "method"} else None
