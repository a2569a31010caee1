"""The cases in a document: of all that may begin cases, what makes the most regular ones; else the whole document is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model.document import Block, OutlinedCase
from corpus.structure.case_ground import CaseGround, GroundItem, list_items
from corpus.structure.case_hypotheses import put_up_hypotheses
from corpus.structure.case_scores import CaseScorer, ScoredCases
from corpus.structure.case_titles import CaseNamer
from corpus.structure.region_names import RegionNames
from corpus.vocabulary.gazetteer import Gazetteer

_SCORE_LEAST = 0.46
_NEARLY = 0.95  # of the best score, with which a set that holds all of the best and more is better
_MORE_MOST = 1.5
_BEST, _ADDED_MOST = 10, 80
_COVER_ITEMS, _COVER_LINES = 25, 40


@dataclass(frozen=True, slots=True)
class FoundCases:
    """The cases of a document, and for each the number of the block that it begins with."""

    cases: tuple[OutlinedCase, ...]
    starts: tuple[int, ...]


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
        return FoundCases((_whole(ground, namer),), ())
    scorer = CaseScorer(ground, items)
    starts = tuple(_cover_top(start, bound, ground, items) for start, bound in zip(chosen.starts, (-1, *chosen.starts), strict=False))
    ends = scorer.case_ends(starts)
    cases = tuple(
        _case(ground, items, (start, end), namer, (title, chosen.score)) for start, end, title in zip(starts, ends, chosen.starts, strict=True)
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
    pool = sorted({start for one in scored[:_BEST] for start in one.starts} - set(best.starts))
    for start in pool[:_ADDED_MOST]:
        more = scorer.score(tuple(sorted((*best.starts, start))))
        best = more if more.score > best.score else best
    return best


def _cover_top(start: int, bound: int, ground: CaseGround, items: Sequence[GroundItem]) -> int:
    """The first item of the cover above a case's title: the number alone that counts it, or lines that say its region or title already."""
    item = items[start]
    number = next((one.number for one in items[start : start + 3] if one.number is not None), None)
    top = start
    for above in range(start - 1, max(bound, start - _COVER_ITEMS - 1), -1):
        other = items[above]
        if not other.short or _far(ground.blocks[other.at], ground.blocks[item.at]):
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


def _case(
    ground: CaseGround, items: Sequence[GroundItem], span: tuple[int, int], namer: CaseNamer, titled: tuple[int, float]
) -> OutlinedCase:
    first = items[span[0]].at
    last = items[span[1]].at - 1 if span[1] < len(items) else len(ground.blocks) - 1
    while last > first and ground.blocks[last].kind == "toc_entry":
        last -= 1
    return namer.name_case((first, last), (span[0], span[1]), titled[0], titled[1])


def _whole(ground: CaseGround, namer: CaseNamer) -> OutlinedCase:
    return namer.name_whole((0, max(0, len(ground.blocks) - 1)))
