"""A reading list for tests: two of the three cases, one of them whole, and notes that try every writer."""

from collections.abc import Mapping
from datetime import date

from corpus.book_folders import load_book
from corpus.model.ids import DEFAULT_BOOK
from corpus.model.nouns import Case, Passage
from corpus.model.place import Place
from corpus.passages import all_card_passages
from service.pages.reading_list.contents import ReadingList
from service.pages.reading_list.gathering import Gathered, ListRequest, gather

ORIGINAL = Passage(
    "8-01/L11",
    "8-01",
    "casebook",
    "1. <배경>",
    "조선소 *일감*\n구분 | 2021\n청년 | =300\n끝.",
    "거제",
    place=Place(DEFAULT_BOOK, (11, 13), (8, 21)),
    sections=("8-01/s01",),
)
IDS = ("8-01", "8-02/s01", "8-01/s02", "8-01/L11", "8-01/f01")
HOSTILE = (
    "<script>alert(1)</script>\n=cmd()|'/c calc'!A1\r\n\u202e\u05e9\u05dc\u05d5\u05dd 😀\0\x1b\x85\ufffe\ud800\t끝 & *별* "
    "[링크](http://x) 1. 하나"
)
"""Markup, a formula, right-to-left text, an emoji, and what XML forbids: NUL, escape, a noncharacter, half a surrogate."""
SHOWN = "<script>alert(1)</script>\n=cmd()|'/c calc'!A1\n\u202e\u05e9\u05dc\u05d5\u05dd 😀 끝 & *별* [링크](http://x) 1. 하나"
"""The same as every format is to show it."""
LONG = "가나다라마 " * 1999 + "끝난다."
DAY = date(2026, 11, 22)


def gathered(
    cases: tuple[Case, ...], ids: tuple[str, ...] = IDS, notes: Mapping[str, str] | None = None, title: str = "참고 <사례>"
) -> Gathered:
    """The list of these ids, over the three cases and a piece of the casebook."""
    wanted = ListRequest(ids, title, {"8-01": HOSTILE, "8-02/s01": LONG} if notes is None else notes)
    passages = {passage.id: passage for passage in (*all_card_passages(cases), ORIGINAL)}
    return gather(wanted, {case.id: case for case in cases}, passages, {DEFAULT_BOOK: load_book()}, DAY)


def contents(cases: tuple[Case, ...]) -> ReadingList:
    """The whole list."""
    return gathered(cases).contents
