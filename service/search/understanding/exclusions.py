"""What a query wants left out: "조선업 말고 제조업", "서울 외 지역", "-조선업". Found by its names and by the marker that follows them.

The rest of the query is what is searched for; cases of what is left out go behind all others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model.facets import PLACES, SUBJECTS, values_of
from corpus.model.nouns import Case
from indexer.text.analyser import Analyser
from indexer.text.function_words import JOINING, TRAILING
from service.search.contract.search_results import WITHOUT, Signal
from service.search.understanding.exclusion_markers import ANOTHER, LEADING, MARKERS, Marker
from service.search.understanding.query_letters import Span, squash
from service.search.understanding.query_signals import MOST_READ, Meaning, Understood

_SUBJECT_KEYS = frozenset(facet.key for facet in SUBJECTS)
_TAIL = rf"(?:\s*(?:{'|'.join(sorted(map(re.escape, TRAILING), key=len, reverse=True))}))*"
_JOINED = re.compile(rf"{_TAIL}\s*(?:{'|'.join(sorted(map(re.escape, JOINING), key=len, reverse=True))})\s*")
_LISTED = ",·ㆍ/、"
_WORD = re.compile(r"[0-9A-Za-z가-힣]{2,}$")
_AFTER_LEADING = re.compile(r"[은는이가을를도의]?(?=[\s,]|$)")
_NOUNS = ("NNG", "NNP", "XR", "XS", "XPN", "SL", "SN", "NR")
_NARROWED = _SUBJECT_KEYS - {"target"}  # facets whose words name parts of a value; those of targets are other names for it
_CENTRAL = ((0.25, 3), (0.5, 2), (1.0, 1))  # share of cases that have a value, at most → the first values that a case is about
_MOST_NAMED = 8
_RARE = 8  # a word is what cases are about, and no word of reports, where no more than one case in so many has it in its title or keywords


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What a query wants left out, told as signals; the rest that is searched for; and the cases, by how much they are of what is left out.

    `behind` are the cases that are about it; `touching` those that have it beside much else.
    """

    signals: tuple[Signal, ...] = ()
    rest: str = ""
    removed: tuple[Span, ...] = ()
    behind: frozenset[int] = frozenset()
    touching: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Away:
    """One thing left out: what it is called, and its cases."""

    value: str
    behind: frozenset[int]
    touching: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Found:
    """What one marker leaves out, and the [start, end) that goes from the query."""

    away: tuple[_Away, ...]
    removed: Span


class Exclusions:
    """Finds what queries want left out. Never changes, so threads may share it."""

    def __init__(self, cases: Sequence[Case], analyser: Analyser) -> None:
        """Hold the cases with the words for what each is about."""
        self._cases, self._analyser = cases, analyser
        self._subjects = [tuple(map(squash, (case.title, *case.keywords))) for case in cases]

    def read(self, query: str, understood: Understood, ignore: Collection[str] = ()) -> Exclusion | None:
        """Return what a clean, mended query wants left out, None where nothing is or all of it is to be ignored."""
        told = query[:MOST_READ]
        found = [one for one in self._find(told, understood.mentions) if not any(f"{WITHOUT}:{away.value}" in ignore for away in one.away)]
        if not found:
            return None
        signals: dict[str, Signal] = {}
        for one in found:
            start, end = one.removed
            for away in one.away:
                count = len(away.behind | away.touching)
                signals.setdefault(away.value, Signal(WITHOUT, away.value, told[start:end].strip(), (start, end), count))
        behind = frozenset().union(*(away.behind for one in found for away in one.away))
        touching = frozenset().union(*(away.touching for one in found for away in one.away))
        removed = tuple(one.removed for one in found)
        rest = _cut(query, removed)
        searched = rest if any(char.isalnum() for char in rest) else " ".join(signals)
        return Exclusion(tuple(signals.values()), searched, removed, behind, touching - behind)

    def _find(self, query: str, mentions: Sequence[tuple[Meaning, Span]]) -> Iterator[_Found]:
        reached = 0
        marks = sorted(
            ((found.start(), found.end(), marker) for marker in MARKERS for found in marker.pattern.finditer(query)),
            key=lambda mark: mark[:2],
        )
        for start, end, marker in marks:
            if start < reached:
                continue
            if found := self._before(query, start, end, marker, [one for one in mentions if reached <= one[1][0]]):
                yield found
                reached = end
        for mark in LEADING.finditer(query):
            names = [(meaning, span) for meaning, span in mentions if span[0] == mark.end()]
            last = max((span[1] for _, span in names), default=0)
            if names and (after := _AFTER_LEADING.match(query, last)):
                yield _Found(self._away(query, [one for one in names if one[1][1] == last]), (mark.start(), after.end()))

    def _before(self, query: str, start: int, end: int, marker: Marker, mentions: Sequence[tuple[Meaning, Span]]) -> _Found | None:
        """Return what a marker at [start, end) excludes: the names that end right before it, and those joined to them."""
        particle = f"(?:{marker.particles})?" if marker.particles else ""
        between = re.compile(rf"{_TAIL}{particle}\s*")
        names: list[tuple[Meaning, Span]] = []
        edge = start
        while len(names) < _MOST_NAMED and (nearest := _nearest(query, edge, between, mentions)):
            if names and query[nearest[0][1][1] : edge].strip() in _LISTED and nearest[0][0].field != names[-1][0].field:
                break
            names += nearest
            edge = _with_its_province(query, nearest[0], mentions)
            between = _JOINED
        if names:
            allowed = _reaches(
                marker, [meaning for meaning, _ in names], [meaning for meaning, span in mentions if span[0] >= end], query[end:]
            )
            return _Found(self._away(query, names), (edge, end)) if allowed else None
        if marker.reach != "anything":
            return None
        return self._word_before(query, start, end, particle)

    def _word_before(self, query: str, start: int, end: int, particle: str) -> _Found | None:
        """Return a word that is no name, but what some cases are about, where it stands right before a marker."""
        before = re.sub(rf"{_TAIL}{particle}\s*$", "", query[:start])
        word = _WORD.search(before) or _WORD.search(query[:start].rstrip())
        about = self._about(word[0]) if word else frozenset()
        if word is None or not about:
            return None
        morphemes = self._analyser.morphemes(word[0])
        if not morphemes or not all(tag.startswith(_NOUNS) for tag, _, _ in morphemes):
            return None
        return _Found((_Away(word[0], about),), (word.start(), end))

    def _away(self, query: str, names: Sequence[tuple[Meaning, Span]]) -> tuple[_Away, ...]:
        """Return what is left out by its names: a value with its cases, or the cases of a word that is but a part of what a value holds."""
        away: dict[str, _Away] = {}
        for meaning, span in names:
            word = query[slice(*span)]
            narrow = self._about(word) if meaning.field in _NARROWED and not _is_own_name(word, meaning.value) else frozenset()
            found = _Away(word, narrow) if narrow else _Away(meaning.value, *self._holders(meaning))
            if found.value in away:
                known = away[found.value]
                found = _Away(found.value, known.behind | found.behind, known.touching | found.touching)
            away[found.value] = found
        return tuple(away.values())

    def _about(self, word: str) -> frozenset[int]:
        """Return the cases that have a word in their title or keywords; none where it is a word of many."""
        letters = squash(word)
        about = frozenset(number for number, subjects in enumerate(self._subjects) if any(letters in subject for subject in subjects))
        return about if len(about) <= max(len(self._cases) // _RARE, 1) else frozenset()

    def _holders(self, meaning: Meaning) -> tuple[frozenset[int], frozenset[int]]:
        """Return the cases that are about a value left out, and those that have it beside what they are about.

        The values of a case are in order of their weight: it is about the first of them, of fewer the more cases have such a value.
        """
        if meaning.field not in _SUBJECT_KEYS:
            return meaning.holders, frozenset()
        spread = len(meaning.holders) / len(self._cases)
        first = next(count for most, count in _CENTRAL if spread <= most)
        values = {number: values_of(self._cases[number], meaning.field) for number in meaning.holders}
        behind = frozenset(number for number, own in values.items() if meaning.value in own[:first])
        return behind, meaning.holders - behind


def keep_outside(understood: Understood, removed: Sequence[Span]) -> Understood:
    """Return what a query names outside of the characters that go from it: what is left out speaks for no case."""
    kept = [one for one in understood.mentions if not any(start <= one[1][0] < end for start, end in removed)]
    first = {(meaning.field, meaning.value): span for meaning, span in reversed(kept)}
    pairs = [
        (signal if signal.span == first[signal.field, signal.value] else replace(signal, span=first[signal.field, signal.value]), holders)
        for signal, holders in zip(understood.signals, understood.holders, strict=True)
        if (signal.field, signal.value) in first
    ]
    return Understood([signal for signal, _ in pairs], [holders for _, holders in pairs], kept)


def _is_own_name(word: str, value: str) -> bool:
    """Tell whether a word is a value's own name, or begins with a part of it: 조선업 of 조선, 농업 of 농업·식품; 지게차 is none of 물류."""
    letters = squash(word)
    return any(letters.startswith(part) for part in map(squash, (value, *re.split(r"[·\s]", value))) if part)


def _nearest(query: str, edge: int, between: re.Pattern[str], mentions: Sequence[tuple[Meaning, Span]]) -> list[tuple[Meaning, Span]]:
    """Return what is named right before a place in the query, all that the same letters mean; the longest where several end there."""
    fitting = [
        one for one in mentions if one[1][1] <= edge and _begins_word(query, one[1][0]) and between.fullmatch(query, one[1][1], edge)
    ]
    if not fitting:
        return []
    span = max((span for _, span in fitting), key=lambda span: (span[1], -span[0]))
    return [one for one in fitting if one[1] == span]


def _begins_word(query: str, start: int) -> bool:
    """Tell whether no letter stands right before: 대한항공 is no 항공."""
    return not query[:start][-1:].isalnum()


def _with_its_province(query: str, name: tuple[Meaning, Span], mentions: Sequence[tuple[Meaning, Span]]) -> int:
    """Return where a name begins, with the province that stands before a district: 경상남도 거제시."""
    meaning, (start, _) = name
    if meaning.field not in PLACES:
        return start
    outer = (first for other, (first, last) in mentions if other.field in PLACES and last <= start and not query[last:start].strip())
    return min(outer, default=start)


def _reaches(marker: Marker, names: Sequence[Meaning], after: Sequence[Meaning], rest: str) -> bool:
    """Tell whether a marker excludes things of these kinds, given what is named after it and the text there."""
    fields = {name.field for name in names}
    if marker.reach == "place":
        return fields <= set(PLACES)
    if marker.reach == "contrast":
        return fields <= set(PLACES) or bool(ANOTHER.match(rest)) or not fields.isdisjoint(other.field for other in after)
    return True


def _cut(query: str, removed: Sequence[Span]) -> str:
    """Return a query without some of its characters, and without the commas that stood beside them."""
    kept, reached = [], 0
    for start, end in sorted(removed):
        kept.append(query[reached:start])
        reached = max(end, reached)
    return " ".join(" ".join([*kept, query[reached:]]).split()).strip(" ,.;·/")
