"""A case's prose → a fact for each value: number, unit, year, role, the words that name it, the clause around; by a light grammar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.facts.language.clauses import LONGEST_CLAUSE, SplitSentence, split_sentences, words_around
from corpus.facts.language.labelled_fields import is_organisation, read_labelled, read_named, split_names
from corpus.facts.language.prose_lines import ProseContext, ProseLine, prose_lines, read_context, year_of_headings
from corpus.facts.language.value_measures import ValueMeasure, clean, measure_of
from corpus.facts.language.value_roles import RULE, MarkedText, ToldRole, role_of_date, role_of_headings, roles_of
from corpus.facts.language.value_years import place_dates, year_of
from corpus.facts.language.written_dates import WrittenDate, written_dates
from corpus.facts.written_values import WrittenValue, written_values
from corpus.model.document import Block
from corpus.model.fact import Fact, FactRole, Share
from corpus.model.nouns import Case

_LONGEST_MEASURE = 80  # characters
_OF_A_YEAR = frozenset({"amount", "count", "rate", "ratio", "score"})
"""Kinds of which the year and the role of the case hold where their own sentence says none."""
_SURE = {"before": 0.9, "behind": 0.85, "label": 0.9, "outer": 0.8, "carried": 0.65, "clause": 0.65, "heading": 0.5, "none": 0.4}
_UNSAID_YEAR, _NAMED = 0.9, 0.8
_ARROW = re.compile(r"\s?[→⇒➡⇨]\s?약?\s?")
_WORTH_READING = re.compile(r"\d|[일이삼사오육칠팔구십백천두세네][가-힣\s]{0,12}?(?:명|원|개|건|회|곳|차례|가지|달)")


@dataclass(frozen=True, slots=True)
class ClauseValue:
    """A value of a sentence, with what this says of it; `said` where it says its year itself."""

    value: WrittenValue
    measured: ValueMeasure
    year: int | None
    role: FactRole | None
    part: Share | None
    said: bool


def prose_facts(case: Case, blocks: Sequence[Block], first: int) -> Iterator[Fact]:
    """Yield the facts of the prose of a case that is made of these blocks, the first of them numbered `first`, in reading order."""
    context = read_context(case, blocks)
    for line in prose_lines(blocks, first):
        yield from _number_facts(_line_facts(context, line))


def _number_facts(facts: Iterator[Fact]) -> Iterator[Fact]:
    """Give the facts of a line ids that tell them apart."""
    for number, fact in enumerate(facts):
        yield replace(fact, id=f"{fact.id}-{number}")


def _line_facts(context: ProseContext, line: ProseLine) -> Iterator[Fact]:
    if _WORTH_READING.search(line.text):
        carried: str | None = None
        for sentence in split_sentences(line.text):
            for told in _told_values(context, line, sentence, carried):
                carried = told.measured.measure
                yield _value_fact(context, line, sentence, told)
    for labelled in (*read_labelled(line.text), *read_named(line.text)):
        if labelled.field is None and is_organisation(labelled.label):
            for name in split_names(labelled.text):
                yield _name_fact(context, line, labelled.label, name)


def _told_values(context: ProseContext, line: ProseLine, sentence: SplitSentence, carried: str | None) -> Iterator[ClauseValue]:
    """Yield the values of a sentence in order, dates among them, each with its measure, year and role."""
    dates = written_dates(sentence.text, context.year)
    found = written_values(sentence.text, [(date.start, date.end) for date in dates])
    totals = {value.start: total for value in found if (total := _total_of(sentence, value, found)) is not None}
    values = _with_units(sentence, found, totals)
    values = sorted([*values, *_date_values(sentence, dates, values)], key=lambda value: value.start)
    spans = [(value.start, value.end) for value in values]
    placed = place_dates(sentence, dates)
    parts = {value.start: totals[value.start].start for value in values if value.start in totals and _same_unit(value, totals[value.start])}
    shared = Counter(parts.values())
    roles = _roles_in_sentence(context, line, sentence, values)
    measures: dict[int, ValueMeasure] = {}
    for at, value in enumerate(values):
        measured = measure_of(sentence, spans[at], spans, carried)
        whole = parts.get(value.start, -1)
        part: Share | None = "total" if shared[value.start] > 1 else "part" if shared[whole] > 1 else None
        if part == "part" and whole in measures:
            own = measured.measure if measured.how in {"before", "behind", "label"} else measured.subject
            measured = ValueMeasure(measures[whole].measure, own, "outer")
        if not measured.measure:
            measured = ValueMeasure(_words_of_heading(line, context), measured.subject, "heading")
        measures[value.start] = measured
        carried = measured.measure
        year = year_of(sentence, spans[at], spans, placed, earlier=roles[at] == "earlier")
        if value.kind in {"date", "period"}:
            role, year, said = _as_role(roles[at]), next((one.date.year for one in placed if one.date.start == value.start), None), True
        else:
            role, year, said = _role_and_year(context, line, value, roles[at], year)
        yield ClauseValue(value, measured, year, role, part, said)


def _role_and_year(
    context: ProseContext, line: ProseLine, value: WrittenValue, told: ToldRole, year: int | None
) -> tuple[FactRole | None, int | None, bool]:
    """Return the role and the year of a value, given what its sentence tells of them, and whether the sentence says the year."""
    role, said = _as_role(told), year is not None
    if year is not None and context.year is not None and year > context.year and role in {None, "actual"}:
        role = "plan"
    open_role = role is None and told != RULE and value.kind in _OF_A_YEAR
    if open_role:
        role = role_of_headings(line.headings, measurable=value.kind in {"count", "rate", "score"}) or context.role
    if not (said or told == RULE or role == "earlier") and value.kind in _OF_A_YEAR:
        year = year_of_headings(line.headings)
    if role == "plan" and year is not None and context.year is not None and year < context.year:
        role = "actual"  # what a plan tells of the years before it
    return role, year, said


def _as_role(told: ToldRole) -> FactRole | None:
    return None if told == RULE else told


def _roles_in_sentence(context: ProseContext, line: ProseLine, sentence: SplitSentence, values: Sequence[WrittenValue]) -> list[ToldRole]:
    """Return the role that a sentence gives each of its values; of dates only whether they are to come, of lengths of time none."""
    heading = " > ".join((context.title, *line.headings))
    measured = [value for value in values if value.kind not in {"date", "period", "duration"}]
    told = roles_of([MarkedText(sentence.text, value.start, value.end, heading) for value in measured])
    found: dict[int, ToldRole] = {value.start: role for value, role in zip(measured, told, strict=True)}
    found |= {one.start: "earlier" for one, other in pairwise(values) if _takes_unit(sentence, one, other)}
    found |= {value.start: role_of_date(sentence.text[value.end :]) for value in values if value.kind in {"date", "period"}}
    return [found.get(value.start) for value in values]


def _takes_unit(sentence: SplitSentence, one: WrittenValue, other: WrittenValue) -> bool:
    """Tell whether a bare number has the unit of the value that an arrow leads to: "258 → 3,505건"."""
    return sentence.text[one.start : one.end][-1:].isdigit() and _ARROW.fullmatch(sentence.text[one.end : other.start]) is not None


def _total_of(sentence: SplitSentence, value: WrittenValue, found: Sequence[WrittenValue]) -> WrittenValue | None:
    """Return the value right before the bracket that a value stands in."""
    opening = sentence.levels[sentence.level_at(value.start)].opening
    if opening is None:
        return None
    before = [other for other in found if other.end <= opening and other.unit]
    return before[-1] if before and not sentence.text[before[-1].end : opening].strip() else None


def _with_units(sentence: SplitSentence, found: Sequence[WrittenValue], totals: dict[int, WrittenValue]) -> list[WrittenValue]:
    """Return the values that have a unit, or take one: of the value before their bracket, or of that which an arrow leads to.

    "120명(청년 80, 중장년 40)", "258 → 3,505개"; where a sentence has several brackets that hold a bare number alone, this counts.
    """
    alone = {value.start for value in found if value.unit is None and _fills_bracket(sentence, value)}
    held: list[WrittenValue] = []
    for at, value in enumerate(found):
        other = totals.get(value.start)
        if other is None and at + 1 < len(found) and _ARROW.fullmatch(sentence.text[value.end : found[at + 1].start]):
            other = found[at + 1]
        if value.unit is None and value.kind == "count" and other is not None and other.unit:
            held.append(replace(value, unit=other.unit, kind=other.kind))
        elif value.unit is not None or value.kind == "ratio" or (len(alone) > 1 and value.start in alone):
            held.append(value)
    return held


def _fills_bracket(sentence: SplitSentence, value: WrittenValue) -> bool:
    level = sentence.levels[sentence.level_at(value.start)]
    return (
        level.opening is not None
        and isinstance(value.number, int)
        and not (level.text[level.start : value.start] + level.text[value.end : level.end]).strip()
    )


def _same_unit(value: WrittenValue, total: WrittenValue) -> bool:
    return value.kind == total.kind and (value.kind == "amount" or value.unit in {total.unit, None})


def _date_values(sentence: SplitSentence, dates: Sequence[WrittenDate], values: Sequence[WrittenValue]) -> Iterator[WrittenValue]:
    """Yield the dates that are told for their own sake: days and periods in a clause without another value, and what a label says."""
    for date in dates:
        number = sentence.level_at(date.start)
        clause = sentence.levels[number].clause_at(date.start)
        labelled = clause.opened_by in {":", "："}
        others = any(clause.start <= value.start < clause.end and sentence.level_at(value.start) == number for value in values)
        told = not others if date.kind == "year" else labelled or not others
        if date.kind != "relative" and told and (labelled or date.kind != "year"):
            yield WrittenValue(date.start, date.end, None, None, "period" if date.kind == "period" else "date")


def _value_fact(context: ProseContext, line: ProseLine, sentence: SplitSentence, told: ClauseValue) -> Fact:
    value = told.value
    sure = _SURE[told.measured.how] * (1.0 if told.said or told.year is None else _UNSAID_YEAR)
    return replace(
        _bare_fact(context, line, told.measured.measure, sentence.text[value.start : value.end]),
        subject=told.measured.subject or line.above,
        number=value.number,
        unit=value.unit,
        kind=value.kind,
        year=told.year,
        role=told.role,
        part=told.part,
        clause=words_around(sentence, value.start, value.end),
        rule=f"prose:{told.measured.how}",
        score=round(sure, 2),
    )


def _name_fact(context: ProseContext, line: ProseLine, label: str, name: str) -> Fact:
    return replace(_bare_fact(context, line, label, name), clause=" ".join(line.text.split())[:LONGEST_CLAUSE])


def _bare_fact(context: ProseContext, line: ProseLine, measure: str, value: str) -> Fact:
    """Return a fact of a line with its place, before its id is told apart from its neighbours'."""
    block = line.block
    return Fact(
        id=f"{context.case}/prose-{line.number}-{line.at}",
        case=context.case,
        subject=line.above,
        measure=measure[:_LONGEST_MEASURE],
        value=value,
        number=None,
        unit=None,
        kind="name",
        year=None,
        role=None,
        lines=line.lines,
        page=block.page,
        page_from=block.page_from,
        block=line.number,
        origin="prose",
        rule="prose:name",
        score=_NAMED,
    )


def _words_of_heading(line: ProseLine, context: ProseContext) -> str:
    return (clean(line.headings[-1]).strip() if line.headings else "") or context.title
