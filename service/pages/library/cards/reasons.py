"""Why a field of a card holds what it does, in words: by which rule it was read, how sure that is, and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from corpus.deriving.written_laying import MODEL_RULE
from corpus.model.derived_card import Reason
from corpus.model.place import Range

SURE, DOUBTFUL = 0.8, 0.5
"""The score from which nobody needs to look, and that below which somebody should."""
_DEGREES = ((0.95, "거의 확실함"), (SURE, "대체로 확실함"), (DOUBTFUL, "덜 확실함"), (0.0, "의심스러움"))
_RULES: Mapping[str, str] = {
    "kind_by_words": "갈래는 제목과 글의 낱말로 정했습니다",
    "central_sentence": "사례의 뜻을 가장 많이 담은 문장입니다",
    "telling_phrase": "다른 글보다 이 사례에 자주 나오는 말입니다",
    "spoken_of": "글에서 이야기하는 것입니다",
    "named_together": "함께한다는 말과 같은 대목에 적혀 있습니다",
    "named_in_fact": "함께한 곳으로 항목에 적혀 있습니다",
    "field_of_record": "이름이 붙은 항목에 적혀 있습니다",
    "year_of_title": "제목에 적힌 연도입니다",
    "cost_by_name": "사업비나 예산이라고 적힌 금액입니다",
    "cell": "표의 칸에 적혀 있습니다",
    "cell words": "표의 칸 안의 말에서 읽었습니다",
}
"""What readers are told of a rule; of one that is not here, its name."""
_CHOOSING = frozenset({"central_sentence", "telling_phrase"})
"""Rules whose score says how well something fits among others, and not how sure it is that it is so."""


@dataclass(frozen=True, slots=True)
class ToldReason:
    """What a rule read, and how sure that is ("" where that is not the question); `places` are the lines where it was read."""

    rule: str
    sure: str
    doubtful: bool
    places: tuple[Range, ...]


def tell_score(score: float) -> str:
    """Return how sure something is: .72 → "덜 확실함 72%"."""
    return f"{next(name for least, name in _DEGREES if score >= least)} {score:.0%}"


def tell_reasons(reasons: Iterable[Reason], field: str, values: Collection[str | None]) -> tuple[ToldReason, ...]:
    """Return the reasons of a field (None), or of one of its values by any of the ways to name it: one a rule, with all its places."""
    by_rule: dict[str, list[Reason]] = defaultdict(list)
    for reason in reasons:
        if reason.field == field and reason.value in values:
            by_rule[reason.rule].append(reason)
    return tuple(_tell_rule(rule, own) for rule, own in by_rule.items())


def is_doubtful(reason: Reason) -> bool:
    """Tell whether what was read should be looked at."""
    return reason.score < DOUBTFUL and reason.rule not in _CHOOSING


def _tell_rule(rule: str, own: list[Reason]) -> ToldReason:
    best = max(own, key=lambda reason: reason.score)
    places = tuple(dict.fromkeys(reason.lines for reason in own if reason.lines))
    return ToldReason(_name_rule(rule), "" if rule in _CHOOSING else tell_score(best.score), is_doubtful(best), places)


def _name_rule(rule: str) -> str:
    if rule.startswith(MODEL_RULE):
        return f"언어 모델 {rule.removeprefix(MODEL_RULE)}의 글을 사례의 글과 대 보아 실었습니다"
    return _RULES.get(rule, f"규칙 ‘{rule}’")
