"""Completions as one types. The syllable that is still being composed, and words given by their 초성, find what they may become.

Every text is compared without spaces, marks and case. A query has one or more readings, each with as many characters as the part of the
entry it stands for; so a comparison is one pass without backtracking. Candidates come from buckets that are sorted at construction: a
query walks the best ones first and stops when it has enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Literal

from corpus.errors import RequestError
from corpus.model.nouns import Case, Region
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.text.hangul import INITIALS, initials, is_initial, keystrokes, release_keys
from service.search.contract.request import clean_query
from service.search.understanding.query_letters import is_letter, squash

CompletionKind = Literal["region", "title", "programme", "keyword"]
MAX_TYPED = 100
# Among equally good matches: a region narrows most, a keyword is short and says one thing; titles and programmes are long, and programmes
# are so many that they would hide the titles.
_KINDS: tuple[CompletionKind, ...] = ("region", "keyword", "title", "programme")
_START, _WORD, _INSIDE = 0, 1, 2
_SYLLABLES_INSIDE = 2  # fewer whole syllables match inside too many words by chance
_NUMBERING = re.compile(r"^우수 ?사[례업] ?\d{0,2} ?[-–:.] ?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query worth asking, what it names, and how many cases have it (with all the earlier words, where those were kept)."""

    text: str
    kind: CompletionKind
    cases: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something that can be suggested; `key` is its text squashed, `forms` are the ways to write it, the shown text among them."""

    key: str
    text: str
    kind: CompletionKind
    forms: tuple[str, ...]
    cases: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to write an entry, without spaces, marks and case, in three views, character by character."""

    text: str
    initials: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in a form where a query may begin: what kind of place, the entry's rank, and the offset."""

    place: int
    rank: int
    form: _Form
    at: int

    def becomes(self, reading: str) -> bool:
        """Tell whether the characters of a reading, the last of them unfinished, stand here."""
        form, body = self.form, reading[:-1]
        end = self.at + len(body)
        if end >= len(form.text) or not form.keys[end].startswith(keystrokes(reading[-1])):
            return False
        views = zip(body, form.text[self.at : end], form.initials[self.at : end], strict=True)
        return all(typed in (char, initial) for typed, char, initial in views)


class Suggester:
    """Completes what is typed from the regions, titles, programmes and keywords of cases. Never changes, so threads may share it."""

    def __init__(self, cases: Sequence[Case], gazetteer: Gazetteer) -> None:
        """Prepare everything that does not depend on the query; the gazetteer says how regions may be written."""
        self._entries = sorted(_entries(cases, gazetteer), key=_order)
        self._spots = _spots(self._entries)
        self._regions = tuple(squash(form) for entry in self._entries if entry.kind == "region" for form in entry.forms)
        self._known = {case.id: _nameable(case, gazetteer) for case in cases}

    def complete(self, typed: str, limit: int = 10) -> list[Suggestion]:
        """Return what a text may become, best first: nothing for a blank text and one longer than `MAX_TYPED`.

        Matches at the start come first, then those at the start of a word, then (from two whole syllables on) those inside a word. Where
        nothing holds the whole text, its last word is completed and the earlier words are kept.
        """
        try:
            query = clean_query(typed, longest=MAX_TYPED)
        except RequestError:
            return []
        limit = max(limit, 0)
        found = [Suggestion(entry.text, entry.kind, len(entry.cases)) for entry in islice(self._matches(query), limit)]
        return found or self._last_word(query, limit)

    def _matches(self, query: str) -> Iterator[_Entry]:
        """Give the entries that a query may become, best first, each once."""
        readings = enumerate(_readings(squash(query)))
        seen: set[int] = set()
        for _, _, rank in merge(*(self._read(reading, number) for number, reading in readings)):
            if rank not in seen:
                seen.add(rank)
                yield self._entries[rank]

    def _read(self, reading: str, number: int) -> Iterator[tuple[int, int, int]]:
        """Give place, number of the reading and rank of all that one reading finds, in this order."""
        furthest = _INSIDE if sum(not is_initial(char) for char in reading) >= _SYLLABLES_INSIDE else _WORD
        for spot in self._spots.get(initials(reading[:2]), ()):
            if spot.place > furthest:
                return
            if spot.becomes(reading):
                yield spot.place, number, spot.rank

    def _last_word(self, query: str, limit: int) -> list[Suggestion]:
        """Complete the last word. Where cases have all the earlier words, only what these cases have is offered."""
        words = [word for word in query.split() if squash(word)]
        earlier = {word: squash(word) for word in words[:-1]}
        if not earlier:
            return []
        around = frozenset(case for case, known in self._known.items() if all(word in known for word in earlier.values()))
        found = list(self._matches(words[-1]))
        near = [entry for entry in found if not entry.cases.isdisjoint(around)]
        offered: dict[str, tuple[int, Suggestion]] = {}
        for entry in near or found:
            kept = [word for word, squashed in earlier.items() if squashed not in entry.key]  # no word is said twice
            if entry.kind != "region" or not self._name_region([earlier[word] for word in kept]):
                text = " ".join([*kept, entry.text])
                cases = len(entry.cases & around if near else entry.cases)
                offered.setdefault(text, (len(kept), Suggestion(text, entry.kind, cases)))
        # Entries that hold earlier words themselves come first; the order is kept otherwise.
        return [suggestion for _, suggestion in sorted(offered.values(), key=lambda item: item[0])][:limit]

    def _name_region(self, words: Sequence[str]) -> bool:
        """Tell whether squashed words name a region, in part at least: a second one is not put beside it."""
        return any(form.startswith(tuple(words)) for form in self._regions)


def _entries(cases: Sequence[Case], gazetteer: Gazetteer) -> list[_Entry]:
    """Gather what can be suggested. Texts that differ in spaces and marks alone are one entry, shown as first written."""
    kinds: dict[str, CompletionKind] = {}
    forms: defaultdict[str, dict[str, None]] = defaultdict(dict)
    owners: defaultdict[str, set[str]] = defaultdict(set)

    def add(case: Case, kind: CompletionKind, *written: str) -> None:
        key = squash(written[0])
        kinds.setdefault(key, kind)
        forms[key].update(dict.fromkeys(written))
        owners[key].add(case.id)

    for case in cases:
        if case.region:
            for forms_of in _forms(case.region, gazetteer):
                add(case, "region", *forms_of)
    regions = frozenset(squash(form) for written in forms.values() for form in written)
    for kind, texts_of in _TEXTS.items():
        for case in cases:
            for text in texts_of(case):
                if squash(text) not in regions:  # a keyword that is but a region's name adds nothing to the region
                    add(case, kind, text)
    return [_Entry(key, next(iter(forms[key])), kinds[key], tuple(forms[key]), frozenset(owners[key])) for key in kinds if key]


# The first kind a text is met as stays: a title that is also a keyword is a title.
_TEXTS: dict[CompletionKind, Callable[[Case], Iterable[str]]] = {
    "title": lambda case: (case.title,),
    "keyword": lambda case: case.keywords,
    "programme": lambda case: (  # a heading of the book's own is "사업 내용" as often as not
        _NUMBERING.sub("", section.heading) for section in case.sections if section.kind == "programme" and not section.blocks
    ),
}


def _order(entry: _Entry) -> tuple[int, int, int, str]:
    """Order entries that match equally well."""
    return _KINDS.index(entry.kind), -len(entry.cases), len(entry.text), entry.text


def _forms(region: Region, gazetteer: Gazetteer) -> Iterator[list[str]]:
    """Yield the ways to write each province of a region, and the region, the shown one first: 경상남도 거제시, 경남 거제시, …, 거제시."""
    provinces = [list(entry.forms) for entry in gazetteer.provinces_of(region)] or [[region.sido]]
    yield from provinces
    if region.sigungu is not None:
        names = next((entry.names for entry in gazetteer.entries(region)[1:]), (region.sigungu,))
        yield [*(f"{province} {name}" for name in names for forms in provinces for province in forms), *names]


def _nameable(case: Case, gazetteer: Gazetteer) -> str:
    """Return all that earlier words of a query may name of a case."""
    *_, places = _forms(case.region, gazetteer) if case.region else ((),)
    return "\n".join(squash(text) for text in (*places, case.title, *case.keywords))


def _spots(entries: Sequence[_Entry]) -> dict[str, list[_Spot]]:
    """Sort all places into buckets: by one 초성 the starts of words, by two the places inside words too."""
    buckets: defaultdict[str, list[_Spot]] = defaultdict(list)
    for rank, entry in enumerate(entries):
        for written in entry.forms:
            text, starts = squash(written), _word_starts(written)
            form = _Form(text, initials(text), tuple(keystrokes(char) for char in text))
            for at in range(len(text)):
                place = _START if at == 0 else _WORD if at in starts else _INSIDE
                spot = _Spot(place, rank, form, at)
                if place != _INSIDE:
                    buckets[form.initials[at]].append(spot)
                if at + 1 < len(text):
                    buckets[form.initials[at : at + 2]].append(spot)
    for bucket in buckets.values():
        bucket.sort(key=lambda spot: (spot.place, spot.rank))
    return dict(buckets)


def _word_starts(text: str) -> frozenset[int]:
    """Return where words begin, as offsets into the squashed text. A mark ends a word as a space does."""
    starts: set[int] = set()
    offset, outside = 0, True
    for char in text.lower():
        if is_letter(char):
            if outside:
                starts.add(offset)
            offset += 1
        outside = not is_letter(char)
    return frozenset(starts)


def _readings(squashed: str) -> list[str]:
    """Return the ways to read a query: as it stands, then with the last syllable's final consonants as 초성 of what follows.

    Who wants 조ㅅㅇ gets 좃ㅇ from his input method, and ㄳ for ㄱㅅ; 거젯 is on its way to 거제시.
    """
    parted = "".join(map(_part_cluster, squashed))
    body = parted.rstrip(INITIALS)
    tail = parted[len(body) :]
    return [parted, *(body[:-1] + other + tail for other in release_keys(body[-1:]))]


def _part_cluster(char: str) -> str:
    """Part a lone cluster into the consonants it was typed with; leave everything else."""
    keys = keystrokes(char)
    return keys if all(map(is_initial, keys)) else char
