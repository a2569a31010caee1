"""Words around a value → its role: meant to be reached, reached, before, by how much it changed, yet to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model.fact import FactRole
from corpus.vocabulary.value_words import says_that

_CHANGE_WORDS = """증가 증대 상승 확대 감소 하락 축소 절감 단축 향상 개선 급증 급감 감축 순증 증원 신장 성장 인상 인하 증액 감액
    늘어 늘었 늘려 늘린 늘릴 줄어 줄었 줄여 줄인 높아 높였 낮아 낮춰 ↑ ↓ ▲ ▼ 상향 하향 삭감"""
_CHANGED = tuple(_CHANGE_WORDS.split())
_CHANGE_BEHIND = re.compile(
    rf"^(?:이|가|만큼|가량|을|를|씩|의|정도|이상|여)?\s?(?:이상|정도|가량|추가|가까이|나|이나)?\s?(?:{'|'.join(_CHANGED)}|[증감](?![가-힣]))"
)
_REACHED_BEHIND = re.compile(r"^(?:으로|로|까지)(?![가-힣])")
_FROM_BEHIND = re.compile(r"^\s?에서(?![가-힣])|[→⇒➡⇨]")
_CUES: tuple[tuple[FactRole, re.Pattern[str]], ...] = (
    ("target", re.compile(r"목표(?!\s?(?:대비|보다|를?\s?초과|공시|관리|달성|제(?![가-힣]{2})|로))")),
    (
        "plan",
        re.compile(
            r"(?:추진|향후|운영|지원|채용|도입|조성)?\s?(?:계획|예정)(?!\s?(?:대비|보다|된\s?대로|수립|서))|향후|앞으로|전망치?|예상|예측"
        ),
    ),
    ("actual", re.compile(r"실적(?!\s?대비)|달성(?!\s?(?:목표|계획))|결과|누적|현재|성과(?!\s?목표)|집행|완료|기준")),
    (
        "earlier",
        re.compile(
            r"(?:전년도?|당초|기존|종전|이전|작년|지난해|직전|사업\s?전|지원\s?전|참여\s?전|도입\s?전)(?![^,]{0,10}?(?:대비|보다|에\s?비))"
        ),
    ),
)
_REFERENCE = re.compile(
    r"[)\s]*(?:동기\s?)?(?:대비|보다|에?\s?비해|에?\s?비하여|과?\s?비교|에?\s?이어|(?:[가-힣]{1,8}\s)?(?:이후|이래)|부터)"
)
_TARGET_BEHIND = re.compile(r"^\s?(?:을|를|의)?\s?(?:이상\s?)?(?:[가-힣]{2,4}\s)?(?:을|를)?\s?목표(?!\s?(?:대비|를?\s?(?:초과|달성)))")
_PLAN_BEHIND = re.compile(
    r"예정|계획(?!에|서|수립)|전망|예상|예측|방침|하고자\s?(?:함|한다|합니다|$)|하겠|기대(?!치)|목표로|추진\s?중|필요|가능(?:$|\s|할)|[할될]\s?것"
)
_STANDING = re.compile(r"[고어아]\s?있")
_DONE_BEHIND = re.compile(r"달성|기록|완료|실적|선정|수상|체결|성공|개소(?!식)|[가-힣]{1,2}냄|이룸|거둠|거두|이끌|마침")
_RULE = re.compile(
    r"1(?:인|명|일|회|년|개월|시간|가구|개소|개사|기업|건|팀)\s?(?:당|별)?\s?(?:최대|총|약)?\s?$|1인당|인당|명당|개사당|건당|매월|월\s?$|최대|한도|이내|이하|미만|만\s?$|지원\s?대상|자격|이상(?:인|의\s?자)"
)
_CONDITION = re.compile(r"(?:[하되시으]|[가-힣]이)면[\s,]|경우(?:[\s,에]|$)")
_TERMS = re.compile(r"(?:지원|참여|신청|모집|지급|융자|대출)?\s?(?:대상|자격|조건|한도|기준|금액|단가|요건|규정)\s*[:：]?\s*$")
_FEWEST_HEADINGS = 3
_PAST, _PRESENT = 20, frozenset("있겠")


def role_of(before: str, behind: str, rest: str, *, change: bool, onward: bool) -> FactRole | None:
    """Return the role that a value's own clause gives it, or the end of its sentence.

    `before` are the words of its clause up to it, from the value before it on; `behind` those up to the next value; `rest` the sentence's
    own words from there on. `change` says that the value by its unit is a difference (%p), `onward` that one of its kind comes next.
    """
    if _CHANGE_BEHIND.match(behind):
        return "change"
    if _TARGET_BEHIND.match(behind):
        return "target"
    if (cue := _nearest_cue(before)) is not None and not (cue == "plan" and is_past(rest)):
        return cue
    if onward and _FROM_BEHIND.search(behind):
        return "earlier"
    if change:
        return "change"
    if _REACHED_BEHIND.match(behind) and any(word in behind for word in _CHANGED):
        return "actual"
    return "actual" if _STANDING.search(behind) else _role_of_verb(behind) or _role_of_verb(rest)


def role_of_date(behind: str) -> FactRole | None:
    """Return the role of a date by the words behind it: of what is to come, else none."""
    return "plan" if "예정" in behind else None


def _role_of_verb(words: str) -> FactRole | None:
    """Return what the verbs of some words tell: of what is ahead, or of what was done."""
    if _PLAN_BEHIND.search(words):
        return "plan"
    return "actual" if is_past(words) or _DONE_BEHIND.search(words) else None


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


def is_rule(before: str, behind: str) -> bool:
    """Tell whether a value says what holds for each or who may, and not how much came about."""
    return bool(_RULE.search(before[-12:]) or _RULE.search(behind[:6]))


def is_condition(sentence: str, label: str) -> bool:
    """Tell whether a sentence, or the label before it, says what holds for whom: no value in it came about by itself."""
    return bool(_CONDITION.search(sentence) or _TERMS.search(label))


def is_past(words: str) -> bool:
    """Tell whether a verb of these words has the stem of the past: a syllable that ends in ㅆ, save 있 and 겠."""
    return any("가" <= char <= "힣" and (ord(char) - ord("가")) % 28 == _PAST and char not in _PRESENT for char in words)


def is_reference(behind: str) -> bool:
    """Tell whether what stands before these words is only compared with: "전년 | 대비"."""
    return bool(_REFERENCE.match(behind))


def _nearest_cue(before: str) -> FactRole | None:
    """Return the role whose word stands nearest before the value."""
    found = [(match.end(), role) for role, cue in _CUES for match in cue.finditer(before)]
    return max(found)[1] if found else None
