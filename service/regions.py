"""Regions named in a query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.schema import Case

SHORT_FORMS = {
    "서울특별시": "서울", "부산광역시": "부산", "대구광역시": "대구", "인천광역시": "인천", "광주광역시": "광주", "대전광역시": "대전",
    "울산광역시": "울산", "세종특별자치시": "세종", "경기도": "경기", "강원특별자치도": "강원", "충청북도": "충북", "충청남도": "충남",
    "전라북도": "전북", "전라남도": "전남", "경상북도": "경북", "경상남도": "경남", "제주특별자치도": "제주",
}  # fmt: skip
# Names that are everyday words without their last syllable: 동작구 is not meant by "동작".
_AMBIGUOUS = {"동작", "서"}


def regions_in(query: str, forms: Iterable[str], cases: Sequence[Case]) -> list[str]:
    """Return the regions of the cases that a query names in full or in short ("거제", "경남"), in the corpus's order."""
    words = {*forms, *query.split()}
    names = dict.fromkeys(name for case in cases for name in (case.region.sido, case.region.sigungu) if name)
    return [name for name in names if name in query or _short(name) in words]


def _short(name: str) -> str:
    short = SHORT_FORMS.get(name, name[:-1])
    return name if short in _AMBIGUOUS else short
