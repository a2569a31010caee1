"""How many cases have what a question names of them, or which these are: by the values of their facets, places with all in them, kinds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, starmap

from answers.asked.question import Question, Recognition, Scope
from answers.asked.vocabulary import OF_AWARDS, OF_CASES
from answers.reckoning.lists import LONGEST
from answers.reckoning.table.case_labels import label_of, labels_of
from answers.reckoning.table.figures import FigureTable
from answers.reckoning.table.narrowing import OTHERWISE, awards_in, find_rank
from answers.reckoning.table.places import level
from answers.reckoning.table.telling import refusal
from answers.reckoning.table.words import terms
from answers.results import Confidence, Draft
from corpus.facts.spans import Span, characters
from corpus.model.facets import LABELS, PLACES
from corpus.model.ids import id_order
from corpus.model.nouns import Case
from indexer.text.letters import letters

_CASE = "사례"
_NOUN = re.compile(
    r"사례|지자체|자치\s?단체|지역|도시|사업|부문|과정|프로그램|곳|군데|(?<=\s)데(?=\s|는|가|다|$)|[시군구](?=들|[은는을이가의]?(?:\s|$))"
)
_HOW_MANY = re.compile(r"몇|(?<![가-힣])(?:[개갯건]수|수|숫자)(?=[는은가를이]?(?:\s|[?.]|$))")
_COUNTER = re.compile(r"몇\s?(건|곳|군데|개)")
_NOT = re.compile(r"않|못\s?[가-힣]|(?<![가-힣])안\s|아닌|아니|없|빼|제외|말고|외에|외의")
_EITHER = re.compile(r"(?:이나|나|거나|또는|혹은|아니면)\s*$")
_NOBODY = "조건에 모두 맞는 사례가 없습니다"


@dataclass(frozen=True, slots=True)
class CaseCondition:
    """What a question asks of cases, as it is told, at its [start, end) characters; and the cases that have it."""

    told: str
    span: Span
    cases: frozenset[str]
    of_place: bool = False


def count_cases(question: Question, scope: Scope, table: FigureTable) -> Draft | None:
    """Return how many cases have what a question names, or which; None where it says anything else, which no facet tells."""
    text = question.text
    if _NOT.search(text) or not _NOUN.search(text) or not all(_names_value(found, text) for found in scope.recognitions):
        return None
    conditions = [*_conditions(question, scope, table.cases)]
    counts = _HOW_MANY.search(text) is not None
    among_places = _CASE not in text and any(one.of_place for one in conditions)  # whose programmes, and not which cases
    if among_places or not (conditions or (counts and _CASE in text)) or _says_more(question, scope, conditions, table):
        return None
    among = frozenset(table.cases) if scope.cases is None else scope.cases
    held = [table.cases[name] for name in sorted(among & _meeting(text, conditions, among), key=id_order)]
    return _told(text, held, conditions, table, counts=counts)


def _names_value(found: Recognition, text: str) -> bool:
    """Tell whether a question names a value itself; a word for a part of it (동행면접) stands for no value in silence."""
    if found.field not in LABELS:
        return False
    said = letters(text[found.start : found.end])
    alike = any(said[at : at + 2] in found.value for at in range(len(said) - 1))
    return found.field in PLACES or alike or OTHERWISE.get(said) == found.value


def _conditions(question: Question, scope: Scope, cases: dict[str, Case]) -> Iterator[CaseCondition]:
    """Yield what a question asks of cases, in the order in which it does; a word for several places, or values, asks for any of them."""
    named: dict[tuple[int, int, str], list[Recognition]] = defaultdict(list)
    for found in scope.recognitions:
        named[found.start, found.end, found.field].append(found)
    for (start, end, _), several in sorted(named.items()):
        told = f"{LABELS[several[0].field]} {'·'.join(found.value for found in several)}"
        yield CaseCondition(told, (start, end), frozenset().union(*(one.cases for one in several)), several[0].field in PLACES)
    if (rank := find_rank(question.text)) is not None:
        ids = frozenset(case.id for case in cases.values() if level(case.region) in rank[0])
        yield CaseCondition(f"{'·'.join(sorted(rank[0]))} 단위", rank[1], ids)
    for year in (one for one in question.given if one.kind == "년"):
        ids = frozenset(case.id for case in cases.values() if case.book and case.book.year == year.value)
        yield CaseCondition(f"{LABELS['year']} {year.text}", (year.start, year.end), ids)


def _says_more(question: Question, scope: Scope, conditions: Sequence[CaseCondition], table: FigureTable) -> bool:
    """Tell whether a question says anything beside its conditions and words of asking for cases, or a collection (집) of them."""
    told, words = characters(one.span for one in conditions), OF_CASES | (OF_AWARDS if awards_in(scope.recognitions) else frozenset())
    quantities = any(one.kind and one.start not in told for one in question.given)
    return quantities or any(
        word.form.removesuffix("집") not in words for word in terms(table.grammar, question.text) if word.start not in told
    )


def _meeting(text: str, conditions: Sequence[CaseCondition], among: frozenset[str]) -> frozenset[str]:
    """Return the cases that meet all conditions, of two that a word for or joins either; places have narrowed the cases before."""
    held, before = among, frozenset[str]()
    for at, one in enumerate(conditions):
        if one.of_place:
            continue
        either = at > 0 and _is_either(text, conditions[at - 1], one)
        before = before | one.cases if either else one.cases
        held = (held | (among & before)) if either else held & before
    return held


def _is_either(text: str, before: CaseCondition, one: CaseCondition) -> bool:
    """Tell whether a word for or joins two conditions."""
    return _EITHER.search(text, before.span[1], one.span[0]) is not None


def _told(text: str, held: Sequence[Case], conditions: Sequence[CaseCondition], table: FigureTable, *, counts: bool) -> Draft:
    said, names = ", ".join(one.told for one in conditions), labels_of(held)
    each = ", ".join(f"{one.told} {len(one.cases)}건" for one in conditions)
    if not held:
        return refusal(f"{_NOBODY}({each}).", [])
    counter = _COUNTER.search(text)
    unit = counter[1] if counter else "건"
    beside = ", ".join(names[:LONGEST]) + (f" 등 {len(names)}건" if len(names) > LONGEST else "")
    facets = [one for one in conditions if not one.of_place]
    both = "모두 맞는 사례: " if len(facets) > 1 and not any(starmap(partial(_is_either, text), pairwise(conditions))) else ""
    answer = f"{len(held)}{unit} ({both}{beside})" if counts else f"{beside} ({len(held)}건)" if len(held) > 1 else beside
    working = f"사례 {len(table.cases)}건 가운데 {said or '모두'} = {len(held)}건"
    lines = [working, *([each] if len(conditions) > 1 else []), *(f"- {label_of(case)} {case.title}" for case in held)]
    cited = tuple(table.summary(case.id) for case in held)
    sure: Confidence = "high" if all(case.origin == "curated" for case in held) else "medium"
    return Draft(answer, answerable=True, confidence=sure, citations=cited, working="\n".join(lines))
