"""An answer as lines for a terminal: what it is, how sure, how it was reckoned, where it stands, and what was not checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from answers.results import Answer, Citation, Confidence, NearMiss
from corpus.citations import tell_place

LEVELS: dict[Confidence, str] = {"high": "높음", "medium": "보통", "low": "낮음"}


def lines_of(answer: Answer) -> Iterator[str]:
    """Yield the lines that tell an answer; a part that is empty is left out with its heading."""
    yield answer.answer
    yield f"확신: {LEVELS[answer.confidence]}"
    yield from _part("계산", answer.working.split("\n") if answer.working else ())
    yield from _part("가까운 값", map(write_near, answer.nearest))
    yield from _part("근거" if answer.answerable else "가까운 대목", map(write_citation, answer.citations))
    yield from _part("확인하지 못한 것", answer.unverified)
    yield from _part("원문에서 살필 점", answer.remarks)


def write_near(near: NearMiss) -> str:
    """Return a value that is near as one line: "31명 (수료 인원, 2021년)"."""
    about = ", ".join(filter(None, (near.measure, f"{near.year}년" if near.year else "")))
    return f"{near.value} ({about})" if about else near.value


def write_citation(citation: Citation) -> str:
    """Return a citation as one line: the case, the book's pages and lines where it has them, and the words that are cited."""
    where = filter(None, (f"사례 {citation.case_id}", tell_place(citation.place)))
    return f"[{', '.join(where)}] {citation.heading}: “{' '.join(citation.quote.split())}”"


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    shown = [f"  {line}" for line in lines]
    if shown:
        yield f"{heading}:"
        yield from shown
