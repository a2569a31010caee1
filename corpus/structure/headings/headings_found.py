"""Which blocks of a document are headings: those the format says, boxes drawn as tables of a row, and short texts behind a mark."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from corpus.model.document import Block
from corpus.structure.headings.outline_marks import NOTES, TOP_BULLETS, OutlineMark, read_mark

TITLE_LENGTH = 70
_ITEM_LENGTH = 40  # a small mark heads something only where it says no more than this
_BOX_CELLS, _BOX_LINES = 3, 3
_SENTENCE_END = re.compile(r"(?:[가-힣](?:다|요|음|함|됨|임)[.!]?|[.,;:])$")
_SAID_OF = re.compile(r"\S ?: \S")  # an item of a list: its name, a colon, and what is said of it
_STRONG = ("Ⅰ", "제N", "N-N", "[N]")
_WEAK = (*"○●✓☞①❶▪", "N)", "(N)", "가)", "(가)", "⑴", "㉮", "㉠")
_SMALL = ("-", "·", "*", "※", "▪", "⇒", "lone")
_CAPTION = re.compile(
    r"[\[<〈《【(]\s*(?:표|그림|사진|도표|도식)\s*\d*[-.]?\d*\s*[\]>〉》】)].{0,60}|(?:표|그림|사진)\s*\d+(?:[-.]\d+)*\s*[.:)]?\s.{1,60}"
)
_WORDY = re.compile(r"[\w\[<〈《【(「『“\"'‘]")
_ENCLOSED = re.compile(r"[<〈《≪＜][^<>〈〉《》]{1,60}[>〉》≫＞]")


@dataclass(frozen=True, slots=True)
class HeadingFound:
    """A heading: the style of its mark, or of the format, its number where it counts, its title, and how deep the format says it is."""

    style: str
    number: int | None
    title: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block with the mark before its words, and whether it is a box: a table that is drawn around a heading."""

    text: str
    mark: OutlineMark | None
    boxed: bool = False


def mark_block(block: Block) -> MarkedBlock:
    """Return a block's words on a line, and the mark they begin with; of a box those of its first row."""
    if block.kind != "table":
        text = " ".join(block.text.split())
        return MarkedBlock(text, read_mark(text))
    title = box_title(block)
    return MarkedBlock(title, read_mark(title), boxed=True) if title else MarkedBlock("", None)


def box_title(block: Block) -> str:
    """Return the words of a box that is drawn around a heading, "" of any other table.

    A box has one row of at most three short cells, empty rows aside; or, where the first cell numbers it, a second row of one cell, which
    says in short what comes.
    """
    if block.inside is not None:
        return ""
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell.text)
            if len(rows) > 2 or len(rows[cell.row]) > _BOX_CELLS:  # noqa: PLR2004 - a heading, and what comes
                return ""
    if not rows:
        return ""
    first, *more = (rows[row] for row in sorted(rows))
    words = [" ".join(text.split()) for text in first]
    title = " ".join(words)
    mark = read_mark(title)
    counted = mark is not None and (mark.number is not None or mark.style.endswith(" N"))
    numbered = counted and len(words) > 1
    if len(title) > TITLE_LENGTH + 10 * numbered or sum(text.strip().count("\n") for text in first) >= _BOX_LINES:
        return ""
    if more and not (numbered and len(more[0]) == 1):
        return ""
    if not counted and (len(words) > 1 or (mark is not None and mark.style not in TOP_BULLETS and mark.style != "[]")):
        return ""
    sayable = (mark is not None or _WORDY.match(title)) and not _SENTENCE_END.search(title)
    return title if counted or sayable else ""


def find_headings(blocks: Sequence[Block], marked: Sequence[MarkedBlock], apart: Container[int]) -> dict[int, HeadingFound]:
    """Return the headings by their block's number; those `apart` (contents, tables within tables) are none."""
    order = [at for at, block in enumerate(blocks) if at not in apart and block.inside is None and (block.text.strip() or block.cells)]
    found: dict[int, HeadingFound] = {}
    for place, at in enumerate(order):
        block, held = blocks[at], marked[at]
        above = order[place - 1] if place else None
        below = order[place + 1] if place + 1 < len(order) else None
        if block.kind == "heading":
            found[at] = _given_heading(block, held)
        elif held.boxed:
            mark = held.mark
            found[at] = HeadingFound(f"box {mark.style}", mark.number, mark.title) if mark else HeadingFound("box", None, held.text)
        elif block.kind in ("paragraph", "list_item") and held.mark is not None:
            listed = above is not None and above not in found and _style(marked[above]) == held.mark.style
            if _heads(held, None if below is None else marked[below], blocks[below] if below is not None else None, listed=listed):
                found[at] = HeadingFound(held.mark.style, held.mark.number, held.mark.title)
    return found


def kind_of_rest(block: Block, held: MarkedBlock, neighbours: Sequence[Block]) -> Block:
    """Return a block that heads nothing with its kind: an item of a list, a caption, a note, or as the reader gave it."""
    if block.kind != "paragraph":
        return block
    if _CAPTION.fullmatch(held.text) or (_ENCLOSED.fullmatch(held.text) and any(one.kind in ("table", "figure") for one in neighbours)):
        return replace(block, kind="caption")
    if held.mark is None or held.mark.style in ("lone", "[]"):
        return block
    return replace(block, kind="note" if held.mark.style in NOTES else "list_item")


def _given_heading(block: Block, held: MarkedBlock) -> HeadingFound:
    mark = held.mark
    number, title = (mark.number, mark.title or held.text) if mark else (None, held.text)
    style = f"level {block.level}" if block.level else mark.style if mark else "plain"
    return HeadingFound(style, number, title, block.level)


def _style(held: MarkedBlock) -> str:
    return held.mark.style if held.mark else ""


def _heads(held: MarkedBlock, below: MarkedBlock | None, block_below: Block | None, *, listed: bool) -> bool:
    """Whether a marked text heads what is below it."""
    mark = held.mark
    if mark is None or mark.style in _SMALL or len(held.text) > TITLE_LENGTH or _CAPTION.fullmatch(held.text):
        return False
    if mark.style.startswith(_STRONG) or (mark.style.endswith((" N", " N]")) and not _SENTENCE_END.search(held.text)):
        return True
    if _SENTENCE_END.search(held.text) or below is None or block_below is None or listed:
        return False
    if _style(below) == mark.style and not below.boxed:
        return False
    if mark.style in _WEAK:
        deeper = _style(below) in _SMALL or block_below.kind in ("table", "figure")
        return deeper and len(held.text) <= _ITEM_LENGTH and not _SAID_OF.search(held.text) and not mark.title.startswith("(")
    return not _SAID_OF.search(held.text)
