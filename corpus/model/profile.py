"""The noun profile: what is peculiar to one book's text and to the OCR it was read with. Data beside the book; no logic.

Patterns are regular expressions for a whole line without markup, but for those of misread words, which are looked for anywhere.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from corpus.model.nouns import Line, Record, Text, Texts, unique

ClippingReason = Literal["newspaper clipping", "patent notice"]
Reason = Literal[
    "cover", "contents", "preface", "footer", "rule line", "lone caption", "newspaper clipping", "patent notice", "colophon",
    "duplicate table", "misplaced subtitle", "page furniture",
]  # fmt: skip
"""Why a line of a text is in no passage."""
LONGEST_PATTERN = 300
WITHIN = 25  # lines: a clipping with an end is no longer


def _pattern(text: str) -> str:
    """Refuse what is no regular expression, and one that finds something in nothing: it would hold everywhere. Messages are the user's."""
    try:
        empty = re.compile(text).search("")
    except (re.error, OverflowError, RecursionError) as error:
        place = getattr(error, "pos", None)
        msg = "정규식이 아닙니다" if place is None else f"정규식이 아닙니다({place + 1}번째 글자)"
        raise ValueError(msg) from error
    if empty:
        msg = "빈 글에도 맞는 정규식입니다"
        raise ValueError(msg)
    return text


def _apart(spans: tuple[CaseSpan, ...]) -> tuple[CaseSpan, ...]:
    """Refuse spans that run backwards or into one another, and two of one case."""
    unique(tuple(span.case_id for span in spans))
    if wrong := next((span for span in spans if span.first > span.last), None):
        msg = f"사례 {wrong.case_id}: 범위의 시작({wrong.first})이 끝({wrong.last})보다 뒤에 있습니다"
        raise ValueError(msg)
    if below := next((below for above, below in pairwise(spans) if below.first <= above.last), None):
        msg = f"사례 {below.case_id}: 앞 사례가 끝나기 전에 시작합니다({below.first}행)"
        raise ValueError(msg)
    return spans


Pattern = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PATTERN), AfterValidator(_pattern)]
Patterns = Annotated[tuple[Pattern, ...], Field(strict=False)]
Letter = Annotated[str, StringConstraints(min_length=1, max_length=1)]


class CaseSpan(Record):
    """Where a case stands in the text: its first and last line, and its region as it is printed there."""

    case_id: Text
    region: Text
    first: Line
    last: Line


class MisplacedLine(Record):
    """A line that was printed in several cases and belongs to one."""

    line: Text
    belongs_to: Text


class Passing(Record):
    """Lines between two patterns, both of them included."""

    start: Pattern
    end: Pattern


class Clipping(Record):
    """Lines of other matter among a case's own. They begin with `start` and run to `end`, the first or the last within `within` lines.

    Where no line is such an end, nothing is a clipping. Without `end` they run to the next line that stands below a mark: a heading, an
    item of a list, a table.
    """

    reason: ClippingReason
    start: Pattern
    end: Pattern | None = None
    ends_at: Literal["first", "last"] = "first"
    within: Annotated[int, Field(ge=1, le=1000)] = WITHIN


class HeadingPattern(Record):
    """A heading that no common way of numbering tells, and its level: 1 (roman) to 7 (small marks)."""

    level: Annotated[int, Field(ge=1, le=7)]
    pattern: Pattern


class MisreadWord(Record):
    """What the OCR read for a word, where the reading can be no word of its own, and the word it must be found by."""

    pattern: Pattern
    word: Text


class Profile(Record):
    """What is peculiar to a book's text; an empty one says nothing, and leaves a text to the rules for all texts."""

    spans: Annotated[tuple[CaseSpan, ...], Field(strict=False), AfterValidator(_apart)] = ()
    footers: Texts = ()
    misplaced: Annotated[tuple[MisplacedLine, ...], Field(strict=False)] = ()
    page_number: Pattern | None = None
    preface: Passing | None = None
    colophon: Pattern | None = None
    clippings: Annotated[tuple[Clipping, ...], Field(strict=False)] = ()
    headings: Annotated[tuple[HeadingPattern, ...], Field(strict=False)] = ()
    labels: Patterns = ()
    bars: Annotated[tuple[Letter, ...], Field(strict=False)] = ()
    office_names: Literal["keep", "mask"] = "keep"
    """Whether names that stand beside an office (대표, 원장, 팀장) are masked."""
    misread: Annotated[tuple[MisreadWord, ...], Field(strict=False)] = ()
