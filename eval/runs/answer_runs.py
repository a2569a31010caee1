"""Judged questions → answers through the asker the API uses → measures. Who asks, and over which index, is passed in.

Measures carry their kind first: `fact exact`, `why key points`, `far abstained`, `sum right`
(eval/runs/answer_marking.py says what counts in each);
`answerable abstained` is over all kinds that have an answer, `unanswerable abstained` over those that have none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

from answers.results import Answer
from eval.metrics.ranking_metrics import summarise
from eval.runs.answer_marking import AT_LINES, FALSE_NO, TRUE_NO, VERBATIM, Ground, JudgedQuestion, Marked, mark
from eval.runs.saved_results import About, QueryRecord, Reply, Result
from eval.sets.computed import Computed, load_computed
from eval.sets.judged import DATA, Judged, Query, content_hash, load_judged, refuse
from eval.sets.set_fit import refuse_other_file, refuse_unknown_cases
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters

KINDS = ("fact", "why", "need", "keyword", "noisy")
ACROSS = (TRUE_NO, FALSE_NO, VERBATIM, AT_LINES)
"""Measures over several kinds: told last."""
COMPUTED = "computed.jsonl"
Progress = Callable[[str, int, int], None]


class Asks(Protocol):
    """What answers questions."""

    def ask(self, question: str, filters: Filters | None = None) -> Answer:
        """Answer a clean question."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Everything that can be asked: judged queries, questions without an answer, and computed ones."""

    judged: Judged
    computed: list[Computed]

    @property
    def all(self) -> list[JudgedQuestion]:
        """All of them, facts and reasons first, computed ones last."""
        queries = sorted(self.judged.queries, key=lambda query: KINDS.index(query.kind))
        return [*queries, *self.judged.unanswerable, *self.computed]

    def fingerprint(self) -> str:
        """Return a hash of all that the marks depend on, in any order of lines."""
        return content_hash({question.id: question.model_dump(mode="json") for question in self.all})


def load_questions(folder: Path = DATA) -> Questions:
    """Load a folder of judged queries, with the computed questions where there are any.

    Raises:
        EvalDataError: with every fault of the first file that has any.

    """
    computed = load_computed(folder) if (folder / COMPUTED).is_file() else []
    questions = Questions(load_judged(folder), computed)
    seen = [question.id for question in questions.all]
    refuse([f"번호 {name}을(를) 질문 여럿이 씁니다" for name in dict.fromkeys(seen) if seen.count(name) > 1])
    return questions


def refuse_absent(questions: Questions, searcher: CaseSearcher) -> None:
    """Refuse questions of cases that are not there.

    Raises:
        EvalDataError: naming every question and the unknown case.

    """
    refuse_unknown_cases(questions.judged, searcher.position)
    refuse_other_file(questions.judged, searcher.books)
    named = chain.from_iterable(((question.id, case) for case in question.cases) for question in questions.computed)
    refuse([f"{name}: 사례 {case}이(가) 색인에 없습니다" for name, case in named if case not in searcher.position])


def ask_all(asker: Asks, questions: Sequence[JudgedQuestion], ground: Ground, about: About, progress: Progress = lambda *_: None) -> Result:
    """Ask every question, each once and one at a time, and mark the answers."""
    asked: dict[str, QueryRecord] = {}
    values: dict[str, dict[str, float]] = {}
    for done, question in enumerate(questions, 1):
        answer = asker.ask(question.query)
        marked = mark(question, answer, ground)
        asked[question.id] = _record_answer(question, answer, marked)
        for measure, value in marked.values.items():
            values.setdefault(measure, {})[question.id] = value
        progress("질문", done, len(questions))
    order = sorted(values, key=lambda name: ACROSS.index(name) + 1 if name in ACROSS else 0)
    return Result(about, {name: summarise(name, values[name]) for name in order}, asked)


def _record_answer(question: JudgedQuestion, answer: Answer, marked: Marked) -> QueryRecord:
    cited = [citation.passage_id for citation in answer.citations]
    reply = Reply(answer.answer, answer.answerable, answer.confidence, marked.mark, marked.wanted, cited, answer.took_ms)
    match question:
        case Query():
            return QueryRecord(question.kind, question.query, question.case, lines=question.lines, reply=reply)
        case Computed():
            return QueryRecord(question.op, question.query, gold=question.cases, reply=reply)
    return QueryRecord(question.kind, question.query, reply=reply)
