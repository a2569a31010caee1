"""Which titles and keywords of the cases are proper names: of programmes, institutions, brands. By rule, since cases come and go.

A keyword is a name when its case's title has it (4생결단), when it begins with a region's (울산형 청년수당), when it ends in a kind of
thing that is given names (이웃사촌 시범마을, 드림체크카드), or when it holds what no compound of dictionary nouns does (내일채움공제 a
verb, 굿뜨래 an unknown word, G밸리 a Latin letter). A title is one as a whole. What many cases have is no name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.model.nouns import Case
from indexer.text.analyser import Analyser
from service.search.understanding.query_letters import squash

# Kinds of things that are given names of their own.
KINDS = (
    "공제", "카드", "통장", "수당", "바우처", "상품권", "포인트", "펀드", "센터", "마을", "몰", "파크", "랜드", "밸리", "타운", "스쿨",
    "아카데미", "학교", "캠퍼스", "스토어", "가게", "카페", "클럽", "본부", "자문단", "사업단", "서포터즈", "허브", "스테이션", "스튜디오",
    "플랫폼", "포럼", "페스티벌", "어워드", "박스", "농장", "창고", "두레", "프로젝트", "책임제", "가점제", "목표제",
)  # fmt: skip
# Parts of speech of which ordinary compounds are made: nouns, adverbs, prefixes, suffixes, numerals, marks.
_COMPOUND = frozenset({"NNG", "NNB", "NNP", "NR", "MAG", "XPN", "XSN", "SN", "SP", "SO", "SW", "SH", "W_SERIAL"})
_DESCRIBES = "ETM"  # ends 지속가능한 and 찾아가는, which are no names by themselves
_LEAST, _LEAST_LATIN = 3, 4
_COMMON_LEAST, _COMMON_SHARE = 2, 7  # a name stands in two cases at most, or in one of seven
_BRACKETS = re.compile(r"\([^()]*\)|[“”‘’'\"]")
_LATIN, _HANGUL = re.compile(r"[A-Za-z]+"), re.compile(r"[가-힣]")


@dataclass(frozen=True, slots=True)
class ProgrammeName:
    """A proper name as its card writes it, and the positions of the cases that have it in their title or keywords."""

    value: str
    holders: frozenset[int]


def names_of(cases: Sequence[Case], analyser: Analyser, regions: Iterable[str], taken: Collection[str]) -> dict[str, ProgrammeName]:
    """Return the proper names of the cases by their letters; `regions` are short forms, `taken` letters that mean something else."""
    places = tuple(regions)
    written = [tuple(dict.fromkeys(form for text in (case.title, *case.keywords) for form in (text, _plain(text)))) for case in cases]
    told = ["\n".join(map(squash, forms)) for forms in written]
    most = max(_COMMON_LEAST, len(cases) // _COMMON_SHARE)
    found: dict[str, ProgrammeName] = {}
    for forms in written:
        for name in _candidates(forms, analyser, places, taken):
            letters = squash(name)
            if len(letters) >= _LEAST and letters not in taken and letters not in found:
                found[letters] = ProgrammeName(name, frozenset(number for number, text in enumerate(told) if letters in text))
    return {letters: name for letters, name in found.items() if len(name.holders) <= most}


def _candidates(forms: Sequence[str], analyser: Analyser, regions: tuple[str, ...], taken: Collection[str]) -> Iterator[str]:
    """Yield what may be a name in a case's title, the first of the forms, and keywords: the whole, and words that are coined."""
    title = squash(forms[0]) + "\n" + squash(_plain(forms[0]))
    for text in forms:
        if all(squash(word) in taken for word in text.split()):  # 인천 서구
            continue
        coined = [word for word in _plain(text).split() if squash(word) not in taken and _is_coined(word, analyser)]
        if coined or squash(text) in title or text.startswith(regions) or text.endswith(KINDS):
            yield text
        yield from (word for word in coined if word in analyser.names and _tags(word, analyser)[-1] != _DESCRIBES)
    yield from (word for word in _plain(forms[0]).split() if word in analyser.names and set(_tags(word, analyser)) == {"NNP"})


def _is_coined(word: str, analyser: Analyser) -> bool:
    """Tell whether a word holds what ordinary compounds do not: unknown parts, a verb in a noun, Latin letters beside Hangul."""
    if latin := _LATIN.findall(word):
        return bool(_HANGUL.search(word)) or max(map(len, latin)) >= _LEAST_LATIN
    return any(tag not in _COMPOUND for tag in _tags(word, analyser))


def _tags(word: str, analyser: Analyser) -> list[str]:
    return [tag for tag, _, _ in analyser.morphemes(word)]


def _plain(text: str) -> str:
    """Return a text without what it has in brackets: 비트윈(Be-Tween) 자립지원사업 is also written 비트윈 자립지원사업."""
    return _BRACKETS.sub("", text).strip()
