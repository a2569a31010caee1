"""Whether what the cards' figures say of a question is to be told: at once, or only where the rows of the case bear it out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from answers.asked.question import Question
from answers.lookup.row_answers import asks_to_reckon
from answers.lookup.row_choice import ChosenPair, ChosenValue
from answers.results import Draft
from corpus.facts.quantities import mentions

LIKELIEST = 3
"""Values, and results, of which one must be the figure's."""


def is_settled(question: Question, figure: Draft) -> bool:
    """Tell whether a draft from figures stands by itself: over several cases, reckoned, or surely stated and no reckoning asked for.

    What is told less surely of one case was right for half of the questions of others; its rows tell it better.
    """
    if len({cited.case_id for cited in figure.citations}) != 1:
        return True
    return figure.reckoned or (figure.confidence == "high" and not (figure.answerable and asks_to_reckon(question)))


def is_borne_out(question: Question, figure: Draft, chosen: Sequence[ChosenValue], pairs: Sequence[ChosenPair]) -> bool:
    """Tell whether the quantity that a draft from figures begins with is among the likeliest values of rows, or results of two.

    What is merely stated answers nothing where reckoning is asked for.
    """
    if asks_to_reckon(question) and not figure.reckoned:
        return False
    said = next(((one.kind, one.value) for one in mentions(figure.answer)), None)
    values = {(one.value.quantity.kind, one.value.quantity.value) for one in islice(chosen, LIKELIEST) if one.value.quantity is not None}
    return said in values | {(one.pair.kind, float(one.pair.number)) for one in islice(pairs, LIKELIEST)}
