"""Does an answer say what was wanted? Its value against accepted spellings: quantities by what they amount to, names by their letters.

Numbers are compared as whole quantities, never as digits within others: "5건" is not in "15건", and 13만 2,371명 is 132,371명.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.cards import load_regions
from corpus.facts.quantities import Mention, agree, mentions
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.text.function_words import COPULAS, PARTICLES

_BESIDE = re.compile(r"(.+?)\s\(.*\)", re.DOTALL)
_LETTER = re.compile(r"[0-9A-Za-z가-힣]")
_NUMBER = re.compile(r"[\d.,\s조억만천백십]+")
_AFTER_A_VALUE = (*PARTICLES, *COPULAS, "이나", "나", "등", "뿐", "순")
_END = rf"(?:{'|'.join(_AFTER_A_VALUE)})?(?![0-9A-Za-z가-힣])"
_DISTRICT = rf"(?!\s[가-힣]{{1,4}}[시군구]{_END})"


def value_of(answer: str) -> str:
    """Return what stands before the words in brackets that an answer ends with: "484명 (목표의 96.8%)" → "484명"."""
    match = _BESIDE.fullmatch(answer.strip())
    return match[1] if match else answer.strip()


def agrees(spellings: Sequence[str], value: str) -> bool:
    """Tell whether a value is one of the accepted spellings, and nothing but it."""
    return any(
        agree(spelling, value) if is_quantity(spelling) else letters(spelling) == letters(value)
        for spelling in drop_bare_numbers(spellings)
    )


def contains(spellings: Sequence[str], text: str) -> bool:
    """Tell whether one of the accepted spellings stands in a text, as a whole quantity or as a word, a particle after it or not."""
    said = mentions(text)
    return any(_says(spelling, text, said) for spelling in drop_bare_numbers(spellings))


def names(name: str, text: str) -> bool:
    """Tell whether a text names something, as a word; "인천광역시 서구" does not name 인천광역시 but its district."""
    return _word(name).search(text) is not None


def named_all(names_wanted: Sequence[str], text: str) -> bool:
    """Tell whether a text names everything wanted."""
    return all(names(name, text) for name in names_wanted)


def begins(stem: str, text: str) -> bool:
    """Tell whether a text holds a stem with whatever ending, spaced in whatever way: "못 미" in "목표에 못미쳤습니다"."""
    return letters(stem) in letters(text)


def is_quantity(spelling: str) -> bool:
    """Tell a quantity (28명, 2022년 9월 14일) from a name with a digit in it (981파크, 3D 애니메이션)."""
    found = mentions(spelling)
    return len(found) == 1 and (bool(found[0].kind) or _NUMBER.fullmatch(spelling.strip()) is not None)


def drop_bare_numbers(spellings: Sequence[str]) -> list[str]:
    """Return the spellings without bare numbers, where others have the unit: 69 of "69명" is not in "69%"."""
    units = [spelling for spelling in spellings if not _is_bare(spelling)]
    return units or list(spellings)


def letters(text: str) -> str:
    """Return a text's letters and digits alone."""
    return "".join(_LETTER.findall(text)).lower()


def _says(spelling: str, text: str, said: Sequence[Mention]) -> bool:
    if is_quantity(spelling):
        return any(agree(spelling, mention.text) for mention in said)
    return names(spelling, text)


def _is_bare(spelling: str) -> bool:
    found = mentions(spelling)
    return len(found) == 1 and not found[0].kind and _NUMBER.fullmatch(spelling.strip()) is not None


@cache
def _provinces() -> frozenset[str]:
    """Return every way to write a province."""
    return frozenset(form for entry in Gazetteer(load_regions()).provinces for form in entry.forms)


def _word(name: str) -> re.Pattern[str]:
    """Return what finds a name, spaced and pointed in any way, not within a longer word; a province not before one of its districts."""
    spelled = r"[^0-9A-Za-z가-힣\n]*".join(_LETTER.findall(name))
    district = _DISTRICT if name in _provinces() else ""
    return re.compile(rf"(?<![0-9A-Za-z가-힣]){spelled}{_END}{district}", re.IGNORECASE)
