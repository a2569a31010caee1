"""Why a field of a card holds what it does, in words: by which rule it was read, how sure that is, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.citations import tell_lines
from corpus.model.derived_card import Reason
from corpus.model.place import Range

SURE = 0.8
"""The score from which nobody needs to look."""
_DEGREES = ((0.95, "거의 확실함"), (SURE, "대체로 확실함"), (0.6, "덜 확실함"), (0.0, "의심스러움"))
_RULES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class ToldReason:
    """A reason: the rule and how sure it is, and the lines where it was read, None where it stands nowhere."""

    rule: str
    sure: str
    doubtful: bool
    lines: Range | None
    where: str


def tell_score(score: float) -> str:
    """Return how sure something is: .72 → "덜 확실함 72%"."""
    return f"{next(name for least, name in _DEGREES if score >= least)} {score:.0%}"


def tell_reasons(reasons: Iterable[Reason], field: str, value: str | None) -> tuple[ToldReason, ...]:
    """Return the reasons of a field, or of one of its values."""
    own = [reason for reason in reasons if reason.field == field and reason.value == value]
    return tuple(
        ToldReason(
            _RULES.get(reason.rule, f"규칙 ‘{reason.rule}’"),
            tell_score(reason.score),
            reason.score < SURE,
            reason.lines,
            f"원문 {tell_lines([reason.lines])}" if reason.lines else "",
        )
        for reason in own
    )
