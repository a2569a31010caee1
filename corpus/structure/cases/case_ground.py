"""What cases are sought in: a document's blocks one after the other, each with all that may tell where a case begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.model.document import Block
from corpus.model.nouns import Region
from corpus.structure.cases.region_names import RegionNames
from corpus.structure.headings.contents_matching import title_key
from corpus.structure.headings.contents_pages import ContentsEntry
from corpus.structure.headings.headings_found import TITLE_LENGTH, HeadingFound, MarkedBlock

_SHORT = 45
_KEY_LEAST, _KEY_MOST = 2, 30
_ROWS_LEAST, _LABELS, _FORM_COLUMNS = 3, 3, 4
_ITEM_KEY, _NESTING_MOST = 12, 30
_ITEMS = ("N)", "(N)", "①", "○", "●", "☞", "✓")
_ITEM_BULLETS = ("○", "●", "☞", "✓")
_LISTED = ("-", "·", "*", "※", "▪", "⇒")
_ENDED = re.compile(r"(?:[가-힣](?:다|요|음|함|됨|임)[.!]?|[.,;])$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseGround:
    """A document before its cases are known: its blocks, the marks before their words, headings, and contents with where they lead."""

    blocks: tuple[Block, ...]
    marked: tuple[MarkedBlock, ...]
    headings: Mapping[int, HeadingFound]
    entries: tuple[ContentsEntry, ...]
    matches: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundItem:
    """A block as the search for cases sees it.

    `style` is that of its mark or heading, "" where it has none; `key` its title's letters; `region` what the title begins with; `alone`
    tells whether it says nothing else. `weight` is how much text it and the tables in it hold. `features` are what may come again in each
    case.
    """

    at: int
    text: str
    style: str
    number: int | None
    title: str
    key: str
    region: Region | None
    alone: bool
    weight: int
    features: tuple[str, ...]
    heading: bool

    @property
    def titled(self) -> bool:
        """Whether it may be the title of something: short, no sentence, no item of a list."""
        listed = self.style in _LISTED or self.style in _ITEM_BULLETS
        return bool(self.title) and len(self.title) <= TITLE_LENGTH and not listed and not _ENDED.search(self.title)

    @property
    def short(self) -> bool:
        """Whether it may stand on a cover."""
        return bool(self.text) and len(self.text) <= _SHORT and self.style not in _LISTED


def list_items(ground: CaseGround, regions: RegionNames) -> tuple[GroundItem, ...]:
    """Return the blocks that are neither contents nor tables within tables, as the search for cases sees them."""
    order = [at for at, block in enumerate(ground.blocks) if block.kind != "toc_entry" and block.inside is None]
    raw = [_features(ground.blocks[at], ground.marked[at], ground.headings.get(at)) for at in order]
    counts = Counter(feature for features in raw for feature in features)
    weights = _weigh(ground.blocks, order)
    items = []
    for at, features, weight in zip(order, raw, weights, strict=True):
        held, found = ground.marked[at], ground.headings.get(at)
        mark = held.mark
        title = mark.title if mark else held.text or _form_title(ground.blocks[at])
        region, alone = regions.first(title) if 0 < len(title) <= TITLE_LENGTH else (None, False)
        if region is None and not held.text:
            region = _form_region(ground.blocks[at], regions)
        style = found.style if found else mark.style if mark else ""
        items.append(
            GroundItem(
                at=at,
                text=held.text,
                style=style,
                number=mark.number if mark else None,
                title=title,
                key=title_key(title) if len(title) <= 2 * TITLE_LENGTH else "",
                region=region,
                alone=alone,
                weight=weight,
                features=tuple(feature for feature in features if counts[feature] > 1),
                heading=found is not None,
            )
        )
    return tuple(items)


def _form_title(block: Block) -> str:
    """What a form says in its first row, beside the label."""
    if not block.cells or max(cell.col + cell.col_span for cell in block.cells) > _FORM_COLUMNS:
        return ""
    return next((" ".join(cell.text.split()) for cell in block.cells if cell.row == 0 and cell.col > 0 and cell.text.strip()), "")


def _form_region(block: Block, regions: RegionNames) -> Region | None:
    """The region that a form names in one of its cells and says nothing else there."""
    for cell in block.cells:
        if cell.col > 0 and len(cell.text) <= TITLE_LENGTH:
            region, alone = regions.first(cell.text)
            if region is not None and alone:
                return region
    return None


def _weigh(blocks: Sequence[Block], order: Sequence[int]) -> list[int]:
    """How much text each of the blocks holds, with the tables within it."""
    weights = {at: len(blocks[at].text) for at in order}
    for block in blocks:
        outer = block
        for _ in range(_NESTING_MOST):
            if outer.inside is None or outer.inside.block >= len(blocks):
                break
            at = outer.inside.block
            if at in weights:
                weights[at] += len(block.text)
                break
            outer = blocks[at]
    return [weights[at] for at in order]


def _features(block: Block, held: MarkedBlock, found: HeadingFound | None) -> tuple[str, ...]:
    """What of a block may come again in each case: its title, the beginning of an outline, the first labels of a form."""
    if block.cells and not held.boxed:
        labels = [title_key(cell.text) for cell in block.cells if cell.col == 0 and cell.text.strip()]
        return (
            (f"form {' '.join(labels[:_LABELS])}",) if len(labels) >= _ROWS_LEAST and max(map(len, labels[:_LABELS])) <= _KEY_MOST else ()
        )
    mark = held.mark
    if len(held.text) > TITLE_LENGTH or (mark is not None and mark.style in _LISTED):
        return ()
    features = []
    key = _DIGITS.sub("", title_key(mark.title if mark else held.text))
    most = _ITEM_KEY if mark is not None and mark.style in _ITEMS else _KEY_MOST
    if _KEY_LEAST <= len(key) <= most and not _ENDED.search(held.text):
        features.append(f"text {key}")
    if mark is not None and mark.number == 1 and mark.style != "lone":
        features.append(f"first {found.style if found else mark.style}")
    return tuple(features)
