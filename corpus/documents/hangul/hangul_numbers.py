"""Numbers that the word processor prints by itself, before a paragraph or in a caption: the file's text lacks them, its layout has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from corpus.documents.hangul.hangul_alignment import Span, text_key
from corpus.documents.hangul.hangul_blocks import BlockWords
from corpus.documents.hangul.hangul_text import make_plain
from corpus.model.document import Block

_NUMBERED = frozenset({"paragraph", "heading", "list_item", "caption", "note"})
_CAPTION_LENGTH = 80  # characters: in a longer text no number is looked for
_PAGE_END = "\f"
_MARK = re.compile(
    r"제\d{1,3}[장절조항관편]|[Ⅰ-Ⅻ]|[①-⑳㉠-㉻ⓐ-ⓩ❶-❿•●○□■▪◦▶◆◇※➢✓-]"
    r"|\(?(?:\d{1,3}(?:[.-]\d{1,3})*|[가-하ㄱ-ㅎA-Za-zⅠ-Ⅻⅰ-ⅻ]|[IVXivx]{1,5})[.)]\)?"
)


@dataclass(frozen=True, slots=True)
class LaidText:
    """The pages' text as it is drawn, and the same reduced to what is compared, with the place of each of its letters."""

    raw: str
    key: str
    places: tuple[int, ...]
    starts: tuple[int, ...]
    """Where in `key` each page begins, and last where the text ends."""

    def page_of(self, place: int) -> int:
        """The page, from 1, that a letter of `key` stands on."""
        return bisect_right(self.starts, place)


def join_pages(bodies: Sequence[str]) -> LaidText:
    """The text of pages, joined."""
    raw = _PAGE_END.join(bodies)
    keys = [text_key(letter) for letter in raw]
    places = tuple(place for place, key in enumerate(keys) for _ in key)
    lengths = (len(text_key(body)) for body in bodies)
    return LaidText(raw, "".join(keys), places, tuple(accumulate(lengths, initial=0)))


def restore_numbers(
    blocks: Sequence[Block], words: Sequence[BlockWords], spans: Sequence[Sequence[Span]], laid: LaidText
) -> tuple[Block, ...]:
    """Blocks with the numbers that stand before or in their text on the page, and nowhere in the file's text."""
    texts = [block.text for block in blocks]
    ends = sorted({span.end for held in spans for span in held})
    at = 0
    for word, held in zip(words, spans, strict=True):
        block = blocks[word.block]
        if block.kind in _NUMBERED and block.text == word.text:
            found = _mark_before(word.text, held, ends, laid) if held else _numbers_within(word.text, at, laid)
            texts[word.block] = found or word.text
        at = max(at, held[-1].end) if held else at
    return tuple(block if block.text == text else replace(block, text=text) for block, text in zip(blocks, texts, strict=True))


def _mark_before(text: str, spans: Sequence[Span], ends: Sequence[int], laid: LaidText) -> str | None:
    """The text with the mark before it, where it alone stands on the line between what was read before and the text."""
    start = spans[0].start
    if not text_key(text).startswith(laid.key[start : spans[0].end]):
        return None
    before = bisect_right(ends, start) - 1
    first = laid.places[ends[before] - 1] + 1 if before >= 0 else 0
    gap = "".join(re.split(r"[\f\n]", laid.raw[first : laid.places[start]])[-1].split())
    mark = make_plain(f"{gap} .")[:-2]
    return f"{mark} {text}" if mark and not text.startswith(mark) and _MARK.fullmatch(mark) else None


def _numbers_within(text: str, at: int, laid: LaidText) -> str | None:
    """A caption's text with the number that is printed between two words of it."""
    words = [(word, text_key(word)) for word in text.split(" ")]
    if len(text) > _CAPTION_LENGTH or len(words) == 1 or not all(key for _, key in words):
        return None
    match = re.compile(r"(\d{0,3})".join(key for _, key in words)).search(laid.key, at)
    if match is None or not any(match.groups()):
        return None
    numbers = (*match.groups(), "")
    return " ".join(part for (word, _), number in zip(words, numbers, strict=True) for part in (word, number) if part)
