"""The cases in a document: of all that may begin cases, what makes the most regular ones; else the whole document is one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model.document import Block, OutlinedCase
from corpus.structure.cases.case_ground import CaseGround, GroundItem, list_items
from corpus.structure.cases.case_hypotheses import put_up_hypotheses
from corpus.structure.cases.case_scores import CaseScorer, ScoredCases
from corpus.structure.cases.case_titles import CaseNamer
from corpus.structure.cases.region_names import RegionNames
from corpus.vocabulary.gazetteer import Gazetteer

_SCORE_LEAST = 0.46
_NEARLY = 0.92  # of the best score, with which a set that holds all of the best and more is better
_MORE_MOST = 1.5
_BESIDE_LEAST = 0.85  # of the score that a set may lose by what is marked as its own places are
_BEST, _ADDED_MOST, _GAP_TRIED = 25, 80, 10
_GAP_LEAST, _MORE_LEAST = 0.97, 1.002  # of the score: a number left out speaks for what bears it
_LEAST = 2
_COVER_ITEMS, _COVER_LINES = 25, 40


@dataclass(frozen=True, slots=True)
class FoundCases:
    """The cases of a document, the block that each is titled by, and the last block of each; without blocks where it is one as a whole."""

    cases: tuple[OutlinedCase, ...]
    titled: tuple[int, ...] = ()


def find_cases(ground: CaseGround, *, gazetteer: Gazetteer | None, name: str) -> FoundCases:
    """Return the cases in a document, in order; one, the whole of it, where nothing divides it into cases.

    Everything that comes again and again puts up a set of places where cases may begin; one measure says which set makes the most regular
    cases. Those it has missed are added where that makes them more regular, and each begins with the cover above its title.
    """
    regions = RegionNames(gazetteer)
    items = list_items(ground, regions)
    namer = CaseNamer(ground, items, regions, name)
    chosen = choose_cases(ground, items)
    if chosen is None:
        return FoundCases((namer.name_whole((0, max(0, len(ground.blocks) - 1))),))
    starts = tuple(_cover_top(start, bound, ground, items) for start, bound in zip(chosen.starts, (-1, *chosen.starts), strict=False))
    ends = CaseScorer(ground, items).case_ends(starts)
    cases = tuple(
        namer.name_case(_blocks_of(ground, items, span), span, titled, chosen.score)
        for span, titled in zip(zip(starts, ends, strict=True), chosen.starts, strict=True)
    )
    return FoundCases(cases, tuple(items[start].at for start in chosen.starts))


def choose_cases(ground: CaseGround, items: Sequence[GroundItem]) -> ScoredCases | None:
    """Return the set of places that makes the most regular cases, None where none does."""
    scorer = CaseScorer(ground, items)
    scored = sorted((scorer.score(found.starts) for found in put_up_hypotheses(ground, items)), key=lambda one: (-one.score, one.starts))
    if not scored or scored[0].score < _SCORE_LEAST:
        return None
    best = scored[0]
    for other in scored[1:]:
        if other.score < _NEARLY * scored[0].score:
            break
        if len(other.starts) <= _MORE_MOST * len(scored[0].starts) and set(best.starts) < set(other.starts):
            best = other
    best = _drop_repeated(_add_missed(best, [one.starts for one in scored[:_BEST]], scorer), scorer)
    beside = scorer.siblings(best.starts)
    more = scorer.score(beside) if beside != best.starts else best
    return more if more.score >= _BESIDE_LEAST * best.score else best


def _add_missed(best: ScoredCases, others: Sequence[tuple[int, ...]], scorer: CaseScorer) -> ScoredCases:
    """The best set with places from others: of those that bear a number it leaves out the best one, and what makes it more regular."""
    pool = sorted({start for starts in others for start in starts} - set(best.starts))
    gaps: defaultdict[int, list[int]] = defaultdict(list)
    for start in pool:
        if _fills_gap(start, best.starts, scorer):
            gaps[bisect_left(best.starts, start)].append(start)
    kept = best.starts
    for found in gaps.values():
        tried = [scorer.score(tuple(sorted((*kept, start)))) for start in found[:_GAP_TRIED]]
        more = max(tried, key=lambda one: one.score)
        best, kept = (more, more.starts) if more.score >= _GAP_LEAST * best.score else (best, kept)
    kinds = {_kind_of(scorer.items[start]) for start in best.starts}
    beside = [start for start in pool if _kind_of(scorer.items[start]) in kinds or scorer.items[start].alone]
    for start in beside[:_ADDED_MOST]:
        if start not in best.starts:
            more = scorer.score(tuple(sorted((*best.starts, start))))
            best = more if more.score > _MORE_LEAST * best.score else best
    return best


def _kind_of(item: GroundItem) -> tuple[str, bool]:
    """The style of an item's mark, and whether it is a line of words, and not a form."""
    return item.style, item.text != ""


def _drop_repeated(best: ScoredCases, scorer: CaseScorer) -> ScoredCases:
    """The best set without places that name once more the region of the case above, where cases are as regular without them."""
    for before, start in pairwise(best.starts):
        region = scorer.items[start].region
        if region is not None and len(best.starts) > _LEAST and region in {item.region for item in scorer.items[before : before + 3]}:
            less = scorer.score(tuple(one for one in best.starts if one != start))
            best = less if less.score >= best.score else best
    return best


def _fills_gap(start: int, starts: Sequence[int], scorer: CaseScorer) -> bool:
    """Whether an item bears the number that is left out between the cases around it."""
    place = bisect_left(starts, start)
    number = scorer.items[start].number
    before = scorer.number_at(starts[place - 1]) if place else 0
    after = scorer.number_at(starts[place]) if place < len(starts) else None
    return number is not None and before is not None and number == before + 1 and after != number


def _cover_top(start: int, bound: int, ground: CaseGround, items: Sequence[GroundItem]) -> int:
    """The first item of the cover above a case's title: the number alone that counts it, or lines that say its region or title already."""
    item = items[start]
    number = next((one.number for one in items[start : start + 3] if one.number is not None), None)
    top = start
    for above in range(start - 1, max(bound, start - _COVER_ITEMS - 1), -1):
        other = items[above]
        if not other.short or not (other.titled or other.style == "lone") or _far(ground.blocks[other.at], ground.blocks[item.at]):
            break
        same_page = ground.blocks[other.at].page == ground.blocks[item.at].page
        if other.style == "lone" and (number is None or other.number == number):
            return above
        said = other.alone and (item.region is None or other.region == item.region)
        if (said or (other.key != "" and other.key == item.key)) and (same_page or said):
            top = above
    return top


def _far(above: Block, block: Block) -> bool:
    return above.lines is not None and block.lines is not None and block.lines[0] - above.lines[1] > _COVER_LINES


def _blocks_of(ground: CaseGround, items: Sequence[GroundItem], span: tuple[int, int]) -> tuple[int, int]:
    """The first and last block of a case: what stands between its items, but contents below it, which are of what comes."""
    first = items[span[0]].at
    last = items[span[1]].at - 1 if span[1] < len(items) else len(ground.blocks) - 1
    while last > first and ground.blocks[last].kind == "toc_entry":
        last -= 1
    return first, last
