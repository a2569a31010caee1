"""Whether a judged set fits an index: its cases are there, and the lines of its evidence count in the same file."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from corpus.errors import EvalDataError
from corpus.model.book import Book
from corpus.model.ids import book_of
from eval.sets.judged import ABOUT, Judged, refuse


def refuse_unknown_cases(judged: Judged, cases: Collection[str]) -> None:
    """Refuse judgments of a book or of cases that are not there: each would count as a case never found.

    Raises:
        EvalDataError: naming the book, or every query and the unknown case.

    """
    if judged.book not in (books := {book_of(case) for case in cases}):
        raise EvalDataError(
            f"판정된 질의는 자료 {judged.book}의 것인데 색인에는 {', '.join(sorted(books))}만 있습니다. "
            "그 자료를 넣어 'saerye build'로 색인을 다시 만들거나 다른 질의를 --judged로 주십시오."
        )
    named = [(query.id, query.case) for query in judged.queries] + [(case, case) for case in judged.similar]
    graded = [*judged.grades.items(), *((topic.id, topic.rel) for topic in judged.topics), *judged.similar.items()]
    named += [(name, case) for name, grades in graded for case in grades]
    refuse([f"{name}: 사례 {case}이(가) 색인에 없습니다" for name, case in dict.fromkeys(named) if case not in cases])


def refuse_other_file(judged: Judged, books: Mapping[str, Book]) -> None:
    """Refuse a set whose lines count in another file than that of the book in the index: its evidence would be other text.

    Raises:
        EvalDataError: naming both digests.

    """
    file = books[judged.book].file if judged.book in books else None
    if judged.sha256 and file and judged.sha256 != file.sha256:
        raise EvalDataError(
            f"판정된 질의는 자료 {judged.book}의 다른 파일로 만든 것입니다({ABOUT}의 sha256 {judged.sha256[:12]}…, 색인의 자료 "
            f"{file.sha256[:12]}…). 그 파일을 넣어 색인을 다시 만들거나, 근거 행을 새 파일로 고친 뒤 {ABOUT}의 sha256을 바꾸십시오."
        )


def tell_unsure_file(judged: Judged, books: Mapping[str, Book]) -> str | None:
    """Return a sentence where it cannot be told whether a set's lines count in the file of the book in the index."""
    file = books[judged.book].file if judged.book in books else None
    if judged.sha256 and file:
        return None
    side = f"{ABOUT}에 sha256이 없어" if not judged.sha256 else "색인의 자료에 파일이 없어"
    return f"{side} 판정된 질의의 근거 행이 자료 {judged.book}의 지금 파일에 맞는지 확인하지 못했습니다."
