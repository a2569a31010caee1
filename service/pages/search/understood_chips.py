"""What was understood of a question beside the names in it: chips over its answer, those of years with the way to ask without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answers.asked.question import read_years
from answers.results import AskedOperation, UnderstoodQuestion
from corpus.facts.quantities import mentions
from corpus.facts.spans import blank_spans
from service.asking.several_questions import Morphology
from service.pages.search.search_view import Address

_ROLES = {"target": "목표", "actual": "실적"}
_OPERATIONS: Mapping[AskedOperation, tuple[str, str]] = {  # what only looks up needs no telling
    "difference": ("계산", "차이"),
    "sum": ("계산", "합"),
    "share": ("계산", "비율"),
    "compare": ("계산", "비교"),
    "over": ("계산", "여러 사례 비교"),
    "threshold": ("계산", "기준과 비교"),
    "need": ("물음", "비슷한 사례"),
    "points": ("물음", "설명"),
    "yes_no": ("물음", "맞는지 여부"),
}
_KINDS = {"date": "날짜", "name": "이름", "ratio": "비", "points": ""}  # of an answer; any other is a unit, told as it is
_ENDINGS = ("J", "XSN", "NNB")  # tags of what is written onto a year: particles, "도", "말"


@dataclass(frozen=True, slots=True)
class UnderstoodChip:
    """Something that was understood: what it is, its value, and the address that asks again without it; "" where there is no such."""

    kind: str
    value: str
    href: str = ""


def chips_of(understood: Sequence[UnderstoodQuestion], address: Address, grammar: Morphology) -> tuple[UnderstoodChip, ...]:
    """Return the chips of all questions in a text, each once; names of places and programmes are the search's to tell."""
    years = dict.fromkeys(year for one in understood for year in one.years)
    others = dict.fromkeys(chip for one in understood for chip in _others(one))
    return (*(UnderstoodChip("연도", f"{year}년", _ask_without(year, address, grammar)) for year in years), *others)


def _others(understood: UnderstoodQuestion) -> Iterator[UnderstoodChip]:
    if understood.role:
        yield UnderstoodChip("구분", _ROLES[understood.role])
    if told := _OPERATIONS.get(understood.operation):
        yield UnderstoodChip(*told)
    if understood.answer_kind and (kind := _KINDS.get(understood.answer_kind, understood.answer_kind)):
        yield UnderstoodChip("찾는 값", kind)


def _ask_without(year: int, address: Address, grammar: Morphology) -> str:
    left = drop_year(address.query, year, grammar)
    return replace(address, query=left).link() if left else ""


def drop_year(text: str, year: int, grammar: Morphology) -> str:
    """Return a text without the words for a year and what is written onto them: "거제시 2022년에는 몇 명인가" → "거제시 몇 명인가".

    "" where no words of it are found to stand for the year, or where it has no others.
    """
    spans = [(told.start, _end_of_ending(text, told.end, grammar)) for told in mentions(text) if year in read_years([told])]
    left = " ".join(blank_spans(text, spans).split()) if spans else ""
    return left if any(char.isalnum() for char in left) else ""


def _end_of_ending(text: str, end: int, grammar: Morphology) -> int:
    """Return where the word ends that a year's mention ends in or before: "2022년|도에는"."""
    for morpheme in grammar.morphemes(text):
        if morpheme.start < end < morpheme.end or (morpheme.start == end and morpheme.tag.startswith(_ENDINGS)):
            end = morpheme.end
    return end
