"""What pages carry beside their text: running heads and feet, learnt from their repetition, and the page numbers printed on them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

TABLE_IN_HEADER = 4
"""Filled cells from which on a table in a running head says something; a smaller one is furniture."""
_EDGE = 3  # lines at the top and at the bottom of a page that may be furniture
_LEAST = 3  # pages that a running line stands on
_ALIKE = 0.5  # of two lines' pairs of letters: scans misread a running head anew on each page
_LONGEST = 80
_FORMS_MOST = 100
_PAIRS_LEAST = 6
_NEAR = 0.7
_NUMBER = re.compile(
    r"[-–—―−~·•|\[(<\s]*(?:p\.?|page|쪽)?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:쪽|면|page|/\s*\d{1,4})?[-–—―−~·•|\])>\s]*", re.IGNORECASE
)
_AT_END = re.compile(r"(?:^|[\s|·•\-–—])(\d{1,4})\s*[-–—]?$|^[-–—]?\s*(\d{1,4})(?=[\s|·•])")
_DECORATED = re.compile(r"\s*(?:[-–—―−~]\s*(\d{1,4})\s*[-–—―−~]|(?:p\.?|page)\s*(\d{1,4})|(\d{1,4})\s*(?:쪽|page))\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")
_RISING = 0.8  # of the steps between lone page numbers that go up by one

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that are no text: for each page their places among its lines, from 0; and what is printed on pages, counted from 1."""

    lines: tuple[frozenset[int], ...]
    labels: Mapping[int, str]


def find_furniture(pages: Sequence[Sequence[str]]) -> Furniture:
    """Return the running heads, feet and page numbers of a text by its pages.

    A line near the edge of a page is furniture where lines like it, but for their digits, stand near that edge of other pages, next to each
    other or on every second page; or where it is a number that counts the pages.
    """
    edges = [tuple(_edge_lines(page)) for page in pages]
    labels, numbers = _read_labels(edges)
    found: list[set[int]] = [set() for _ in pages]
    for page, line in (*numbers, *_running_lines(edges)):
        found[page].add(line)
    return Furniture(tuple(map(frozenset, found)), labels)


def lone_page_numbers(lines: Sequence[str]) -> frozenset[int]:
    """Return the places, from 0, of lines of a text without page ends that are nothing but a page's number: `- 3 -`, and they count up."""
    found = [(at, int(next(filter(None, match.groups())))) for at, line in enumerate(lines) if (match := _DECORATED.fullmatch(line))]
    steps = [after - before for (_, before), (_, after) in pairwise(found)]
    if len(found) < _LEAST or sum(step == 1 for step in steps) < _RISING * len(steps):
        return frozenset()
    return frozenset(at for at, _ in found)


@dataclass(frozen=True, slots=True)
class _OuterLine:
    """A line near an edge of a page: its place among the page's lines, how far from which edge it stands, and its words."""

    line: int
    edge: str
    text: str


def _edge_lines(page: Sequence[str]) -> Iterator[_OuterLine]:
    printed = [at for at, line in enumerate(page) if line.strip()]
    for far, at in enumerate(printed[:_EDGE]):
        yield _OuterLine(at, f"top {far}", page[at].strip())
    for far, at in enumerate(reversed(printed[-_EDGE:])):
        yield _OuterLine(at, f"bottom {far}", page[at].strip())


def _read_labels(edges: Sequence[Sequence[_OuterLine]]) -> tuple[dict[int, str], list[Place]]:
    """The printed label of each page, and the lines that are nothing else: numbers that keep their distance from the page's own number."""
    told: defaultdict[tuple[int, int], dict[int, tuple[int, str, bool]]] = defaultdict(dict)
    for page, lines in enumerate(edges):
        for held in lines:
            for label, alone in _labels_in(held.text):
                number = _number_of(label)
                for slope in (1, 2):  # two pages on one sheet count by two
                    told[slope, number - slope * page].setdefault(page, (held.line, label, alone))
    least = _LEAST if len(edges) > _LEAST else 2
    labels: dict[int, str] = {}
    places: list[Place] = []
    ranked = sorted(told.items(), key=lambda item: (-sum(1 if one[2] else 0.5 for one in item[1].values()), item[0]))
    for _, pages in ranked:
        if len(pages) < least:
            continue
        for page, (line, label, alone) in pages.items():
            if page + 1 not in labels:
                labels[page + 1] = label
                places += [(page, line)] if alone else []
    return dict(sorted(labels.items())), places


def _labels_in(text: str) -> Iterator[tuple[str, bool]]:
    """Numbers of a line that may be its page's, and whether it says nothing else."""
    if alone := _NUMBER.fullmatch(text):
        yield alone[1], True
    elif len(text) <= _LONGEST and (held := _AT_END.search(text)):
        yield held[1] or held[2], False


def _number_of(label: str) -> int:
    if label.isdigit():
        return int(label)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in label.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)) - 10_000  # a series of their own


def _running_lines(edges: Sequence[Sequence[_OuterLine]]) -> Iterator[Place]:
    """Lines that run on over pages: of like words at the same place of at least three pages that lie near each other."""
    groups = _LineGroups()
    for page, lines in enumerate(edges):
        for held in lines:
            groups.add(page, held)
    for members in groups.members:
        pages = sorted({page for page, _ in members})
        steps = [after - before for before, after in pairwise(pages)]
        near = sum(step <= _EDGE for step in steps)
        if len(pages) >= _LEAST and near >= _NEAR * len(steps) and _numbers_fit(members):
            yield from ((page, held.line) for page, held in members)


def _numbers_fit(members: Sequence[tuple[int, _OuterLine]]) -> bool:
    """Whether the numbers in lines are always the same or count the pages: those of headings that only look alike do neither."""
    told = [(page, tuple(map(int, _DIGITS.findall(held.text)))) for page, held in members]
    counts = Counter(len(numbers) for _, numbers in told)
    size = counts.most_common(1)[0][0]
    alike = [(page, numbers) for page, numbers in told if len(numbers) == size]
    for at in range(size):
        same = Counter(numbers[at] for _, numbers in alike).most_common(1)[0][1]
        step = max(Counter(numbers[at] - slope * page for page, numbers in alike).most_common(1)[0][1] for slope in (1, 2))
        if max(same, step) < _NEAR * len(alike):
            return False
    return True


class _LineGroups:
    """Lines at the edges of pages, put together by their words; digits do not count, and some letters may be misread."""

    def __init__(self) -> None:
        self.members: list[list[tuple[int, _OuterLine]]] = []
        self._by_form: dict[tuple[str, str], int] = {}
        self._late: defaultdict[str, deque[tuple[frozenset[str], int]]] = defaultdict(lambda: deque(maxlen=_FORMS_MOST))

    def add(self, page: int, held: _OuterLine) -> None:
        """Put a line to those that are like it."""
        form = _DIGITS.sub("#", _BLANKS.sub("", held.text))
        if not form.strip("#") or len(held.text) > _LONGEST:
            return
        at = self._by_form.get((held.edge, form))
        if at is None:
            at = self._by_form[held.edge, form] = self._group_of(held.edge, form)
        self.members[at].append((page, held))

    def _group_of(self, edge: str, form: str) -> int:
        """The number of the group of a new form, itself new where none of the late forms is like it."""
        pairs = frozenset(map("".join, pairwise(form)))
        late = self._late[edge]
        at = next((group for theirs, group in reversed(late) if _are_alike(pairs, theirs)), len(self.members))
        if at == len(self.members):
            self.members.append([])
        late.append((pairs, at))
        return at


def _are_alike(pairs: frozenset[str], theirs: frozenset[str]) -> bool:
    return min(len(pairs), len(theirs)) >= _PAIRS_LEAST and 2 * len(pairs & theirs) >= _ALIKE * (len(pairs) + len(theirs))
