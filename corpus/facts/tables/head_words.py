"""The words of a head, a caption or a label → the year, role, unit and share they say of the values below, and what else they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from corpus.documents.table_heads import CORNER
from corpus.facts.tables.printed_units import kind_of_unit
from corpus.model.fact import FactKind, FactRole, Share
from corpus.vocabulary.value_words import said_of, says_that

_ROLE_WORDS = re.compile(
    r"(?:공시|추진|사업|당초|최종|누적|집행|성과|운영|연간|실제|공약|예산)?\s?(?:목표치|목표|계획|예정|실적|성과(?!지표)|현황|달성(?![률율도])|집행(?![률율]))(?:치|값)?(?![가-힣])"
    r"|(?:실적|목표|계획|예산)?\s?증감\s?[(]?\s?(?:액|률|율|분)?\s?[)]?|증가수|전년\s?도?|작년|지난해|대비|(?<=\s)및(?=\s|$)|^기존$|^현재$|[↑↓]"
)
_ROLE_AT_END = re.compile(
    r"(?:목표|실적|계획|증감|증가|감소|상승|하락|대비|성과|결과|달성|예정|전망|전년|작년|기존|현재)\s?(?:률|율|액|수|치|값|도|분|비|인원)?\W*$"
)
_ROUND_BRACKETS = re.compile(r"\([^()]*\)")
_COMPARED = re.compile(r"목표\s*(?:치|인원)?\s*대비|계획\s*대비")
_BASE = re.compile(r"(?:['‘’`′]?\d{2,4}\s*년?\s*도?|전년\s?도?|전월|전기|전분기)\s*(?:실적|동기|말)?\s*대비")
_BASE_IN_BRACKETS = re.compile(r"\([^()]*대비[^()]*\)")
_YEAR = re.compile(
    r"(?<![\d,.])(?P<long>(?:19|20)\d\d)(?![\d,]|\.\d{3})|['‘’`′]\s?(?P<quoted>\d\d)(?!\d)|(?<![\d,.~∼~-])(?P<short>\d\d)\s?(?:년|\.\s?\d{1,2}\s?(?:월|\.))(?!\s?간|생|차|이상|이내|연속)"
)
_AGO = {
    "전년": -1,
    "작년": -1,
    "지난해": -1,
    "전년도": -1,
    "재작년": -2,
    "당해": 0,
    "금년": 0,
    "올해": 0,
    "당해연도": 0,
    "내년": 1,
    "차년도": 1,
    "익년": 1,
}
_RELATIVE = re.compile(rf"(?<![가-힣])({'|'.join(sorted(_AGO, key=len, reverse=True))})")
_CENTURY, _PIVOT = 100, 70
_BRACKETS = re.compile(r"[(\[<〈（【]([^()\[\]<>〈〉（）【】]*)[)\]>〉）】]")
_UNIT_LABEL = re.compile(r"단\s?위\s?[:：]?\s*")
_UNIT_BARE = re.compile(r"단\s?위\s?[:：]\s*([^)\]>\n]{1,40})")
_SPLIT = re.compile(r"\s*[,，/·ㆍ、]\s*|\s{2,}")
_SET_APART = re.compile(r"(?<![가-힣])[가-힣](?: [가-힣])+(?![가-힣])")
_NO_UNITS = {"주", "사", "재", "유", "인", "합", "社"}
"""What brackets say before a company's or a society's name."""
_SUM = r"(?:합\s?계|소\s?계|총\s?계|누\s?계|총\s?합\s?계?|계|total)"
_TOTAL = re.compile(rf"(?:(?:.*[\s)\]])?{_SUM}|전\s?체|총\s?액|총\s?\d.*)(?:\s?[(\[=:].*|\s?\d*)?", re.IGNORECASE)
"""A word for a sum, alone or after what is summed ("국비 소계"), but no 회계 and no 관계."""
_MARKS = re.compile(r"\([A-Za-z0-9+\-*/=÷×\s.ⓐ-ⓩ㉠-㉻①-⑳]{1,14}\)|^[\s□○●◎■▶▷·•*※\-–①-⑳]+|[①-⑳]\s?(?=$)")


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What a head says: the year or how many years from the table's own, the role, the units it lists, total, and the rest of it."""

    year: int | None = None
    ago: int | None = None
    role: FactRole | None = None
    units: tuple[str, ...] = ()
    share: Share | None = None
    rest: str = ""


@lru_cache(maxsize=8192)
def read_head(text: str) -> HeadWords:
    """Return what a head's words say."""
    told = join_letters(" ".join(text.split()))
    units = read_units(told)
    bare = _BRACKETS.sub(lambda match: " " if _units_of(match[1]) else match[0], told)
    year, ago = read_year(bare)
    role = read_role(bare)
    share: Share | None = "total" if is_total(bare) else None
    rest = _MARKS.sub(" ", _BASE_IN_BRACKETS.sub(" ", bare))
    rest = _BASE.sub(" ", _COMPARED.sub(" ", rest))
    rest = re.sub(
        r"['‘’`′]?\s?(?:19|20)?\d\d\s?(?:년도|년|\.\s?\d{1,2}(?:\s?월|\.)?)|['‘’`′]\s?\d\d\.?|(?<!\d)(?:19|20)\d\d(?!\d)\.?", " ", rest
    )
    rest = _ROLE_WORDS.sub(" ", rest)
    rest = " ".join(re.sub(r"[(]\s*[~∼-]?\s*[)]", " ", rest).split()).strip(" ·,.:-~*/")
    rest = "" if CORNER.fullmatch("".join(rest.split())) or rest in {"내용", "비고", "계", "년", "도", "말", "값", "수치"} else rest
    return HeadWords(year, ago, role, units, share, rest)


def join_letters(text: str) -> str:
    """Return a text with words that are set apart letter by letter as one: "추 진 실 적" → "추진실적"."""
    return _SET_APART.sub(lambda match: match[0].replace(" ", ""), text)


def read_role(text: str) -> FactRole | None:
    """Return the role that words give a value; None where they say none, or a target and what was reached in one."""
    bare = _COMPARED.sub(" ", text)
    if re.search(r"목표", bare) and re.search(r"실적|성과|결과", bare) and not re.search(r"성과\s?목표|목표\s?성과", bare):
        return None
    without = _BASE_IN_BRACKETS.sub(" ", bare)
    return _role(said_of("roles_of_heads", without) or said_of("roles_of_heads", bare))


def _role(said: str | None) -> FactRole | None:
    return next((role for role in get_args(FactRole) if role == said), None)


def read_last_role(name: str) -> FactRole | None:
    """Return the role that the last words of a label or a name give: before them they are part of a name."""
    return read_role(name) if _ROLE_AT_END.search(_ROUND_BRACKETS.sub("", name)) else None


def read_year(text: str) -> tuple[int | None, int | None]:
    """Return the year that words name, or how many years it is from the one told of; both None where they name none, or several."""
    bare = _BASE.sub(" ", _BASE_IN_BRACKETS.sub(" ", text))
    years = read_years(bare)
    if len(years) == 1:
        return years.pop(), None
    if years:
        return None, None
    relative = _RELATIVE.search(bare)
    return None, (_AGO[relative[1]] if relative else None)


def read_years(text: str) -> set[int]:
    """Return all years that words name."""
    return {_year_of(match) for match in _YEAR.finditer(text)}


def _year_of(match: re.Match[str]) -> int:
    if match["long"]:
        return int(match["long"])
    short = int(match["quoted"] or match["short"])
    return short + 20 * _CENTURY if short < _PIVOT else short + 19 * _CENTURY


def is_total(text: str) -> bool:
    """Whether a label says that its values are the sum of others."""
    return _TOTAL.fullmatch(" ".join(text.split()).strip(" ○□·-")) is not None


def read_units(text: str) -> tuple[str, ...]:
    """Return the units that words list: "(단위: 명, 백만원)" → ("명", "백만원"), "취업자(명)" → ("명",), "매출 단위 : 천원" → ("천원",)."""
    for match in _BRACKETS.finditer(text):
        if units := _units_of(match[1], alone=match[0] == text.strip()):
            return units
    bare = _UNIT_BARE.search(text)
    return _units_of(f"단위: {bare[1]}") if bare else ()


def _units_of(told: str, *, alone: bool = False) -> tuple[str, ...]:
    """The units of a remark in brackets; () where it is none. A line that is nothing else (`alone`) may say more than units."""
    if told.strip() in _NO_UNITS:
        return ()
    labelled = _UNIT_LABEL.search(told)
    parts = [part for part in _SPLIT.split(told[labelled.end() :] if labelled else told) if part]
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
