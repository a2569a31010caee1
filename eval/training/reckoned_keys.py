"""Which two numbers of a text make a key: what questions that only reckoning answers are taught by, and what they are labelled with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from answers.asked.question import analyse
from answers.lookup.finding import CaseRows
from answers.lookup.reckoned_values import Operand, ReckonedValue, combine, operand_of
from answers.lookup.row_values import values_of
from corpus.facts.quantities import Mention, mentions, number_of
from corpus.rows.evidence_row import EvidenceRow
from eval.sets.asked_questions import PairedQuestion

EXACT, ROUNDED = 1e-6, 0.06
"""How far a result may be from a key: one that is printed in full, and one that was rounded to a decimal."""
_SCALES = (1.0, 1e3, 1e6, 1e8)  # 원, 천원, 백만원, 억원: what a key of bare digits may be counted in
_RATES, _MEASURES = frozenset({"%", "%p"}), frozenset({"won", "%", "%p", "시간", "점", "배"})
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def makes_key(pair: ReckonedValue, keys: Sequence[str]) -> bool:
    """Tell whether what follows from two values is what one of a question's keys says."""
    return any(_says(pair, key, told) for key in keys for told in mentions(key))


def reckon_pairs(question: PairedQuestion, rows: Sequence[EvidenceRow]) -> Iterator[ReckonedValue]:
    """Yield what follows from two values of rows and is a question's key; by its operation where it says one."""
    asked = analyse(question.question)
    found = (value for row in CaseRows(rows, "").find(question.question, len(rows)) for value in values_of(asked, row, None))
    operands = [one for value in found if (one := operand_of(value)) is not None]
    for one, other in combinations(operands, 2):
        for pair in combine(one, other):
            if question.operation in {None, pair.operation} and makes_key(pair, question.want.spellings):
                yield pair


def operand_rows(pairs: Sequence[ReckonedValue]) -> list[EvidenceRow]:
    """Return the rows that the values of some pairs stand in, each once."""
    found: list[Operand] = [one for pair in pairs for one in (pair.first, pair.second)]
    return list({id(one.value.found.row): one.value.found.row for one in found}.values())


def _says(pair: ReckonedValue, key: str, told: Mention) -> bool:
    if isinstance(told.value, tuple) or not _may_be(pair.kind, told.kind):
        return False
    number, whole = float(pair.number), "." not in told.text
    if abs(number - told.value) <= (EXACT if whole and pair.operation != "share" else ROUNDED):
        return True
    if pair.operation == "share":
        return whole and round(number) == told.value
    digits = _DIGITS.search(key)
    return pair.kind == "won" and digits is not None and any(abs(number - number_of(digits.group()) * scale) < 1 for scale in _SCALES)


def _may_be(kind: str, other: str) -> bool:
    """Tell whether two kinds may be the same: rates and their points, and things counted by one word or another."""
    return kind == other or "" in {kind, other} or {kind, other} <= _RATES or _MEASURES.isdisjoint({kind, other})
