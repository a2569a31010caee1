"""Ids of cases and passages: the only file that makes them or takes them apart.

    1-05               a case of the default book
    jobs-2024:3        a case of any other book: its book, and what it is called there
    1-05/s07           a passage of a case: section 7; f07 is a figure, n07 a need, L9181 the text from that line
    1-05/summary       and keywords, of which a case has one each

`{default book}:1-05` is another spelling of 1-05. What comes from outside goes through `canonical` once; inside there is one spelling only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

DEFAULT_BOOK = "jobs-2023"
"""The book whose cases are called by their bare ids."""
BOOK_PATTERN = r"[a-z0-9][a-z0-9-]{0,62}"
LOCAL_PATTERN = r"\w[\w.-]{0,35}"  # no "/" or ":", which part an id, and no "," or blank, which part ids
CASE_PATTERN = rf"(?:{BOOK_PATTERN}:)?{LOCAL_PATTERN}"
LONGEST_CASE_ID = 63 + 1 + 36

PassagePart = Literal["section", "figure", "need", "text", "summary", "keywords"]
_LETTERS: Mapping[PassagePart, str] = {"section": "s", "figure": "f", "need": "n", "text": "L"}
_PARTS: Mapping[str, PassagePart] = {letter: kind for kind, letter in _LETTERS.items()} | {"summary": "summary", "keywords": "keywords"}
_NUMBERS = re.compile(r"(\d+)")
_PASSAGE = re.compile(rf"(?P<case>{CASE_PATTERN})/(?:(?P<letter>[sfnL])(?P<number>[0-9]{{1,7}})|(?P<single>summary|keywords))")


@dataclass(frozen=True, slots=True)
class PassageRef:
    """What a passage's id says. `number` counts the case's sections, figures or needs from 1, or is the first line of its text."""

    case_id: str
    kind: PassagePart
    number: int | None = None

    @property
    def anchor(self) -> str:
        """What stands after the case in the id, and names the passage in its case's page: "s07"."""
        if self.number is None:
            return self.kind
        return f"{_LETTERS[self.kind]}{self.number:{'' if self.kind == 'text' else '02'}d}"

    @property
    def id(self) -> str:
        """The id."""
        return f"{self.case_id}/{self.anchor}"


def case_id(book: str, local: str) -> str:
    """Return the id of a case: ("jobs-2024", "3") → "jobs-2024:3", (the default book, "1-05") → "1-05".

    Raises:
        ValueError: when either cannot be part of an id.

    """
    if not re.fullmatch(BOOK_PATTERN, book) or not re.fullmatch(LOCAL_PATTERN, local):
        msg = f"no id can be made of {book[:80]!r} and {local[:80]!r}"
        raise ValueError(msg)
    return local if book == DEFAULT_BOOK else f"{book}:{local}"


def canonical(name: str) -> str:
    """Return the one spelling of an id of a case or passage: without the default book's name before it; any other text as it is."""
    rest = name.removeprefix(f"{DEFAULT_BOOK}:")
    return rest if rest and ":" not in rest else name


def book_of(name: str) -> str:
    """Return the book of a canonical id, of a case or of a passage: "jobs-2024:3/s01" → "jobs-2024", "1-05" → the default one."""
    book, parted, _ = case_of(name).partition(":")
    return book if parted else DEFAULT_BOOK


def case_of(name: str) -> str:
    """Return the case that a canonical id of a passage begins with: "1-05/s07" → "1-05"; a case's own id is its case."""
    return name.partition("/")[0]


def anchor_of(passage_id: str) -> str:
    """Return what names a passage in its case's page: "1-05/s07" → "s07"."""
    return passage_id.partition("/")[2]


def id_order(case: str) -> tuple[object, ...]:
    """Return what cases are put in order by: the default book's first, then book by book, numbers in ids as numbers: x:2 before x:10."""
    book, _, local = case.rpartition(":")
    parts = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _NUMBERS.split(local) if part)
    return book, parts, local  # the last tells 1 from 01


def parse(passage_id: str) -> PassageRef | None:
    """Return what a passage's id says, or None for what is no such id: "1-05/f07" → PassageRef("1-05", "figure", 7)."""
    found = _PASSAGE.fullmatch(canonical(passage_id))
    if found is None:
        return None
    if found["single"]:
        return PassageRef(found["case"], _PARTS[found["single"]])
    ref = PassageRef(found["case"], _PARTS[found["letter"]], int(found["number"]))
    return ref if ref.number and ref.id == found.group() else None  # s7 and s007 are no spellings of s07


def section_id(case: str, number: int) -> str:
    """Return the passage id of a case's section, numbered from 1: ("1-05", 7) → "1-05/s07"."""
    return PassageRef(case, "section", number).id


def figure_id(case: str, number: int) -> str:
    """Return the passage id of a case's figure, numbered from 1: ("1-05", 7) → "1-05/f07"."""
    return PassageRef(case, "figure", number).id


def need_id(case: str, number: int) -> str:
    """Return the passage id of a case's need, numbered from 1: ("1-05", 1) → "1-05/n01"."""
    return PassageRef(case, "need", number).id


def text_id(case: str, line: int) -> str:
    """Return the passage id of a case's text that begins at a line of its book: ("1-05", 9181) → "1-05/L9181"."""
    return PassageRef(case, "text", line).id


def summary_id(case: str) -> str:
    """Return the passage id of a case's summary: "1-05" → "1-05/summary"."""
    return PassageRef(case, "summary").id


def keywords_id(case: str) -> str:
    """Return the passage id of a case's keywords: "1-05" → "1-05/keywords"."""
    return PassageRef(case, "keywords").id
