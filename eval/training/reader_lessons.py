"""Questions of other writers → lessons for the pair reader: which rows of a case or text answer, which help, which only look alike."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from answers.asked.spoken_numbers import write_numbers
from answers.lookup.finding import CaseRows
from corpus.rows.evidence_row import EvidenceRow
from eval.metrics.reply_judging import plain_text, stands_in
from eval.sets.asked_questions import PairedQuestion
from eval.sets.lessons.reading_data import load_reading
from eval.sets.reason_questions import ReasonQuestion
from eval.sets.table_questions import load_table_questions
from eval.training.reckoned_keys import operand_rows, reckon_pairs

NEAR, SURE_RIGHT = 30, 3
"""Rows that look alike and are drawn from; rows that may hold a key without a proof of which is meant."""


LEAST_TELLING = 12
"""Characters of a cell from which on it says something: of the values of a large book's tables, three in four are shorter."""


@dataclass(frozen=True, slots=True)
class ReaderLesson:
    """A question, the rows that answer it, those that only help to reckon its answer, and those that look alike, nearest first.

    `beside` are the rows that answer the question that this one was made from, where nothing answers it.
    """

    question: str
    keys: tuple[str, ...]
    answering: tuple[EvidenceRow, ...]
    helping: tuple[EvidenceRow, ...]
    alike: tuple[EvidenceRow, ...]
    beside: tuple[EvidenceRow, ...] = ()

    @property
    def taught(self) -> tuple[EvidenceRow, ...]:
        """The rows that are to be ranked first."""
        return self.answering or self.helping


@dataclass(slots=True)
class LessonBook:
    """Lessons by writer or field; each is drawn from without repeating until all were drawn."""

    lessons: Mapping[str, Sequence[ReaderLesson]]
    chance: random.Random
    _left: dict[str, list[ReaderLesson]] = field(default_factory=dict)

    def draw(self) -> ReaderLesson:
        """Return a lesson: larger groups more often, yet less than by their size, so that none drowns the others."""
        names = list(self.lessons)
        name = self.chance.choices(names, [len(self.lessons[one]) ** 0.6 for one in names])[0]
        if not self._left.get(name):
            self._left[name] = self.chance.sample(list(self.lessons[name]), len(self.lessons[name]))
        return self._left[name].pop()


def own_questions() -> Iterator[tuple[str, PairedQuestion, set[int]]]:
    """Yield the project's own questions on the book's cards and tables, by the name of their set, with the lines that prove them."""
    for one in load_reading():
        kind, want = ("none_near", {"no": True}) if one.answer is None else ("value", {"any": [one.answer]})
        yield "reading", _question(one.id, one.case, one.question, kind, want), set()
    for cell in load_table_questions():
        yield "tables", _question(cell.id, cell.case, cell.question, "table", {"any": [cell.value]}), {cell.line}


def make_lessons(questions: Sequence[PairedQuestion], proven: Mapping[str, set[int]], rows: CaseRows) -> Iterator[ReaderLesson]:
    """Yield the lessons of the questions on one case or text; `proven` are the lines that prove each, by its id."""
    right = {question.id: _rows_that_answer(question, proven[question.id], rows.rows) for question in questions}
    for question in questions:
        answering, lines = right[question.id], proven[question.id]
        helping = tuple(_rows_that_help(question, lines, rows.rows)) if question.kind == "compute" else ()
        unanswered = question.kind.startswith("none")
        if answering or helping or unanswered:
            told = {id(row) for row in (*answering, *helping)}
            found = (one.row for one in rows.find(write_numbers(question.question), NEAR))
            alike = tuple(row for row in found if id(row) not in told)
            beside = right.get(question.pair or "", ()) if unanswered else ()
            yield ReaderLesson(question.question, question.want.spellings, answering, helping, alike, beside)


def make_reason_lessons(
    questions: Sequence[ReasonQuestion], proven: Mapping[str, set[int]], rows: CaseRows
) -> Iterator[tuple[ReasonQuestion, ReaderLesson]]:
    """Yield questions of why, how and what on one case or text with their lessons: of its telling rows, what the proven lines tell answers.

    Of sentences of a card that stand for a whole section of lines it is not known whether they answer: they are left out.
    """
    right = {one.id: tuple(_told_on(proven[one.id], rows.rows)) for one in questions}
    for question in questions:
        answering = right[question.id] if question.answered else ()
        if answering or not question.answered:
            found = (one.row for one in rows.find(write_numbers(question.question), 2 * NEAR))
            alike = [row for row in found if not (question.answered and row.is_on(proven[question.id]))]
            beside = right.get(question.pair or "", ())
            yield question, ReaderLesson(question.question, (), answering, (), tuple(alike[:NEAR]), beside)


def telling_rows(rows: Sequence[EvidenceRow]) -> list[EvidenceRow]:
    """Return the rows that say something and not a value alone: sentences, and cells of a table that are as long as one."""
    return [row for row in rows if row.kind == "sentence" or (row.kind == "cell" and len(row.said) >= LEAST_TELLING)]


def _told_on(lines: set[int], rows: Sequence[EvidenceRow]) -> Iterator[EvidenceRow]:
    return (row for row in rows if row.section is None and row.is_on(lines))


def _rows_that_answer(question: PairedQuestion, lines: set[int], rows: Sequence[EvidenceRow]) -> tuple[EvidenceRow, ...]:
    """Return the rows on the proven lines that say a key; without proof the few that say one anywhere."""
    if question.kind.startswith("none"):
        return ()
    said = [row for row in rows if any(stands_in(key, plain_text(row.said)) for key in question.want.spellings)]
    on = tuple(row for row in said if row.kind != "field" and row.is_on(lines))
    return on or (tuple(said) if not lines and len(said) <= SURE_RIGHT else ())


def _rows_that_help(question: PairedQuestion, lines: set[int], rows: Sequence[EvidenceRow]) -> list[EvidenceRow]:
    """Return the rows on the proven lines whose numbers make the key; where no two do, all that say a number."""
    on = [row for row in rows if row.is_on(lines) and any(map(str.isdigit, row.said))]
    return operand_rows(list(reckon_pairs(question, on))) or on


def _question(name: str, case: str, question: str, kind: str, want: Mapping[str, object]) -> PairedQuestion:
    return PairedQuestion.model_validate({"id": name, "case": case, "question": question, "kind": kind, "want": want})
