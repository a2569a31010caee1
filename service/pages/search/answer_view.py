"""An answer as the page tells it: what stands out, how sure it is, and evidence that can be followed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from answers.results import Answer, Citation
from corpus.passages import ORIGIN_LABELS, place_or_title
from service.pages.rendering.evidence_links import CaseLinks

CONFIDENCE = {"high": "근거가 뚜렷합니다", "medium": "근거가 보통입니다", "low": "근거가 약합니다. 원문을 꼭 확인하십시오"}
LEVELS = {"low": 1, "medium": 2, "high": 3}
SHORT = 40
"""Characters of what may be set large."""
LISTED = 3
"""Fewest things that are set as a list."""
ANSWER, NO_ANSWER, LIKE_IT = "답", "자료에서 답을 찾지 못했습니다", "이런 사례가 있습니다"
_FIRST_OF_SEVERAL, _POINT = "1) ", "· "
_NAMED = re.compile(r"(?P<name>[^()\n]+)\((?P<detail>[^()\n]+)\)")
_VALUE = re.compile(r"(?P<lead>[^\n()]{1,40}) \((?P<rest>.+)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ToldCitation:
    """A citation and its address; `place` is the region it speaks of, or its case's title, `origin` who wrote its card."""

    citation: Citation
    place: str
    origin: str
    href: str


@dataclass(frozen=True, slots=True)
class PartedAnswer:
    """An answer's text: a short value (`lead`) apart from what surrounds it (`rest`), names with details (`listed`), or `points`."""

    lead: str = ""
    rest: str = ""
    points: tuple[str, ...] = ()
    listed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """An answer under its title, how sure it is where something was asked, and what it stands on.

    `working_name` is what a working of one line is called.
    """

    answer: Answer
    title: str
    parted: PartedAnswer
    level: int
    sure: str
    citations: tuple[ToldCitation, ...]
    working: tuple[str, ...]
    working_name: str


def view_answer(answer: Answer, links: CaseLinks) -> ToldAnswer:
    """Return an answer as the page tells it; what is wished for rather than asked gets its cases, which the citations are."""
    asked = {one.operation for one in answer.understood}
    wished = answer.answerable and asked == {"need"}
    if wished:
        parted = PartedAnswer()
    elif answer.answerable:
        parted = set_apart(answer.answer, reckoned=answer.working is not None)
    else:
        parted = PartedAnswer(rest=answer.answer)
    return ToldAnswer(
        answer=answer,
        title=LIKE_IT if wished else ANSWER if answer.answerable else NO_ANSWER,
        parted=parted,
        level=LEVELS[answer.confidence],
        sure="" if wished or not answer.answerable else CONFIDENCE[answer.confidence],
        citations=tuple(_view_citation(citation, links) for citation in answer.citations),
        working=lines_of_working(answer.working),
        working_name="수치" if asked == {"look_up"} else "계산",
    )


def set_apart(text: str, *, reckoned: bool) -> PartedAnswer:
    """Return an answer's parts; below a reckoned one stand notes, and lines that are marked as points are points where they end it."""
    first, _, notes = text.partition("\n") if reckoned and not text.startswith(_FIRST_OF_SEVERAL) else (text, "", "")
    if listed := names_in(first):
        return PartedAnswer(rest=notes, listed=listed)
    told, points = _part_points(first)
    lead, rest = part_answer(told) if not points else ("", told)
    return PartedAnswer(lead, "\n".join(filter(None, (rest, notes))), points)


def _part_points(text: str) -> tuple[str, tuple[str, ...]]:
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.startswith(_POINT)), len(lines))
    if not all(line.startswith(_POINT) for line in lines[first:]):
        return text, ()
    return "\n".join(lines[:first]), tuple(line.removeprefix(_POINT) for line in lines[first:])


def lines_of_working(working: str | None) -> tuple[str, ...]:
    """Return the lines of a working without their marks."""
    return tuple(line.removeprefix("- ") for line in (working or "").splitlines())


def _view_citation(citation: Citation, links: CaseLinks) -> ToldCitation:
    case = links.case(citation.case_id)
    return ToldCitation(citation, place_or_title(case), ORIGIN_LABELS[case.origin], links.to(case.id, citation.passage_id))


def names_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return the names of a list with what is said of each: "가군(1명), 나군(2명), 다군(3명)"; nothing for any other text."""
    parts = [_NAMED.fullmatch(part) for part in re.split(r"(?<=\)), ", text)]
    found = tuple((part["name"], part["detail"]) for part in parts if part)
    return found if len(found) == len(parts) >= LISTED else ()


def part_answer(text: str) -> tuple[str, str]:
    """Return what may be set large, and the rest: "484명 (신청 551명)" → ("484명", "신청 551명"); a long text is all rest."""
    if whole := _VALUE.fullmatch(text):
        return whole["lead"], whole["rest"]
    return (text, "") if len(text) <= SHORT and "\n" not in text else ("", text)
