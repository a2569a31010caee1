"""A card → the facts that it states: its figures, each target and each actual value by itself, and the fields of its record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.facts.language.unit_words import kind_of_unit
from corpus.model.fact import Fact, FactKind, FactOrigin, FactRole
from corpus.model.nouns import Case, Figure
from corpus.model.place import Range

BUDGET_UNIT = "백만원"
_NO_UNIT = frozenset({"", "-"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of a record's field: what it is called, as it is written, and in numbers where it has any."""

    measure: str
    value: str
    kind: FactKind
    number: int | float | None = None
    unit: str | None = None
    year: int | None = None


def card_facts(case: Case) -> Iterator[Fact]:
    """Yield the facts of a case that its card states: figures first, then the fields."""
    for number, figure in enumerate(case.figures):
        roles: tuple[tuple[FactRole, int | float | None], ...] = (("target", figure.target), ("actual", figure.actual))
        for role, value in roles:
            if value is not None:
                yield _figure_fact(case, figure, number, role, value)
    for number, stated in enumerate(record_fields(case)):
        yield field_fact(case, stated, f"card-{number}", "card", "card:field")


def record_fields(case: Case) -> Iterator[Stated]:
    """Yield the fields of a case's record that hold something, in the record's order."""
    yield Stated("제목", case.title, "name")
    if case.award:
        yield Stated("구분", case.award, "name")
    if case.region:
        yield Stated("지역", " ".join(filter(None, (case.region.sido, case.region.sigungu))), "name")
    if case.book and case.book.year:
        yield Stated("발간 연도", str(case.book.year), "date", case.book.year, "년", case.book.year)
    if case.period.start or case.period.end:
        last = case.period.end or case.period.start
        written = " ~ ".join(dict.fromkeys(filter(None, (case.period.start, case.period.end))))
        yield Stated("기간", written, "period", year=int(last[:4]) if last else None)
    if case.budget_million_krw is not None:
        yield Stated("예산", f"{case.budget_million_krw:,}{BUDGET_UNIT}", "amount", case.budget_million_krw, BUDGET_UNIT)
    lists = (("대상", case.targets), ("수단", case.policy_measures), ("산업", case.industries), ("협력기관", case.partners))
    for measure, values in lists:
        for value in values:
            yield Stated(measure, value, "name")


def field_fact(case: Case, stated: Stated, number: str, origin: FactOrigin, rule: str) -> Fact:
    """Return a field of a case's record as a fact; its place is the case's."""
    return Fact(
        id=f"{case.id}/{number}",
        case=case.id,
        subject=case.title,
        measure=stated.measure,
        value=stated.value,
        number=stated.number,
        unit=stated.unit,
        kind=stated.kind,
        year=stated.year,
        role=None,
        page=case.pages[0] if case.pages else None,
        page_from=case.page_from,
        origin=origin,
        rule=rule,
        score=1.0,
    )


def _figure_fact(case: Case, figure: Figure, number: int, role: FactRole, value: int | float) -> Fact:
    lines: Range | None = figure.source
    pages = figure.pages or case.pages
    unit = None if figure.unit in _NO_UNIT else figure.unit
    return Fact(
        id=f"{case.id}/metric-{number}-{role}",
        case=case.id,
        subject=case.title,
        measure=figure.name,
        value=f"{value:,}{unit or ''}",
        number=value,
        unit=unit,
        kind=kind_of_unit(unit),
        year=figure.year,
        role=role,
        lines=lines,
        page=pages[0] if pages else None,
        page_from=figure.page_from or case.page_from,
        block=figure.blocks[0] if figure.blocks else None,
        origin="card",
        rule="card:metric",
        score=1.0,
    )
