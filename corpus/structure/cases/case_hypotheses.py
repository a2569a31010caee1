"""Where cases may begin: sets of places, each put up by one thing that comes again and again in the document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.structure.cases.case_ground import CaseGround, GroundItem

_NEAR = 4  # items between two places that say the same and are one
_COVER = 12  # items that a cover has at most
_MEMBERS_LEAST = 2
_RECURRING_LEAST = 3
_SMALL = ("-", "·", "*", "※", "▪", "⇒")
_ITEMS = ("○", "●", "☞", "✓")  # of lists, but where one heads something
_RECURRING_MOST = 40
_RUNS_MOST = 5


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Places where cases may begin, as numbers of items, and what put them up."""

    origin: str
    starts: tuple[int, ...]


def put_up_hypotheses(ground: CaseGround, items: Sequence[GroundItem]) -> Iterator[Hypothesis]:
    """Yield the sets of places where cases may begin, each set once.

    What may begin cases: marks of one style (all, those that name a region, the outermost count, one run of it, those that the same words
    follow); lines that name a region and nothing else; the headings that contents lead to; forms alike; titles above words that come again.
    """
    seen: set[tuple[int, ...]] = set()
    for origin, starts in _all_sets(ground, items):
        merged = _merge(starts, items)
        if len(merged) >= _MEMBERS_LEAST and merged not in seen:
            seen.add(merged)
            yield Hypothesis(origin, merged)


def _all_sets(ground: CaseGround, items: Sequence[GroundItem]) -> Iterator[tuple[str, Sequence[int]]]:
    by_style: defaultdict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        if item.style and item.style not in _SMALL and (item.titled or not item.title) and (item.heading or item.style not in _ITEMS):
            by_style[item.style].append(index)
    for style, members in by_style.items():
        yield from _sets_of_style(style, members, items)
    yield from _region_lines(items)
    yield from _from_contents(ground, items)
    yield from _sets_above(items)


def _sets_of_style(style: str, members: Sequence[int], items: Sequence[GroundItem]) -> Iterator[tuple[str, Sequence[int]]]:
    """Places that one style of mark puts up."""
    yield style, members
    headings = [index for index in members if items[index].heading]
    if len(headings) < len(members):
        yield f"{style} heading", headings
    named = [index for index in members if _region_near(index, items)]
    if len(_merge(named, items)) >= _RECURRING_LEAST:  # two are picked too easily
        yield f"{style} region", named
    outer = _outer_count(members, items)
    yield f"{style} outer", outer
    for number, run in enumerate(sorted(_runs(members, items), key=len, reverse=True)[:_RUNS_MOST]):
        yield f"{style} run {number}", run
    for feature, followed in _with_same_below(members, items):
        yield f"{style} before {feature}", followed


def _region_near(index: int, items: Sequence[GroundItem]) -> bool:
    """Whether a title names a region first, or, where a number stands alone, the lines below it do."""
    item = items[index]
    if item.region is not None:
        return True
    return not item.title and any(below.region is not None for below in items[index + 1 : index + _NEAR])


def _outer_count(members: Sequence[int], items: Sequence[GroundItem]) -> list[int]:
    """Of marks that count, those of the outermost count: parts of a case that count from 1 themselves lie within it."""
    stack: list[int] = []
    outer: list[int] = []
    for index in members:
        number = items[index].number
        if number is None:
            continue
        depth = next((at for at in range(len(stack) - 1, -1, -1) if stack[at] + 1 == number), None)
        if depth is not None:
            del stack[depth + 1 :]
            stack[depth] = number
        elif number == 1:
            stack.append(1)
            depth = len(stack) - 1
        else:
            continue
        if depth == 0:
            outer.append(index)
    return outer


def _runs(members: Sequence[int], items: Sequence[GroundItem]) -> Iterator[list[int]]:
    """Of marks that count, each unbroken count of three or more."""
    run: list[int] = []
    for index in members:
        number = items[index].number
        if run and number is not None and number == (items[run[-1]].number or 0) + 1:
            run.append(index)
            continue
        if len(run) >= _RECURRING_LEAST:
            yield run
        run = [index] if number == 1 else []
    if len(run) >= _RECURRING_LEAST:
        yield run


def _with_same_below(members: Sequence[int], items: Sequence[GroundItem], within: int = _COVER) -> Iterator[tuple[str, list[int]]]:
    """The members that the same thing follows soon, for the three things that follow most of them."""
    ahead: dict[int, set[str]] = {}
    for place, index in enumerate(members):
        last = min(index + within, members[place + 1] if place + 1 < len(members) else len(items))
        ahead[index] = {feature for item in items[index + 1 : last + 1] for feature in item.features}
    counts = Counter(feature for features in ahead.values() for feature in features)
    for feature, count in counts.most_common(_RECURRING_LEAST):
        if _RECURRING_LEAST <= count < len(members):
            yield feature, [index for index in members if feature in ahead[index]]


def _region_lines(items: Sequence[GroundItem]) -> Iterator[tuple[str, Sequence[int]]]:
    """Lines that name a region and say nothing else."""
    alone = [index for index, item in enumerate(items) if item.alone]
    yield "region", alone
    counted = [index for index in alone if items[index].number is not None or _lone_number_above(index, items) is not None]
    yield "region numbered", counted
    merged = list(_merge(alone, items))
    for feature, followed in _with_same_below(merged, items):
        yield f"region before {feature}", followed


def _lone_number_above(index: int, items: Sequence[GroundItem], within: int = _COVER // 2) -> int | None:
    """The number that stands alone above a line of a cover."""
    for above in range(index - 1, max(-1, index - within - 1), -1):
        if not items[above].short:
            return None
        if items[above].style == "lone":
            return above
    return None


def _from_contents(ground: CaseGround, items: Sequence[GroundItem]) -> Iterator[tuple[str, Sequence[int]]]:
    """Headings that entries of contents lead to: of each style of entry, of those below one another, and all."""
    index_of = {item.at: index for index, item in enumerate(items)}
    by_style: defaultdict[str, set[int]] = defaultdict(set)
    for place, at in ground.matches.items():
        if at in index_of:
            by_style[ground.entries[place].style].add(index_of[at])
    for style, found in by_style.items():
        yield f"contents {style}", sorted(found)


def _sets_above(items: Sequence[GroundItem]) -> Iterator[tuple[str, Sequence[int]]]:
    """Titles above what comes again: the first part of each case bears the same name, the case itself another."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        for feature in item.features:
            where[feature].append(index)
    ranked = sorted(where.items(), key=lambda pair: (-len(pair[1]), pair[1][0]))
    repeated = {feature for feature, found in ranked if len(found) >= _RECURRING_LEAST}
    union: set[int] = set()
    for feature, found in [pair for pair in ranked if len(pair[1]) >= _RECURRING_LEAST][:_RECURRING_MOST]:
        titles = [_title_above(index, items, lambda item: not repeated.isdisjoint(item.features)) for index in found]
        above = sorted({index for index in titles if index is not None})
        union.update(above if feature.startswith("text ") else ())
        yield f"above {feature}", above
        if feature.startswith("form "):
            yield feature, found
    yield "above any", sorted(union)


def _title_above(index: int, items: Sequence[GroundItem], recurs: Callable[[GroundItem], bool]) -> int | None:
    """The title right above an item, and the uppermost of the lines it is printed on."""
    top = None
    for above in range(index - 1, max(-1, index - _NEAR), -1):
        item = items[above]
        marked = item.style not in ("", "lone") and not item.heading  # an item of a list
        if marked or not (item.titled or item.style == "lone") or recurs(item):
            break
        top = above
    return top


def _merge(starts: Sequence[int], items: Sequence[GroundItem]) -> tuple[int, ...]:
    """The places in order, without those that say once more what one just above has said."""
    kept: list[int] = []
    for index in sorted(set(starts)):
        if kept and _says_again(items[kept[-1]], items[index], index - kept[-1]):
            continue
        kept.append(index)
    return tuple(kept)


def _says_again(before: GroundItem, after: GroundItem, far: int) -> bool:
    if far > _COVER:
        return False
    same_region = before.region is not None and before.region == after.region
    same_number = before.number is not None and before.number == after.number
    return same_region or (far <= _NEAR and (same_number or (before.key != "" and before.key == after.key)))
