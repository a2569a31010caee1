"""The nouns: a case as its card records it, and the passage that is searched. No logic, and nothing of the project but the ids' grammar.

Field names are the product's vocabulary; where a card's key differs (`measures`, `metrics`), the alias says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from corpus.model.ids import BOOK_PATTERN, CASE_PATTERN, canonical

Sido = Literal[
    "서울특별시", "부산광역시", "대구광역시", "인천광역시", "광주광역시", "대전광역시", "울산광역시", "세종특별자치시", "경기도",
    "강원특별자치도", "충청북도", "충청남도", "전라북도", "전라남도", "경상북도", "경상남도", "제주특별자치도",
]  # fmt: skip
Target = Literal[
    "청년", "여성", "경력단절여성", "신중년", "고령자", "장애인", "취약계층", "퇴직·실직자", "구직자", "재직자", "자립준비청년",
    "외국인·다문화", "학생", "농어업인", "창업자", "소상공인", "중소기업",
]  # fmt: skip
PolicyMeasure = Literal[
    "고용장려금·인건비지원", "취업연계·고용서비스", "직업훈련·인력양성", "고용유지·장기근속", "직접일자리", "창업지원", "정주·생활지원",
    "투자·기업유치", "산업육성·연구개발", "기업지원·컨설팅", "거버넌스·협력체계", "노동환경·복지", "사회적경제", "일자리 인프라",
    "돌봄·일생활균형",
]  # fmt: skip
Industry = Literal[
    "자동차", "이차전지", "기계·제조", "농업·식품", "바이오·의료", "철강·소재", "ICT·AI", "항공", "뿌리산업", "반도체", "로봇",
    "수소·에너지", "조선", "석유화학", "관광·MICE", "수산·해양", "환경·자원순환", "패션·공예", "물류", "유통·전자상거래", "보건·복지",
    "사회서비스", "건설", "문화콘텐츠",
]  # fmt: skip
SectionKind = Literal["background", "strategy", "governance", "programme", "outcome", "lesson", "voice"]
PassageKind = Literal[
    "background", "strategy", "governance", "programme", "outcome", "lesson", "voice",
    "summary", "keywords", "need", "figure", "casebook",
]  # fmt: skip

LAST_LINE = 1_000_000


def _ordered(span: tuple[int, int]) -> tuple[int, int]:
    """Refuse a range that runs backwards; the message is the user's."""
    if span[0] > span[1]:
        msg = f"범위의 시작({span[0]})이 끝({span[1]})보다 뒤에 있습니다"
        raise ValueError(msg)
    return span


def _ordered_pages(pages: tuple[int, int | None]) -> tuple[int, int | None]:
    """Refuse pages that run backwards; an open end (None) is allowed."""
    if pages[1] is not None:
        _ordered((pages[0], pages[1]))
    return pages


def unique(values: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a value given twice."""
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        msg = f"같은 값이 두 번 있습니다: {', '.join(twice)}"
        raise ValueError(msg)
    return values


BookId = Annotated[str, StringConstraints(pattern=rf"^{BOOK_PATTERN}$")]
CaseId = Annotated[str, StringConstraints(pattern=rf"^{CASE_PATTERN}$"), AfterValidator(canonical)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000, pattern=r"\S")]
Award = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"\S")]
"""What a case's book calls a kind of its cases."""
Line = Annotated[int, Field(ge=1, le=LAST_LINE)]
LineRange = Annotated[tuple[Line, Line], Field(strict=False), AfterValidator(_ordered)]
Page = Annotated[int, Field(ge=1, le=100_000)]
Pages = Annotated[tuple[Page, Page | None], Field(strict=False), AfterValidator(_ordered_pages)]
Month = Annotated[str, StringConstraints(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$")]
Number = Annotated[int | float, Field(allow_inf_nan=False)]
Texts = Annotated[tuple[Text, ...], Field(strict=False)]
Thesaurus = Mapping[str, tuple[str, ...]]
"""A word that may be typed → the words to look for beside it."""


class Record(BaseModel):
    """Base of what a card holds: frozen, strictly typed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", str_strip_whitespace=True)


class Region(Record):
    """The local government of a case; `sigungu` is None for a province or metropolitan city."""

    sido: Sido
    sigungu: Text | None


class Period(Record):
    """When the programme ran, `YYYY` or `YYYY-MM`, None where the source does not say."""

    start: Month | None
    end: Month | None


class Section(Record):
    """One part of a case in our own words; `source` is the line range of the casebook it was written from."""

    kind: SectionKind
    heading: Text
    text: Text
    source: LineRange
    asks: Annotated[Texts, Field(max_length=10)]


class Figure(Record):
    """One reported number: what, when, target and actual value, in which unit. None where not stated."""

    name: Text
    year: Annotated[int, Field(ge=1950, le=2100)] | None
    target: Number | None
    actual: Number | None
    unit: Text
    source: LineRange


class Case(Record):
    """One award case, as its card records it. `policy_measures` and `figures` are `measures` and `metrics` there."""

    id: CaseId
    award: Award
    region: Region
    title: Text
    headline: Text
    summary: Text
    period: Period
    budget_million_krw: Annotated[Number, Field(ge=0)] | None
    pages: Pages
    targets: Annotated[tuple[Target, ...], Field(strict=False, min_length=1), AfterValidator(unique)]
    policy_measures: Annotated[tuple[PolicyMeasure, ...], Field(strict=False, min_length=1, alias="measures"), AfterValidator(unique)]
    industries: Annotated[tuple[Industry, ...], Field(strict=False), AfterValidator(unique)]
    keywords: Annotated[Texts, AfterValidator(unique)]
    needs: Texts
    partners: Texts
    sections: Annotated[tuple[Section, ...], Field(strict=False, min_length=1)]
    figures: Annotated[tuple[Figure, ...], Field(strict=False, alias="metrics")]
    notes: Texts


class Province(Record):
    """A 시·도 under the name that cases use, the other ways to write it, shortest first, and its 시·군·구."""

    name: Sido
    forms: Annotated[Texts, Field(min_length=1)]
    districts: Annotated[Texts, AfterValidator(unique)]


class Regions(Record):
    """The regions of Korea, whether a case has them or not; `together` are words for several provinces (호남)."""

    together: dict[str, Annotated[tuple[Sido, ...], Field(strict=False)]]
    provinces: Annotated[tuple[Province, ...], Field(strict=False)]


class FacetWords(Record):
    """The ordinary words for each value of a facet."""

    award: dict[Award, Texts]
    target: dict[Target, Texts]
    policy_measure: dict[PolicyMeasure, Texts]
    industry: dict[Industry, Texts]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched.

    `text` is what a reader sees (Unicode NFC). `context` (region and title) and `expansion` (short queries the passage answers) are
    indexed with it but not shown. `lines` is its 1-based inclusive range in the casebook, None for what has no single place there.
    `sections` names the card sections whose source a casebook passage overlaps.
    """

    id: str
    case_id: str
    kind: PassageKind
    heading: str
    text: str
    context: str = ""
    expansion: str = ""
    lines: tuple[int, int] | None = None
    sections: tuple[str, ...] = ()
