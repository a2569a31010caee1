"""Words around a value → its role: meant to be reached, reached, before, by how much it changed, yet to come.

What a sentence says of a value in it is learned from sentences of ten writers, each with a value marked (`scripts/train`): letters before
it, of it, behind it, at the end and of the headings. What headings and titles say of all that stands below them are words that are data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from corpus.model.fact import FactRole
from corpus.vocabulary.letter_classifier import LetterClassifier, letters_of_parts, read_classifiers
from corpus.vocabulary.value_words import says_that

ROLE_WEIGHTS = Path(__file__).with_name("role-weights.safetensors")
NEAR, BEFORE, RIGHT_BEHIND, BEHIND, END = 10, 28, 8, 16, 16
"""Characters right before a value and before it, right behind it and behind it, and at the end of its sentence, that are read apart."""
WEIGHED = (1.2, 0.8, 0.7, 1.4, 0.7, 0.6, 0.8, 1.0)
"""What the letters of each part weigh beside the others'."""
LIKELY = 0.4
"""How probable a role is at least where it is told."""
RULE: Literal["none"] = "none"
"""What is said of a value that came about by nothing: who may, how much for each, how long."""
ToldRole = FactRole | Literal["none"] | None
_ROLES: tuple[ToldRole, ...] = (*get_args(FactRole), RULE)
_REFERENCE = re.compile(
    r"[)\s]*(?:동기\s?)?(?:대비|보다|에?\s?비해|에?\s?비하여|과?\s?비교|에?\s?이어|(?:[가-힣]{1,8}\s)?(?:이후|이래)|부터)"
)
_FEWEST_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A sentence, the [start, end) characters of a value in it, and the headings that it stands under."""

    text: str
    start: int
    end: int
    heading: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """What is read apart, as WEIGHED has it."""
        before, value, behind = self.text[: self.start], self.text[self.start : self.end], self.text[self.end :]
        return before[-NEAR:], before[-BEFORE:], value, behind[:RIGHT_BEHIND], behind[:BEHIND], behind, self.text[-END:], self.heading


def roles_of(marked: Sequence[MarkedText]) -> list[ToldRole]:
    """Return the role that its sentence gives each value; RULE for one that came about by nothing, None where nothing is likely."""
    if not marked:
        return []
    told = _classifier().classify_all(letters_of_parts([one.parts for one in marked], WEIGHED))
    return [next((role for role in _ROLES if scores.get(str(role), 0.0) >= max(LIKELY, *scores.values())), None) for scores in told]


def role_of_date(behind: str) -> FactRole | None:
    """Return the role of a date by the words behind it: of what is to come, else none."""
    return "plan" if "예정" in behind else None


def role_of_headings(headings: Sequence[str], *, measurable: bool) -> FactRole | None:
    """Return the role that the innermost heading that tells of one gives to what stands below it; only what is measured is aimed at."""
    told: tuple[FactRole, ...] = ("plan", "target", "actual") if measurable else ("plan", "actual")
    found = (role for heading in reversed(headings) for role in told if says_that("roles_of_headings", role, heading))
    return next(found, None)


def role_of_outline(headings: Sequence[str]) -> FactRole | None:
    """Return what a text's headings mostly tell of: what was done, or what is to be done."""
    roles = [role_of_headings([heading], measurable=False) for heading in headings]
    done, ahead = roles.count("actual"), roles.count("plan")
    if max(done, ahead) < _FEWEST_HEADINGS or max(done, ahead) < 2 * min(done, ahead):
        return None
    return "actual" if done > ahead else "plan"


def role_of_register(title: str) -> FactRole | None:
    """Return what a document of that title tells of where its words leave it open: what was done, or what is to be done."""
    told: tuple[FactRole, ...] = ("actual", "plan")
    return next((role for role in told if says_that("registers", role, title)), None)


def is_reference(behind: str) -> bool:
    """Tell whether what stands before these words is only compared with: "전년 | 대비"."""
    return bool(_REFERENCE.match(behind))


@cache
def _classifier() -> LetterClassifier:
    return read_classifiers(ROLE_WEIGHTS)["role"]
