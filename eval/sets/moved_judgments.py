"""Judgments of one book's cases → the same of another book that has its text, lines and all: cases are matched by the lines they stand on.

So a book that nobody prepared is measured by the queries that were written for the prepared one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.errors import EvalDataError
from corpus.model.ids import book_of
from corpus.model.nouns import Passage
from corpus.model.place import Range
from corpus.model.profile import CaseSpan
from corpus.passages import overlap
from eval.sets.judged import Judged


def lines_of_cases(passages: Iterable[Passage], book: str) -> dict[str, list[Range]]:
    """Return the lines that the passages of each case of a book stand on."""
    lines: dict[str, list[Range]] = {}
    for passage in passages:
        if passage.place.book == book and passage.place.lines:
            lines.setdefault(passage.case_id, []).append(passage.place.lines)
    return lines


def match_cases(known: Sequence[CaseSpan], found: Mapping[str, Sequence[Range]]) -> dict[str, str]:
    """Return for each known case the found one that shares most lines with it; none for one that no found case shares any with."""
    matched = {}
    for span in known:
        shared = {name: sum(overlap((span.first, span.last), lines) for lines in own) for name, own in found.items()}
        best = max(shared, key=lambda name: shared[name], default=None)
        if best is not None and shared[best]:
            matched[span.case_id] = best
    return matched


def move_judgments(judged: Judged, cases: Mapping[str, str], book: str) -> Judged:
    """Return a judged set with its cases called as another book calls them; likenesses are left out, since cards alone tell them.

    Raises:
        EvalDataError: when a case that a query was written from is not among them.

    """
    if lost := sorted({query.case for query in judged.queries} - cases.keys()):
        raise EvalDataError(f"자료 {book}에 질의가 나온 사례의 글이 없습니다: {', '.join(lost)}")

    def rename(grades: Mapping[str, int]) -> dict[str, int]:
        return {cases[name]: grade for name, grade in grades.items() if name in cases}

    return Judged(
        queries=[query.model_copy(update={"case": cases[query.case]}) for query in judged.queries],
        grades={name: rename(grades) for name, grades in judged.grades.items()},
        topics=[topic.model_copy(update={"rel": rename(topic.rel)}) for topic in judged.topics],
        similar={},
        unanswerable=judged.unanswerable,
        book=book,
    )


def judge_text(judged: Judged, known: Sequence[CaseSpan], passages: Sequence[Passage], book: str) -> Judged:
    """Return a judged set moved onto a book of the library.

    Raises:
        EvalDataError: when no passage of that book is there, or a case of the set has none in it.

    """
    found = lines_of_cases(passages, book)
    if not found or {book_of(name) for name in found} != {book}:
        raise EvalDataError(f"색인에 자료 {book}의 글이 없습니다. 'saerye library publish {book}' 뒤에 'saerye build'로 색인을 만드십시오.")
    return move_judgments(judged, match_cases(known, found), book)
