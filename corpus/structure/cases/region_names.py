"""Which region a title or a line of a cover names."""

from __future__ import annotations

import re
from functools import cache

from corpus.cards import load_regions
from corpus.model.nouns import Region
from corpus.vocabulary.gazetteer import Gazetteer

_WORDS = re.compile(r"[가-힣]+")
_OFFICE = re.compile(r"(?<=[도시군구])(?:교육)?청$")
_SHORT_MOST = 3
_DISTRICT = re.compile(r"[가-힣]{1,4}[시군구]")


@cache
def known_regions() -> Gazetteer:
    """Return the regions of Korea."""
    return Gazetteer(load_regions())


class RegionNames:
    """Reads regions from short texts; one for each document, since it remembers what it has read."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """Look up every way to write a region once."""
        held = gazetteer or known_regions()
        self._provinces = {form: entry for entry in held.provinces for form in entry.forms}
        self._full = {form for entry in held.provinces for form in entry.names}
        self._districts: dict[tuple[str, str], str] = {}
        self._alone: dict[str, set[tuple[str, str]]] = {}
        for province in held.provinces:
            for district in held.districts_of(province.code):
                for name in district.names:
                    self._districts[province.code, name] = name
                    self._alone.setdefault(name, set()).add((province.code, name))
                for short in district.short:
                    self._districts.setdefault((province.code, short), district.name)
        self._names = {entry.code: entry.name for entry in held.provinces}

    def first(self, text: str) -> tuple[Region | None, bool]:
        """Return the region that a text begins with, and whether it says nothing else.

        A province's short name alone is taken for one only where nothing else is said: it is part of many a word's meaning.
        """
        words = list(_WORDS.finditer(text))
        if not words or re.search(r"\w", text[: words[0].start()]):
            return None, False
        region, used, certain = self._read([_OFFICE.sub("", word[0]) for word in words[:2]])
        if region is None:
            return None, False
        rest = text[words[used - 1].end() :]
        alone = re.search(r"\w", rest) is None
        glued = bool(re.match(r"\w", rest))
        return (region, alone) if (certain or alone) and not glued else (None, False)

    def last(self, text: str) -> Region | None:
        """Return the region that a text ends with, in brackets or after a stroke."""
        match = re.search(r"[(\[（<–\-|/_]\s*([가-힣]+(?:\s+[가-힣]+)?)\s*[)\]）>]?\s*$", text)
        region, alone = self.first(match[1]) if match else (None, False)
        return region if alone else None

    def within(self, text: str) -> Region | None:
        """Return the first region that a text names in full, anywhere."""
        words = _WORDS.findall(text)
        for at in range(len(words)):
            region, used, certain = self._read(words[at : at + 2])
            if region is not None and certain and (region.sigungu or words[at] in self._full) and used:
                return region
        return None

    def narrow(self, region: Region | None, title: str) -> Region | None:
        """Return the district that a title names in full where a cover names only the province it lies in, else the region as it is."""
        named = self.within(title) if region is not None and region.sigungu is None else None
        if region is None or named is None or named.sigungu is None:
            return region
        same = self._provinces.get(region.sido) is self._provinces.get(named.sido)
        return Region(sido=region.sido, sigungu=named.sigungu) if same else region

    def _read(self, words: list[str]) -> tuple[Region | None, int, bool]:
        """A region at the beginning of words, how many of them say it, and whether that is certain."""
        province = self._provinces.get(words[0])
        if province is not None:
            name = words[0] if words[0] in self._full else province.name
            district = self._districts.get((province.code, words[1])) if len(words) > 1 else None
            if district is None and len(words) > 1 and _DISTRICT.fullmatch(words[1]):
                district = words[1]  # one that is not listed: a book brings its own
            if district is not None:
                return Region(sido=name, sigungu=words[1] if words[1][-1] in "시군구" else district), 2, True
            return Region(sido=name, sigungu=None), 1, words[0] in self._full or len(words[0]) >= _SHORT_MOST
        found = self._alone.get(words[0], set())
        if len(found) == 1:
            ((code, name),) = found
            return Region(sido=self._names[code], sigungu=name), 1, True
        return None, 0, False
