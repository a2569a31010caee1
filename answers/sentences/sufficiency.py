"""Does the evidence hold what is asked? Not whether it is similar: whether it names the same place, thing and kind of value.

A logistic regression over plain signs, learned from questions that the cases answer and questions that they do not (answers/weights.json).
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from answers.asked.question import Question
from answers.asked.telling_words import Words
from corpus.facts.quantities import Value

SIGNS = (
    "constant", "coverage", "missing_here", "missing_in_case", "unknown", "rank", "similar", "lead", "placed", "named", "head_missing",
)  # fmt: skip
_AGED = re.compile(r"[1-9]0대")
_NO_PREMISE = frozenset({"년", "월", "일", "date", "", "차", "기", "분기", "분", "대", "단계", "위", "호"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How the evidence stands to a question before any answer is read: what ranking and recognition know.

    `case_words` and `known_words` are the words of the case and of the whole corpus; `evidence` is the best passage's standardised score,
    `cosine` its cosine with the question (0 without a model), `lead` how far the best case stands before the second, `named`
    whether a programme the question names is this case's (1), another's (−1) or none is named (0).
    """

    case_words: Container[str]
    known_words: Container[str]
    evidence: float
    cosine: float
    lead: float
    placed: bool
    named: float


def signs(words: Words, held: frozenset[str], every: frozenset[str], standing: Standing) -> dict[str, float]:
    """Return the signs, each between 0 and about 1, under their names; `held` are the words of the best passages, `every` those of all."""
    lacking = {form: weight for form, weight in words.weights.items() if form not in held}
    absent = {form for form in words.weights if form not in standing.case_words}
    unknown = {form for form in words.weights if form not in standing.known_words}
    heaviest = max(words.weights.values(), default=1.0)
    values = (
        1.0,
        words.share(held),
        max(lacking.values(), default=0.0) / heaviest,
        words.share(absent),
        words.share(unknown),
        max(min(standing.evidence / 6, 2.0), 0.0),
        standing.cosine,
        max(min(standing.lead, 2.0), 0.0),
        float(standing.placed),
        float(standing.named),
        float(bool(words.head) and words.head not in every),
    )
    return dict(zip(SIGNS, values, strict=True))


def unfounded(question: Question, values: frozenset[tuple[str, Value]]) -> list[str]:
    """Return the quantities a question takes for granted that none of `values` is: dates, ordinals, bare numbers and "두 곳" aside."""
    claimed = [told for told in question.given if told.kind not in _NO_PREMISE or _AGED.fullmatch(told.text)]
    written = [told for told in claimed if any(char.isdigit() for char in told.text)]
    return [mention.text for mention in written if (mention.kind, mention.value) not in values]


def undated(question: Question, years: frozenset[int]) -> list[str]:
    """Return the years a question names that none of `years` is; the year before one that is may be told as "전년"."""
    return [f"{year}년" for year in question.years if year not in years and year + 1 not in years]


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return how probable it is that the evidence answers, by the logistic function."""
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in found.items())))
