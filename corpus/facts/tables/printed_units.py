"""The units in which values are printed, what each of them counts, those that a head lists, and which of them a value is in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model.fact import FactKind, FactRole
from corpus.vocabulary.value_words import said_of, says_that

UNITS: dict[FactKind, str] = {
    "amount": "원 천원 만원 백만원 억원 십억원 조원 억 조 달러 만달러 백만달러 억달러 불 만불 천불 백만불 억불 유로 엔 위안 USD $",
    "rate": "%p %포인트 퍼센트포인트 포인트 % 퍼센트 프로 ‰ bp",
    "count": (
        "명 인 연인원 백명 천명 만명 천인 건 천건 만건 개 천개 만개 개사 개소 개교 개국 개기업 개기관 "
        "개업체 개팀 개반 개과 개과정 개사업 개단체 개시군 개조 개실 개관 개점 개종 개분야 팀 곳 군데 社 사 "
        "회 차례 번 가지 종 부 대 호 가구 세대 필지 동 병상 석 과정 과목 강좌 편 권 장 "
        "점포 그루 마리 척 기 본 매 쪽 면 량 채 실 세트 식 문항 학급 인분"
    ),
    "duration": "시간 hr h MH 일 주 주간 개월 달 분 초 년 년간 개년 학기 일간 차시 박",
    "rank": "위 순위 등급",
    "score": "점",
    "ratio": "배",
    "measure": (
        "㎡ m2 m² 천㎡ 만㎡ 제곱미터 m ㎞ km ㎝ cm ㎜ mm 미터 kg ㎏ g 톤 천톤 만톤 t ha 평 ℓ L 리터 MW kW GW kWh "
        "MWh GWh TEU 세 살 층 ℃ 도 ㎥ m3 대/일 회/일 명/일 km/h"
    ),
}
"""Each kind's units as printed, without blanks."""
KINDS: dict[str, FactKind] = {unit: kind for kind, units in reversed(UNITS.items()) for unit in units.split()}
WORD_UNITS = sorted((unit for unit in KINDS if unit not in {"억", "조"}), key=len, reverse=True)
OPEN_UNITS = frozenset(
    "사 기 대 동 주 종 부 본 면 일 분 도 인 번 장 실 점 호 세 위 층 살 식 박 년 편 조 초 과정 m g t L 매 채 석 권 량 쪽".split()  # noqa: SIM905
)
"""Units that are also the beginning of other words: nothing but a particle may follow them."""
_BRACKETS = re.compile(r"[(\[<〈（【]([^()\[\]<>〈〉（）【】]*)[)\]>〉）】]")
_LABEL = re.compile(r"단\s?위\s?(?P<colon>[:：])?\s*")
_ENDS, _BETWEEN = re.compile(r"[)\]>\n]"), re.compile(r"\s*[,，/·ㆍ、]\s*|\s{2,}")
_NO_UNITS = {"주", "사", "재", "유", "인", "합", "社"}
"""What brackets say before a company's or a society's name."""


def kind_of_unit(unit: str) -> FactKind | None:
    """Return what a unit counts, None of what is no unit."""
    return KINDS.get("".join(unit.split()).replace("％", "%"))


def read_units(text: str) -> tuple[str, ...]:
    """Return the units that words list: "(단위: 명, 백만원)" → ("명", "백만원"), "취업자(명)" → ("명",), "매출 단위 : 천원" → ("천원",)."""
    for match in _BRACKETS.finditer(text):
        if units := _units_of(match[1], alone=match[0] == text.strip()):
            return units
    bare = _LABEL.search(text)
    return _units_of(_ENDS.split(text[bare.start() :], maxsplit=1)[0]) if bare and bare["colon"] else ()


def leave_out_units(text: str) -> str:
    """Return a text without the brackets that list units, a blank for each."""
    return _BRACKETS.sub(lambda match: " " if _units_of(match[1]) else match[0], text)


def _units_of(told: str, *, alone: bool = False) -> tuple[str, ...]:
    """The units of a remark in brackets; () where it is none. A line that is nothing else (`alone`) may say more than units."""
    if told.strip() in _NO_UNITS:
        return ()
    labelled = _LABEL.search(told)
    parts = [part for part in _BETWEEN.split(told[labelled.end() :] if labelled else told) if part]
    units = [re.sub(r"\s|\(.*", "", part) for part in parts]
    known = [unit for unit in units if kind_of_unit(unit) is not None]
    return tuple(known) if known and (labelled or len(known) == len(units) or (alone and 2 * len(known) >= len(units))) else ()


def choose_unit(units: Sequence[str], names: Sequence[str], role: FactRole | None) -> tuple[str | None, bool]:
    """Return which of the listed units a value is in that is called by these names, the one that counts most first; and whether it is said.

    A rate among people is in %, its change in %p. Without a list, or with none that goes, it is the unit usual for what is counted.
    """
    kind = next((kind for name in names for kind in (_kind_of_name(name),) if kind), None)
    if kind == "rate":
        point = role == "change" and not re.search(r"[률율]$", names[0] if names else "")
        told = next((unit for unit in units if unit in {"%", "%p"} and (unit == "%p") == point), None)
        return told or ("%p" if point else "%"), told is not None
    fitting = [unit for unit in units if kind_of_unit(unit) != "rate"] if len(units) > 1 else list(units)
    if kind == "amount":
        money = next((unit for unit in fitting if kind_of_unit(unit) == "amount"), None)
        return money, money is not None
    people = any(says_that("counted", "people", name) for name in names)
    counted = any(says_that("counted", "things", name) for name in names[:1])
    if people and not counted and (persons := next((unit for unit in fitting if unit.endswith(("명", "인"))), None)):
        return persons, True
    usual = _usual_unit(names[:1])
    if usual == "명" and all(kind_of_unit(unit) == "amount" for unit in fitting):
        return usual, False
    if len(fitting) > 1:
        fitting = [unit for unit in fitting if kind_of_unit(unit) != "amount"] or fitting
    if counted:
        things = next((unit for unit in fitting if not unit.endswith(("명", "인")) and kind_of_unit(unit) == "count"), None)
        return things or _usual_unit(names), things is not None
    if fitting and (kind is None or kind_of_unit(fitting[0]) == kind):
        return fitting[0], True
    return _usual_unit(names), False


def _usual_unit(names: Sequence[str]) -> str | None:
    return next((unit for name in names if (unit := said_of("usual_units", _bare_name(name)))), None)


def _kind_of_name(name: str) -> FactKind | None:
    kind = said_of("kinds_of_names", _bare_name(name))
    return "rate" if kind == "rate" else "amount" if kind == "amount" else None


def _bare_name(name: str) -> str:
    """A name without what stands in brackets at its end, and without blanks: "고 용 률 (15~64세)" → "고용률"."""
    return re.sub(r"\([^()]*\)|[*※]|\s", "", name)
