"""What a query wants left out: "조선업 말고 제조업", "서울 외 지역", "-조선업". The words that name it are learned; here they become cases.

The rest of the query is what is searched for; cases of what is left out go behind all others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from corpus.model.facets import PLACES, SUBJECTS, values_of
from corpus.model.nouns import Case
from indexer.text.analyser import Analyser
from service.search.contract.search_results import WITHOUT, Signal
from service.search.understanding.left_out_words import read_left_out
from service.search.understanding.query_letters import Span, squash
from service.search.understanding.query_signals import MOST_READ, Meaning, Understood

_SUBJECT_KEYS = frozenset(facet.key for facet in SUBJECTS)
_NARROWED = _SUBJECT_KEYS - {"target"}  # facets whose words name parts of a value; those of targets are other names for it
_CENTRAL = ((0.25, 3), (0.5, 2), (1.0, 1))  # share of cases that have a value, at most → the first values that a case is about
_COVERED = 0.5  # of what is named to be left out, by a known name in it: "장애인 일자리" is 장애인, and "훈련은 있는데 …" no 훈련
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


class Exclusions:
    """Finds what queries want left out. Never changes, so threads may share it."""

    def __init__(self, cases: Sequence[Case], analyser: Analyser) -> None:
        """Hold the cases with the words for what each is about."""
        self._cases, self._analyser = cases, analyser
        self._subjects = [tuple(map(squash, (case.title, *case.keywords))) for case in cases]

    def read(self, query: str, understood: Understood, ignore: Collection[str] = ()) -> Exclusion | None:
        """Return what a clean, mended query wants left out, None where nothing is or all of it is to be ignored."""
        told = query[:MOST_READ]
        wish = read_left_out(told, self._analyser)
        left = [(span, away) for span in wish.named for away in self._away(told, span, understood.mentions)]
        left = [(span, away) for span, away in left if f"{WITHOUT}:{away.value}" not in ignore]
        if not left:
            return None
        signals: dict[str, Signal] = {}
        for (start, end), away in left:
            word, count = told[start:end].strip(), len(away.behind | away.touching)
            signals.setdefault(away.value, Signal(WITHOUT, away.value, word, (start, end), count))
        behind = frozenset().union(*(away.behind for _, away in left))
        touching = frozenset().union(*(away.touching for _, away in left))
        removed = tuple(sorted({*(span for span, _ in left), *wish.said}))
        rest = _cut(query, removed)
        searched = rest if any(char.isalnum() for char in rest) else " ".join(signals)
        return Exclusion(tuple(signals.values()), searched, removed, behind, touching - behind)

    def _away(self, query: str, span: Span, mentions: Sequence[tuple[Meaning, Span]]) -> list[_Away]:
        """Return what is left out by the words at [start, end): the values they name, or the cases that are about them."""
        phrase = query[slice(*span)]
        names = _names_in(query, span, mentions)
        covered = {letter for _, (first, last) in mentions for letter in range(max(first, span[0]), min(last, span[1]))}
        if not names or len(covered) < _COVERED * len(squash(phrase)):
            return [_Away(phrase, self._about(phrase))]
        named: dict[Span, dict[str, _Away]] = {}
        for meaning, place in names:
            word = query[slice(*place)]
            narrow = self._about(word) if meaning.field in _NARROWED and not _is_own_name(word, meaning.value) else frozenset()
            found = _Away(word, narrow) if narrow else _Away(meaning.value, *self._holders(meaning))
            named.setdefault(place, {})[found.value] = found
        groups = [list(values.values()) for values in named.values()]
        return groups[0] if len(groups) == 1 else [_meet(phrase, groups)]

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


def _meet(phrase: str, groups: Sequence[Sequence[_Away]]) -> _Away:
    """Return what several names side by side leave out: 청년 창업 is what young people found, neither all of 청년 nor all of 창업."""
    held = [frozenset().union(*(away.behind | away.touching for away in group)) for group in groups]
    behind = frozenset().union(*(away.behind for group in groups for away in group))
    both = held[0].intersection(*held[1:])
    return _Away(phrase, both & behind, both - behind)


def _names_in(query: str, span: Span, mentions: Sequence[tuple[Meaning, Span]]) -> list[tuple[Meaning, Span]]:
    """Return what is named within [start, end), the longest where names overlap; of a province and its district the district alone."""
    inside = [one for one in mentions if span[0] <= one[1][0] and one[1][1] <= span[1]]
    longest = [one for one in inside if not any(_holds(other[1], one[1]) for other in inside)]
    places = [place for meaning, place in longest if meaning.field in PLACES]
    outer = {one for one in places for other in places if one[1] <= other[0] and not query[one[1] : other[0]].strip()}
    return [one for one in longest if one[0].field not in PLACES or one[1] not in outer]


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _cut(query: str, removed: Sequence[Span]) -> str:
    """Return a query without some of its characters, and without the commas that stood beside them."""
    kept, reached = [], 0
    for start, end in sorted(removed):
        kept.append(query[reached:start])
        reached = max(end, reached)
    return " ".join(" ".join([*kept, query[reached:]]).split()).strip(" ,.;·/")
