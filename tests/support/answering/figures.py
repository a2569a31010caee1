"""The cards' figures as plain arithmetic needs them: exact numbers in units that can be added, and the classes that can be compared.

Nothing of the service or the index is used here: this is the second way that the computed questions' answers are worked out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from corpus.model.facets import places_of
from corpus.model.nouns import Case, Figure
from tests.support.answering.spellings import EOK, JO, MAN

AIMS = "지역일자리 목표 공시제"
MATCHED = "지역산업맞춤형 일자리창출 지원사업"
BASE = {
    "천명": ("명", 10**3), "천원": ("원", 10**3), "만원": ("원", MAN), "백만원": ("원", 10**6), "억원": ("원", EOK), "조원": ("원", JO),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a card, or its budget, in a base unit: 명, not 천명; 원, not 백만원. `at` counts the card's `metrics` from 0."""

    case: Case
    at: int | Literal["budget"]
    name: str
    year: int | None
    target: Fraction | None
    actual: Fraction | None
    unit: str

    @property
    def place(self) -> str:
        return places_of(self.case)[-1]

    @property
    def value(self) -> Fraction:
        assert self.actual is not None, self
        return self.actual

    @property
    def aim(self) -> Fraction:
        assert self.target is not None, self
        return self.target


Entries = Sequence[Entry]
Condition = Callable[[Entry], bool]


class Figures:
    """Every figure and budget of the cards, in the cards' order."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self.entries = tuple(entry for case in cases for entry in _entries(case))

    def __call__(self, case_id: str, name: str, year: int = 2022) -> Entry:
        """The one figure of a case with this name and year."""
        (found,) = (entry for entry in self.entries if (entry.case.id, entry.name, entry.year) == (case_id, name, year))
        return found

    def budget(self, case_id: str) -> Entry:
        (found,) = (entry for entry in self.entries if (entry.case.id, entry.at) == (case_id, "budget"))
        return found

    def of(self, *conditions: Condition) -> Entries:
        """The figures that meet every condition; each is asked only of those that met the ones before."""
        return [entry for entry in self.entries if all(meets(entry) for meets in conditions)]


def _entries(case: Case) -> Iterator[Entry]:
    for at, figure in enumerate(case.figures):
        yield _entry(case, at, figure)
    million = case.budget_million_krw
    yield Entry(case, "budget", "예산", None, None, None if million is None else Fraction(str(million)) * 10**6, "원")


def _entry(case: Case, at: int, figure: Figure) -> Entry:
    unit, scale = BASE.get(figure.unit, (figure.unit, 1))
    target, actual = (None if number is None else Fraction(str(number)) * scale for number in (figure.target, figure.actual))
    return Entry(case, at, figure.name, figure.year, target, actual, unit)


# Classes of comparable figures.


def budget(entry: Entry) -> bool:
    return entry.at == "budget" and entry.actual is not None


def employment_rate(entry: Entry) -> bool:
    """Of those aged 15 to 64: a rate of all over 15, or of no stated age, does not stand beside it."""
    return entry.name == "고용률(15~64세)"


def womens_rate(entry: Entry) -> bool:
    return entry.name == "여성고용률(15~64세)"


def womens_rate_of_any_age(entry: Entry) -> bool:
    """Good for a rate against its own target, not for one place against another."""
    return entry.name.replace(" ", "").startswith("여성고용률")


def youth_rate(entry: Entry) -> bool:
    return entry.name == "청년고용률(15~29세)"


def youth_rate_of_any_age(entry: Entry) -> bool:
    """As `womens_rate_of_any_age`: ages differ, from 15~29 to 15~39, or are not stated."""
    return entry.name.replace(" ", "").startswith("청년고용률")


def employed(entry: Entry) -> bool:
    return entry.name == "취업자 수(15~64세)"


def regular_workers(entry: Entry) -> bool:
    return entry.name == "상용근로자 수"


def insured(entry: Entry) -> bool:
    return entry.name.replace(" ", "").endswith("고용보험피보험자수")


def investment(entry: Entry) -> bool:
    """Money that firms were won to invest in a city or county, not the jobs in it. A province's was left out of its card as doubtful."""
    return "투자유치" in entry.name and entry.unit == "원" and len(places_of(entry.case)) > 1


def seasonal_workers(entry: Entry) -> bool:
    return entry.name.startswith("외국인 계절근로자") and entry.unit == "명"


def placed_trainees(entry: Entry) -> bool:
    """Trainees who found work; the case's total, not a single course's."""
    return "취업인원" in entry.name and entry.unit == "명" and entry.case.award == MATCHED


def division(name: str) -> Condition:
    """A division of a yearly jobs plan; the same word elsewhere names another thing."""
    return lambda entry: entry.name == name and entry.case.award == AIMS


# Conditions on a figure's values.


def both_stated(entry: Entry) -> bool:
    return entry.target is not None and entry.actual is not None


def reached(entry: Entry) -> bool:
    return both_stated(entry) and entry.value >= entry.aim


def exceeded(entry: Entry) -> bool:
    return both_stated(entry) and entry.value > entry.aim


def missed(entry: Entry) -> bool:
    return both_stated(entry) and entry.value < entry.aim


def at_least(number: int) -> Condition:
    return lambda entry: entry.value >= number


def below(number: int) -> Condition:
    return lambda entry: entry.value < number
