"""Answers made up for tests, and who gives them."""

from collections.abc import Mapping, Sequence

from answers.results import Answer, Citation, Confidence
from corpus.model.ids import book_of, case_of
from service.search.contract.request import Filters

NO = "자료에서 찾지 못했습니다."


def cite(passage_id: str, lines: tuple[int, int] | None, quote: str = "글") -> Citation:
    """A citation of a passage, whose id begins with its case's."""
    return Citation(case_of(passage_id), passage_id, "제목", quote, lines, (8, 21), book_of(passage_id))


def reply(text: str, cited: Sequence[Citation] = (), confidence: Confidence = "high", took: float = 10.0) -> Answer:
    """An answer that tells something."""
    return Answer("물음", True, text, confidence, "extractive", False, list(cited), [], None, [], [], took)


def no(near: Sequence[Citation] = (), took: float = 10.0) -> Answer:
    """An honest no."""
    return Answer("물음", False, NO, "high", "extractive", False, list(near), [], None, [], [], took)


class Told:
    """An asker that gives the answer told for a question, and a no to all others."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers

    def ask(self, question: str, filters: Filters | None = None) -> Answer:
        return self._answers.get(question) or no()
