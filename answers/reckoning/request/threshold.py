"""Whether a value is beyond a bound ("취업자가 300명 넘었나요?"): what the value is, and that told against the bound."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from answers.asked.question import Question, Scope, analyse
from answers.asked.vocabulary import ASKING
from answers.reckoning.request.wanted import Condition, find_last_bound
from answers.results import Draft
from corpus.facts.quantities import mentions

_OF_TARGET = re.compile(r"(?P<target>목표)(?:치|인|치인|였던|로\s?(?:잡은|한))?\s?$")
_PARTICLE = re.compile(r"^[을를이가은는]\s?")
_COUNTED = re.compile(r"[가-힣%]+$")


@dataclass(frozen=True, slots=True)
class BoundAsked:
    """A question whether a value meets a condition: `text` is the condition as written, `value` asks for the value alone."""

    value: Question
    condition: Condition
    text: str


def ask_value(question: Question) -> BoundAsked | None:
    """Return what a question whether something is beyond a bound asks for; None for any other."""
    if any(word in question.text for word in ASKING) or (bound := find_last_bound(question)) is None:
        return None
    mention, condition = bound
    before, rest = question.text[: mention.start], question.text[mention.end :]
    if of_target := _OF_TARGET.search(before):  # the bound is the figure's own, which its answer tells
        return BoundAsked(analyse(f"{before[: of_target.end('target')]} {_PARTICLE.sub('', rest)}"), condition, "")
    counted = _COUNTED.search(mention.text)
    unit = "%" if condition.kind == "%" else counted.group().lstrip("천백만억조") if counted and mention.kind != "won" else ""
    asked = f"몇 {unit}인가요?" if unit else "얼마인가요?"
    return BoundAsked(analyse(f"{before}{asked}"), condition, question.text[mention.start :].rstrip("?？ "))


def narrow_scope(scope: Scope, question: Question) -> Scope:
    """Return a scope with what is named in a question cut short."""
    return replace(scope, recognitions=tuple(found for found in scope.recognitions if found.end <= len(question.text)))


def tell_whether(asked: BoundAsked, draft: Draft) -> Draft:
    """Return the answer to a question for a value as one to whether it meets the condition; one without such a value as it is."""
    found = next((one for one in mentions(draft.answer) if isinstance(one.value, float) and one.kind == asked.condition.kind), None)
    if not draft.answerable or not asked.text or found is None:
        return draft
    met = asked.condition.admits(Fraction(str(found.value)))
    working = f"{found.text} {asked.condition.relation} {asked.text}: {'예' if met else '아니요'}"
    told = "\n".join(filter(None, (draft.working, working)))
    return replace(draft, answer=f"{'예' if met else '아니요'}, {draft.answer}", working=told)
