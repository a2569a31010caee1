"""What somebody says of an answer: whether it is right, and what is wrong with it. Bad input fails here, with the field's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from corpus.errors import RequestError
from service.search.contract.request import Filters, clean_query

Reason = Literal["other_value", "other_programme", "other_year", "answer_exists", "other"]
REASONS: Mapping[Reason, str] = {
    "other_value": "다른 값입니다",
    "other_programme": "다른 사업이나 지역입니다",
    "other_year": "연도가 다릅니다",
    "answer_exists": "답이 있는데 없다고 합니다",
    "other": "기타",
}
LONGEST_ANSWER, LONGEST_NOTE, MOST_CITED = 4000, 200, 50
"""Characters of an answer and of a note, and the passages it may have cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFeedback:
    """A question and its filters, the answer that was given with the passages cited, and what is said of it.

    `restricted`: it was answered from books that not everybody sees.
    """

    question: str
    filters: Filters
    answer: str
    right: bool
    reason: Reason | None
    note: str
    citations: tuple[str, ...]
    restricted: bool = False


def clean_feedback(given: AnswerFeedback) -> AnswerFeedback:
    """Return what was said with its texts clean and on one line, and each citation once.

    Raises:
        RequestError: when question or answer is empty, a text is too long, or what is right has a reason why it is wrong.

    """
    if given.right and given.reason is not None:
        raise RequestError("맞다고 하신 답에는 까닭(reason)을 적을 수 없습니다. right를 false로 하시거나 까닭을 빼십시오.", field="reason")
    note = given.note.replace("\r\n", "\n")  # a form's line ends are two characters, and its bound counts them as one
    return replace(
        given,
        question=clean_query(given.question, field="question"),
        answer=clean_query(given.answer, field="answer", longest=LONGEST_ANSWER),
        note=clean_query(note, field="note", longest=LONGEST_NOTE) if note.strip() else "",
        citations=tuple(dict.fromkeys(given.citations)),
    )
