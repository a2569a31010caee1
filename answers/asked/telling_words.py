"""The words of a question that tell what it is about, and what stands for them in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from answers.asked.question import Question
from answers.asked.vocabulary import SYNONYMS
from corpus.facts.spans import characters
from indexer.text.analyser import Token

Rarity = Callable[[str], float]
_ASKED_UNIT = re.compile(r"몇\s?[가-힣%㎡]{1,2}")
_ROLES = frozenset({
    "실적", "목표", "계획", "결과", "금액", "규모", "인원", "수", "명", "사람", "총", "모두", "전체", "숫자", "비율", "값", "기업",
    "기관", "곳", "율", "률",
})  # fmt: skip
_LIGHT = frozenset({
    "몇", "얼마", "언제", "어디", "무엇", "누구", "이다", "있다", "하다", "되다", "것", "수", "때", "알리다", "어느", "어떤", "무슨",
    "정도", "말하다", "년",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The question's words that say what about: form → weight (its rarity, more towards the end, where Korean puts the thing asked).

    `head` is the last of them but for roles: the thing whose amount is asked, the 사업비 of "총사업비는 얼마인가". `alike` leads from words
    that stand for one of the question's to that one.
    """

    weights: dict[str, float]
    last: frozenset[str]
    head: str = ""
    alike: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """Sum of the weights; never zero."""
        return sum(self.weights.values()) or 1.0

    def share(self, held: frozenset[str] | set[str]) -> float:
        """Return which share of the weight the words in `held` carry."""
        return sum(weight for form, weight in self.weights.items() if form in held) / self.total

    def said(self, forms: Iterable[str]) -> set[str]:
        """Return the question's words that forms say, themselves or by a word that stands for them (뽑다 for 채용)."""
        return {form if form in self.weights else self.alike[form] for form in forms if form in self.weights or form in self.alike}


def words_of(question: Question, tokens: Sequence[Token], rarity: Rarity) -> Words:
    """Return a question's telling words; not those of a quantity it names ("2022년") or of the unit it asks ("몇 명")."""
    within = [(mention.start, mention.end) for mention in question.given]
    within += [match.span() for match in _ASKED_UNIT.finditer(question.text)]
    taken = characters(within)
    told = [token for token in tokens if token.form not in _LIGHT and token.start not in taken]
    weights: dict[str, float] = {}
    for place, token in enumerate(told):
        weights[token.form] = max(weights.get(token.form, 0.0), max(rarity(token.form), 0.1) * (0.6 + 0.8 * place / max(len(told) - 1, 1)))
    head = next((token.form for token in reversed(told) if token.form not in _ROLES and not token.form.endswith("다")), "")
    alike = {other: form for form in weights for other in SYNONYMS.get(form, ()) if other not in weights}
    return Words(weights, frozenset(token.form for token in told[-2:]), head, alike)
