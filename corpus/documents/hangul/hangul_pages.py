"""The page of each block of a Hangul file, by laying the file out; and what is printed on each page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from corpus.documents.hangul.hangul_alignment import Span, find_spans, text_key
from corpus.documents.hangul.hangul_blocks import BlockWords
from corpus.documents.hangul.hangul_numbers import LaidText, join_pages, restore_numbers
from corpus.model.document import Block

_SECONDS = 120.0
_LIKE = 0.95  # of the syllables: where file and layout share fewer, one of the two has lost text
_FEW = 200  # syllables: a share of fewer says nothing
_SYLLABLE = re.compile("[가-힣]")
_HANGUL_PROGRAM = Path(__file__).with_name("hangul_layout.py")
_WITHOUT = "쪽 번호를 알 수 없어 쪽 없이 읽었습니다. 쪽이 필요하면 PDF로 저장한 파일을 함께 올려 주십시오."


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """A page as it is laid out: the text of its type area, the lines around it, and how many pictures it shows."""

    body: str
    edge: tuple[str, ...] = ()
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class PagedBlocks:
    """Blocks with their pages, how many pages there are and what is printed on them, and what is doubtful."""

    blocks: tuple[Block, ...]
    page_count: int | None = None
    printed_pages: dict[int, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def lay_out(path: Path, seconds: float = _SECONDS) -> tuple[LayoutPage, ...]:
    """The pages of a Hangul file; none where it cannot be laid out, or not in time."""
    command = [sys.executable, "-P", str(_HANGUL_PROGRAM), str(path)]
    try:
        ran = subprocess.run(command, capture_output=True, timeout=min(seconds, _SECONDS), check=False)  # noqa: S603 - own program
    except (OSError, subprocess.TimeoutExpired):
        return ()
    if ran.returncode:
        return ()
    read = [json.loads(line) for line in ran.stdout.decode("utf-8").split("\n") if line]
    return tuple(LayoutPage(page["body"], tuple(page["edge"]), page["pictures"]) for page in read)


def place_blocks(blocks: Sequence[Block], words: Sequence[BlockWords], pages: Sequence[LayoutPage]) -> PagedBlocks:
    """Blocks with the pages that their words stand on; without pages, and with a warning that says so, where there is no layout."""
    if not pages:
        return PagedBlocks(tuple(blocks), warnings=(_WITHOUT,))
    laid = join_pages([page.body for page in pages])
    spans = find_spans([text_key(word.text) for word in words], laid.key)
    found = _find_pages(len(blocks), words, spans, laid)
    _place_figures(blocks, found, pages)
    numbered = restore_numbers(blocks, words, spans, laid)
    placed = tuple(
        replace(block, page=first, pages=(first, last), page_from="layout")
        for block, (first, last) in zip(numbered, _fill_gaps(found), strict=True)
    )
    printed = find_labels([page.edge for page in pages])
    return PagedBlocks(placed, len(pages), printed, _compare(words, pages))


def _find_pages(count: int, words: Sequence[BlockWords], spans: Sequence[Sequence[Span]], laid: LaidText) -> list[tuple[int, int] | None]:
    """First and last page of each block whose words were found."""
    found: list[tuple[int, int] | None] = [None] * count
    keys = [""] * count
    for word, held in zip(words, spans, strict=True):
        keys[word.block] += text_key(word.text)
        for span in held:
            first, last = found[word.block] or (laid.page_of(span.start), 0)
            found[word.block] = min(first, laid.page_of(span.start)), max(last, laid.page_of(span.end - 1))
    texts = [laid.key[start:end] for start, end in pairwise(laid.starts)]
    for number, key in enumerate(keys):
        if found[number] is None and key:
            found[number] = _find_aside(key, _neighbours(found, number, len(texts)), texts)
    return found


def _neighbours(found: Sequence[tuple[int, int] | None], number: int, pages: int) -> tuple[int, int]:
    """The pages between which a block has to stand: the last of the nearest before it that was found, the first of the one after."""
    before = next((held[1] for held in reversed(found[:number]) if held), 1)
    after = next((held[0] for held in found[number + 1 :] if held), pages)
    return min(before, after), max(before, after)


def _find_aside(key: str, between: tuple[int, int], texts: Sequence[str]) -> tuple[int, int] | None:
    """The page of a block that is drawn out of turn (text boxes are): one that has its words, between its neighbours or next to them."""
    low, high = between
    near = [*range(low, high + 1), low - 1, high + 1]
    return next(((page, page) for page in near if 1 <= page <= len(texts) and key in texts[page - 1]), None)


def _place_figures(blocks: Sequence[Block], found: list[tuple[int, int] | None], pages: Sequence[LayoutPage]) -> None:
    """Give each picture the next page between its neighbours that shows one not yet given away."""
    free = [page.pictures for page in pages]
    for number, block in enumerate(blocks):
        if block.kind != "figure" or found[number]:
            continue
        low, high = _neighbours(found, number, len(pages))
        page = next((page for page in range(low, high + 1) if free[page - 1]), None)
        if page:
            free[page - 1] -= 1
            found[number] = page, page


def _fill_gaps(found: Sequence[tuple[int, int] | None]) -> list[tuple[int, int]]:
    """Every block's pages: one found on none stands where the block before it ends, or the next begins."""
    ranges: list[tuple[int, int]] = []
    first = next((held[0] for held in found if held), 1)
    for held in found:
        ranges.append(held or ((ranges[-1][1],) * 2 if ranges else (first, first)))
    return ranges


def _compare(words: Sequence[BlockWords], pages: Sequence[LayoutPage]) -> tuple[str, ...]:
    """A warning where the file's text and that of its layout share too few syllables."""
    written = Counter(_SYLLABLE.findall("".join(word.text for word in words)))
    drawn = Counter(_SYLLABLE.findall("".join(page.body for page in pages)))
    shared = (written & drawn).total()
    warnings = []
    if max(written.total(), drawn.total()) < _FEW:
        return ()
    if shared < _LIKE * drawn.total():
        share = 100 * shared // drawn.total()
        warnings.append(f"쪽에 찍히는 글자의 {share}%만 읽었습니다. 글상자나 도형 안의 글이 빠졌을 수 있으니 원본과 대조해 주십시오.")
    if shared < _LIKE * written.total():
        share = 100 * shared // written.total()
        warnings.append(f"읽은 글자의 {share}%만 쪽 배치에서 찾았습니다. 쪽 번호가 다를 수 있으니 원본에서 확인해 주십시오.")
    return tuple(warnings)


_NUMBER_ALONE = re.compile(r"[-–—‒~<(\[\s]*(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})(?:\s*/\s*\d{1,4})?(?:쪽|페이지)?[-–—‒~>)\]\s]*")
_NUMBER_WITHIN = re.compile(r"[-–—]\s*(\d{1,4})\s*[-–—]|(?<![\d.,])(\d{1,4})(?:쪽)?\s*$|^\s*(\d{1,4})(?![\d.,])")


def find_labels(edges: Sequence[Sequence[str]]) -> dict[int, str]:
    """The page number printed on each page, from 1, by the lines around its type area; only numbers that count on with the pages are one.

    The layout leaves the number off the page on which it begins anew: that page gets its 1.
    """
    alone = {page: match[1] for page, lines in enumerate(edges, 1) for line in lines if (match := _NUMBER_ALONE.fullmatch(line))}
    within = {
        page: next(filter(None, match.groups()))
        for page, lines in enumerate(edges, 1)
        for line in lines
        if page not in alone and (match := _NUMBER_WITHIN.search(line))
    }
    counted = Counter(page - int(label) for page, label in (alone | within).items() if label.isdecimal())
    steady = {page: label for page, label in within.items() if counted[page - int(label)] > 1}
    labels = dict(sorted((steady | alone).items()))
    for page, label in tuple(labels.items()):
        if label == "2" and page > 2 and page - 1 not in labels:  # noqa: PLR2004 - the number after the first
            labels[page - 1] = "1"
    return dict(sorted(labels.items()))
