"""The kinds of cases that a book tells apart: parts in which their numbers begin anew, or words in what numbers them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.model.document import OutlinedCase
from corpus.structure.cases.case_ground import CaseGround
from corpus.structure.cases.case_splitting import FoundCases
from corpus.structure.headings.outline_marks import BULLETS

_KIND_MOST, _ABOVE = 40, 8
_WORD = re.compile(r"\W*([가-힣]{2,10}) N\W*")


def find_kinds(ground: CaseGround, found: FoundCases, paths: Sequence[Sequence[int]]) -> tuple[OutlinedCase, ...]:
    """Return the cases with the kind that each is of, None where the book tells no kinds apart; `paths` are the headings above each."""
    words = [_WORD.fullmatch(ground.headings[at].style.removeprefix("box ")) if at in ground.headings else None for at in found.titled]
    told = (_parts_counted(ground, found), _parts_headed(ground, paths), [match[1] if match else None for match in words])
    for kinds in told:
        counts = Counter(kind for kind in kinds if kind)
        if len(counts) > 1 and counts.total() == len(found.cases) and counts.most_common(1)[0][1] > 1:
            return tuple(replace(case, kind=kind) for case, kind in zip(found.cases, kinds, strict=True))
    return found.cases


def _parts_counted(ground: CaseGround, found: FoundCases) -> list[str | None]:
    """For each case the title of the part in which it is counted: it stands above the first of them."""
    kinds: list[str | None] = []
    last = 0
    for place, at in enumerate(found.titled):
        mark = ground.marked[at].mark
        number = mark.number if mark and mark.number is not None else last + 1
        if number == 1 or not kinds:
            floor = found.cases[place - 1].blocks[1] if place else -1
            kinds.append(_title_above(ground, found.cases[place].blocks[0], floor))
        else:
            kinds.append(kinds[-1])
        last = number
    return kinds


def _title_above(ground: CaseGround, block: int, floor: int) -> str | None:
    """The nearest title above a block, contents between them aside, and not in the case before."""
    above = [at for at in range(block - 1, floor, -1) if ground.blocks[at].kind != "toc_entry" and not ground.blocks[at].cells]
    for at in above[:_ABOVE]:
        title = _title_of(ground, at)
        if title:
            return title
    return None


def _parts_headed(ground: CaseGround, paths: Sequence[Sequence[int]]) -> list[str | None]:
    """For each case the heading above it, where all of these bear one mark."""
    above = [path[-1] if path else None for path in paths]
    styles = {ground.headings[at].style for at in above if at is not None and at in ground.headings}
    return [_title_of(ground, at) if at is not None and len(styles) == 1 else None for at in above]


def _title_of(ground: CaseGround, at: int) -> str | None:
    """What a line says without its mark; nothing where that is a number or an item of a list."""
    held = ground.marked[at]
    if held.mark is not None and (held.mark.style in BULLETS.values() or not held.mark.title):
        return None
    title = held.mark.title if held.mark else held.text
    return title if sum(letter.isalpha() for letter in title) > 2 and len(title) <= _KIND_MOST else None  # noqa: PLR2004 - a word
