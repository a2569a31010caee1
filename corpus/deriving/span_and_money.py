"""A case's facts → when its programme ran and what it cost, as the fields of its record say; and what else could be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.deriving.figure_choice import year_of_case
from corpus.model.fact import Fact
from corpus.model.nouns import Period

_MILLIONS = {
    "원": 1e-6, "천원": 1e-3, "만원": 1e-2, "십만원": 1e-1, "백만원": 1.0, "천만원": 1e1, "억원": 1e2, "십억원": 1e3,
    "백억원": 1e4, "천억원": 1e5, "조원": 1e6,
}  # fmt: skip
_COST = (
    (re.compile(r"총\s*(?:사업비|예산|소요예산|투자액|사업예산)|(?:사업비|예산)\s*(?:총액|합계|총계)"), 0.9),
    (re.compile(r"(?:소요|투입|사업|집행)\s*예산|사업\s*비|예산\s*(?:액|규모)?$"), 0.6),
)
"""What a programme's cost is called, and how sure each is."""
_SPAN = re.compile(r"(?:사업|추진|운영|시행|수행)\s*기간|^기간$")
_MONTH = re.compile(
    r"(?:((?:19|20)\d\d)\s*(?:년|\.|-|/)?|['’](\d\d)\s*(?:년|\.)?)?\s*(?:(?<!\d)(1[0-2]|0?[1-9])\s*(?:월|\.(?!\d{3})|-|/|$|(?=\s*[~∼～-])))?"
)
_BETWEEN = re.compile(r"\s*[~∼～–]\s*|\s+-\s+|부터")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*년")
_SURE_SPAN = 0.9
_SAME = 0.005
"""How far apart two sums are that are the same."""


@dataclass(frozen=True, slots=True)
class ReadCost:
    """What a programme cost, in million won, the fact that says it, and how sure it is that this is meant."""

    millions: float
    fact: Fact
    score: float


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """When a programme ran, the fact that says it, None of what its title says, and how sure that is."""

    period: Period
    fact: Fact | None
    score: float


def read_costs(title: str, facts: Sequence[Fact]) -> list[ReadCost]:
    """Return what may be a programme's cost, the surest first, of equals that of the case's year, then the largest; none twice."""
    told = year_of_case(title, facts)
    found = sorted(_costs(facts), key=lambda cost: (-cost.score, cost.fact.year not in {None, told}, -cost.millions))
    kept: list[ReadCost] = []
    for cost in found:
        if not any(abs(cost.millions - other.millions) <= _SAME * other.millions for other in kept):
            kept.append(cost)
    return kept


def _costs(facts: Sequence[Fact]) -> Iterator[ReadCost]:
    for fact in facts:
        unit = (fact.unit or "").replace(" ", "")
        sure = next((score for pattern, score in _COST if pattern.search(fact.measure)), 0.0)
        if sure and fact.kind == "amount" and fact.number is not None and fact.number > 0 and unit in _MILLIONS and fact.part != "part":
            less = {"field": 1.0, "table": 0.8, "prose": 0.8}.get(fact.origin, 1.0)
            yield ReadCost(round(fact.number * _MILLIONS[unit], 6), fact, sure * less * fact.score)


def read_span(title: str, facts: Sequence[Fact]) -> ReadSpan | None:
    """Return when a programme ran: what a field of its record says, else the year of its title.

    Where fields say several spans they are those of its parts, and only where the title bears no year the first of them is taken.
    """
    fields = [(fact, period) for fact in facts if _SPAN.search(fact.measure) and (period := parse_span(fact.value))]
    years = _YEAR.findall(title)
    if years and len({period for _, period in fields}) != 1:
        return ReadSpan(Period(start=min(years), end=max(years)), None, 0.5)
    return next((ReadSpan(period, fact, _SURE_SPAN * fact.score) for fact, period in fields), None)


def parse_span(text: str) -> Period | None:
    """Return the months or years that words give: "2022. 3. ~ 12." → 2022-03 to 2022-12; None where they give no year."""
    start, *rest = _BETWEEN.split(text.strip(), maxsplit=1)
    first = _parse_month(start, None)
    if first is None:
        return None
    end = _parse_month(rest[0], first[:4]) if rest else None
    return Period(start=first, end=end if end and end >= first[: len(end)] else None if rest else first if len(first) == 4 else None)  # noqa: PLR2004


def _parse_month(text: str, year: str | None) -> str | None:
    """Return a month "2022-03" or a year; without a year of its own it is of the year given."""
    match = _MONTH.match(text.strip())
    if match is None:
        return None
    own = match[1] or (f"20{match[2]}" if match[2] else year)
    return None if own is None or not (match[1] or match[2] or match[3]) else f"{own}-{int(match[3]):02}" if match[3] else own
