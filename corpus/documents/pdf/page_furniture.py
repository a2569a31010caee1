"""What pages repeat at their edges: running heads and feet, on every page or every other or by chapter; and printed page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.documents.drawn.page_nouns import Area, ReadPage, TextLine

_EDGE_LINES = 3  # at the top and at the bottom of a page
_EDGE = 0.16  # of its height
_FEWEST, _SHARE = 3, 0.25
_CHAPTER_SHARE, _SETTLED = 0.5, 0.75
_SAME_PLACE = 3.0
_LONGEST = 70
_NUMBER = re.compile(
    r"^(?:[-–—~|<\[(·]\s*)?(?:제|p\.?|page)?\s*(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})\s*(?:쪽|페이지|면)?(?:\s*[-–—~|>\])·])?(?:\s*(?:/|of)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_OUTER_NUMBER = re.compile(r"^(\d{1,4})(?=\s)|(?<=\s)(\d{1,4})$|(?<=[|ㅣ·∙•])\s*(\d{1,4})$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    """A line near a page's edge: on which page, at which edge, how far from the page's upper edge."""

    page: int
    edge: str
    at: float
    line: TextLine

    @property
    def pattern(self) -> str:
        """Its words with every number alike."""
        return re.sub(r"\d+", "#", re.sub(r"\s+", "", self.line.text))


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """The lines of each page that are no part of its text, and the number printed on it."""

    lines: frozenset[tuple[int, TextLine]]
    boxes: frozenset[tuple[int, Area]]
    """Boxes of one row that pages repeat at an edge, with their page."""
    aside: frozenset[int]
    """The pages whose turned words are furniture."""
    labels: Mapping[int, str]


def learn_furniture(pages: Sequence[ReadPage]) -> PageFurniture:
    """What repeats at the edges of the pages, and the labels that are printed there."""
    edge_lines = [one for page in pages for one in _edge_lines(page)]
    repeated = _repeated_lines(edge_lines, len(pages)) | _by_chapter(edge_lines, len(pages))
    numbers = _numbers(edge_lines, repeated, len(pages))
    furniture = _outermost(edge_lines, repeated | {(one.page, one.line) for one, _ in numbers})
    labels: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for one, label in numbers:
        if (one.page, one.line) in furniture:
            labels[one.page].append((one.line.x0, label))
    joined = {page: _join_labels(found) for page, found in sorted(labels.items())}
    return PageFurniture(frozenset(furniture), _repeated_boxes(pages), _repeated_asides(pages), joined)


def _repeated_boxes(pages: Sequence[ReadPage]) -> frozenset[tuple[int, Area]]:
    """The boxes of one row that stand at one place near the edge of most pages, with words that stay for some."""
    places: dict[tuple[int, ...], dict[int, tuple[Area, str]]] = defaultdict(dict)
    for page in pages:
        for table in page.tables:
            area = table.area
            edge = min(area.top, page.height - area.bottom) < _EDGE * page.height / 2 and area.bottom - area.top < _EDGE * page.height
            if edge and table.rows == 1 and not any(table.inside or other.inside for other in page.tables):
                words = "".join(line.text for cell in table.cells for line in cell.lines)
                places[tuple(round(side / _SAME_PLACE) for side in (area.x0, area.top, area.x1, area.bottom))][page.number] = area, words
    found: set[tuple[int, Area]] = set()
    for on in places.values():
        texts = Counter(re.sub(r"\d+", "#", words) for _, words in on.values())
        if len(on) >= max(_FEWEST, _CHAPTER_SHARE * len(pages)) and len(texts) <= _CHAPTER_SHARE * len(on):
            found |= {(number, area) for number, (area, _) in on.items()}
    return frozenset(found)


def _repeated_asides(pages: Sequence[ReadPage]) -> frozenset[int]:
    """The pages whose turned words stand on several: tabs of chapters."""
    words = Counter(page.aside for page in pages)
    return frozenset(page.number for page in pages if words[page.aside] >= _FEWEST)


def _outermost(lines: Sequence[_EdgeLine], furniture: set[tuple[int, TextLine]]) -> set[tuple[int, TextLine]]:
    """The furniture that has no text of the page between itself and the edge."""
    kept: set[tuple[int, TextLine]] = set()
    stopped: dict[tuple[int, str], float] = {}
    for one in sorted(lines, key=lambda each: each.at if each.edge == "top" else -each.at):
        side, key = (one.page, one.edge), (one.page, one.line)
        if key in furniture and (side not in stopped or abs(stopped[side] - one.at) < _SAME_PLACE):
            kept.add(key)
        elif key not in furniture:
            stopped.setdefault(side, one.at)
    return kept


def _join_labels(found: Sequence[tuple[float, str]]) -> str:
    """The labels on a sheet from the left; one of a sheet with one page."""
    labels = list(dict.fromkeys(label for _, label in sorted(found)))
    return labels[0] if len(labels) == 1 else f"{labels[0]}-{labels[-1]}"


def _edge_lines(page: ReadPage) -> list[_EdgeLine]:
    """The lines near the upper and lower edge of a page; of a sheet with two pages, those of both."""
    found: list[_EdgeLine] = []
    taken: Counter[tuple[str, float]] = Counter()
    for edge, lines in (("top", sorted(page.lines, key=lambda one: one.base)), ("low", sorted(page.lines, key=lambda one: -one.base))):
        rows: list[float] = []
        for line in lines:
            if (line.top if edge == "top" else page.height - line.bottom) > _EDGE * page.height:
                break
            if not any(abs(line.base - row) < _SAME_PLACE for row in rows):
                rows.append(line.base)
            if len(rows) > _EDGE_LINES:
                break
            taken[edge, rows[-1]] += 1
            found.append(_EdgeLine(page.number, edge, line.base, line))
    return found


def _places(lines: Sequence[_EdgeLine]) -> list[list[_EdgeLine]]:
    """Lines grouped by where they stand, and the size of their type."""
    groups: list[list[_EdgeLine]] = []
    for one in sorted(lines, key=lambda each: (each.edge, each.at)):
        if groups and groups[-1][0].edge == one.edge and one.at - groups[-1][0].at < _SAME_PLACE:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _repeated_lines(lines: Sequence[_EdgeLine], pages: int) -> set[tuple[int, TextLine]]:
    """Lines with the same words (numbers aside) at a place where few pages have others: there text begins."""
    found: set[tuple[int, TextLine]] = set()
    for group in _places(lines):
        alike: dict[str, list[_EdgeLine]] = defaultdict(list)
        for one in group:
            alike[one.pattern].append(one)
        again = {one.page for one in group if len(alike[one.pattern]) > 1 or not one.pattern.strip("#-–—")}
        if len(again) < _SETTLED * len({one.page for one in group}):
            continue
        for pattern, same in alike.items():
            on = {one.page for one in same}
            if len(on) >= max(_FEWEST, _SHARE * pages) and pattern.strip("#") and len(pattern) <= _LONGEST and not _counts_lines(same):
                found |= {(one.page, one.line) for one in same}
    return found


def _counts_lines(same: Sequence[_EdgeLine]) -> bool:
    """Whether a page has the same words twice at one place: rows of a list, and no furniture of a sheet of two pages."""
    return max(Counter(one.page for one in same).values()) > 2  # noqa: PLR2004 - two pages on a sheet


def _by_chapter(lines: Sequence[_EdgeLine], pages: int) -> set[tuple[int, TextLine]]:
    """Lines at one place of most pages whose words stay for some pages and change then: names of chapters."""
    found: set[tuple[int, TextLine]] = set()
    for group in _places(lines):
        worded = [one for one in group if one.pattern.strip("#")]
        on = {one.page: one.pattern for one in worded}
        texts = Counter(on.values())
        again = sum(times for times in texts.values() if times > 1)
        many = pages > _FEWEST and len(on) >= max(_FEWEST, _CHAPTER_SHARE * pages)
        stays = again >= _SETTLED * len(on) and len(texts) <= _CHAPTER_SHARE * len(on)
        if many and stays and all(len(one.pattern) <= _LONGEST for one in worded):
            found |= {(one.page, one.line) for one in worded}
    return found


def _numbers(lines: Sequence[_EdgeLine], furniture: set[tuple[int, TextLine]], pages: int) -> list[tuple[_EdgeLine, str]]:
    """The lines that are or hold a page's number, with it: those whose numbers run with the pages."""
    alone = [(one, found.group(1)) for one in lines if (found := _NUMBER.match(one.line.text.strip())) is not None]
    held = [
        (one, next(filter(None, found.groups())))
        for one in lines
        if (one.page, one.line) in furniture
        and not _NUMBER.match(one.line.text.strip())
        and (found := _OUTER_NUMBER.search(one.line.text.strip()))
    ]
    return _running(alone, pages) or _running(held, pages)


def _running(candidates: Sequence[tuple[_EdgeLine, str]], pages: int) -> list[tuple[_EdgeLine, str]]:
    """Those candidates whose numbers grow with the pages: by one, or by two on sheets of two pages; each kind of number by itself."""
    found: list[tuple[_EdgeLine, str]] = []
    for roman in (False, True):
        mine = [(one, label, value) for one, label in candidates if (not label.isdigit()) == roman and (value := _value(label)) is not None]
        runs = [_run(mine, step, pages) for step in (1, 2)]
        best = max(runs, key=len)
        found += best or [(one, label) for one, label, _ in mine if pages < _FEWEST and _is_dressed(one.line.text)]
    return found


def _run(mine: Sequence[tuple[_EdgeLine, str, int]], step: int, pages: int) -> list[tuple[_EdgeLine, str]]:
    """Those of the numbers that grow by `step` with each page."""
    offsets = Counter((value - step * one.page, one.edge) for one, _, value in mine)
    good = {offset for offset, times in offsets.items() if times >= _fewest_pages(pages)}
    return [(one, label) for one, label, value in mine if (value - step * one.page, one.edge) in good]


def _fewest_pages(pages: int) -> int:
    return 2 if pages < 2 * _FEWEST else _FEWEST


def _is_dressed(text: str) -> bool:
    """Whether a number is written as only page numbers are: between dashes, or with the word for page."""
    return re.fullmatch(r"[-–—]\s*\w+\s*[-–—]|.*(?:쪽|페이지|page).*", text.strip(), re.IGNORECASE) is not None


def _value(label: str) -> int | None:
    """The number that a label stands for; None where it is no number."""
    if label.isdigit():
        return int(label)
    values = [_ROMAN.get(letter, 0) for letter in label.lower()]
    if not all(values):
        return None
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))
