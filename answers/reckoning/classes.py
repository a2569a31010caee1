"""Which figures of many cases can stand beside one another: of one measure, one unit, one age range, one year, one from each case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answers.asked.vocabulary import PLAIN
from answers.reckoning.request.asks import Ask
from answers.reckoning.request.matching import Fit, fits
from answers.reckoning.table.figures import BUDGET, FigureTable, Row, ages_told
from answers.reckoning.table.kinds import rate_asked, says
from answers.reckoning.table.measures import JOBS, SATISFACTION, Measure
from answers.reckoning.table.telling import places
from answers.reckoning.table.words import covered
from answers.results import Confidence
from corpus.model.ids import id_order
from indexer.text.letters import letters

_REST = 0.4  # the weight of a word beside the measure that may be left over: a verb's, a general word's
_ALL, _SOME = 0.8, 0.5  # of a question's weight and of a name's, where no measure is known
_GOVERNMENTS, _CASES = re.compile(r"지자체|자치단체|일자리\s?예산"), re.compile(r"사례|사업|과정|프로그램|프로젝트|센터")
_ODD = frozenset({"cumulative", "each", "change"})  # what keeps a figure from standing beside a year's result for all


@dataclass(frozen=True, slots=True)
class Class:
    """Figures that can be compared, one a case; `label` names them, `notes` say what was left out and what still differs.

    `others` are those of other ages than theirs, one a case and a range: they do not compare with them. Figures of no known measure whose
    names differ are compared less surely.
    """

    label: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    measure: Measure | None
    others: tuple[Row, ...] = ()
    confidence: Confidence = "high"


def class_of(ask: Ask, table: FigureTable, *, against: bool, kind: str) -> Class | None:
    """Return the figures a question over cases is about, of a `kind` of unit where it sets a bound in one; None: no such figures.

    `against` its own target, or the bound of a question, each figure may be of its own ages; one against another needs the same.
    """
    measure = _measure(ask)
    rows = table.of(ask.held)
    found = [row for row in rows if measure.holds(row)] if measure else _by_words(ask, rows, table)
    if measure and measure.label == BUDGET and _GOVERNMENTS.search(ask.text) and not _CASES.search(ask.text):
        found = [row for row in found if not row.of_programme]
    fair = [row for row in found if all(says(ask.text, flag) for flag in row.flags & _ODD)]
    alike = _of_kind(_of_year(ask, fair), kind)
    kept, apart, notes = _of_ages(ask, alike, against=against)
    kept = _one_a_case(ask, kept, table)
    if not kept:
        return None
    others = [
        row for ages in dict.fromkeys(row.ages for row in apart) for row in _one_a_case(ask, [r for r in apart if r.ages == ages], table)
    ]
    units = sorted({row.unit for row in kept})
    if len(units) > 1 and not against:
        notes.append(f"세는 단위가 사례마다 다릅니다({'·'.join(units)}).")
    one_name = len({frozenset(word.form for word in row.words if word.form not in PLAIN) for row in kept}) == 1
    if not one_name and (measure is None or measure.label == SATISFACTION):
        notes.append(f"사례마다 이름이 조금씩 다른 수치입니다: {', '.join(dict.fromkeys(row.name for row in kept))}.")
    label = measure.label if measure else Counter(row.name for row in kept).most_common(1)[0][0]
    return Class(label, tuple(kept), tuple(notes), measure, tuple(others), "high" if one_name or measure else "medium")


def _measure(ask: Ask) -> Measure | None:
    """Return the one measure a question names, where hardly anything of what it says is left over."""
    if len({asked.measure.label for asked in ask.measures}) != 1:
        return None
    measure = ask.measures[0].measure
    said = letters("".join(ask.text[asked.start : asked.end] for asked in ask.measures) + measure.label)
    left = [weight for word, weight in ask.telling if word.form not in said]
    return measure if max(left, default=0.0) <= _REST else None


def _by_words(ask: Ask, rows: Sequence[Row], table: FigureTable) -> list[Row]:
    """Return the figures whose names say what a question says in its own words, and hardly more: 채용 is no 고용, 취업률 no 취업자 수."""
    found, rate = fits(ask, rows, table) if ask.telling else [], rate_asked(ask.text)
    likely = [fit.row for fit in found if fit.asked >= _ALL and fit.named >= _SOME and fit.worth > 0 and not fit.row.twin]
    nouns = [word for word, weight in ask.telling if len(word.form) > 1 and not word.form.endswith("다")]
    return [row for row in likely if rate in row.core and all(covered(word, row.heard, freely=False) == 1 for word in nouns)]


def _of_year(ask: Ask, rows: Sequence[Row]) -> list[Row]:
    """Return the figures of the years asked for, else of the commonest; a budget without a year is of those of its case."""
    common = Counter(row.year for row in rows if row.year).most_common(1)
    years = set(ask.years) or {year for year, _ in common}
    return [row for row in rows if row.year in years or (row.year is None and not ask.years) or row.undated_of(years)]


def _of_kind(rows: Sequence[Row], kind: str) -> list[Row]:
    """Return the figures of a kind of unit, else of the commonest; jobs are one kind whichever way they are counted."""
    counted = Counter(_group(row.kind) for row in rows)
    asked = _group(kind) if _group(kind) in counted else max(counted, key=lambda group: counted[group], default="")
    return [row for row in rows if _group(row.kind) == asked]


def _group(kind: str) -> str:
    return "jobs" if kind in JOBS else kind


def _of_ages(ask: Ask, rows: Sequence[Row], *, against: bool) -> tuple[list[Row], list[Row], list[str]]:
    """Return the figures of the ages asked for, else of the commonest; and those of other ages, which are named: they do not compare."""
    common = Counter(row.ages for row in rows if row.ages).most_common(1)
    if not common or (against and ask.ages is None):
        return list(rows), [], []
    ages = ask.ages or common[0][0]
    kept, others = [row for row in rows if row.ages == ages], [row for row in rows if row.ages != ages]
    told = ", ".join(f"{name}({ages_told(row.ages)})" for name, row in zip(places(others), others, strict=True))
    notes = [f"{ages_told(ages)} 기준끼리만 비교했습니다. 연령 기준이 다르거나 없어 뺀 곳: {told}"] if others else []
    return kept, [] if ask.ages else others, notes


def _one_a_case(ask: Ask, rows: Sequence[Row], table: FigureTable) -> list[Row]:
    """Return each case's figure that is named most plainly: the total, not a part of it."""
    plainest: dict[str, Fit] = {}
    for fit in sorted(fits(ask, rows, table), key=lambda fit: (-round(fit.named, 2), "합계" not in fit.row.name, len(fit.row.core))):
        plainest.setdefault(fit.row.case.id, fit)
    return [plainest[case_id].row for case_id in sorted(plainest, key=id_order)]
