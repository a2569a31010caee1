"""Which figures a question speaks of: how much of what it says a figure's name says, and how much of the name it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.asked.vocabulary import NARROWING, PLAIN, QUALIFIERS
from answers.reckoning.request.asks import Ask
from answers.reckoning.table.figures import FigureTable, Row
from answers.reckoning.table.kinds import KindAsked, kind_asked
from answers.reckoning.table.measures import COMMON, MEASURES, RATE, Measure, by_character
from answers.reckoning.table.words import Heard, Term, covered, sayings
from corpus.model.ids import id_order

CLEAR = 0.94  # a second figure as near as this leaves it open which is meant
_ASKED, _NAMED, _WORTH = 0.5, 0.5, 0.5  # of the question's weight, of the name's, and of both with the kind, that must be covered
_LOST = 0.55  # the weight of a single word that may be left uncovered: a verb's or a general word's, no telling noun's
_NEEDED, _PARTLY = 0.25, 0.6  # a word of people or of a measure may lose so much, or must be covered so far
_KNOWN = 0.95  # what a word loses of its weight that the case's own name says, where the figure's does not
_BARE, _LETTER = 0.15, 0.3  # what a name's words weigh that narrow nothing, and its single letters
_QUALIFIED = 0.5
_UNASKED = 0.7  # what is left of a known rate's worth where another word is asked for: 취업률 is not 고용률
Telling = tuple[Term, float, Measure | None]
"""A word that says of what, its weight, and the measure whose words it is one of."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A figure beside a question: the share of the question's weight its name covers (`asked`), and of the name's that the question covers.

    `worth` is both in one, less where the figure is not of the kind asked for; `missing` the heaviest word left uncovered.
    """

    row: Row
    asked: float
    named: float
    worth: float
    missing: float

    @property
    def good(self) -> bool:
        """Tell whether the figure is one the question may mean."""
        return self.asked >= _ASKED and self.named >= _NAMED and self.worth >= _WORTH and self.missing <= _LOST


def fits(ask: Ask, rows: Sequence[Row], table: FigureTable) -> list[Fit]:
    """Return the figures beside a question that share a word with it, the best first."""
    live = [Term(form, -1, -1) for form in sorted(QUALIFIERS & ask.heard.forms) if any(form in row.core for row in rows)]
    ask = replace(ask, telling=(*ask.telling, *((word, _QUALIFIED) for word in live)))
    near = frozenset[tuple[str, int | str]]().union(*(table.holding(form) for word, _ in ask.telling for form in sayings(word)))
    near_rows = [row for row in rows if (row.case.id, row.at) in near or any(asked.measure.holds(row) for asked in ask.measures)]
    kind, measured = kind_asked(ask.text, ask.question.wanted, ask.years), by_character(ask.measures)
    words = [(word, weight, measured.get(word.start)) for word, weight in ask.telling]
    left = {case_id: _left_by(words, table.about[case_id]) for case_id in {row.case.id for row in near_rows}}
    found = [_fit(ask, row, table, list(zip(words, left[row.case.id], strict=True)), kind) for row in near_rows]
    return sorted(found, key=lambda fit: (-fit.worth, id_order(fit.row.case.id), -(fit.row.year or 0)))


def _fit(ask: Ask, row: Row, table: FigureTable, words: Sequence[tuple[Telling, float]], kind: KindAsked) -> Fit:
    gained = total = missing = 0.0
    for (word, weight, measure), loss in words:
        # A measure's own word has no synonym: 고용률 is no rate of 취업.
        share = 1.0 if measure and measure.holds(row) else covered(word, row.heard, freely=measure is None)
        lost = (1 - share) * loss
        gained += weight * share
        total += weight * share + lost
        needed = word.form in NARROWING or (measure is not None and measure.label not in COMMON)
        other = needed and lost > _NEEDED and covered(word, row.heard) < _PARTLY
        missing = max(missing, 1.0 if other else lost)
    asked = gained / total if total else 0.0
    named = 1.0 if any(each.measure.holds(row) for each in ask.measures) else _named(row, ask.heard, table) if asked else 0.0
    worth = 2 * asked * named / (asked + named) if asked + named else 0.0
    unasked = any(measure.kinds == RATE and measure.holds(row) and not ask.asks_for(measure.label) for measure in MEASURES)
    worth *= _UNASKED if unasked else 1.0
    return Fit(row, asked, named, worth and worth * kind.fit(row), missing)


def _left_by(words: Sequence[Telling], about: str) -> list[float]:
    """Return what each telling word weighs where a figure's name does not say it: hardly anything, if its case's own name does."""
    case = Heard(frozenset(), about)
    return [weight if measure else weight * (1 - _KNOWN * _told_by(words, at, case)) for at, (_, weight, measure) in enumerate(words)]


def _told_by(words: Sequence[Telling], at: int, case: Heard) -> float:
    """Return how far a case's own name says a word; one that narrows a figure to some people must stand there with its neighbour."""
    word = words[at][0]
    if word.form not in NARROWING:
        return covered(word, case)
    near = [other.form for other, _, _ in words[max(at - 1, 0) : at + 2]]
    return float(any("".join(pair) in case.letters for pair in (near[:2], near[-2:]) if len(pair) > 1))


def _named(row: Row, question: Heard, table: FigureTable) -> float:
    """Return which share of a name's weight the question says."""
    weights = [(word, _name_weight(word, table)) for word in row.words]
    total = sum(weight for _, weight in weights)
    return sum(weight * covered(word, question) for word, weight in weights) / total if total else 0.0


def _name_weight(word: Term, table: FigureTable) -> float:
    weight = table.weight(word.form) * (_LETTER if len(word.form) == 1 and not word.form.isdigit() else 1.0)
    return weight * _BARE if word.form in PLAIN else weight
