"""The units in which values are printed, and what each of them counts."""

from __future__ import annotations

from corpus.model.fact import FactKind

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


def kind_of_unit(unit: str) -> FactKind | None:
    """Return what a unit counts, None of what is no unit."""
    return KINDS.get("".join(unit.split()).replace("％", "%"))
