"""A case's prose → a fact for each value: number, unit, year, role, the words that name it, the clause around; by a light grammar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.facts.language.clauses import LONGEST_CLAUSE, BracketLevel, SplitSentence, predicate_end, split_sentences, words_around
from corpus.facts.language.labelled_fields import is_organisation, read_labelled, read_named, split_names
from corpus.facts.language.prose_lines import ProseContext, ProseLine, prose_lines, read_context, year_of_headings
from corpus.facts.language.value_measures import ValueMeasure, clean, measure_of, surroundings
from corpus.facts.language.value_roles import is_condition, is_rule, role_of, role_of_date, role_of_headings
from corpus.facts.language.value_years import PlacedDate, place_dates, year_of
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
_WAY, _LONGEST_WAY = re.compile(r"^\s?에서(?![가-힣])|[→⇒➡⇨]"), 24
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
        role, year, said = _role_and_year(context, line, sentence, values, at, placed)
        yield ClauseValue(value, measured, year, role, part, said)


def _role_and_year(
    context: ProseContext, line: ProseLine, sentence: SplitSentence, values: Sequence[WrittenValue], at: int, dates: Sequence[PlacedDate]
) -> tuple[FactRole | None, int | None, bool]:
    """Return the role and the year of the value numbered `at` in its sentence, and whether this says the year."""
    value = values[at]
    role, label, rule = _role_in_sentence(sentence, values, at)
    if value.kind in {"date", "period"}:
        return role, next((one.date.year for one in dates if one.date.start == value.start), None), True
    spans = [(other.start, other.end) for other in values]
    year = year_of(sentence, spans[at], spans, dates, earlier=role == "earlier")
    if year is not None and context.year is not None and year > context.year and role in {None, "actual"}:
        role = "plan"
    rule = rule or is_condition(sentence.text, label)
    open_role = role is None and not rule and value.kind in _OF_A_YEAR
    if open_role:
        role = role_of_headings(line.headings, measurable=value.kind in {"count", "rate", "score"}) or context.role
    said = year is not None
    if not (said or rule or role == "earlier") and value.kind in _OF_A_YEAR:
        year = year_of_headings(line.headings)
    if open_role and role == "plan" and year is not None and context.year is not None and year < context.year:
        role = "actual"  # what a plan tells of the years before it
    return role, year, said


def _role_in_sentence(sentence: SplitSentence, values: Sequence[WrittenValue], at: int) -> tuple[FactRole | None, str, bool]:
    """Return the role that a value's sentence gives it, the label it stands under, and whether it says what holds for each."""
    value = values[at]
    level = sentence.levels[sentence.level_at(value.start)]
    clause = level.clause_at(value.start)
    before, behind = surroundings(level, clause, (value.start, value.end), [(other.start, other.end) for other in values])
    came = _way_between(level, values[at - 1], value) if at else ""
    goes = _way_between(level, value, values[at + 1]) if at + 1 < len(values) else ""
    number = level.clauses.index(clause)
    label = level.text[level.clauses[number - 1].start : clause.start] if number and clause.opened_by in {":", "："} else ""
    around = "" if level.outer is None else sentence.levels[level.outer].text[: level.opening][-12:]
    rest = level.text[value.end : predicate_end(level, clause)]
    difference = value.unit in {"%p", "%포인트"} or (value.number or 0) < 0
    role = None
    if value.kind in {"date", "period"}:
        role = role_of_date(behind)
    elif value.kind != "duration":
        role = role_of(f"{around} {label} {before}", goes or behind, rest, change=difference, onward=bool(goes))
    return role or ("actual" if came else None), label, is_rule(before, behind)


def _way_between(level: BracketLevel, one: WrittenValue, other: WrittenValue) -> str:
    """Return the words that lead from a value to the next (에서, →), or nothing where these are no two states of one thing."""
    near = level.start <= one.start < other.start < level.end and other.start - one.end <= _LONGEST_WAY
    between = level.text[one.end : other.start] if near and _same_unit(one, other) else ""
    return between if _WAY.search(between) else ""


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
