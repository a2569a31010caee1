"""Judged replies to questions by others as rows of text: by writer or kind, by confidence, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from eval.metrics.reply_judging import VERDICTS, Verdict
from eval.reports.answer_tables import LEVELS
from eval.reports.result_rows import Row
from eval.runs.stranger_runs import JudgedReply
from eval.sets.asked_questions import AskedQuestion

ALL = "all"
POINTS = frozenset({"reason", "manner", "matter"})
ANSWERED: tuple[Verdict, ...] = ("right", "wrong")
SHARES: dict[str, Callable[[AskedQuestion], bool]] = {
    "answerable_right": lambda question: not question.want.wants_no,
    "unanswerable_refused": lambda question: question.want.wants_no,
    "traps_refused": lambda question: question.kind == "none_trap",
    "value": lambda question: question.kind == "value",
    "table": lambda question: question.kind == "table",
    "compute": lambda question: question.kind == "compute",
    "points": lambda question: question.kind in POINTS,
}
"""Columns, each the share of right replies to the questions it is of; an honest no is right where there is no answer."""


def stranger_rows(judged: Sequence[JudgedReply]) -> list[Row]:
    """Return a row a group (a writer, or a kind), a heading first and all of them last."""
    groups = dict.fromkeys(reply.question.group for reply in judged)
    rows = [_group_row(name, [reply for reply in judged if reply.question.group == name]) for name in groups]
    return [["group", "questions", *VERDICTS, *SHARES], *rows, _group_row(ALL, judged)]


def confidence_rows(judged: Sequence[JudgedReply]) -> list[Row]:
    """Return a row for the right and one for the wrong answers: how sure they were, and how look-ups among them tell their value.

    `second_value`: another value of the same unit stands before the end of the first sentence; `uncited`: the value stands in no
    citation of the question's case.
    """
    answered = {verdict: [reply for reply in judged if reply.answer.answerable and reply.verdict == verdict] for verdict in ANSWERED}
    return [
        ["verdict", "answers", *LEVELS, "lookups", "second_value", "uncited"],
        *(_answers_row(verdict, replies) for verdict, replies in answered.items()),
    ]


def level_rows(judged: Sequence[JudgedReply]) -> list[Row]:
    """Return the share of right answers that are told at high, and the share of all answers that are told at low, a heading first."""
    answered = [reply for reply in judged if reply.answer.answerable]
    high = _share(reply.answer.confidence == "high" for reply in answered if reply.verdict == "right")
    low = _share(reply.answer.confidence == "low" for reply in answered)
    return [["share", "value"], ["right answers told at high", high], ["answers told at low", low]]


def failed_rows(judged: Iterable[JudgedReply]) -> list[Row]:
    """Return a row a reply that is not right, a heading first: what was asked, what was said and how surely, what was wanted."""
    failed = [reply for reply in judged if reply.verdict != "right"]
    return [["verdict", "question", "kind", "text", "confidence", "answer", "wanted"], *map(_failed_row, failed)]


def _group_row(name: str, judged: Sequence[JudgedReply]) -> Row:
    counts = [sum(reply.verdict == verdict for reply in judged) for verdict in VERDICTS]
    shares = [_share(reply.verdict == "right" for reply in judged if counted(reply.question)) for counted in SHARES.values()]
    return [name, str(len(judged)), *map(str, counts), *shares]


def _answers_row(name: str, answered: Sequence[JudgedReply]) -> Row:
    levels = [sum(reply.answer.confidence == level for reply in answered) for level in LEVELS]
    told = [sum(getattr(reply, one) for reply in answered) for one in ("is_lookup", "names_second", "is_uncited")]
    return [name, *map(str, (len(answered), *levels, *told))]


def _failed_row(reply: JudgedReply) -> Row:
    question, answer = reply.question, reply.answer
    wanted = "no" if question.want.wants_no else " / ".join(question.want.spellings)
    return [reply.verdict, question.id, question.kind, question.question, answer.confidence, " ".join(answer.answer.split()), wanted]


def _share(told: Iterable[bool]) -> str:
    held = list(told)
    return f"{sum(held) / len(held):.3f}" if held else "-"
