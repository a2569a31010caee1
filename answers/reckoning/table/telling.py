"""From rows and numbers to a draft: the answer with the rows behind it, each cited, and what the source itself disputes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from answers.numbers import share
from answers.reckoning.table.case_labels import label_of
from answers.reckoning.table.figures import Row
from answers.reckoning.table.remarks import remarks
from answers.results import Citation, Confidence, Draft


def draft(answer: str, rows: Sequence[Row], working: str, *, others: Sequence[Row] = (), confidence: Confidence = "high") -> Draft:
    """Return an answer; its own rows are cited before the others it was reckoned with."""
    return Draft(
        answer, answerable=True, confidence=confidence, citations=citations([*rows, *others]), working=working, remarks=remarks(rows)
    )


def refusal(reason: str, rows: Sequence[Row], *, beside: Sequence[Citation] = (), noted: Sequence[str] = ()) -> Draft:
    """Return why figures give no answer, with those that the reason speaks of, what else it cites, and the notes on what is missing."""
    told = tuple(dict.fromkeys((*noted, *remarks(rows))))
    return Draft(reason, answerable=False, confidence="high", citations=(*beside, *citations(rows)), remarks=told)


def citations(rows: Iterable[Row]) -> tuple[Citation, ...]:
    """Return the rows' citations, each once."""
    return tuple({row.citation.passage_id: row.citation for row in rows}.values())


def place(row: Row) -> str:
    """Return the place of a row's case, or what else it is called by."""
    return label_of(row.case)


def places(rows: Sequence[Row]) -> list[str]:
    """Return the places of rows; two programmes of one place are told apart by their titles."""
    names = [place(row) for row in rows]
    return [titled(row) if names.count(name) > 1 else name for name, row in zip(names, rows, strict=True)]


def titled(row: Row) -> str:
    """Return a row's place with its programme's title, where the case is of one programme and not of all the place does."""
    return f"{place(row)} {row.case.title}" if row.of_programme and row.case.region else place(row)


def called(row: Row) -> str:
    """Return what a row is, with its year: "2022년 고용률(15~64세)"."""
    year = f"{row.year}년 " if row.year and str(row.year) not in row.name else ""
    return f"{year}{row.name}"


def stated(row: Row, name: str = "") -> str:
    """Return a row as a line of a working: "음성군 2022년 고용률(15~64세): 목표 77%, 실적 77.2%"; by its place or another `name`."""
    if row.at == "budget" and row.actual is not None:
        return f"{name or place(row)} {called(row)}: {row.told(row.actual)}"
    values = [f"{name} {row.told(value)}" for name, value in (("목표", row.target), (result(row), row.actual)) if value is not None]
    return f"{name or place(row)} {called(row)}: {', '.join(values)}"


def result(row: Row) -> str:
    """Return what a row's number is: a result, unless its name says that it was foreseen."""
    return "예측·계획" if "plan" in row.flags else "실적" if row.at != "budget" else "편성"


def attained(row: Row) -> Fraction:
    """Return how many per cent of its target a row with both reached."""
    return share(row.actual or Fraction(), row.target or Fraction(1))


def beyond(row: Row) -> Fraction:
    """Return how far a row with both is beyond its target, in its unit; below 0 where it fell short."""
    gap = (row.actual or Fraction()) - (row.target or Fraction())
    return -gap if "lower" in row.flags else gap
