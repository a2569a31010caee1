"""The words of one cell → the values in them, each with what names it there; and words that are a value themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.facts.tables.head_words import read_last_role
from corpus.facts.tables.printed_dates import FoundValue, Value
from corpus.facts.tables.printed_values import find_values, is_mark, is_value, read_value, says_nothing
from corpus.model.fact import FactRole

_BULLET = re.compile(r"\n+|(?:^|(?<=\s))[-·•○●◎◦□■▶▷☑✓※➔⇒☞▪]\s?(?=[^\s\d])|\s(?=[①-⑳❶-❿]\s?)")
_NAMED = re.compile(r"(?P<name>[^:：]{1,30}?)\s*[:：]\s*(?P<told>.+)", re.DOTALL)
_NAME_MOST, _TEXT_MOST, _LABEL_MOST = 30, 200, 30
_SEPARATOR = re.compile(r"[,/;·→⇒➔⇨|+&()\[\]※]|\s-\s|\n")
_EDGES = " \t\n,./;:·→⇒()[]「」『』‘’“”\"'*-~→▶▷+&"
_PARTICLE_END = re.compile(r"(?<=[가-힣]{2})(?:은|는|이|가|을|를|의|에|로|으로|에서|과|와|및|약|총|등)$")
_LEADING_PARTICLE = re.compile(r"^(?:의|을|를|이|가|은|는|에|로|으로|과|와|씩|간|이상|이하|이내|미만|여)(?=\s|$)\s*")
_OPENS = re.compile(r"\s*[(\[]\s*[+약총]?\s*")
_IN_BRACKETS = re.compile(r"[(\[]\s*$")
_LETTERS = re.compile(r"[가-힣A-Za-z]")
_SENTENCE = re.compile(r"(?:다|음|함|됨|임)\.?$")


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value of a cell: what names it there ("" where its heads alone do), as printed, what it says, and the words it stands in.

    `whole` where the cell holds nothing else; `beside` where it stands in brackets after another value and tells of the same; `rated`
    where a rate stands beside it so, and it is none itself.
    """

    name: str
    text: str
    value: Value
    role: FactRole | None = None
    clause: str | None = None
    whole: bool = False
    beside: bool = False
    rated: bool = False


def read_cell(text: str) -> Iterator[CellValue]:
    """Yield the values of a cell in order; nothing of one that is empty or holds the dash for none."""
    bare = text.strip()
    if not bare or says_nothing(bare):
        return
    if is_value(bare):
        yield CellValue("", " ".join(bare.split()), read_value(bare), _role_of_sign(bare), whole=True)
        return
    if is_mark(bare):
        yield CellValue("", bare, Value(None, None, "text"), whole=True)
        return
    segments = [part.strip() for part in _BULLET.split(bare) if part and part.strip()]
    for segment in segments:
        for found in _read_segment(" ".join(segment.split())):
            yield replace(found, whole=found.whole and len(segments) == 1)


def _read_segment(segment: str) -> Iterator[CellValue]:
    """The values of one line or item of a cell."""
    if says_nothing(segment) or not re.search(r"[\w]", segment):
        return
    named = _NAMED.fullmatch(segment)
    name, told = "", segment
    if named and _LETTERS.search(named["name"]) and not named["name"].rstrip()[-1:].isdigit() and named["told"].strip():
        name, told = _clean(named["name"]), named["told"].strip()
        for one in find_values(named["name"]):
            if one.value.kind in {"date", "period"} and _IN_BRACKETS.search(named["name"][: one.start]):
                yield CellValue(_clean(named["name"][: one.start]), one.text, one.value, None, segment)
    if is_value(told):
        yield CellValue(name, told, read_value(told), _role_of_sign(told), segment if name else None, whole=not name)
        return
    found = [one for one in find_values(told) if _counts(one, told)]
    if len(told) <= _TEXT_MOST and (not found or name or _words_outside(told, found) > _LABEL_MOST):
        yield CellValue(
            name, told, Value(None, None, "name" if _is_name(told) else "text"), None, segment if name else None, whole=not name
        )
    yield from _named_values(name, told, found, segment)


def _counts(found: FoundValue, told: str) -> bool:
    """Whether digits among words are a value: with a unit or as a date, or where they alone stand between the separators or in brackets."""
    value = found.value
    if value.unit is not None or value.kind in {"date", "period", "ratio"}:
        return True
    if re.search(r"[,.]|^[+△▲]", found.text):
        return True
    after = told[found.end :].lstrip()[:1]
    if found.start == 0:
        return after in {"", "("}
    return after in {"", ",", ")", "/", ";", "("} and _LETTERS.search(told[max(0, found.start - 3) : found.start]) is not None


def _words_outside(told: str, found: Sequence[FoundValue]) -> int:
    return len(told) - sum(one.end - one.start for one in found)


def _named_values(name: str, told: str, found: Sequence[FoundValue], segment: str) -> Iterator[CellValue]:
    """The values among words, each with the words before it, or after it where the first begins the text."""
    before = bool(found) and _LETTERS.search(told[: found[0].start]) is not None
    unit: Value | None = None
    for at, one in enumerate(found):
        left = told[found[at - 1].end if at else 0 : one.start]
        right = told[one.end : found[at + 1].start if at + 1 < len(found) else len(told)]
        beside = at > 0 and _OPENS.fullmatch(left) is not None
        own = "" if beside else _name_of(left, right, first=before)
        value = one.value
        if unit is not None and value.unit is None and value.kind == "count" and _depth(told, one.start) > 0:
            value = value._replace(unit=unit.unit, kind=unit.kind)
        elif value.unit is not None and _depth(told, one.start) == 0:
            unit = value
        role = _role_between(told, found, at, beside=beside) or read_last_role(own)
        label = " ".join(part for part in (name, own) if part)
        whole = at == 0 and one.start == 0 and not label
        rated = at + 1 < len(found) and found[at + 1].value.kind == "rate" and _OPENS.fullmatch(right) is not None
        yield CellValue(label, one.text, value, role, segment, whole=whole, beside=beside, rated=rated)


def _depth(told: str, at: int) -> int:
    return told.count("(", 0, at) - told.count(")", 0, at)


def _role_between(told: str, found: Sequence[FoundValue], at: int, *, beside: bool) -> FactRole | None:
    """What an arrow or a sign says: before and after, and by how much."""
    one = found[at]
    if at + 1 < len(found) and re.fullmatch(r"\s*(?:\([^()]*\))?\s*[→⇒➔▶]\s*[^\d]{0,12}", told[one.end : found[at + 1].start]):
        return "earlier"
    if at and re.fullmatch(r"\s*(?:\([^()]*\))?\s*[→⇒➔▶]\s*[^\d]{0,12}", told[found[at - 1].end : one.start]):
        return "actual"
    signed = _role_of_sign(one.text)
    if signed:
        return signed
    if beside and re.search(r"[(\[]\s*\+\s*$", told[: one.start]):
        return "change"
    return "change" if re.match(r"\s*(?:증가|감소|증|감|상승|하락|↑|↓|상향|확대)(?![가-힣]*률)", told[one.end :]) else None


def _role_of_sign(text: str) -> FactRole | None:
    bare = text.strip()
    return "change" if re.match(r"[+△▲▽▼]", bare) or re.search(r"[↑↓▲▼]$", bare) or "%p" in bare else None


def _name_of(left: str, right: str, *, first: bool) -> str:
    """What names a value: of the words before it those after the last separator, else those after it up to the next."""
    before = _clean(_SEPARATOR.split(left)[-1]) or (_clean(left.rstrip(" ([")) if left.rstrip().endswith(("(", "[")) else "")
    after = _clean(_LEADING_PARTICLE.sub("", _SEPARATOR.split(right.lstrip())[0]))
    if first:
        return before or after
    return after or before


def _clean(words: str) -> str:
    """A name without marks at its edges and a particle at its end; of a long one the last words."""
    bare = " ".join(words.split()).strip(_EDGES)
    bare = _PARTICLE_END.sub("", bare).strip(_EDGES)
    while len(bare) > _NAME_MOST and " " in bare:
        bare = bare.partition(" ")[2]
    return bare[-_NAME_MOST:] if _LETTERS.search(bare) else ""


def _is_name(text: str) -> bool:
    return len(text) <= _LABEL_MOST and _SENTENCE.search(text) is None and not re.search(r"\d", text)
