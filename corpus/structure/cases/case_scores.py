"""How much a set of places looks like the beginnings of cases: one measure for all that may put them up."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import fmean, pstdev
from typing import TypeVar

from corpus.structure.cases.case_ground import CaseGround, GroundItem
from corpus.structure.headings.contents_matching import title_key
from corpus.structure.headings.outline_marks import BULLETS

_SHARED = 0.25  # of the cases that a thing must come in to be of the pattern of all
_ONCE = 0.7  # of those in which it comes once
_PATTERN = 2  # things of the pattern that make a case one of its kind
_INNER = 0.3
_COVER, _TITLE_LINES = 12, 3
_BESIDE_MOST = 1.5
_KEY_LEAST = 6
_BODY_LEAST = 60
_EVEN = 0.5
_SMALL, _SMALL_LESS = 0.3, 0.3  # cases that fill less of a document are the less likely all that it is about
_DIVIDER_MOST, _DIVIDER_LINES = 200, 3
_MANY = 3.0  # doublings of cases past which more of them say nothing more
_TITLE_LEAST, _TITLE_FULL = 4, 12
Kind = TypeVar("Kind")
_UNTOLD = 0.4  # where a book has no contents
_UNCOUNTED = 0.4
_BULLETS = (*set(BULLETS.values()), "[]")
_ANNEX = "참고 N"
_CALLED = re.compile(r"사례|수범|best\s?practice|\bcase\b", re.IGNORECASE)
_WEIGHTS = {
    "pattern": 0.22, "regions": 0.22, "evenness": 0.12, "counting": 0.1, "coverage": 0.1, "contents": 0.1, "telling": 0.08, "opening": 0.08,
    "many": 0.06, "called": 0.06,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScoredCases:
    """A set of places with where each case ends, how much they look like cases, and what told so."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    score: float
    told: dict[str, float]


class CaseScorer:
    """Scores sets of places in one document, each in one pass over its headings."""

    def __init__(self, ground: CaseGround, items: Sequence[GroundItem]) -> None:
        """Add up once what every score needs."""
        self.items = items
        self._sums = [0, *accumulate(item.weight for item in items)]
        self._contents = frozenset(key for entry in ground.entries if len(key := title_key(entry.title)) >= _KEY_LEAST)
        self._led = frozenset(ground.matches.values())
        numbers = [item.at for item in items]
        self._contents_at = sorted({bisect_left(numbers, entry.at) for entry in ground.entries})
        self._headings = [at for at, item in enumerate(items) if item.heading]
        self._parts = [(at, _part_of(item)) for at, item in enumerate(items) if _part_of(item) is not None]
        self._openings = [(at, feature) for at, item in enumerate(items) for feature in item.features if feature.startswith("first ")]

    def score(self, starts: tuple[int, ...]) -> ScoredCases:
        """Score a set of places, from 0 to 1."""
        ends = self.case_ends(starts)
        bodies = [self._sums[end] - self._sums[start] - len(self.items[start].title) for start, end in zip(starts, ends, strict=True)]
        titles = [self.title_key_at(start) for start in starts]
        told = {
            "filled": sum(body >= _BODY_LEAST for body in bodies) / len(starts),
            "distinct": len({title for title in titles if title}) / len(starts),
            "pattern": self._pattern(starts, ends),
            "opening": self._opening(starts, ends),
            "regions": sum(any(item.region for item in self.items[start : start + _TITLE_LINES]) for start in starts) / len(starts),
            "counting": self._counting(starts),
            "evenness": math.exp(-pstdev([math.log(max(0, body) + _BODY_LEAST) for body in bodies])),
            "many": min(1.0, math.log2(len(starts)) / _MANY),
            "contents": sum(map(self._in_contents, starts)) / len(starts) if self._contents else _UNTOLD,
            "called": self._is_called(starts),
            "telling": min(1.0, max(0.0, fmean(map(len, titles)) - _TITLE_LEAST) / (_TITLE_FULL - _TITLE_LEAST)),
        }
        # that parts fill a document speaks for cases where these are of one kind, else they are but the parts of it
        alike = max(told["pattern"], told["regions"], told["called"], told["telling"] / 2)
        share = sum(bodies) / max(1, self._sums[-1])
        told["coverage"] = alike * share
        told["regions"] *= min(1.0, told["evenness"] / _EVEN)  # titles picked here and there for the regions in them leave uneven gaps
        small = _SMALL_LESS * (1 - told["regions"] * told["called"]) * (1 - min(1.0, share / _SMALL))
        score = told["filled"] ** 2 * told["distinct"] ** 2 * (1 - small) * sum(weight * told[name] for name, weight in _WEIGHTS.items())
        return ScoredCases(starts, ends, score / sum(_WEIGHTS.values()), told)

    def case_ends(self, starts: Sequence[int]) -> tuple[int, ...]:
        """Return where each case ends: before the next, or before what divides cases: a heading of a kind that stands outside of them."""
        bounds = [*starts[1:], len(self.items)]
        spans = list(zip(starts, bounds, strict=True))
        styles = [{self.items[at].style for at in self._headings_in(start + 1, end)} for start, end in spans]
        common = Counter(style for found in styles for style in found)
        own = {self.items[start].style for start in starts}
        outside = {self.items[at].style for at in self._headings_in(0, starts[0])} | {_ANNEX, f"box {_ANNEX}"}
        ends = []
        for place, (start, end) in enumerate(spans):
            inner = {style for style in common if common[style] - (style in styles[place]) >= max(1, _INNER * (len(starts) - 1))} | own
            last = place == len(starts) - 1
            first = start + 2 if last else max(start + 2, end - _COVER // 2)
            dividing = (at for at in self._headings_in(first, end) if self._divides(at, inner, outside if last else None))
            if not last:  # a page that divides cases says little
                dividing = (at for at in dividing if self._sums[end] - self._sums[at] <= _DIVIDER_MOST)
            cut = next(dividing, end)
            contents = self._contents_below(start, end)
            far = contents is not None and contents - start > (end - start) / 2
            ends.append(min(cut, self._divider_above(contents, start)) if contents is not None and far else cut)
        return tuple(ends)

    def siblings(self, starts: tuple[int, ...]) -> tuple[int, ...]:
        """Return places with those that the same mark heads beside them, as they are where these are too many."""
        counts = Counter(self.items[start].style for start in starts if self.items[start].heading)
        if not counts:
            return starts
        style, count = counts.most_common(1)[0]
        if not style or count * 2 <= len(starts):
            return starts
        ends = self.case_ends(starts)
        spans = list(zip(starts, ends, strict=True))
        inner = {self.items[at].style for start, end in spans for at in self._headings_in(start, end)}
        first = starts[0]
        for at in reversed(self._headings_in(0, starts[0])):
            if self.items[at].style not in inner:
                break
            first = at if self.items[at].style == style else first
        beside = {at for at in self._headings_in(first, ends[-1]) if self.items[at].style == style}
        return tuple(sorted(beside | set(starts))) if len(beside) <= _BESIDE_MOST * len(starts) else starts

    def title_key_at(self, start: int) -> str:
        """Return the letters of what a case is called: its title, and the lines of its cover down to one that says more than a region."""
        words = []
        for item in self.items[start : start + _COVER // 2]:
            if item.title and item.style != "lone":
                words.append(item.key or title_key(item.title))
                if not item.alone:
                    break
        return "".join(words)

    def number_at(self, start: int) -> int | None:
        """Return the number that counts the case which begins at an item, None where none does: on its cover, or alone right above it."""
        near = enumerate(self.items[start : start + _COVER // 2])
        number = next((item.number for far, item in near if item.number is not None and (far < _TITLE_LINES or item.alone)), None)
        if number is None:
            above = [item for item in self.items[max(0, start - _TITLE_LINES) : start] if item.style == "lone"]
            number = above[-1].number if above else None
        return number

    def _headings_in(self, first: int, end: int) -> list[int]:
        return self._headings[bisect_left(self._headings, first) : bisect_left(self._headings, end)]

    def _divides(self, at: int, inner: Container[str], outside: Container[str] | None) -> bool:
        style = self.items[at].style
        bullet = style.removeprefix("box ") in _BULLETS
        return bool(style) and not bullet and style not in inner and (outside is None or style in outside)

    def _contents_below(self, start: int, end: int) -> int | None:
        """The item that stands below the first contents within a case or at its end, None where there are none."""
        place = bisect_left(self._contents_at, start + 1)
        return self._contents_at[place] if place < len(self._contents_at) and self._contents_at[place] <= end else None

    def _divider_above(self, contents: int, start: int) -> int:
        """The first of the few short lines above contents that stand within the document: the page that bears the name of the part."""
        top = contents
        while top > max(start + 2, contents - _DIVIDER_LINES) and top < len(self.items) and self._is_divider(top - 1):
            top -= 1
        return top

    def _is_divider(self, at: int) -> bool:
        item = self.items[at]
        return item.short and item.style not in _BULLETS and (item.titled or item.style == "lone")

    def _pattern(self, starts: Sequence[int], ends: Sequence[int]) -> float:
        """How much the cases are made of the same parts, each of which comes in a case once: of the marks that tell the most of it.

        Cases share the parts that one mark heads, or most of them; chapters of a report share a closing part here and there.
        """
        parts = [_group_styles(found) for found in _cut(self._parts, starts, ends)]
        counts = [Counter(feature for features in found.values() for feature in features if feature) for found in parts]
        within = Counter(feature for found in counts for feature in found)
        once = Counter(feature for found in counts for feature, count in found.items() if count == 1)
        least = max(2, _SHARED * len(starts))
        shared = {feature for feature, count in within.items() if count >= least and once[feature] >= _ONCE * count}
        sums: defaultdict[str, float] = defaultdict(float)
        for found in parts:
            for style, features in found.items():
                same = sum(feature in shared for feature in features)
                sums[style] += same / len(features) * min(1.0, same / _PATTERN)
        return max(sums.values(), default=0.0) / len(starts)

    def _opening(self, starts: Sequence[int], ends: Sequence[int]) -> float:
        """How many of the cases begin their own outline in the same way, and begin it once."""
        counts = [Counter(feature for _, feature in found) for found in _cut(self._openings, starts, ends)]
        once = Counter(feature for found in counts for feature, count in found.items() if count == 1)
        return max(once.values(), default=0) / len(starts)

    def _counting(self, starts: Sequence[int]) -> float:
        """How regularly the cases are counted, by ones or anew from 1: a number left out is most likely a case left out."""
        numbers = list(map(self.number_at, starts))
        told = [(before, after) for before, after in pairwise(numbers) if before is not None and after is not None]
        appended = all(self.items[start].style.removeprefix("box ") == _ANNEX for start in starts)  # counted in any document
        if appended or len(told) < (len(starts) - 1) / 2:
            return _UNCOUNTED
        bad = sum(after != before + 1 and not (after == 1 and before > 1) for before, after in told) + (numbers[0] != 1)
        return max(0.0, 1 - 2 * bad / (len(told) + 1))

    def _in_contents(self, start: int) -> bool:
        """Whether the contents tell of a case: they lead to it, or it bears a title that they print."""
        if any(item.at in self._led for item in self.items[start : start + _TITLE_LINES]):
            return True
        key = self.items[start].key
        return any(key[:size] in self._contents for size in range(_KEY_LEAST, len(key) + 1))

    def _is_called(self, starts: Sequence[int]) -> float:
        """Whether the book calls them cases: in what numbers them, or in the last heading above, which is none of their own kind."""
        if sum(_CALLED.search(self.items[start].style + self.items[start].title) is not None for start in starts) * 2 > len(starts):
            return 1.0
        own = {self.items[start].style for start in starts if self.items[start].heading}
        above = [item for item in self.items[max(0, starts[0] - _COVER) : starts[0]] if item.style not in own]
        heading = next((item for item in reversed(above) if item.heading), None)
        titles = [heading] if heading else [item for item in above if item.titled]
        return float(any(_CALLED.search(item.text) for item in titles))


def _part_of(item: GroundItem) -> tuple[str, str] | None:
    """What an item may head in a case: its mark's style and what comes again of it, "" where its title comes nowhere else."""
    feature = next((feature for feature in item.features if not feature.startswith("first ")), "")
    return (item.style, feature) if feature or item.heading or (item.titled and item.style) else None


def _group_styles(parts: Sequence[tuple[int, tuple[str, str] | None]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for _, part in parts:
        if part is not None:
            found[part[0]].append(part[1])
    return found


def _cut(listed: Sequence[tuple[int, Kind]], starts: Sequence[int], ends: Sequence[int]) -> Iterator[Sequence[tuple[int, Kind]]]:
    """What is listed by items, case by case, without what begins each."""
    for start, end in zip(starts, ends, strict=True):
        yield listed[bisect_left(listed, start + 1, key=lambda pair: pair[0]) : bisect_left(listed, end, key=lambda pair: pair[0])]
