"""Labelled form in prose ("사업기간: …", "(주관) …", "협력기관으로 A, B가 참여") → the label and what it says, and the names of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LABELS_OF = {
    "사업명": """사업명 과제명 프로그램명 시책명""",
    "기간": """사업기간 추진기간 운영기간 수행기간 과업기간 기간 사업시기 추진시기""",
    "예산": """총사업비 사업비 예산 예산액 총예산 사업예산 소요예산 투입예산 사업규모 추정가격 사업금액""",
    "대상": """지원대상 사업대상 참여대상 모집대상 교육대상 대상 참가대상 참여자격 지원자격""",
    "지역": """사업지역 대상지역 지역 위치 사업위치 사업대상지""",
    "주관기관": """주관 주관기관 시행 시행기관 시행주체 수행기관 사업수행기관 추진기관 추진주체 운영기관 운영주체
        사업주체 주최 전담기관 주무부처 소관부처 소관부서 담당부서 추진부서 주관부서""",
    "협력기관": """협력 협력기관 참여기관 협약기관 협업기관 연계기관 공동수행기관 유관기관 참여주체 후원 협찬 컨소시엄
        참여대학 협력대학""",
}
FIELDS: Mapping[str, frozenset[str]] = {field: frozenset(labels.split()) for field, labels in _LABELS_OF.items()}
"""A field of a record → the labels that a text gives it, without their spaces."""
_KNOWN = {label: field for field, labels in FIELDS.items() for label in labels}
_ORGANISATION = re.compile(r"[가-힣·\s]{0,10}(?:기관|부서|단체|주체|부처|기구|협의체|컨소시엄)")
_LABEL = re.compile(
    r"(?P<label>[가-힣][가-힣·/ ]{0,14}[가-힣])(?:\s?\([^()]{1,20}\))?\s?[:：](?!\d)"
    r"|(?:^[\s\-*○●□■◎ㅇ◦·▶▷☞※✓☑◆◇➡▪•]*|[,;/]\s?)[(\[【〔<](?P<boxed>[가-힣][가-힣· ]{0,10}[가-힣])[)\]】〕>]\s?[:：]?\s?(?=\S)"
)
_OPENING = re.compile(r"^[\s\-*○●□■◎ㅇ◦·▶▷☞※✓☑◆◇➡▪•]*(?P<label>[가-힣]{4,8})\s+(?=\S)")
_AS_ROLE = re.compile(
    r"(?P<label>[가-힣]{0,6}(?:기관|단체|주체|부처))(?:으로는?|로는?)\s(?P<names>[^.:]{2,160}?)"
    r"(?:[이가은는]|\s등\s?\d*개?[가-힣\s]{0,8}[이가])\s?(?:[가-힣]+\s)?(?:참여|선정|함께|지정|합류|위촉)"
)
_LIST_MARK = re.compile(r"\s*[,，、;]\s*|\s+/\s+|\s+및\s+|(?<=[가-힣])[·‧](?=[가-힣]{2,}\s*(?:[,·‧]|$))")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_NAME = re.compile(
    r"^\d|[():/：]|^[\W_]*$|(?:다|요|음|함|됨|고|며|여|하는|되는|위해|통해|따라|[을를은는]|등을|지원|추진|운영|실시|구축|강화|확대|필요)$|^(?:등|외|및|기타|없음)$|\d[\d,]*\s?(?:명|개|원|건|회|%)"
)
_AROUND_NAME = re.compile(r"\s등(?:\s?\d+개[가-힣\s]*)?$|^[-*○ㅇ▶\s]+")
_NAME = re.compile(r".{3,40}|[가-힣][시도군구청부처원]|[A-Z]{2}")
"""A name; of two syllables only those of a place or an office, because the others are common nouns."""
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a line says under a label: the label as printed, the field that it is of (None where of another), and the words behind it."""

    label: str
    field: str | None
    text: str


def read_labelled(line: str) -> Iterator[Labelled]:
    """Yield what a line says in labelled form, in order; each runs to the next label that is one of a field."""
    marks = [(match.start(), match.end(), " ".join((match["label"] or match["boxed"]).split())) for match in _LABEL.finditer(line)]
    if not marks and (opening := _OPENING.match(line)) and opening["label"] in _KNOWN and not is_organisation(opening["label"]):
        marks = [(opening.start("label"), opening.end(), opening["label"])]
    known = [mark for mark in marks if _field_of(mark[2]) or _ORGANISATION.fullmatch(mark[2])]
    for at, (_, end, label) in enumerate(known):
        stop = known[at + 1][0] if at + 1 < len(known) else len(line)
        text = " ".join(line[end:stop].strip(" ,/·-").split())
        if text and len(text) <= LONGEST_VALUE:
            yield Labelled(label, _field_of(label), text)


def read_named(sentence: str) -> Iterator[Labelled]:
    """Yield the lists of names that a sentence gives a part in words: "협력기관으로 A, B가 참여"."""
    for match in _AS_ROLE.finditer(sentence):
        yield Labelled(match["label"], _field_of(match["label"]), match["names"])


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list, without what their brackets say; words that are no name fall."""
    names = (
        re.sub(r"\s등(?:\s?\d+개[가-힣\s]*)?$|^[-*○ㅇ▶\s]+", "", part).strip(" .·-") for part in _LIST_MARK.split(_BRACKETED.sub("", text))
    )
    return tuple(dict.fromkeys(name for name in names if _NAME.fullmatch(name) and not _NO_NAME.search(name)))


def is_organisation(label: str) -> bool:
    """Tell whether a label says the part that somebody has in a programme: what follows is names."""
    return _field_of(label) in {"주관기관", "협력기관"} or _ORGANISATION.fullmatch(label) is not None


def _field_of(label: str) -> str | None:
    return _KNOWN.get(label.replace(" ", ""))
