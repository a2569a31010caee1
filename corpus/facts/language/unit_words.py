"""Units of values as they are printed: the kind that each says, and the one that stands behind a number."""

from __future__ import annotations

import re

from corpus.model.fact import FactKind

_UNITS_OF: dict[FactKind, str] = {
    "amount": "원 달러 불 유로 엔 위안",
    "rate": "% %p %포인트 퍼센트 퍼센트포인트 프로 ‰",
    "ratio": "배",
    "duration": "시간 분 초 일 일간 주 주간 개월 개월간 달 년 년간 개년 개년간 주년 박 학기 MH M/M",
    "rank": "위 등급 순위",
    "score": "점",
    "measure": "㎡ m2 m² 제곱미터 ha ㏊ km ㎞ m 미터 ㎢ kg ㎏ g 톤 t 평 세 살 ℃ kW MW GW kWh MWh GWh TB GB MB L 리터 ㎥ 배럴 mm cm TOE",
    "count": """명 인 개 곳 군데 개사 개소 개교 개국 사 회 차례 건 가지 종 팀 동 층 호 호실 실 부 과 부서 척 석 병상 문항 항목
        과정 과목 강좌 학과 권 편 매 통 채 가구 세대 필지 마리 그루 쌍 조 반 기업 기관 업체 단체 대학 학교 센터 지역
        시군 농가 어절 단어 문장 면 구좌 좌 세트 벌 식 점포 객실 노선 쪽 페이지 본 량 제품 작품 사업 과제 분야 품목 컷
        인원 대""",
}
"""A kind → the units that say it."""
_KINDS: dict[str, FactKind] = {unit: kind for kind, units in _UNITS_OF.items() for unit in units.split()}
_STRONG_UNITS = "명 원 개 건 곳 회 %p % 시간 ㎡ 억원 개사 개소 개교 개국 개월"
_STRONG = frozenset(_STRONG_UNITS.split())
"""Units that are known for such whatever word they run into: "50명양성"."""
_SPELLED = _STRONG | frozenset("달 배 팀 분 년".split())  # noqa: SIM905
_RUN_ON = ("개사업", "개교육", "개소득", "개국가", "원칙", "명예", "건강")
"""Words that only begin like a unit."""
_TAIL_WORDS = """은 는 이 가 을 를 의 에 도 로 으로 과 와 나 이나 만 씩 여 정도 이상 이하 이내 미만 초과 내외 까지 부터 에서 보다
    별 간 대비 규모 수준 등 이며 이고 임 이다 입니다 이던 인데 인 이었다 였다 이었으며 였으며 에서는 에는 으로는
    가량 남짓 중 째 전 후 였고 이었고 이었던 였던 이라는 이라고 라는 만을 만이 에게 들 들이 들은 에도 이지만 지만
    이라 까지의 이상의 이하의 이상을 이상이 이내의 에게는 씩을 간의 동안 이었습니다 였습니다 이자 정도의 규모의
    수준의 수준으로 중에 까지는 이상으로 으로의 로서 만으로 간은 에서의 인데도 만에"""
TAILS = frozenset(_TAIL_WORDS.split())
"""What may stand behind a unit, as its particle or copula."""
_ORDINAL_WORDS = """시 분기 년제 생 세기 층 차 기 기생 호선 번째 회차 년차 조 항 절 단계 학년 번지 장 년대 번 호 월 인당 명당 급 군
    권역 년생 일자 학번 극 특 부작 주차 일차 대 막 유형 세대 순위 생활 트랙 호봉 종"""
ORDINALS = frozenset(_ORDINAL_WORDS.split())
"""What is counted off and not counted; those that can also count do so behind a word of counting, or behind a great number."""
_RUN = re.compile(r"(?P<gap>\s?)(?P<run>%\s?p|%\s?포인트|%|[㎡㎢㎏㎞㎥ℓ℃㏊‰]|[가-힣]+|[A-Za-z]+[²2/]?[A-Z]?)")
_HANGUL = re.compile(r"[가-힣]+")
_LONGEST_KNOWN, _LONGEST_UNKNOWN, _LONGEST_TAIL = 5, 3, 4


def kind_of_unit(unit: str | None) -> FactKind:
    """Return the kind of a value by its unit, scales and spaces aside: "백만 원" → amount; what no unit says is a count."""
    plain = re.sub(r"\s", "", unit or "")
    bare = re.sub(r"^[조억만천백십]+", "", plain)
    if plain and not bare and set(plain) & {"억", "조"}:
        return "amount"
    return _KINDS.get(plain) or _KINDS.get(bare) or "count"


def is_known(unit: str | None) -> bool:
    """Tell whether a unit is one of those listed here."""
    return unit in _KINDS


def is_spelled(number_end: int, unit: str, unit_end: int) -> bool:
    """Tell whether a unit can stand behind a number in words: apart from it, or run on where that makes no other word (세부, 세척)."""
    return unit_end - len(unit) > number_end or unit in _SPELLED or len(unit) > 1


def word_at(text: str, at: int) -> str:
    """Return the Hangul that begins at a place of a text, to its end."""
    found = _HANGUL.match(text, at)
    return found.group() if found else ""


def read_unit(text: str, at: int) -> tuple[str | None, int]:
    """Return the unit that stands at a place, and where it ends; without one None and the place itself."""
    found = _RUN.match(text, at)
    if found is None:
        return None, at
    run, start = found["run"], found.start("run")
    plain = re.sub(r"\s", "", run)
    if plain in _KINDS:
        return plain, found.end()
    if _HANGUL.match(run) is None:
        return None, at
    unit = _known_unit(run, attached=not found["gap"]) or ("" if found["gap"] else _other_unit(run))
    return (unit, start + len(unit)) if unit else (None, at)


def _known_unit(run: str, *, attached: bool) -> str:
    """Return the longest known unit that a word begins with, as far as what follows it leaves it one."""
    for size in range(min(len(run), _LONGEST_KNOWN), 0, -1):
        unit, rest = run[:size], run[size:]
        strong = attached and (unit == "개" or (unit in _STRONG and not run.startswith(_RUN_ON)))
        if unit in _KINDS and (rest in TAILS or strong):
            return unit
    if attached:  # "2년연속"
        return next(
            (run[:size] for size in (3, 2, 1) if run[:size] in _KINDS and run[:size] not in ORDINALS - {"대"} and len(run) > size + 1), ""
        )
    return ""


def _other_unit(run: str) -> str:
    """Return the noun, without its particle, that stands right behind a number as a unit that is not listed: "65종목은" → "종목"."""
    stem = next((run[:-size] for size in range(min(_LONGEST_TAIL, len(run)), 0, -1) if run[-size:] in TAILS), run)
    stem = run if run in ORDINALS else stem
    fits = 1 <= len(stem) <= _LONGEST_UNKNOWN and stem not in TAILS and stem[0] not in "차기" and stem[-1] not in "하되"
    return stem if fits else ""
