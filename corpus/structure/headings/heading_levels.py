"""How deep headings stand: which style of mark is above which is learnt from the document, since no two offices agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from corpus.structure.headings.headings_found import HeadingFound

_USUAL = (
    "level", "PART", "제N부", "제N편", "제N장", "box Ⅰ", "Ⅰ", "제N절", "box", "참고", "[", "N-N",
    "N.", "N", "□", "가.", "N)", "가)", "(N)", "(가)", "①", "○", "-",
)  # fmt: skip
"""Styles as offices mostly order them; counts only where the document itself does not tell."""
_VOTES = 2
_STYLES_MOST = 40
_ANNEX = "참고 N"
_CASE = 1


def order_styles(headings: Mapping[int, HeadingFound]) -> dict[str, int]:
    """Return the rank of each style of heading, 0 the outermost.

    Of two styles the one is within the other whose numbers begin anew there, and above it whose numbers run on across it.
    """
    listed = [headings[at] for at in sorted(headings)]
    first = {found.style: at for at, found in reversed(list(enumerate(listed)))}
    counts = Counter(found.style for found in listed)
    styles = sorted(first, key=lambda style: first[style])
    by_style: dict[str, list[tuple[int, HeadingFound]]] = {style: [] for style in styles}
    for at, found in enumerate(listed):
        by_style[found.style].append((at, found))
    wins: Counter[str] = Counter()
    frequent = styles if len(styles) <= _STYLES_MOST else [style for style, _ in counts.most_common(_STYLES_MOST)]
    for one, other in combinations(frequent, 2):
        told = _vote(by_style[one], by_style[other])
        above = told > 0 if abs(told) >= _VOTES else _usual(one, first[one]) <= _usual(other, first[other])
        wins[one if above else other] += 1
    return {style: rank for rank, style in enumerate(sorted(styles, key=lambda style: (-wins[style], _usual(style, first[style]))))}


def find_paths(
    headings: Mapping[int, HeadingFound], count: int, cases: Sequence[tuple[int, int, int]] = ()
) -> tuple[dict[int, int], list[tuple[int, ...]]]:
    """Return each heading's level, from 1, and for each of `count` blocks the numbers of the headings above it, outermost first.

    `cases` are the cases of the document: the first block, the last, and the one with the title. What stands in a case is below its title,
    whatever its marks are elsewhere.
    """
    ranks = order_styles({at: found for at, found in headings.items() if all(at != titled for _, _, titled in cases)})
    titles = {titled for _, _, titled in cases}
    within = _depths(count, cases)
    levels: dict[int, int] = {}
    paths: list[tuple[int, ...]] = []
    stack: list[tuple[tuple[int, int], int]] = []
    above: tuple[int, ...] = ()
    for at in range(count):
        found = headings.get(at)
        if found is not None:
            rank = (_CASE, 0) if at in titles else (within[at], ranks[found.style])
            while stack and (stack[-1][0] >= rank or _is_deeper(headings[stack[-1][1]], found)):
                stack.pop()
            above = tuple(number for _, number in stack)
            stack.append((rank, at))
            levels[at] = found.level or len(stack)
        elif at and within[at] < within[at - 1]:  # a case ends without a heading
            stack = [held for held in stack if held[0] < (_CASE, 0)]
            above = tuple(number for _, number in stack)
        paths.append(above)
        if found is not None:
            above = (*above, at)
    return levels, paths


def _is_deeper(above: HeadingFound, found: HeadingFound) -> bool:
    """Whether the file's own styles say that a heading above stands no higher than this one, which it then does not hold."""
    return above.level is not None and found.level is not None and above.level >= found.level


def _depths(count: int, cases: Sequence[tuple[int, int, int]]) -> list[int]:
    """For each block 2 where it is in a case below its title, else 0."""
    depths = [0] * (count + 1)
    for _, last, titled in cases:
        depths[titled : last + 1] = [2] * (last + 1 - titled)
    return depths


def _vote(one: list[tuple[int, HeadingFound]], other: list[tuple[int, HeadingFound]]) -> int:
    """How often the document says that one style is above the other, less how often it says the opposite."""
    if one[0][1].level and other[0][1].level:
        return _VOTES if one[0][1].level < other[0][1].level else -_VOTES
    told = 0
    merged = sorted([(at, 1, found) for at, found in one] + [(at, -1, found) for at, found in other], key=lambda item: item[0])
    last: dict[int, int] = {}
    for (_, before, _), (_, side, found) in pairwise(merged):
        if found.number is not None and before != side:
            if found.number == 1 and (side in last or not found.style.endswith(_ANNEX)):
                told -= side  # it begins anew within the other
            elif last.get(side) == found.number - 1:
                told += side  # it runs on across the other
        if found.number is not None:
            last[side] = found.number
    return told


def _usual(style: str, first: int) -> tuple[float, int]:
    """Where a style mostly stands, a box above the same mark without one, then where it first stands here."""
    bare = style.removeprefix("box ")
    sought = (style, bare) if style in _USUAL else (bare,)
    named = next((at for one in sought for at, usual in enumerate(_USUAL) if one == usual or one.startswith(f"{usual} ")), None)
    if named is None:
        named = _USUAL.index("[") if bare.endswith(("N", "N]", "]")) else _USUAL.index("□")
    return named - (bare != style) / 2, first
