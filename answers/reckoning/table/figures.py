"""The cards' figures as a table that can be reckoned with: exact values in base units, and what each name says of its number."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from answers.numbers import amount
from answers.reckoning.table.words import Heard, Term, heard, terms
from answers.results import Citation
from answers.sentences.reading import Grammar
from corpus.facts.quantities import dimension
from corpus.model.facets import places_of
from corpus.model.nouns import Case, FacetVocabulary, Figure
from corpus.passages import figure_passage, summary_passage
from corpus.vocabulary.facet_values import breadth_of
from indexer.text.letters import letters

Flag = Literal["cumulative", "each", "peak", "plan", "lower", "about", "change"]
Ages = tuple[int, int | None]
MILLION = 10**6
BUDGET = "예산"
# Of a name's words, those that say how its number was come by.
_FLAGS: tuple[tuple[Flag, re.Pattern[str]], ...] = (
    (
        "cumulative",
        re.compile(r"누적|누계|최근\s?\d+년|\d년\s?이후|\d{4}\s?~\s?\d{4}|\d년\s?누계|\(\d년\)|지난\s?\d년|\d기\s?합계|\d년\s?투자금액"),
    ),
    ("each", re.compile(r"1인|인당|기업당|건당|평균|\(월\)|(?<!\d)월\s|1명")),
    ("peak", re.compile(r"최대|최고")),
    ("plan", re.compile(r"목표(?!제|는|\s?대비|\s?달성)|계획\)|투자계획|예정|예측|(?<!안)전망|가능한")),
    ("lower", re.compile(r"실업(?!급여|자)|해지|반품|불량|공수|리드타임|이직|재해")),
    ("about", re.compile(r"\((?:약|여|수준|최대)\)")),
    ("change", re.compile(r"증가|증감|감소(?!군)|상승(?!\s?기업)|절감")),
)
_ASIDE = re.compile(r"\([^)]*\)")
_RANGE, _FROM = re.compile(r"(\d{1,2})\s?세?\s?[~∼～-]\s?(\d{1,2})\s?세"), re.compile(r"(\d{1,2})\s?세\s?이상")
_PLAN_WORDS = re.compile(r"목표$|예측$|전망$|계획$")
_MONEY = re.compile(r"예산|사업비")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a card, or its budget. `target` and `actual` are in `unit`, a base unit: 명 for 천명, 원 for 백만원; None: not stated.

    `core` is the name's letters without what stands in parentheses or names the case's place, `aside` the letters in parentheses;
    `words` are the core's, `heard` what core and aside say. A budget that the card also gives as a figure is cited there, and that
    figure is its `twin`. `of_programme`: the case is of one programme, and not of all that a place does.
    """

    case: Case
    at: int | Literal["budget"]
    name: str
    core: str
    aside: str
    words: tuple[Term, ...]
    heard: Heard
    year: int | None
    target: Fraction | None
    actual: Fraction | None
    unit: str
    kind: str
    ages: Ages | None
    flags: frozenset[Flag]
    twin: bool
    citation: Citation
    of_programme: bool

    def undated_of(self, years: Collection[int]) -> bool:
        """Tell whether this is a budget without a year, and its case's figures, where they have years, have one of `years`."""
        known = {figure.year for figure in self.case.figures if figure.year}
        return self.at == "budget" and self.year is None and (not known or not known.isdisjoint(years))

    @property
    def both(self) -> bool:
        """Tell whether target and actual are both stated."""
        return self.target is not None and self.actual is not None

    @property
    def key(self) -> tuple[str, str, frozenset[Flag]]:
        """What is the same for one figure's several years."""
        return self.case.id, _PLAN_WORDS.sub("", self.core), self.flags - {"plan"}

    def ahead(self, year: int) -> bool:
        """Tell whether a year was not over when the row's book came out."""
        return self.case.book is not None and self.case.book.year is not None and year >= self.case.book.year

    def told(self, value: Fraction) -> str:
        """Return a value in the row's unit as it is told."""
        return amount(value, self.unit)


class FigureTable:
    """Every figure and budget of the cases, in the cases' order, with how rare each word is among the names."""

    def __init__(self, cases: Iterable[Case], grammar: Grammar, vocabulary: FacetVocabulary) -> None:
        """Read the figures' names with the analyser that questions are read with; the vocabulary tells which cases are of a programme."""
        self.cases = {case.id: case for case in cases}
        self.grammar = grammar
        programmes = {case.id for case in self.cases.values() if breadth_of(case, vocabulary) == "programme"}
        self.rows = tuple(row for case in self.cases.values() for row in _rows(case, grammar, of_programme=case.id in programmes))
        self._names = tuple({row.core + row.aside for row in self.rows})
        self._weights: dict[str, float] = {}
        self._holding: dict[str, frozenset[tuple[str, int | str]]] = {}
        self.about = {case.id: _about(case, of_programme=case.id in programmes) for case in self.cases.values()}

    def of(self, case_ids: Iterable[str]) -> list[Row]:
        """Return the rows of some cases."""
        wanted = frozenset(case_ids)
        return [row for row in self.rows if row.case.id in wanted]

    def summary(self, case_id: str) -> Citation:
        """Return the citation of a case's summary: where there is no figure to cite."""
        return _summary(self.cases[case_id])

    def holding(self, form: str) -> frozenset[tuple[str, int | str]]:
        """Return the case and place in it of every row whose name has a word."""
        if form not in self._holding:
            self._holding[form] = frozenset((row.case.id, row.at) for row in self.rows if row.heard.says(form))
        return self._holding[form]

    def weight(self, form: str) -> float:
        """Return how telling a word is among the figures' names: 1 for one that stands in none, less the more hold it."""
        if form not in self._weights:
            count = sum(form in name for name in self._names)
            self._weights[form] = 1 - math.log(count + 1) / math.log(len(self._names) + 2)
        return self._weights[form]


def _about(case: Case, *, of_programme: bool) -> str:
    """Return the letters of what tells which case is meant: place, title (also without its asides); of a programme also its fields.

    Not the keywords, nor the fields of a place's whole plan: they name parts, whose figures are not those of the whole.
    """
    fields = (*case.policy_measures, *case.industries) if of_programme else ()
    names = (*places_of(case), case.title, _ASIDE.sub("", case.title))
    return " ".join(letters(part) for part in (*names, *fields))


def ages_in(text: str) -> Ages | None:
    """Return the range of ages a text states: "15~64세" → (15, 64), "15세 이상" → (15, None)."""
    if found := _RANGE.search(text):
        return int(found[1]), int(found[2])
    return (int(found[1]), None) if (found := _FROM.search(text)) else None


def ages_told(ages: Ages | None) -> str:
    """Return a range of ages in words."""
    if ages is None:
        return "연령 기준 없음"
    return f"{ages[0]}세 이상" if ages[1] is None else f"{ages[0]}~{ages[1]}세"


def _rows(case: Case, grammar: Grammar, *, of_programme: bool) -> Iterator[Row]:
    budget = None if case.budget_million_krw is None else Fraction(str(case.budget_million_krw)) * MILLION
    twins = []
    for at, figure in enumerate(case.figures):
        row = _row(case, at, figure, grammar, budget, of_programme=of_programme)
        twins += [row] if row.twin else []
        yield row
    if budget is not None:
        yield _budget(case, budget, grammar, twins, of_programme=of_programme)


def _row(case: Case, at: int, figure: Figure, grammar: Grammar, budget: Fraction | None, *, of_programme: bool) -> Row:
    unit, factor = _unit(figure.unit)
    target, actual = (None if value is None else Fraction(str(value)) * factor for value in (figure.target, figure.actual))
    bare = _ASIDE.sub(" ", figure.name).strip()
    for name in reversed(places_of(case)):
        bare = bare.removeprefix(f"{name} ")
    bare = bare if bare != "총예산" else figure.name  # the whole of a district's budget, not its programme's
    flags = frozenset(flag for flag, pattern in _FLAGS if pattern.search(figure.name))
    if actual is None:
        flags |= {"plan"}
    twin = budget is not None and actual == budget and bool(_MONEY.search(bare))
    aside, words = letters("".join(_ASIDE.findall(figure.name))), terms(grammar, bare)
    said = heard((*words, *terms(grammar, figure.name)), bare + aside)
    told = figure_passage(case, at + 1)
    citation = Citation.of(told, told.text)
    return Row(
        case, at, figure.name, letters(bare), aside, words, said, figure.year, target, actual, unit,
        dimension(unit)[0], ages_in(figure.name), flags, twin, citation, of_programme,
    )  # fmt: skip


def _budget(case: Case, budget: Fraction, grammar: Grammar, twins: Sequence[Row], *, of_programme: bool) -> Row:
    """Return a budget's row; its year is that of the programme, where it ran within one."""
    started, ended = (None if month is None else int(month[:4]) for month in (case.period.start, case.period.end))
    year = started if started == ended else None
    summary = _summary(case)
    target = twins[0].target if twins else None
    name, words = twins[0].name if twins else BUDGET, terms(grammar, BUDGET)
    return Row(
        case, "budget", name, BUDGET, "", words, heard(words, BUDGET), twins[0].year if twins else year, target, budget, "원", "won",
        None, frozenset(), False, twins[0].citation if twins else summary, of_programme,
    )  # fmt: skip


def _summary(case: Case) -> Citation:
    return Citation.of(summary_passage(case), case.summary)


def _unit(unit: str) -> tuple[str, Fraction]:
    """Return a unit's base unit and how many of these it is: 천명 → 명, 1000; 억원 → 원, 100,000,000."""
    kind, factor = dimension(unit)
    base = {"won": "원", "명": "명"}.get(kind, unit)
    return base, Fraction(int(factor)) if kind in {"won", "명"} else Fraction(1)
