"""How well facts hold the cells of tables: the value with its heads, and its unit, year and role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model.fact import Fact
from eval.sets.table_questions import TableQuestion
from indexer.text.letters import letters

MOST_LINES = 400
"""Lines of a fact that are looked at: a table whose rows have no lines of their own is as long as its text."""
_SAME_UNITS = {"개소": "개", "개사": "개", "인": "명"}
_WORDS = frozenset({"name", "text", "date", "period"})
_DATED = frozenset({"date", "period"})


@dataclass(frozen=True, slots=True)
class FactScore:
    """What of a question's cell some fact holds: the value; that with its heads; and of such a one unit, year and role."""

    value: bool
    heads: bool
    unit: bool
    year: bool
    role: bool

    @property
    def whole(self) -> bool:
        """Tell whether everything is right."""
        return self.heads and self.unit and self.year and self.role


NOTHING = FactScore(value=False, heads=False, unit=False, year=False, role=False)


def score_facts(questions: Iterable[TableQuestion], facts: Iterable[Fact]) -> list[FactScore]:
    """Return a score a question, by the best of the facts that stand on its line."""
    on_line: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.origin == "table" and fact.lines:
            for line in range(fact.lines[0], min(fact.lines[1], fact.lines[0] + MOST_LINES) + 1):
                on_line[line].append(fact)
    return [_best([_score(question, fact) for fact in on_line[question.line]]) for question in questions]


def _best(scores: Sequence[FactScore]) -> FactScore:
    return max(scores, key=lambda score: (score.heads, score.value, score.unit + score.year + score.role), default=NOTHING)


def _score(question: TableQuestion, fact: Fact) -> FactScore:
    if not _says_value(question, fact):
        return NOTHING
    named = "|".join(letters(part) for part in (*fact.row_path, *fact.column_path, fact.measure, fact.subject or ""))
    heads = all(letters(head) in named for head in (question.row_head, question.column_head) if head)
    return FactScore(
        value=True,
        heads=heads,
        unit=heads and ("unit" in question.open or _plain_unit(fact.unit) == _plain_unit(question.unit) or _is_unitless(question)),
        year=heads and ("year" in question.open or fact.year == question.year or question.kind in _DATED),
        role=heads and ("role" in question.open or fact.role in {question.role, *question.role_also}),
    )


def _says_value(question: TableQuestion, fact: Fact) -> bool:
    if question.number is not None and fact.number is not None:
        return float(fact.number) == question.number
    return letters(question.value) == letters(fact.value)


def _plain_unit(unit: str | None) -> str:
    plain = "".join((unit or "").split())
    return _SAME_UNITS.get(plain, plain)


def _is_unitless(question: TableQuestion) -> bool:
    """Tell whether a cell of words has no unit."""
    return question.unit is None and question.kind in _WORDS
