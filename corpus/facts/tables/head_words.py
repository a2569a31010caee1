"""The words of a head, a caption or a label → the year, role, unit and share they say of the values below, and what else they name.

Patterns are for what is written by rule (years, brackets, marks); words stand in the table of corpus/vocabulary/value_words.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from corpus.documents.table_heads import CORNER
from corpus.facts.tables.printed_units import leave_out_units, read_units
from corpus.model.fact import FactRole, Share
from corpus.vocabulary.value_words import leave_out, said_of, says_that

_ROUND_BRACKETS, _HOLLOW = re.compile(r"\([^()]*\)"), re.compile(r"[(]\s*[~∼-]?\s*[)]")
_BASE_IN_BRACKETS = re.compile(r"\([^()]*대비[^()]*\)")
_BASE = re.compile(r"['‘’`′]?\d{2,4}\s*년?\s*도?\s*(?:실적|동기|말)?\s*대비")
_YEAR = re.compile(
    r"(?:(?<![\d,.])['‘’`′]?(?P<long>(?:19|20)\d\d)(?!\d|,\d|\.\d{3})|['‘’`′]\s?(?P<quoted>\d\d)(?!\d)"
    r"|(?<![\d,.~∼~-])(?P<short>\d\d)(?=\s?(?:년|\.\s?\d{1,2}\s?(?:월|\.))(?!\s?간|생|차|이상|이내|연속)))"
    r"(?:\s?(?:년도?|\.\s?\d{1,2}(?:\s?월|\.)?|\.))?"
)
_CENTURY, _PIVOT = 100, 70
YEARS_FROM_NOW = range(-2, 2)
"""How many years from the one told of a word may name."""
_SET_APART = re.compile(r"(?<![가-힣])[가-힣](?: [가-힣])+(?![가-힣])")
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
    bare = leave_out_units(told)
    year, ago = read_year(bare)
    share: Share | None = "total" if is_total(bare) else None
    return HeadWords(year, ago, read_role(bare), units, share, _name_in(bare))


def _name_in(head: str) -> str:
    """Return what a head names: the rest of it without years, roles, marks and what it compares with."""
    rest = _MARKS.sub(" ", _BASE_IN_BRACKETS.sub(" ", head))
    rest = _YEAR.sub(" ", _BASE.sub(" ", leave_out("compared_with_plan", rest)))
    rest = leave_out("beside_names", leave_out("compared_with_before", rest))
    rest = " ".join(_HOLLOW.sub(" ", rest).split()).strip(" ·,.:-~*/")
    return "" if CORNER.fullmatch("".join(rest.split())) or said_of("names_of_nothing", rest) else rest


def join_letters(text: str) -> str:
    """Return a text with words that are set apart letter by letter as one: "추 진 실 적" → "추진실적"."""
    return _SET_APART.sub(lambda match: match[0].replace(" ", ""), text)


def read_role(text: str) -> FactRole | None:
    """Return the role that words give a value; None where they say none, or a target and what was reached in one."""
    bare = leave_out("compared_with_plan", text)
    letters = "".join(bare.split())
    aimed = "목표" in letters and not ("성과목표" in letters or "목표성과" in letters)
    if aimed and any(word in letters for word in ("실적", "성과", "결과")):
        return None
    without = _BASE_IN_BRACKETS.sub(" ", bare)
    return _role(said_of("roles_of_heads", without) or said_of("roles_of_heads", bare))


def _role(said: str | None) -> FactRole | None:
    return next((role for role in get_args(FactRole) if role == said), None)


def read_last_role(name: str) -> FactRole | None:
    """Return the role that the last words of a label or a name give: before them they are part of a name."""
    last = _ROUND_BRACKETS.sub("", name)
    while last and not last[-1].isalnum():
        last = last[:-1]
    return read_role(name) if said_of("roles_at_the_end", last) else None


def read_year(text: str) -> tuple[int | None, int | None]:
    """Return the year that words name, or how many years it is from the one told of; both None where they name none, or several."""
    bare = leave_out("compared_with_before", _BASE.sub(" ", _BASE_IN_BRACKETS.sub(" ", text)))
    years = read_years(bare)
    if len(years) == 1:
        return years.pop(), None
    if years:
        return None, None
    relative = [ago for ago in YEARS_FROM_NOW if says_that("years_from_now", str(ago), bare)]
    return None, (relative[0] if len(relative) == 1 else None)


def read_years(text: str) -> set[int]:
    """Return all years that words name."""
    return {_year_of(match) for match in _YEAR.finditer(text)}


def _year_of(match: re.Match[str]) -> int:
    if match["long"]:
        return int(match["long"])
    short = int(match["quoted"] or match["short"])
    return short + 20 * _CENTURY if short < _PIVOT else short + 19 * _CENTURY


def is_total(text: str) -> bool:
    """Whether a label says that its values are the sum of others: a word for a sum, alone or after what is summed ("국비 소계")."""
    label = " ".join(text.split()).strip(" ○□·-")
    if label.startswith("총") and label[1:].lstrip()[:1].isdigit():  # "총 5건"
        return True
    parts = [label.rstrip("0123456789"), *(label[:at] for at, mark in enumerate(label) if mark in "([=:")]
    return any(said_of("sums", part.strip()) for part in parts)
