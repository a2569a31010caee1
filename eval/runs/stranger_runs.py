"""Questions by others → answers through the asker the API uses → verdicts. Who asks, and over which index, is passed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from answers.results import Answer
from eval.metrics.reply_judging import Verdict, judge_reply
from eval.metrics.told_values import is_cited, names_second_value, told_spellings
from eval.runs.answer_runs import Asks
from eval.sets.asked_questions import AskedQuestion

LOOKUPS = frozenset({"value", "table"})
"""Kinds of question whose answer is one value that stands in the text."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JudgedReply:
    """A question, the reply to it and what that is worth."""

    question: AskedQuestion
    answer: Answer
    verdict: Verdict

    @property
    def is_lookup(self) -> bool:
        """Tell whether one value was asked for, and something was answered."""
        return self.question.kind in LOOKUPS and self.answer.answerable

    @property
    def names_second(self) -> bool:
        """Tell whether the answer to a look-up names another value of the same unit beside its own."""
        return self.is_lookup and names_second_value(self.answer.answer)

    @property
    def is_uncited(self) -> bool:
        """Tell whether the value that a look-up is answered with stands in no citation of the question's case."""
        case = self.question.case
        if not self.is_lookup or case is None:
            return False
        told = self.question.want.spellings if self.verdict == "right" else told_spellings(self.answer.answer)
        return not is_cited(told, self.answer, case)


def ask_strangers(
    asker: Asks, questions: Sequence[AskedQuestion], progress: Callable[[str, int, int], None] = lambda *_: None
) -> list[JudgedReply]:
    """Ask every question, each once and one at a time, and judge the replies."""
    judged = []
    for done, question in enumerate(questions, 1):
        answer = asker.ask(question.question)
        judged.append(JudgedReply(question, answer, judge_reply(question.want, answer)))
        progress("질문", done, len(questions))
    return judged


def spread_evenly(things: Sequence[T], limit: int | None) -> list[T]:
    """Return so many of the things, evenly spread over all of them, the first among them; all where there is no limit, or no more."""
    if limit is None or limit >= len(things):
        return list(things)
    return [things[number * len(things) // limit] for number in range(limit)]
